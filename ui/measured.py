"""A draft in figures: how many words, how long at this speaker's pace, where its sentences should end."""

from dataclasses import dataclass

from app.library.draft import Draft
from app.problems import Problem
from app.script.script import Script
from ui.marked import Marked, mark, unreviewed

USUAL_WPM = 150.0  # where nobody has spoken yet: the middle of the pace band


@dataclass(frozen=True, slots=True)
class Measured:
    """What can be said of a draft before anybody speaks it."""

    draft: Draft
    script: Script | None = None
    marked: Marked | None = None  # the script for the stage
    problem: Problem | None = None  # why there is nothing to speak yet
    words: int = 0
    sentence_ends: tuple[int, ...] = ()  # words spoken up to each sentence's end

    def seconds(self, pace_wpm: float) -> float:
        return self.words * 60 / pace_wpm

    def sentence_ends_s(self, pace_wpm: float) -> tuple[float, ...]:
        return tuple(each * 60 / pace_wpm for each in self.sentence_ends[:-1])


def measure(draft: Draft) -> Measured:
    """Words as they are spoken: “$1,200” is three of them."""
    try:
        script = draft.script()
    except Problem as problem:
        return Measured(draft, problem=problem)
    lasts = [arc.last for arc in script.readings.plain()]
    ends, done = [], 0
    for sentence in script.sentences:
        while done < len(lasts) and lasts[done] <= sentence.last:
            done += 1
        ends.append(done)
    return Measured(draft, script, mark(unreviewed(script)), None, len(lasts), tuple(ends))
