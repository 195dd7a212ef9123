"""Gets and removes models while everything else goes on: progress, cancel, and the ear that then hears."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.practice.lanes import Lane
from app.problems import Problem
from app.recognition.install import Wish
from app.recognition.models import KNOWN_MODELS, VoskModel
from app.recognition.problems import ModelCancelled
from app.recognition.progress import Cancelled, Progress, Report, Stage, sparing
from ui.bridge import Bridge

OFFERED = tuple(reversed([each for each in KNOWN_MODELS if each.look_ahead]))  # the smallest first
SMALL = OFFERED[0]


@dataclass(frozen=True, slots=True)
class ModelDoors:
    """What is done with models; each is called on a lane and raises Problem."""

    at_hand: Callable[[], tuple[VoskModel, ...]]  # the best first, the one that comes along last
    get: Callable[[Wish, Report, Cancelled], VoskModel]
    remove: Callable[[str], VoskModel]


class Getter(QObject):
    """One thing at a time, on a lane of its own: a rep must not wait for it."""

    changed = Signal()
    got = Signal(object)  # the VoskModel that is installed now
    removed = Signal(object)  # the VoskModel that was
    ended = Signal(str)  # well, in a sentence
    failed = Signal(object)  # a Problem

    def __init__(self, doors: ModelDoors, bridge: Bridge) -> None:
        super().__init__()
        self.progress: Progress | None = None  # None: nothing is under way
        self.models: tuple[VoskModel, ...] = ()  # as at the last look
        self.outcome = ""  # of what was done last, in a sentence
        self.problem: Problem | None = None  # why nothing came of it
        self._doors = doors
        self._bridge = bridge
        self._lane = Lane("model")
        self.is_stopping = False

    def look(self) -> None:
        """At what is there."""
        self._bridge.ask(self._lane, self._doors.at_hand, self._seen, self.failed.emit)

    def start(self, wish: Wish = SMALL) -> None:
        self._begin(lambda: self._doors.get(wish, sparing(self._report), lambda: self.is_stopping), self._done)

    def remove(self, model: VoskModel) -> None:
        self._begin(lambda: self._doors.remove(model.name), self._gone)

    def cancel(self) -> None:
        """What came so far is kept, and the next time goes on from there."""
        self.is_stopping = True
        self.changed.emit()

    def close(self) -> None:
        self.cancel()
        self._lane.close()

    def _begin(self, work: Callable[[], VoskModel], then: Callable[[VoskModel], None]) -> None:
        if self.progress is not None:
            return
        self.is_stopping = False
        self.outcome, self.problem = "", None
        self._show(Progress(Stage.ASKING))
        self._bridge.ask(self._lane, work, then, self._broke)

    def _report(self, progress: Progress) -> None:
        """On the lane."""
        self._bridge.post(lambda: self._show(progress))

    def _show(self, progress: Progress | None) -> None:
        self.progress = progress
        self.changed.emit()

    def _seen(self, models: tuple[VoskModel, ...]) -> None:
        self.models = models
        self.changed.emit()

    def _done(self, model: VoskModel) -> None:
        self.outcome = f"{model.name} is installed."
        self._show(None)
        self.got.emit(model)
        self.ended.emit(self.outcome)
        self.look()

    def _gone(self, model: VoskModel) -> None:
        self.outcome = f"{model.name} is removed."
        self._show(None)
        self.removed.emit(model)
        self.ended.emit(self.outcome)
        self.look()

    def _broke(self, problem: Problem) -> None:
        if isinstance(problem, ModelCancelled):
            self.outcome = str(problem)
        else:
            self.problem = problem
        self._show(None)
        if self.problem is not None:
            self.failed.emit(problem)
