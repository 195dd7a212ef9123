"""Reviews as text and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.library.review_json import (
    Unreadable,
    attempt_of,
    attempt_text,
    review_of,
    review_text,
    rules_of,
    rules_text,
)
from app.practice.ladder import attempt
from app.review.account import Review
from app.review.finding import Strictness
from app.review.report import as_json
from app.review.review import Rules
from app.review.weights import Weights
from app.script.script import parse
from app.settings import Settings
from tests.review.reviews import TEXT, reviews, sample


@given(reviews())
@settings(max_examples=60)
def test_a_review_is_read_back_to_the_millisecond(review: Review) -> None:
    back = review_of(review_text(review), review.script)
    assert as_json(back) == as_json(review)
    assert back.script == review.script
    assert review_text(back) == review_text(review)


@given(reviews())
@settings(max_examples=60)
def test_an_attempt_is_read_back_exactly(review: Review) -> None:
    made = attempt(3, review)
    assert attempt_of(attempt_text(made)) == made


def test_rules_are_read_back() -> None:
    rules = Rules(12.5, Strictness.GIST, Settings(pause_s=0.3, lexical_fillers=("like",)), Weights(same_sound=0.7))
    assert rules_of(rules_text(rules)) == rules
    assert rules_of(rules_text(Rules(30.0, Strictness.WORD, Settings()))) == Rules(30.0, Strictness.WORD, Settings())


def test_rules_of_another_version_lose_only_what_is_not_known() -> None:
    given_text = json.loads(rules_text(Rules(30.0, Strictness.WORD, Settings(pause_s=0.3))))
    given_text["settings"]["of_tomorrow"] = 1
    given_text["weights"]["of_tomorrow"] = 1
    assert rules_of(json.dumps(given_text)) == Rules(30.0, Strictness.WORD, Settings(pause_s=0.3))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"limit_s": 1}', "null"])
def test_rules_that_are_none_are_noticed(text: str) -> None:
    with pytest.raises(Unreadable):
        rules_of(text)


def test_a_review_of_another_script_is_noticed() -> None:
    with pytest.raises(Unreadable):
        review_of(review_text(sample()), parse(TEXT.replace("Tuesday", "Wednesday")))


def spoilt(path: str, value: object) -> str:
    data = as_json(sample())
    at: object = data
    *way, last = path.split(".")
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index]
    if isinstance(at, list):
        at[int(last)] = value
    else:
        at[last] = value  # type: ignore[index]
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 2),
        ("clean", 1),
        ("clean", None),
        ("verdicts", ["said"]),
        ("verdicts.0", "shouted"),
        ("findings.0.kind", "sin"),
        ("findings.0.script_start", -1),
        ("findings.0.script_start", 99),
        ("findings.0.script_end", 2),
        ("findings.0.script_start", None),
        ("findings.0.counts", "yes"),
        ("findings.0.start_s", "0"),
        ("findings.0.heard", 1),
        ("words.0.script_word", 24),
        ("words.0.script_word", True),
        ("take.duration_s", True),
        ("take.limit_at_word", 24),
        ("take", None),
        ("metrics.pace_curve", [[1]]),
        ("metrics.filled_pauses", 1.5),
        ("metrics.words_per_minute", 1e300),
        ("script.strictness", "cruel"),
        ("model.hearings", "free"),
    ],
)
def test_whatever_is_wrong_with_a_review_is_noticed(path: str, value: object) -> None:
    with pytest.raises(Unreadable):
        review_of(spoilt(path, value), sample().script)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), st.lists, max_leaves=5))
def test_no_text_breaks_the_reader(value: object) -> None:
    with pytest.raises(Unreadable):
        review_of(json.dumps(value), sample().script)


def test_a_number_that_is_none_is_noticed() -> None:
    text = review_text(sample()).replace('"duration_s":11.25', '"duration_s":NaN')
    with pytest.raises(Unreadable):
        review_of(text, sample().script)
    with pytest.raises(Unreadable):
        review_of("[" * 100_000, sample().script)


def test_the_title_is_that_of_the_review() -> None:
    named = replace(sample(), script=replace(sample().script, title="Another"))
    assert review_of(review_text(named), sample().script).script.title == "Another"
