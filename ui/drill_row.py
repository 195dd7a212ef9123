"""One drill in the list: its sign, its sentence, how far it has come, and the button that begins it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.practice.drill import Drill
from ui.buttons import Button, Kind
from ui.drill_choices import DrillChoices
from ui.icons import Icon, draw_icon
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_SIGN_PX, _STANDS_PX = 20, 220


class _Sign(QWidget):
    def __init__(self, look: Look, icon: Icon) -> None:
        super().__init__()
        self._icon, self._is_offered = icon, False
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.setFixedSize(look.px(_SIGN_PX), look.px(_SIGN_PX))
        self.update()

    def show_offered(self, offered: bool) -> None:
        self._is_offered = offered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colour = self._look.colour("accent" if self._is_offered else "ink2")
        draw_icon(QPainter(self), self._icon, QRectF(self.rect()), colour)


class DrillRow(QFrame):
    """Shows a drill."""

    asked = Signal(object)  # the Drill is to begin

    def __init__(self, look: Look, session: Session, drill: Drill, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drill = drill
        self.setProperty("role", "drill")
        self._sign = _Sign(look, Icon[drill.sign])
        self._why = Text(look, "", Type.BODY, "accent", wraps=True)
        self._stands = Text(look, "", Type.BODY, "ink2", wraps=True)
        self.start = Button(look, "Start", key=key, name=f"{drill.title}: start")
        self.start.clicked.connect(lambda: self.asked.emit(drill))
        self.choices = DrillChoices(look, session, drill.choices)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(look, drill.title, Type.HEADING))
        words.addWidget(Text(look, drill.sentence, Type.READING, "ink2", wraps=True))
        words.addWidget(self._why)
        words.addWidget(self.choices)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(24)
        self._middle.addLayout(words, 1)
        self._middle.addWidget(self._stands, 0, Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 16, 9)
        line.setSpacing(20)
        line.addWidget(self._sign)
        line.addLayout(self._middle, 1)
        line.addWidget(self.start)
        self.setAccessibleName(drill.title)
        self.show_offer("")
        self.show_stands("")

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_offer(self, why: str) -> None:
        """Why it is the one to choose now; empty: it is one of several."""
        self._why.show_text(why)
        self._why.setVisible(bool(why))
        self._sign.show_offered(bool(why))
        self.start.show_label("Start", kind=Kind.GO if why else Kind.EDGED)
        if self.property("chosen") != bool(why):
            self.setProperty("chosen", bool(why))
            self.style().unpolish(self)
            self.style().polish(self)
        self._tell()

    @property
    def is_offered(self) -> bool:
        return bool(self._why.text())

    def show_stands(self, how: str) -> None:
        """How far it has come."""
        self._stands.show_text(how)
        self._stands.setVisible(bool(how))
        self._tell()

    def show_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._middle.setSpacing(2 if narrow else 24)
        self._stands.setFixedWidth(self._look.px(_STANDS_PX)) if not narrow else self._stands.setMaximumWidth(16777215)

    def _tell(self) -> None:
        told = [self.drill.sentence, self._why.text(), self._stands.text()]
        self.setAccessibleDescription(" ".join(each for each in told if each))
