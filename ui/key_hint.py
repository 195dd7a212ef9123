"""A key and what it does, at the foot of the stage; the pointer may press it, too."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.buttons import draw_key, key_width
from ui.theme import Look, Type

_GAP = 8


class KeyHint(QWidget):
    clicked = Signal()

    def __init__(self, look: Look, key: str, label: str, high: int = 32, parent: QWidget | None = None) -> None:
        """`high`: px at 100 %."""
        super().__init__(parent)
        self._key, self._label, self._high = key, label, high
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_look(look)
        self.show_label(label)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_label(self, label: str) -> None:
        self._label = label
        self.setAccessibleName(f"{label}, key {self._key}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._look.font(Type.BODY)).horizontalAdvance(self._label)
        return QSize(round(key_width(self._look, self._key) + _GAP + words) + 2, self._look.px(self._high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, wide = self._look.colour, key_width(self._look, self._key)
        over = self.underMouse()
        colours = (colour("paper"), colour("edge" if over else "line"), colour("ink2"))
        draw_key(painter, self._look, self._key, 0, self.height() / 2, wide, colours)
        painter.setFont(self._look.font(Type.BODY))
        painter.setPen(colour("ink" if over else "ink2"))
        words = QRectF(wide + _GAP, 0, self.width() - wide - _GAP, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._label)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
