"""One rep of a drill, as it is handed to who records and judges it."""

from dataclasses import dataclass
from pathlib import Path

from app.audio.mailbox import greeting, until_the_beep
from app.audio.tones import Cue
from app.practice.drill import Drill, Drilled, Stand, Task, stand
from app.review.account import Review

_HEARD = ("It rings", "The greeting plays", "The beep")  # one after the other


@dataclass(frozen=True, slots=True)
class Opening:
    """What plays up to the end of the beep, where the clock starts."""

    cues: tuple[Cue, ...]
    seconds: float

    def says(self, elapsed_s: float) -> str:
        """What is heard now."""
        begun = sum(elapsed_s >= cue.at_s for cue in self.cues)
        return _HEARD[max(begun - 1, 0)]


def opening_of(file: Path) -> Opening:
    """With that greeting. Raises Problem where it cannot be played."""
    return Opening(*until_the_beep(*greeting(file)))


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is in a drill: everything a rep needs to know of it."""

    drill: Drill
    drilled: Drilled
    reviews: tuple[Review, ...]  # of the reps before
    task: Task
    opening: Opening | None = None  # None: the usual countdown

    def stand_after(self, review: Review) -> Stand:
        return stand(self.drill, self.drilled, (*self.reviews, review))
