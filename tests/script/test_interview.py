"""The answers of an interview are laid out as a script, in the order the craft asks for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places import program_folder
from app.problems import Problem
from app.script.blanks import names
from app.script.front_matter import PLAN
from app.script.interview import QUESTIONS, laid_out, prompts
from app.script.lint import Drafted, lint
from app.script.script import parse

WHOLE = {
    "to": "Marta Ellison, operations",
    "goal": "She takes Thursday’s call",
    "cares_about": "keeping her two best shops",
    "for_them": "One page on late drops.",
    "next_step": "I call on Thursday at ten",
    "if_they_answer": "Ask which shop waits longest",
}


def spoken(text: str) -> list[str]:
    """Sentence by sentence, as written."""
    script = parse(text)
    return [
        " ".join(word.text for word in script.words[sentence.first : sentence.last]) for sentence in script.sentences
    ]


def test_every_part_of_the_plan_is_asked_for_once() -> None:
    assert [question.fact for question in QUESTIONS] == list(PLAN)


def test_the_answers_stand_in_the_order_of_the_craft() -> None:
    assert spoken(laid_out(WHOLE)) == [
        "Hi Marta this is your name at your company",
        "Keeping her two best shops",
        "One page on late drops",
        "I call on Thursday at ten",
    ]


def test_what_would_be_a_mark_in_a_script_is_only_words_in_an_answer() -> None:
    plan = {"to": "*Marta* (Bakers)", "cares_about": "- her *two* best\nshops", "next_step": "I call {her}"}
    said = spoken(laid_out({**plan, "for_them": "One page [pause] (of mine)"}))
    assert said == [
        "Hi Marta this is your name at your company",
        "Her two best shops",
        "One page pause of mine",
        "I call her",
    ]


def test_what_is_skipped_leaves_a_note_that_is_not_spoken() -> None:
    text = laid_out({})
    assert spoken(text)[0] == "Hi name this is your name at your company"
    assert names(parse(text).blanks) == ("name", "your name", "your company", "your number")
    assert "What is in it for them" in text


@pytest.mark.parametrize(
    ("next_step", "last"),
    [
        ("I call on Thursday", "I call on Thursday"),
        ("She calls me back by Friday", "Again your number"),
        ("They call before noon", "Again your number"),
        ("Call me back", "Again your number"),
        ("", "Again your number"),
        ("He answers by e-mail", "Again your e-mail"),
        ("I send the page by e-mail and call on Friday", "I send the page by e-mail and call on Friday"),
    ],
)
def test_a_number_or_an_address_stands_there_where_they_are_to_use_it(next_step: str, last: str) -> None:
    assert spoken(laid_out({**WHOLE, "next_step": next_step}))[-1] == last


@pytest.mark.parametrize(
    ("next_step", "advised"),
    [("I call on Thursday", []), ("I send the page tomorrow", []), ("She calls me back by Friday", ["Say it to them"])],
)
def test_a_plan_laid_out_draws_advice_on_its_next_step_only_where_it_is_not_said_to_them(
    next_step: str, advised: list[str]
) -> None:
    advice = lint(Drafted(parse(laid_out({**WHOLE, "next_step": next_step})), 150, 30))
    found = [each.suggestion for each in advice if each.rule in ("one_next_step_last", "no_promise_of_when")]
    assert [each[: len("Say it to them")] for each in found] == advised


@pytest.mark.parametrize(
    ("to", "greeted"),
    [
        ("Marta Ellison, operations", "Marta"),
        ("Dr. Anna Osei", "Dr. Osei"),
        ("Marta", "Marta"),
        (" , the baker", "name"),
    ],
)
def test_whom_it_greets(to: str, greeted: str) -> None:
    assert spoken(laid_out({"to": to}))[0].startswith(f"Hi {greeted} this is")


@given(st.dictionaries(st.sampled_from(PLAN), st.text(max_size=30)))
def test_whatever_is_answered_makes_a_script(plan: dict[str, str]) -> None:
    assert parse(laid_out(plan)).words


def test_what_keeps_them_up_comes_in_three_kinds(tmp_path: Path) -> None:
    found = prompts(program_folder() / "assets")
    assert {prompt.kind for prompt in found} == {"professional", "financial", "personal"}
    assert len(found) >= 12
    assert all(prompt.text[0].isupper() and len(prompt.text) <= 44 for prompt in found)
    with pytest.raises(Problem, match="prompts"):
        prompts(tmp_path)
