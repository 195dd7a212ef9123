"""A drafted message as its rules look at it: tokens, lines to match patterns in, sentences, seconds."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from textwrap import dedent

from app.script.advice import Drafted, Found
from app.script.everyday import EXPANSIONS
from app.script.length import spoken_before
from app.script.script import Script
from app.script.words import WordKind, without_accents

_CLAUSE = re.compile(r"[,;:()\u2013\u2014\u2026]|\.\.|(?:^|\s)-{1,2}(?:\s|$)")
_SIGNS = {
    WordKind.PHONE: "#phone",
    WordKind.EMAIL: "#email",
    WordKind.URL: "#url",
    WordKind.MONEY: "#money",
    WordKind.TIME: "#time",
    WordKind.DATE: "#date",
}
_BLANKS = (  # what the name of a blank says it holds
    (re.compile("phone|mobile|cell|number"), WordKind.PHONE),
    (re.compile("mail"), WordKind.EMAIL),
    (re.compile("web|site|url|link"), WordKind.URL),
    (re.compile("day|date|when|month|week"), WordKind.DATE),
    (re.compile(r"\btime\b|hour"), WordKind.TIME),
    (re.compile("amount|price|sum"), WordKind.MONEY),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the script, or a whole blank."""

    key: str  # lower case, plain apostrophes; empty for a blank
    kind: WordKind
    start: int  # characters of the text
    end: int
    word: int  # the script word it begins with
    capital: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [first, last) that fit a pattern."""

    first: int
    last: int
    said: str  # as the line has it


@cache
def pattern(phrases: str) -> re.Pattern[str]:
    """A pattern for whole words of a line."""
    return re.compile(rf"(?<= )(?:{phrases})(?= )")


def joined(lines: str) -> str:
    """A long pattern from several lines. What they are indented by is not the pattern's, one blank more is."""
    return "".join(line.rstrip() for line in dedent(lines).strip("\n").split("\n"))


class Line:
    """Tokens in one line, a space on both sides of each: contractions in full, “|” between sentences, “,” in them."""

    def __init__(self, said: Sequence[str], signs: Sequence[str]) -> None:
        """The words of each token, and the sign before it; one sign more, at the end."""
        pieces: list[str] = [""]
        self._from: list[int] = []  # where each token begins, the sign before it included
        self._ends: list[int] = []
        at = 1
        for words, sign in zip(said, signs, strict=False):
            self._from.append(at)
            for each in (sign, words):
                if each:
                    pieces.append(each)
                    at += len(each) + 1
            self._ends.append(at)
        self._from.append(at)
        self.text = " ".join([*pieces, signs[-1], ""])

    def find(self, phrases: str, first: int = 0, last: int | None = None) -> Iterator[Match]:
        """Where it matches among tokens [first, last), the signs before them included."""
        count = len(self._ends)
        end = len(self.text) if last is None or last >= count else self._from[last]
        for found in pattern(phrases).finditer(self.text, self._from[min(first, count)], end):
            one = bisect_right(self._ends, found.start())
            said = found.group().rstrip(" ,|")  # a sign at the end stands before the token that follows
            other = min(bisect_right(self._ends, found.start() + max(len(said), 1) - 1), count - 1)
            yield Match(one, max(other, one) + 1 if one < count else one, said)

    def has(self, phrases: str, first: int = 0, last: int | None = None) -> bool:
        return next(self.find(phrases, first, last), None) is not None

    def of(self, first: int, last: int) -> str:
        """Tokens [first, last), with the signs between them."""
        return self.text[self._from[first] : self._from[last]].lstrip("|, ") if first < last else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens [first, last): a sentence."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


class Lines:
    """The tokens of one message, and the lines they make."""

    def __init__(self, drafted: Drafted) -> None:
        self.drafted = drafted
        self.script: Script = drafted.script
        self.tokens = tuple(_tokens(self.script))

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        of_word = {sentence.first for sentence in self.script.sentences}
        firsts = [i for i, token in enumerate(self.tokens) if i == 0 or token.word in of_word]
        return tuple(Stretch(*each) for each in zip(firsts, [*firsts[1:], len(self.tokens)], strict=True))

    @cached_property
    def plain(self) -> Line:
        """Numbers, dates and addresses as signs, all other words as they are."""
        return Line([_said(token) for token in self.tokens], self.signs)

    @cached_property
    def named(self) -> Line:
        """As `plain`, with “=” at the head of every name."""
        return Line([_said(token, "=") for token in self.tokens], self.signs)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What stands before each token, and at the end."""
        starts = {sentence.first for sentence in self.sentences}
        pauses = {pause.before for pause in self.script.pauses}
        signs = ["|"]
        for i in range(1, len(self.tokens)):
            gap = self.script.text[self.tokens[i - 1].end : self.tokens[i].start]
            paused = self.tokens[i].word in pauses
            signs.append("|" if i in starts else "," if paused or _CLAUSE.search(gap) else "")
        return (*signs, "|")

    @cached_property
    def seconds(self) -> tuple[float, ...]:
        """When each token begins at the speaker's pace, in s from the first; at the end, how long all takes."""
        before = spoken_before(self.script)
        a_word_s = 60 / self.drafted.pace_wpm
        return (*(before[token.word] * a_word_s for token in self.tokens), before[-1] * a_word_s)

    def sentence_of(self, token: int) -> int:
        """Which sentence that token stands in."""
        return bisect_right(self.sentences, token, key=lambda sentence: sentence.first) - 1

    def written(self, first: int, last: int) -> str:
        """Tokens [first, last) as the user wrote them, in one line."""
        return " ".join(self.script.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def found(self, first: int, last: int, message: str, suggestion: str) -> Found:
        """Tokens [first, last)."""
        return Found(self.tokens[first].start, self.tokens[last - 1].end, message, suggestion)


def _tokens(script: Script) -> Iterator[Token]:
    blanks = iter((*script.blanks, None))
    blank = next(blanks)
    inside = False
    for i, (word, kind) in enumerate(zip(script.words, script.kinds, strict=True)):
        while blank is not None and blank.end <= word.start:
            blank, inside = next(blanks), False
        if blank is not None and blank.start < word.end:
            if not inside:
                label = without_accents(blank.name)
                held = next((kind for label_pattern, kind in _BLANKS if label_pattern.search(label)), WordKind.NAME)
                yield Token("", held, blank.start, blank.end, i, True)
            inside = True
        else:
            yield Token(without_accents(word.text), kind, word.start, word.end, i, word.text[0].isupper())


def _said(token: Token, name: str = "") -> str:
    """The token in a line; “=” before a name where asked for."""
    if token.kind in _SIGNS:
        return _SIGNS[token.kind]
    if token.kind is WordKind.NUMBER and token.key[0].isdigit():
        return "#number"
    if token.kind in (WordKind.NAME, WordKind.ACRONYM):
        return name + (re.sub(r"\s", "-", token.key) or "blank")
    key = EXPANSIONS.get(token.key, (token.key,))[0]
    return " ".join(re.split(r"[-\u2010\u2011\s|,=]+", key)).strip().replace("e mail", "email") or "-"
