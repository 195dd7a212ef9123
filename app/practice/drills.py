"""All drills there are, in the order they are shown."""

from app.practice import drill_clock, drill_page, drill_pauses, rounds
from app.practice.drill import Drill

DRILLS: tuple[Drill, ...] = (*drill_clock.DRILLS, *drill_page.DRILLS, *drill_pauses.DRILLS, *rounds.DRILLS)


def named(name: str) -> Drill:
    """KeyError where there is none."""
    return {each.name: each for each in DRILLS}[name]
