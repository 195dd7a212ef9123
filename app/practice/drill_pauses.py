"""The drill that answers every um with the place where a pause would have served."""

from dataclasses import dataclass

from app.practice.drill import IN_A_ROW, Drill, Drilled, Reviews, Task, in_a_row, task
from app.review.account import Review
from app.review.finding import Certainty, Finding, Kind
from app.review.pauses import Place, places

FILLERS = frozenset({Kind.FILLED_PAUSE, Kind.LEXICAL_FILLER})
NEAR_WORDS = 6  # a mark farther back than this is no place for the breath that was missing


@dataclass(frozen=True, slots=True)
class Pause:
    """Where a pause would have served in place of a filler."""

    filler: Finding
    before: int  # the script word it stands before; len(words): after the last
    place: Place  # what the script has there


def fillers(review: Review) -> tuple[Finding, ...]:
    """The certain ones, in time's order."""
    return tuple(each for each in review.findings if each.kind in FILLERS and each.certainty is Certainty.CERTAIN)


def pauses_for(review: Review) -> tuple[Pause, ...]:
    """For each filler the nearest place before it where the script breathes, else where the filler stands itself."""
    breaths = (*places(review.script), Place.STOP)
    return tuple(
        Pause(each, before, breaths[before])
        for each in fillers(review)
        for before in [_breath(breaths, each.script_start)]
    )


def _breath(breaths: tuple[Place, ...], at: int) -> int:
    back = range(at, max(at - NEAR_WORDS, 0) - 1, -1)
    return next((word for word in back if breaths[word] is not Place.INSIDE and (word or not at)), at)


def answered(review: Review) -> tuple[str, ...]:
    return tuple(_told(review, each) for each in pauses_for(review))


def _told(review: Review, pause: Pause) -> str:
    words, at = review.script.words, pause.filler.script_start
    said = f"“{pause.filler.heard or 'um'}” " + (
        f"before “{words[at].text}”" if at < len(words) else f"after “{words[-1].text}”"
    )
    after = f"after “{words[pause.before - 1].text}”" if pause.before else f"before “{words[0].text}”"
    if pause.before == at and pause.place is Place.INSIDE:
        return f"{said}: say nothing there; a beat of silence {after} is not noticed."
    if pause.before == at:
        return f"{said}: the script pauses there, {pause.place.value}; let the silence stand."
    return f"{said}: breathe earlier, {after}, where the script pauses {pause.place.value}."


def _row(reviews: Reviews) -> int:
    return in_a_row(not fillers(each) for each in reviews)


def _next(drilled: Drilled, reviews: Reviews) -> Task | None:
    row = _row(reviews)
    told = "Where an um wants to come, close your mouth and let it be quiet."
    return None if row >= IN_A_ROW else task(drilled, told, f"{row} of {IN_A_ROW} in a row")


def _answer(_drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    return answered(reviews[-1]) or ("No um.",)


def _breaths(review: Review) -> tuple[int, ...]:
    return tuple(sorted({each.before for each in pauses_for(review)}))


def _result(_drilled: Drilled, reviews: Reviews) -> str:
    rates = [each.metrics.fillers_per_minute for each in reviews]
    if not rates:
        return "There was no take."
    if len(rates) == 1:
        return f"Fillers a minute: {rates[0]:.1f}, in one take."
    return f"Fillers a minute: {rates[0]:.1f} in the first take, {rates[-1]:.1f} in the last of {len(rates)}."


DRILLS = (
    Drill(
        "pause-for-it",
        "Pause for it",
        "Each um is answered with the place where a pause would do, until three takes in a row have none.",
        "PAUSE",
        _next,
        _answer,
        _result,
        breaths=_breaths,
    ),
)
