"""A drill goes on where it stood, whatever session its takes were spoken in; what is over or other begins anew."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.drill import Drill, Drilled
from app.practice.drills import DRILLS, named
from app.practice.standing import under_way
from app.review.finding import Strictness
from app.script.script import filled, parse
from tests.practice.drilled import OUTCOMES, drilled, review, tasks

GOING_ON = [drill for drill in DRILLS if drill.goes_on]
EVERY = pytest.mark.parametrize("drill", GOING_ON, ids=[drill.name for drill in GOING_ON])
SENTENCE = drilled(sentence=1)


def test_fading_one_sentence_and_the_clock_go_on() -> None:
    assert {drill.name for drill in GOING_ON} == {"fading", "one-sentence", "beat-the-clock"}


@EVERY
@settings(max_examples=25)
@given(outcomes=OUTCOMES)
def test_what_is_not_over_goes_on_with_all_its_takes(drill: Drill, outcomes: list[bool]) -> None:
    _, reviews, is_done = tasks(drill, SENTENCE, outcomes)
    assert list(under_way(drill, SENTENCE, reviews)) == ([] if is_done else reviews)


@EVERY
@settings(max_examples=25)
@given(outcomes=OUTCOMES, breaks=st.sets(st.integers(0, 16)))
def test_where_the_sessions_were_broken_off_makes_no_difference(
    drill: Drill, outcomes: list[bool], breaks: set[int]
) -> None:
    """Session after session, each from what is kept of all before it, asks for what one long one asks for."""
    _, long, _ = tasks(drill, SENTENCE, outcomes)
    kept, run = [], []
    for at, took in enumerate(long):
        run = list(under_way(drill, SENTENCE, kept)) if at in breaks else run
        task = drill.next(SENTENCE, run)
        assert task is not None
        assert task == drill.next(SENTENCE, long[:at])
        kept.append(took)
        run.append(took)


@EVERY
def test_after_its_end_it_begins_anew(drill: Drill) -> None:
    _, first, is_done = tasks(drill, SENTENCE, [True] * 10)
    assert is_done
    _, second, _ = tasks(drill, SENTENCE, [True, False])
    assert list(under_way(drill, SENTENCE, [*first, *second])) == second


@EVERY
def test_another_wording_limit_or_strictness_begins_anew(drill: Drill) -> None:
    _, reviews, _ = tasks(drill, SENTENCE, [True, True])
    others = (
        drilled("Hello Marta, this is another text. It has two sentences.", sentence=1),
        drilled(limit_s=24.0, sentence=1),
        replace(SENTENCE, rules=replace(SENTENCE.rules, strictness=Strictness.WORD)),
    )
    for other in others:
        assert under_way(drill, other, reviews) == ()


def test_another_name_in_a_blank_goes_on_and_another_wording_around_it_does_not() -> None:
    fading = named("fading")
    text = "Hi {first name}, this is Nora. {first name}’s van was late, I’ll call {day}."

    def filled_in(text: str, **answers: str) -> Drilled:
        written = parse(text)
        script = filled(written, {"first name": answers["name"], "day": answers["day"]})
        return replace(drilled(), script=script, written=written)

    _, reviews, _ = tasks(fading, filled_in(text, name="Marta", day="on Friday"), [True, True])
    for name, day in (("Marta", "on Friday"), ("Anna Lena", "today"), ("Jo", "on Monday, the 4th")):
        assert list(under_way(fading, filled_in(text, name=name, day=day), reviews)) == reviews
    other = text.replace("van", "bread")
    assert under_way(fading, filled_in(other, name="Marta", day="on Friday"), reviews) == ()


def test_a_take_that_is_none_of_the_run_s_begins_the_next_one_where_it_can() -> None:
    fading = named("fading")
    _, reviews, _ = tasks(fading, drilled(), [True, True])
    stranger = review(drilled("Hello there, Marta.").script)
    assert under_way(fading, drilled(), [*reviews, stranger]) == ()
    assert list(under_way(fading, drilled(), [stranger, *reviews])) == reviews


@pytest.mark.parametrize("name", ["voicemail", "pace", "slow-number", "pause-for-it"])
def test_the_other_drills_always_begin_anew(name: str) -> None:
    _, reviews, is_done = tasks(named(name), drilled(), [False, False])
    assert not is_done
    assert under_way(named(name), drilled(), reviews) == ()
