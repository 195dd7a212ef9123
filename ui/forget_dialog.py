"""Everything is deleted for good: what that means, where it lies, and a word to be typed before it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ui.buttons import Button, Kind
from ui.footed import lay_out, paper
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

WORD = "delete"
_GOES = (
    "Every message with its edits, every take with its sound, all reviews and corrections, backups of the library, and "
    "what the program prepared from your words. Nobody can bring it back."
)
_STAYS = "Your settings and the models you fetched stay, and so do files you exported or saved elsewhere."


class Kept(QWidget):
    """Where everything lies, and the way to be rid of it; stands in the settings."""

    forgotten = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.button = Button(look, "Delete everything …")
        self.button.clicked.connect(self.ask)
        self.where = Text(look, f"Your messages and takes lie in {session.places.data}", Type.BODY, "ink2", wraps=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.where)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_look(self, look: Look) -> None:
        self._look = look

    def ask(self) -> None:
        dialog = ForgetDialog(self._look, self.window())
        dialog.accepted.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self._session.forget_everything()
        self.forgotten.emit()


class ForgetDialog(QDialog):
    """Accepted once the word is typed and the button pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Delete everything")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(look.px(480))
        self.delete = Button(look, "Delete everything for good", kind=Kind.SUB)
        self.delete.setEnabled(False)
        self.delete.clicked.connect(self.accept)
        self.field = QLineEdit()
        self.field.setFont(look.font(Type.READING))
        self.field.setAccessibleName(f"Type {WORD} to confirm")
        self.field.setAccessibleDescription(f"{_GOES} {_STAYS}")
        self.field.textChanged.connect(lambda: self.delete.setEnabled(self._is_confirmed()))
        self.field.returnPressed.connect(lambda: self.accept() if self._is_confirmed() else None)
        cancel = Button(look, "Cancel", kind=Kind.GO)
        cancel.clicked.connect(self.reject)
        for button in (self.delete, cancel):
            button.setAutoDefault(False)  # Return belongs to the field
        column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(Text(look, "Delete everything?", Type.TITLE))
        for sentence in (_GOES, _STAYS):
            column.addWidget(Text(look, sentence, Type.READING, "ink2", wraps=True))
        column.addSpacing(8)
        column.addWidget(Text(look, f"Type “{WORD}” to confirm", Type.BODY_MEDIUM))
        column.addWidget(self.field)
        lay_out(self, paper(column), self.delete, cancel)

    def _is_confirmed(self) -> bool:
        return self.field.text().strip().lower() == WORD
