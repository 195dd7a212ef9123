"""Enter and the end of standard input, noticed without waiting for them."""

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from enum import Enum
from typing import TextIO

if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _come(stdin: TextIO, seconds: float) -> bytes | None:
        """What came in, b"" at its end; None where nothing came in time. Not exact in its time."""
        time.sleep(seconds)
        if stdin.isatty():
            letters = ""
            while msvcrt.kbhit():
                letters += msvcrt.getwch()
            if "\x03" in letters:  # Ctrl-C, as getwch() gives it
                raise KeyboardInterrupt
            return letters.encode() or None
        waiting = ctypes.c_ulong(0)
        handle = msvcrt.get_osfhandle(stdin.fileno())
        is_pipe = ctypes.windll.kernel32.PeekNamedPipe(handle, None, 0, None, ctypes.byref(waiting), None)
        if is_pipe and not waiting.value:
            return None
        return os.read(stdin.fileno(), 4096)  # a file, or a pipe that has something or has ended: no waiting

    @contextmanager
    def _unseen(stdin: TextIO) -> Iterator[None]:  # noqa: ARG001  getwch() shows nothing by itself
        yield
else:
    import termios

    def _come(stdin: TextIO, seconds: float) -> bytes | None:
        """What came in, b"" at its end; None where nothing came in time.

        NB: past Python's own buffer, which would hold back what select() then no longer sees.
        """
        ready, _, _ = select.select([stdin], [], [], seconds)
        return os.read(stdin.fileno(), 4096) if ready else None

    @contextmanager
    def _unseen(stdin: TextIO) -> Iterator[None]:
        """A terminal does not show what is typed."""
        if not stdin.isatty():
            yield
            return
        before = termios.tcgetattr(stdin)
        quiet = termios.tcgetattr(stdin)
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(stdin, termios.TCSANOW, quiet)
        try:
            yield
        finally:
            with suppress(termios.error):  # the terminal has gone: nothing is left to put back
                termios.tcsetattr(stdin, termios.TCSAFLUSH, before)


class Key(Enum):
    NONE = "none"
    ENTER = "enter"
    END = "end"  # nothing more can come


class Keys:
    """Standard input, looked at by whoever asks, without a thread."""

    def __init__(self, stdin: TextIO | None) -> None:
        """Made by listen."""
        self._stdin = stdin

    def wait(self, seconds: float) -> Key:
        """What came in, at most so much later."""
        if self._stdin is None:
            time.sleep(seconds)
            return Key.END
        try:
            came = _come(self._stdin, seconds)
        except OSError:  # the terminal has gone
            came = b""
        if came == b"":
            self._stdin = None
            return Key.END
        return Key.ENTER if came is not None and (b"\n" in came or b"\r" in came) else Key.NONE


@contextmanager
def listen(stdin: TextIO | None) -> Iterator[Keys]:
    """While it lasts a terminal does not show what is typed."""
    with nullcontext() if stdin is None else _unseen(stdin):
        yield Keys(stdin)
