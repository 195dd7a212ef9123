"""The rail: the script laid out in time. One function draws it on the stage, the desk and the ladder."""

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.review.telling import clock, span
from ui.theme import Look, Type

PAST_LIMIT = 1.2  # of the limit: an axis goes at least so far
MOST = 2.0  # and at most so far; what is longer is drawn broken
NEARLY = 0.8  # of the limit: from here on it is amber


class RailSize(Enum):
    """Height, and how far the limit's rule stands out; px."""

    STAGE = (16, 7)
    DESK = (10, 4)
    LADDER = (6, 3)


@dataclass(frozen=True, slots=True)
class RailState:
    """What a rail shows; s on the clock."""

    limit_s: float
    filled_s: float | None = None  # None: nothing was said yet
    sentence_ends_s: tuple[float, ...] = ()  # where each sentence should end at this person's pace
    longest_s: float = 0.0  # of all takes that are shown on this scale
    ground: str = "paper"  # the colour it lies on


def axis_end_s(limit_s: float, longest_s: float) -> float:
    """Where a rail's axis ends."""
    return max(min(max(PAST_LIMIT * limit_s, longest_s), MOST * limit_s), 0.1)


def describe(state: RailState) -> str:
    """A rail in words."""
    if state.filled_s is None:
        return f"Limit {clock(state.limit_s)}."
    said = clock(state.filled_s)
    if state.filled_s > state.limit_s:
        return f"{said}, {span(state.filled_s - state.limit_s)} over the limit of {clock(state.limit_s)}."
    return f"{said} of {clock(state.limit_s)}."


def draw_hatch(painter: QPainter, box: QRectF, ground: QColor | None, stripe: QColor, wide: float = 2.5) -> None:
    """Stripes at 45°, every 6 px."""
    if box.width() <= 0 or box.height() <= 0:
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    if ground:
        painter.fillRect(box, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(stripe, wide)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    apart = 6 * math.sqrt(2)
    x = math.floor((box.left() - box.height()) / apart) * apart
    while x < box.right() + 4:
        painter.drawLine(QPointF(x - 4, box.bottom() + 4), QPointF(x + box.height() + 4, box.top() - 4))
        x += apart
    painter.restore()


def draw_rail(painter: QPainter, look: Look, box: QRectF, state: RailState, size: RailSize) -> None:
    """Draw a rail whose track fills the box; the limit's rule stands out above and below it."""
    end = axis_end_s(state.limit_s, max(state.longest_s, state.filled_s or 0.0))
    colour = look.colour
    filled = state.filled_s
    if filled is not None and not look.motion:
        filled = math.floor(filled)
    over = filled is not None and filled > state.limit_s

    def x(seconds: float) -> float:
        return box.left() + min(max(seconds / end, 0.0), 1.0) * box.width()

    def part(start: float, stop: float) -> QRectF:
        return QRectF(x(start), box.top(), x(stop) - x(start), box.height())

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rounded = QPainterPath()
    rounded.addRoundedRect(box, 2, 2)
    painter.setClipPath(rounded, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, colour("sunk"))
    if filled is not None and filled > 0:
        steps = size is RailSize.STAGE
        calm = NEARLY * state.limit_s if steps else state.limit_s
        painter.fillRect(part(0, min(filled, calm)), colour("accent"))
        if steps and filled > calm:
            painter.fillRect(part(calm, min(filled, state.limit_s)), colour("amber_fill"))
        if over:
            draw_hatch(painter, part(state.limit_s, filled), colour("rust_soft"), colour("rust_fill"))
    for seconds in state.sentence_ends_s:
        if 0 < seconds < end:
            painter.fillRect(QRectF(x(seconds) - 1, box.top(), 2, box.height()), colour(state.ground))
    if max(state.longest_s, filled or 0.0) > end:  # broken: it goes on further than is shown
        for away in (10, 16):
            painter.setPen(QPen(colour(state.ground), 2.5))
            painter.drawLine(
                QPointF(box.right() - away - 2, box.bottom() + 2), QPointF(box.right() - away + 3, box.top() - 2)
            )
    painter.restore()
    out = size.value[1]
    rule = QRectF(x(state.limit_s) - 1, box.top() - out, 2, box.height() + 2 * out)
    painter.fillRect(rule, colour("rust" if over else "ink"))


_LABEL_BELOW_PX = {RailSize.STAGE: 10, RailSize.DESK: 10}


class Rail(QWidget):
    """A rail with its limit named below; in the ladder without a name."""

    def __init__(self, look: Look, size: RailSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._state = RailState(30.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time")
        self.show_look(look)
        self.show_rail(self._state)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_rail(self, state: RailState) -> None:
        if state != self._state:
            self._state = state
            self.update()
        says = describe(state)
        if says != self.accessibleDescription():
            self.setAccessibleDescription(says)

    @property
    def state(self) -> RailState:
        return self._state

    def sizeHint(self) -> QSize:
        high, out = self._size.value
        named = self._size in _LABEL_BELOW_PX
        below = _LABEL_BELOW_PX[self._size] + self._look.line_px(Type.BODY) if named else out
        return QSize(200, out + high + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        high, out = self._size.value
        box = QRectF(0, out, self.width(), high)
        draw_rail(painter, self._look, box, self._state, self._size)
        if self._size not in _LABEL_BELOW_PX:
            return
        stage = self._size is RailSize.STAGE
        text = clock(self._state.limit_s) + ("" if stage else " limit")
        painter.setFont(self._look.font(Type.BODY if stage else Type.LABEL))
        painter.setPen(self._look.colour("ink2" if stage else "ink3"))
        end = axis_end_s(self._state.limit_s, max(self._state.longest_s, self._state.filled_s or 0.0))
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(self._state.limit_s / end * self.width() - wide / 2, 0), self.width() - wide)
        top = out + high + _LABEL_BELOW_PX[self._size]
        painter.drawText(
            QRectF(left, top - 2, wide + 2, self._look.line_px(Type.BODY)), Qt.AlignmentFlag.AlignVCenter, text
        )
