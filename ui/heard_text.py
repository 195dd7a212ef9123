"""A transcript as a phone shows it, its first seconds lit: by weight and a rule, with a flag where they end."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.review.as_read import AsRead
from app.review.telling import clock
from app.script.lint_opening import FIRST_S
from ui.flow import Atom, Line, Part, break_lines, runs
from ui.marks_paint import FLAG_WIDE, draw_flag
from ui.theme import Look

_LIT, _DIM = 0, 1
_TYPE_PX, _LINE_PX = 17, 34  # room above a line for the flag
_LEAST_PX = 240


class HeardText(QWidget):
    """As high as its words are at the width it is given."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._read = AsRead((), (), 0)
        self._playing: int | None = None
        self._set: tuple[int, tuple[Line, ...]] | None = None  # the lines, and the width they are set for
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("The transcript")

    def show_look(self, look: Look) -> None:
        self._look = look
        self._measure()

    def show_read(self, read: AsRead) -> None:
        self._read, self._playing = read, None
        rest = f" After that: {read.rest}" if read.rest else ""
        self.setAccessibleDescription(f"The first {FIRST_S:g} seconds: {read.lit or 'nothing'}.{rest}")
        self._measure()

    def show_playing(self, word: int | None) -> None:
        if word != self._playing:
            self._playing = word
            self.update()

    def _measure(self) -> None:
        self._set = None
        self.updateGeometry()
        self.update()

    def _font(self, piece: int) -> QFont:
        return self._look.serif(_TYPE_PX, strong=piece == _LIT)

    def lines(self, width: int) -> tuple[Line, ...]:
        if self._set is None or self._set[0] != width:
            metrics = (QFontMetricsF(self._font(_LIT)), QFontMetricsF(self._font(_DIM)))

            def measure(atom: Atom) -> float:
                return FLAG_WIDE if atom.part is Part.FLAG else metrics[atom.piece].horizontalAdvance(atom.text)

            def cut(text: str, room: float) -> int:
                return next(
                    (at for at in range(len(text), 0, -1) if metrics[_LIT].horizontalAdvance(text[:at]) <= room), 1
                )

            blank = metrics[_DIM].horizontalAdvance(" ")
            self._set = width, tuple(break_lines(_atoms(self._read), width, blank, measure, cut))
        return self._set[1]

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return max(len(self.lines(width)), 1) * self._look.px(_LINE_PX)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._look.px(_LEAST_PX))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(_LEAST_PX), self._look.px(_LINE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_px, em = self._look.px(_LINE_PX), self._look.px(_TYPE_PX)
        for row, line in enumerate(self.lines(self.width())):
            self._draw(painter, line, row * line_px + line_px - 0.5 * em, em)

    def _draw(self, painter: QPainter, line: Line, baseline: float, em: float) -> None:
        look = self._look
        for run in runs(line, lambda atom: atom.piece == _LIT):
            wide = run.right - run.x
            painter.fillRect(QRectF(run.x - 2, baseline - 1.05 * em, wide + 4, 1.42 * em), look.colour("accent_soft"))
            painter.fillRect(QRectF(run.x, baseline + 0.27 * em, wide, 2), look.colour("accent"))
        for each in line.placed:
            if each.atom.part is Part.FLAG:
                draw_flag(painter, look, each.atom.text, each.x, baseline, 0.9 * em, "ink2")
                continue
            if each.atom.word == self._playing:
                painter.fillRect(QRectF(each.x, baseline + 0.27 * em, each.width, 4), look.colour("ink"))
            painter.setFont(self._font(each.atom.piece))
            painter.setPen(look.colour("ink" if each.atom.piece == _LIT else "ink2"))
            painter.drawText(QPointF(each.x, baseline), each.atom.text)


def _atoms(read: AsRead) -> list[Atom]:
    atoms = []
    for place, word in enumerate(read.words):
        piece, ends = (_LIT if place < read.first else _DIM), place == read.first
        if ends and place:
            atoms.append(Atom(Part.FLAG, clock(FIRST_S), piece, None, True))
        atoms.append(Atom(Part.TEXT, word, piece, place, place > 0 and not ends))
    return atoms
