"""How far the getting of a model has come."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LOOK_BACK_S = 5.0  # the speed is that of so long
SPARING_S = 0.1  # between two looks at what goes on


class Stage(StrEnum):
    ASKING = "asking"  # the other side, for the first time or again
    GETTING = "getting"
    CHECKING = "checking"  # whether what came is what was meant
    UNPACKING = "unpacking"
    TRYING = "trying"  # in a child process; cannot say how far it is


@dataclass(frozen=True, slots=True)
class Progress:
    stage: Stage
    done: int = 0  # bytes of this stage
    total: int | None = None  # None: not known
    speed: float | None = None  # bytes a second; None: not known yet
    left_s: float | None = None  # until this stage ends


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]  # asked between two blocks, and while nothing comes


class Pace:
    """Tells of one stage: how fast it goes, and how long it will yet take."""

    def __init__(
        self,
        stage: Stage,
        total: int | None,
        report: Report,
        done: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`done`: bytes that were there before."""
        self._stage = stage
        self._total = total
        self._report = report
        self._clock = clock
        self._past = deque([(clock(), done)])
        report(Progress(stage, done, total))

    def at(self, done: int) -> None:
        now = self._clock()
        self._past.append((now, done))
        while len(self._past) > 2 and now - self._past[1][0] >= LOOK_BACK_S:
            self._past.popleft()
        since, before = self._past[0]
        speed = (done - before) / (now - since) if now > since else None
        left_s = (self._total - done) / speed if self._total is not None and speed else None
        self._report(Progress(self._stage, done, self._total, speed, left_s))


def sparing(report: Report, clock: Callable[[], float] = time.monotonic) -> Report:
    """Tells each stage and its end, and of what lies between only so much as somebody can look at."""
    told: list[tuple[Stage, float]] = []

    def tell(progress: Progress) -> None:
        now = clock()
        new = not told or told[-1][0] is not progress.stage or progress.done == progress.total
        if new or now - told[-1][1] >= SPARING_S:
            told[:] = [(progress.stage, now)]
            report(progress)

    return tell
