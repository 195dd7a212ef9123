"""A round: the messages due today, one take each, in the minutes there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.practice.drill import Choice, Drill, Drilled, Reviews, Task, no_answer, task
from app.review.telling import clock, length_s, listed

ROUND = "round"
LONGEST_GAP_DAYS = 16  # no message is out of mind for longer
AROUND_S = 15.0  # of a take beside its limit: the countdown before it, the verdict after it
MINUTES = 5.0


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a message: the days it was spoken on, oldest first, and whether the day's first take was clean.

    That first take is cold. None: it was no take of the message as it is, so that the day proves nothing.
    """

    message: int
    since: date  # it was written
    days: tuple[tuple[date, bool | None], ...] = ()


def due_on(past: Past) -> date:
    """The day it is to be asked for: the one after the last; the gap doubles with each cold take that was clean.

    What was clean yesterday for the first time is asked for cold today: the first day proves nothing yet. What was
    never spoken is due from the day it was written.
    """
    if not past.days:
        return past.since
    clean_colds = 0
    for _, was_clean in past.days[1:]:
        if was_clean is not None:
            clean_colds = clean_colds + 1 if was_clean else 0
    return past.days[-1][0] + timedelta(days=min(2**clean_colds, LONGEST_GAP_DAYS))


def due(pasts: Iterable[Past], today: date) -> tuple[Past, ...]:
    """Those to be asked for, the longest due first, so that whatever does not fit today comes up before all else."""
    waiting = [past for past in pasts if due_on(past) <= today]
    return tuple(sorted(waiting, key=lambda past: (due_on(past), past.message)))


def fitting(limits_s: Iterable[float], minutes: float) -> int:
    """How many takes of these limits, from the first on, fit into the minutes; at least one, where there is one."""
    left_s, count = minutes * 60, 0
    for limit_s in limits_s:
        left_s -= limit_s + AROUND_S
        if left_s < 0 and count:
            break
        count += 1
    return count


def _next(drilled: Drilled, reviews: Reviews) -> Task | None:
    if len(reviews) >= len(drilled.due):
        return None
    of = drilled.due[len(reviews)]
    to = f" to {of.script.to}" if of.script.to else ""
    return task(of, f"“{of.name}”{to}: one take.", f"{len(reviews) + 1} of {len(drilled.due)}")


def _result(drilled: Drilled, reviews: Reviews) -> str:
    done = list(zip(drilled.due, reviews, strict=False))
    clean = [f"“{each.name}” in {clock(length_s(review))}" for each, review in done if review.clean]
    again = [f"“{each.name}”" for each, review in done if not review.clean]
    told = f"{len(clean)} of {len(done)} clean, cold{': ' + listed(clean) if clean else ''}."
    return told + (f" Not clean, and due again tomorrow: {listed(again)}." if again else "")


DRILLS = (
    Drill(
        ROUND,
        "Round",
        "Every message that is due, one take each: what was clean yesterday is asked for cold today.",
        "ROUND",
        _next,
        no_answer,
        _result,
        (Choice.MINUTES,),
    ),
)
