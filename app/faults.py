"""Faults of this program, noted for who repairs it: where in the program, never what was said or written."""

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app import VERSION

NOTES = "fault.txt"
LAST_WORDS = "ended.txt"  # where each thread stood when the process was ended by what no Python catches
MOST_BYTES = 64 << 10  # of the notes; the newest stay
_MOST_FRAMES = 30  # at each end of an error's way
_MOST_ERRORS = 5  # of which one led to the next


def kind(error: BaseException) -> str:
    """What kind of error, and what in the program it is about. NB: not its message: those quote what they choke on."""
    about = ""
    if isinstance(error, OSError) and error.errno is not None:
        about = errno.errorcode.get(error.errno, "")
    elif isinstance(error, (AttributeError, NameError, ImportError)) and error.name:
        about = error.name
    else:
        about = getattr(error, "sqlite_errorname", "")
    return f"{type(error).__name__} {about}".strip()


def told(error: BaseException) -> str:
    """The error and those that led to it, each with the way it came: file, line, function, the program's own words."""
    lines = [f"After the Beep {VERSION}, Python {sys.version.split()[0]}, {sys.platform}"]
    for each in reversed(list(_chain(error))):
        frames = [_frame(frame) for frame in traceback.extract_tb(each.__traceback__)]
        if len(frames) > 2 * _MOST_FRAMES:
            frames[_MOST_FRAMES:-_MOST_FRAMES] = [f"  … {len(frames) - 2 * _MOST_FRAMES} more"]
        lines += [*frames, kind(each), ""]
    return "\n".join(lines)


def note(text: str, folder: Path) -> Path:
    """Adds it to the notes in a folder that exists, for their owner alone, with the time. Raises OSError."""
    file = folder / NOTES
    new = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}\n".encode("utf-8", "backslashreplace")
    with open(file, "a+b", opener=_for_its_owner) as notes:
        if notes.tell() + len(new) > MOST_BYTES:
            notes.seek(0)
            new = (notes.read(2 * MOST_BYTES) + new)[-MOST_BYTES // 2 :]
            notes.truncate(0)
        notes.write(new)
    return file


def forget(folder: Path) -> None:
    """All of it; last words are emptied, since a program holds them open. Raises OSError."""
    (folder / NOTES).unlink(missing_ok=True)
    if (folder / LAST_WORDS).exists():
        os.truncate(folder / LAST_WORDS, 0)


def open_last_words(folder: Path) -> tuple[int, str]:
    """A file descriptor for faulthandler, and what an earlier program left there. Raises OSError."""
    descriptor = _for_its_owner(str(folder / LAST_WORDS), os.O_RDWR | os.O_CREAT | os.O_APPEND)
    left = os.read(descriptor, MOST_BYTES).decode("utf-8", "replace")
    os.ftruncate(descriptor, 0)
    return descriptor, left


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(_MOST_ERRORS):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _frame(frame: traceback.FrameSummary) -> str:
    """NB: from the name of the file only its end: the folders before it may bear the user's name."""
    where = "/".join(Path(frame.filename).parts[-3:])
    return f"  {where}:{frame.lineno} {frame.name}: {frame.line or ''}".rstrip(": ")
