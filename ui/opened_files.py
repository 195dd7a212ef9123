"""Files the user opens with the program: named when it starts, or told by macOS while it runs."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class OpenedFiles(QObject):
    """Brings in what the application is asked to open, as long as it lives."""

    def __init__(self, application: QCoreApplication, bring_in: Callable[[Path], object]) -> None:
        super().__init__(application)
        self._bring_in = bring_in
        application.installEventFilter(self)

    def start_with(self, files: Iterable[Path]) -> None:
        for file in files:
            self._bring_in(file)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """macOS hands over a file this way, also the one the program is started with."""
        if event.type() is QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self._bring_in(Path(event.file()))
            return True
        return super().eventFilter(watched, event)
