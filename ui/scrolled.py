"""A column that may be longer than its window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget


class _AsHighAsItsWords(QFrame):
    """Or a scroll area would keep room for the lines it would have in the narrowest window."""

    def minimumSizeHint(self) -> QSize:
        column = self.layout()
        return QSize() if column is not None and column.hasHeightForWidth() else super().minimumSizeHint()


class _AsHighAsItsColumn(QScrollArea):
    """Where there is room for it, and never higher."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        inside, hint = self.widget(), super().sizeHint()
        if inside is None:
            return hint
        own = inside.heightForWidth(self.viewport().width())
        return QSize(hint.width(), own if own >= 0 else inside.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # other lines, another height

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolled_within(column: QLayout, name: str, role: str = "paper", parent: QWidget | None = None) -> QScrollArea:
    """As scrolled(), for a part of a column: no higher than what is in it."""
    return _filled(_AsHighAsItsColumn(parent), column, name, role)


def scrolled(column: QLayout, name: str, role: str = "paper", parent: QWidget | None = None) -> QScrollArea:
    """Scrolls down, never aside; Tab brings what it goes to into sight."""
    return _filled(QScrollArea(parent), column, name, role)


def _filled(area: QScrollArea, column: QLayout, name: str, role: str) -> QScrollArea:
    inside = _AsHighAsItsWords()
    inside.setProperty("role", role)
    inside.setLayout(column)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
