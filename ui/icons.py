"""Our own signs: 20 by 20, strokes of 1.6 with round ends, in whatever colour is asked for."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

BOX = 20.0
STROKE = 1.6


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines and filled shapes: SVG path data, circles (x, y, radius), rounded boxes (x, y, width, height, radius)."""

    lines: str = ""
    circles: tuple[tuple[float, float, float], ...] = ()
    boxes: tuple[tuple[float, float, float, float, float], ...] = ()
    filled: str = ""
    dots: tuple[tuple[float, float, float], ...] = ()
    blocks: tuple[tuple[float, float, float, float, float], ...] = ()
    stroke: float = STROKE


class Icon(Enum):
    BRAND = Drawing("M12.5 6v8M16 3.5v13", dots=((6, 10, 3),), stroke=2)
    MICROPHONE = Drawing("M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5", boxes=((7.5, 2.5, 5, 9, 2.5),))
    SEARCH = Drawing("M13 13l4 4", circles=((9, 9, 5),))
    PLUS = Drawing("M10 4.5v11M4.5 10h11")
    PLAY = Drawing(filled="M6.5 4.2v11.6a.6.6 0 0 0 .9.5l9-5.8a.6.6 0 0 0 0-1l-9-5.8a.6.6 0 0 0-.9.5z")
    STOP = Drawing(blocks=((5, 5, 10, 10, 1.5),))
    RECORD = Drawing(dots=((10, 10, 5),))
    AGAIN = Drawing("M15.8 8.2A6.2 6.2 0 1 0 16 12M16.2 4.2v4h-4")
    SAY = Drawing("M3 10h3M8 6v8M11.5 3.5v13M15 7v6M18 9.5v1")
    PIN = Drawing("M7 3h6l-.8 5.5L15 11.5H5l2.8-3zM10 11.5v5.5")
    SETTINGS = Drawing("M3 6h7M14 6h3M3 14h3M10 14h7", circles=((12, 6, 2), (8, 14, 2)))
    HELP = Drawing("M7.9 8a2.2 2.2 0 1 1 3 2.1c-.6.25-.9.7-.9 1.3", circles=((10, 10, 7),), dots=((10, 13.8, 0.9),))
    CHEVRON = Drawing("M6 8l4 4 4-4")
    CHECK = Drawing("M4.5 10.5l3.5 3.5 7.5-8")
    COMPARE = Drawing("M4 5v10M16 5v10M7 10h6M9 8l-2 2 2 2M11 8l2 2-2 2")
    PHONE = Drawing(
        "M6.5 3H4.2C3.5 3 3 3.6 3 4.3 3.4 11 9 16.6 15.7 17c.7 0 1.3-.5 1.3-1.2v-2.3l-3.5-1.3-1.5 1.7"
        "C9.5 12.7 7.3 10.5 6.1 8l1.7-1.5z"
    )
    CLOCK = Drawing("M10 6v4l2.5 1.5", circles=((10, 10, 7),))
    FADE = Drawing("M3 5h14M3 9h10M3 13h6M3 17h2")
    ONE_SENTENCE = Drawing("M3 10h2M15 10h2M7 7v6M10 4.5v11M13 7v6")
    PAUSE = Drawing("M7.5 5v10M12.5 5v10")
    NUMBER = Drawing("M8 3.5l-2 13M14 3.5l-2 13M4 7.5h13M3 12.5h13")
    ROUND = Drawing(circles=((10, 10, 7),), dots=((10, 3, 2),))
    ALERT = Drawing("M10 3l7.5 13.5h-15zM10 8v4", dots=((10, 14.2, 0.9),))
    FOLDER = Drawing("M3 5.5h5l1.5 2H17v8.5H3z")
    PAGE = Drawing("M5 3h7l3 3v11H5zM8 9h4M8 12h4")
    MODEL = Drawing("M3 6.5l7-3.5 7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7")
    MORE = Drawing(dots=((5, 10, 1.3), (10, 10, 1.3), (15, 10, 1.3)))
    TREND = Drawing("M3 16.5h14M4 12.5l4-4 3 2.5 5-6")
    CLOSE = Drawing("M5.5 5.5l9 9M14.5 5.5l-9 9")


def draw_icon(painter: QPainter, icon: Icon, where: QRectF, colour: QColor, stroke: float | None = None) -> None:
    """Draw a sign into a square. `stroke`: another width of line, in parts of the 20 by 20 box."""
    drawing = icon.value
    lines, filled = _shapes(icon)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(where.topLeft())
    painter.scale(where.width() / BOX, where.height() / BOX)
    pen = QPen(colour, stroke or drawing.stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(lines, pen)
    painter.fillPath(filled, colour)
    painter.restore()


def make_icon(icon: Icon, colour: QColor, off: QColor | None = None) -> QIcon:
    """For menus, fields and others that Qt draws; `off` is the colour where it cannot be used."""
    made = QIcon()
    for size in (16, 20, 32, 40):
        for each, mode in ((colour, QIcon.Mode.Normal), (off or colour, QIcon.Mode.Disabled)):
            picture = QPixmap(QSize(size, size))
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            draw_icon(painter, icon, QRectF(0, 0, size, size), each)
            painter.end()
            made.addPixmap(picture, mode)
    return made


@cache
def _shapes(icon: Icon) -> tuple[QPainterPath, QPainterPath]:
    """What is stroked and what is filled."""
    drawing = icon.value
    lines, filled = parse_path(drawing.lines), parse_path(drawing.filled)
    for path, circles, boxes in ((lines, drawing.circles, drawing.boxes), (filled, drawing.dots, drawing.blocks)):
        for x, y, radius in circles:
            path.addEllipse(QPointF(x, y), radius, radius)
        for x, y, width, height, radius in boxes:
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return lines, filled


# ---- SVG's path data, as far as our drawings use it

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "a": 7, "z": 0}


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """A command with its numbers; a command left out is the one before (after m: l)."""
    tokens = _TOKEN.findall(text)
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        elif command in "Mm":
            command = "L" if command == "M" else "l"
        count = _TAKES[command.lower()]
        yield command, [float(each) for each in tokens[place : place + count]]
        place += count


def parse_path(text: str) -> QPainterPath:
    """A path from SVG's path data: M L H V C A Z, absolute and relative."""
    path = QPainterPath()
    for command, numbers in _steps(text):
        at = path.currentPosition()
        base = at if command.islower() else QPointF()
        match command.lower():
            case "m":
                path.moveTo(base + QPointF(*numbers))
            case "l":
                path.lineTo(base + QPointF(*numbers))
            case "h":
                path.lineTo(base.x() + numbers[0], at.y())
            case "v":
                path.lineTo(at.x(), base.y() + numbers[0])
            case "c":
                path.cubicTo(*(base + QPointF(numbers[each], numbers[each + 1]) for each in (0, 2, 4)))
            case "a":
                _arc(path, numbers[0], bool(numbers[3]), bool(numbers[4]), base + QPointF(numbers[5], numbers[6]))
            case "z":
                path.closeSubpath()
    return path


def _arc(path: QPainterPath, radius: float, large: bool, clockwise: bool, to: QPointF) -> None:
    """A part of a circle from where the path is. The centre as SVG's implementation notes find it."""
    start = path.currentPosition()
    half = (start - to) / 2
    apart = math.hypot(half.x(), half.y())
    radius = max(radius, apart)
    away = math.sqrt(max(radius * radius - apart * apart, 0.0)) / apart * (1 if large == clockwise else -1)
    middle = (start + to) / 2
    centre = QPointF(middle.x() - half.y() * away, middle.y() + half.x() * away)
    first = math.degrees(math.atan2(centre.y() - start.y(), start.x() - centre.x()))
    last = math.degrees(math.atan2(centre.y() - to.y(), to.x() - centre.x()))
    sweep = (last - first) % 360 - (360 if clockwise else 0)
    path.arcTo(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), first, sweep)
