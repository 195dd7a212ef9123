"""All drills there are, in the order they are shown."""

from app.practice import drill_clock, drill_page, drill_pauses, rounds
from app.practice.drill import Drill
from app.review.account import Review

DRILLS: tuple[Drill, ...] = (*drill_clock.DRILLS, *drill_page.DRILLS, *drill_pauses.DRILLS, *rounds.DRILLS)


_BY_NAME = {each.name: each for each in DRILLS}


def named(name: str) -> Drill:
    """KeyError where there is none."""
    return _BY_NAME[name]


def breaths(name: str, review: Review) -> tuple[int, ...]:
    """Before which words a pause would have served, as that drill sees it; a drill that is no more sees none."""
    drill = _BY_NAME.get(name)
    return drill.breaths(review) if drill is not None else ()


def title_of(name: str) -> str:
    """As it is shown; a drill that this version does not know goes by its name."""
    return next((each.title for each in DRILLS if each.name == name), name)
