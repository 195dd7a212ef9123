"""What was deleted in this window, and the way back for as long as it stands."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.library.library import Library
from app.library.takes import KeptTake
from ui.deleted import Deleted
from ui.shelf import Shelf
from ui.takes import Takes


class Bin(QObject):
    """In the window's thread."""

    gone = Signal(object)  # Deleted just now
    back = Signal(object)  # Deleted that is there again

    def __init__(self, shelf: Shelf, takes: Takes) -> None:
        super().__init__()
        self._shelf = shelf
        self._takes = takes

    def delete_message(self) -> None:
        """The one at hand."""
        shelf, message = self._shelf, self._shelf.message
        if message is not None:
            shelf.save()
            deleted = Deleted(f"“{shelf.draft.name}”", message)
            self._put(deleted, lambda library: library.messages.delete(message), shelf.neighbour(message))

    def delete_take(self, take: KeptTake) -> None:
        """Once, however often it is asked for."""
        deleted = Deleted(f"Take {take.number}", take.message, take.id)
        if deleted not in self._shelf.deleted:
            self._put(deleted, lambda library: library.takes.hide(take.id), self._shelf.message)

    def bring_back(self, deleted: Deleted | None = None) -> bool:
        """That, or what was deleted last; False where there is nothing."""
        shelf = self._shelf
        deleted = deleted or next(iter(shelf.deleted[::-1]), None)
        if deleted is None or deleted not in shelf.deleted:
            return False
        shelf.deleted.remove(deleted)
        message, take = deleted.message, deleted.take

        def back() -> None:
            if take is not None:
                self._takes.show(take)
            self.back.emit(deleted)

        def work(library: Library) -> None:
            if take is None:
                library.messages.restore(message)
            else:
                library.takes.bring_back(take)

        shelf.save()
        shelf.change(work, message, back)
        return True

    def _put(self, deleted: Deleted, work: Callable[[Library], None], message: int | None) -> None:
        self._shelf.deleted.append(deleted)
        self._shelf.change(work, message, lambda: self.gone.emit(deleted))
