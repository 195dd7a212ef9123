"""How somebody is greeted, and the blanks that a plan fills in."""

import pytest

from app.script.addressee import called, known_by_plan
from app.script.script import parse


@pytest.mark.parametrize(
    ("to", "greeted"),
    [
        ("Marta Ellison, operations", "Marta"),
        ("Dr. Marta Ellison", "Dr. Ellison"),
        ("Ms Ellison", "Ms Ellison"),
        ("Dr", "Dr"),
        ("", ""),
        (" , operations", ""),
    ],
)
def test_somebody_is_called_by_their_first_name_or_title(to: str, greeted: str) -> None:
    assert called(to) == greeted


def test_a_plan_fills_the_blanks_that_are_called_as_its_parts_are_and_those_for_a_name() -> None:
    plan = "---\nto: Marta Ellison, operations\nnext_step: I call on *Thursday*\n---\n"
    known = known_by_plan(parse(f"{plan}Hi {{name}}, {{to}}, {{Next step}}."))
    assert {known[name] for name in ("name", "first name", "their name")} == {"Marta"}
    assert (known["to"], known["next step"]) == ("Marta Ellison", "I call on Thursday")
    assert "goal" not in known


def test_a_plan_that_names_nobody_fills_nothing() -> None:
    assert known_by_plan(parse("Hi {name}.")) == {}
