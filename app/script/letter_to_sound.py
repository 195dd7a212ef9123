"""How a word that is in no dictionary is probably said: a small model learned from one."""

import gzip
import math
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path

import numpy as np

from app.script.problems import pronunciation_damaged, pronunciation_missing

LETTERS = "'abcdefghijklmnopqrstuvwxyz"
EDGE = 0  # the graphone before the first letter and after the last
FORMAT = "letter-to-sound 1"
LOG_STEP = 1 / 16  # stored costs are whole numbers of these (natural logarithm of a probability, negated)

_BEAM = 24  # hypotheses kept after each letter
_BEAM_WIDTH = 9.0 / LOG_STEP  # and none that is e**9 times less likely than the best
_ROOT = 0

Guess = tuple[tuple[str, ...], float]  # phones, and their share of the probability of all that were considered
_Context = tuple[int, ...]  # the nodes of the graphones so far, the longest context first, the root last
_Step = tuple[float, int, int]  # cost, hypothesis extended, graphone


@dataclass(frozen=True, slots=True)
class LetterToSound:
    """A back-off model over graphones, each one letter with the 0, 1 or 2 phones it stands for (Bisani and Ney 2008).

    The n-grams are a trie in level order: the children of node i are the nodes first[i] up to first[i + 1], in the
    order of their graphone; graphones are numbered in the order of their letter. Node 0 is the root.
    """

    phones_of: tuple[tuple[str, ...], ...]  # a graphone's phones; EDGE has none
    of_letter: tuple[tuple[int, int], ...]  # the graphones of each of LETTERS, half-open
    order: int  # graphones in the longest n-gram
    graphone: memoryview  # a node's last graphone
    cost: memoryview  # of that graphone after the node's other graphones, in LOG_STEPs
    back_off: memoryview  # what going from a node to its shorter context adds, in LOG_STEPs
    first: memoryview  # a node's first child; one entry more than nodes

    def guess(self, word: str, k: int = 3) -> tuple[Guess, ...]:
        """The k likeliest ways to say a word written in LETTERS, best first; the empty word has one, of no phones."""
        start = self.first[_ROOT] + EDGE  # NB: every graphone is a child of the root, so its node is found by counting
        contexts: list[_Context] = [(start, _ROOT)]
        spoken: list[tuple[str, ...]] = [()]
        costs = [0.0]
        for letter in word:
            low, high = self.of_letter[LETTERS.index(letter)]
            steps: list[_Step] = []
            extended: list[dict[int, list[int]]] = []
            for i, context in enumerate(contexts):
                found = self._steps(context, low, high, costs[i], i, steps)
                extended.append(found)
            best = nsmallest(_BEAM, steps)
            bound = best[0][0] + _BEAM_WIDTH
            best = [step for step in best if step[0] <= bound]
            contexts = [(*extended[i][graphone], _ROOT) for _, i, graphone in best]
            spoken = [spoken[i] + self.phones_of[graphone] for _, i, graphone in best]
            costs = [cost for cost, _, _ in best]
        likelihood: dict[tuple[str, ...], float] = {}
        ends = [cost + self._end(context) for cost, context in zip(costs, contexts, strict=True)]
        least = min(ends)
        for phones, end in zip(spoken, ends, strict=True):
            likelihood[phones] = likelihood.get(phones, 0.0) + math.exp((least - end) * LOG_STEP)
        whole = sum(likelihood.values())
        ranked = sorted(likelihood.items(), key=lambda item: (-item[1], item[0]))
        return tuple((phones, share / whole) for phones, share in ranked[:k])

    def _steps(
        self, context: _Context, low: int, high: int, so_far: float, i: int, steps: list[_Step]
    ) -> dict[int, list[int]]:
        """Adds what each of a letter's graphones costs after a context; returns the context each one leads to."""
        graphone, first, cost = self.graphone, self.first, self.cost
        found: dict[int, list[int]] = {}
        for node in context:
            child = first[node]
            end = first[node + 1]
            if child < end:
                child = bisect_left(graphone, low, child, end)
                while child < end:
                    symbol = graphone[child]
                    if symbol >= high:
                        break
                    if symbol in found:
                        found[symbol].append(child)
                    else:
                        # NB: a node of the full order has no children and is no context worth carrying
                        found[symbol] = [child]
                        steps.append((so_far + cost[child], i, symbol))
                    child += 1
            so_far += self.back_off[node]
        return found

    def _end(self, context: _Context) -> float:
        so_far = 0.0
        for node in context:
            child = self.first[node]
            if child < self.first[node + 1] and self.graphone[child] == EDGE:
                return so_far + self.cost[child]
            so_far += self.back_off[node]
        raise AssertionError("the root knows every graphone")


def write(
    path: Path,
    graphones: Sequence[tuple[str, tuple[str, ...]]],
    order: int,
    graphone: np.ndarray,
    cost: np.ndarray,
    back_off: np.ndarray,
    children: np.ndarray,
) -> None:
    """Writes a model; node arrays in level order, the root first, costs in LOG_STEPs, children as counts."""
    lines = [f"{letter} {' '.join(phones)}".strip() for letter, phones in graphones]
    header = f"{FORMAT}\n{order}\n{len(graphone)}\n\n" + "\n".join(lines) + "\n\n"
    body = b"".join(
        values.astype(kind).tobytes()
        for values, kind in ((graphone, "<u2"), (children, "<u2"), (cost, "u1"), (back_off, "i1"))
    )
    path.write_bytes(gzip.compress(header.encode("ascii") + body, 9, mtime=0))


def load(path: Path) -> LetterToSound:
    """Reads a model written by tools/pronunciation/make.py; raises Problem where it is missing or damaged."""
    if not path.is_file():
        raise pronunciation_missing(path)
    try:
        header, listed, body = gzip.decompress(path.read_bytes()).split(b"\n\n", 2)
        kind, order, nodes = header.decode("ascii").split("\n")
        if kind != FORMAT or len(body) != 6 * int(nodes):
            raise ValueError(f"{kind}, {len(body)} bytes for {nodes} nodes")
        ends = [2 * int(nodes), 4 * int(nodes), 5 * int(nodes)]
        lines = listed.decode("ascii").split("\n")
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise pronunciation_damaged(path) from error
    letters = [line[0] for line in lines[1:]]
    starts = [1 + bisect_left(letters, letter) for letter in LETTERS]
    first = np.empty(int(nodes) + 1, dtype=np.uint32)
    first[0] = 1
    np.cumsum(np.frombuffer(body[ends[0] : ends[1]], dtype="<u2"), dtype=np.uint32, out=first[1:])
    first[1:] += 1
    return LetterToSound(
        phones_of=tuple(tuple(line[1:].split()) for line in lines),
        of_letter=tuple(zip(starts, [*starts[1:], len(lines)], strict=True)),
        order=int(order),
        graphone=np.frombuffer(body[: ends[0]], dtype="<u2").astype(np.uint16).data,
        cost=np.frombuffer(body[ends[1] : ends[2]], dtype=np.uint8).data,
        back_off=np.frombuffer(body[ends[2] :], dtype=np.int8).data,
        first=first.data,
    )
