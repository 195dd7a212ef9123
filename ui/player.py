"""Plays a stretch of a take: one at a time, as it is or by phone, stopped at will, with the place to be looked at."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.audio.sound import Samples
from app.audio.speaker import Playback, Speaker, Tell
from app.audio.telephone import carried
from app.practice.lanes import Lane
from app.problems import Problem
from ui.bridge import Bridge


class Player(QObject):
    """The studio plays; the window asks, and looks where it is."""

    changed = Signal()  # it began or ended, or plays in the other way
    failed = Signal(object)  # a Problem

    def __init__(self, speaker: Callable[[Tell], Speaker], studio: Lane, bridge: Bridge) -> None:
        super().__init__()
        self._speaker = speaker
        self._studio = studio
        self._bridge = bridge
        self.is_by_phone = False  # whether it plays as a telephone carries it
        self._playback: Playback | None = None
        self._begin_at: Callable[[float], None] = lambda _: None  # the one at hand, from another place on
        self._from_s = 0.0
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
        self._from_s, self._begin_at = from_s, lambda at_s: self._begin(Playback(samples, rate, at_s, to_s))
        self._begin_at(from_s)

    def toggle_phone(self) -> None:
        """As a telephone carries it, or as it is; what sounds goes on the other way from where it is."""
        self.is_by_phone = not self.is_by_phone
        before = self._playback
        if before is None or before.ended:
            self.changed.emit()
            return
        before.stop = True
        self._begin_at(self._from_s if before.at_s is None else before.at_s)

    def _begin(self, playback: Playback) -> None:
        self._playback, by_phone = playback, self.is_by_phone

        def play() -> None:
            if by_phone:
                playback.sound = carried(playback.sound, playback.rate)
            self._speaker(self._tell).play(playback)

        self._bridge.ask(
            self._studio, play, lambda _: self._ended(playback), lambda problem: self._broke(playback, problem)
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
