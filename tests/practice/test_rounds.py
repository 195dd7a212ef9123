"""Rounds: what is due on which day, what fits, and that no message is ever lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.practice.drills import named
from app.practice.rounds import LONGEST_GAP_DAYS, Past, due, due_on, fitting
from tests.practice.drilled import drilled, tasks

TODAY = date(2026, 3, 2)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def past(*days: tuple[int, bool | None], message: int = 1, since: int = -30) -> Past:
    return Past(message, day(since), tuple((day(at), was_clean) for at, was_clean in days))


def test_what_was_clean_yesterday_for_the_first_time_is_asked_for_cold_today() -> None:
    assert due_on(past((-1, True))) == TODAY
    assert due_on(past((-1, False))) == TODAY
    assert due_on(past((-3, False), (-1, False))) == TODAY


def test_the_gap_doubles_with_each_clean_cold_take_and_starts_anew_after_another() -> None:
    first = (-20, True)
    assert due_on(past(first, (-10, True))) == day(-8)
    assert due_on(past(first, (-10, True), (-8, True))) == day(-4)
    assert due_on(past(first, (-10, True), (-8, True), (-4, True))) == day(4)
    assert due_on(past(first, (-10, True), (-8, True), (-4, False))) == day(-3)
    assert due_on(past(first, (-10, False), (-8, True))) == day(-6)


def test_a_day_that_began_with_a_part_of_the_message_neither_counts_nor_starts_anew() -> None:
    assert due_on(past((-20, True), (-10, True), (-8, None))) == day(-6)
    assert due_on(past((-20, True), (-10, True), (-8, None), (-6, True))) == day(-2)
    assert due_on(past((-1, None))) == TODAY


def test_what_was_never_spoken_is_due_from_the_day_it_was_written() -> None:
    assert due_on(past(since=-4)) == day(-4)


def test_what_was_spoken_today_is_not_due_today() -> None:
    assert due([past((0, True)), past((0, False), message=2)], TODAY) == ()


def test_the_longest_due_comes_first() -> None:
    waiting = [past((-1, True), message=1), past((-9, False), message=2), past(message=3, since=-4)]
    assert [each.message for each in due(waiting, TODAY)] == [2, 3, 1]


def test_as_many_as_fit_into_the_minutes_and_at_least_one() -> None:
    assert fitting([30.0] * 10, 5.0) == 6  # 45 s each
    assert fitting([30.0] * 2, 5.0) == 2
    assert fitting([600.0, 30.0], 5.0) == 1
    assert fitting([], 5.0) == 0


_DAYS = st.lists(st.tuples(st.integers(-60, 0), st.none() | st.booleans()), max_size=8, unique_by=lambda each: each[0])
PASTS = st.lists(_DAYS.map(lambda days: sorted(days)), min_size=1, max_size=8)


@given(PASTS)
def test_every_message_is_due_again_within_the_longest_gap(given_days: list[list[tuple[int, bool | None]]]) -> None:
    for days in given_days:
        one = past(*days, since=-60)
        last = one.days[-1][0] if one.days else one.since
        assert last <= due_on(one) <= last + timedelta(days=LONGEST_GAP_DAYS)


@given(PASTS, st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 3))
def test_no_message_is_lost_however_few_fit_into_a_round(
    given_days: list[list[tuple[int, bool | None]]], outcomes: list[bool], a_day: int
) -> None:
    """Rounds day after day: each message is asked for again and again."""
    pasts = {message: past(*days, message=message, since=-60) for message, days in enumerate(given_days)}
    asked: dict[int, list[int]] = {message: [] for message in pasts}
    most_wait = LONGEST_GAP_DAYS + len(pasts)
    for today in range(1, 3 * most_wait):
        for one in due(pasts.values(), day(today))[:a_day]:
            asked[one.message].append(today)
            was_clean = outcomes[(today + one.message) % len(outcomes)]
            pasts[one.message] = Past(one.message, one.since, (*one.days, (day(today), was_clean)))
    for days_asked in asked.values():
        waits = [after - before for before, after in zip([0, *days_asked], days_asked, strict=False)]
        assert len(days_asked) >= 2
        assert max(waits) <= most_wait


# ---- The drill


def test_a_round_asks_for_one_take_each_and_tells_the_results() -> None:
    messages = tuple(drilled(name=name, message=at) for at, name in enumerate(("Late deliveries", "The boat", "Hay")))
    of = drilled(due=messages)
    asked, reviews, is_done = tasks(named("round"), of, [True, False, True])
    assert [task.of for task in asked] == list(messages)
    assert is_done
    assert not any(task.is_aside for task in asked)
    assert named("round").result(of, reviews) == (
        "2 of 3 clean, cold: “Late deliveries” in 0:01 and “Hay” in 0:01. "
        "Not clean, and due again tomorrow: “The boat”."
    )
    assert named("round").result(of, reviews[:1]).startswith("1 of 1 clean, cold")
