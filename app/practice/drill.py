"""What a drill is: data, and small functions over the reviews so far."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from app.practice.fading import Shown, whole
from app.review.account import Review
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.script import Script

IN_A_ROW = 3  # good reps, where one could be luck

Reviews: TypeAlias = Sequence[Review]  # of the reps of one drill so far, in order


@dataclass(frozen=True, slots=True)
class Drilled:
    """A message to be drilled, and what is known of it and of its speaker."""

    name: str
    script: Script
    rules: Rules  # of the message itself: limit, strictness, settings
    message: int | None = None  # the library's; None: a script that is no message
    sentence: int | None = None  # the one that keeps failing, as the ladder knows it
    hangs_up: bool = False  # the mailbox cuts off at the limit
    due: tuple["Drilled", ...] = ()  # the messages of a round, in its order
    written: Script | None = None  # the script before its blanks were filled in


@dataclass(frozen=True, slots=True)
class Task:
    """The next rep, as a drill asks for it."""

    told: str  # what to do, a sentence
    of: Drilled  # whose take it will be
    script: Script  # what is spoken and compared with
    limit_s: float
    shown: tuple[Shown, ...]  # what is left of each script word on the page
    step: str = ""  # how far the drill is, in a few words
    is_aside: bool = False  # no take of the message as it is meant: a part of it, a shorter limit, a page with holes
    after_the_beep: bool = False  # it rings, a greeting plays, the beep; the clock runs from the beep's end
    cut_off_s: float | None = None  # of the rep's clock: nothing after it is recorded
    strictness: Strictness | None = None  # None: the message's own
    band_wpm: tuple[float, float] | None = None  # the pace a sparse cue holds the speaker to

    @property
    def rules(self) -> Rules:
        return replace(self.of.rules, limit_s=self.limit_s, strictness=self.strictness or self.of.rules.strictness)

    @property
    def is_whole_page(self) -> bool:
        return all(each is Shown.WHOLE for each in self.shown)


def no_breaths(_review: Review) -> tuple[int, ...]:
    """Pauses are not what it is about."""
    return ()


class Choice(Enum):
    """What a drill leaves to who does it."""

    GREETING = "greeting"
    HANGS_UP = "hangs up"  # Drilled.hangs_up
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Drill:
    """A rule for a series of reps."""

    name: str  # on the command line
    title: str
    sentence: str  # what it is, for who has never seen it
    sign: str  # the name of its icon
    next: Callable[[Drilled, Reviews], Task | None]  # None: it is done. Raises Problem where there is nothing to drill
    answer: Callable[[Drilled, Reviews], tuple[str, ...]]  # sentences on the last rep; there is at least one
    result: Callable[[Drilled, Reviews], str]  # in a sentence or two, also where it was broken off
    choices: tuple[Choice, ...] = ()
    breaths: Callable[[Review], tuple[int, ...]] = no_breaths  # before which words a pause would have served
    goes_on: bool = False  # the next time where it stood; else it begins anew


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a drill has come."""

    task: Task | None  # the next rep; None: it is done
    said: tuple[str, ...] = ()  # of the last rep
    result: str = ""  # of all so far; empty before the first


def stand(drill: Drill, drilled: Drilled, reviews: Reviews) -> Stand:
    """Raises Problem where there is nothing to drill."""
    asked = drill.next(drilled, reviews)
    return Stand(asked, drill.answer(drilled, reviews), drill.result(drilled, reviews)) if reviews else Stand(asked)


def task(drilled: Drilled, told: str, step: str = "") -> Task:
    """The message as it is, with all of it on the page."""
    return Task(told, drilled, drilled.script, drilled.rules.limit_s, whole(drilled.script), step)


def in_a_row(good: Iterable[bool]) -> int:
    """How many there are at the end."""
    count = 0
    for each in good:
        count = count + 1 if each else 0
    return count


def no_answer(_drilled: Drilled, _reviews: Reviews) -> tuple[str, ...]:
    """The review says all there is to say."""
    return ()
