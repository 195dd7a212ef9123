"""Stand-ins with the behaviour of the real thing, for tests that need no sound card and no model."""

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

import numpy as np

from app import problems
from app.audio.level import Meter, meter
from app.recognition.transcript import HeardWord, Transcript


class FakeClock:
    """A monotonic clock that moves when told."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


class FakeMicrophone:
    """Hears what say() is given, at once."""

    def __init__(self, rate: int = 16000, name: str = "Fake") -> None:
        self.rate = rate
        self.name = name
        self.late_s = 0.0
        self.frames = 0
        self.gap_s = 0.0  # what lost_s() says
        self.is_stopped = False
        self.is_closed = False
        self._waiting: SimpleQueue[np.ndarray | None] = SimpleQueue()  # None: pulled out
        self._newest = np.zeros(0, np.int16)

    def say(self, samples: np.ndarray, block: int = 800) -> np.ndarray:
        """int16, spoken in blocks of that many frames."""
        for start in range(0, len(samples), block):
            self._newest = samples[start : start + block]
            self.frames += len(self._newest)
            self._waiting.put(self._newest)
        return samples

    def pull_out(self) -> None:
        self._waiting.put(None)

    def meter(self) -> Meter:
        return meter(self._newest)

    def read(self, timeout_s: float) -> np.ndarray:
        assert not self.is_closed
        try:
            block = self._waiting.get(timeout=timeout_s) if timeout_s > 0 else self._waiting.get_nowait()
        except Empty:
            return np.zeros(0, np.int16)
        if block is None:
            raise problems.microphone_lost(self.name)
        return block

    def lost_s(self) -> float:
        return self.gap_s

    def stop(self) -> None:
        self.is_stopped = True

    def close(self) -> None:
        self.is_closed = True


class FakeEars:
    """Remembers what it heard; each tenth of a second is a word, and a place in the script."""

    def __init__(self, rate: int, delay_s: float = 0.0) -> None:
        self.rate = rate
        self.heard = b""
        self.finished = False
        self._delay_s = delay_s  # a slow machine

    def hear(self, block: bytes) -> None:
        assert not self.finished
        time.sleep(self._delay_s)
        self.heard += block

    def place(self) -> int | None:
        return self._words() - 1 if self._words() else None

    def finish(self) -> tuple[Transcript, ...]:
        self.finished = True
        words = tuple(HeardWord(f"word{at}", at / 10, (at + 1) / 10, 1.0) for at in range(self._words()))
        return (Transcript("free", words),)

    def _words(self) -> int:
        return len(self.heard) // 2 * 10 // self.rate


def wait_until(state: Callable[[], bool], timeout_s: float = 10.0, look_s: float = 0.002) -> None:
    """Waits for a state, never for a time; `look_s` lies between two looks."""
    end = time.monotonic() + timeout_s
    while not state():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(look_s)
