"""Which colours stand in a part of what a widget draws."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def colours_of(widget: QWidget, part: QRect | None = None) -> set[str]:
    """As #RRGGBB, of a widget as it is drawn now."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.bytesPerLine() // 4)
    box = (part or picture.rect()) & picture.rect()
    inside = rows[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
    return {f"#{int(value) & 0xFFFFFF:06X}" for value in np.unique(inside)}
