"""The fuzzer itself: every target has cases that its reader takes, and what breaks the contract is found."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from app.problems import Problem
from tests.fuzz.contract import Broken, Target, look_at, promised
from tests.fuzz.mutation import MOST, bent, mutated
from tests.fuzz.run import TARGETS

SLOW = ("vosk",)  # each of its cases starts a child


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in SLOW])
def test_each_reader_keeps_its_promise_in_a_few_cases(name: str, tmp_path: Path) -> None:
    target, count = TARGETS[name], 0

    @given(target.cases())
    @settings(
        max_examples=3,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    def few(content: bytes) -> None:
        nonlocal count
        count += 1
        place = tmp_path / str(count)
        place.mkdir()
        target.read(content, place)

    few()
    assert count == 3


def test_what_is_raised_beside_a_problem_goes_through() -> None:
    assert promised(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        promised(lambda: 1 // 0)


@pytest.mark.parametrize(("what", "remedy"), [("", "Do so."), ("So.", " "), ("x" * 9_000, "Do so.")])
def test_a_sentence_that_is_none_breaks_the_contract(what: str, remedy: str) -> None:
    problem = Problem("So.", "Do so.")
    problem.what, problem.remedy, problem.args = what, remedy, (f"{what} {remedy}",)
    with pytest.raises(Broken):
        look_at(problem)


def test_a_reader_that_stumbles_is_found_by_bending_what_it_reads() -> None:
    few, whole = settings(database=None, phases=(Phase.generate,)), {"a": [1, {"b": "c"}]}
    assert find(
        mutated([b"hello world"]), lambda content: content.startswith(b"hello") and len(content) > 11, settings=few
    )
    assert find(bent(whole), lambda value: value != whole, settings=few) is not whole


@given(mutated([b"x" * 60]))
@settings(max_examples=30)
def test_no_case_is_larger_than_any_reader_takes(content: bytes) -> None:
    assert len(content) <= MOST


def test_a_target_says_what_it_may_cost() -> None:
    for target in TARGETS.values():
        assert isinstance(target, Target)
        assert 0 < target.longest_s <= 90
        assert isinstance(target.cases(), st.SearchStrategy)
