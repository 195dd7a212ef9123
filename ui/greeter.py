"""The greeting of the user's own: recorded, taken from a file, heard, deleted; the studio and a lane do the work."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.audio.mailbox import greeting
from app.audio.microphone import Microphone
from app.audio.own_greeting import chosen_greeting, forget_greeting, take_greeting
from app.audio.sound import Samples
from app.places import Places
from app.practice.greeting_rep import Greeting, greeting_plan
from app.practice.lanes import Lane
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Move, allowed
from app.practice.studio import Letter
from app.problems import Problem
from ui.bridge import Bridge
from ui.player import Player


class Greeter(QObject):
    """In the window's thread."""

    changed = Signal()
    kept = Signal()  # another one is the user's own
    told = Signal(object)  # a Problem

    def __init__(
        self,
        open_microphone: Callable[[], Microphone],
        places: Places,
        studio: Lane,
        lane: Lane,
        bridge: Bridge,
        player: Player,
    ) -> None:
        super().__init__()
        self.own_s: float | None = None  # its length; None: there is none, or nobody has looked yet
        self._places = places
        self._lane = lane
        self._bridge = bridge
        self._player = player
        self.rehearsal: Rehearsal[Greeting] = Rehearsal(
            studio, open_microphone, places.takes, lambda letter: bridge.post(lambda: self._came(letter))
        )

    @property
    def is_recording(self) -> bool:
        """Or about to, or about to have done."""
        return self.may(Move.CANCEL)

    def may(self, move: Move) -> bool:
        return move in allowed(self.rehearsal.phase)

    # ---- What is done

    def look(self) -> None:
        """Whether there is one, and how long it is; soon."""
        self._ask(lambda: self._samples(own=True), self._found)

    def toggle(self) -> None:
        """Begins to record in place of the one before, or has done."""
        if self.may(Move.STOP):
            self.rehearsal.stop()
        elif self.may(Move.START):
            self._player.stop()
            self.rehearsal.start(greeting_plan(self._places))
        self.changed.emit()

    def cancel(self) -> None:
        """The one before stays."""
        self.rehearsal.cancel()
        self.changed.emit()

    def take(self, file: Path) -> None:
        """A sound file becomes the user's own."""
        self._ask(lambda: take_greeting(file, self._places), self._was_kept)

    def delete(self) -> None:
        """For good."""
        self._ask(lambda: forget_greeting(self._places), lambda _: self._found(None))

    def hear(self, own: bool) -> None:
        """That one; where it sounds, it stops."""
        if self._player.is_playing:
            self._player.stop()
        else:
            self._ask(lambda: self._samples(own), lambda heard: self._player.start(*heard) if heard else None)

    def close(self) -> None:
        """Waits until the studio has let go; what is half recorded goes."""
        self.rehearsal.cancel()
        self.rehearsal.close()

    # ---- Between

    def _ask(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        self._bridge.ask(self._lane, work, then, self._broke)

    def _samples(self, own: bool) -> tuple[Samples, int] | None:
        """On the lane. None where there is none. Raises Problem."""
        file = chosen_greeting(self._places, own)
        return greeting(file) if not own or file == self._places.greeting else None

    def _found(self, own: tuple[Samples, int] | None) -> None:
        self.own_s = len(own[0]) / own[1] if own is not None else None
        self.changed.emit()

    def _was_kept(self, length_s: float) -> None:
        self.own_s = length_s
        self.kept.emit()
        self.changed.emit()

    def _broke(self, problem: Problem) -> None:
        self.changed.emit()
        self.told.emit(problem)

    def _came(self, letter: Letter[Greeting]) -> None:
        if not self.rehearsal.receive(letter):
            return
        if letter.review is not None:
            self._was_kept(letter.review.length_s)
        elif letter.problem is not None:
            self._broke(letter.problem)
        else:
            self.changed.emit()
