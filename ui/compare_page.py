"""Any two takes of a message side by side: figures, what changed, and both scripts with their marks."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.library.library import Library
from app.practice.compared import Compared, Side, compared
from ui.buttons import Button, Kind, Size
from ui.compare_paint import ChangesView, FiguresView
from ui.keys import Deeds
from ui.ladder_rows import LadderState, counts
from ui.ladder_view import LadderView, TakeStrip
from ui.phone_button import PhoneButton
from ui.session import Session
from ui.shown import Shown, read_shown
from ui.take_half import TakeHalf
from ui.takes_column import WIDE
from ui.text import Text
from ui.theme import Look, Type

BEFORE_S = 0.1  # heard before a word or a finding
_NARROW_PX = 1000
_ONE_TAKE = ("One take so far.", "Say it again; both stand here side by side.")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two takes with all that is shown of them."""

    earlier: Shown
    later: Shown
    compared: Compared


class ComparePage(QWidget):
    """Shows the earlier take and the later one; the other of the two is chosen in the ladder."""

    back = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._kept: int | None = None  # the number of the take the page was opened from
        self._other: int | None = None
        self._plays: Side | None = None
        self.halves = {side: TakeHalf(look, str(side.value + 1)) for side in Side}
        for side, half in self.halves.items():
            half.hear.connect(lambda from_s, side=side: self._hear_from(side, from_s - BEFORE_S))
            half.toggle.connect(lambda side=side: self.hear(side))
        self.figures = FiguresView(look)
        self.changes = ChangesView(look)
        self.ladder = LadderView(look)
        self.ladder.takeChosen.connect(self.choose)
        self.ladder.compareAsked.connect(self.choose)
        self.strip = TakeStrip(look)
        self.strip.takeChosen.connect(self.choose)
        self._stack = QStackedWidget()
        self._stack.setProperty("role", "paper")
        self._stack.addWidget(self._make_page(look))
        self._stack.addWidget(self._make_empty(look))
        self._column = self._make_column(look)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._column)
        session.player.changed.connect(self.show_playing)

    def _make_page(self, look: Look) -> QScrollArea:
        self._title = Text(look, "", Type.VERDICT)
        self._counts = Text(look, "", Type.READING, "ink2")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(PhoneButton(look, self._session.player))
        head.addWidget(self._back_button(look))
        self._facts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._facts.setSpacing(32)
        for view in (self.figures, self.changes):
            self._facts.addWidget(view, 1, Qt.AlignmentFlag.AlignTop)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(32)
        for half in self.halves.values():
            self._both.addWidget(half, 1)
        inside = QFrame()
        inside.setProperty("role", "paper")
        self._whole = QVBoxLayout(inside)
        self._whole.setSpacing(16)
        self._whole.addLayout(head)
        self._whole.addWidget(self.strip)
        self._whole.addLayout(self._facts)
        self._whole.addLayout(self._both, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _make_empty(self, look: Look) -> QFrame:
        page = QFrame()
        page.setProperty("role", "paper")
        title, details = _ONE_TAKE
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        column.addWidget(Text(look, title, Type.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Text(look, details, Type.READING, "ink2"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._back_button(look), 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _make_column(self, look: Look) -> QFrame:
        column = QFrame()
        column.setProperty("role", "right-column")
        column.setFixedWidth(WIDE)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(16, 20, 16, 16)
        inside.setSpacing(10)
        inside.addWidget(Text(look, "Takes", Type.HEADING))
        inside.addWidget(Text(look, "Choose the other take here.", Type.BODY, "ink2", wraps=True))
        inside.addWidget(self.ladder, 1)
        return column

    def _back_button(self, look: Look) -> Button:
        button = Button(look, "Back", key="Esc", kind=Kind.EDGED, size=Size.USUAL)
        button.clicked.connect(self.back)
        return button

    def take_focus(self) -> None:
        """To where the other take is chosen."""
        (self.strip if self.strip.isVisible() else self.ladder).setFocus()

    # ---- Choosing

    def open_with(self, number: int | None, other: int | None = None) -> None:
        """That take beside another one; None: beside the one before it, or after the first."""
        numbers = [rung.attempt.number for rung in self._session.shelf.snapshot.ladder.rungs]
        self._kept = self._other = None
        self._title.show_text("")
        self._counts.show_text("")
        for view in (self.figures, self.changes):
            view.show_compared(None)
        for half in self.halves.values():
            half.show_take(None)
        if number not in numbers or len(numbers) < 2:
            self._show_choice()
            return
        at = numbers.index(number)
        self._kept = number
        self.choose(other if other in numbers and other != number else numbers[at - 1 if at else 1])

    def choose(self, number: int) -> None:
        """The take beside the one the page was opened from, over which the arrow keys pass."""
        numbers = [rung.attempt.number for rung in self._session.shelf.snapshot.ladder.rungs]
        if number == self._kept and self._other in numbers:
            at, from_ = numbers.index(number), numbers.index(self._other)
            beyond = at + (1 if at > from_ else -1)
            number = numbers[beyond] if 0 <= beyond < len(numbers) else number
        if self._kept is None or number == self._kept:
            return
        self._session.player.stop()
        self._other = number
        self._show_choice()
        self._load()

    def _load(self) -> None:
        pair = (self._kept, self._other)
        ids = [each.id for each in self._session.shelf.snapshot.takes if each.number in pair]
        settings = self._session.settings

        def work(library: Library) -> Pair | None:
            earlier, later = (read_shown(library, each) for each in ids)
            if earlier is None or later is None or earlier.take is None or later.take is None:
                return None
            first, second = (earlier.take.number, earlier.review), (later.take.number, later.review)
            return Pair(earlier, later, compared(first, second, settings))

        def then(both: Pair | None) -> None:
            if both is not None and pair == (self._kept, self._other):
                self._show_both(both)

        if len(ids) == 2:
            self._session.shelf.look(work, then)

    # ---- Showing

    def _show_choice(self) -> None:
        snapshot = self._session.shelf.snapshot
        state = LadderState(snapshot.rows, self._other, self._kept)
        self.ladder.show_takes(state)
        self.strip.show_takes(state)
        self._stack.setCurrentIndex(0 if self._kept is not None else 1)
        self._column.setVisible(self._kept is not None and self.width() >= _NARROW_PX)

    def _show_both(self, both: Pair) -> None:
        first, second = both.compared.numbers
        self._title.show_text(f"Takes {first} and {second}.")
        self._counts.show_text(counts(both.compared.change))
        self.figures.show_compared(both.compared)
        self.changes.show_compared(both.compared)
        for side, shown in zip(Side, (both.earlier, both.later), strict=True):
            self.halves[side].show_take(shown)

    def show_playing(self) -> None:
        """The word that sounds now, in the take that plays."""
        player = self._session.player
        if not player.is_playing:
            self._plays = None
        for side, half in self.halves.items():
            half.show_label(self._plays is side)
            half.show_playing(player.at_s if self._plays is side else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < _NARROW_PX
        self._column.setVisible(self._kept is not None and not narrow)
        self.strip.setVisible(narrow)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(below if narrow else beside)
        room = event.size().width() - (0 if narrow else WIDE)
        self._facts.setDirection(below if room < self._look.px(720) else beside)
        margin = 24 if narrow else 32
        self._whole.setContentsMargins(margin, 12 if narrow else 20, margin, 12)
        super().resizeEvent(event)

    def show_look(self, look: Look) -> None:
        self._look = look

    # ---- Hearing

    def deeds(self) -> Deeds:
        return {
            Qt.Key.Key_C: self.back.emit,
            Qt.Key.Key_L: self._session.player.toggle_phone,
            Qt.Key.Key_1: lambda: self.hear(Side.EARLIER),
            Qt.Key.Key_2: lambda: self.hear(Side.LATER),
        }

    def hear(self, side: Side) -> None:
        """All of that take; again: it stops."""
        if self._plays is side:
            self._session.player.stop()
        else:
            self._hear_from(side, 0.0)

    def _hear_from(self, side: Side, from_s: float) -> None:
        player, shown = self._session.player, self.halves[side].shown
        player.stop()
        if shown is not None:
            self._plays = side
            player.start(shown.samples, shown.rate, max(from_s, 0.0))
