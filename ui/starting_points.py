"""What a new message may begin from: offered below the script for as long as nothing is written."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from app.script.templates import StartingPoint
from ui.buttons import Button, Kind, Size
from ui.text import Text
from ui.theme import Look, Type

_ROW = 28
_LEAST_ROWS = 3
_MARKS = "What is in (parentheses) is not spoken; what is in {braces} is asked for before a rep."


class StartingPoints(QWidget):
    """Enter or a click takes one."""

    chosen = Signal(object)  # a StartingPoint
    asked = Signal()  # for an interview instead

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[StartingPoint, ...] = ()
        self.list = _List()
        self.list.setAccessibleName("Starting points")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.currentRowChanged.connect(self._show_when)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.list.taken.connect(self._choose)
        self._when = Text(look, "", Type.LABEL, "ink3", wraps=True)
        self.ask = Button(look, "Answer a few questions", kind=Kind.PLAIN, size=Size.SMALL, key="Ctrl I")
        self.ask.clicked.connect(self.asked)
        self._or = Text(look, "Or begin with", Type.LABEL_MEDIUM, "ink3")
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(4)
        head.addWidget(self._or, 1)
        head.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._when)
        column.addStretch()
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.list.setFont(look.font(Type.READING))
        self._set_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where the text is too large for both in a row."""
        fits = self._or.sizeHint().width() + self.ask.sizeHint().width() + self._head.spacing() <= self.width()
        flow = QBoxLayout.Direction
        self._head.setDirection(flow.LeftToRight if fits else flow.TopToBottom)
        super().resizeEvent(event)

    def show_points(self, points: Sequence[StartingPoint]) -> None:
        self.points = tuple(points)
        self.list.clear()
        for each in points:
            item = QListWidgetItem(each.title)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, each.when)
            item.setToolTip(each.when)
            self.list.addItem(item)
        self._set_rows()
        self._show_when(-1)

    @property
    def are_known(self) -> bool:
        return bool(self.points)

    def _set_rows(self) -> None:
        high = self._look.px(_ROW)
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, high))
        self.list.setMinimumHeight(_LEAST_ROWS * high)
        self.list.updateGeometry()
        self._when.setMinimumHeight(self._look.line_px(Type.LABEL))

    def _show_when(self, row: int) -> None:
        self._when.show_text(self.points[row].when if 0 <= row < len(self.points) else _MARKS)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.points):
            self.chosen.emit(self.points[row])


class _List(QListWidget):
    """Return takes the one at hand; letters and Space belong to the window."""

    taken = Signal(int)  # its row

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """All of it."""
        rows = sum(self.item(row).sizeHint().height() for row in range(self.count()))
        return QSize(super().sizeHint().width(), rows + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.currentRow())
        elif event.text().strip() or event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)
