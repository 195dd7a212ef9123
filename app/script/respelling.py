"""Known words that, said in a row, sound like a word nobody knows."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from app.script.phones import APART, DROPPED, drops, sounded
from app.script.pronunciation import Pronunciations

FAR = 0.34  # a sequence farther than this (1 - alikeness) from what it stands for is no help to anyone

Spelling = tuple[tuple[str, ...], float]  # words, and how far they are from what they stand for: 0 homophones, to FAR

_MOST_WORDS = 4
_SEAM = 0.25  # what every word after the first costs: a recognizer likes few long words better than many short ones
_LATER_WAY = 0.15  # what a less likely way of saying the word costs
# A path through the index goes on while it costs no more than this, at the start and for each of its sounds more.
_SLACK, _SLACK_PER_SOUND = 0.6, 0.2
_PATHS = 120  # kept for each place a word may begin, after each sound
_EDGES = 8  # words kept between two places
_CHOICE = 4  # times as many are considered where words have costs of their own
_SEQUENCES = 16  # kept up to each place

_Edge = tuple[str, float, float, int]  # word, distance from the stretch it stands for, cost of its own, sounds
_Partial = tuple[
    float, float, int, tuple[str, ...]
]  # cost with seams and words' own, of the sounds alone; sounds; words


@dataclass(frozen=True, slots=True)
class _Level:
    """The nodes of a trie of sounds at one depth, in order."""

    sound: np.ndarray  # the node's last sound
    row: np.ndarray  # the first of the sequences that begin as the node does
    ends: np.ndarray  # whether that sequence is no longer than the node
    first: np.ndarray  # the node's first child among the next level's; one entry more than nodes


def _levels(sequences: Sequence[bytes]) -> list[_Level]:
    """The trie of sorted, different, non-empty sequences, the shallowest level first."""
    length = np.array([len(sequence) for sequence in sequences])
    deepest = int(length.max())
    table = np.frombuffer(b"".join(s.ljust(deepest, b"\xff") for s in sequences), dtype=np.uint8)
    table = table.reshape(len(sequences), deepest)
    common = np.zeros(len(sequences), dtype=np.int64)  # sounds shared with the sequence before
    common[1:] = (table[1:] != table[:-1]).argmax(axis=1)
    rows = [np.flatnonzero((common <= depth) & (length > depth)) for depth in range(deepest)]
    rows.append(np.array([], dtype=np.int64))
    return [
        _Level(
            sound=table[rows[depth], depth],
            row=rows[depth],
            ends=length[rows[depth]] == depth + 1,
            first=np.searchsorted(rows[depth + 1], np.append(rows[depth], len(sequences))),
        )
        for depth in range(deepest)
    ]


@dataclass(frozen=True, slots=True)
class _Index:
    levels: list[_Level]
    words: list[list[tuple[str, int]]]  # of each sequence; with how many likelier ways there are to say the word


class SoundAlikeSpeller:
    """Spells words a recognizer does not know in words it does."""

    def __init__(
        self,
        pronunciations: Pronunciations,
        vocabulary: Collection[str],
        word_cost: Callable[[str], float] | None = None,
    ) -> None:
        """The vocabulary in lower case; words the dictionary lacks are not used, for their sound would be a guess too.

        word_cost says what using a word costs, in the unit of phones.distance (1: a wholly wrong sound), so that common
        words can be preferred. It decides between words, and is no part of the distance that spell returns.
        The index over the vocabulary is built when the first word is spelled: a third of a second for 60,000 words.
        """
        self._pronunciations = pronunciations
        self._vocabulary = vocabulary
        self._word_cost = word_cost
        self._index: _Index | None = None
        self._apart = np.array(APART, dtype=np.float32)
        self._dropped = np.array(DROPPED, dtype=np.float32)

    def spell(self, word: str, k: int = 5) -> tuple[Spelling, ...]:
        """The k best sequences of one to four known words that sound like a word, best first.

        Initials ("NAACP") may take a word a letter. Empty where the word has no sound, or nothing is within FAR of it.
        Of words that sound the same, one is used.
        """
        ways = self._pronunciations.of(word)
        letters = sum(sign.isalpha() for sign in word)
        most = max(_MOST_WORDS, letters) if word.isupper() or letters == 1 else _MOST_WORDS
        found: dict[tuple[str, ...], tuple[float, float]] = {}
        for later, phones in enumerate(ways):
            for rank, words, far in self._spell(sounded(phones), k, most):
                scored = (rank + later * _LATER_WAY, far)
                found[words] = min(scored, found.get(words, scored))
        best = nsmallest(k, found.items(), key=lambda item: (item[1], item[0]))
        return tuple((words, far) for words, (_, far) in best)

    def spell_with(self, phones: Sequence[str], k: int = 5) -> tuple[Spelling, ...]:
        """The k best sequences of one to four known words that sound like phones (ARPA, without stress); see spell."""
        found = self._spell(sounded(phones), k, _MOST_WORDS)
        return tuple((words, far) for _, words, far in found)

    # ---- Searching

    def _spell(self, target: bytes, k: int, most: int) -> list[tuple[float, tuple[str, ...], float]]:
        """(cost by which they are ranked, words, distance) of the best sequences."""
        if not target:
            return []
        index = self._built()
        if not index.levels:
            return []
        reached: list[list[_Partial]] = [[] for _ in range(len(target) + 1)]
        reached[0] = [(0.0, 0.0, 0, ())]
        edges = self._edges(index, target)
        for end in range(1, len(target) + 1):
            longer: dict[tuple[str, ...], _Partial] = {}
            for start in range(end):
                for word, cost, own, sounds in edges.get((start, end), ()):
                    for ranked, plain, said, words in reached[start]:
                        if len(words) < most:
                            seam = _SEAM if words else 0.0
                            new = (ranked + cost + own + seam, plain + cost, said + sounds, (*words, word))
                            if new[3] not in longer or new < longer[new[3]]:
                                longer[new[3]] = new
            reached[end] = nsmallest(_SEQUENCES, longer.values())
        scored = (
            (ranked, words, plain / max(sounds, len(target))) for ranked, plain, sounds, words in reached[len(target)]
        )
        return [(ranked, words, far) for ranked, words, far in scored if far <= FAR][:k]

    def _edges(self, index: _Index, target: bytes) -> dict[tuple[int, int], list[_Edge]]:
        """For each stretch of the target the words that sound like it.

        Walks the trie one sound deeper at a time, from all places of the target at once, with a row of the edit
        distance's table for each path.
        """
        sounds = np.frombuffer(target, dtype=np.uint8)
        along = np.concatenate(([0.0], np.cumsum(drops(target)))).astype(np.float32)
        places = np.arange(len(target) + 1)
        begin = np.arange(len(target))
        rows = np.where(places >= begin[:, None], along - along[begin, None], np.float32(np.inf))
        node = np.zeros(len(begin), dtype=np.int64)
        first = np.array([0, len(index.levels[0].sound)])
        hits: list[np.ndarray] = []
        for depth, level in enumerate(index.levels):
            many = first[node + 1] - first[node]
            parent = np.repeat(np.arange(len(node)), many)
            offset = np.arange(len(parent)) - np.repeat(np.cumsum(many) - many, many)
            node = first[node][parent] + offset
            sound = level.sound[node]
            dropped = self._dropped[sound][:, None]
            before = rows[parent]
            rows = before + dropped
            np.minimum(rows[:, 1:], before[:, :-1] + self._apart[sound][:, sounds], out=rows[:, 1:])
            rows = np.minimum.accumulate(rows - along, axis=1) + along
            begin = begin[parent]
            best = rows.min(axis=1, initial=np.inf)
            kept = np.flatnonzero(best <= _SLACK + _SLACK_PER_SOUND * (depth + 1))
            kept = kept[np.lexsort((best[kept], begin[kept]))]
            firsts = np.searchsorted(begin[kept], begin[kept])
            kept = kept[np.arange(len(kept)) - firsts < _PATHS]
            node, rows, begin = node[kept], rows[kept], begin[kept]
            if not len(node):
                break
            ending = np.flatnonzero(level.ends[node])
            path, place = np.nonzero(rows[ending] <= FAR * np.maximum(depth + 1, places - begin[ending, None]) + 0.3)
            path = ending[path]
            inside = place > begin[path]
            path, place = path[inside], place[inside]
            cost = rows[path, place]
            hits.append(
                np.stack((begin[path], place, level.row[node[path]], cost, np.full(len(path), depth + 1)), axis=1)
            )
            first = level.first
        return self._best_words(index, np.concatenate(hits) if hits else np.empty((0, 5)))

    def _best_words(self, index: _Index, hits: np.ndarray) -> dict[tuple[int, int], list[_Edge]]:
        hits = hits[np.lexsort((hits[:, 3], hits[:, 1], hits[:, 0]))]
        span = hits[:, 0] * (1 + hits[:, 1].max(initial=0)) + hits[:, 1]
        most = _EDGES if self._word_cost is None else _EDGES * _CHOICE
        hits = hits[np.arange(len(hits)) - np.searchsorted(span, span) < most]
        edges: dict[tuple[int, int], list[_Edge]] = {}
        for start, end, row, cost, sounds in hits.tolist():
            own, _, _, word = min(
                (self._cost_of(word), later, len(word), word) for word, later in index.words[int(row)]
            )
            edges.setdefault((int(start), int(end)), []).append((word, cost, own, int(sounds)))
        if self._word_cost is None:
            return edges
        return {span: nsmallest(_EDGES, edge, key=lambda hit: hit[1] + hit[2]) for span, edge in edges.items()}

    def _cost_of(self, word: str) -> float:
        return 0.0 if self._word_cost is None else self._word_cost(word)

    # ---- The index

    def _built(self) -> _Index:
        if self._index is None:
            words, sounds = self._pronunciations.known_sounds(self._vocabulary)
            words_of: dict[bytes, list[tuple[str, int]]] = {}
            for word, sequence in zip(words, sounds, strict=True):
                words_of.setdefault(sequence, []).append(word)
            sequences = sorted(words_of)
            levels = _levels(sequences) if sequences else []
            self._index = _Index(levels, [words_of[sequence] for sequence in sequences])
        return self._index
