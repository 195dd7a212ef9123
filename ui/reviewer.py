"""Has old takes reviewed in the workshop: those that have no review yet, by itself, and any one where it is wished."""

from collections.abc import Callable

from app.audio.sound import open_sound
from app.library.takes import KeptTake
from app.problems import Problem
from app.review.account import Review
from app.review.review import Rules
from app.settings import Settings
from ui.ear import Ear
from ui.long_work import LongWork, Report
from ui.problems import GivenUp
from ui.shelf import Shelf
from ui.takes import Takes

Otherwise = Callable[[Problem], object]


class Reviewer:
    """In the window's thread. A review that is given up leaves the one from before."""

    def __init__(
        self,
        ear: Ear,
        shelf: Shelf,
        takes: Takes,
        work: LongWork,
        settings: Callable[[], Settings],
        tell: Otherwise,
    ) -> None:
        self._ear = ear
        self._shelf = shelf
        self._takes = takes
        self._work = work
        self._settings = settings
        self._tell = tell
        self._tried: set[int] = set()  # once a session; those that cannot be reviewed would come up again and again
        self._at: set[int] = set()  # the takes that are being reviewed
        shelf.changed.connect(self._review_next)
        ear.changed.connect(self._review_next)

    def review_again(self, take: KeptTake, then: Callable[[], object], otherwise: Otherwise) -> None:
        """With the model and the settings of today; the limit and the strictness of then."""
        self._review(take, then, otherwise, quiet=False)

    def _review_next(self) -> None:
        """The takes of a message one after the other, those of drills, too; without a word."""
        if self._at or not self._ear.is_ready:
            return
        every = (*self._shelf.snapshot.takes, *self._shelf.snapshot.asides)
        take = next((each for each in every if each.attempt is None and each.id not in self._tried), None)
        if take is not None:
            self._review(take, lambda: None, self._tell, quiet=True)

    def _review(self, take: KeptTake, then: Callable[[], object], otherwise: Otherwise, quiet: bool) -> None:
        if take.id in self._at:
            return
        self._tried.add(take.id)
        self._at.add(take.id)
        rules = Rules(take.limit_s, take.strictness, self._settings())
        ready = self._ear.prepare_aside(take.script)

        def work(report: Report) -> Review:
            judge, prepared = ready.result()
            with open_sound(take.sound) as sound:
                return judge.check(
                    prepared,
                    sound,
                    rules,
                    progress=lambda heard_s: report(heard_s / take.duration_s),
                    origin_s=take.origin_s,
                )

        def done(review: Review) -> None:
            self._at.discard(take.id)
            self._takes.save_review(take, review, rules)
            then()
            self._review_next()

        def broke(problem: Problem) -> None:
            self._at.discard(take.id)
            if not quiet or self._is_missed(take, problem):
                otherwise(problem)
            self._review_next()

        self._work.start(f"Reviewing take {take.number} again", work, done, broke, quiet)

    def _is_missed(self, take: KeptTake, problem: Problem) -> bool:
        """Whether somebody should know: not of a take that was deleted meanwhile."""
        snapshot = self._shelf.snapshot
        is_there = any(each.id == take.id for each in (*snapshot.takes, *snapshot.asides))
        return is_there and not isinstance(problem, GivenUp)
