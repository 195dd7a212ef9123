"""Every legal way of saying the script, as one acyclic word graph."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.script import dates, digits, letters, numbers, prices, quantities
from app.script.digits import ZERO_AS_WRITTEN_BY_MODELS
from app.script.everyday import ABBREVIATIONS, CUT_SHORT, EXPANSIONS, NEEDS_NO_DOT, SHORTENINGS, apart, joined
from app.script.number_words import is_number_word
from app.script.units import UNITS_AFTER_NUMBERS
from app.script.ways import Graph, Ways, either, plainest, smallest_graph
from app.script.words import FUNCTION_WORDS, Word, WordKind, fold, shape, without_accents


@dataclass(frozen=True, slots=True)
class Arc:
    """One word that may be said on the way from one node to a later one."""

    source: int
    to: int
    word: str  # in the recognizer's spelling: lower case, apostrophes, no digits
    first: int  # the script words [first, last) it is part of saying
    last: int


@dataclass(frozen=True, slots=True)
class Readings:
    """The graph. A path from the first boundary to the last is one reading of the whole script."""

    boundaries: tuple[int, ...]  # the node before each script word, and the last node; strictly increasing
    arcs: tuple[Arc, ...]  # by source; the plainest first

    def plain(self) -> tuple[Arc, ...]:
        """One reading, the plainest: the script as it stands, numbers in the way most people say them."""
        path: list[Arc] = []
        node = self.boundaries[0]
        for arc in self.arcs:
            if arc.source == node:
                path.append(arc)
                node = arc.to
        return tuple(path)


def readings(words: Sequence[Word], text: str | None = None) -> Readings:
    """All readings of the words.

    With the text, words are said as one (I am, I'm) only where nothing but space parts them; without it, where they
    are one character apart.
    """
    boundaries = [0]
    arcs: list[Arc] = []
    keys = [without_accents(word.text) for word in words]
    after_number = False
    for i, word in enumerate(words):
        base = boundaries[-1]
        kind = shape(word.text)
        graph = _graph(word.text, kind, after_number)
        after_number = kind is WordKind.NUMBER or is_number_word(keys[i])
        arcs.extend(Arc(base + source, base + to, said, i, i + 1) for source, to, said in graph.arcs)
        boundaries.append(base + graph.end)
    together = list(_together(words, keys, text))
    if together:
        arcs.extend(Arc(boundaries[first], boundaries[last], said, first, last) for first, last, said in together)
        arcs.sort(key=lambda arc: arc.source)
    return Readings(tuple(boundaries), tuple(arcs))


def accepts(graph: Readings, spoken: Iterable[str]) -> bool:
    """Whether the words are a reading of the whole script; spellings that fold together are the same word."""
    onward: dict[int, list[Arc]] = {}
    for arc in graph.arcs:
        onward.setdefault(arc.source, []).append(arc)
    here = {graph.boundaries[0]}
    for word in spoken:
        folded = fold(word)
        here = {arc.to for node in here for arc in onward.get(node, ()) if fold(arc.word) == folded}
    return graph.boundaries[-1] in here


def _together(words: Sequence[Word], keys: Sequence[str], text: str | None) -> Iterator[tuple[int, int, str]]:
    """Neighbours that may be said as one word: (first, last, that word)."""
    close = [_only_space_between(one, other, text) for one, other in pairwise(words)]
    for i in range(len(words) - 1):
        if not close[i]:
            continue
        pair = (keys[i], keys[i + 1])
        for short in SHORTENINGS.get(pair, ()):
            yield i, i + 2, short
        if (compound := joined(*pair)) is not None:
            yield i, i + 2, compound
        if keys[i + 1] == "is" and pair not in SHORTENINGS and _may_take_s(keys[i]):
            yield i, i + 2, f"{keys[i]}'s"
        if i + 2 < len(words) and close[i + 1]:
            for short in SHORTENINGS.get((*pair, keys[i + 2]), ()):
                yield i, i + 3, short


def _only_space_between(one: Word, other: Word, text: str | None) -> bool:
    if text is None:
        return other.start - one.end == 1
    return text[one.end : other.start].strip("\x1f").isspace()


def _may_take_s(key: str) -> bool:
    return key.isalpha() and not key.endswith("s") and key not in FUNCTION_WORDS


@lru_cache(maxsize=16384)
def _graph(text: str, kind: WordKind, after_number: bool) -> Graph:
    if kind is WordKind.PLAIN:
        said = _plain_ways(text, after_number)
        if len(said) == 1 and " " not in said[0]:
            return Graph(1, ((0, 1, said[0]),))
        return smallest_graph(either(*said))
    return smallest_graph(ways_of(text, kind))


def ways_of(text: str, kind: WordKind) -> Ways:
    """The ways of saying one word of that kind."""
    if kind is WordKind.PHONE:
        return digits.phone(text)
    if kind is WordKind.MONEY:
        return prices.money(text)
    if kind is WordKind.DATE:
        return dates.date(text)
    if kind is WordKind.TIME:
        return dates.time(text)
    if kind is WordKind.EMAIL:
        return letters.email(text)
    if kind is WordKind.URL:
        return letters.url(text)
    if kind is WordKind.NUMBER:
        return quantities.number(text) or letters.mixed(text)
    if kind is WordKind.ACRONYM:
        return _acronym(text)
    return either(*_plain_ways(text, False))


def _acronym(text: str) -> Ways:
    """Capitals: spelled, or said as a word; a shouted everyday word is a word first."""
    key = without_accents(text)
    known = [*ABBREVIATIONS.get(key.rstrip("."), ()), *EXPANSIONS.get(key, ())]
    if key in FUNCTION_WORDS or key in _SHOUTED or key in EXPANSIONS:
        return either(key, *known, letters.acronym(text))
    return either(*known, letters.acronym(text))


_OFTEN_SHOUTED = "call now free not no yes hi hey new stop please today get all one two save day week best only go ok"
_SHOUTED = frozenset(_OFTEN_SHOUTED.split())


def _plain_ways(text: str, after_number: bool) -> tuple[str, ...]:
    """Word sequences for a word without digits, the plainest first."""
    key = without_accents(text)
    bare = key.rstrip(".")
    if key == "zero" or (after_number and key in ZERO_AS_WRITTEN_BY_MODELS):
        return (key, *(other for other in ZERO_AS_WRITTEN_BY_MODELS if other != key))
    if after_number and bare not in FUNCTION_WORDS and (unit := UNITS_AFTER_NUMBERS.get(text.rstrip("."))) is not None:
        return tuple(dict.fromkeys((*_choices(unit), *_spellings(bare))))
    if bare in ABBREVIATIONS and (key.endswith(".") or bare in NEEDS_NO_DOT or not bare[0].isalpha()):
        return ABBREVIATIONS[bare]
    if bare in CUT_SHORT and text[0].isupper():
        return tuple(dict.fromkeys((*ABBREVIATIONS[bare], bare)))
    if not _SPEAKABLE.fullmatch(key):
        return _leftover(text)
    parts = re.split(r"[-\u2010\u2011]", key)
    if len(parts) > 1:
        return _hyphenated([part for part in parts if part])
    return tuple(dict.fromkeys((*_spellings(key), *EXPANSIONS.get(key, ()), *_possessives(key), *_parts(text, key))))


_SPEAKABLE = re.compile(r"'?[^\W\d_]+(?:['\-\u2010\u2011][^\W\d_]+)*'?")


def _choices(unit: Ways) -> list[str]:
    """The readings of a unit; each is a plain choice of word sequences."""
    choices = getattr(unit, "choices", (unit,))
    return [" ".join(plainest(choice)) for choice in choices]


def _spellings(key: str) -> list[str]:
    return list(dict.fromkeys((key, fold(key))))


def _possessives(key: str) -> list[str]:
    """customers, customer's, customers' sound alike; Bob's may be Bob is."""
    if key in FUNCTION_WORDS or key in EXPANSIONS:
        return []
    if key.endswith("'s") and len(key) > 3:
        return [f"{key[:-2]}s", f"{key[:-2]}s'", f"{key[:-2]} is"]
    if len(key) > 3 and key.endswith("s") and key[-2] not in "suio'":
        return [f"{key[:-1]}'s", f"{key}'"]
    return []


def _parts(text: str, key: str) -> list[str]:
    two = apart(key)
    return ([two] if two else []) + [" ".join(letters.camel(text))] * bool(letters.camel(text))


def _hyphenated(parts: list[str]) -> tuple[str, ...]:
    """cold-hearted: in two words, or in one."""
    if not parts:
        return ("dash",)
    said = [" ".join(part for one in parts for part in _spellings(one)[:1]), " ".join(fold(part) for part in parts)]
    if len(parts) == 2 and not is_number_word(parts[0]):
        said.append("".join(parts))
        if two := apart("".join(parts)):
            said.append(two)
    return tuple(dict.fromkeys(said))


def _leftover(text: str) -> tuple[str, ...]:
    """Whatever else counts as a word (superscripts, digits of other scripts): its letters and digits."""
    said: list[str] = []
    for piece in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+", without_accents(text)):
        if piece[0].isdecimal():
            written = "".join(str(unicodedata.decimal(character)) for character in piece)
            said += plainest(numbers.whole(written))
        else:
            said += re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", piece)
    return (" ".join(said) or "sign",)
