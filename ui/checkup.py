"""What works here: the examination, its answers a line each, and a button that copies them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.doctor.answer import Answer, Mark, as_text
from app.practice.lanes import Lanes
from app.problems import Problem
from app.settings import Settings
from ui.bridge import Bridge
from ui.buttons import Button, Kind
from ui.footed import lay_out
from ui.scrolled import scrolled
from ui.text import Text
from ui.theme import Look, Type

_TONES = {Mark.WORKS: "accent", Mark.NOTE: "amber", Mark.BROKEN: "rust"}  # the word itself says the same
_TRYING = "Trying the sound, the model and the library …"


@dataclass(frozen=True, slots=True)
class CheckupDoors:
    """What is examined, each on a lane."""

    sound: Callable[[Settings], tuple[Answer, ...]]  # on the studio's
    rest: Callable[[], tuple[Answer, ...]]


class Checkup(QObject):
    """One examination at a time; the newest answers stand."""

    changed = Signal()

    def __init__(self, doors: CheckupDoors, lanes: Lanes, bridge: Bridge, settings: Callable[[], Settings]) -> None:
        super().__init__()
        self.answers: tuple[Answer, ...] | None = None  # None: there are none yet
        self.problem: Problem | None = None  # why it came to no end
        self._is_under_way = False
        self._doors = doors
        self._lanes = lanes
        self._bridge = bridge
        self._settings = settings

    def start(self) -> None:
        if self._is_under_way:
            return
        self.answers, self.problem, self._is_under_way = None, None, True
        settings = self._settings()
        self._bridge.ask(self._lanes.studio, lambda: self._doors.sound(settings), self._go_on, self._broke)
        self.changed.emit()

    def _go_on(self, heard: tuple[Answer, ...]) -> None:
        self._bridge.ask(self._lanes.workshop, self._doors.rest, lambda rest: self._done(heard + rest), self._broke)

    def _done(self, answers: tuple[Answer, ...]) -> None:
        self.answers, self._is_under_way = answers, False
        self.changed.emit()

    def _broke(self, problem: Problem) -> None:
        self.problem, self._is_under_way = problem, False
        self.changed.emit()


class CheckupDialog(QDialog):
    """Begins an examination and shows what comes of it."""

    def __init__(self, look: Look, checkup: Checkup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._checkup = checkup
        self.setWindowTitle("What works here")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.px(680), look.px(480))
        self.copy = Button(look, "Copy", kind=Kind.SUB)
        self.copy.clicked.connect(self._copy)
        close = Button(look, "Close", kind=Kind.GO)
        close.clicked.connect(self.accept)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(12)
        self._rows.setColumnStretch(2, 1)
        self._waiting = Text(look, _TRYING, Type.READING, "ink2", wraps=True)
        column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(16)
        column.addWidget(Text(look, "What works here", Type.TITLE))
        column.addWidget(self._waiting)
        column.addLayout(self._rows)
        column.addStretch()
        lay_out(self, scrolled(column, "What works here"), self.copy, close)
        checkup.changed.connect(self._show_answers)
        checkup.start()

    def show_look(self, look: Look) -> None:
        self._look = look

    def _show_answers(self) -> None:
        answers = self._checkup.answers
        self.copy.setEnabled(answers is not None)
        self._waiting.setVisible(answers is None)
        self._waiting.show_text(str(self._checkup.problem or _TRYING))
        for row, each in enumerate(answers or ()):
            mark = Text(self._look, each.mark, Type.BODY_STRONG, _TONES[each.mark])
            about = Text(self._look, each.about, Type.READING_MEDIUM)
            says = Text(self._look, each.says, Type.READING, "ink2", wraps=True)
            says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for place, text in enumerate((mark, about, says)):
                self._rows.addWidget(text, row, place, Qt.AlignmentFlag.AlignTop if place < 2 else Qt.AlignmentFlag(0))
        self.setAccessibleDescription(as_text(answers) if answers is not None else self._waiting.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._checkup.answers or ()))
        self.copy.setText("Copied")


class ThisComputer(QWidget):
    """The way to it; stands in the settings."""

    def __init__(self, look: Look, checkup: Checkup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._checkup = checkup
        self.button = Button(look, "What works here …")
        self.button.clicked.connect(self.open_checkup)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        says = (
            "Tries microphone, loudspeaker, model, library and disk, and says what to do about what does not work. "
            "It can be copied into a report: nothing you wrote or said is in it."
        )
        column.addWidget(Text(look, says, Type.BODY, "ink2", wraps=True))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_look(self, look: Look) -> None:
        self._look = look

    def open_checkup(self) -> None:
        CheckupDialog(self._look, self._checkup, self.window()).open()
