"""What happens to a fault of ours: it is noted, one dialog says so, and the window stays."""

import faulthandler
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from app import faults
from app.places import make_folder
from app.problems import Fault, Problem, program_broke
from app.recognition.strikes import blamed
from ui.crash_dialog import CrashDialog
from ui.problems import ended_suddenly
from ui.session import Session
from ui.theme import Look

Writes = Callable[[Callable[[], object]], object]  # runs it on a lane; RuntimeError once the lanes have ended
_LONGEST_MESSAGE = 500  # signs, of Qt's


class Crashes(QObject):
    """From catch() on an exception that nobody caught is noted, and told in one dialog; the same one no second time."""

    again = Signal(object)  # the Fault: it was told before, or another one is being told

    _came = Signal(object, str, bool)  # the error, the note of it, whether it is new: from any thread to this one

    def __init__(self, write: Writes, folder: Path, look: Callable[[], Look], window: QWidget | None = None) -> None:
        super().__init__()
        self.dialog: CrashDialog | None = None  # the one that is open
        self._write = write
        self._folder = folder
        self._look = look
        self._window = window
        self._known: set[str] = set()
        self._last: BaseException | None = None
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # NB: never within what just broke

    def catch(self) -> None:
        sys.excepthook = self._caught
        sys.unraisablehook = lambda ignored: self._met(ignored.exc_value)

    def watch(self, session: Session) -> None:
        """What its lanes and its reps break down over."""
        session.bridge.faulted.connect(self.look_at, Qt.ConnectionType.DirectConnection)
        session.booth.changed.connect(lambda: self.look_at(session.booth.rehearsal.problem))

    def look_at(self, problem: Problem | None) -> None:
        """A problem somebody was told of; where a fault of ours is behind it, that is told and noted."""
        if isinstance(problem, Fault) and problem.error is not self._last:
            self._last = problem.error
            self._met(problem.error)

    def _caught(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self._met(error)
        else:  # Ctrl-C in the terminal
            sys.__excepthook__(kind, error, at)

    def _met(self, error: BaseException | None) -> None:
        """In whatever thread: noted at once, told where there is a window to do so."""
        if not isinstance(error, Exception):
            return
        text = faults.told(error)
        is_new = text not in self._known
        if is_new:
            self._known.add(text)
            write_down(text, self._folder, self._write)
        self._came.emit(error, text, is_new)

    def _tell(self, error: Exception, text: str, is_new: bool) -> None:
        fault = program_broke(error, self._folder / faults.NOTES)
        if not is_new or self.dialog is not None:
            self.again.emit(fault)
            return
        self.dialog = CrashDialog(self._look(), fault, text, self._window)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None


def write_down(text: str, folder: Path, write: Writes) -> None:
    """Notes it on a lane; in this thread where the lanes have ended, and the window with them."""

    def work() -> None:
        try:
            faults.note(text, make_folder(folder))
        except (OSError, Problem) as error:
            say(f"It cannot be noted: {error}")

    say(text)
    try:
        write(work)
    except RuntimeError:
        work()


def tell_at_start(error: Exception, folder: Path, look: Look) -> None:
    """It broke off before there was a window; back when the dialog is closed."""
    text = faults.told(error)
    write_down(text, folder, lambda work: work())
    CrashDialog(look, program_broke(error, folder / faults.NOTES), text).exec()


def say(text: str) -> None:
    """To the terminal, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


class LastWords:
    """What ends the process without Python knowing (an abort of a library's, a fatal message of Qt's) leaves a note."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None

    def open(self) -> Problem | None:
        """On a lane: what is to be told of the last time."""
        try:
            self._file, left = faults.open_last_words(make_folder(self._folder))
            if not left.strip():
                return None
            note = faults.note(left, self._folder)
            return blamed(left, self._folder) or ended_suddenly(note)
        except (OSError, Problem):
            return None  # the same folder is complained of where it is needed

    def listen(self) -> None:
        """From now on."""
        if self._file is not None:
            faulthandler.enable(self._file, all_threads=True)
            qInstallMessageHandler(self._qt_says)

    def close(self) -> None:
        if self._file is not None:
            qInstallMessageHandler(None)
            faulthandler.disable()
            os.close(self._file)
            self._file = None

    def _qt_says(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg and self._file is not None:
            os.write(self._file, f"Qt: {text[:_LONGEST_MESSAGE]}\n".encode("utf-8", "replace"))
        say(text)
