"""What the speaker overruled, taken out of a review."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.problems import Problem
from app.review.account import Review
from app.review.corrections import apply, correction, may_be_overruled, overrules
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.script.script import parse
from app.settings import Settings
from tests.review.reviews import TEXT, finding, reviews, sample

DEFAULTS = Settings()


def the(review: Review, kind: Kind, heard: str | None = None) -> Finding:
    (found,) = [each for each in review.findings if each.kind is kind and heard in (None, each.heard)]
    return found


def overruled(review: Review, *findings: Finding, chosen: Settings = DEFAULTS) -> Review:
    return apply(review, [correction(each, review.script) for each in findings], chosen)


def without(review: Review, *gone: Finding) -> list[Finding]:
    return [each for each in review.findings if each not in gone and each.kind is not Kind.OVERRUN]


def test_what_was_said_after_all_is_said() -> None:
    review = sample()
    omission = the(review, Kind.OMISSION)
    made = overruled(review, omission)
    assert [each for each in made.findings if each.kind is not Kind.OVERRUN] == without(review, omission)
    assert made.verdicts[12:15] == (Verdict.SAID,) * 3
    assert made.verdicts[:12] + made.verdicts[15:] == review.verdicts[:12] + review.verdicts[15:]
    assert made.metrics == review.metrics
    assert not made.clean


def test_a_word_that_could_not_be_told_is_said() -> None:
    review = sample()
    made = overruled(review, the(review, Kind.SUBSTITUTION, "quill"))
    assert made.verdicts[6] is Verdict.SAID


def test_a_word_that_another_finding_doubts_stays_in_doubt() -> None:
    review = sample()
    doubt = finding(Kind.OMISSION, 11, 13, 6.5, 6.9, "Tuesday without", None)
    both = replace(review, findings=(*review.findings, doubt))
    made = overruled(both, the(both, Kind.SUBSTITUTION, "thursday"))
    assert made.verdicts[11] is Verdict.CHANGED


def test_what_was_no_filler_is_no_longer_counted_as_one() -> None:
    review = sample()
    made = overruled(review, the(review, Kind.FILLED_PAUSE))
    assert (made.metrics.filled_pauses, made.metrics.fillers_per_minute) == (0, 0.0)
    assert made.metrics.words_per_minute > 0
    assert made.metrics.pace_curve
    assert made.words == review.words


def test_with_one_um_fewer_the_others_may_be_within_what_is_allowed() -> None:
    review = sample()
    second = finding(Kind.FILLED_PAUSE, 15, 15, 7.0, 7.2, None, "uh")
    two = replace(review, findings=(*review.findings, second))
    first = the(two, Kind.FILLED_PAUSE, "um")
    assert the(overruled(two, first), Kind.FILLED_PAUSE).counts
    assert not the(overruled(two, first, chosen=Settings(filled_pauses_allowed=1)), Kind.FILLED_PAUSE).counts


def test_a_lexical_filler_that_was_none_is_not_counted() -> None:
    like = finding(Kind.LEXICAL_FILLER, 10, 10, 5.7, 6.0, None, "like", False)
    review = replace(sample(), findings=(like,), metrics=replace(sample().metrics, lexical_fillers=1))
    made = overruled(review, like)
    assert made.findings == ()
    assert made.metrics.lexical_fillers == made.metrics.filled_pauses == 0
    assert made.metrics.words_per_minute == review.metrics.words_per_minute
    assert made.clean


def test_the_last_finding_overruled_makes_the_take_clean() -> None:
    review = sample()
    thursday = the(review, Kind.SUBSTITUTION, "thursday")
    only = replace(review, findings=(thursday,))
    assert overruled(only, thursday).clean
    silent = replace(only, verdicts=(Verdict.UNSURE,) * len(only.verdicts), findings=(the(review, Kind.INSERTION),))
    assert not overruled(silent, *silent.findings).clean  # nothing was said at all


def test_the_overrun_no_longer_names_what_was_overruled() -> None:
    review = sample()
    um, pause = the(review, Kind.FILLED_PAUSE), the(review, Kind.LONG_PAUSE)
    long_um = replace(um, end=um.end + 1)
    two = replace(review, findings=(long_um, pause, the(review, Kind.INSERTION), the(review, Kind.OVERRUN)))
    told = overruled(two, the(two, Kind.INSERTION))
    assert "um" in (the(told, Kind.OVERRUN).advice or "")
    assert "um" not in (the(overruled(two, long_um), Kind.OVERRUN).advice or "um").replace("number", "")
    assert told.take.overrun_s == review.take.overrun_s


# ---- What is remembered


def edited() -> Review:
    """The same deviation in a script that was changed around it, and elsewhere in the take."""
    review = sample()
    script = parse(TEXT.replace("Hi Marta, this", "Good morning Marta, this"))
    moved = tuple(
        replace(each, script_start=each.script_start + 1, script_end=each.script_end + 1, start=each.start + 40)
        for each in review.findings
        if each.kind is not Kind.OVERRUN
    )
    return replace(review, script=script, findings=moved, verdicts=(Verdict.SAID, *review.verdicts))


@pytest.mark.parametrize(
    ("kind", "heard", "holds"),
    [
        (Kind.SUBSTITUTION, "thursday", True),
        (Kind.INSERTION, "really", True),
        (Kind.REPETITION, "i'll send", True),
        (Kind.OMISSION, None, False),
        (Kind.FILLED_PAUSE, "um", False),
        (Kind.MISSING_PAUSE, None, False),
    ],
)
def test_in_later_takes_holds_what_is_a_way_of_saying_it(kind: Kind, heard: str | None, holds: bool) -> None:
    known = correction(the(sample(), kind, heard), sample().script)
    later = edited()
    assert overrules(known, the(later, kind, heard), later.script) is holds
    assert (known.span is None) is holds


def test_another_word_at_the_same_place_is_another_matter() -> None:
    review = sample()
    known = correction(the(review, Kind.SUBSTITUTION, "thursday"), review.script)
    friday = replace(the(review, Kind.SUBSTITUTION, "thursday"), heard="friday")
    assert not overrules(known, friday, review.script)
    assert overrules(known, replace(friday, heard="Thursday"), review.script)
    elsewhere = replace(friday, heard="thursday", script_start=9, script_end=10)
    assert not overrules(known, elsewhere, review.script)


def test_a_filler_elsewhere_is_a_filler() -> None:
    like = finding(Kind.LEXICAL_FILLER, 10, 10, 5.7, 6.0, None, "like", False)
    script = sample().script
    known = correction(like, script)
    assert overrules(known, replace(like, start=50.0, end=51.0), script)
    assert not overrules(known, replace(like, script_start=4, script_end=4), script)


@pytest.mark.parametrize("kind", [Kind.OVERRUN, Kind.LEVEL, Kind.LONG_PAUSE])
def test_what_is_measured_stands(kind: Kind) -> None:
    measured = finding(kind, 3, 3, 1.0, 2.0)
    assert not may_be_overruled(measured)
    with pytest.raises(Problem, match=kind.value):
        correction(measured, sample().script)


def test_a_number_said_too_fast_is_measured_and_another_figure_heard() -> None:
    number = the(sample(), Kind.NUMBER)
    assert not may_be_overruled(number)
    assert may_be_overruled(replace(number, heard="seven oh five"))


# ---- Whatever the review


@given(reviews(), st.data())
@settings(max_examples=150)
def test_a_correction_takes_its_finding_away_and_leaves_every_other_kind_alone(
    review: Review, data: st.DataObject
) -> None:
    open_to_it = [each for each in review.findings if may_be_overruled(each)]
    chosen = data.draw(st.lists(st.sampled_from(open_to_it), max_size=3)) if open_to_it else []
    known = [correction(each, review.script) for each in chosen]
    made = apply(review, known, DEFAULTS)
    assert not any(overrules(one, each, made.script) for one in known for each in made.findings)
    kinds = {each.kind for each in chosen}
    untouched = [each for each in review.findings if each.kind not in kinds | {Kind.OVERRUN}]
    assert untouched == [each for each in made.findings if each.kind not in kinds | {Kind.OVERRUN}]
    assert made.clean == (
        review.clean
        if len(made.findings) == len(review.findings)
        else not any(each.counts for each in made.findings) and Verdict.SAID in made.verdicts
    )
    for before, after in zip(review.verdicts, made.verdicts, strict=True):
        assert after in (before, Verdict.SAID)
    assert made.words == review.words
    assert made.metrics.filled_pauses <= max(
        review.metrics.filled_pauses,
        sum(each.kind is Kind.FILLED_PAUSE and each.certainty is Certainty.CERTAIN for each in review.findings),
    )


@given(reviews(), st.data())
@settings(max_examples=100)
def test_once_is_enough_and_the_order_does_not_matter(review: Review, data: st.DataObject) -> None:
    known = [correction(each, review.script) for each in review.findings if may_be_overruled(each)]
    made = apply(review, known, DEFAULTS)
    assert apply(made, known, DEFAULTS) == made
    assert apply(review, data.draw(st.permutations(known)), DEFAULTS) == made


@given(reviews())
@settings(max_examples=50)
def test_without_corrections_the_review_is_itself(review: Review) -> None:
    assert apply(review, [], DEFAULTS) is review
