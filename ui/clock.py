"""The big clock: quiet, nearly over, over. Nothing changes its place between them."""

import math
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.review.telling import clock
from ui.rail import NEARLY
from ui.theme import Look, Type


class Zone(StrEnum):
    """Where the clock stands."""

    COUNTDOWN = "countdown"
    CALM = "calm"
    NEARLY = "nearly"  # from 80 % of the limit
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ClockState:
    elapsed_s: float  # negative while it counts down
    limit_s: float

    @property
    def zone(self) -> Zone:
        if self.elapsed_s < 0:
            return Zone.COUNTDOWN
        if self.elapsed_s > self.limit_s:
            return Zone.OVER
        return Zone.NEARLY if self.elapsed_s >= NEARLY * self.limit_s else Zone.CALM

    @property
    def digits(self) -> str:
        return str(math.ceil(-self.elapsed_s)) if self.elapsed_s < 0 else clock(self.elapsed_s)

    @property
    def beside(self) -> str:
        """What stands beside the digits."""
        match self.zone:
            case Zone.OVER:
                whole = math.floor(self.elapsed_s - self.limit_s)
                return f"{whole} s over" if whole else "Over"
            case Zone.NEARLY:
                return f"{math.ceil(self.limit_s - self.elapsed_s)} s left"
            case _:
                return f"of {clock(self.limit_s)}"


_BESIDE_X = {Zone.OVER: 24}
_CALM_X = 20
_HIGH = 104


class BigClock(QWidget):
    """Shows a ClockState."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ClockState(0.0, 30.0)
        self._shown: tuple[str, str, Zone] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Clock")
        self.show_look(look)
        self.show_time(self._state)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_time(self, state: ClockState) -> None:
        """May be called at any rate: it draws again only when what it shows has changed."""
        self._state = state
        shown = (state.digits, state.beside, state.zone)
        if shown == self._shown:
            return
        self._shown = shown
        if state.zone is Zone.COUNTDOWN:
            self.setAccessibleDescription(f"Starts in {state.digits}. Limit {clock(state.limit_s)}.")
        else:
            self.setAccessibleDescription(f"{state.digits}, {state.beside}. Limit {clock(state.limit_s)}.")
        self.update()

    @property
    def state(self) -> ClockState:
        return self._state

    def sizeHint(self) -> QSize:
        return QSize(400, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        state, look = self._state, self._look
        painter = QPainter(self)
        font = look.font(Type.CLOCK)
        metrics = QFontMetricsF(font)
        baseline = (_HIGH + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        over = state.zone is Zone.OVER
        painter.setPen(look.colour("rust" if over else "ink"))
        painter.drawText(QPointF(0, baseline), state.digits)
        x = metrics.horizontalAdvance(state.digits) + _BESIDE_X.get(state.zone, _CALM_X)
        if over:
            small = look.line_px(Type.HEADING) + 2
            big = look.line_px(Type.TITLE)
            bottom = _HIGH - 12
            self._line(painter, x, bottom - small - big, big, state.beside, Type.TITLE, "rust")
            self._line(painter, x, bottom - small, small, f"Limit {clock(state.limit_s)}", Type.READING, "ink2")
            return
        strong = state.zone is Zone.NEARLY
        high = look.line_px(Type.BESIDE_CLOCK)
        size = Type.BESIDE_CLOCK_STRONG if strong else Type.BESIDE_CLOCK
        self._line(painter, x, _HIGH - 14 - high, high, state.beside, size, "amber" if strong else "ink2")

    def _line(self, painter: QPainter, x: float, top: float, high: float, text: str, size: Type, tone: str) -> None:
        font = self._look.font(size)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.colour(tone))
        painter.drawText(QPointF(x, top + (high + metrics.ascent() - metrics.descent()) / 2), text)


_EDGE_PX = 4


class HeadBand(QFrame):
    """The head of the stage: paper, and tinted with an edge below once the limit is passed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_zone(self, zone: Zone) -> None:
        if (zone is Zone.OVER) != self._over:
            self._over = zone is Zone.OVER
            self.update()

    @property
    def ground(self) -> str:
        """The colour that lies on it now, for the rail's gaps."""
        return "rust_soft" if self._over else "paper"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(self.ground))
        if self._over:
            edge = QRectF(0, self.height() - _EDGE_PX, self.width(), _EDGE_PX)
            painter.fillRect(edge, self._look.colour("rust_fill"))
