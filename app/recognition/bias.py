"""Bend a model's language graph towards one script.

The bent graph is the model's whole language plus a path through every reading of the script, with costs for going on,
skipping, repeating, inserting a filler, and leaving for the whole language and coming back: contextual biasing, done in
the graph. The words on the path carry output labels of their own, `word~17`: the 17th arc of the script's readings. So
the recognizer says not only what it heard but where in the script, also for a word it does not know and hears as a
sequence of words that sound like it (`whitcombe~14`, then `~14` for each further piece).
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.recognition.openfst import ARC, Fst, arcsort, extend, symbols
from app.recognition.transcript import HeardWord
from app.script.phones import phone_word
from app.script.readings import Arc, Readings
from app.script.script import Script, SpanRule

Spelling = tuple[str, ...]  # words of the model that, said one after another, sound like a word it does not know
Spell = Callable[[str], Iterable[Spelling]]

MARK = "~"  # between a word and its arc; stands in no vocabulary


@dataclass(frozen=True, slots=True)
class Costs:
    """Negative natural logs. Chosen on the half of the accuracy benchmark made for it (`dev.py bench accuracy`)."""

    begin: float = 0.2  # start with the script's first word
    begin_elsewhere: float = 3.0  # start at any other word: after a long silence the recognizer starts anew
    begin_freely: float = 2.0  # start with something that is not in the script
    go_on: float = 0.15  # the next word of the script
    leave: float = 4.5  # fall back into the whole language
    enter: float = 7.0  # from the whole language to any word of the script
    skip: float = 4.0  # leave out a word
    skip_more: float = 1.0  # each further one, up to three
    skip_sentence: float = 7.0  # on to the start of one of the next three sentences
    again: float = 4.0  # say the last word once more
    again_more: float = 0.5  # each word further back, up to four
    again_sentence: float = 6.0  # back to the start of this sentence or the one before
    filler: float = 4.0
    rare_filler: float = 5.5
    other_number: float = 4.0  # another digit, weekday or the like in place of the right one
    leave_free: float = 1.0  # fall back into the whole language inside a span that may be said any way
    skip_free: float = 0.7  # leave such a span out
    stop_early: float = 4.0  # end before the script does
    spelling_more: float = 0.5  # each spelling of an unknown word after the closest


FILLERS = ("um", "uh")
RARE_FILLERS = ("er", "ah", "hmm", "erm", "mm", "hm")

# In place of a word of one class, another of the same class is the likeliest slip.
CLASSES = tuple(
    frozenset(words.split())
    for words in (
        "zero oh one two three four five six seven eight nine",
        (
            "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
            "twenty thirty forty fifty sixty seventy eighty ninety"
        ),
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
            "seventieth eightieth ninetieth half quarter"
        ),
        "monday tuesday wednesday thursday friday saturday sunday today tomorrow",
        "january february march april may june july august september october november december",
        "hundred thousand million billion",
    )
)


@dataclass(frozen=True, slots=True)
class Language:
    """What is read once for a model."""

    graph: Fst  # its arcs sorted
    labels: Mapping[str, int]  # of each word
    backoff: int  # the state that backing off from the start ends in: no history

    def costs(self) -> dict[str, float]:
        """What each word costs without a history: the negative natural log of how common it is."""
        words = {label: word for word, label in self.labels.items()}
        arcs = self.graph.of(self.backoff)
        return {words[int(arc["ilabel"])]: float(arc["cost"]) for arc in arcs if int(arc["ilabel"]) in words}


def language_of(graph: Fst, words: Mapping[str, int]) -> Language:
    """The language of a graph; `words` are those of words.txt, which give way to the graph's own.

    NB: as in Vosk, the words in the file itself go before words.txt.
    """
    graph = arcsort(graph)
    labels = dict(zip(graph.osymbols.words, graph.osymbols.labels.tolist(), strict=True)) if graph.osymbols else words
    backoff = graph.start
    while len(back := graph.of(backoff)) and back["ilabel"][0] == 0:
        backoff = int(back["to"][0])
    return Language(graph, labels, backoff)


def bend(language: Language, script: Script, spell: Spell, costs: Costs | None = None) -> Fst:
    """The language with a path through the script, a start of its own and the path's words among its output symbols.

    `spell` is asked for the words that the language does not have; one that it cannot spell keeps its place by the
    paths around it.
    """
    path = _Path(language, script.readings, costs or Costs())
    path.lay(spell)
    path.skip_and_repeat([sentence.first for sentence in script.sentences])
    path.slip()
    for span in script.spans:
        if span.rule is SpanRule.FREE:
            path.loosen(span.first, span.last)
    return path.joined()


class _Path:
    """The states and arcs that are added to a language; states are numbered on from the language's last."""

    def __init__(self, language: Language, readings: Readings, costs: Costs) -> None:
        self._language = language
        self._readings = readings
        self._costs = costs
        self._old = len(language.graph.final)
        self._node = {node: self._old + node for node in range(readings.boundaries[-1] + 1)}
        self._states = readings.boundaries[-1] + 1
        self._arcs: list[tuple[int, int, int, float, int]] = []  # source, ilabel, olabel, cost, to
        self._first: dict[int, list[tuple[int, int, float, int]]] = {}  # node: how each reading from it begins
        self._marked: dict[str, int] = {}
        self._next_label = max(language.labels.values()) + 1
        self._known = {(arc.source, arc.to) for arc in readings.arcs if arc.word in language.labels}

    def lay(self, spell: Spell) -> None:
        """Every reading of the script, from its first node to its last."""
        sounds = set()
        for number, arc in enumerate(self._readings.arcs):
            sound = (arc.source, arc.to, arc.word.replace("'", ""))
            if sound in sounds:
                continue  # customers, customer's, customers': the recognizer would share its confidence among them
            spellings = self._pieces(arc, spell)
            if spellings:
                sounds.add(sound)
            begins = self._first.setdefault(arc.source, [])
            for rank, pieces in enumerate(spellings):
                extra = rank * self._costs.spelling_more
                here = None
                for k, piece in enumerate(pieces):
                    to = self._node[arc.to] if k == len(pieces) - 1 else self._new_state()
                    olabel = self._mark(arc.word if k == 0 else "", number)
                    if here is None:
                        begins.append((self._language.labels[piece], olabel, extra, to))
                    else:
                        self._arcs.append((here, self._language.labels[piece], olabel, self._costs.go_on, to))
                    here = to
        for node in self._first:
            self._enter(self._node[node], node, self._costs.go_on)

    def skip_and_repeat(self, sentence_starts: Sequence[int]) -> None:
        """All that a speaker may do at the border of two script words, and the fillers anywhere."""
        costs, borders, labels = self._costs, self._readings.boundaries, self._language.labels
        last = len(borders) - 1
        fillers = [(labels[w], costs.filler) for w in FILLERS if w in labels]
        fillers += [(labels[w], costs.rare_filler) for w in RARE_FILLERS if w in labels]
        for state in self._node.values():
            self._arcs += [(state, label, label, cost, state) for label, cost in fillers]
            self._arcs.append((state, 0, 0, costs.leave, self._language.backoff))
        for i, node in enumerate(borders):
            here = self._node[node]
            if i < last:
                self._enter(self._language.backoff, node, costs.enter)
            for k in range(1, 4):
                if i + k < last:
                    self._enter(here, borders[i + k], costs.skip + (k - 1) * costs.skip_more)
            for k in range(4):
                if i - k - 1 >= 0:
                    self._enter(here, borders[i - k - 1], costs.again + k * costs.again_more)
            after = [start for start in sentence_starts if start > i + 3][:3]
            before = [start for start in sentence_starts if start < i - 4][-2:]
            for start in after:
                self._enter(here, borders[start], costs.skip_sentence)
            for start in before:
                self._enter(here, borders[start], costs.again_sentence)

    def slip(self) -> None:
        """Another number, weekday or month in place of the right one; a number begun again in its middle."""
        labels, borders = self._language.labels, set(self._readings.boundaries)
        for arc in self._readings.arcs:
            for words in CLASSES:
                if arc.word in words:
                    for other in sorted(words - {arc.word}):
                        if other in labels:
                            slip = (labels[other], labels[other], self._costs.other_number, self._node[arc.to])
                            self._arcs.append((self._node[arc.source], *slip))
            if arc.to not in borders:
                start = self._readings.boundaries[arc.first]
                self._enter(self._node[arc.to], start, self._costs.again)

    def loosen(self, first: int, last: int) -> None:
        """Script words [first, last) may be said any way or left out."""
        borders, backoff = self._readings.boundaries, self._language.backoff
        here, there = self._node[borders[first]], self._node[borders[last]]
        self._arcs.append((here, 0, 0, self._costs.skip_free, there))
        for node in range(borders[first], borders[last] + 1):
            self._arcs.append((self._node[node], 0, 0, self._costs.leave_free, backoff))
        if last < len(borders) - 1:
            self._enter(backoff, borders[last], self._costs.leave_free)

    def joined(self) -> Fst:
        """The language and the path as one graph, from a start of its own."""
        costs, borders = self._costs, self._readings.boundaries
        begin = self._new_state()
        self._arcs.append((begin, 0, 0, costs.begin, self._node[borders[0]]))
        self._arcs.append((begin, 0, 0, costs.begin_freely, self._language.graph.start))
        for node in borders[1:-1]:
            self._enter(begin, node, costs.begin_elsewhere)
        final = np.full(self._states, np.inf, np.float32)
        final[list(borders)] = costs.stop_early
        final[borders[-1]] = 0.0
        source = np.array([arc[0] for arc in self._arcs], np.int64)
        arcs = np.array([arc[1:] for arc in self._arcs], ARC)
        graph = extend(self._language.graph, begin, final, source, arcs)
        words = [*self._language.labels, *self._marked]
        table = symbols("words", words, [*self._language.labels.values(), *self._marked.values()])
        return Fst(graph.start, graph.final, graph.first, graph.arcs, None, table)

    def _enter(self, source: int, node: int, cost: float) -> None:
        """From a state to each word that may be said at a node of the readings."""
        for ilabel, olabel, extra, to in self._first.get(node, ()):
            self._arcs.append((source, ilabel, olabel, cost + extra, to))

    def _pieces(self, arc: Arc, spell: Spell) -> list[Spelling]:
        labels = self._language.labels
        if arc.word in labels:
            return [(arc.word,)]
        if (arc.source, arc.to) in self._known:
            return []  # another reading of the same place will do
        return [pieces for pieces in spell(arc.word) if pieces and all(piece in labels for piece in pieces)]

    def _mark(self, word: str, arc: int) -> int:
        text = f"{word}{MARK}{arc}"
        if text not in self._marked:
            self._marked[text] = self._next_label
            self._next_label += 1
        return self._marked[text]

    def _new_state(self) -> int:
        self._states += 1
        return self._old + self._states - 1


def in_phones(ways: Iterable[Sequence[str]], known: Container[str]) -> list[Spelling]:
    """How a word is spelled with a model that has each phone as a word of its own, "/AA/", as the starter model has.

    One spelling for each way of saying the word, ARPA without stress; none where the model has no such words.
    """
    spellings = [tuple(phone_word(phone) for phone in way) for way in ways]
    return [spelling for spelling in spellings if all(word in known for word in spelling)]


def unknown_words(script: Script, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The script words, as written, that a model cannot know in any of their readings, each once, in order."""
    reachable = _reachable(script.readings, known)
    return tuple(dict.fromkeys(word.text for i, word in enumerate(script.words) if i not in reachable))


def _reachable(readings: Readings, known: Callable[[str], bool]) -> frozenset[int]:
    """The script words that have a whole reading of known words."""
    onward: dict[int, list[int]] = {}
    for arc in readings.arcs:
        if known(arc.word):
            onward.setdefault(arc.source, []).append(arc.to)
    found = set()
    for word, (start, end) in enumerate(pairwise(readings.boundaries)):
        here = {start}
        for node in range(start, end):
            if node in here:
                here.update(onward.get(node, ()))
        if end in here:
            found.add(word)
    return frozenset(found)


def unmark(words: Iterable[HeardWord]) -> tuple[HeardWord, ...]:
    """The words as a bent graph gives them, `word~17`, with the arc apart; the pieces of one word joined to one."""
    joined: list[HeardWord] = []
    for heard in words:
        word, arc = split_mark(heard.word)
        if arc is not None and not word and joined and joined[-1].arc == arc:
            before = joined.pop()
            confidence = min(before.confidence, heard.confidence)
            joined.append(HeardWord(before.word, before.start, heard.end, confidence, arc))
        elif word:
            joined.append(HeardWord(word, heard.start, heard.end, heard.confidence, arc))
    return tuple(joined)


def split_mark(token: str) -> tuple[str, int | None]:
    """`word~17`: the word, and its arc; a token without a mark is a word as it stands."""
    word, _, number = token.rpartition(MARK)
    return (word, int(number)) if number.isdecimal() and MARK in token else (token, None)
