"""The starting points are good messages by the program's own rules, once their blanks are filled in."""

from pathlib import Path

import pytest

from app.places import program_folder
from app.problems import Problem
from app.script.blanks import key, names
from app.script.front_matter import PLAN
from app.script.lint import Drafted, lint
from app.script.script import filled, parse
from app.script.templates import StartingPoint, starting_points

ASSETS = program_folder() / "assets"
POINTS = starting_points(ASSETS)
USUAL_WPM = 150.0
ANSWERS = {
    "name": "Marta",
    "your name": "Nora Whitcombe",
    "your company": "Quillhaven",
    "your number": "704-555-0142",
    "day": "Thursday",
    "time": "ten",
    "who is looking": "A café on Mill Street",
    "what they sell": "rye bread",
    "when it is needed": "the first of May",
    "when you spoke": "on Tuesday",
    "their issue": "the late deliveries",
    "the resource": "the one-page route plan",
    "the part that concerns them": "the second table",
    "what they learn from it": "which of your vans could start later",
    "their company": "Ellison Bakeries",
    "the change": "a move to one depot",
    "somebody in the same place": "A bakery your size",
    "what came of it": "every shop open on time",
    "what helped": "loading list",
    "whom you both serve": "cafés that bake nothing themselves",
    "month or season": "month",
    "what you sell": "delivery routes",
    "whom they want to meet": "Doctor Osei of the food bank",
    "day of the event": "the ninth of May",
    "the event": "the harvest dinner",
    "who may come along": "your daughter",
    "last day to answer": "Friday",
    "time of the call": "two o’clock",
    "their question": "whether the route plan fits three vans",
    "the answer in short": "it fits four",
    "when you try again": "at four today",
    "where you met": "the trade evening",
    "what they told you": "that your two best drivers may leave",
    "who can help": "Ines Valdor",
    "what they found": "that a later start keeps drivers",
    "what is new": "From June the ring road closes at night",
    "what it means for them": "that the early round takes an hour longer",
}


def test_the_eight_kinds_the_articles_praise_are_there() -> None:
    names_in_order = [point.name for point in POINTS]
    assert names_in_order == [
        *("lead", "resource", "going-through", "shared-market"),
        *("invitation", "scheduled-call", "after-meeting", "third-try"),
    ]
    assert all(point.title and point.when.endswith(".") for point in POINTS)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_each_comes_with_its_whole_plan_a_limit_and_blanks(point: StartingPoint) -> None:
    script = parse(point.text)
    assert all(getattr(script, fact) for fact in PLAN if fact != "to"), "to whom is for the user to say"
    assert script.title == point.title
    assert script.limit_s is not None
    assert {key(name) for name in names(script.blanks)} >= {"name", "your name"}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_each_draws_no_advice_with_its_blanks_filled_in(point: StartingPoint) -> None:
    script = filled(parse(point.text), ANSWERS)
    assert script.blanks == ()
    assert script.limit_s is not None
    assert lint(Drafted(script, USUAL_WPM, script.limit_s)) == ()


def test_a_program_without_them_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="starting points"):
        starting_points(tmp_path)
