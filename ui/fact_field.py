"""A field of one line that ends in “…” while nobody writes in it and it has no room for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QStylePainter

_MARGIN_PX = 2  # Qt's own, beside the text of a field


class FactField(QLineEdit):
    def seen(self) -> str:
        """As much of what stands in it as is shown."""
        if self.hasFocus():
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room()[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        seen = self.seen()
        if seen == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        left, wide = self._room()
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(left, 0, wide, self.height(), Qt.AlignmentFlag.AlignVCenter, seen)

    def _room(self) -> tuple[int, int]:
        """px from the left, and width."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.left() + _MARGIN_PX, inside.width() - 2 * _MARGIN_PX
