"""As it will be read: the best take as a phone shows voicemail, its first seconds lit."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.library.library import Library
from app.library.takes import KeptTake
from app.problems import Problem
from app.recognition.transcript import FreeHearing
from app.review.as_read import AsRead, as_read
from app.review.telling import clock, length_s
from app.script.lint_opening import FIRST_S
from ui.buttons import Button
from ui.focus import OWN_FOCUS
from ui.heard_text import HeardText
from ui.icons import Icon
from ui.keys import Deeds
from ui.notification import CALLER, Notification
from ui.phone_button import PhoneButton
from ui.scrolled import scrolled
from ui.session import Session
from ui.shown import Shown, read_shown
from ui.text import OneLine, Text
from ui.theme import Look, Type
from ui.trend_chart import day_told

_BESIDE_PX = 720  # at 100 %: room for both cards in a row
_PHONE_PX, _NOTE_PX = 420, 340
_SIDE_PX, _BETWEEN_PX = 32, 40
_STEP_PX = 60  # of an arrow key
_HONEST = "Heard by {model}, without your script. A phone’s own recognizer mishears too, differently."
_NONE = ("No take yet.", "Say it once; what a phone would show of it stands here.")
_WAITING = ("Listening …", "The take is heard as a phone hears it, without the script; that takes a moment.")
_SILENT = "There is nothing to read in it: no word was heard."


@dataclass(frozen=True, slots=True)
class _Found:
    shown: Shown
    heard: FreeHearing | None  # None: it has to be heard again


class AsReadPage(QWidget):
    """Shows the best take of the message at hand; plays it."""

    back = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._take: KeptTake | None = None  # the one the page is about
        self._shown: Shown | None = None
        self.read: AsRead | None = None  # None: not known yet
        self._title = Text(look, "As it will be read.", Type.TITLE)
        self._which = OneLine(look, "", Type.READING, "ink2")
        self.hear_it = Button(look, "Hear it", Icon.PLAY, key="H")
        self.hear_it.clicked.connect(self.toggle)
        self.by_phone = PhoneButton(look, session.player)
        back = Button(look, "Back", key="Esc")
        back.clicked.connect(self.back)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(self._which, 1)
        for button in (self.hear_it, self.by_phone, back):
            head.addWidget(button)
        self.notification = Notification(look)
        self._counts = Text(look, "", Type.BODY, "ink2", wraps=True)
        self._honest = Text(look, "", Type.BODY, "ink2", wraps=True)
        self.text = HeardText(look)
        self._caller = Text(look, CALLER, Type.HEADING)
        self._when = OneLine(look, "", Type.BODY, "ink2")
        self._length = Text(look, "", Type.BODY_MEDIUM, "ink2")
        self._empty = Text(look, "", Type.TITLE, wraps=True)
        self._why = Text(look, "", Type.READING, "ink2", wraps=True)
        self._cards = self._make_cards(look)
        nothing = QVBoxLayout()
        nothing.setSpacing(8)
        nothing.addWidget(self._empty)
        nothing.addWidget(self._why)
        column = QVBoxLayout()
        column.setContentsMargins(_SIDE_PX, 20, _SIDE_PX, 24)
        column.setSpacing(20)
        column.addLayout(head)
        column.addLayout(nothing)
        column.addWidget(self._cards)
        column.addStretch()
        self._area: QScrollArea = scrolled(column, "As it will be read")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.setAccessibleName("As it will be read")
        session.player.changed.connect(self.show_playing)
        self._say(*_NONE)

    def _make_cards(self, look: Look) -> QWidget:
        first = QVBoxLayout()
        first.setSpacing(8)
        first.addWidget(Text(look, "First: what lights up", Type.LABEL_MEDIUM, "ink3"))
        first.addWidget(self.notification)
        first.addSpacing(8)
        first.addWidget(self._counts)
        first.addWidget(self._honest)
        first.addStretch()
        phone = QFrame()
        phone.setProperty("role", "phone")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._when, 1)
        line.addWidget(self._length)
        inside = QVBoxLayout(phone)
        inside.setContentsMargins(28, 24, 28, 28)
        inside.setSpacing(4)
        inside.addWidget(self._caller)
        inside.addLayout(line)
        inside.addSpacing(4)
        inside.addWidget(self.text)
        second = QVBoxLayout()
        second.setSpacing(8)
        second.addWidget(Text(look, "Then, perhaps: the whole of it", Type.LABEL_MEDIUM, "ink3"))
        second.addWidget(phone)
        second.addStretch()
        self._first, self._phone = QWidget(), QWidget()
        for half, column in ((self._first, first), (self._phone, second)):
            column.setContentsMargins(0, 0, 0, 0)
            half.setLayout(column)
        cards = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, cards)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(_BETWEEN_PX)
        self._both.addStretch(1)
        self._both.addWidget(self._first)
        self._both.addWidget(self._phone)
        self._both.addStretch(1)
        return cards

    def take_focus(self) -> None:
        self.setFocus()

    # ---- What there is

    def open_page(self) -> None:
        """The best take of the message at hand: the one that is pinned, else the best by its review."""
        snapshot = self._session.shelf.snapshot
        best = snapshot.ladder.best if snapshot.message is None else snapshot.message.pinned or snapshot.ladder.best
        take = self._take = next((each for each in snapshot.takes if each.number == best), None)
        self._shown = self.read = None
        if take is None:
            self._say(*(_NONE if not snapshot.takes else _WAITING))
            return
        self._which.show_text(f"Take {take.number}, {'pinned' if take.is_pinned else 'the best so far'}")
        self._say(*_WAITING)

        def look_up(library: Library) -> _Found | None:
            shown = read_shown(library, take.id)
            return None if shown is None else _Found(shown, library.hearings.of(take.id))

        self._session.shelf.look(look_up, lambda found: self._found(take, found) if found is not None else None)

    def _found(self, take: KeptTake, found: _Found) -> None:
        if take is not self._take:
            return
        self._shown = found.shown
        if found.heard is not None:
            self._heard(take, found.heard)
        else:
            self._session.hearer.hear(
                take, lambda heard: self._heard(take, heard), lambda problem: self._broke(take, problem)
            )

    def _heard(self, take: KeptTake, heard: FreeHearing) -> None:
        shown = self._shown
        if take is not self._take or shown is None:
            return
        read = self.read = as_read(heard, shown.review.take.origin_s)
        self.text.show_read(read)
        self.notification.show_read(read)
        words = len(read.words)
        lit = f"Lit: the first {FIRST_S:g} seconds, {read.first} of {words} words. Who reads it decides there."
        self._counts.show_text(lit if words else _SILENT)
        self._honest.show_text(_HONEST.format(model=heard.model))
        at = take.recorded_at.astimezone()
        self._when.show_text(f"{day_told(at.date(), [at.date()])}, {at:%H:%M}")
        self._length.show_text(clock(length_s(shown.review)))
        self._say("", "")

    def _broke(self, take: KeptTake, problem: Problem) -> None:
        if take is self._take:
            self._say(problem.what, problem.remedy)

    def _say(self, what: str, why: str) -> None:
        """In place of the cards, or nothing."""
        self._empty.show_text(what)
        self._why.show_text(why)
        for each in (self._empty, self._why):
            each.setVisible(bool(what))
        self._cards.setVisible(not what)
        self._which.setVisible(self._take is not None)
        self.hear_it.setEnabled(self._shown is not None)
        told = what or f"{self.notification.accessibleDescription()} {self.text.accessibleDescription()}"
        self.setAccessibleDescription(f"{self._which.text()}. {told}" if self._take is not None else told)

    # ---- Hearing it

    def deeds(self) -> Deeds:
        return {Qt.Key.Key_H: self.toggle, Qt.Key.Key_L: self._session.player.toggle_phone}

    def toggle(self) -> None:
        """All of it; again: it stops."""
        player, shown = self._session.player, self._shown
        if player.is_playing:
            player.stop()
        elif shown is not None:
            player.start(shown.samples, shown.rate, shown.review.take.origin_s)

    def show_playing(self) -> None:
        """The word that sounds now."""
        player = self._session.player
        self.hear_it.show_label(
            "Stop" if player.is_playing else "Hear it", Icon.STOP if player.is_playing else Icon.PLAY
        )
        self.text.show_playing(self.read.at(player.at_s) if self.read is not None else None)

    # ---- What Qt tells

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_columns()
        super().resizeEvent(event)

    def _set_columns(self) -> None:
        beside = self.width() >= self._look.px(_BESIDE_PX)
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._first.setMaximumWidth(self._look.px(_NOTE_PX))
        self._phone.setMaximumWidth(self._look.px(_PHONE_PX))
        taken = 2 * _SIDE_PX + (self._look.px(_NOTE_PX) + _BETWEEN_PX if beside else 0)
        self._phone.setMinimumWidth(min(self._look.px(_PHONE_PX), self.width() - taken))
        self.by_phone.show_narrow(self._look.is_narrow(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page scrolls by the arrow keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + steps * self._look.px(_STEP_PX))
