"""A few questions before the words, and the answers laid out as a script to be edited."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.script.addressee import called
from app.script.blanks import plain
from app.script.problems import prompts_missing

FILE = "keeps_them_up.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """One line is the answer; every one may be skipped."""

    fact: str  # of the plan
    asks: str
    example: str


QUESTIONS = (
    Question("to", "Who is it for?", "Marta Ellison, operations"),
    Question("goal", "What should come of this contact?", "She takes Thursday’s call"),
    Question("cares_about", "What keeps them up at night?", "Keeping her two best shops"),
    Question("for_them", "What is in it for them?", "One page on how a bakery like hers cut its late drops"),
    Question("next_step", "What is the next step, and who takes it?", "I will call on Thursday at ten"),
    Question("if_they_answer", "What if they answer instead?", "Ask which shop waits longest"),
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that may keep somebody up at night."""

    kind: str  # professional, financial, personal
    text: str


def prompts(assets: Path) -> tuple[Prompt, ...]:
    """Raises Problem where they have not come with the program."""
    try:
        kinds = tomllib.loads((assets / FILE).read_text(encoding="utf-8"))
    except OSError:
        raise prompts_missing(assets / FILE) from None
    return tuple(Prompt(kind, text) for kind, texts in kinds.items() for text in texts)


_THEY_CALL = re.compile(
    r"\b(?:they|she|he)\b.*\b(?:calls?|rings?|phones?|texts?)\b|\b(?:call|ring|phone)s? (?:me|us|back)\b"
)
_THEY_WRITE = re.compile(
    r"\b(?:they|she|he)\b.*\b(?:e-?mails?|mails?|writes?|answers?|repl(?:y|ies))\b|\be-?mails? (?:me|us)\b"
)


def laid_out(plan: Mapping[str, str]) -> str:
    """The answers in the order the craft asks for, each under a note that is not spoken; nothing is made up, and what
    would be a mark in a script is only words here.

    Name first, then about them, then the value, then the one next step, last; a number announced, in groups and twice
    (the articles of Gitomer, Hayden and Hopkins, and the field).
    """
    blocks = [f"Hi {plain(called(plan.get('to', ''))) or '{name}'}, this is {{your name}} at {{your company}}."]
    for fact, note in (
        ("cares_about", "About them first: begin with “you”."),
        ("for_them", "What is in it for them. Two points at most."),
        ("next_step", "One next step, and when. Say it to them; nothing comes after it."),
    ):
        answer = _sentence(plan.get(fact, ""))
        blocks.append(f"({note})\n{answer}".rstrip())
    wish = plan.get("next_step", "").lower()
    if _THEY_WRITE.search(wish):
        blocks.append("(Say that the address comes, then say it, then once more.)\nMy e-mail is {your e-mail}.")
        blocks[-1] += " [pause] Again, {your e-mail}."
    elif _THEY_CALL.search(wish) or not wish.strip():
        blocks.append("(Only if they are to call: say that the number comes, then say it in groups, twice.)")
        blocks[-1] += "\nMy number is {your number}. [pause] Again, {your number}."
    return "\n\n".join(blocks) + "\n"


def _sentence(answer: str) -> str:
    said = plain(answer)
    if not said:
        return ""
    return said[0].upper() + said[1:] + ("" if said[-1] in ".!?…" else ".")
