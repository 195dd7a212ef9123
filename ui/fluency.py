"""Keeps Python's own housekeeping from holding up the window while the lanes are busy."""

import gc
import sys

from ui.ear import Ear

_TURN_S = 0.0002  # how long a busy lane may keep the interpreter from the window's thread; Python's own is 5 ms


def keep_fluent(ear: Ear) -> None:
    """For the whole program, once."""
    sys.setswitchinterval(_TURN_S)
    # What stands whenever an ear is ready stands for long: looking through it for garbage would take 80 ms each time.
    ear.changed.connect(lambda: gc.freeze())
