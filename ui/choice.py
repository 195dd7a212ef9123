"""One of several, in a list that opens: with a sign that it does."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.icons import Icon, draw_icon
from ui.theme import Look

_SIGN_PX, _AWAY_PX = 16, 8


class Choice(QComboBox):
    """What is too long for it can be read whole where it opens, and in its tip."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_look(look)
        self.currentTextChanged.connect(self.setToolTip)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def showPopup(self) -> None:  # noqa: N802
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 2 * _AWAY_PX)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._look.px(_SIGN_PX)
        where = QRectF(self.width() - side - _AWAY_PX, (self.height() - side) / 2, side, side)
        draw_icon(painter, Icon.CHEVRON, where, self._look.colour("ink2" if self.isEnabled() else "ink3"))
