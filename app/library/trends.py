"""How the user comes along: the pace they speak at, and what changed from day to day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from statistics import median

from app.library.messages import moment
from app.library.review_json import attempt_of
from app.library.store import Store
from app.practice.ladder import Attempt

CLEANISH = 3  # a take with at most so many findings was spoken, not struggled through
LEAST_WORDS = 10  # of a script whose takes tell a pace
RECENT = 20  # takes the pace is measured by: it changes


@dataclass(frozen=True, slots=True)
class Day:
    """The reviewed takes of one day; medians, so that one bad take does not make a bad day."""

    day: date
    takes: int
    clean: int
    words_per_minute: float
    fillers_per_minute: float
    length_s: float
    takes_to_clean: float | None  # of the messages that came out clean for the first time that day
    limit_s: float | None  # None: the takes had several


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reviewed take, and when."""

    message: int
    recorded_s: float  # since 1970
    attempt: Attempt


def spoken(store: Store, message: int | None = None) -> tuple[Spoken, ...]:
    """Reviewed takes, oldest first: those of one message; or this user's, without the sample and what was deleted."""
    which = "NOT is_sample" if message is None else "messages.id = ?"
    rows = store.rows(
        "SELECT takes.message, recorded_at, attempt FROM takes JOIN messages ON messages.id = takes.message"
        f" WHERE attempt IS NOT NULL AND hidden_at IS NULL AND deleted_at IS NULL AND {which}"
        " ORDER BY recorded_at, takes.id",
        *(() if message is None else (message,)),
    )
    return tuple(Spoken(row["message"], row["recorded_at"], attempt_of(row["attempt"])) for row in rows)


def pace_wpm(takes: Iterable[Spoken]) -> float | None:
    """The median of the latest takes that went well, in words a minute; None before there is one."""
    paces = [
        each.attempt.words_per_minute
        for each in takes
        if len(each.attempt.findings) <= CLEANISH
        and len(each.attempt.words) >= LEAST_WORDS
        and each.attempt.words_per_minute > 0
    ]
    return median(paces[-RECENT:]) if paces else None


def days(takes: Iterable[Spoken], zone: tzinfo | None = None) -> tuple[Day, ...]:
    """Of takes that stand oldest first; a day begins at midnight in that zone, None: where this computer is."""
    by_day: dict[date, list[Attempt]] = {}
    tries: dict[int, int] = {}
    first_clean: dict[date, list[int]] = {}
    done: set[int] = set()
    for each in takes:
        day = moment(each.recorded_s).astimezone(zone).date()
        by_day.setdefault(day, []).append(each.attempt)
        tries[each.message] = tries.get(each.message, 0) + 1
        if each.attempt.clean and each.message not in done:
            done.add(each.message)
            first_clean.setdefault(day, []).append(tries[each.message])
    return tuple(_day(day, attempts, first_clean.get(day, [])) for day, attempts in sorted(by_day.items()))


def _day(day: date, attempts: list[Attempt], to_clean: list[int]) -> Day:
    limits = {each.limit_s for each in attempts}
    return Day(
        day=day,
        takes=len(attempts),
        clean=sum(each.clean for each in attempts),
        words_per_minute=median(each.words_per_minute for each in attempts),
        fillers_per_minute=median(each.fillers_per_minute for each in attempts),
        length_s=median(each.length_s for each in attempts),
        takes_to_clean=median(to_clean) if to_clean else None,
        limit_s=limits.pop() if len(limits) == 1 else None,
    )
