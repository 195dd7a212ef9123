"""The keys, and what they do. Single letters never act while a text field has the focus."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget
from shiboken6 import isValid

from app.practice.drills import DRILLS

# Shown by the help overlay: (group, ((key, what it does), …)).
SHOWN = (
    (
        "Rehearse",
        (
            ("Space", "Start, stop"),
            ("R", "Again, start over"),
            ("Esc", "Throw the take away, go back"),
            ("F", "Follow my voice, or not"),
            ("↑ ↓", "Scroll the script; Page ↑ ↓ too"),
            ("Ctrl Enter", "Rehearse while typing"),
        ),
    ),
    (
        "Drills",
        (
            ("D", "Drills"),
            (f"1 – {len(DRILLS)}", "Begin one"),
            ("↑ ↓", "Choose one; Enter begins it"),
            ("G", "Which greeting answers"),
            ("E", "End the drill"),
        ),
    ),
    (
        "Compare, over the days",
        (
            ("C", "Compare two takes, or back"),
            ("↑ ↓", "Choose the other one"),
            ("1 – 2", "Hear one of the two"),
            ("T", "Over the days, or back"),
            ("M", "This message, or all"),
            ("W", "By weeks, or by days"),
            ("V", "Charts, or a table"),
        ),
    ),
    (
        "Review",
        (
            ("1 – 3", "Choose a fix"),
            ("H", "Hear it"),
            ("A", "Hear the whole take, stop"),
            ("L", "Hear it by phone, or as it is"),
            ("V", "As it will be read, or back"),
            ("S", "Say just this sentence"),
            ("I", "I did say it; that was not a filler"),
            ("← →", "Word by word; Enter plays"),
            ("P", "Pin the take"),
            ("Delete", "Delete the take"),
            ("M", "Save it, copy it, review it again"),
        ),
    ),
    (
        "Everywhere",
        (
            ("Ctrl 1 – 4", "Write, rehearse, review, drills"),
            ("Ctrl Z", "Undo: deleted, overruled"),
            ("Ctrl ,", "Settings"),
            ("Esc", "Give up what takes long, go back"),
            ("?", "All keys"),
        ),
    ),
    (
        "Write",
        (
            ("Ctrl N", "New message"),
            ("Ctrl I", "Plan it by questions"),
            ("Ctrl F", "Search"),
            ("Ctrl O", "Open a file; a drop does, too"),
            ("Ctrl E", "Export the message"),
            ("Ctrl D", "Duplicate the message"),
            ("Ctrl L", "Which message it follows"),
            ("Delete", "Delete the message"),
            ("M", "More for this message"),
            ("Ctrl J", "Next advice; back with Shift"),
            ("Ctrl M", "Not for this message"),
        ),
    ),
)
FIELDS = (QLineEdit, QTextEdit, QAbstractSpinBox, QComboBox)
OWN_KEYS = "own_keys"  # a property of widgets that every key is for


Deeds = Mapping[Qt.Key, Callable[[], object]]


class Keys(QObject):
    """Watches a window's keys."""

    def __init__(
        self,
        window: QWidget,
        everywhere: Deeds,
        on_page: Callable[[], Deeds],
        with_ctrl: Mapping[str, Callable[[], object]],
    ) -> None:
        """`on_page`: the keys of the page at hand, which go before those of `everywhere`; `with_ctrl`: what is typed
        together with Ctrl, which acts in text fields, too."""
        super().__init__(window)
        self._window = window
        self._everywhere = everywhere
        self._on_page = on_page
        for keys, do in with_ctrl.items():
            QShortcut(QKeySequence(f"Ctrl+{keys}"), window).activated.connect(do)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Keys come to what has the focus, then to the window; nothing else is watched, thirty times a second."""
        if before is not None and isValid(before) and before is not self._window:
            before.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event, watched):
            event.ignore()  # then it is the window's
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            return watched.window() is self._window and self._press(watched, event)
        return super().eventFilter(watched, event)

    def _press(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether the key is done with."""
        modified = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if modified or event.isAutoRepeat() or widget.property(OWN_KEYS):
            return False
        if isinstance(widget, FIELDS):
            if key is Qt.Key.Key_Escape:
                self._window.setFocus()
                return True
            return False
        if key is Qt.Key.Key_Space and isinstance(widget, QAbstractButton) and widget.isEnabled():
            return False  # it presses the button
        deed = self._on_page().get(key) or self._everywhere.get(key)
        if deed is not None:
            deed()
        return deed is not None


def _is_undo(event: QKeyEvent, field: QObject) -> bool:
    """Where the field itself has nothing to take back."""
    if not event.matches(QKeySequence.StandardKey.Undo):
        return False
    if isinstance(field, QTextEdit):
        return not field.document().isUndoAvailable()
    return isinstance(field, QLineEdit) and not field.isUndoAvailable()
