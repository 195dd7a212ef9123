"""Messages as the window shows them; the library itself stays on a lane of its own."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.library.draft import Draft
from app.library.exchange import take_in, unpacked
from app.library.library import Library
from app.library.messages import Message
from app.library.recovery import bring_back
from app.places import Places
from app.practice.lanes import Lane, Work
from app.problems import Problem
from ui.bridge import Bridge
from ui.deleted import Deleted
from ui.problems import take_recovered
from ui.snapshot import Snapshot, look_at

SAVE_AFTER_MS = 500  # without a key
_UNPACKING = 0.7  # the part of an import that comes before the library's
Seen = TypeVar("Seen")


class Shelf(QObject):
    """One message at hand. Every change goes to the library behind, and what it then says comes back."""

    changed = Signal()  # the list, the message at hand, its takes
    chosen = Signal()  # another message is at hand
    saved = Signal()
    told = Signal(object)  # a Problem, or what the user should know

    def __init__(self, open_it: Callable[[], Library], places: Places, lane: Lane, bridge: Bridge) -> None:
        super().__init__()
        self.snapshot = Snapshot()
        self.draft = Draft()  # as it is typed
        self.search = ""
        self.deleted: list[Deleted] = []  # what goes for good once the window closes, the last one last
        self.is_saved = True
        self.is_open = False
        self.limit_s = 30.0  # where a script names none
        self._open_it = open_it
        self._places = places
        self._lane = lane
        self._bridge = bridge
        self._library: Library | None = None  # touched on the lane alone
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def message(self) -> int | None:
        return self.snapshot.message.id if self.snapshot.message is not None else None

    # ---- Opening and closing

    def open(self) -> None:
        """With the sample, the first time; at hand is the message of a take that was cut off, else that edited last."""

        def work() -> tuple[Snapshot, tuple[Problem, ...]]:
            library = self._library = self._open_it()
            library.add_sample(self._places.assets / "sample", self.limit_s)
            found, left = bring_back(library)
            notes = (*library.notices, *map(take_recovered, found), *left)
            cut_off = [each.take.message for each in found if each.take is not None]
            first = [*cut_off[-1:], *(each.id for each in library.messages.all()), None][0]
            return look_at(self._opened(), "", first), notes

        def then(opened: tuple[Snapshot, tuple[Problem, ...]]) -> None:
            typed, self.is_open = self.draft, True
            self._take_up(opened[0])
            if typed != Draft():
                self.add(typed)  # somebody was quicker than the library
            for note in opened[1]:
                self.told.emit(note)

        self._bridge.ask(self._lane, work, then, self.told.emit)

    def close(self) -> Work[None]:
        """Under way when this returns: what is typed is kept, then the library closed."""
        self.save()
        messages = [each.message for each in self.deleted if each.take is None]
        takes = [each.take for each in self.deleted if each.take is not None]
        return self._lane.run(lambda: self._close(messages, takes))

    def _close(self, messages: list[int], takes: list[int]) -> None:
        if self._library is not None:
            self._library.forget_deleted(messages, takes)
            self._library.close()
            self._library = None

    # ---- Messages

    def look_for(self, search: str) -> None:
        self.search = search
        self.change(_nothing, self.message)

    def choose(self, message: int) -> None:
        if message != self.message:
            self.save()
            self.change(_nothing, message)

    def edit(self, draft: Draft) -> None:
        """As typed; kept a moment later."""
        if draft != self.draft:
            self.draft, self.is_saved = draft, False
            self._timer.start()

    def save(self) -> None:
        self._timer.stop()
        message, draft = self.message, self.draft
        if self.is_saved or message is None or not self.is_open:
            return

        def then(snapshot: Snapshot) -> None:
            if self.message == message:
                self.is_saved = self.draft == draft
            self.refresh(snapshot, message)
            self.saved.emit()

        def work(library: Library) -> None:
            library.messages.save(message, draft)

        self.ask(work, message, then)

    def add(self, draft: Draft) -> None:
        """A new message, at hand at once."""
        self.save()
        self._make(lambda library: library.messages.add(draft).id)

    def import_message(self, file: Path, report: Callable[[float], object]) -> Message:
        """One that was exported. On a lane that may be long at it: the library's own is kept for what only it can do.

        Raises Problem, and what `report` raises.
        """
        with unpacked(file, self._places.takes, lambda share: report(_UNPACKING * share)) as came:

            def work() -> Message:
                report(_UNPACKING)
                return take_in(self._opened(), came, lambda share: report(_UNPACKING + (1 - _UNPACKING) * share))

            return self._lane.run(work).result()

    def duplicate(self) -> None:
        message = self.message
        if message is not None:
            self.save()
            self._make(lambda library: library.messages.duplicate(message).id)

    def silence(self, message: int, rules: Collection[str], silent: bool = True) -> None:
        """These rules give no advice on that message any more, or again."""

        def work(library: Library) -> None:
            before = library.messages.get(message).silenced
            library.messages.silence(message, before.union(rules) if silent else before.difference(rules))

        self.ask(work, message, lambda snapshot: self.refresh(snapshot, message))

    # ---- For good

    def forget(self) -> None:
        """The message at hand."""
        message = self.message
        if message is not None:
            self.deleted = [each for each in self.deleted if each.message != message]
            self.delete(lambda library: library.forget(message), self.neighbour(message))

    def forget_everything(self) -> None:
        self.search = ""
        self.deleted = []
        self.delete(lambda library: library.forget_everything(), None)

    def delete(self, work: Callable[[Library], tuple[Problem, ...]], message: int | None) -> None:
        """What could not be deleted yet is told; `message` is at hand afterwards."""
        if message != self.message:
            self._timer.stop()
            self.is_saved = True
        search = self.search

        def done() -> tuple[tuple[Problem, ...], Snapshot]:
            left = work(self._opened())
            return left, look_at(self._opened(), search, message)

        def then(after: tuple[tuple[Problem, ...], Snapshot]) -> None:
            self._take_up(after[1])
            for problem in after[0]:
                self.told.emit(problem)

        self._bridge.ask(self._lane, done, then, self.told.emit)

    def neighbour(self, message: int) -> int | None:
        """What is at hand once that one is gone."""
        ids = [each.id for each in self.snapshot.messages]
        at = ids.index(message) if message in ids else 0
        rest = [each for each in ids if each != message]
        return rest[min(at, len(rest) - 1)] if rest else None

    # ---- To the library and back

    def look(self, work: Callable[[Library], Seen], then: Callable[[Seen], object]) -> None:
        """Reads something out of the library; nothing here changes by it."""
        self._bridge.ask(self._lane, lambda: work(self._opened()), then, self.told.emit)

    def ask(self, work: Callable[[Library], object], message: int | None, then: Callable[[Snapshot], object]) -> None:
        """Has the library do it, then looks at everything anew, with that message at hand."""
        search = self.search

        def done() -> Snapshot:
            work(self._opened())
            return look_at(self._opened(), search, message)

        self._bridge.ask(self._lane, done, then, self.told.emit)

    def change(
        self, work: Callable[[Library], object], message: int | None, then: Callable[[], object] = lambda: None
    ) -> None:
        """Has the library do it; `message` is at hand afterwards."""

        def done(snapshot: Snapshot) -> None:
            self._take_up(snapshot)
            then()

        self.ask(work, message, done)

    def _opened(self) -> Library:
        if self._library is None:
            self._library = self._open_it()  # it failed before; perhaps what stood in the way is gone
        return self._library

    def _make(self, work: Callable[[Library], int]) -> None:
        self.search = ""

        def done() -> Snapshot:
            return look_at(self._opened(), "", work(self._opened()))

        self._bridge.ask(self._lane, done, self._take_up, self.told.emit)

    def _take_up(self, snapshot: Snapshot) -> None:
        before = self.message
        if before is not None and (snapshot.message is None or snapshot.message.id != before):
            self.save()  # what was typed into the one before, while this was on its way
        self.snapshot = snapshot
        if self.message != before:
            self.draft = snapshot.message.draft if snapshot.message is not None else Draft()
            self.is_saved = True
            self._timer.stop()
            self.chosen.emit()
        self.changed.emit()

    def refresh(self, snapshot: Snapshot, message: int) -> None:
        """The speaker may be at another message by now; then that one stays at hand."""
        if self.message == message:
            self.snapshot = snapshot
        else:
            self.snapshot = replace(self.snapshot, messages=snapshot.messages)
        self.changed.emit()


def _nothing(_: Library) -> None:
    """Only to look."""
