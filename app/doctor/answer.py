"""What is found of one part of the machine, and how it is told: a line each, a mark in words before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.problems import Problem


class Mark(StrEnum):
    """Readable without colour; the longest first word sets the column."""

    WORKS = "works"
    NOTE = "note"  # it may be as it should be
    BROKEN = "BROKEN"


_COLUMN = max(map(len, Mark))


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one part; nothing that was said or written is in it."""

    mark: Mark
    about: str  # "Microphone"
    says: str  # a sentence or two, with the remedy where something is broken

    @property
    def line(self) -> str:
        return f"{self.mark.ljust(_COLUMN)}  {self.about}: {self.says}"


def works(about: str, says: str) -> Answer:
    return Answer(Mark.WORKS, about, _at_home(says))


def note(about: str, says: str) -> Answer:
    return Answer(Mark.NOTE, about, _at_home(says))


def broken(about: str, problem: Problem) -> Answer:
    return Answer(Mark.BROKEN, about, _at_home(str(problem)))


def as_text(answers: Iterable[Answer]) -> str:
    return "\n".join(each.line for each in answers)


def is_well(answers: Iterable[Answer]) -> bool:
    return all(each.mark is not Mark.BROKEN for each in answers)


def _at_home(text: str) -> str:
    """Who copies it need not give away what they are called."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
