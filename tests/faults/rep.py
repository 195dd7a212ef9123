"""A whole rep without waiting: what it is to hear has been said, and it is stopped; a fault may happen on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from app.audio.microphone import Microphone
from app.audio.take import Take
from app.library.library import Library
from app.library.recovery import keep
from app.library.spoken import as_note, spoken
from app.library.takes import KeptTake
from app.practice.studio import Caught, Letter, Live, Plan, conduct
from tests.fakes import FakeEars, FakeMicrophone
from tests.library.kept import rules
from tests.review.reviews import sample

RATE = 16_000


def noise(seconds: float) -> np.ndarray:
    """Cannot be packed into much less than it is."""
    return np.random.default_rng(7).integers(-30_000, 30_000, round(seconds * RATE)).astype(np.int16)


class EventfulMicrophone(FakeMicrophone):
    """Something happens while it is read."""

    def __init__(self, samples: np.ndarray, after_s: float, happens: Callable[[], object]) -> None:
        super().__init__(RATE)
        self.say(samples)
        self._left = round(after_s * RATE)
        self._happens: Callable[[], object] | None = happens

    def read(self, timeout_s: float) -> np.ndarray:
        block = super().read(timeout_s)
        self._left -= len(block)
        if self._left <= 0 and self._happens is not None:
            happens, self._happens = self._happens, None
            happens()
        return block


@dataclass
class Ended:
    """What the caller was told, and what there is to keep."""

    letters: list[Letter[str]] = field(default_factory=list)
    caught: list[Caught] = field(default_factory=list)

    @property
    def told(self) -> str:
        return "\n".join(str(each.problem) for each in self.letters if each.problem is not None)

    @property
    def take(self) -> Path | None:
        return self.letters[-1].take

    @property
    def heard_s(self) -> float:
        return self.caught[0].take.duration_s if self.caught else 0.0

    def kept(self, library: Library, message: int) -> KeptTake:
        """As the terminal and the window keep a take. Raises Problem."""
        review = sample()
        path = self.caught[0].take.path
        review = replace(review, take=replace(review.take, file=str(path), duration_s=self.heard_s))
        return keep(library, message, review, rules(review))


def note(message: int | None) -> str:
    return as_note(spoken(message, sample().script, rules(sample()), datetime.now(UTC)))


def rep(
    folder: Path,
    message: int | None = None,
    seconds: float = 2.0,
    happens: Callable[[], object] = lambda: None,
    after_s: float = 1.0,
    name: str = "rep",
    listen: Callable[[int], FakeEars] = FakeEars,
    opens: Callable[[], Microphone] | None = None,
) -> Ended:
    """In this thread, from beginning to end."""
    ended = Ended()
    microphone = EventfulMicrophone(noise(seconds), after_s, happens)
    live = Live(1)
    live.stop = microphone.frames

    def review(caught: Caught) -> str:
        ended.caught.append(caught)
        return "reviewed"

    plan: Plan[str] = Plan(listen, review, note=note(message))
    conduct(live, plan, opens or (lambda: microphone), folder, name, ended.letters.append)
    return ended


def cut_off(folder: Path, message: int | None, seconds: float = 2.0) -> Path:
    """What is left of a rep whose program was killed: the part file and its note."""
    take = Take.begin(folder, "cut-off", RATE, note(message))
    take.append(noise(seconds))
    part = take.keep()
    take.let_go()
    return part
