"""What a drill leaves to who does it, in its row: the greeting, whether the mailbox hangs up, the minutes there are."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.practice.drill import Choice
from app.practice.rounds import MINUTES
from ui.buttons import Button, Kind, Size
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type
from ui.tick_box import TickBox

_MOST_MINUTES = 120


class DrillChoices(QWidget):
    """Changes the session's settings; the minutes hold as long as the window is open."""

    greeting = Signal()  # it is to be chosen

    def __init__(self, look: Look, session: Session, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._minutes: QLineEdit | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 4, 0, 0)
        self._line.setSpacing(8)
        makes: dict[Choice, Callable[[Look], None]] = {
            Choice.HANGS_UP: self._make_hanging_up,
            Choice.GREETING: self._make_greeting,
            Choice.MINUTES: self._make_minutes,
        }
        for choice in choices:
            makes[choice](look)
        self._line.addStretch()
        self.setVisible(bool(choices))

    def _make_hanging_up(self, look: Look) -> None:
        label, session = "It hangs up at the limit", self._session
        box = TickBox(look)
        box.setAccessibleName(label)
        box.setChecked(session.settings.mailbox_hangs_up)
        box.toggled.connect(lambda on: session.change_settings(replace(session.settings, mailbox_hangs_up=on)))
        session.settings_changed.connect(lambda: box.setChecked(session.settings.mailbox_hangs_up))
        self._line.addWidget(box)
        self._line.addWidget(Text(look, label, Type.BODY, "ink2"))

    def _make_greeting(self, look: Look) -> None:
        tip = "Which greeting answers (G)"
        choose = Button(look, "Greeting …", kind=Kind.PLAIN, size=Size.SMALL, key="G", tip=tip)
        choose.clicked.connect(self.greeting)
        self._line.addWidget(choose)

    def _make_minutes(self, look: Look) -> None:
        self._minutes = QLineEdit(f"{MINUTES:g}")
        self._minutes.setValidator(QIntValidator(1, _MOST_MINUTES, self._minutes))
        self._minutes.setAccessibleName("Minutes for the round")
        self._line.addWidget(self._minutes)
        self._line.addWidget(Text(look, "minutes", Type.BODY, "ink2"))
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        if self._minutes is not None:
            self._minutes.setFont(look.font(Type.BODY))
            self._minutes.setFixedWidth(look.px(56))

    @property
    def minutes(self) -> float | None:
        """Those there usually are while nothing sensible stands there; None where nobody is asked for them."""
        if self._minutes is None:
            return None
        return float(self._minutes.text()) if self._minutes.hasAcceptableInput() else MINUTES
