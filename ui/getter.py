"""Gets a better model while everything else goes on: progress, cancel, and the ear that then hears."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.practice.lanes import Lane
from app.problems import Problem
from app.recognition.models import KNOWN_MODELS, VoskModel
from app.recognition.problems import ModelCancelled
from app.recognition.progress import Cancelled, Progress, Report, Stage
from ui.bridge import Bridge

SMALL = next(each for each in KNOWN_MODELS if each.look_ahead and each.sha256 is not None)
Get = Callable[[Report, Cancelled], VoskModel]  # fetches SMALL; raises Problem


class Getter(QObject):
    """One at a time, on a lane of its own: a rep must not wait for it."""

    changed = Signal()
    got = Signal(object)  # the VoskModel that is installed now
    failed = Signal(object)  # a Problem

    def __init__(self, get: Get, bridge: Bridge) -> None:
        super().__init__()
        self.progress: Progress | None = None  # None: nothing is under way
        self._get = get
        self._bridge = bridge
        self._lane = Lane("model")
        self._cancelled = False

    def start(self) -> None:
        if self.progress is not None:
            return
        self._cancelled = False
        self._show(Progress(Stage.ASKING))
        self._bridge.ask(self._lane, lambda: self._get(self._report, lambda: self._cancelled), self._done, self._broke)

    def cancel(self) -> None:
        """What came so far is kept, and the next time goes on from there."""
        self._cancelled = True

    def close(self) -> None:
        self.cancel()
        self._lane.close()

    def _report(self, progress: Progress) -> None:
        """On the lane."""
        self._bridge.post(lambda: self._show(progress))

    def _show(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _done(self, model: VoskModel) -> None:
        self.progress = None
        self.changed.emit()
        self.got.emit(model)

    def _broke(self, problem: Problem) -> None:
        self.progress = None
        self.changed.emit()
        if not isinstance(problem, ModelCancelled):
            self.failed.emit(problem)
