"""The take along the clock, drawn: marks, sound, words, pace, limit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.audio.waveform import Waveform
from app.review.account import Review
from app.review.finding import Certainty, Finding, Kind
from app.review.marks import chip_label
from app.review.telling import clock, length_s, order_of_fixes
from ui.marks_paint import draw_number
from ui.rail import PAST_LIMIT, draw_hatch
from ui.theme import Look, Type

_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_LEFT, _RIGHT = 64, 8  # px free beside the axis
_BAR_EVERY, _BAR_WIDE = 4, 2
_CHIP_HIGH = 18  # px at 100 %
_LOUDEST = 0.4  # of full scale fills the lane; only what is very quiet is drawn larger
_CHIPS = {
    Kind.FILLED_PAUSE: ("amber_soft", None, "amber", 9.0),
    Kind.LEXICAL_FILLER: ("paper", "rust", "rust", 3.0),
    Kind.INSERTION: ("paper", "rust", "rust", 3.0),
    Kind.LONG_PAUSE: ("sunk", None, "ink2", 3.0),
    Kind.REPETITION: ("paper", "amber", "amber", 3.0),
    Kind.SELF_CORRECTION: ("paper", "amber", "amber", 3.0),
    Kind.LEVEL: ("paper", "rust", "rust", 3.0),
}


@dataclass(frozen=True, slots=True)
class TimelineState:
    """A take to be drawn."""

    review: Review
    waveform: Waveform | None = None  # None: not read yet, the words stand for it
    chosen: Finding | None = None
    pace_wpm: tuple[float, float] = (130.0, 170.0)  # the band in which nothing is said about the pace


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the lane of marks; px."""

    finding: Finding
    x: float
    width: float
    label: str  # empty: no room, only a dot
    fix: int | None


class Rows:
    """How high everything stands; px from the widget's top, for text that is `k` times as large as at 100 %."""

    def __init__(self, k: float, narrow: bool) -> None:
        if narrow:  # no higher than its words and chips need
            self.marks_y = _CHIP_HIGH * k / 2 + 2
            self.sound_half = 18.0
            self.sound_y = self.marks_y + _CHIP_HIGH * k / 2 + 11 + self.sound_half
            self.pace_top, self.pace_high = self.sound_y + self.sound_half + 12, 16 * k + 8
            self.axis_y = self.pace_top + self.pace_high + 4
        else:
            self.marks_y = 22 * k
            self.sound_y, self.sound_half = 70 * k, 24 * k
            self.pace_top, self.pace_high = self.sound_y + self.sound_half + 14 * k, 38 * k
            self.axis_y = self.pace_top + self.pace_high + 8 * k
        self.height = self.axis_y + 22 * k


class Lanes(Rows):
    """Where everything stands; px from the widget's top left, s from the take's first sample."""

    def __init__(self, look: Look, state: TimelineState, width: float, narrow: bool) -> None:
        k = look.scale
        super().__init__(k, narrow)
        self.left, self.right = _LEFT * k, max(width - _RIGHT, _LEFT * k + 40)
        review = state.review
        self.origin_s = review.take.origin_s
        last = max([word.end for word in review.words], default=0.0) - self.origin_s
        first = min([word.start for word in review.words], default=0.0) - self.origin_s
        self.start = float(min(0, math.floor(first + 0.05)))
        self.end = max(PAST_LIMIT * review.limit_s, last, length_s(review), self.start + 1.0)
        self.px_s = (self.end - self.start) / (self.right - self.left)  # s in one px
        self.marks = tuple(_set_marks(look, state, self))

    @property
    def sound_top(self) -> float:
        return self.sound_y - self.sound_half - 6

    def x(self, take_s: float) -> float:
        part = (take_s - self.origin_s - self.start) / (self.end - self.start)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def take_s(self, x: float) -> float:
        """The moment of the take at a place; not before its first sample."""
        part = min(max((x - self.left) / (self.right - self.left), 0.0), 1.0)
        return max(self.start + part * (self.end - self.start) + self.origin_s, 0.0)


def _set_marks(look: Look, state: TimelineState, lanes: Lanes) -> Iterator[Mark]:
    review = state.review
    fixes = order_of_fixes(review.findings, review.script)
    certain = [each for each in review.findings if each.kind in _CHIPS and each.certainty is Certainty.CERTAIN]
    shown = [*fixes, *(each for each in certain if each not in fixes)]
    metrics = QFontMetricsF(look.font(Type.BADGE))
    taken: list[tuple[float, float]] = []
    for finding in shown:
        at = finding.start if finding.kind is Kind.OVERRUN else (finding.start + finding.end) / 2
        limit_s = review.take.origin_s + review.limit_s
        x = lanes.x(limit_s if finding.kind is Kind.OVERRUN else at)
        fix = fixes.index(finding) + 1 if finding in fixes else None
        label = str(fix) if fix else chip_label(finding)
        width = _CHIP_HIGH * look.scale if fix else max(metrics.horizontalAdvance(label) + 10, 20.0)
        room = not any(start < x + width / 2 and x - width / 2 < end for start, end in taken)
        if room:
            taken.append((x - width / 2 - 2, x + width / 2 + 2))
        yield Mark(finding, x, width if room else 6.0, label if room else "", fix if room else None)


class TimelinePainter:
    """Draws a take's lanes."""

    def __init__(self, painter: QPainter, look: Look, state: TimelineState, lanes: Lanes) -> None:
        self._painter, self._look, self._state, self._lanes = painter, look, state, lanes
        self._over = state.review.take.overrun_s > 0
        self._limit_s = state.review.take.origin_s + state.review.limit_s
        spoken, (slow, fast) = [wpm for _, wpm in state.review.metrics.pace_curve], state.pace_wpm
        self._paces = min([slow - 30, *spoken]), max([fast + 20, *spoken])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self) -> None:
        self._band()
        self._after_limit()
        self._chosen()
        self._sound()
        self._levels()
        self._words()
        self._pace()
        self._axis()
        self._marks()

    def _text(self, box: QRectF, text: str, flags: Qt.AlignmentFlag, tone: str = "ink3", strong: bool = False) -> None:
        self._painter.setPen(self._look.colour(tone))
        self._painter.setFont(self._look.font(Type.LABEL_STRONG if strong else Type.LABEL))
        self._painter.drawText(box, flags | Qt.AlignmentFlag.AlignVCenter, text)

    def _name(self, y: float, text: str) -> None:
        self._text(QRectF(0, y - 10, self._lanes.left, 20), text, Qt.AlignmentFlag.AlignLeft)

    def _after_limit(self) -> None:
        if not self._over:
            return
        lanes = self._lanes
        left = lanes.x(self._limit_s)
        right = lanes.x(self._limit_s + self._state.review.take.overrun_s)
        box = QRectF(left, lanes.sound_top, max(right - left, 1.0), lanes.axis_y - lanes.sound_top)
        stripe = _blend(self._look.colour("rust_fill"), self._look.colour("rust_soft"), 0.45)
        draw_hatch(self._painter, box, self._look.colour("rust_soft"), stripe, 1.5)

    def _chosen(self) -> None:
        chosen = self._state.chosen
        if chosen is None:
            return
        lanes = self._lanes
        left, right = lanes.x(chosen.start), lanes.x(chosen.end)
        spare = max(10 - (right - left), 0.0) / 2
        box = QRectF(left - spare, lanes.sound_top + 0.5, right - left + 2 * spare, 2 * lanes.sound_half + 11)
        self._painter.setPen(QPen(self._look.colour("accent"), 1))
        self._painter.setBrush(self._look.colour("accent_soft"))
        self._painter.drawRoundedRect(box, 3, 3)

    def _sound(self) -> None:
        lanes, state = self._lanes, self._state
        self._name(lanes.sound_y, "Sound")
        if state.waveform is None:
            return
        end_s = min(state.waveform.duration_s, lanes.end + lanes.origin_s)
        start_s = max(lanes.start + lanes.origin_s, 0.0)
        left = lanes.x(start_s)
        count = int((lanes.x(end_s) - left) / _BAR_EVERY)
        if count < 1:
            return
        bars = state.waveform.bars(start_s, end_s, count)
        loudest = max(max((max(bar.greatest, -bar.least) for bar in bars), default=1.0), 1e-4)
        gain = lanes.sound_half / max(loudest, min(_LOUDEST, 4 * loudest))
        ums = [(each.start, each.end) for each in state.review.findings if each.kind is Kind.FILLED_PAUSE]
        self._painter.setPen(Qt.PenStyle.NoPen)
        step_s = (end_s - start_s) / count
        tones = None
        for place, bar in enumerate(bars):
            at_s = start_s + (place + 0.5) * step_s
            um = any(start <= at_s <= end for start, end in ums)
            after = self._over and at_s > self._limit_s
            before, tones = tones, ("amber_fill",) * 2 if um else ("rust_fill", "rust") if after else ("wave", "ink3")
            if tones != before:
                peak, loudness = map(self._look.colour, tones)
            x = left + place * _BAR_EVERY
            up, down = max(bar.greatest * gain, 0.75), max(-bar.least * gain, 0.75)
            self._painter.setBrush(peak)
            self._painter.drawRoundedRect(QRectF(x, lanes.sound_y - up, _BAR_WIDE, up + down), 1, 1)
            loud = min(bar.rms * gain, up, down)
            self._painter.fillRect(QRectF(x, lanes.sound_y - loud, _BAR_WIDE, 2 * loud), loudness)

    def _levels(self) -> None:
        lanes, state = self._lanes, self._state
        for finding in state.review.findings:
            if finding.kind is Kind.LEVEL:
                y = lanes.sound_y + lanes.sound_half + 3
                from_x, to_x = lanes.x(finding.start), lanes.x(finding.end)
                self._painter.fillRect(QRectF(from_x, y, max(to_x - from_x, 4.0), 2), self._look.colour("rust_fill"))

    def _words(self) -> None:
        """A tick as long as each word below the sound; blocks in its place where it is not read yet."""
        lanes, state = self._lanes, self._state
        bare = state.waveform is None
        high = lanes.sound_half if bare else 2.0
        y = lanes.sound_y - high / 2 if bare else lanes.sound_y + lanes.sound_half + 7
        self._painter.setPen(Qt.PenStyle.NoPen)
        ticks: dict[bool, list[QRectF]] = {True: [], False: []}  # of the script, or not
        free_s = {True: -math.inf, False: -math.inf}  # of many words in one px the first stands for all
        for word in state.review.words:
            of_script = word.script_word is not None
            if word.start >= free_s[of_script]:
                free_s[of_script] = word.start + lanes.px_s
                x = lanes.x(word.start)
                ticks[of_script].append(QRectF(x, y, max(lanes.x(word.end) - x - 1, 1.0), high))
        for of, token in ((True, "wave"), (False, "amber_fill")):
            self._painter.setBrush(self._look.colour(token))
            self._painter.drawRects(ticks[of])

    def _pace_y(self, wpm: float) -> float:
        low, high = self._paces
        return self._lanes.pace_top + self._lanes.pace_high * (high - wpm) / (high - low)

    def _band(self) -> None:
        lanes, (slow, fast) = self._lanes, self._state.pace_wpm
        self._name(lanes.pace_top + lanes.pace_high / 2, "Pace")
        top, bottom = self._pace_y(fast), self._pace_y(slow)
        self._painter.fillRect(
            QRectF(lanes.left, top, lanes.right - lanes.left, bottom - top), self._look.colour("sunk")
        )
        says = f"{slow:.0f}–{fast:.0f}"
        wide = QFontMetricsF(self._look.font(Type.LABEL)).horizontalAdvance(says) + 4
        if lanes.x(self._limit_s + self._state.review.take.overrun_s) < lanes.right - wide:  # no hatch lies there
            box = QRectF(lanes.right - wide - 2, (top + bottom) / 2 - 10, wide, 20)
            self._text(box, says, Qt.AlignmentFlag.AlignRight)

    def _pace(self) -> None:
        curve, lanes, y = self._state.review.metrics.pace_curve, self._lanes, self._pace_y
        if len(curve) < 2:
            return
        path = QPainterPath(QPointF(lanes.x(curve[0][0]), y(curve[0][1])))
        for (before_s, before), (at_s, wpm) in pairwise(curve):
            middle = (lanes.x(before_s) + lanes.x(at_s)) / 2
            path.cubicTo(middle, y(before), middle, y(wpm), lanes.x(at_s), y(wpm))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._look.colour("ink2"), 1.6))
        self._painter.drawPath(path)

    def _axis(self) -> None:
        lanes, look = self._lanes, self._look
        self._painter.setPen(QPen(look.colour("line"), 1))
        self._painter.drawLine(QPointF(lanes.left, lanes.axis_y), QPointF(lanes.right, lanes.axis_y))
        limit_x = lanes.x(self._limit_s)
        limit_text = f"{clock(self._state.review.limit_s)} limit"
        span_s = lanes.end - lanes.start
        room = max((lanes.right - lanes.left) / (60 * look.scale), 2)
        step = next((each for each in _STEPS_S if span_s / each <= room), math.ceil(span_s / room))
        aside = QFontMetricsF(look.font(Type.LABEL_STRONG)).horizontalAdvance(limit_text) / 2 + 18 * look.scale
        for tick in range(math.ceil(lanes.start / step) * step, math.floor(lanes.end) + 1, step):
            x = lanes.x(tick + lanes.origin_s)
            if abs(x - limit_x) < aside:
                continue
            self._painter.setPen(QPen(look.colour("edge"), 1))
            self._painter.drawLine(QPointF(x, lanes.axis_y), QPointF(x, lanes.axis_y + 4))
            shown = f"−{clock(-tick)}" if tick < 0 else clock(tick)
            start = x if x <= lanes.left + 1 else x - 40
            flag = Qt.AlignmentFlag.AlignLeft if x <= lanes.left + 1 else Qt.AlignmentFlag.AlignHCenter
            if x > lanes.right - 16:
                start, flag = x - 80, Qt.AlignmentFlag.AlignRight
            self._text(QRectF(start, lanes.axis_y + 4, 80, 18 * look.scale), shown, flag)
        tone = "rust" if self._over else "ink2"
        rule = QRectF(limit_x - 1, lanes.sound_top - 2, 2, lanes.axis_y + 7 - lanes.sound_top)
        self._painter.fillRect(rule, look.colour(tone))
        box = QRectF(limit_x - 60, lanes.axis_y + 4, 120, 18 * look.scale)
        self._text(box, limit_text, Qt.AlignmentFlag.AlignHCenter, tone, strong=True)

    def _marks(self) -> None:
        lanes, look = self._lanes, self._look
        self._name(lanes.marks_y, "Marks")
        if not lanes.marks:
            self._text(QRectF(lanes.left, lanes.marks_y - 10, 200, 20), "None", Qt.AlignmentFlag.AlignLeft)
        for mark in lanes.marks:
            self._painter.setPen(QPen(look.colour("line"), 1))
            self._painter.drawLine(QPointF(mark.x, lanes.marks_y + 10 * look.scale), QPointF(mark.x, lanes.sound_top))
        for mark in lanes.marks:
            if not mark.label:  # no room for its chip
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(look.colour("edge"))
                self._painter.drawEllipse(QPointF(mark.x, lanes.marks_y + 10), 2, 2)
            elif mark.fix is not None:
                draw_number(self._painter, look, mark.label, QPointF(mark.x, lanes.marks_y), mark.width)
            else:
                self._chip(mark)

    def _chip(self, mark: Mark) -> None:
        ground, edge, ink, radius = _CHIPS[mark.finding.kind]
        high = _CHIP_HIGH * self._look.scale
        box = QRectF(mark.x - mark.width / 2, self._lanes.marks_y - high / 2, mark.width, high)
        radius = min(radius * self._look.scale, high / 2)
        self._painter.setPen(QPen(self._look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.colour(ground))
        self._painter.drawRoundedRect(box, radius, radius)
        font = self._look.font(Type.BADGE)
        font.setWeight(QFont.Weight.Medium)
        self._painter.setFont(font)
        self._painter.setPen(self._look.colour(ink))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.label)


def _blend(one: QColor, other: QColor, part: float) -> QColor:
    """`part` of one, the rest of the other."""
    return QColor.fromRgbF(
        one.redF() * part + other.redF() * (1 - part),
        one.greenF() * part + other.greenF() * (1 - part),
        one.blueF() * part + other.blueF() * (1 - part),
    )
