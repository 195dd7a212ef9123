"""What happens to a fault of ours: a sentence in the window, the traceback in a file, and the window stays."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.places import FAULT, make_folder
from app.problems import Problem, program_broke

Shows = Callable[[Problem], object]
Writes = Callable[[Callable[[], Path]], object]


def catch_faults(show: Shows, write: Writes, folder: Path) -> None:
    """From now on an exception nobody caught is told by `show`; `write` runs what writes it down, on a lane."""

    def caught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if not isinstance(error, Exception):  # Ctrl-C in the terminal
            sys.__excepthook__(kind, error, at)
            return
        text = "".join(traceback.format_exception(kind, error, at))
        sys.stderr.write(text)
        try:
            write(lambda: write_down(text, folder))
        except RuntimeError:  # the lanes have ended, and the window with them
            write_down(text, folder)
            return
        show(program_broke(error, folder / FAULT))

    sys.excepthook = caught


def write_down(text: str, folder: Path) -> Path:
    """Raises Problem or OSError."""
    file = make_folder(folder) / FAULT
    file.write_text(text, encoding="utf-8", errors="backslashreplace")
    return file
