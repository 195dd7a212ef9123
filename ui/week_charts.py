"""What changes from week to week: clean at the first try of a day, the best clean time, fillers a minute."""

from collections.abc import Sequence

from app.library.trends import Week
from app.review.telling import clock
from ui.trend_chart import Chart, day_told

WEEK_COLUMNS = ("Week from", "Takes", "Cold", "Cold and clean", "Best clean time", "Fillers a minute")
COLD = "Cold: a message’s first take of the day."


def week_charts(weeks: Sequence[Week]) -> tuple[Chart, ...]:
    """The three figures, at each week's Monday."""
    return (
        Chart(
            "Clean, cold",
            tuple((week.monday, 100 * week.cold_clean / week.cold) for week in weeks if week.cold),
            lambda value: f"{value:.0f} %",
            (10, 20, 25, 50),
            empty="No take was cold yet.",
        ),
        Chart(
            "Best clean time",
            tuple((week.monday, week.best_clean_s) for week in weeks if week.best_clean_s is not None),
            clock,
            (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600),
            empty="No take came out clean yet.",
        ),
        Chart(
            "Fillers a minute",
            tuple((week.monday, round(week.fillers_per_minute, 1)) for week in weeks),
            lambda value: f"{value:g}",
            (0.5, 1, 2, 5, 10, 20, 50, 100),
        ),
    )


def week_row(week: Week, weeks: Sequence[Week]) -> tuple[str, ...]:
    """Under the columns."""
    return (
        day_told(week.monday, [each.monday for each in weeks]),
        str(week.takes),
        str(week.cold),
        str(week.cold_clean),
        "–" if week.best_clean_s is None else clock(week.best_clean_s),
        f"{week.fillers_per_minute:.1f}",
    )
