"""Two takes of a message held against each other: what changed from one to the other, and whose figures are better."""

from dataclasses import dataclass
from enum import Enum

from app.practice.ladder import Attempt, Rung, attempt, ladder
from app.review.account import Review
from app.review.finding import Certainty, Kind
from app.review.telling import clock, span
from app.settings import Settings


class Side(Enum):
    """Which of the two."""

    EARLIER = 0
    LATER = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both takes, in words."""

    name: str
    told: tuple[str, str]  # of the earlier and of the later take
    better: Side | None  # None: neither, or it cannot be said


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier take and the later one."""

    numbers: tuple[int, int]
    change: Rung  # of the later against the earlier
    figures: tuple[Figure, ...]


def compared(earlier: tuple[int, Review], later: tuple[int, Review], settings: Settings) -> Compared:
    """Each a take's number and its review; `settings` say which pace is a good one."""
    attempts = (attempt(*earlier), attempt(*later))
    columns = [_column(one, review, settings) for one, review in zip(attempts, (earlier[1], later[1]), strict=True)]
    figures = (
        Figure(first[0], (first[1], second[1]), _better(first[2], second[2]))
        for first, second in zip(*columns, strict=True)
    )
    return Compared((earlier[0], later[0]), ladder(attempts).rungs[-1], tuple(figures))


def _column(one: Attempt, review: Review, settings: Settings) -> list[tuple[str, str, tuple[float, ...]]]:
    """Of one take: name, words, and what tells the better one, which is less there."""
    over = f", {span(one.over_s)} over" if one.over_s else ""
    fillers, pace = round(one.fillers_per_minute, 1), round(one.words_per_minute)
    beside_band = max(settings.pace_from_wpm - pace, pace - settings.pace_to_wpm, 0)
    long_pauses = sum(each.kind is Kind.LONG_PAUSE and each.certainty is Certainty.CERTAIN for each in review.findings)
    longest = round(review.metrics.longest_pause_s, 1)
    return [
        ("Length", clock(one.length_s) + over, (round(one.over_s, 1),)),
        ("Findings", "Clean" if one.clean else str(len(one.findings)), (not one.clean, len(one.findings))),
        ("Fillers", f"{fillers:.1f} a minute" if fillers else "none", (fillers,)),
        ("Pace", f"{pace} a minute", (beside_band,)),
        ("Longest pause", f"{longest:.1f} s", (long_pauses, longest if long_pauses else 0)),
    ]


def _better(first: tuple[float, ...], second: tuple[float, ...]) -> Side | None:
    if first == second:
        return None
    return Side.EARLIER if first < second else Side.LATER
