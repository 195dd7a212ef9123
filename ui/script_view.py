"""The script under its review: every mark where it fell, each word to be clicked and heard."""

from enum import Enum, auto
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.review.marks import Piece
from ui.column import AT_ONCE
from ui.flow import Atom, Placed
from ui.focus import OWN_FOCUS
from ui.marked import Marked
from ui.marks_told import told_word
from ui.script_page import SIZES, ScriptPage
from ui.theme import Look

MEASURE = 820  # px at 100 %: no line is wider
EDGE = 6  # px left free at both sides, for a tint or the ring around the first word
NAME = "Script with its marks"


class _Step(Enum):
    BACK = auto()
    ON = auto()
    UP = auto()
    DOWN = auto()
    FIRST = auto()
    LAST = auto()


_KEYS = {
    Qt.Key.Key_Left: _Step.BACK,
    Qt.Key.Key_Right: _Step.ON,
    Qt.Key.Key_Up: _Step.UP,
    Qt.Key.Key_Down: _Step.DOWN,
    Qt.Key.Key_Home: _Step.FIRST,
    Qt.Key.Key_End: _Step.LAST,
}


_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class ScriptView(QAbstractScrollArea):
    """Shows a review's script. Arrow keys go word by word, Return is a click."""

    wordClicked = Signal(int)  # noqa: N815  -- a script word
    findingClicked = Signal(object)  # noqa: N815  -- the Finding of a chip or of the limit's flag

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: Marked | None = None
        self._pieces: tuple[Piece, ...] = ()
        self._atoms: tuple[Atom, ...] = ()
        self._playing: int | None = None
        self._cursor: int | None = None
        self._wanted: int | None = None  # the word to be revealed once the script is in sight
        self._narrow = False
        self._ringed = False  # the keyboard is in use here: its word is shown
        self._lines: ScriptPage | None = None  # None: to be set when they are next asked for
        self._rest = QTimer(self, interval=0)  # what is out of sight is set between two events
        self._rest.timeout.connect(self._set_rest)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(NAME)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_lines()
        self.updateGeometry()

    def show_narrow(self, narrow: bool) -> None:
        """The smaller setting, for windows below 1000 px."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._set_lines()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """One line at least; it takes what room there is."""
        return QSize(600, round(SIZES[self._narrow][1] * self._look.scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def show_marked(self, marked: Marked | None) -> None:
        self._marked = marked
        self._pieces = marked.pieces if marked else ()
        self._atoms = marked.atoms if marked else ()
        self._playing = self._cursor = self._wanted = None
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(self.text())
        self._set_lines()

    def show_playing(self, word: int | None) -> None:
        """Light the word that is being played; None: nothing plays."""
        if word != self._playing:
            self._playing = word
            if word is not None:
                self.reveal(word)
            self.viewport().update()

    def text(self) -> str:
        """All the page shows, in words."""
        return self._marked.told if self._marked is not None else ""

    @property
    def cursor_word(self) -> int | None:
        """The word the keyboard is on."""
        return self._cursor

    def reveal(self, word: int) -> None:
        """Scroll until a word is in sight, once the script itself is."""
        self._wanted = None
        if not self.isVisible():
            self._wanted = word
            return
        found = self._page.find(word)
        if found is None:
            return
        self._measure()
        top, high = self._page.tops[found[0]], self._page.line_px
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(int(top))
        elif top + high > bar.value() + self.viewport().height():
            bar.setValue(int(top + high - self.viewport().height()) + 1)

    def _reveal_wanted(self) -> None:
        if self._wanted is not None:
            self.reveal(self._wanted)

    def word_box(self, word: int) -> QRectF:
        """Where a word stands in the viewport; empty if nowhere."""
        return self._page.word_box(word).translated(self._from_page())

    # ---- setting and painting

    def _set_lines(self) -> None:
        """Out of sight once they are asked for: on its way there it changes its script and its width together."""
        self._lines = None
        if self.isVisible():
            self._set_down()
        self.viewport().update()

    @property
    def _page(self) -> ScriptPage:
        if self._lines is None:
            room = self.viewport().width() - 2 * EDGE
            width = float(max(room if self._narrow else min(room, self._look.px(MEASURE)), 40))
            self._lines = ScriptPage(self._look, self._pieces, self._atoms, width, self._narrow)
        return self._lines

    def _set_down(self) -> None:
        """All that is in sight, at once."""
        if self._page.set_down_to(self.verticalScrollBar().value() + self.viewport().height()):
            self._rest.start()
        self._measure()

    def _set_rest(self) -> None:
        if not self._page.set_more(AT_ONCE):
            self._rest.stop()
        self._measure()

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._page.line_px))
        bar.setRange(0, max(0, ceil(self._page.height) - self.viewport().height()))

    def _from_page(self) -> QPointF:
        """Where the page's top left lies in the viewport."""
        return QPointF(EDGE, -self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._from_page())
        self._page.draw(painter, self.verticalScrollBar().value(), self.viewport().height(), self._playing)
        if self.hasFocus() and self._ringed and self._cursor is not None:
            painter.setPen(QPen(self._look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._page.word_box(self._cursor).adjusted(-4, -2, 4, 2), 4, 4)

    # ---- hands

    def _at(self, place: QPointF) -> Placed | None:
        return self._page.at(place - self._from_page())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._at(event.position()) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or found is None:
            return
        if found.atom.word is not None:
            self._cursor, self._ringed = found.atom.word, False
            self.viewport().update()
            self.wordClicked.emit(found.atom.word)
        elif (finding := self._pieces[found.atom.piece].finding) is not None:
            self.findingClicked.emit(finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and plain and self._page.words:
            self._go(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._cursor is not None:
            self.wordClicked.emit(self._cursor)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()  # what means nothing here may mean something to the page

    def _go(self, step: _Step) -> None:
        self._page.set_more()
        words = list(self._page.words)
        last = len(words) - 1
        at = words.index(self._cursor) if self._cursor in self._page.words else None
        match step:
            case _Step.FIRST:
                to = 0
            case _Step.LAST:
                to = last
            case _Step.BACK | _Step.ON if at is None:
                to = 0
            case _Step.BACK:
                to = max((at or 0) - 1, 0)
            case _Step.ON:
                to = min((at or 0) + 1, last)
            case _:
                to = self._in_next_line(words, at, 1 if step is _Step.DOWN else -1)
        self._cursor, self._ringed = words[to], True
        self.reveal(words[to])
        self._tell_cursor()
        self.viewport().update()

    def _in_next_line(self, words: list[int], at: int | None, by: int) -> int:
        if at is None:
            return 0
        row, here = self._page.words[words[at]]
        there = [place for place, word in enumerate(words) if self._page.words[word][0] == row + by]
        return min(there, key=lambda place: abs(self._page.words[words[place]][1].x - here.x)) if there else at

    def _tell_cursor(self) -> None:
        if self._marked is None or self._cursor is None:
            return
        self.setAccessibleDescription(told_word(self._pieces, self._marked.script, self._cursor))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and self._page.words:
            self._cursor = next(iter(self._page.words))
        self._ringed = event.reason() not in _BY_HAND
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleDescription(self.text())
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_down()
        QTimer.singleShot(0, self, self._reveal_wanted)  # once all beside it has taken its room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_lines()
        elif self.isVisible():
            self._set_down()
