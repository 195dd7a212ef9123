"""Three linked rings that fill with clean takes; the third is "Ready."."""

from PySide6.QtCore import QPointF, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.practice.ladder import READY
from ui.icons import Icon, draw_icon
from ui.theme import Look

_FILL_MS, _OUTER_MS = 120, 240
_SMALL = (7.0, 28.0, 2.0)  # radius, from middle to middle, width of the line
_LARGE = (16.0, 48.0, 3.0)
_OUTER_RADIUS = 22.0


class Rings(QWidget):
    """Shows how many clean takes there are in a row."""

    def __init__(self, look: Look, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = large
        self._clean = 0
        self._passed_ms = float(READY * _FILL_MS + _OUTER_MS)  # of the celebration
        self._run = QVariantAnimation(self)
        self._run.valueChanged.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Clean takes in a row")
        self.show_look(look)
        self.show_clean(0)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_clean(self, count: int, celebrate: bool = False) -> None:
        """`celebrate`: they fill one after the other, the outer one last; at once where motion is reduced."""
        self._clean = min(max(count, 0), READY)
        self.setAccessibleDescription("Ready." if self._clean == READY else f"{self._clean} of {READY} clean.")
        self._run.stop()
        whole = READY * _FILL_MS + _OUTER_MS
        if celebrate and self._look.ms(whole):
            self._run.setDuration(whole)
            self._run.setStartValue(0.0)
            self._run.setEndValue(float(whole))
            self._passed_ms = 0.0
            self._run.start()
        else:
            self._passed_ms = float(whole)
        self.update()

    def _step(self, passed_ms: float) -> None:
        self._passed_ms = passed_ms
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(148, 52) if self._large else QSize(72, 16)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, apart, wide = _LARGE if self._large else _SMALL
        middle = self.height() / 2
        first = self.width() / 2 - apart
        accent, line, edge = (self._look.colour(each) for each in ("accent", "line", "edge"))
        filled = [min(max(self._passed_ms / _FILL_MS - ring, 0.0), 1.0) * (ring < self._clean) for ring in range(READY)]
        for ring in range(READY - 1):
            x = first + ring * apart
            painter.setPen(QPen(accent if filled[ring + 1] > 0 else line, wide))
            painter.drawLine(QPointF(x + radius, middle), QPointF(x + apart - radius, middle))
        for ring, part in enumerate(filled):
            centre = QPointF(first + ring * apart, middle)
            painter.setPen(QPen(accent if part > 0 else edge, 2))
            painter.setBrush(QBrush())
            painter.drawEllipse(centre, radius - 1, radius - 1)
            if part > 0:
                painter.setBrush(accent)
                painter.drawEllipse(centre, (radius - 1) * part, (radius - 1) * part)
            if part >= 1 and self._large:
                box = QRectF(centre.x() - 11, middle - 11, 22, 22)
                draw_icon(painter, Icon.CHECK, box, self._look.colour("on_accent"), 2.2)
        outer = min(max((self._passed_ms - READY * _FILL_MS) / _OUTER_MS, 0.0), 1.0)
        if self._large and self._clean == READY and outer > 0:
            painter.setPen(QPen(accent, 2))
            painter.setBrush(QBrush())
            around = radius + (_OUTER_RADIUS - radius) * outer
            painter.drawEllipse(QPointF(first + 2 * apart, middle), around, around)
