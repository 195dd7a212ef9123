"""Conducts reps: what the window and the terminal hold in their hands."""

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Generic

from app.audio.level import Meter
from app.audio.microphone import Microphone
from app.practice.lanes import Lane, Work
from app.practice.rep import AFTER, Move, Phase, allowed
from app.practice.studio import Letter, Live, Plan, ReviewT, conduct
from app.problems import Problem

_NO_SOUND = Meter(-math.inf, -math.inf, False)


def _now() -> datetime:
    return datetime.now().astimezone()


class Rehearsal(Generic[ReviewT]):
    """One rep after the other. All of it belongs to the caller's thread, and nothing of it ever waits but close().

    start, stop, cancel say what the speaker wants and give False where the table does not allow it now. Letters of the
    studio go through `post` (which must carry them to this thread) to receive(). Level, time and place are there to be
    looked at thirty times a second.
    """

    def __init__(
        self,
        studio: Lane,
        open_microphone: Callable[[], Microphone],
        folder: Path,
        post: Callable[[Letter[ReviewT]], None],
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.phase = Phase.READY
        self.rep = 0  # its number; 0 before the first
        self.review: ReviewT | None = None  # of this rep, once there is one
        self.take: Path | None = None  # where this rep's take lies, once it is kept
        self.problem: Problem | None = None  # why this rep failed
        self.notes: tuple[Problem, ...] = ()  # what went wrong in this rep without ending it
        self._studio = studio
        self._open_microphone = open_microphone
        self._folder = folder
        self._post = post
        self._now = now
        self._live = Live(0)
        self._running: Work[None] | None = None

    def start(self, plan: Plan[ReviewT]) -> bool:
        if not self._move(Move.START):
            return False
        self.rep += 1
        self.review, self.take, self.problem, self.notes = None, None, None, ()
        live = self._live = Live(self.rep)
        name = f"{self._now():%Y%m%d-%H%M%S-%f}"
        self._running = self._studio.run(
            lambda: conduct(live, plan, self._open_microphone, self._folder, name, self._post)
        )
        return True

    def stop(self) -> bool:
        """What was spoken until now is still recorded; the review follows by letter."""
        if not self._move(Move.STOP):
            return False
        microphone = self._live.microphone
        self._live.stop = microphone.frames if microphone is not None else 0
        return True

    def cancel(self) -> bool:
        """Throws the rep away. The next may start at once: the studio takes it up when it has let go of this one."""
        if not self._move(Move.CANCEL):
            return False
        self._live.cancel = True
        return True

    def receive(self, letter: Letter[ReviewT]) -> bool:
        """False where the letter comes too late: of an earlier rep, or of one that was cancelled."""
        if letter.rep != self.rep or self.phase is Phase.READY:
            return False
        moved = letter.move is not None and self._move(letter.move)
        if letter.move is Move.FAIL and moved:
            self.problem = letter.problem
        elif letter.problem is not None:
            self.notes += (letter.problem,)
        if moved and letter.take is not None:
            self.take = letter.take
        if moved and letter.review is not None:
            self.review = letter.review
        return moved or letter.move is None

    def close(self) -> None:
        """Ends the rep at hand, keeping its take, and waits until the studio has let go of it."""
        self._live.keep = not self._live.cancel
        self._live.cancel = True
        if Move.CANCEL in allowed(self.phase):
            self._move(Move.CANCEL)
        if self._running is not None:
            self._running.result()

    @property
    def level(self) -> Meter:
        """Of the newest sound; silence while no microphone is open."""
        microphone = self._live.microphone
        return microphone.meter() if microphone is not None else _NO_SOUND

    @property
    def elapsed_s(self) -> float:
        """On this rep's clock: negative while it counts down, 0 before the first sound."""
        live = self._live
        if live.origin is None or live.rate == 0:
            return 0.0
        microphone, frames = live.microphone, live.frames
        if frames is None:
            frames = microphone.frames if microphone is not None else live.origin
        return (frames - live.origin) / live.rate

    @property
    def place(self) -> int | None:
        """Where in the script the speaker is, as the ears tell it."""
        return self._live.place

    def _move(self, move: Move) -> bool:
        after = AFTER.get((self.phase, move))
        if after is None:
            return False
        self.phase = after
        return True
