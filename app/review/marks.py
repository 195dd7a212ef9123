"""The script with its marks, laid out in reading order: what a page, a terminal or a window has only to draw."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.review.account import Review
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.telling import clock, order_of_fixes

_MARKUP = re.compile(r"<!--.*?-->|[*_`~\\]|^ {0,3}#{1,6}[ \t]+|\r", re.MULTILINE | re.DOTALL)
_CLOSING = re.compile(r"[^\s(\[“‘]*\s*")  # what belongs to the word before: its marks and the blank after them


class Shape(StrEnum):
    """How a piece is drawn."""

    PLAIN = "plain"  # script words, or what is written between them
    LEFT_OUT = "left_out"
    CHANGED = "changed"  # note: what was heard
    TWICE = "twice"  # note: twice, or corrected
    HURRIED = "hurried"  # a phone number said too fast
    UNSURE = "unsure"
    FILLED = "filled"  # from here on not in the script
    ADDED = "added"
    PAUSE = "pause"
    NO_PAUSE = "no_pause"
    BREATH = "breath"  # where a pause would have served
    LIMIT = "limit"


IN_SCRIPT = frozenset({Shape.PLAIN, Shape.LEFT_OUT, Shape.CHANGED, Shape.TWICE, Shape.HURRIED, Shape.UNSURE})

# Where several findings lie on a word, the earliest here is drawn; the list under the script tells all.
_ON_WORDS = {
    Kind.NUMBER: Shape.CHANGED,
    Kind.SUBSTITUTION: Shape.CHANGED,
    Kind.OMISSION: Shape.LEFT_OUT,
    Kind.SELF_CORRECTION: Shape.TWICE,
    Kind.REPETITION: Shape.TWICE,
}
_BETWEEN_WORDS = {
    Kind.FILLED_PAUSE: Shape.FILLED,
    Kind.LEXICAL_FILLER: Shape.ADDED,
    Kind.INSERTION: Shape.ADDED,
    Kind.LONG_PAUSE: Shape.PAUSE,
    Kind.MISSING_PAUSE: Shape.NO_PAUSE,
}


# An example of each mark, and what it means.
LEGEND = {
    Shape.LEFT_OUT: ("words", "left out"),
    Shape.CHANGED: ("words", "said differently; above it, what was heard"),
    Shape.TWICE: ("words", "said twice or corrected, not counted"),
    Shape.HURRIED: ("704", "too fast to write down, not counted"),
    Shape.UNSURE: ("words", "could not tell, not counted"),
    Shape.FILLED: ("um", "um, uh"),
    Shape.ADDED: ("word", "added"),
    Shape.PAUSE: ("1.8 s", "long pause"),
    Shape.NO_PAUSE: ("no pause", "a pause is missing here, not counted"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to draw; blanks included, so that the pieces one after the other make the page."""

    shape: Shape
    text: str
    first: int  # script words, half-open; equal where it is no word of the script
    last: int
    note: str | None = None
    finding: Finding | None = None
    fix: int | None = None  # the number it has among the fixes, from 1
    after_limit: bool = False


def lay_out(review: Review, breaths: Collection[int] = ()) -> tuple[Piece, ...]:
    """The script as written, its markup taken away, with every finding where it fell.

    `breaths`: the words before which a pause would have served; as many as there are words: after the last.
    """
    return _Page(review, breaths).pieces()


@dataclass(frozen=True, slots=True)
class _Dress:
    """What words must share to be drawn in one go."""

    shape: Shape
    finding: Finding | None
    after_limit: bool


class _Page:
    """A review being laid out."""

    def __init__(self, review: Review, breaths: Collection[int]) -> None:
        self._review = review
        self._breaths = breaths
        self._script = review.script
        self._fixes = list(order_of_fixes(review.findings, review.script))
        self._limit_at = self._where_limit_fell()
        self._dresses = self._dress_words()
        self._inserts = self._put_between()

    def pieces(self) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        count = len(self._script.words)
        for index in range(count + 1):
            between = self._written_before(index)
            inserts = self._inserts.get(index, ())
            dress = self._dresses[index] if index < count else None
            if pieces and not inserts and dress and dress.finding and dress == self._dresses[index - 1]:
                grown = pieces[-1]
                text = grown.text + between + self._script.words[index].text
                pieces[-1] = Piece(
                    grown.shape, text, grown.first, index + 1, None, grown.finding, None, dress.after_limit
                )
                continue
            pieces += self._between(index, between, inserts)
            if dress:
                pieces.append(self._word(index, dress))
        return self._with_notes(pieces)

    def _where_limit_fell(self) -> int | None:
        if self._review.take.overrun_s <= 0:
            return None
        at = self._review.take.limit_at_word
        return len(self._script.words) if at is None else at

    def _dress_words(self) -> list[_Dress]:
        on_word: list[Finding | None] = [None] * len(self._script.words)
        order = list(_ON_WORDS)
        findings = [each for each in self._review.findings if each.kind in _ON_WORDS]
        findings.sort(key=lambda each: (each.certainty is Certainty.UNSURE, order.index(each.kind), each.start))
        for finding in reversed(findings):
            for index in range(max(finding.script_start, 0), min(finding.script_end, len(on_word))):
                on_word[index] = finding
        return [
            _Dress(self._shape(index, finding), finding, self._is_after_limit(index))
            for index, finding in enumerate(on_word)
        ]

    def _shape(self, index: int, finding: Finding | None) -> Shape:
        if finding is None:
            return Shape.UNSURE if self._review.verdicts[index] is Verdict.UNSURE else Shape.PLAIN
        if finding.certainty is Certainty.UNSURE:
            return Shape.UNSURE
        if finding.kind is Kind.NUMBER and not finding.heard:
            return Shape.HURRIED
        return _ON_WORDS[finding.kind]

    def _is_after_limit(self, index: int) -> bool:
        return self._limit_at is not None and index >= self._limit_at

    def _put_between(self) -> dict[int, list[Piece]]:
        """Before which word stands what is not in the script, in the order of its times."""
        timed: dict[int, list[tuple[float, Piece]]] = {}
        limit_time = self._review.take.origin_s + self._review.limit_s
        for finding in self._review.findings:
            shape = _BETWEEN_WORDS.get(finding.kind)
            if shape is None:
                continue
            at = min(max(finding.script_start, 0), len(self._script.words))
            over = self._is_after_limit(at) and (at != self._limit_at or finding.start >= limit_time)
            piece = Piece(shape, _chip_text(shape, finding), at, at, None, finding, self._fix(finding), over)
            timed.setdefault(at, []).append((finding.start, piece))
        if self._limit_at is not None:
            overrun = next((each for each in self._review.findings if each.kind is Kind.OVERRUN), None)
            fix = self._fix(overrun) if overrun else None
            flag = Piece(
                Shape.LIMIT, clock(self._review.limit_s), self._limit_at, self._limit_at, None, overrun, fix, True
            )
            timed.setdefault(self._limit_at, []).append((limit_time, flag))
        for at in sorted(self._breaths):
            piece = Piece(Shape.BREATH, "pause here", at, at, after_limit=self._is_after_limit(at))
            timed.setdefault(at, []).append((math.inf, piece))
        return {
            at: [piece for _, piece in sorted(pieces, key=lambda each: (each[0], each[1].shape is not Shape.LIMIT))]
            for at, pieces in timed.items()
        }

    def _fix(self, finding: Finding) -> int | None:
        return self._fixes.index(finding) + 1 if finding in self._fixes else None

    def _written_before(self, index: int) -> str:
        words = self._script.words
        start = words[index - 1].end if index else 0
        end = words[index].start if index < len(words) else len(self._script.text)
        written = _MARKUP.sub("", self._script.text[start:end])
        if not index:
            written = written.rpartition("\n")[2].lstrip()  # front matter and titles are not spoken
        if index == len(words):
            written = written.rstrip()
        return re.sub(r"[ \t]*\n[ \t]*\n\s*", "\n\n", written)

    def _between(self, index: int, written: str, inserts: Sequence[Piece]) -> list[Piece]:
        over = self._is_after_limit(index - 1) if index else False
        if not inserts:
            return [self._plain(written, index, over)] if written else []
        closing = _CLOSING.match(written) if index else None
        before = closing[0] if closing else ""
        if index and not before.endswith(("\n", " ")):
            before += " "
        opening = written[len(closing[0]) if closing else 0 :]
        pieces = [self._plain(before, index, over)] if before else []
        for insert in inserts:
            pieces += [insert, self._plain(" ", index, insert.after_limit)]
        if index == len(self._script.words) and not opening:
            return pieces[:-1]
        return [*pieces, self._plain(opening, index, pieces[-1].after_limit)] if opening else pieces

    def _plain(self, text: str, index: int, after_limit: bool) -> Piece:
        return Piece(Shape.PLAIN, text, index, index, after_limit=after_limit)

    def _word(self, index: int, dress: _Dress) -> Piece:
        text = self._script.words[index].text
        return Piece(dress.shape, text, index, index + 1, None, dress.finding, None, dress.after_limit)

    def _with_notes(self, pieces: list[Piece]) -> tuple[Piece, ...]:
        """A finding drawn in several pieces has its number on the first and its note on the last."""
        first: dict[Finding, int] = {}
        last: dict[Finding, int] = {}
        for place, piece in enumerate(pieces):
            if piece.finding and piece.first < piece.last:
                first.setdefault(piece.finding, place)
                last[piece.finding] = place
        for finding, place in last.items():
            pieces[place] = _annotated(pieces[place], _note(pieces[place].shape, finding), pieces[place].fix)
        for finding, place in first.items():
            pieces[place] = _annotated(pieces[place], pieces[place].note, self._fix(finding))
        return tuple(pieces)


def _annotated(piece: Piece, note: str | None, fix: int | None) -> Piece:
    return Piece(piece.shape, piece.text, piece.first, piece.last, note, piece.finding, fix, piece.after_limit)


def _note(shape: Shape, finding: Finding) -> str | None:
    match shape:
        case Shape.CHANGED:
            return finding.heard or "something else"
        case Shape.TWICE:
            return "corrected" if finding.kind is Kind.SELF_CORRECTION else "twice"
        case Shape.HURRIED:
            return "fast"
        case _:
            return None


def _chip_text(shape: Shape, finding: Finding) -> str:
    if shape is Shape.PAUSE:
        return f"{finding.end - finding.start:.1f} s"
    if shape is Shape.NO_PAUSE:
        return "no pause"
    return finding.heard or "…"


def chip_label(finding: Finding) -> str:
    """What a finding is called on a timeline, where there is room for a word."""
    match finding.kind:
        case Kind.FILLED_PAUSE:
            return (finding.heard or "um")[:8]
        case Kind.LONG_PAUSE:
            return f"{finding.end - finding.start:.1f} s"
        case Kind.REPETITION:
            return "×2"
        case Kind.SELF_CORRECTION:
            return "corrected"
        case Kind.LEVEL:
            return "level"
        case _:
            return "+"
