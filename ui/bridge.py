"""Carries what the lanes have to tell to the window's thread."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.practice.lanes import Lane
from app.problems import Problem
from ui.problems import in_window, window_fault

Result = TypeVar("Result")


class Bridge(QObject):
    """Any thread posts; what is posted runs on this object's thread, in the order it came, and not once closed."""

    faulted = Signal(object)  # a Fault, from its lane; who asked is told, too

    _came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = True
        self._came.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], object]) -> None:
        self._came.emit(call)

    def ask(
        self,
        lane: Lane,
        work: Callable[[], Result],
        then: Callable[[Result], object],
        otherwise: Callable[[Problem], object],
    ) -> None:
        """Has the lane do the work; the window's thread goes on with its result, or with what went wrong."""
        if not self._is_open:
            return

        def done() -> None:
            try:
                result = work()
            except Problem as problem:
                told = in_window(problem)
            except Exception as error:  # noqa: BLE001  a fault of ours must reach the screen
                told = window_fault(error)
                self.faulted.emit(told)
            else:
                self.post(lambda: then(result))
                return
            self.post(lambda: otherwise(told))

        lane.run(done)

    def close(self) -> None:
        """What comes from now on falls to the floor."""
        self._is_open = False

    @Slot(object)
    def _run(self, call: Callable[[], object]) -> None:
        if self._is_open:
            call()
