"""Files that a running program holds: until it closes them, or dies, no other program touches them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    HELD = PermissionError  # what says that another program holds a file
else:
    import fcntl

    HELD = BlockingIOError


def create(path: Path) -> BinaryIO:
    """A new file, its owner's alone and held by this program until it is closed; unbuffered: written means given to
    the system. Raises OSError."""
    file = open(path, "x+b", buffering=0, opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115
    _lock(file)
    return file


@contextmanager
def taken_up(path: Path) -> Iterator[BinaryIO]:
    """One that nobody holds, held meanwhile. Raises HELD where somebody does, and OSError."""
    if sys.platform == "win32":
        path.rename(path)
    with path.open("rb") as file:
        _lock(file)
        yield file


def is_held(path: Path) -> bool:
    """Raises OSError."""
    try:
        with taken_up(path):
            return False
    except HELD:
        return True


def _lock(file: BinaryIO) -> None:
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
