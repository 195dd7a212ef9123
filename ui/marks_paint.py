"""How each mark in the script is drawn: kind is told by shape, colour repeats it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.review.marks import Piece, Shape
from ui.theme import Look, Type

CHIP_HIGH, CHIP_SIDE, CHIP_AROUND = 22, 8, 2
NUMBER_WIDE, NUMBER_AFTER = 16, 3
FLAG_WIDE = 6  # the rule and what the tint leaves free behind it
_BARS_WIDE, _BARS_GAP = 7, 4
WORDS_ABOVE_PX = 15  # the size of what was heard
_BARRED = frozenset({Shape.PAUSE, Shape.NO_PAUSE, Shape.BREATH})
_CHIP_RADIUS = {Shape.FILLED: 11}


def chip_text(piece: Piece) -> str:
    return f"+ {piece.text}" if piece.shape is Shape.ADDED else "" if piece.shape is Shape.NO_PAUSE else piece.text


def chip_width(look: Look, piece: Piece) -> float:
    """With the space around it."""
    words = QFontMetricsF(look.font(Type.LABEL_MEDIUM)).horizontalAdvance(chip_text(piece))
    bars = _BARS_WIDE if piece.shape in _BARRED else 0
    gap = _BARS_GAP if bars and words else 0
    return words + bars + gap + 2 * (CHIP_SIDE + CHIP_AROUND)


def draw_chip(painter: QPainter, look: Look, piece: Piece, x: float, middle: float, width: float) -> None:
    """What was said and is not in the script, or a pause."""
    high = look.px(CHIP_HIGH)
    box = QRectF(x + CHIP_AROUND + 0.5, middle - high / 2 + 0.5, width - 2 * CHIP_AROUND - 1, high - 1)
    ground, edge, ink = {
        Shape.FILLED: ("amber_soft", None, "amber"),
        Shape.ADDED: (None, "rust", "rust"),
        Shape.PAUSE: ("sunk", None, "ink2"),
        Shape.BREATH: (None, "accent", "accent"),
    }.get(piece.shape, (None, "edge", "ink2"))
    radius = _CHIP_RADIUS.get(piece.shape, 4)
    painter.setPen(QPen(look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box if edge else box.adjusted(-0.5, -0.5, 0.5, 0.5), radius, radius)
    left = x + CHIP_AROUND + CHIP_SIDE
    colour = look.colour(ink)
    if piece.shape in _BARRED:
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for at in (1.5, 5.5):
            painter.drawLine(QPointF(left + at, middle - 4), QPointF(left + at, middle + 4))
        left += _BARS_WIDE + _BARS_GAP
    painter.setPen(colour)
    painter.setFont(look.font(Type.LABEL_MEDIUM))
    words = QRectF(left, middle - high / 2, width, high)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, chip_text(piece))


def draw_number(painter: QPainter, look: Look, text: str, centre: QPointF, wide: float = NUMBER_WIDE) -> None:
    """The number of a fix, on the fix, the word and the timeline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("ink"))
    painter.drawEllipse(centre, wide / 2, wide / 2)
    font = look.font(Type.BADGE)
    font.setPixelSize(round(0.62 * wide))
    painter.setFont(font)
    painter.setPen(look.colour("paper"))
    box = QRectF(centre.x() - wide, centre.y() - wide, 2 * wide, 2 * wide)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_flag(
    painter: QPainter, look: Look, text: str, x: float, baseline: float, reach: float, tone: str = "rust"
) -> None:
    """A time at the exact word, as the limit: a rule with its figures. `reach` is the size of the script's type."""
    top = baseline - 1.7 * reach
    colour = look.colour(tone)
    painter.fillRect(QRectF(x, top, 2, 1.7 * reach + 0.35 * reach), colour)
    font = look.font(Type.BADGE)
    wide = QFontMetricsF(font).horizontalAdvance(text) + 10
    box = QRectF(x, top, wide, 14)
    path = QPainterPath()
    path.addRoundedRect(box, 3, 3)
    path.addRect(QRectF(x, top + 10, 3, 4))  # square where the rule goes on
    painter.fillPath(path.simplified(), colour)
    painter.setPen(look.colour("paper"))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def flag_width(look: Look, text: str) -> float:
    return QFontMetricsF(look.font(Type.BADGE)).horizontalAdvance(text) + 10


def draw_strike(painter: QPainter, look: Look, x: float, right: float, baseline: float, reach: float) -> None:
    painter.fillRect(QRectF(x, baseline - 0.26 * reach - 1, right - x, 2), look.colour("rust"))


def draw_wave(painter: QPainter, colour: QColor, x: float, right: float, middle: float) -> None:
    """A wave of 1.5 px under a word."""
    path = QPainterPath(QPointF(x, middle))
    for at in range(1, math.ceil(right - x) + 1):
        path.lineTo(min(x + at, right), middle - 2.2 * math.sin(at / 10 * 2 * math.pi))
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def draw_dots(painter: QPainter, colour: QColor, x: float, right: float, middle: float) -> None:
    """Dots of 2 px: could not tell."""
    at, y = round(x), round(middle) - 1
    while at + 2 <= right:
        painter.fillRect(QRectF(at, y, 2, 2), colour)
        at += 4


def draw_bracket(painter: QPainter, look: Look, x: float, right: float, top: float, note: str | None) -> None:
    """A bracket below: said twice, corrected, too fast; its word stands in the bracket's gap."""
    bottom = top + 6
    colour = look.colour("amber")
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    font = look.font(Type.LABEL_MEDIUM)
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(note) + 8 if note else 0.0
    middle = (x + right) / 2
    left_end, right_end = middle - wide / 2, middle + wide / 2
    path = QPainterPath(QPointF(x, top))
    path.lineTo(x, bottom)
    if left_end > x:
        path.lineTo(left_end, bottom)
    if right_end < right:
        path.moveTo(right_end, bottom)
        path.lineTo(right, bottom)
    else:
        path.moveTo(right, bottom)
    path.lineTo(right, top)
    painter.drawPath(path)
    if note:
        painter.setFont(font)
        painter.setPen(colour)
        drop = bottom + 1 if right_end < right else bottom + metrics.ascent() * 0.55  # too short: the word goes below
        box = QRectF(middle - wide / 2, drop - 8, wide, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, note)


@dataclass(frozen=True, slots=True)
class Above:
    """What was heard, where it is set: px from the line's left, and how far above the baseline."""

    text: str
    x: float
    rise: float
    width: float


def set_above(
    wanted: list[tuple[str, float, float, float]],
    flags: list[tuple[float, float]],
    numbers: list[tuple[float, float]],
    metrics: QFontMetricsF,
    width: float,
    reach: float,
) -> list[Above]:
    """Place texts above their words: (text, word's left and right, least left). None pushes a word aside.

    Two that would touch go one line higher and lower, and one that would touch another word's number goes higher; what
    still has no room shifts, then is cut short. `flags` and `numbers` are where those stand.
    """
    low, high = 0.85 * reach, 0.85 * reach + 15
    levels: dict[float, list[tuple[float, float]]] = {
        low: [*flags, *numbers],
        reach: [*flags, *numbers],
        high: list(flags),
    }
    made: list[Above] = []
    centred = []
    for text, left, right, least in wanted:
        wide = min(metrics.horizontalAdvance(text), width)
        centred.append((text, min(max((left + right - wide) / 2, least, 0.0), max(width - wide, 0.0)), wide))
    for place, (text, x, wide) in enumerate(centred):
        touches = any(
            other != place and x < centred[other][1] + centred[other][2] + 6 and centred[other][1] < x + wide + 6
            for other in range(len(centred))
        )
        choices = [low, high] if touches else [reach, low, high]
        free = [rise for rise in choices if not _touching(levels[rise], x, wide)]
        rise = free[0] if free else choices[0]
        if not free:
            x = max([right for left, right in levels[rise] if left < x + wide + 6 and x < right + 6], default=x) + 6
        room = width - x
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if wide > room else text
        wide = min(wide, room)
        levels[rise].append((x, x + wide))
        if shown:
            made.append(Above(shown, x, rise, wide))
    return made


def _touching(taken: list[tuple[float, float]], x: float, wide: float) -> bool:
    return any(left < x + wide + 6 and x < right + 6 for left, right in taken)
