"""Keeps Python's own housekeeping from holding up the window while the lanes are busy."""

import gc
import sys

from PySide6.QtCore import QTimer

from ui.session import Session

_TURN_S = 0.0002  # how long a busy lane may keep the interpreter from the window's thread; Python's own is 5 ms
_NEVER = 1_000_000_000  # objects
_TIDY_EVERY_MS = 10_000


def keep_fluent(session: Session) -> None:
    """For the whole program, once.

    Looking through all that stands for garbage takes 80 ms, on whichever lane it falls to, and no other goes on
    meanwhile: so it is done where nobody speaks or listens, and goes through what is new alone.
    """
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(*gc.get_threshold()[:2], _NEVER)
    session.ear.changed.connect(lambda: gc.freeze())
    timer = QTimer(session)
    timer.timeout.connect(lambda: tidy() if session.is_quiet() else None)
    timer.start(_TIDY_EVERY_MS)


def tidy() -> None:
    """What is garbage goes; what stands then stands for long, and is not looked through again."""
    gc.collect()
    gc.freeze()
