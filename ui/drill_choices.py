"""What a drill leaves to who does it, in its row: the greeting, whether the mailbox hangs up, the minutes there are."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.practice.drill import Choice
from app.practice.rounds import MINUTES
from ui.buttons import Button, Kind, Size
from ui.icons import Icon
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type
from ui.tick_box import TickBox

_MOST_MINUTES = 120
_HANGS_UP = "It hangs up at the limit"


class DrillChoices(QWidget):
    """Changes the session's settings; the minutes hold as long as the window is open."""

    greeting = Signal()  # it is to be chosen

    def __init__(self, look: Look, session: Session, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.hangs_up = TickBox(look)
        self.hangs_up.setAccessibleName(_HANGS_UP)
        self.hangs_up.toggled.connect(self._change)
        self.minutes = QSpinBox()
        self.minutes.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(round(MINUTES))
        self.minutes.setAccessibleName("Minutes for the round")
        self.choose = Button(
            look, "Greeting …", Icon.PLAY, Kind.PLAIN, Size.SMALL, key="G", tip="Which greeting answers (G)"
        )
        self.choose.clicked.connect(self.greeting)
        beside = {
            Choice.HANGS_UP: (self.hangs_up, Text(look, _HANGS_UP, Type.BODY, "ink2")),
            Choice.GREETING: (self.choose,),
            Choice.MINUTES: (self.minutes, Text(look, "minutes", Type.BODY, "ink2")),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        for choice, widgets in beside.items():
            for widget in widgets:
                line.addWidget(widget)
                widget.setVisible(choice in choices)
        line.addStretch()
        self.setVisible(bool(choices))
        session.settings_changed.connect(self.show_state)
        self.show_look(look)
        self.show_state()

    def show_look(self, look: Look) -> None:
        self.minutes.setFont(look.font(Type.BODY))
        self.minutes.setFixedWidth(look.px(48))

    def show_state(self) -> None:
        self.hangs_up.setChecked(self._session.settings.mailbox_hangs_up)

    def _change(self, hangs_up: bool) -> None:
        self._session.change_settings(replace(self._session.settings, mailbox_hangs_up=hangs_up))
