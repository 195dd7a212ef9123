"""All keys, over the window, for as long as one looks."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.key_hint import KeyHint
from ui.keys import OWN_KEYS, SHOWN
from ui.text import Text
from ui.theme import Look, Type

_MOST, _ROW_PX = 14, 26  # keys in a column, and how high each is: what the least window has room for


class HelpOverlay(QWidget):
    """Hidden until toggled; any key or click closes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setProperty(OWN_KEYS, True)
        self.setAccessibleName("All keys")
        card = QFrame()
        card.setProperty("role", "card")
        columns = QHBoxLayout()
        columns.setSpacing(40)
        column, rows = QVBoxLayout(), 0
        columns.addLayout(column)
        for group, keys in SHOWN:
            if rows + len(keys) > _MOST:
                column.addStretch()
                column, rows = QVBoxLayout(), 0
                columns.addLayout(column)
            rows += len(keys)
            grid = QGridLayout()
            grid.setHorizontalSpacing(0)
            grid.setVerticalSpacing(2)
            grid.addWidget(Text(look, group, Type.BODY_STRONG), 0, 0)
            for row, (key, does) in enumerate(keys, 1):
                hint = KeyHint(look, key, does, _ROW_PX)
                hint.clicked.connect(self.hide)
                grid.addWidget(hint, row, 0, Qt.AlignmentFlag.AlignLeft)
            column.addLayout(grid)
            column.addSpacing(12)
        column.addStretch()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(20)
        inside.addWidget(Text(look, "Keys", Type.TITLE))
        inside.addLayout(columns)
        whole = QVBoxLayout(self)
        whole.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        said = "; ".join(f"{key}: {does}" for _, keys in SHOWN for key, does in keys)
        self.setAccessibleDescription(said)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.hide()
            return
        self.raise_()
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Nothing behind the veil acts on a key, be it a shortcut or Tab."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _: bool) -> bool:  # noqa: N802
        return False  # then Tab is a key as any other

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        veil = QColor(0, 0, 0)
        veil.setAlphaF(0.4)
        QPainter(self).fillRect(self.rect(), veil)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: ARG002
        self.hide()
