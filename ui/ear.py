"""The ear behind the window: a model that loads while one writes, and what it prepares for the script at hand.

All of it happens on a lane of its own, so that a rep never waits for a take of old that is heard again in the workshop.
A rep that begins earlier waits for it in the studio, recording all the while.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.audio.sound import Sound
from app.audio.watcher import SoundWatcher
from app.practice.coach import Prepared
from app.practice.lanes import Lane, Work
from app.problems import Problem
from app.recognition.transcript import FreeHearing, Transcript
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script
from ui.bridge import Bridge


class Judge(Protocol):
    """What the window asks of a coach."""

    def prepare(self, script: Script) -> Prepared: ...

    def judge(
        self,
        prepared: Prepared,
        file: str,
        duration_s: float,
        origin_s: float | None,
        hearings: tuple[Transcript, ...],
        sound: SoundWatcher,
        rules: Rules,
    ) -> Review: ...

    def check(
        self,
        prepared: Prepared,
        sound: Sound,
        rules: Rules,
        progress: Callable[[float], None] = ...,
        origin_s: float | None = ...,
    ) -> Review: ...

    def hear(self, sound: Sound, progress: Callable[[float], None] = ...) -> FreeHearing: ...


class Ear(QObject):
    """One model at a time, and the newest script made ready for it."""

    changed = Signal()

    def __init__(self, open_judge: Callable[[], Judge], lane: Lane, bridge: Bridge) -> None:
        super().__init__()
        self.problem: Problem | None = None  # why there is none
        self.is_ready = False
        self.name = ""  # of the model, once a script was prepared by it
        self.notice: Problem | None = None  # why there is one hearing only
        self._open = open_judge
        self._lane = lane
        self._bridge = bridge
        self._judge: Work[Judge] | None = None
        self._prepared: tuple[str, Work[Prepared]] | None = None  # by the script's text

    def load(self) -> None:
        """The model that is chosen now; also when another one was chosen."""
        self.is_ready, self.problem, self._prepared = False, None, None
        work = self._judge = self._lane.run(self._open)
        self._bridge.ask(self._lane, work.result, lambda _: self._loaded(work), lambda why: self._broke(work, why))
        self.changed.emit()

    def prepare(self, script: Script) -> Work[Prepared]:
        """Soon, on its lane; at once where it is the script of the last time."""
        if self._prepared is not None and self._prepared[0] == script.text and not _failed(self._prepared[1]):
            return self._prepared[1]
        judge = self._coach()
        work = self._lane.run(lambda: judge.result().prepare(script))
        self._prepared = (script.text, work)
        self._bridge.ask(self._lane, work.result, self._was_prepared, lambda _: None)
        return work

    def prepare_aside(self, script: Callable[[], Script]) -> Work[tuple[Judge, Prepared]]:
        """Soon, and with who judges then; what is ready for the script at hand stays."""
        judge = self._coach()
        return self._lane.run(lambda: (judge.result(), judge.result().prepare(script())))

    def judge(self) -> Judge:
        """On a lane: waits until the model is loaded. Raises Problem where it cannot be."""
        return self._coach().result()

    def _coach(self) -> Work[Judge]:
        if self._judge is None:
            raise RuntimeError("load() comes first")
        return self._judge

    def _loaded(self, work: Work[Judge]) -> None:
        if work is self._judge:
            self.is_ready = True
            self.changed.emit()

    def _broke(self, work: Work[Judge], why: Problem) -> None:
        if work is self._judge:
            self.problem = why
            self.changed.emit()

    def _was_prepared(self, prepared: Prepared) -> None:
        self.name, self.notice = prepared.facts.name, prepared.trouble
        self.changed.emit()


def _failed(work: Work[Prepared]) -> bool:
    return work.done() and work.exception() is not None
