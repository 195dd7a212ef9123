"""Advice in the script while it is written: dashes below the words and a small number, over text that never moves."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen, QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextEdit, QToolTip

from app.script.lint import Advice
from ui.advice_words import as_tip
from ui.theme import Look, Type

_BELOW, _ABOVE = 0.32, 0.8  # parts of the type's size: from its baseline to the dashes, and up to the number's
_DASH_PX, _CHOSEN_PX, _APART_PX = 1.5, 2.0, 4.0  # dashes, the line of the chosen one, and one line below the other
_DASHES = (4.0, 3.0)  # in widths of the pen: on, off
_MOST_LINES = 3  # one below the other; there is no room for more
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic and their like
_WIDE, _ENDS = re.compile("[\U00010000-\U0010ffff]"), re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class _Mark:
    """`place` goes with the text as that is typed."""

    number: int
    advice: Advice
    place: QTextCursor
    level: int  # how many lie above it

    @property
    def start(self) -> int:
        return self.place.selectionStart()

    @property
    def end(self) -> int:
        return self.place.selectionEnd()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Part of a mark within one line of the view; px of the document."""

    left: float
    right: float
    baseline: float
    top: float
    bottom: float
    is_last: bool


class AdviceMarks(QObject):
    """Of one editor, which has it draw under and over its text. Resting the pointer on a mark tells what it means."""

    def __init__(self, editor: QTextEdit, look: Look) -> None:
        super().__init__(editor)
        self._editor = editor
        self._look = look
        self._marks: tuple[_Mark, ...] = ()
        self._search = 0
        self._chosen: Advice | None = None
        editor.viewport().installEventFilter(self)

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_advice(self, search: int, advice: Sequence[Sequence[Advice]], text: str, chosen: Advice | None) -> None:
        """Those of one rule bear its number; `text` is what they were found in by that `search`. Within one search,
        what was marked stays with the words it marks, wherever typing moves them."""
        self._chosen = chosen
        listed = [(number, each) for number, places in enumerate(advice, 1) for each in places]
        if search != self._search or listed != [(mark.number, mark.advice) for mark in self._marks]:
            placed = {mark.advice: mark.place for mark in self._marks} if search == self._search else {}
            units, levels = _Units(text), _levels([each for _, each in listed])
            self._marks = tuple(
                _Mark(number, each, placed.get(each) or self._place(units, each), level)
                for (number, each), level in zip(listed, levels, strict=True)
            )
            self._search = search
        self._editor.viewport().update()

    def find(self, advice: Advice) -> int | None:
        """Where the caret goes for it."""
        return next((mark.start for mark in self._marks if mark.advice == advice), None)

    def at(self, place: QPointF) -> tuple[Advice, ...]:
        """What is advised on that place of the viewport."""
        place = place + self._scrolled()
        return tuple(
            mark.advice
            for mark in self._in_sight()
            if any(
                each.left <= place.x() <= each.right and each.top <= place.y() <= each.bottom
                for each in self._stretches(mark)
            )
        )

    # ---- Drawing

    def draw_under(self, painter: QPainter) -> None:
        """The tint of the chosen one."""
        painter.translate(-self._scrolled())
        for mark in self._in_sight():
            if mark.advice == self._chosen:
                for each in self._stretches(mark):
                    box = QRectF(each.left - 2, each.top, each.right - each.left + 4, each.bottom - each.top)
                    painter.fillRect(box, self._look.colour("amber_soft"))

    def draw_over(self, painter: QPainter) -> None:
        painter.translate(-self._scrolled())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends: dict[tuple[float, float], list[int]] = {}
        size = self._editor.font().pixelSize()
        for mark in self._in_sight():
            chosen = mark.advice == self._chosen
            pen = QPen(self._look.colour("amber"), _CHOSEN_PX if chosen else _DASH_PX)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if not chosen:
                pen.setDashPattern(_DASHES)
            painter.setPen(pen)
            for each in self._stretches(mark):
                y = floor(each.baseline + _BELOW * size + mark.level * _APART_PX) + pen.widthF() / 2
                painter.drawLine(QPointF(each.left, y), QPointF(each.right, y))
                if each.is_last:
                    ends.setdefault((each.right, each.baseline), []).append(mark.number)
        painter.setFont(self._look.font(Type.BADGE))
        wide = QFontMetricsF(painter.font()).horizontalAdvance
        room, blank = self._editor.viewport().width(), QFontMetricsF(self._editor.font()).horizontalAdvance(" ")
        for (right, baseline), numbers in ends.items():
            words = " ".join(map(str, sorted(numbers)))
            left = min(right + (blank - wide(words[0])) / 2, room - wide(words))  # in the blank, if one follows
            painter.drawText(QPointF(left, baseline - _ABOVE * size), words)

    def _in_sight(self) -> list[_Mark]:
        seen = self._editor.viewport().rect()
        first = self._editor.cursorForPosition(seen.topLeft()).position()
        last = self._editor.cursorForPosition(seen.bottomRight()).position()
        return [mark for mark in self._marks if mark.start <= last and mark.end >= first]

    def _stretches(self, mark: _Mark) -> Iterator[_Stretch]:
        document = self._editor.document()
        start, end = mark.start, mark.end
        block = document.findBlock(start)
        while start < end and block.isValid() and block.position() < end:
            yield from self._in_block(block, start, end)
            block = block.next()

    def _in_block(self, block: QTextBlock, start: int, end: int) -> Iterator[_Stretch]:
        origin = self._editor.document().documentLayout().blockBoundingRect(block).topLeft()
        layout, first = block.layout(), block.position()
        row = layout.lineForTextPosition(max(start - first, 0)).lineNumber()
        while row < layout.lineCount() and layout.lineAt(row).textStart() < end - first:
            line = layout.lineAt(row)
            left = max(start - first, line.textStart())
            right = min(end - first, line.textStart() + line.textLength())
            top = origin.y() + line.y()
            is_last = end - first <= line.textStart() + line.textLength()
            for x, to in _sides(line, left, right, _LEFTWARDS.search(block.text()) is not None):
                yield _Stretch(origin.x() + x, origin.x() + to, top + line.ascent(), top, top + line.height(), is_last)
            row += 1

    def _scrolled(self) -> QPointF:
        return QPointF(self._editor.horizontalScrollBar().value(), self._editor.verticalScrollBar().value())

    # ---- What Qt tells

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), as_tip(self.at(QPointF(event.pos()))), self._editor)
            return True
        return super().eventFilter(watched, event)

    # ---- Places

    def _place(self, units: "_Units", advice: Advice) -> QTextCursor:
        cursor, last = QTextCursor(self._editor.document()), self._editor.document().characterCount() - 1
        cursor.setPosition(min(units.at(advice.start), last))
        cursor.setPosition(min(units.at(advice.end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor


class _Units:
    """Places of a text as Qt counts: an end of line once, what lies beyond the first 65,536 characters twice."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._ends = [found.start() for found in _ENDS.finditer(text)]

    def at(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset) - bisect_left(self._ends, offset)


def _x(told: object) -> float:
    """PySide gives the place back beside it."""
    return float(told[0] if isinstance(told, tuple) else told)  # type: ignore[arg-type]


def _sides(line: QTextLine, start: int, end: int, is_mixed: bool) -> list[tuple[float, float]]:
    """Where those characters begin and end in it, px; in pieces where the line is written in two directions."""
    if not is_mixed:
        return [(_x(line.cursorToX(start)), min(_x(line.cursorToX(end)), line.naturalTextRect().right()))]
    boxes = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
    return [(box.left(), box.right()) for box in boxes]


def _levels(advice: Sequence[Advice]) -> list[int]:
    """For each the first line below the words that no other on the same words lies in."""
    levels = [0] * len(advice)
    over: list[tuple[int, int]] = []  # where those before it end, and their lines
    for at in sorted(range(len(advice)), key=lambda at: (advice[at].start, -advice[at].end)):
        over = [(end, level) for end, level in over if end > advice[at].start]
        taken = {level for _, level in over}
        levels[at] = next((level for level in range(_MOST_LINES) if level not in taken), _MOST_LINES - 1)
        over.append((advice[at].end, levels[at]))
    return levels
