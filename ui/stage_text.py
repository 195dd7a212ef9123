"""The script on the stage: what is said, what is due, what is to come; scrolls by whole lines after the voice."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.practice.fading import first_sign
from ui.column import AT_ONCE, Column
from ui.flow import Atom, Line, Part, break_lines
from ui.marked import Marked
from ui.theme import Look

MEASURE = 944  # px at 100 %
TYPE_PX, LINE_PX = 34, 56
_SPACING = -0.003  # of the type's size
_GLIDE_MS = 200
_UNDER_PX, _UNDER_FROM = 4, 9  # the mark of the word now due: how thick, how far below the baseline


@dataclass(frozen=True, slots=True)
class StageState:
    """Where the speaker is."""

    place: int | None = None  # the script word now due; len(words) when all is said; None: not known yet
    follows: bool = True  # False: the place is not shown and nothing scrolls by itself
    marks: bool = True  # False: it scrolls, and shows no place
    hidden: frozenset[int] = frozenset()  # words to be said from memory
    letters: frozenset[int] = frozenset()  # words of which the first letter is left
    part: tuple[int, int] | None = None  # only these words, half-open: one sentence


class StageText(QWidget):
    """Shows a script, large and calm."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: Marked | None = None
        self._atoms: tuple[Atom, ...] = ()
        self._rest = QTimer(self, interval=0)  # what is out of sight is set between two events
        self._rest.timeout.connect(self._set_rest)
        self._state = StageState()
        self._lines: Column | None = None  # None: to be set when they are next asked for
        self._row = 0  # the line at the top
        self._offset = 0.0  # px, on its way to that line's top
        self._glide = QVariantAnimation(self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._move_to)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Script")
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._line_px = look.px(LINE_PX)
        self._set_lines()

    def show_script(self, marked: Marked, state: StageState | None = None) -> None:
        """A script from its beginning, or from where `state` says."""
        self._marked = marked
        self._state = state or StageState()
        self._row, self._offset = 0, 0.0
        self._glide.stop()
        self._choose_atoms()

    def show_place(self, state: StageState) -> None:
        """May be called at any rate: it draws again only when something has changed."""
        if state == self._state:
            return
        before, self._state = self._state, state
        if state.part != before.part:
            self._choose_atoms()
        if state.follows and state.place is not None and (state.place != before.place or not before.follows):
            self._follow()
        self.update()

    @property
    def state(self) -> StageState:
        return self._state

    def text(self) -> str:
        """What is shown, in words; … for what is hidden."""
        told = [""]
        for atom in self._atoms:
            shown = self._left(atom) + "…" if self._hides(atom) else atom.text
            told.append(f" {shown}" if atom.blank or atom.part is not Part.TEXT else shown)
        return "".join(told).lstrip()

    def _hides(self, atom: Atom) -> bool:
        return atom.word in self._state.hidden or atom.word in self._state.letters

    def _left(self, atom: Atom) -> str:
        """What is left of it on the page."""
        if atom.word in self._state.letters:
            return first_sign(atom.text)
        return "" if atom.word in self._state.hidden else atom.text

    def top_row(self) -> int:
        """The line at the top, or the one it is gliding to."""
        return self._row if self._column.lines else 0

    @property
    def offset_px(self) -> float:
        """How far it has scrolled by now."""
        return self._offset if self._column.lines else 0.0

    def row_of(self, word: int) -> int:
        """The line a word starts in; the last for what comes after the end."""
        found = self._column.find(word)
        return found[0] if found is not None else max(len(self._column.lines) - 1, 0)

    # ---- setting

    def _choose_atoms(self) -> None:
        part = self._state.part
        self._atoms = self._marked.atoms if self._marked is not None else ()
        if part is not None:
            self._atoms = _within(self._atoms, *part)
        self.setAccessibleDescription(self.text())
        self._set_lines()

    def _font(self) -> QFont:
        font = self._look.serif(TYPE_PX)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, TYPE_PX * self._look.scale * _SPACING)
        return font

    def _set_lines(self) -> None:
        """Once they are asked for: on its way to the window it changes its script, look and width together."""
        self._lines = None
        self.update()

    @property
    def _column(self) -> Column:
        if self._lines is None:
            self._lines = self._set_now()
            self._stand()
        return self._lines

    def _set_now(self) -> Column:
        metrics = self._metrics = QFontMetricsF(self._font())
        known: dict[str, float] = {}

        def measure(atom: Atom) -> float:
            if atom.text not in known:
                known[atom.text] = metrics.horizontalAdvance(atom.text)
            return known[atom.text]

        def cut(text: str, room: float) -> int:
            fits = (count for count in range(len(text), 0, -1) if metrics.horizontalAdvance(text[:count]) <= room)
            return next(fits, 1)

        self._wide = max(min(self.width(), self._look.px(MEASURE)), 80)
        lines = break_lines(self._atoms, self._wide, metrics.horizontalAdvance(" "), measure, cut)
        return Column(lines, self._line_px)

    def _stand(self) -> None:
        """The line that is due at the top, and all that is in sight below it."""
        if self._column.set_down_to((self._row + 1) * self._line_px + self.height()):
            self._rest.start()
        self._glide.stop()
        self._row = min(self._row, max(len(self._column.lines) - 1, 0))
        if self._state.follows and self._state.place is not None:
            self._row = self._row_wanted(self.row_of(self._state.place))
        self._offset = self._column.tops[self._row] if self._column.tops else 0.0

    def _set_rest(self) -> None:
        if not self._column.set_more(AT_ONCE):
            self._rest.stop()

    def _rows_in_sight(self) -> int:
        return max(int(self.height() // self._line_px), 1)

    def _row_wanted(self, row: int) -> int:
        """The line to stand at the top, so that this one rests in the upper half; 0 where all fits."""
        if self._column.height <= self.height():
            return 0
        return max(row - max(self._rows_in_sight() // 2 - 1, 0), 0)

    def _follow(self) -> None:
        place = self._state.place
        if place is not None and self._column.lines:
            self._scroll_to(self._row_wanted(self.row_of(place)))

    def _scroll_to(self, row: int) -> None:
        if row == self._row or not self._column.tops:
            return
        self._row = row
        self._glide.stop()
        duration = self._look.ms(_GLIDE_MS)
        if not duration or not self.isVisible():
            self._move_to(self._column.tops[row])
            return
        self._glide.setDuration(duration)
        self._glide.setStartValue(self._offset)
        self._glide.setEndValue(self._column.tops[row])
        self._glide.start()

    def _move_to(self, offset: float) -> None:
        self._offset = offset
        self.update()

    # ---- hands and painting

    def scroll_by(self, rows: int) -> None:
        """Down by that many lines, or up; never past the ends."""
        last = max(len(self._column.lines) - self._rows_in_sight(), 0)
        self._scroll_to(min(max(self._row + rows, 0), max(last, self._row if rows < 0 else 0)))

    def page_rows(self) -> int:
        """How many lines a page is: one line of the page before stays in sight."""
        return max(self._rows_in_sight() - 1, 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = event.angleDelta().y()
        self.scroll_by(-1 if by > 0 else 1 if by < 0 else 0)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_lines()
        elif self._lines is not None:
            self._stand()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(MEASURE), self._look.px(6 * LINE_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 2 * LINE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        lines, tops, high = self._column.lines, self._column.tops, self._column.height
        left = (self.width() - self._wide) / 2
        inside = (self._line_px + self._metrics.ascent() - self._metrics.descent()) / 2
        first = max(bisect_right(tops, self._offset) - 1, 0)
        for row in range(first, len(lines)):
            top = tops[row] - self._offset
            if top + self._line_px > self.height() and row > first and high > self.height():
                break  # whole lines only
            self._draw_line(painter, lines[row], left, top + inside)

    def _draw_line(self, painter: QPainter, line: Line, left: float, baseline: float) -> None:
        state, colour = self._state, self._look.colour
        place = state.place if state.follows and state.marks else None
        word = self._word_before(line)
        for at, each in enumerate(line.placed):
            atom = each.atom
            word = atom.word if atom.word is not None else word
            where = QPointF(left + each.x, baseline)
            said = place is not None and word is not None and word < place
            is_hidden = self._hides(atom) and not said
            shown = self._left(atom) if is_hidden else atom.text
            if shown:
                painter.setPen(colour("ink3" if said else "ink"))
                painter.drawText(where, shown)
            if is_hidden:
                left_px = self._metrics.horizontalAdvance(shown)
                painter.fillRect(
                    QRectF(where.x() + left_px, round(baseline) + 2, each.width - left_px, 1), colour("edge")
                )
            if atom.word is not None and atom.word == place:
                right = each.right
                for after in line.placed[at + 1 :]:
                    if after.atom.blank or after.atom.word is not None:
                        break
                    right = after.right  # with the comma that follows
                mark = QRectF(where.x(), baseline + self._look.px(_UNDER_FROM), right - each.x, _UNDER_PX)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("accent"))
                painter.drawRoundedRect(mark, 2, 2)

    def _word_before(self, line: Line) -> int | None:
        """The word whose closing marks may begin a line; what opens a line belongs to the word after it."""
        return next((each.atom.word - 1 for each in line.placed if each.atom.word is not None), None)


def _within(atoms: Sequence[Atom], first: int, last: int) -> tuple[Atom, ...]:
    """The atoms of some words, and what stands between them and closes them."""
    kept: list[Atom] = []
    opening: list[Atom] = []  # belongs to the next word
    inside = False
    for place, atom in enumerate(atoms):
        if atom.word is not None:
            inside = first <= atom.word < last
            if inside:
                kept += [*opening, atom]
            opening = []
        elif atom.blank or opening or not place or atom.part is not Part.TEXT:
            opening.append(atom)
        elif inside:
            kept.append(atom)
    return tuple(kept)
