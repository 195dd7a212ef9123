"""What becomes of takes once they are spoken: kept, shown, judged anew, pinned, deleted for good."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.library.library import Library
from app.library.recovery import keep
from app.library.takes import KeptTake
from app.review.account import Review
from app.review.finding import Finding
from app.review.review import Rules
from ui.booth import Judged
from ui.marked import mark
from ui.shelf import Shelf
from ui.shown import Shown, read_shown
from ui.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Overruled:
    """A finding that the speaker knew better than, and what the message remembers of it."""

    finding: Finding
    take: KeptTake
    corrections: tuple[int, ...]  # in the library


class Takes(QObject):
    """In the window's thread; the shelf brings each wish to the library."""

    shown = Signal(object)  # Shown: a take's review
    overruled = Signal(object)  # Overruled just now
    counted = Signal(object)  # Overruled that counts again

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf

    def keep(self, judged: Judged) -> None:
        """A rep that is over becomes a take of its message; it is shown again once it has its number."""
        wanted, review = judged.wanted, judged.raw
        message = wanted.message
        if message is None:
            return
        kept: list[KeptTake] = []

        def work(library: Library) -> None:
            kept.append(keep(library, message, review, wanted.rules, judged.free, wanted.drill, wanted.is_aside))

        def then(snapshot: Snapshot) -> None:
            self._shelf.refresh(snapshot, message)
            shown = Shown(
                judged.review, judged.marked, wanted.rules, judged.samples, judged.rate, judged.waveform, kept[0]
            )
            self.shown.emit(shown)

        self._shelf.ask(work, self._shelf.message, then)

    def save_review(self, take: KeptTake, review: Review, rules: Rules) -> None:
        """Of a take that had none, or another one; nothing where it was deleted meanwhile."""

        def work(library: Library) -> None:
            if any(each.id == take.id for each in library.takes.all_of(take.message)):
                library.reviews.save(take.id, review, rules)
                library.hearings.forget(take.id)

        self._shelf.change(work, self._shelf.message)

    def show(self, take: int) -> None:
        """Its review with its sound, by `shown`; nothing where it has none yet."""
        self._shelf.look(
            lambda library: read_shown(library, take),
            lambda shown: self.shown.emit(shown) if shown is not None else None,
        )

    def overrule(self, shown: Shown, finding: Finding) -> None:
        """The review is made again without it, and the message remembers."""
        take = shown.take
        if take is None:
            return
        made: list[Shown] = []
        new: list[int] = []

        def work(library: Library) -> None:
            known = {each.id for each in library.reviews.corrections(take.message)}
            latest = library.reviews.overrule(take.id, finding)
            new.extend(each.id for each in library.reviews.corrections(take.message) if each.id not in known)
            review = latest.review if latest is not None else shown.review
            made.append(replace(shown, review=review, marked=mark(review, take.drill)))

        def then(snapshot: Snapshot) -> None:
            self._shelf.refresh(snapshot, take.message)
            self.shown.emit(made[0])
            self.overruled.emit(Overruled(finding, take, tuple(new)))

        self._shelf.ask(work, self._shelf.message, then)

    def count_again(self, overruled: Overruled) -> None:
        """It was a finding after all."""

        def work(library: Library) -> None:
            for each in overruled.corrections:
                library.reviews.take_back(each)

        def then(snapshot: Snapshot) -> None:
            self._shelf.refresh(snapshot, overruled.take.message)
            self.counted.emit(overruled)
            if self._shelf.message == overruled.take.message:
                self.show(overruled.take.id)

        self._shelf.ask(work, self._shelf.message, then)

    def pin(self, take: KeptTake) -> None:
        """Or no longer, where it is pinned."""
        self._shelf.change(lambda library: library.takes.pin(take.id, not take.is_pinned), self._shelf.message)

    def delete(self, take: KeptTake) -> None:
        """For good."""
        self._shelf.delete(lambda library: library.takes.delete(take.id), self._shelf.message)
