"""Plays a stretch of a take: one at a time, stopped at will, with the place to be looked at."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.audio.sound import Samples
from app.audio.speaker import Playback, Speaker, Tell
from app.practice.lanes import Lane
from app.problems import Problem
from ui.bridge import Bridge


class Player(QObject):
    """The studio plays; the window asks, and looks where it is."""

    changed = Signal()  # it began or ended
    failed = Signal(object)  # a Problem

    def __init__(self, speaker: Callable[[Tell], Speaker], studio: Lane, bridge: Bridge) -> None:
        super().__init__()
        self._speaker = speaker
        self._studio = studio
        self._bridge = bridge
        self._playback: Playback | None = None
        self._told: set[str] = set()  # what need not be said again, until something is plugged in or out

    @property
    def is_playing(self) -> bool:
        return self._playback is not None

    @property
    def at_s(self) -> float | None:
        """In s from the first sample of what was given; None while nothing sounds."""
        return self._playback.at_s if self._playback is not None else None

    def start(self, samples: Samples, rate: int, from_s: float = 0.0, to_s: float | None = None) -> None:
        """In place of what plays now."""
        self.stop()
        playback = self._playback = Playback(samples, rate, from_s, to_s)
        self._bridge.ask(
            self._studio,
            lambda: self._speaker(self._tell).play(playback),
            lambda _: self._ended(playback),
            lambda problem: self._broke(playback, problem),
        )
        self.changed.emit()

    def stop(self) -> None:
        if self._playback is not None:
            self._playback.stop = True
            self._playback = None
            self.changed.emit()

    def forget_told(self) -> None:
        self._told.clear()

    def _tell(self, problem: Problem) -> None:
        """On the lane."""
        self._bridge.post(lambda: self._say(problem))

    def _say(self, problem: Problem) -> None:
        if str(problem) not in self._told:
            self._told.add(str(problem))
            self.failed.emit(problem)

    def _ended(self, playback: Playback) -> None:
        if playback is self._playback:
            self._playback = None
            self.changed.emit()

    def _broke(self, playback: Playback, problem: Problem) -> None:
        self._ended(playback)
        self.failed.emit(problem)
