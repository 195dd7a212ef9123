"""What can be done with a message beside writing it: bring one in, export it, delete it or everything for good."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.library.exchange import SUFFIX, Package, package, write
from app.library.messages import Message
from app.practice.rep import Move
from app.problems import Problem
from app.review.telling import counted, listed
from ui.confirm import ask_before_deleting
from ui.desk import Desk
from ui.editor import local_files
from ui.problems import GivenUp
from ui.session import Session

SCRIPTS = "*.txt *.md *.markdown *.docx"
_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class MessageActions(QObject):
    """Of the message at hand. Files are read and written on the lanes; what is dropped on the window is brought in."""

    done = Signal(str)  # a sentence

    def __init__(self, session: Session, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        desk.open_file.connect(self.ask_for_file)
        desk.editor.dropped.connect(self.bring_in)
        desk.export.connect(self.ask_where_to)
        desk.forget.connect(self.ask_before_forgetting)
        session.forgotten.connect(lambda: self.done.emit("Everything is deleted."))
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        for field in window.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # else the name of a file that is dropped there would be typed into it

    # ---- In

    def ask_for_file(self) -> None:
        if self._session.booth.may(Move.CANCEL):
            return
        dialog = QFileDialog(self._window, "Open a script or a message")
        dialog.setNameFilters([f"Scripts and messages ({SCRIPTS} *{SUFFIX})", "All files (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.bring_in(Path(name)))
        dialog.open()

    def bring_in(self, file: Path) -> None:
        """A script becomes a new message; a message that was exported comes with all it has."""
        if self._session.booth.may(Move.CANCEL):
            return
        if file.suffix.lower() == SUFFIX:
            shelf = self._session.shelf
            self._session.work.start(
                f"Opening {file.name}", lambda report: shelf.import_message(file, report), self._came, self._broke
            )
        else:
            self._session.bring_in(file)

    def _came(self, message: Message) -> None:
        """It is at hand at once, but where a rep began meanwhile."""
        shelf, busy = self._session.shelf, self._session.booth.may(Move.CANCEL)
        shelf.save()
        shelf.search = shelf.search if busy else ""
        shelf.change(lambda _: None, shelf.message if busy else message.id, lambda: self._tell_of(message))

    def _tell_of(self, message: Message) -> None:
        self.done.emit(f"“{message.draft.name}” is among your messages, with {counted(message.takes, 'take')}.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Files that are dragged over the window, and dropped on it."""
        if event.type() in _DRAGGED and isinstance(event, QDragMoveEvent) and local_files(event.mimeData()):
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            for file in local_files(event.mimeData()):
                self.bring_in(file)
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    # ---- Out

    def ask_where_to(self) -> None:
        message = self._session.shelf.snapshot.message
        if message is None or self._session.booth.may(Move.CANCEL):
            return
        dialog = QFileDialog(self._window, "Export the message with its takes")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"Message (*{SUFFIX})"])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export(message.id, Path(name)))
        dialog.open()

    def export(self, message: int, to: Path) -> None:
        """Gathered from the library as it is at this moment, then written in the workshop."""
        session = self._session
        session.shelf.save()

        def gathered(packed: Package) -> None:
            session.work.start(
                f"Exporting {to.name}",
                lambda report: write(packed, to, report),
                lambda _: self.done.emit(_exported(packed, to)),
                self._broke,
            )

        session.shelf.look(lambda library: package(library, message), gathered)

    def _broke(self, problem: Problem) -> None:
        if isinstance(problem, GivenUp):
            self.done.emit(str(problem))
        else:
            self._session.told.emit(problem)

    # ---- For good

    def ask_before_forgetting(self) -> None:
        message = self._session.shelf.snapshot.message
        if message is None:
            return
        takes = f" Its {counted(message.takes, 'take')} and all reviews go, too." if message.takes else ""
        question = f"Delete “{message.draft.name}” for good?{takes} This cannot be undone."
        ask_before_deleting(self._window, "Delete the message", question, lambda: self.forget(message))

    def forget(self, message: Message) -> None:
        if self._session.shelf.message == message.id:
            self._session.player.stop()
            self._session.shelf.forget()
            self.done.emit(f"“{message.draft.name}” is deleted for good.")


def _exported(packed: Package, to: Path) -> str:
    if not packed.missing:
        return f"Exported: {to}"
    numbers = listed([str(take.number) for take in packed.missing])
    return f"Exported: {to}. Left out, since the sound is gone: take {numbers}."
