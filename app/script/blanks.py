"""Blanks: what a script leaves open, {like this}, until it is known who hears it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blank:
    """One place to fill in: characters [start, end) of the text, braces and all."""

    name: str  # as written
    start: int
    end: int


_GAP = r"(?:[ \t\x1f]|\r?\n(?![ \t\r\x1f]*\n))"  # lines may be wrapped within a name, paragraphs not
_BLANK = re.compile(rf"\{{{_GAP}*([^\W\d_](?:[^{{}}=\x1e\s]|{_GAP}){{0,59}}?){_GAP}*\}}")


def blanks_in(spoken: str, text: str) -> tuple[Blank, ...]:
    """In the order they stand. `spoken`: the text with what is not spoken hidden, as long as the text itself.

    A brace that names nothing, {} or {3}, is text, and so is \\{what has a backslash}.
    """
    return tuple(
        Blank(found.group(1), *found.span())
        for found in _BLANK.finditer(spoken)
        if text[max(found.start() - 1, 0)] != "\\"
    )


def key(name: str) -> str:
    """Blanks of the same key get the same answer: capitals, underscores and runs of blanks make no difference."""
    return " ".join(name.replace("_", " ").casefold().split())


def names(blanks: Iterable[Blank]) -> tuple[str, ...]:
    """Each that is to be asked for, once, as it is written first."""
    found: dict[str, str] = {}
    for blank in blanks:
        found.setdefault(key(blank.name), " ".join(blank.name.replace("_", " ").split()))
    return tuple(found.values())


def answered(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers by key, as they can stand in a script: one line, all of it spoken; none without a letter or digit."""
    said = {key(name): plain(answer) for name, answer in answers.items()}
    return {name: answer for name, answer in said.items() if any(map(str.isalnum, answer))}


_MARKS = re.compile(r"[{}\[\]*~`\\<>]")
_PARENTHESES = re.compile(r"([0-9]\([^()]*\)|\((?:(?![()])[\W\d_])*\))|[()]")  # 401(k) and (704) are spoken
_HEAD = re.compile(r"^(?:(?:[-#+\u2022]+ +)+|[-_= ]+$)")  # a heading, the items of a list, a rule
_NUMBERED = re.compile(r"^([0-9]{1,2})[.)] ")


def plain(answer: str) -> str:
    """What somebody typed, as it can stand in a script: one line, without what would be a mark there."""
    unmarked = _PARENTHESES.sub(lambda found: found.group(1) or " ", _MARKS.sub(" ", answer))
    line = " ".join(unmarked.split())
    return _NUMBERED.sub(r"\1 ", _HEAD.sub("", line))


def unanswered(blanks: Iterable[Blank], answers: Mapping[str, str]) -> tuple[str, ...]:
    """The names nothing is known for."""
    known = answered(answers)
    return tuple(name for name in names(blanks) if key(name) not in known)


def written_at(blanks: Sequence[Blank], answers: Mapping[str, str], at: int, is_end: bool) -> int:
    """Where a place of the filled text lies in the text as written; one within an answer, at its blank's edge."""
    known, grown = answered(answers), 0
    for blank in blanks:
        answer = known.get(key(blank.name))
        if answer is None:
            continue
        if at < blank.start + grown + (1 if is_end else 0):
            break
        if at < blank.start + grown + len(answer) + (1 if is_end else 0):
            return blank.end if is_end else blank.start
        grown += len(answer) - (blank.end - blank.start)
    return at - grown


def fill(text: str, blanks: Sequence[Blank], answers: Mapping[str, str]) -> str:
    """The text with the answers in place of the blanks; a blank without one stays as it is."""
    known, pieces, at = answered(answers), [], 0
    for blank in blanks:
        pieces += [text[at : blank.start], known.get(key(blank.name), text[blank.start : blank.end])]
        at = blank.end
    return "".join([*pieces, text[at:]])
