"""The window: thin, shows a phase, a script, a review; decides nothing."""

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# NB: PySide6 puts an import of its own in place of Python's. It reads the source of every module that comes after it,
# for a switch (__feature__) that nothing here uses: a fifth of the time until the window stands.
builtins.__import__ = _plain_import
