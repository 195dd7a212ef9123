"""A draft in figures: how many words, how long at this speaker's pace, where its sentences should end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.library.draft import Draft
from app.problems import Problem
from app.script.length import USUAL_WPM as USUAL_WPM
from app.script.length import spoken_before
from app.script.script import Script, filled
from ui.marked import Marked, mark, unreviewed


@dataclass(frozen=True, slots=True)
class Measured:
    """What can be said of a draft before anybody speaks it."""

    draft: Draft
    answers: Mapping[str, str] = field(default_factory=dict)  # to its blanks
    script: Script | None = None  # as written
    meant: Script | None = None  # its blanks filled in, as far as they are answered; the rest follows from it
    marked: Marked | None = None  # for the stage
    problem: Problem | None = None  # why there is nothing to speak yet
    words: int = 0
    sentence_ends: tuple[int, ...] = ()  # words spoken up to each sentence's end

    def seconds(self, pace_wpm: float) -> float:
        return self.words * 60 / pace_wpm

    def sentence_ends_s(self, pace_wpm: float) -> tuple[float, ...]:
        return tuple(each * 60 / pace_wpm for each in self.sentence_ends[:-1])


def measure(draft: Draft, answers: Mapping[str, str]) -> Measured:
    """Words as they are spoken: “$1,200” is three of them."""
    try:
        script = draft.script()
        meant = filled(script, answers)
    except Problem as problem:
        return Measured(draft, answers, problem=problem)
    before = spoken_before(meant)
    ends = tuple(before[sentence.last] for sentence in meant.sentences)
    return Measured(draft, answers, script, meant, mark(unreviewed(meant)), None, before[-1], ends)
