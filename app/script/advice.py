"""Advice on a text, and what it is given on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.script.blanks import written_at
from app.script.script import Script


@dataclass(frozen=True, slots=True)
class Advice:
    """What one rule says of one place: characters [start, end) of the script's text; start == end: of all of it."""

    rule: str  # the rule's id
    start: int
    end: int
    message: str  # what is the matter, a sentence
    suggestion: str  # what to do about it, a sentence
    source: str  # who says so


def as_written(advice: Iterable[Advice], script: Script, answers: Mapping[str, str]) -> tuple[Advice, ...]:
    """Advice on a script that was filled in, at its places in the script before."""

    def at(place: int, is_end: bool) -> int:
        return written_at(script.blanks, answers, place, is_end)

    return tuple(replace(each, start=at(each.start, False), end=at(each.end, each.end > each.start)) for each in advice)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A message as it stands before the first rep, and who will speak it."""

    script: Script
    pace_wpm: float  # the speaker's own, words a minute
    limit_s: float
    earlier: tuple[Script, ...] = ()  # the messages before it in its series, oldest first


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds: Advice before it bears the rule's name."""

    start: int
    end: int
    message: str
    suggestion: str
