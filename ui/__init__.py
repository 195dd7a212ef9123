"""The window: thin, shows a phase, a script, a review; decides nothing."""

import builtins
import contextlib

_plain_import = builtins.__import__

with contextlib.suppress(ImportError):  # told by whoever needs it next
    import PySide6.QtCore  # noqa: F401

# NB: PySide6 puts an import of its own in place of Python's. It reads the source of every module that comes after it,
# for a switch (__feature__) that nothing here uses: a fifth of the time that all imports take.
builtins.__import__ = _plain_import
