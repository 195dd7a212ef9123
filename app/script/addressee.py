"""Who a message is for: how they are greeted, and what its plan already knows of the blanks of its script."""

import re

from app.script.blanks import answered
from app.script.front_matter import PLAN
from app.script.script import Script
from app.script.shapes import TITLES

_TITLE = re.compile(rf"(?:{TITLES})\.?$")
_GREETED = ("name", "their name", "first name")  # blanks in which they are called by their name


def called(to: str) -> str:
    """By their first name, or their title and last one; empty where nobody is named."""
    names = _person(to).split()
    if len(names) > 1 and _TITLE.match(names[0]):
        return f"{names[0]} {names[-1]}"
    return names[0] if names else ""


def known_by_plan(script: Script) -> dict[str, str]:
    """Answers to blanks that are called as a part of the plan is, or ask for the name of who the script is for."""
    plan = {fact: getattr(script, fact) or "" for fact in PLAN}
    to = plan["to"]
    return answered({**plan, "to": _person(to), **dict.fromkeys(_GREETED, called(to))})


def _person(to: str) -> str:
    """Without what they are: “Marta Ellison, operations”."""
    return to.partition(",")[0].strip()
