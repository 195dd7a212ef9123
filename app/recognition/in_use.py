"""Which models hear a take at the moment, in whatever program: a lock on one of a model's files tells."""

import os
import sys
from pathlib import Path

from app.recognition.models import AM

if sys.platform != "win32":
    import fcntl


class Hold:
    """A model's folder, or one that shares its files, is in use until let go, or until nobody has this any more.

    NB: on Windows the open file alone keeps the folder around it from being moved.
    """

    def __init__(self, folder: Path) -> None:
        self._file: int | None = _opened(folder)
        if sys.platform != "win32" and self._file is not None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                self.let_go()  # where there are no locks nothing can be told, and a take matters more

    def let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def __del__(self) -> None:
        self.let_go()


def is_hearing(folder: Path) -> bool:
    """Whether somebody holds this model."""
    if sys.platform == "win32":
        return False  # then it cannot be moved, which is told in its own words
    file = _opened(folder)
    if file is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # there are no locks here
    finally:
        os.close(file)
    return False


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder / AM, os.O_RDONLY)
    except OSError:
        return None  # whoever reads it is told why
