"""The one dialog for a fault of ours: what happened, what to copy for who repairs it, and where it is noted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.problems import Problem
from ui.buttons import Button, Kind
from ui.footed import lay_out, paper
from ui.text import Text
from ui.theme import Look, Type, dress

_KEPT = "What you wrote and recorded is kept, and the rest still works. Nothing you wrote or said is in this note."


class CrashDialog(QDialog):
    """Escape closes it."""

    def __init__(self, look: Look, problem: Problem, text: str, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.setWindowTitle("A fault of this program")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(look.px(640), look.px(420))
        self._text = text
        self.copy = Button(look, "Copy", kind=Kind.SUB)
        self.copy.clicked.connect(self._copy)
        close = Button(look, "Close", kind=Kind.GO)
        close.clicked.connect(self.accept)
        note = QPlainTextEdit(text)
        note.setReadOnly(True)
        note.setTabChangesFocus(True)
        note.setProperty("role", "field")
        note.setFont(look.font(Type.BODY))
        note.setAccessibleName("The note")
        column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(Text(look, "The program made a mistake", Type.TITLE))
        for sentence in (f"{problem.what} {problem.remedy}", _KEPT):
            words = Text(look, sentence, Type.READING, "ink2", wraps=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        column.addWidget(note, 1)
        lay_out(self, paper(column), self.copy, close)
        self.setAccessibleDescription(str(problem))
        if window is None:
            dress(self, look)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText("Copied")
