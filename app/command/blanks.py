"""The blanks of a script in the terminal: given, known from the last time, or asked for."""

from collections.abc import Mapping, Sequence

from app.command.terminal import Terminal
from app.script.addressee import known_by_plan
from app.script.blanks import answered, key, names, unanswered
from app.script.problems import blank_misshapen, blank_unknown, blanks_unanswered
from app.script.script import Script


def given_blank(text: str) -> tuple[str, str]:
    """`name=what to fill in`, as it is given. Raises Problem."""
    name, sign, answer = text.partition("=")
    if not sign or not name.strip() or not answered({name: answer}):
        raise blank_misshapen(text)
    return name, answer


def answers_for(
    script: Script, given: Sequence[tuple[str, str]], known: Mapping[str, str], terminal: Terminal, may_ask: bool = True
) -> dict[str, str]:
    """What to fill in. `known`: from the last time, which goes before what the script's own plan knows; Enter takes it
    again. Raises Problem where one is missing.

    Asked where somebody sits there, and `may_ask`: nothing else is to come from standard input.
    """
    asked_for = names(script.blanks)
    for name, _ in given:
        if key(name) not in map(key, asked_for):
            raise blank_unknown(name, asked_for)
    answers = {**known_by_plan(script), **answered(known), **answered(dict(given))}
    if may_ask and terminal.is_attended():
        decided = {key(name) for name, _ in given}
        for name in asked_for:
            if key(name) not in decided:
                before = answers.get(key(name), "")
                answers[key(name)] = terminal.ask(f"{name} [{before}]:" if before else f"{name}:") or before
    missing = unanswered(script.blanks, answers)
    if missing:
        raise blanks_unanswered(missing)
    return {key(name): answers[key(name)] for name in asked_for}
