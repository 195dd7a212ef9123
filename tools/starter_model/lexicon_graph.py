"""From sounds to words: the lexicon as one transducer, a prefix tree with optional silence (HCLr.fst).

Inputs are Kaldi's transitions, outputs are words, on the arc of a word's last phone. Nothing is determinized and no
disambiguation is needed: each way of saying a word ends in an arc of its own. States: 0 where a word may end, 1 in a
silence, 2 where a word may begin, then the tree's, then one for each phone a word may end with.

Words get their labels here: in the order of the tree, so that what can come next from a state is mostly one interval.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np

from app.recognition import openfst
from tools.starter_model import lookahead
from tools.starter_model.lexicon import PHONE_WORDS, Lexicon
from tools.starter_model.phones import SILENCE, entering, placed, staying

_SILENT, _CONNECTED = 0.7, 0.7  # cost of a silence before a word, and of none
_BETWEEN, _IN_SILENCE, _BEGIN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class LexiconGraph:
    fst: openfst.Fst  # arcs in the order of their output labels
    reach: list[lookahead.Intervals]  # of each state
    labels: dict[str, int]  # of each word, from 1
    end_label: int

    def write(self, path: Path) -> None:
        lookahead.write(path, self.fst, self.reach, self.end_label)


@dataclass
class _Growing:
    """A transducer as it grows; its first states are the three of every graph."""

    arcs: list[tuple[int, int, int, float, int]]  # source, ilabel, olabel, cost, to
    states: int = 3

    def new(self, phone: str) -> int:
        """A state that stays in a phone."""
        self.states += 1
        self.arcs.append((self.states - 1, staying(phone), 0, 0.0, self.states - 1))
        return self.states - 1


def build(lexicon: Lexicon, word_cost: float) -> LexiconGraph:
    """`word_cost` is on every word but the phones that are words: a name spelled with them has many."""
    ways = sorted({(placed(way), word) for word, ways in lexicon.items() for way in ways})
    labels: dict[str, int] = {}
    for _, word in ways:
        labels.setdefault(word, len(labels) + 1)
    graph = _Growing(
        [
            (_BETWEEN, entering(SILENCE), 0, _SILENT, _IN_SILENCE),
            (_IN_SILENCE, staying(SILENCE), 0, 0.0, _IN_SILENCE),
            (_BETWEEN, 0, 0, _CONNECTED, _BEGIN),
            (_IN_SILENCE, 0, 0, 0.0, _BEGIN),
        ]
    )
    below = _grow_tree(graph, ways)
    every = range(1, len(labels) + 1)
    ends: dict[str, int] = {}
    for i, (phones, word) in enumerate(ways):
        last = phones[-1]
        if last not in ends:
            ends[last] = graph.new(last)
            graph.arcs.append((ends[last], 0, 0, 0.0, _BETWEEN))
        is_phone = word in PHONE_WORDS
        source = below.parent_of_way[i]
        graph.arcs.append((source, entering(last), labels[word], 0.0 if is_phone else word_cost, ends[last]))
        if is_phone:  # one right after the other costs nothing
            graph.arcs.append((_BETWEEN, entering(last), labels[word], 0.0, ends[last]))
    end_label = len(labels) + 1
    everything = lookahead.intervals((*every, end_label))
    label_of_way = [labels[word] for _, word in ways]
    reach = [everything] * 3
    reach += [lookahead.intervals(label_of_way[first:stop]) for first, stop in below.ways_of_state]
    reach += [everything] * len(ends)
    return LexiconGraph(_as_fst(graph), reach, labels, end_label)


@dataclass(frozen=True, slots=True)
class _Tree:
    parent_of_way: list[int]  # the state before the last phone of each way
    ways_of_state: list[tuple[int, int]]  # for each state of the tree, from 3 on, the ways below it: [first, stop)


def _grow_tree(graph: _Growing, ways: list[tuple[tuple[str, ...], str]]) -> _Tree:
    """All phones but the last of each way; ways are in the order of their phones, so a branch is closed for good."""
    parents: list[int] = []
    spans: list[tuple[int, int]] = []
    branch: list[tuple[str, int]] = []  # phone and its state, from the root on

    def close(depth: int, stop: int) -> None:
        while len(branch) > depth:
            state = branch.pop()[1]
            spans[state - 3] = (spans[state - 3][0], stop)

    for i, (phones, _) in enumerate(ways):
        stem = phones[:-1]
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1][0], zip(stem, branch, strict=False)))
        close(shared, i)
        for phone in stem[shared:]:
            source = branch[-1][1] if branch else _BEGIN
            state = graph.new(phone)
            graph.arcs.append((source, entering(phone), 0, 0.0, state))
            branch.append((phone, state))
            spans.append((i, i))
        parents.append(branch[-1][1] if branch else _BEGIN)
    close(0, len(ways))
    return _Tree(parents, spans)


def _as_fst(graph: _Growing) -> openfst.Fst:
    table = np.array(graph.arcs, [("source", "<i4"), *((name, openfst.ARC[name]) for name in openfst.ARC.names or ())])
    table = table[np.lexsort((table["olabel"], table["source"]))]
    arcs = np.empty(len(table), openfst.ARC)
    for name in openfst.ARC.names or ():
        arcs[name] = table[name]
    first = np.searchsorted(table["source"], np.arange(graph.states + 1)).astype(np.int64)
    final = np.full(graph.states, math.inf, np.float32)
    final[[_BETWEEN, _IN_SILENCE, _BEGIN]] = 0.0
    return openfst.Fst(_BETWEEN, final, first, arcs)


def words_txt(labels: Mapping[str, int]) -> str:
    """`graph/words.txt`: a word and its label a line, <eps> first, in the order of the labels."""
    return "<eps> 0\n" + "".join(f"{word} {label}\n" for word, label in sorted(labels.items(), key=lambda x: x[1]))
