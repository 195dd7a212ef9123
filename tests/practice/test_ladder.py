"""The ladder: what got fixed, what is new, what persists; the streak and the best take."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.ladder import READY, Attempt, Ladder, attempt, best, clean_streaks, ladder
from app.review.finding import Finding, Kind
from app.script.script import parse
from app.script.words import fold
from tests.review.reviews import clean, finding, reviews, sample

TEXT = "Hi Marta, this is Nora. I'll send the page on Tuesday. Call me by ten."
#       0  1      2    3  4     5    6    7   8    9  10       11   12 13 14


def took(number: int, *findings: Finding, text: str = TEXT, length_s: float = 20.0, fillers: float = 0.0) -> Attempt:
    words = tuple(fold(word.text) for word in parse(text).words)
    return Attempt(number, words, findings, not findings, length_s, 30.0, 150.0, fillers)


def said(text: str, word: str, heard: str, kind: Kind = Kind.SUBSTITUTION) -> Finding:
    """A word of the text that came out as something else."""
    index = [each.text for each in parse(text).words].index(word)
    return finding(kind, index, index + 1, index * 0.4, index * 0.4 + 0.3, word, heard)


def um(before: int, heard: str = "um") -> Finding:
    return finding(Kind.FILLED_PAUSE, before, before, before * 0.4, before * 0.4 + 0.2, None, heard)


def last(*attempts: Attempt) -> tuple[list[str | None], list[str | None], list[str | None], list[str | None]]:
    """fixed, cut, new and again of the last rung, each by what was expected or heard."""
    rung = ladder(attempts).rungs[-1]

    def names(findings: tuple[Finding, ...]) -> list[str | None]:
        return [each.expected or each.heard for each in findings]

    return names(rung.fixed), names(rung.cut), names(rung.new), names(rung.again)


def test_the_first_take_has_only_news() -> None:
    assert last(took(1, said(TEXT, "Tuesday", "thursday"))) == ([], [], ["Tuesday"], [])


def test_fixed_new_and_again() -> None:
    first = took(1, um(5), said(TEXT, "Tuesday", "thursday"), said(TEXT, "Nora", "laura"))
    second = took(2, said(TEXT, "Tuesday", "thursday"), said(TEXT, "ten", "nine"))
    assert last(first, second) == (["um", "Nora"], [], ["ten"], ["Tuesday"])


def test_the_same_words_may_come_out_in_another_way() -> None:
    assert last(took(1, said(TEXT, "Tuesday", "thursday")), took(2, said(TEXT, "Tuesday", "friday"))) == (
        *([], [], []),
        ["Tuesday"],
    )


def test_another_kind_is_another_finding() -> None:
    gone = finding(Kind.OMISSION, 10, 11, 4.0, 4.0, "Tuesday", None)
    assert last(took(1, said(TEXT, "Tuesday", "thursday")), took(2, gone)) == (["Tuesday"], [], ["Tuesday"], [])


def test_an_um_elsewhere_is_a_new_one() -> None:
    assert last(took(1, um(5)), took(2, um(11))) == (["um"], [], ["um"], [])


def test_an_um_one_word_on_is_the_same() -> None:
    assert last(took(1, um(5)), took(2, um(6))) == ([], [], [], ["um"])


def test_an_um_that_comes_out_as_uh_is_the_same() -> None:
    assert last(took(1, um(5)), took(2, um(5, "uh"))) == ([], [], [], ["uh"])


def test_of_two_ums_one_may_be_fixed() -> None:
    fixed, _, new, again = last(took(1, um(5), um(11)), took(2, um(11)))
    assert (fixed, new, again) == (["um"], [], ["um"])
    assert ladder([took(1, um(5), um(11)), took(2, um(11))]).rungs[-1].fixed == (um(5),)


def test_running_over_is_the_same_wherever_the_limit_falls() -> None:
    over = finding(Kind.OVERRUN, 8, 15, 30.0, 32.0, None, "the page")
    other = finding(Kind.OVERRUN, 13, 15, 30.0, 31.0, None, "by ten")
    assert last(took(1, over), took(2, other)) == ([], [], [], ["by ten"])


def test_an_omission_may_grow_and_shrink() -> None:
    long = finding(Kind.OMISSION, 8, 12, 4.0, 4.0, "page on Tuesday Call", None)
    short = finding(Kind.OMISSION, 9, 11, 4.0, 4.0, "on Tuesday", None)
    assert last(took(1, long), took(2, short)) == ([], [], [], ["on Tuesday"])


EDITED = "Good morning Marta, it is Nora at Quillhaven. I'll send the page on Tuesday. Please call me by ten."


def test_findings_are_found_again_in_an_edited_script() -> None:
    before = took(1, um(5), said(TEXT, "Tuesday", "thursday"), said(TEXT, "ten", "nine"))
    ill = [word.text for word in parse(EDITED).words].index("I'll")
    after = took(2, um(ill), said(EDITED, "Tuesday", "thursday"), said(EDITED, "Please", "do"), text=EDITED)
    assert last(before, after) == (["ten"], [], ["Please"], ["um", "Tuesday"])


def test_what_was_taken_out_of_the_script_is_cut_not_fixed() -> None:
    shorter = "Hi Marta, this is Nora. Call me by ten."
    before = took(1, said(TEXT, "Tuesday", "thursday"), said(TEXT, "ten", "nine"))
    assert last(before, took(2, text=shorter)) == (["ten"], ["Tuesday"], [], [])


def test_words_that_moved_are_found_by_what_they_are() -> None:
    moved = "On Tuesday I'll send it. Hi Marta, this is Nora. Call me by ten."
    before, after = took(1, said(TEXT, "Tuesday", "thursday")), took(2, said(moved, "Tuesday", "thursday"), text=moved)
    assert last(before, after) == ([], [], [], ["Tuesday"])


def test_what_comes_back_most_often_is_worth_a_drill() -> None:
    stuck, other = said(TEXT, "Tuesday", "thursday"), said(TEXT, "Nora", "laura")
    attempts = [took(1, stuck), took(2, stuck, other), took(3, stuck, other)]
    assert ladder(attempts).rungs[-1].times == (3, 2)
    assert ladder(attempts).stubborn == stuck
    assert ladder(attempts[:2]).stubborn is None
    assert ladder([*attempts, took(4, other)]).stubborn == other
    assert ladder([*attempts, took(4)]).stubborn is None


def test_what_comes_and_goes_counts_from_one_again() -> None:
    stuck = said(TEXT, "Tuesday", "thursday")
    assert ladder([took(1, stuck), took(2), took(3, stuck)]).rungs[-1].times == (1,)


# ---- The streak and the best


@pytest.mark.parametrize(
    ("takes", "streaks"),
    [
        ("", []),
        ("c", [1]),
        ("xccc", [0, 1, 2, 3]),
        ("ccxc", [1, 2, 0, 1]),
        ("ccC", [1, 2, 1]),  # a capital: another wording
        ("cCCCc", [1, 1, 2, 3, 1]),
    ],
)
def test_clean_takes_in_a_row_of_the_same_words(takes: str, streaks: list[int]) -> None:
    attempts = [
        took(number, *([] if each in "cC" else [um(5)]), text=EDITED if each == "C" else TEXT)
        for number, each in enumerate(takes, 1)
    ]
    assert clean_streaks(attempts) == streaks
    made = ladder(attempts)
    assert [rung.streak for rung in made.rungs] == streaks
    assert made.is_ready is bool(streaks and streaks[-1] >= READY)


def test_another_comma_is_no_other_wording() -> None:
    assert clean_streaks([took(1), took(2, text=TEXT.replace("Marta,", "Marta —"))]) == [1, 2]


def test_the_best_take() -> None:
    assert best([]) is None
    assert ladder([]) == Ladder((), None)
    assert not ladder([]).is_ready
    assert best([took(1, um(5)), took(2), took(3, um(5))]) == 2
    assert best([took(1, um(5)), took(2, um(5), um(6))]) == 1
    assert best([took(1, um(5), length_s=33.0), took(2, um(5), length_s=31.0)]) == 2
    assert best([took(1, um(5), fillers=3.0), took(2, um(5), fillers=2.0), took(3, um(5), fillers=4.0)]) == 2
    assert best([took(1), took(2)]) == 2  # none better: the one that was spoken last


def test_an_attempt_is_what_the_review_says() -> None:
    made = attempt(4, sample())
    assert (made.number, made.clean, made.limit_s) == (4, False, 7.0)
    assert made.length_s == pytest.approx(10.3)
    assert made.over_s == pytest.approx(3.3)
    assert made.findings == tuple(each for each in sample().findings if each.counts)
    assert made.words[:3] == ("hi", "marta", "this")
    assert attempt(5, clean()).clean
    assert attempt(5, clean()).over_s == 0


# ---- Whatever the takes


@given(st.lists(reviews(), min_size=1, max_size=4))
@settings(max_examples=80)
def test_each_finding_is_in_exactly_one_list(told: list) -> None:
    attempts = [attempt(number, review) for number, review in enumerate(told, 1)]
    made = ladder(attempts)
    assert [rung.attempt for rung in made.rungs] == attempts
    before: tuple[Finding, ...] = ()
    for rung in made.rungs:
        here = rung.attempt.findings
        assert len(rung.new) + len(rung.again) == len(here)
        assert len(rung.fixed) + len(rung.cut) + len(rung.again) == len(before)
        assert sorted(map(repr, rung.new + rung.again)) == sorted(map(repr, here))
        assert set(rung.fixed + rung.cut) <= set(before)
        assert len(rung.times) == len(here)
        assert sum(times > 1 for times in rung.times) == len(rung.again)
        before = here


@given(reviews())
@settings(max_examples=60)
def test_the_same_take_again_fixes_nothing(review: object) -> None:
    one = attempt(1, review)
    rung = ladder([one, replace(one, number=2)]).rungs[-1]
    assert (rung.fixed, rung.cut, rung.new) == ((), (), ())
    assert rung.again == one.findings
