"""Lay the heard words along the script: which script word each says, what was left out, what came on top.

A weighted edit distance between the script's readings (an acyclic word graph) and the heard words. Where both sides
agree anyway (rapidfuzz finds those stretches in no time) nothing is weighed, so the cost grows with the deviations, not
with the square of the length.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from app.recognition.transcript import HeardWord
from app.script.readings import Arc
from app.script.script import Script
from app.script.words import FUNCTION_WORDS, fold

Alike = Callable[[str, str], float]  # how alike two words sound, 0 to 1; 1: the same

OMIT = 1.0  # a word of the script was not heard
INSERT = 0.9  # a heard word is not in the script
CHANGE = 1.5  # one word for another; less than an omission and an insertion together
CHANGE_ALIKE = 0.9  # taken off that where both sound the same
CHANGE_UNLIKE = 0.3  # added to it for a function word in place of a content word, or the other way round
SOUNDS_THE_SAME = 0.999  # from here on it is the same word in another spelling
ELSEWHERE = 2.0  # such a word for another: more than an omission and an insertion
OTHER_ARC = 0.3  # the recognizer says it heard this word at another place of the script
BORDER = 2  # words of an agreeing stretch that are weighed again with what lies beside it
LARGEST_WEIGHED = 250_000  # cells; a larger stretch in which nothing agrees is cut as rapidfuzz cuts it


@dataclass(frozen=True, slots=True)
class Step:
    """Script words [first, last) beside heard words [start, end); one of the two may be empty."""

    first: int
    last: int
    start: int
    end: int
    same: bool  # a legal reading of the script words


@dataclass(frozen=True, slots=True)
class Alignment:
    """Its steps tile both sides, in order."""

    script: Script
    heard: tuple[HeardWord, ...]
    steps: tuple[Step, ...]

    def picture(self) -> str:
        """Two lines, script above heard, one column a step; what is empty as stars, what differs in capitals."""
        columns = []
        for step in self.steps:
            above = " ".join(word.text for word in self.script.words[step.first : step.last])
            below = " ".join(word.word for word in self.heard[step.start : step.end])
            if not step.same:
                above, below = above.upper(), below.upper()
            width = max(len(above), len(below))
            columns.append(((above or "*" * width).ljust(width), (below or "*" * width).ljust(width)))
        return "\n".join(" ".join(column[line] for column in columns).rstrip() for line in (0, 1))


def align(script: Script, heard: Sequence[HeardWord], alike: Alike) -> Alignment:
    """Align the script with the heard words, from which filled pauses have been taken out."""
    return _Aligner(script, tuple(heard), alike).aligned()


class _Move(NamedTuple):  # NB: tens of thousands are made; a dataclass takes several times as long to make
    """How a cell of the table was reached: over this arc (or none) with heard words [start, end)."""

    cost: float
    node: int
    start: int
    arc: Arc | None
    same: bool


class _Aligner:
    def __init__(self, script: Script, heard: tuple[HeardWord, ...], alike: Alike) -> None:
        self._script = script
        self._heard = heard
        folded = cache(fold)  # NB: the same words come again and again
        self._said = [folded(word.word) for word in heard]
        self._alike = alike
        self._arcs_from: dict[int, list[tuple[int, Arc, str]]] = {}
        for number, arc in enumerate(script.readings.arcs):
            self._arcs_from.setdefault(arc.source, []).append((number, arc, folded(arc.word)))
        self._word_at = {node: word for word, node in enumerate(script.readings.boundaries)}
        self._plain = script.readings.plain()
        self._plain_said = [folded(arc.word) for arc in self._plain]
        numbers = {id(arc): number for number, arc in enumerate(script.readings.arcs)}
        self._plain_numbers = [numbers[id(arc)] for arc in self._plain]

    def aligned(self) -> Alignment:
        steps: list[Step] = []
        word = at = 0
        for agreed in self._agreements():
            steps += self._weighed(word, agreed[0].first, at, agreed[0].start)
            steps += agreed
            word, at = agreed[-1].last, agreed[-1].end
        steps += self._weighed(word, len(self._script.words), at, len(self._heard))
        return Alignment(self._script, self._heard, tuple(steps))

    def _agreements(self) -> list[list[Step]]:
        """Stretches of the plainest reading that were heard word by word; their ends are left to be weighed."""
        plain = self._plain
        begins = [k == 0 or plain[k - 1].last <= arc.first for k, arc in enumerate(plain)]
        found = []
        for block in Levenshtein.opcodes(self._plain_said, self._said):
            first, last = block.src_start + BORDER, block.src_end - BORDER
            while first < last and not begins[first]:
                first += 1
            while first < last < len(plain) and not begins[last]:
                last -= 1
            start = block.dest_start + first - block.src_start
            if block.tag == "equal" and first < last and self._no_other_place(plain[first:last], start):
                steps: list[Step] = []
                for k, arc in enumerate(plain[first:last], start):
                    if steps and steps[-1].first == arc.first:
                        steps[-1] = Step(arc.first, arc.last, steps[-1].start, k + 1, True)
                    else:
                        steps.append(Step(arc.first, arc.last, k, k + 1, True))
                found.append(steps)
        return found

    def _no_other_place(self, arcs: Sequence[Arc], start: int) -> bool:
        """Whether the recognizer, where it names the place of a word, names these."""
        for k, arc in enumerate(arcs):
            named = self._heard[start + k].arc
            if named is not None and self._script.readings.arcs[named].first != arc.first:
                return False
        return True

    def _weighed(self, first: int, last: int, start: int, end: int) -> list[Step]:
        if first == last and start == end:
            return []
        nodes = self._script.readings.boundaries
        if (nodes[last] - nodes[first] + 1) * (end - start + 1) > LARGEST_WEIGHED:
            return self._halved(first, last, start, end)
        most = self._at_most(nodes[first], nodes[last], start, end)
        best = self._table(nodes[first], nodes[last], start, end, most)
        return self._steps(best, nodes[first], nodes[last], start, end)

    def _halved(self, first: int, last: int, start: int, end: int) -> list[Step]:
        """A stretch too large to weigh, cut in the middle of the script's part where the least is lost."""
        middle = (first + last) // 2
        plain = [fold(word.text) for word in self._script.words[first:last]]
        cut = start + (end - start) * (middle - first) // (last - first) if last > first else (start + end) // 2
        for block in Levenshtein.opcodes(plain, self._said[start:end]):
            if block.src_start <= middle - first < block.src_end:
                cut = start + min(block.dest_start + middle - first - block.src_start, block.dest_end)
        if last - first <= 1:  # nothing left to cut in the script: all but the first heard word comes on top
            cut = min(start + 1, end)
            return self._weighed(first, last, start, cut) + [Step(last, last, k, k + 1, False) for k in range(cut, end)]
        return self._weighed(first, middle, start, cut) + self._weighed(middle, last, cut, end)

    def _at_most(self, source: int, target: int, start: int, end: int) -> float:
        """What one way through the table costs, by the plainest reading; the cheapest costs no more."""
        first = bisect_left(self._plain, source, key=lambda arc: arc.source)
        last = bisect_left(self._plain, target, key=lambda arc: arc.source)
        plain = self._plain[first:last]
        if plain and (plain[0].source, plain[-1].to) != (source, target):
            return inf
        cost = 0.0
        for block in Levenshtein.opcodes(self._plain_said[first:last], self._said[start:end]):
            if block.tag == "insert":
                cost += INSERT * (block.dest_end - block.dest_start)
            elif block.tag == "delete":
                cost += OMIT * sum(arc.last - arc.first for arc in plain[block.src_start : block.src_end])
            else:  # as many words on one side as on the other
                for away in range(block.src_end - block.src_start):
                    arc, at = first + block.src_start + away, start + block.dest_start + away
                    cost += self._says(self._plain_numbers[arc], self._plain_said[arc], at)[0]
        return cost

    def _table(self, source: int, target: int, start: int, end: int, most: float = inf) -> dict[tuple[int, int], _Move]:
        """The cheapest way to every (node, heard words so far) that costs no more than `most`."""
        best: dict[tuple[int, int], _Move] = {(source, start): _Move(0.0, source, start, None, True)}

        def offer(node: int, at: int, move: _Move) -> None:
            if node <= target and at <= end:
                known = best.get((node, at))
                if known is None or move.cost < known.cost - 1e-9:
                    best[node, at] = move

        for node in range(source, target + 1):
            arcs = [] if node == target else self._arcs_from.get(node, [])
            for at in range(start, end + 1):
                here = best.get((node, at))
                if here is None or here.cost > most + 1e-6:
                    continue
                if at < end:
                    offer(node, at + 1, _Move(here.cost + INSERT, node, at, None, False))
                for number, arc, word in arcs:
                    omitted = OMIT * (arc.last - arc.first)
                    offer(arc.to, at, _Move(here.cost + omitted, node, at, arc, False))
                    if at < end:
                        cost, same = self._says(number, word, at)
                        offer(arc.to, at + 1, _Move(here.cost + cost, node, at, arc, same))
                    if at + 1 < end and self._said[at] + self._said[at + 1] == word:
                        offer(arc.to, at + 2, _Move(here.cost, node, at, arc, True))
                    if at < end and len(self._said[at]) > len(word) and self._said[at].startswith(word):
                        self._offer_compound(offer, here.cost, node, at, arc, word)
        return best

    def _offer_compound(
        self, offer: Callable[[int, int, _Move], None], cost: float, node: int, at: int, arc: Arc, word: str
    ) -> None:
        """One heard word that is two of the script run together."""
        for _, second, rest in self._arcs_from.get(arc.to, []):
            if word + rest == self._said[at]:
                joined = Arc(node, second.to, self._said[at], arc.first, second.last)
                offer(second.to, at + 1, _Move(cost, node, at, joined, True))

    def _says(self, number: int, word: str, at: int) -> tuple[float, bool]:
        """What it costs that the heard word at `at` stands for the arc, and whether it says it."""
        named = self._heard[at].arc
        if word == self._said[at]:
            here = named is None or named == number
            return (0.0 if here else OTHER_ARC), True
        if named is not None and named != number:
            return ELSEWHERE, False
        alike = self._alike(word, self._said[at])
        if alike >= SOUNDS_THE_SAME:
            return 0.01, True
        unlike = CHANGE_UNLIKE if (word in FUNCTION_WORDS) != (self._said[at] in FUNCTION_WORDS) else 0.0
        return CHANGE - CHANGE_ALIKE * alike + unlike, False

    def _steps(self, best: dict[tuple[int, int], _Move], source: int, target: int, start: int, end: int) -> list[Step]:
        """The cheapest way back from the far corner, one step for each script word or run of them said as one."""
        way: list[tuple[_Move, int]] = []
        node, at = target, end
        while (node, at) != (source, start):
            move = best[node, at]
            way.append((move, at))
            node, at = move.node, move.start
        steps: list[Step] = []
        open_step: Step | None = None  # a script word of several arcs, not yet at its border
        for move, upto in reversed(way):
            if move.arc is None:
                if open_step is not None:
                    open_step = Step(open_step.first, open_step.last, open_step.start, upto, False)
                else:
                    word = steps[-1].last if steps else self._word_at[move.node]
                    steps.append(Step(word, word, move.start, upto, False))
                continue
            arc = move.arc
            before = open_step or Step(arc.first, arc.last, move.start, move.start, True)
            same = before.same and move.same
            open_step = Step(before.first, max(before.last, arc.last), before.start, upto, same)
            if arc.to in self._word_at:
                steps.append(open_step)
                open_step = None
        return steps
