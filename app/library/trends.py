"""How the user comes along: the pace they speak at, and what changed from day to day and from week to week."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from statistics import median

from app.library.messages import moment
from app.library.review_json import Unreadable, attempt_of
from app.library.store import Store
from app.practice.ladder import Attempt
from app.review.telling import clock, counted

CLEANISH = 3  # a take with at most so many findings was spoken, not struggled through
LEAST_WORDS = 10  # of a script whose takes tell a pace
RECENT = 20  # takes the pace is measured by: it changes
WEEKS = 6  # that are looked back on


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
    drill: str = ""  # in which it was spoken
    is_aside: bool = False  # a part of the message, or under another limit


@dataclass(frozen=True, slots=True)
class Week:
    """The reviewed takes of one week. A take is cold where it is the first of its message that day."""

    monday: date
    takes: int
    cold: int
    cold_clean: int
    best_clean_s: float | None  # None: none was clean
    fillers_per_minute: float  # the median


def spoken(store: Store, message: int | None = None) -> tuple[Spoken, ...]:
    """Reviewed takes, oldest first: those of one message; or this user's, without the sample and what was deleted."""
    which = "NOT is_sample" if message is None else "messages.id = ?"
    rows = store.made(
        _spoken,
        "SELECT takes.message, recorded_at, attempt, drill, is_aside"
        " FROM takes JOIN messages ON messages.id = takes.message"
        f" WHERE attempt IS NOT NULL AND hidden_at IS NULL AND deleted_at IS NULL AND {which}"
        " ORDER BY recorded_at, takes.id",
        *(() if message is None else (message,)),
    )
    return tuple(each for each in rows if each is not None)


def _spoken(row: sqlite3.Row) -> Spoken | None:
    """None where what is kept of its review cannot be read: the take is reviewed anew."""
    try:
        attempt = attempt_of(row["attempt"])
    except Unreadable:
        return None
    recorded_s = moment(row["recorded_at"]).timestamp()
    return Spoken(row["message"], recorded_s, attempt, row["drill"], bool(row["is_aside"]))


def pace_wpm(takes: Iterable[Spoken]) -> float | None:
    """The median of the latest takes that went well, in words a minute; None before there is one."""
    paces = [
        each.attempt.words_per_minute
        for each in takes
        if not each.is_aside
        and len(each.attempt.findings) <= CLEANISH
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
        if each.is_aside:
            continue
        day = _day_of(each, zone)
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


def cold(takes: Iterable[Spoken], zone: tzinfo | None = None) -> tuple[Spoken, ...]:
    """Of takes that stand oldest first the first of each message each day; none where that one stands aside."""
    firsts: dict[tuple[int, date], Spoken] = {}
    for each in takes:
        firsts.setdefault((each.message, _day_of(each, zone)), each)
    return tuple(each for each in firsts.values() if not each.is_aside)


def cold_days(takes: Iterable[Spoken], zone: tzinfo | None = None) -> dict[int, tuple[tuple[date, bool | None], ...]]:
    """For each message the days it was spoken on, oldest first, and whether the cold take of the day was clean; None:
    the day began with one that stands aside."""
    days: dict[int, dict[date, bool | None]] = {}
    for each in takes:
        was_clean = None if each.is_aside else each.attempt.clean
        days.setdefault(each.message, {}).setdefault(_day_of(each, zone), was_clean)
    return {message: tuple(sorted(theirs.items())) for message, theirs in days.items()}


def weeks(takes: Iterable[Spoken], zone: tzinfo | None = None) -> tuple[Week, ...]:
    """Of takes that stand oldest first; a week begins on Monday. Of those aside the ones of a whole message count."""
    every = tuple(takes)
    whole = {(each.message, each.attempt.words) for each in every if not each.is_aside}
    by_week: dict[date, list[Spoken]] = {}
    for each in every:
        if (each.message, each.attempt.words) in whole:
            by_week.setdefault(_monday(each, zone), []).append(each)
    firsts = cold(every, zone)
    return tuple(
        _week(monday, theirs, [each.attempt.clean for each in firsts if _monday(each, zone) == monday])
        for monday, theirs in sorted(by_week.items())
    )


def told(weeks: Sequence[Week], today: date, is_one_message: bool) -> tuple[str, ...]:
    """The last week with takes, and the first of the six up to today where that is another; no points, no streaks.

    The best time is one message's: of several it would be the shortest one's.
    """
    since = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    shown = [each for each in weeks if each.monday >= since]
    ends = shown[-1:] if len(shown) < 2 else [shown[-1], shown[0]]
    return tuple(f"{_ago(each, today)}: {_week_told(each, is_one_message)}." for each in ends)


def _ago(week: Week, today: date) -> str:
    count = (today - week.monday).days // 7
    return "This week" if count == 0 else f"{counted(count, 'week').capitalize()} ago"


def _week_told(week: Week, is_one_message: bool) -> str:
    parts = [f"{week.cold_clean} of {week.cold} clean cold"] if week.cold else []
    if is_one_message and week.best_clean_s is not None:
        parts.append(f"best clean time {clock(week.best_clean_s)}")
    return ", ".join([*parts, f"{week.fillers_per_minute:.1f} fillers a minute"])


def _week(monday: date, takes: list[Spoken], cold_clean: list[bool]) -> Week:
    return Week(
        monday=monday,
        takes=len(takes),
        cold=len(cold_clean),
        cold_clean=sum(cold_clean),
        best_clean_s=min((each.attempt.length_s for each in takes if each.attempt.clean), default=None),
        fillers_per_minute=median(each.attempt.fillers_per_minute for each in takes),
    )


def _day_of(take: Spoken, zone: tzinfo | None) -> date:
    return moment(take.recorded_s).astimezone(zone).date()


def _monday(take: Spoken, zone: tzinfo | None) -> date:
    day = _day_of(take, zone)
    return day - timedelta(days=day.weekday())
