"""What is deleted says so, with the way back; Ctrl+Z is that way as long as the window stands."""

from PySide6.QtCore import QObject

from app.practice.rep import Move
from ui.deleted import Deleted
from ui.notice import Notice, Remedy
from ui.session import Session


class Undo(QObject):
    def __init__(self, session: Session, notice: Notice) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        session.bin.gone.connect(self._offer)
        session.bin.back.connect(lambda deleted: notice.show_done(f"{deleted.name} is there again."))

    def bring_back(self) -> None:
        """What was deleted last; not while a rep is under way."""
        if not self._session.booth.may(Move.CANCEL) and not self._session.bin.bring_back():
            self._notice.show_done("There is nothing to bring back.")

    def _offer(self, deleted: Deleted) -> None:
        undo = Remedy("Undo", lambda: self._session.bin.bring_back(deleted), "Ctrl Z")
        self._notice.show_done(f"{deleted.name} is deleted.", [undo])
