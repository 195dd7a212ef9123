"""Before a take can be made: what is ready, what is not, and what helps; everything else works meanwhile."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.better_ear import BetterEar
from ui.buttons import Button, Kind
from ui.focus import OWN_FOCUS
from ui.icons import Icon, draw_icon
from ui.scrolled import scrolled
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_WIDE = 820
_TITLES = {
    0: "Ready for the {} take.",
    1: "One thing before the {} take.",
    2: "Two things before the {} take.",
}


class _Sign(QWidget):
    """A number in a ring while something is to be done, a tick once it is."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._number, self._done = number, False
        self.setFixedSize(24, 24)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_done(self, done: bool) -> None:
        self._done = done
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(1.5, 1.5, 21, 21)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent"))
            painter.drawEllipse(ring)
            draw_icon(painter, Icon.CHECK, QRectF(5, 5, 14, 14), self._look.colour("on_accent"), 2.4)
            return
        painter.setPen(QPen(self._look.colour("amber_fill"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        painter.setPen(self._look.colour("ink"))
        painter.setFont(self._look.font(Type.LABEL_STRONG))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Row(QFrame):
    """One thing that must be there."""

    def __init__(self, look: Look, number: int, buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self._sign = _Sign(look, number)
        self._what = Text(look, "", Type.HEADING, wraps=True)
        self._details = Text(look, "", Type.READING, "ink2", wraps=True)
        self._state = Text(look, "", Type.BODY, "ink2")
        self._buttons = buttons
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for each in buttons:
            foot.addWidget(each)
        foot.addStretch()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._what)
        words.addWidget(self._details)
        words.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 18, 0, 18)
        line.setSpacing(12)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)

    def show_row(self, what: str, details: str, state: str, done: bool) -> None:
        self._sign.show_done(done)
        self._what.show_text(what)
        self._details.show_text(details)
        self._details.setVisible(bool(details))
        self._state.show_text(state)
        for each in self._buttons:
            each.setVisible(not done)


class Welcome(QFrame):
    """Shows what the session knows of microphone and ear."""

    write = Signal()
    sample = Signal()
    settings = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.setProperty("role", "paper")
        self._title = Text(look, "", Type.TITLE, wraps=True)
        again = Button(look, "Look again", Icon.AGAIN)
        again.clicked.connect(lambda: session.equipment.look())
        choose = Button(look, "Choose another", Icon.SETTINGS)
        choose.clicked.connect(self.settings)
        self._microphone = _Row(look, 1, (again, choose))
        retry = Button(look, "Try again", Icon.AGAIN)
        retry.clicked.connect(session.ear.load)
        folder = Button(look, "I have a model", Icon.FOLDER)
        folder.clicked.connect(self.settings)
        self._ear = _Row(look, 2, (retry, folder))
        column = QVBoxLayout()
        column.setContentsMargins(0, 40, 0, 24)
        column.setSpacing(0)
        column.addWidget(self._title)
        self._meanwhile = Text(look, "", Type.READING, "ink2", wraps=True)
        column.addWidget(self._meanwhile)
        column.addSpacing(20)
        for row in (self._microphone, self._ear):
            column.addWidget(_hairline())
            column.addWidget(row)
        column.addWidget(_hairline())
        column.addWidget(BetterEar(look, session))
        column.addSpacing(20)
        self.card = self._make_meanwhile(look)
        column.addWidget(self.card)
        column.addStretch()
        held = QWidget()
        held.setLayout(column)
        held.setMaximumWidth(_WIDE)
        centred = QHBoxLayout()
        centred.setContentsMargins(40, 0, 40, 0)
        centred.addStretch(1)
        centred.addWidget(held, 100)
        centred.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = scrolled(centred, "Before the first take")
        area.setProperty(OWN_FOCUS, True)  # it is the whole page: a ring around it says nothing
        whole.addWidget(area)
        session.equipment.changed.connect(self.show_state)
        session.ear.changed.connect(self.show_state)
        session.shelf.changed.connect(self.show_state)
        self.show_state()

    def _make_meanwhile(self, look: Look) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        sample = Button(look, "Open the sample review", Icon.PLAY)
        sample.clicked.connect(self.sample)
        write = Button(look, "Write a message", kind=Kind.PLAIN)
        write.clicked.connect(self.write)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(look, "Meanwhile", Type.READING_STRONG))
        words.addWidget(
            Text(look, "See how a review reads: the sample has three recorded takes.", Type.READING, "ink2", wraps=True)
        )
        line = self._card_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        line.setContentsMargins(20, 16, 20, 16)
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(sample)
        line.addWidget(write)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_card()
        super().resizeEvent(event)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_card()

    def _set_card(self) -> None:
        """Its buttons stand below its words where there is no room beside them."""
        tight, flow = self._look.is_tight(self.width()), QBoxLayout.Direction
        self._card_line.setDirection(flow.TopToBottom if tight else flow.LeftToRight)

    @property
    def has_trouble(self) -> bool:
        """Whether a take cannot be made as things stand."""
        return self._session.equipment.problem is not None or self._session.ear.problem is not None

    def show_state(self) -> None:
        session = self._session
        missing = session.equipment.problem
        if missing is not None:
            self._microphone.show_row(missing.what, missing.remedy, "", False)
        elif session.equipment.microphones is None:
            self._microphone.show_row("Looking for the microphone", "", "", True)
        else:
            name = session.equipment.microphone or "the system’s own"
            self._microphone.show_row(f"Sound comes from “{name}”", "", "Ready", True)
        deaf = session.ear.problem
        if deaf is not None:
            self._ear.show_row(deaf.what, deaf.remedy, "", False)
        else:
            state = "Ready" if session.ear.is_ready else "Loading …"
            self._ear.show_row("The ear that hears your takes", "", state, True)
        self.card.setVisible(any(each.is_sample for each in session.shelf.snapshot.messages))
        spoken = any(each.takes for each in session.shelf.snapshot.messages if not each.is_sample)
        self._title.show_text(_TITLES[(missing is not None) + (deaf is not None)].format("next" if spoken else "first"))
        self._meanwhile.show_text(
            "Writing and the takes so far are not touched by it."
            if spoken
            else "It takes a minute, once. Writing works."
        )


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line
