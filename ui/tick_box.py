"""A box that is ticked or not: its border and its tick can be seen in both themes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.icons import Icon, draw_icon
from ui.theme import Look

_BOX_PX, _AWAY_PX = 18, 3  # the box, and the ring around it while it has the focus


class TickBox(QCheckBox):
    """Without a label; what it is about stands beside it, and in its accessible name."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        side = look.px(_BOX_PX) + 2 * _AWAY_PX
        self.setFixedSize(side, side)
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def hitButton(self, position: object) -> bool:  # noqa: N802, ARG002  all of it
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_AWAY_PX, _AWAY_PX, -_AWAY_PX, -_AWAY_PX)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(box, 4, 4)
            draw_icon(painter, Icon.CHECK, box.adjusted(2, 2, -2, -2), look.colour("on_accent"), 2.4)
        else:
            painter.setPen(QPen(look.colour("edge"), 1))
            painter.setBrush(look.colour("paper"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
