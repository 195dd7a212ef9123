"""The marked script set in lines for one width, and drawn."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from app.review.marks import Piece, Shape
from ui.column import Column
from ui.flow import Atom, Line, Part, Placed, break_lines, runs
from ui.marks_paint import (
    FLAG_WIDE,
    NUMBER_AFTER,
    NUMBER_WIDE,
    WORDS_ABOVE_PX,
    chip_width,
    draw_bracket,
    draw_chip,
    draw_dots,
    draw_flag,
    draw_number,
    draw_strike,
    draw_wave,
    flag_width,
    set_above,
)
from ui.theme import Look

SIZES = {False: (20, 48), True: (18, 45)}  # px of the type and of its line, by whether it is narrow


class ScriptPage(Column):
    """Lines of a marked script; px from the page's top left."""

    def __init__(self, look: Look, pieces: Sequence[Piece], atoms: Sequence[Atom], width: float, narrow: bool) -> None:
        self._look, self._pieces, self._width = look, pieces, width
        size, line = SIZES[narrow]
        self.type_px = size * look.scale
        self._font = look.serif(size)
        self._metrics = QFontMetricsF(self._font)
        self._known: dict[str, float] = {}  # widths of words
        self._noted: dict[int, Line] = {}  # the line in which a piece has its note: the one with most of its words
        self._widest: dict[int, float] = {}  # how much of a piece that line holds
        blank = self._metrics.horizontalAdvance(" ")
        super().__init__(break_lines(atoms, width, blank, self._measure, self._cut), line * look.scale)

    def _add(self, line: Line) -> None:
        super()._add(line)
        for run in runs(line, lambda atom: bool(self._pieces[atom.piece].note)):
            if run.right - run.x > self._widest.get(run.piece, 0.0):
                self._widest[run.piece], self._noted[run.piece] = run.right - run.x, line

    def at(self, place: QPointF) -> Placed | None:
        """What lies there: a word, a chip, the flag."""
        row = bisect_right(self.tops, place.y()) - 1
        if row < 0 or place.y() > self.tops[row] + self.line_px:
            return None
        for each in self.lines[row].placed:
            if each.x <= place.x() <= each.right and (each.atom.word is not None or each.atom.part is not Part.TEXT):
                return each
        return None

    def word_box(self, word: int) -> QRectF:
        """Where a word starts; empty if nowhere."""
        found = self.find(word)
        if found is None:
            return QRectF()
        row, placed = found
        return QRectF(placed.x, self._baseline(row) - self.type_px, placed.width, 1.35 * self.type_px)

    def draw(self, painter: QPainter, top: float, high: float, playing: int | None) -> None:
        """Draw the lines in sight between two heights."""
        first = max(bisect_right(self.tops, top) - 2, 0)
        last = bisect_right(self.tops, top + high + self.line_px)
        for row in range(first, last):
            self._draw_grounds(painter, self.lines[row], self._baseline(row), playing)
        for row in range(first, last):
            self._draw_line(painter, self.lines[row], self._baseline(row))
            self._draw_above(painter, self.lines[row], self._baseline(row))

    def draw_row(self, painter: QPainter, row: int) -> None:
        """One line, where it stands; for paper, which ends between two lines."""
        line, baseline = self.lines[row], self._baseline(row)
        self._draw_grounds(painter, line, baseline, None)
        self._draw_line(painter, line, baseline)
        self._draw_above(painter, line, baseline)

    def _measure(self, atom: Atom) -> float:
        match atom.part:
            case Part.CHIP:
                return chip_width(self._look, self._pieces[atom.piece])
            case Part.FLAG:
                return FLAG_WIDE
            case Part.NUMBER:
                return self._look.px(NUMBER_WIDE) + NUMBER_AFTER
            case _:
                if atom.text not in self._known:
                    self._known[atom.text] = self._metrics.horizontalAdvance(atom.text)
                return self._known[atom.text]

    def _cut(self, text: str, room: float) -> int:
        fits = (count for count in range(len(text), 0, -1) if self._metrics.horizontalAdvance(text[:count]) <= room)
        return next(fits, 1)

    def _baseline(self, row: int) -> float:
        return self.tops[row] + (self.line_px + self._metrics.ascent() - self._metrics.descent()) / 2

    def _draw_grounds(self, painter: QPainter, line: Line, baseline: float, playing: int | None) -> None:
        em = self.type_px
        over = [
            each
            for each in line.placed
            if self._pieces[each.atom.piece].after_limit and each.atom.part is not Part.NUMBER
        ]
        if over:
            flagged = over[0].atom.part is Part.FLAG
            left = over[0].x + (2 if flagged else -4)
            tint = QRectF(left, baseline - 1.2 * em, over[-1].right + 2 - left, 1.7 * em)
            painter.fillRect(tint, self._look.colour("rust_soft"))
        lit = [each for each in line.placed if each.atom.word is not None and each.atom.word == playing]
        if lit:
            box = QRectF(lit[0].x - 3, baseline - 1.2 * em, lit[-1].right - lit[0].x + 6, 1.7 * em)
            painter.fillRect(box, self._look.colour("accent_soft"))
            painter.fillRect(QRectF(box.left() + 3, box.bottom(), box.width() - 6, 3), self._look.colour("accent"))

    def _draw_line(self, painter: QPainter, line: Line, baseline: float) -> None:
        look, em = self._look, self.type_px
        for each in line.placed:
            piece = self._pieces[each.atom.piece]
            match each.atom.part:
                case Part.TEXT:
                    painter.setFont(self._font)
                    painter.setPen(look.colour("rust" if piece.shape is Shape.LEFT_OUT else "ink"))
                    painter.drawText(QPointF(each.x, baseline), each.atom.text)
                case Part.CHIP:
                    draw_chip(painter, look, piece, each.x, baseline - 0.3 * em, each.width)
                case Part.NUMBER:
                    wide = look.px(NUMBER_WIDE)
                    draw_number(painter, look, each.atom.text, QPointF(each.x + wide / 2, baseline - 0.62 * em), wide)
                case Part.FLAG:
                    draw_flag(painter, look, each.atom.text, each.x, baseline, em)
        for run in runs(line, lambda atom: self._pieces[atom.piece].shape is not Shape.PLAIN):
            piece, below = self._pieces[run.piece], baseline + 0.4 * em
            match piece.shape:
                case Shape.LEFT_OUT:
                    draw_strike(painter, look, run.x, run.right, baseline, em)
                case Shape.CHANGED:
                    draw_wave(painter, look.colour("rust"), run.x, run.right, below)
                case Shape.UNSURE:
                    draw_dots(painter, look.colour("ink3"), run.x, run.right, baseline + 0.3 * em)
                case Shape.TWICE | Shape.HURRIED:
                    note = piece.note if self._noted.get(run.piece) is line else None
                    draw_bracket(painter, look, run.x - 1, run.right + 1, baseline + 0.28 * em, note)

    def _draw_above(self, painter: QPainter, line: Line, baseline: float) -> None:
        """What was heard, above the words it stands for."""
        look, em = self._look, self.type_px
        wanted, numbered = [], {each.atom.piece: each.right for each in line.placed if each.atom.part is Part.NUMBER}
        for run in runs(line, lambda atom: self._pieces[atom.piece].shape is Shape.CHANGED):
            piece = self._pieces[run.piece]
            if piece.note and self._noted.get(run.piece) is line:
                wanted.append((piece.note, run.x, run.right, numbered.get(run.piece, 0.0)))
        if not wanted:
            return
        numbers = [(each.x + 3, each.right - NUMBER_AFTER - 4) for each in line.placed if each.atom.part is Part.NUMBER]
        flags = [
            (each.x, each.x + flag_width(look, each.atom.text)) for each in line.placed if each.atom.part is Part.FLAG
        ]
        font = look.serif(WORDS_ABOVE_PX, italic=True)
        painter.setFont(font)
        painter.setPen(look.colour("rust"))
        for above in set_above(wanted, flags, numbers, QFontMetricsF(font), self._width, em):
            painter.drawText(QPointF(above.x, baseline - above.rise), above.text)
