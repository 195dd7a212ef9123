"""The level meter: twenty bars, the peak held for a second, and words where nothing comes in."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.audio.level import Meter
from ui.theme import Look, Type

BARS = 20
LOWEST_DBFS = -60.0
HELD_S = 1.0  # how long a peak stays
FLAT_S = 2.0  # how long nothing must come in before it says so
FLAT_DBFS = -90.0  # no room is as quiet
_BAR, _GAP, _HIGH = 5, 3, 16
NOTHING = "No sound is coming in"


@dataclass(frozen=True, slots=True)
class MeterState:
    """What the meter shows, followed over time by `after`. `at_s` is any clock that only goes forward."""

    bars: int = 0  # lit, of twenty
    peak: int = 0  # the highest bar of the last second, from 1; 0: none
    peak_at_s: float = -math.inf
    sound_at_s: float | None = None  # when anything last came in; None: not asked yet
    flat: bool = False
    clipped: bool = False

    def after(self, level: Meter, at_s: float) -> "MeterState":
        bars, peak = bars_of(level.rms_dbfs), bars_of(level.peak_dbfs)
        held = replace(self, bars=bars, clipped=level.clipped)
        if peak >= self.peak or at_s - self.peak_at_s >= HELD_S:
            held = replace(held, peak=peak, peak_at_s=at_s)
        if self.sound_at_s is None or level.rms_dbfs > FLAT_DBFS:
            return replace(held, sound_at_s=at_s, flat=False)
        return replace(held, flat=at_s - self.sound_at_s >= FLAT_S)


def bars_of(dbfs: float) -> int:
    """How many bars a level lights."""
    if dbfs <= LOWEST_DBFS:
        return 0
    return min(math.ceil((dbfs - LOWEST_DBFS) / -LOWEST_DBFS * BARS), BARS)


class LevelMeter(QWidget):
    """Shows a MeterState."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = MeterState()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Microphone level")
        self.show_look(look)
        self.show_level(self._state)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_level(self, state: MeterState) -> None:
        before, self._state = self._state, state
        if state.flat != before.flat:
            self.updateGeometry()
        if (state.bars, state.peak, state.flat, state.clipped) != (
            before.bars,
            before.peak,
            before.flat,
            before.clipped,
        ):
            self.update()
        says = NOTHING + "." if state.flat else "Too loud." if state.clipped else "Sound is coming in."
        if says != self.accessibleDescription():
            self.setAccessibleDescription(says)

    @property
    def state(self) -> MeterState:
        return self._state

    def _words_width(self) -> int:
        return round(len(NOTHING) * self._look.px(7)) + 16

    def sizeHint(self) -> QSize:
        bars = BARS * (_BAR + _GAP) - _GAP
        return QSize(bars + (self._words_width() if self._state.flat else 0), max(_HIGH, self._look.line_px(Type.BODY)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, colour = self._state, self._look.colour
        left = self.width() - (BARS * (_BAR + _GAP) - _GAP)
        if state.flat:
            painter.setPen(colour("rust"))
            painter.setFont(self._look.font(Type.BODY_MEDIUM))
            words = QRectF(0, 0, left - 12, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, NOTHING)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _HIGH) / 2
        for bar in range(1, BARS + 1):
            token = "accent" if bar <= state.bars else "ink" if bar == state.peak else "sunk"
            if state.clipped and bar == BARS:
                token = "rust_fill"
            painter.setBrush(colour(token))
            painter.drawRoundedRect(QRectF(left + (bar - 1) * (_BAR + _GAP), top, _BAR, _HIGH), 1, 1)


def _drawn(state: MeterState) -> tuple[int, int, bool, bool]:
    """What of a state can be seen."""
    return state.bars, state.peak, state.flat, state.clipped
