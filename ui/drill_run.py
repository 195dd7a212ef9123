"""The drill at hand: its reps so far, what they came to, and the rep that is next."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.audio.own_greeting import chosen_greeting
from app.library.drills import reps_before
from app.library.library import Library
from app.places import Places
from app.practice.drill import Drill, Drilled, Stand, stand
from app.practice.standing import under_way
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings
from ui.booth import Judged, Wanted
from ui.shelf import Shelf
from ui.shown import Shown
from ui.takes import Takes
from ui.turn import Opening, Turn, opening_of


@dataclass(frozen=True, slots=True)
class _At:
    """Where a drill is."""

    drill: Drill
    drilled: Drilled
    opening: Opening | None
    reviews: tuple[Review, ...]
    stand: Stand
    is_spoken: bool = False  # this time

    def asked_for(self, turn: Turn) -> bool:
        """Whatever the settings have become since."""
        is_same = turn.drill is self.drill and turn.drilled.message == self.drilled.message
        return is_same and turn.reviews is self.reviews


class DrillRun(QObject):
    """One at a time; it ends when another begins, or another message is turned to. In the window's thread."""

    changed = Signal()
    left = Signal(str)  # a drill was broken off or put away: what came of it

    def __init__(self, shelf: Shelf, takes: Takes, places: Places, settings: Callable[[], Settings]) -> None:
        super().__init__()
        self._shelf = shelf
        self._places = places
        self._settings = settings
        self._at: _At | None = None
        self._take: int | None = None  # the last rep's, once it is kept
        self._waits: Callable[[], object] | None = None  # for the message whose turn it is
        shelf.changed.connect(self._arrived)
        shelf.chosen.connect(self._turned)
        takes.shown.connect(self._shown)

    @property
    def drill(self) -> Drill | None:
        """Also one that is done, for as long as its result is to be seen."""
        return self._at.drill if self._at is not None else None

    @property
    def stand(self) -> Stand | None:
        return self._at.stand if self._at is not None else None

    def is_of(self, shown: Shown | None) -> bool:
        """Whether that is the drill's last rep."""
        at = self._at
        if at is None or shown is None or not at.is_spoken:
            return False
        return shown.review is at.reviews[-1] or (shown.take is not None and shown.take.id == self._take)

    @property
    def turn(self) -> Turn | None:
        """The rep that is next; None where no drill goes on."""
        at = self._at
        if at is None or at.stand.task is None:
            return None
        return Turn(at.drill, at.drilled, at.reviews, at.stand.task, at.opening)

    @property
    def wanted(self) -> Wanted | None:
        """The same for the booth."""
        turn = self.turn
        if turn is None or turn.task.of.message != self._shelf.message:
            return None
        task = turn.task
        return Wanted(task.of.message, task.script, task.rules, self._shelf.snapshot.corrections, turn)

    # ---- Begun and left

    def begin(self, drill: Drill, of: Callable[[Library], Drilled], then: Callable[[], object]) -> None:
        """`of` looks up what is drilled. What cannot be drilled is told."""
        settings = self._settings()

        def work(library: Library) -> _At:
            drilled = of(library)
            reviews = reps_before(library, drill, drilled)
            first = replace(stand(drill, drilled, reviews), said=())
            rings = first.task is not None and first.task.after_the_beep
            greeting = chosen_greeting(self._places, settings.own_greeting)
            return _At(drill, drilled, opening_of(greeting) if rings else None, tuple(reviews), first)

        def begun(at: _At) -> None:
            self.leave()
            self._at, self._take = at, None
            self.changed.emit()
            then()

        self._shelf.look(work, begun)

    def settle(self, rules: Callable[[Script], Rules]) -> None:
        """Soon what is chosen in the settings now, and the greeting there is now, hold for the next rep."""
        at, settings = self._at, self._settings()
        if at is None or at.stand.task is None:
            return

        def settled(drilled: Drilled) -> Drilled:
            due = tuple(settled(each) for each in drilled.due)
            return replace(drilled, rules=rules(drilled.script), hangs_up=settings.mailbox_hangs_up, due=due)

        def work(_: Library) -> _At:
            drilled = settled(at.drilled)
            run = under_way(at.drill, drilled, at.reviews)  # another limit, say, begins anew
            reviews = at.reviews if not at.drill.goes_on or run == at.reviews else tuple(run)
            is_spoken = at.is_spoken and reviews is at.reviews
            now = stand(at.drill, drilled, reviews)
            opening = at.opening and opening_of(chosen_greeting(self._places, settings.own_greeting))
            return _At(at.drill, drilled, opening, reviews, now if is_spoken else replace(now, said=()), is_spoken)

        self._shelf.look(work, lambda settled: self._recounted(at, settled))

    def leave(self) -> None:
        """What came of it is told where it is broken off."""
        at, self._at, self._waits = self._at, None, None
        if at is None:
            return
        self.changed.emit()
        if at.is_spoken and at.stand.task is not None:
            self.left.emit(f"{at.drill.title}: {at.stand.result}")

    # ---- Its reps

    def when_at_hand(self, then: Callable[[], object]) -> None:
        """Once the message whose turn it is stands there; at once where it does, or no drill goes on."""
        message = self.turn.task.of.message if self.turn is not None else None
        if message is None or message == self._shelf.message:
            then()
        else:
            self._waits = then
            self._shelf.choose(message)

    def judged(self, judged: Judged) -> None:
        """A rep is over."""
        at, turn = self._at, judged.wanted.turn
        if at is None or turn is None or judged.stand is None or not at.asked_for(turn):
            return
        reviews = (*turn.reviews, judged.review)
        self._at, self._take = replace(at, reviews=reviews, stand=judged.stand, is_spoken=True), None
        self.changed.emit()

    def _shown(self, shown: Shown) -> None:
        """The last take, kept by now, or overruled: then it counts anew."""
        at = self._at
        if at is None or not at.is_spoken or shown.take is None:
            return
        if shown.review is at.reviews[-1]:
            self._take = shown.take.id
        elif shown.take.id == self._take:
            reviews = (*at.reviews[:-1], shown.review)
            self._shelf.look(
                lambda _: replace(at, reviews=reviews, stand=stand(at.drill, at.drilled, reviews)),
                lambda counted: self._recounted(at, counted),
            )

    def _recounted(self, before: _At, counted: _At) -> None:
        if self._at is before:
            self._at = counted
            self.changed.emit()

    # ---- Messages

    def _arrived(self) -> None:
        turn = self.turn
        if self._waits is not None and turn is not None and turn.task.of.message == self._shelf.message:
            waits, self._waits = self._waits, None
            waits()

    def _turned(self) -> None:
        if self._waits is None:
            self.leave()
