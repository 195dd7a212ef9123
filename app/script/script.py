"""A script: the text as written, parsed into words, sentences, spans, pauses and readings."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app import problems
from app.script import docx
from app.script.blanks import Blank, blanks_in, fill
from app.script.front_matter import PLAN, front_matter, seconds
from app.script.kinds import kinds_of
from app.script.markup import markup
from app.script.readings import Readings, readings
from app.script.sentences import sentence_ends
from app.script.words import FUNCTION_WORDS, Word, WordKind, each_word, without_accents

MOST_WORDS = 20_000
MOST_BYTES = 2 << 20  # far more than so many words need


class SpanRule(StrEnum):
    """What a stretch of the script asks for."""

    MUST_SAY = "must_say"  # exactly as written
    FREE = "free"  # said any way, or left out


@dataclass(frozen=True, slots=True)
class Span:
    """Script words [first, last) under one rule."""

    rule: SpanRule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Script words [first, last); the sentences of a script tile it."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pause:
    """A planned pause before that script word; at the end, before len(words)."""

    before: int


@dataclass(frozen=True, slots=True)
class Script:
    """What was meant. Every offset counts characters of `text`."""

    text: str
    words: tuple[Word, ...]
    kinds: tuple[WordKind, ...]
    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]
    pauses: tuple[Pause, ...]
    blanks: tuple[Blank, ...]  # the name in each stands among the words, as a name
    readings: Readings
    title: str | None
    to: str | None
    goal: str | None
    cares_about: str | None
    for_them: str | None  # what is in it for them
    next_step: str | None
    if_they_answer: str | None
    limit_s: float | None

    def kind_of(self, i: int) -> WordKind:
        """What word i is: a number, a name, a plain word."""
        return self.kinds[i]

    def is_function_word(self, i: int) -> bool:
        """Whether word i is an article, auxiliary, pronoun, preposition or conjunction; a contraction of such, too."""
        return without_accents(self.words[i].text) in FUNCTION_WORDS


def read(path: Path) -> Script:
    """The script in a file: UTF-8, with or without a byte order mark, or a .docx. Raises Problem."""
    try:
        if path.is_dir():
            raise problems.script_is_folder(path)
        with path.open("rb") as file:
            content = drawn(file)
    except FileNotFoundError:
        raise problems.script_missing(path) from None
    except (OSError, ValueError) as error:
        raise problems.script_not_opened(path, getattr(error, "strerror", None) or str(error)) from None
    return decode(content, str(path))


def drawn(source: BinaryIO) -> bytes:
    """What decode() takes, as much of it as can be a script, and a byte more where there is more."""
    content = source.read(MOST_BYTES + 1)
    return content + source.read(docx.MOST_BYTES - MOST_BYTES) if docx.is_packed(content) else content


def decode(content: bytes, name: str) -> Script:
    """The script in bytes that came from `name` (a path, or standard input). Raises Problem."""
    if docx.is_packed(content) or name.lower().endswith(".docx"):
        text = docx.text_of(content, name)
        if len(text) > MOST_BYTES:
            raise problems.script_endless(name, MOST_WORDS)
        return parse(text, name)
    docx.refuse_other_kinds(content, name)
    if len(content) > MOST_BYTES:
        raise problems.script_endless(name, MOST_WORDS)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise problems.script_in_utf16(name)
    if b"\0" in content:
        if _looks_like_utf16(content):
            raise problems.script_in_utf16(name)
        raise problems.script_binary(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problems.script_not_utf8(name, _offset(content, error)) from None
    return parse(text, name)


def _offset(content: bytes, error: UnicodeDecodeError) -> int:
    return error.start + (3 if content.startswith(b"\xef\xbb\xbf") and len(error.object) < len(content) else 0)


def _looks_like_utf16(content: bytes) -> bool:
    """Plain text in UTF-16 without its mark: every other byte is zero."""
    pairs = content[: 1000 & ~1]
    return any(pairs[side::2].count(0) > len(pairs) * 0.4 for side in (0, 1))


def parse(text: str, name: str = "given") -> Script:
    """A text as a script; `name` is what a Problem calls it. Raises Problem where there is nothing to speak."""
    front = front_matter(text)
    marks = markup(text, front.end)
    words = tuple(islice(each_word(marks.spoken), MOST_WORDS + 1))
    if not words:
        raise problems.script_empty(name) if not text.strip() else problems.script_without_words(name)
    if len(words) > MOST_WORDS:
        raise problems.script_endless(name, MOST_WORDS)
    ends = sentence_ends(words, marks.spoken)
    starts = [0, *ends[:-1]]
    values = front.values
    limit = values.get("limit")
    blanks = blanks_in(marks.spoken, text)
    kinds = list(kinds_of(words, frozenset(starts)))
    for blank in blanks:
        first, last = _inside(words, blank.start, blank.end)
        kinds[first:last] = [WordKind.NAME] * (last - first)
    return Script(
        text=text,
        words=words,
        kinds=tuple(kinds),
        sentences=tuple(Sentence(first, last) for first, last in zip(starts, ends, strict=True)),
        spans=_spans(words, marks.must_say, marks.free),
        pauses=tuple(Pause(bisect_left(words, at, key=lambda word: word.start)) for at in marks.pauses),
        blanks=blanks,
        readings=readings(words, marks.spoken),
        title=values.get("title") or marks.heading,
        **{name: values.get(name) or None for name in PLAN},
        limit_s=seconds(limit) if limit else None,
    )


def filled(script: Script, answers: Mapping[str, str]) -> Script:
    """The script with the answers in place of its blanks; what stands beside it stays. Raises Problem."""
    text = fill(script.text, script.blanks, answers)
    if text == script.text:
        return script
    beside = {name: getattr(script, name) for name in ("title", *PLAN, "limit_s")}
    return replace(parse(text), **beside)


def _spans(
    words: Sequence[Word], must_say: Sequence[tuple[int, int]], free: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """The words that lie at least partly in each stretch of characters, in the order they stand."""
    spans: list[Span] = []
    for rule, stretches in ((SpanRule.MUST_SAY, must_say), (SpanRule.FREE, free)):
        for start, end in stretches:
            first, last = _inside(words, start, end)
            if first < last:
                spans.append(Span(rule, first, last))
    return tuple(sorted(spans, key=lambda span: (span.first, span.last)))


def _inside(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words [first, last) that lie at least partly in those characters."""
    first = bisect_left(words, start + 1, key=lambda word: word.end)
    return first, bisect_left(words, end, key=lambda word: word.start)
