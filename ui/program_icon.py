"""What stands for the program in a dock, a task bar and a folder: our sign in white on our green."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap

from ui.icons import Icon, draw_icon
from ui.theme import LIGHT

SIZES = (16, 32, 48, 64, 128, 256)  # pixels
_CORNER = 0.22  # of the side
_MARGIN = 0.03
_SIGN = 0.82  # its box, of the side


def paint_program_icon(size: int) -> QImage:
    """Square, in pixels; what is not painted is transparent."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    edge, side = size * _MARGIN, size * (1 - 2 * _MARGIN)
    painter.drawRoundedRect(QRectF(edge, edge, side, side), side * _CORNER, side * _CORNER)
    inset = size * (1 - _SIGN) / 2
    draw_icon(painter, Icon.BRAND, QRectF(inset, inset, size * _SIGN, size * _SIGN), QColor(LIGHT.on_accent))
    painter.end()
    return image


def program_icon() -> QIcon:
    """For the window itself."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(QPixmap.fromImage(paint_program_icon(size)))
    return made
