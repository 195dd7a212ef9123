"""The user's own pace, and what changed from day to day."""

from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest

from app.library.trends import Day, Spoken, Week, cold, cold_days, days, pace_wpm, told, weeks
from app.practice.ladder import Attempt
from app.review.finding import Kind
from tests.command_line import SAMPLE
from tests.library.kept import START, Watch, good, message, opened, poor, rules, spoken
from tests.review.reviews import finding

UM = finding(Kind.FILLED_PAUSE, 1, 1, 0.0, 0.1, None, "um")


def take(
    wpm: float = 150.0,
    findings: int = 0,
    hours: float = 0.0,
    of: int = 1,
    words: int = 40,
    length_s: float = 20.0,
    fillers: float = 0.0,
    aside: bool = False,
) -> Spoken:
    made = Attempt(1, ("word",) * words, (UM,) * findings, not findings, length_s, 30.0, wpm, fillers)
    return Spoken(of, (START + timedelta(hours=hours)).timestamp(), made, "fading" if aside else "", aside)


def test_the_pace_is_the_median_of_what_went_well() -> None:
    assert pace_wpm([]) is None
    assert pace_wpm([take(150), take(160), take(400)]) == 160
    assert pace_wpm([take(150, findings=3), take(90, findings=4), take(0), take(300, words=5)]) == 150
    assert pace_wpm([take(90, findings=9)]) is None


def test_the_pace_is_that_of_the_latest_takes() -> None:
    assert pace_wpm([take(100)] * 50 + [take(150)] * 20) == 150


def test_days_are_told_by_their_medians() -> None:
    takes = [
        take(140, findings=2, hours=0, length_s=34, fillers=6),
        take(160, findings=1, hours=1, length_s=30, fillers=3),
        take(150, findings=0, hours=2, length_s=26, fillers=0),
        take(150, findings=0, hours=3, length_s=26, fillers=0),
        take(170, findings=1, hours=25, length_s=28, fillers=2, of=2),
    ]
    assert days(takes, UTC) == (
        Day(date(2026, 3, 2), 4, 2, 150.0, 1.5, 28.0, 3.0, 30.0),
        Day(date(2026, 3, 3), 1, 0, 170.0, 2.0, 28.0, None, 30.0),
    )
    assert days([], UTC) == ()


def test_a_day_with_several_limits_has_none() -> None:
    other = take()
    other = replace(other, attempt=replace(other.attempt, limit_s=20.0))
    assert [each.limit_s for each in days([take(), take(hours=1)], UTC)] == [30.0]
    assert [each.limit_s for each in days([take(), other], UTC)] == [None]


def test_takes_to_clean_are_counted_from_the_first_take_whatever_the_day() -> None:
    takes = [take(findings=1), take(findings=1, of=2), take(hours=24), take(hours=24, of=2), take(hours=48)]
    assert [each.takes_to_clean for each in days(takes, UTC)] == [None, 2.0, None]


def test_a_day_begins_at_midnight_where_the_user_is() -> None:
    late = [take(hours=13)]  # 22:30
    assert days(late, UTC)[0].day == date(2026, 3, 2)
    assert days(late, timezone(timedelta(hours=2)))[0].day == date(2026, 3, 3)


def test_cold_is_the_first_take_of_a_message_that_day() -> None:
    takes = [take(hours=0), take(hours=1), take(hours=2, of=2), take(hours=24), take(hours=25, of=2, aside=True)]
    takes.append(take(hours=26, of=2))  # no longer cold
    assert cold(takes, UTC) == (takes[0], takes[2], takes[3])
    assert cold_days([take(), take(hours=1, findings=1), take(hours=24, findings=1)], UTC) == {
        1: ((date(2026, 3, 2), True), (date(2026, 3, 3), False))
    }
    assert cold_days([take(aside=True), take(hours=1)], UTC) == {1: ((date(2026, 3, 2), None),)}


def test_weeks_are_told_by_cold_takes_the_best_time_and_fillers() -> None:
    takes = [
        take(hours=0, findings=1, length_s=29, fillers=4),
        take(hours=1, length_s=26, fillers=2),
        take(hours=24, length_s=25, fillers=3),
        take(hours=25, length_s=19, aside=True),  # the same words under a shorter limit
        take(hours=26, length_s=3, aside=True, words=8),  # a sentence alone
        take(hours=24 * 8, findings=2, length_s=31, fillers=1),
    ]
    assert weeks(takes, UTC) == (
        Week(date(2026, 3, 2), 4, 2, 1, 19, 2.5),
        Week(date(2026, 3, 9), 1, 1, 0, None, 1.0),
    )
    assert weeks([], UTC) == ()
    assert weeks([take(aside=True)], UTC) == ()


def test_the_weeks_in_words() -> None:
    early, late = Week(date(2026, 3, 2), 4, 2, 1, 19.4, 2.5), Week(date(2026, 3, 9), 1, 1, 0, None, 1.0)
    assert told([early, late], date(2026, 3, 12), True) == (
        "This week: 0 of 1 clean cold, 1.0 fillers a minute.",
        "One week ago: 1 of 2 clean cold, best clean time 0:19, 2.5 fillers a minute.",
    )
    assert told([early], date(2026, 3, 2), False) == ("This week: 1 of 2 clean cold, 2.5 fillers a minute.",)
    assert told([early], date(2026, 6, 2), True) == ()
    assert told([], date(2026, 3, 2), True) == ()


def test_takes_aside_make_no_day_and_no_pace() -> None:
    takes = [take(150), take(300, aside=True, hours=1)]
    assert [each.takes for each in days(takes, UTC)] == [1]
    assert pace_wpm(takes) == 150


def test_the_library_tells_this_user_s_takes_alone(tmp_path: Path) -> None:
    watch = Watch()
    library = opened(tmp_path / "home", watch)
    assert library.pace_wpm() is None
    assert library.days() == ()
    sample = library.add_sample(SAMPLE, 30.0)
    assert sample is not None
    for kept in library.takes.of(sample.id):
        review = replace(good(), script=kept.script(), verdicts=())
        review = replace(review, verdicts=poor().verdicts[:1] * len(review.script.words), words=())
        library.reviews.save(kept.id, review, rules(good()))
    assert library.messages.get(sample.id).is_ready
    assert library.pace_wpm() is None
    deleted = message(library)
    spoken(library, deleted.id, good(), tmp_path)
    library.messages.delete(deleted.id)
    assert library.days() == ()
    assert [(each.takes, each.clean) for each in library.days(sample.id)] == [(3, 3)]
    mine = message(library)
    spoken(library, mine.id, poor(), tmp_path)
    assert library.pace_wpm() is None  # six findings
    watch.pass_by(days=1)
    spoken(library, mine.id, good(), tmp_path)
    assert library.pace_wpm() == pytest.approx(145.63)
    assert [(each.takes, each.clean, each.takes_to_clean) for each in library.days()] == [(1, 0, None), (1, 1, 2.0)]
    assert library.days(mine.id) == library.days()
    assert library.days(deleted.id) == ()
    library.close()
