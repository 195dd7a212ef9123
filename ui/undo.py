"""What is deleted or overruled says so, with the way back; Ctrl+Z is that way as long as the window stands."""

from PySide6.QtCore import QObject

from app.practice.rep import Move
from ui.deleted import Deleted
from ui.fix_card import overruling
from ui.notice import Notice, Remedy
from ui.session import Session
from ui.takes import Overruled


class Undo(QObject):
    def __init__(self, session: Session, notice: Notice) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        self._overruled: list[Overruled] = []  # since something was deleted, the last one last
        session.bin.gone.connect(self._offer)
        session.bin.back.connect(lambda deleted: notice.show_done(f"{deleted.name} is there again."))
        session.takes.overruled.connect(self._offer_to_count)
        session.takes.counted.connect(lambda _: notice.show_done("It counts again."))

    def bring_back(self) -> None:
        """What was deleted or overruled last; not while a rep is under way."""
        if self._session.booth.may(Move.CANCEL):
            return
        if self._overruled:
            self._count(self._overruled[-1])
        elif not self._session.bin.bring_back():
            self._notice.show_done("There is nothing to bring back.")

    def _count(self, overruled: Overruled) -> None:
        if overruled in self._overruled:
            self._overruled.remove(overruled)
            self._session.takes.count_again(overruled)

    def _offer_to_count(self, overruled: Overruled) -> None:
        self._overruled.append(overruled)
        undo = Remedy("Undo", lambda: self._count(overruled), "Ctrl Z")
        self._notice.show_done(f"“{overruling(overruled.finding)}”: it no longer counts.", [undo])

    def _offer(self, deleted: Deleted) -> None:
        self._overruled.clear()
        undo = Remedy("Undo", lambda: self._session.bin.bring_back(deleted), "Ctrl Z")
        self._notice.show_done(f"{deleted.name} is deleted.", [undo])
