"""Which message the one at hand follows: the others in a list, those to the same person first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.library.library import Library
from app.library.messages import Message
from app.practice.rep import Move
from ui.buttons import Button, Kind
from ui.footed import lay_out, paper
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_NONE = "None: it is the first"
_SAYS = "The earlier one stands below the script while you write, and opening like it is advised against."
_ALONE = "There is no other message yet that it could follow."


class SeriesDialog(QDialog):
    """Accepted once one is chosen; then `earlier` says which."""

    def __init__(
        self, look: Look, name: str, others: Sequence[Message], now: int | None, parent: QWidget | None = None
    ) -> None:
        """`now`: the one it follows already."""
        super().__init__(parent)
        self.setWindowTitle("This message follows")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.px(480))
        self.list = QListWidget()
        self.list.setFont(look.font(Type.READING))
        self.list.setAccessibleName("Messages")
        for message, label in ((None, _NONE), *((each.id, _told(each)) for each in others)):
            item = QListWidgetItem(label)
            item.setData(Qt.ItemDataRole.UserRole, message)
            self.list.addItem(item)
            if message == now:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(Text(look, "Which message does this one follow?", Type.TITLE))
        column.addWidget(Text(look, f"“{name}”. {_SAYS if others else _ALONE}", Type.BODY, "ink2", wraps=True))
        column.addWidget(self.list, 1)
        cancel = Button(look, "Cancel", kind=Kind.QUIET, key="Esc")
        cancel.clicked.connect(self.reject)
        take = Button(look, "Choose", kind=Kind.GO, key="Enter")
        take.clicked.connect(self.accept)
        lay_out(self, paper(column), cancel, take)
        self.list.setFocus()

    @property
    def earlier(self) -> int | None:
        chosen: int | None = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return chosen


def choose_earlier(session: Session, look: Look, window: QWidget) -> None:
    """Asks which message the one at hand follows; nothing while a rep is under way."""
    shelf = session.shelf
    message = shelf.message
    if message is None or session.booth.may(Move.CANCEL):
        return
    name = shelf.draft.name
    now = shelf.snapshot.earlier[-1].message.id if shelf.snapshot.earlier else None

    def ask(others: tuple[Message, ...]) -> None:
        if shelf.message != message:
            return
        dialog = SeriesDialog(look, name, others, now, window)
        dialog.accepted.connect(lambda: follow(dialog.earlier))
        dialog.open()

    def follow(earlier: int | None) -> None:
        def work(library: Library) -> None:
            library.series.follow(message, earlier)

        shelf.change(work, message, lambda: None)

    shelf.save()
    shelf.look(lambda library: library.series.may_follow(message), ask)


def _told(message: Message) -> str:
    to = f" · {message.draft.to}" if message.draft.to else ""
    return f"{message.draft.name}{to}"
