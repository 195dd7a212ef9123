"""A column that may be longer than its window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class _AsHighAsItsWords(QFrame):
    """Or a scroll area would keep room for the lines it would have in the narrowest window."""

    def minimumSizeHint(self) -> QSize:
        return QSize()


def scrolled(column: QLayout, name: str, role: str = "paper", parent: QWidget | None = None) -> QScrollArea:
    """Scrolls down, never aside; Tab brings what it goes to into sight."""
    inside = _AsHighAsItsWords()
    inside.setProperty("role", role)
    inside.setLayout(column)
    area = QScrollArea(parent)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
