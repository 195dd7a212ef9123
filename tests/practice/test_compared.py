"""Two takes held against each other: what got fixed between them, and which figures are the better ones."""

from dataclasses import replace

from app.practice.compared import Figure, Side, compared
from app.review.account import Review
from app.review.finding import Kind
from app.settings import Settings
from tests.review.reviews import clean, sample


def figure(name: str, earlier: Review, later: Review, settings: Settings | None = None) -> Figure:
    made = compared((2, earlier), (5, later), settings or Settings())
    assert made.numbers == (2, 5)
    return next(each for each in made.figures if each.name == name)


def slower(review: Review, wpm: float) -> Review:
    return replace(review, metrics=replace(review.metrics, words_per_minute=wpm))


def test_what_changed_is_told_from_the_earlier_to_the_later() -> None:
    there = compared((1, sample()), (3, clean()), Settings()).change
    back = compared((1, clean()), (3, sample()), Settings()).change
    assert {each.kind for each in there.fixed} == {each.kind for each in back.new}
    assert there.new == back.fixed == there.again == ()
    same = compared((1, sample()), (2, sample()), Settings()).change
    assert len(same.again) == len(there.fixed)


def test_the_clean_take_has_the_better_figures_on_either_side() -> None:
    assert figure("Findings", sample(), clean()) == Figure("Findings", ("6", "Clean"), Side.LATER)
    assert figure("Findings", clean(), sample()).better is Side.EARLIER
    assert figure("Length", sample(), clean()).better is Side.LATER
    assert figure("Length", sample(), sample()).told == ("0:10, 3 s over",) * 2


def test_what_is_the_same_is_no_better() -> None:
    assert {each.better for each in compared((1, sample()), (2, sample()), Settings()).figures} == {None}


def test_within_the_limit_and_the_pace_band_no_length_and_no_pace_is_better() -> None:
    longer = replace(clean(), limit_s=60.0)
    shorter = replace(longer, take=replace(longer.take, speech_end_s=longer.take.speech_end_s - 1))
    assert figure("Length", longer, shorter).better is None
    assert figure("Pace", slower(clean(), 135), slower(clean(), 165)).better is None


def test_the_pace_nearer_to_the_band_is_the_better_one() -> None:
    assert figure("Pace", slower(clean(), 100), slower(clean(), 120)).better is Side.LATER
    assert figure("Pace", slower(clean(), 185), slower(clean(), 120)).better is Side.LATER
    assert figure("Pace", slower(clean(), 171), slower(clean(), 120)).better is Side.EARLIER
    assert figure("Pace", slower(clean(), 170.4), slower(clean(), 130)).better is None  # as it is shown


def test_a_longest_pause_tells_only_where_it_was_too_long() -> None:
    def paused(longest_s: float, findings: bool) -> Review:
        review = sample()
        kept = tuple(each for each in review.findings if findings or each.kind is not Kind.LONG_PAUSE)
        return replace(review, findings=kept, metrics=replace(review.metrics, longest_pause_s=longest_s))

    assert figure("Longest pause", paused(0.9, False), paused(0.4, False)).better is None
    assert figure("Longest pause", paused(1.8, True), paused(0.9, False)).better is Side.LATER
    assert figure("Longest pause", paused(1.8, True), paused(1.6, True)).better is Side.LATER
