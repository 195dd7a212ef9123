"""Turns Qt's event loop until a state has come, where there is no pytest-qt around."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

_TURN_MS = 5
_PATIENCE_S = 300.0


class Turning:
    """Stands where tests.ui.room asks for pytest-qt's bot."""

    def __init__(self) -> None:
        self._application = QApplication(["soak", "-platform", "offscreen"])

    def waitUntil(self, state: Callable[[], bool], timeout: int) -> None:  # noqa: ARG002, N802  as pytest-qt calls it
        """NB: the time it is given is for an idle machine, and this may run beside much else."""
        until = time.monotonic() + _PATIENCE_S
        while not state():
            if time.monotonic() > until:
                raise TimeoutError("it never came to that")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TURN_MS)
            time.sleep(0.0005)  # a turn with nothing to do comes back at once
