"""Drills: all there are, each told in a sentence, begun by its number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.library.drills import stands
from app.library.library import Library
from app.library.trends import told
from app.practice.drill_page import ONE_SENTENCE, sentence_told
from app.practice.drills import DRILLS
from app.practice.rounds import MINUTES
from ui.buttons import Button, Kind, Size
from ui.drill_row import DrillRow
from ui.icons import Icon
from ui.keys import Deeds
from ui.scrolled import scrolled
from ui.session import Session
from ui.text import OneLine, Text
from ui.theme import Look, Type

_NUMBERED = 9  # there are so many number keys


class DrillsPage(QWidget):
    """Shows whatever is in the registry."""

    asked = Signal(object)  # a Drill is to begin
    trends = Signal()
    greeting = Signal()  # which one answers is to be chosen

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.rows = [
            DrillRow(look, session, drill, str(number) if number <= _NUMBERED else "")
            for number, drill in enumerate(DRILLS, 1)
        ]
        self._whose = OneLine(look, "", Type.READING, "ink2")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Text(look, "Drills", Type.TITLE))
        head.addWidget(self._whose, 1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 20, 16, 16)
        column.setSpacing(0)
        head.setContentsMargins(16, 0, 16, 12)
        column.addLayout(head)
        for row in self.rows:
            row.asked.connect(self.asked)
            row.choices.greeting.connect(self.greeting)
            column.addWidget(_hairline())
            column.addWidget(row)
        column.addSpacing(16)
        column.addLayout(self._make_foot(look))
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(column, "Drills"))
        session.shelf.changed.connect(self.show_state)
        self.show_state()

    def _make_foot(self, look: Look) -> QHBoxLayout:
        """How the weeks went, and where there is more of it."""
        self._weeks = Text(look, "", Type.BODY, "ink2", wraps=True)
        self._more = Button(look, "Over the days", Icon.TREND, Kind.PLAIN, Size.SMALL, key="T")
        self._more.clicked.connect(self.trends)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(24)
        foot.addWidget(self._weeks, 1)
        foot.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        return foot

    def show_state(self) -> None:
        """Soon also how far each has come."""
        message = self._session.shelf.snapshot.message
        self._whose.show_text(f"for “{message.draft.name}”" if message is not None else "")
        drilled = self._session.drilled() if self.isVisible() else None
        if drilled is not None:
            today = datetime.now().astimezone().date()

            def work(library: Library) -> tuple[dict[str, str], tuple[str, ...]]:
                return stands(library, drilled, today), told(library.weeks(drilled.message), today, is_one_message=True)

            self._session.shelf.look(work, lambda found: self._show_stands(*found))
            failing = drilled.sentence
            why = "" if failing is None else f"“{sentence_told(drilled.script, failing)}” keeps failing."
            for row in self.rows:
                row.show_offer(why if row.drill.name == ONE_SENTENCE else "")

    def _show_stands(self, stands: Mapping[str, str], weeks: Sequence[str]) -> None:
        self._weeks.show_text(" ".join(weeks))
        self._more.setVisible(bool(weeks))
        for row in self.rows:
            row.show_stands(stands.get(row.drill.name, ""))

    @property
    def minutes(self) -> float:
        """For a round."""
        return next((minutes for row in self.rows if (minutes := row.choices.minutes) is not None), MINUTES)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_state()

    def deeds(self) -> Deeds:
        first = Qt.Key.Key_1.value
        begins = {Qt.Key(first + at): row.start.click for at, row in enumerate(self.rows[:_NUMBERED])}
        return {**begins, Qt.Key.Key_G: self.greeting.emit}

    def take_focus(self) -> None:
        """On what is offered, else on the first."""
        offered = [row for row in self.rows if row.is_offered]
        (offered or self.rows)[0].start.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from drill to drill, Enter begins the one they are at."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        starts: list[Button] = [row.start for row in self.rows]
        at = next((at for at, each in enumerate(starts) if each.hasFocus()), None)
        if at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            starts[at].click()
        elif step is None or at is None:
            super().keyPressEvent(event)
        else:
            starts[min(max(at + step, 0), len(starts) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        for row in self.rows:
            row.show_narrow(self._look.is_narrow(self.width()))


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line
