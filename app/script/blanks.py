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


_BLANK = re.compile(r"\{[ \t]*([^\W\d_][\w \t'’.,&/-]{0,59}?)[ \t]*\}")


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
    """Answers by key, as they can stand in a script: one line, and no braces of their own; no empty ones."""
    tidy = {key(name): " ".join(re.sub("[{}]", " ", answer).split()) for name, answer in answers.items()}
    return {name: answer for name, answer in tidy.items() if answer}


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
