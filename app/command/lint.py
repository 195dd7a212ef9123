"""`rehearse lint`: advice on a script before anybody speaks it."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from app.command.asked import open_script
from app.command.kept import opened
from app.command.terminal import Terminal
from app.library.library import NAME
from app.places import Places
from app.problems import Problem
from app.script.advice import as_written
from app.script.length import USUAL_WPM
from app.script.lint import RULES, Advice, Drafted, as_data, lint
from app.script.script import Script, filled
from app.settings_file import load

NOTHING, ADVICE = 0, 1  # exit codes
MOST_WORDS = 12  # of a place that is quoted


def lint_script(name: str, limit_s: float | None, as_json: bool, terminal: Terminal, places: Places) -> int:
    """A script in a file, or on standard input. The exit code. Raises Problem."""
    settings = load(places.settings)
    script = open_script(name, terminal)
    drafted = Drafted(script, _own_pace(terminal, places) or USUAL_WPM, limit_s or script.limit_s or settings.limit_s)
    return _told(script, lint(drafted, settings.advice_off), as_json, terminal)


def lint_message(name: str, limit_s: float | None, as_json: bool, terminal: Terminal, places: Places) -> int:
    """A message of the library, as one of its series, filled in as far as its blanks are known. The exit code.

    Raises Problem.
    """
    settings = load(places.settings)
    with opened(terminal, places, settings) as library:
        message = library.messages.called(name)
        script, answers = message.draft.script(), library.answers.of(message.id)
        earlier = tuple(each.script for each in library.series.earlier(message.id) if each.script is not None)
        pace_wpm = library.pace_wpm() or USUAL_WPM
    drafted = Drafted(filled(script, answers), pace_wpm, limit_s or script.limit_s or settings.limit_s, earlier)
    advice = lint(drafted, message.silenced | frozenset(settings.advice_off))
    return _told(script, as_written(advice, script, answers), as_json, terminal)


def _own_pace(terminal: Terminal, places: Places) -> float | None:
    """As the library knows it, where there is one."""
    if not (places.data / NAME).exists():
        return None
    try:
        with opened(terminal, places, load(places.settings)) as library:
            return library.pace_wpm()
    except Problem as problem:
        terminal.say(str(problem))  # the advice does without
        return None


def _told(script: Script, advice: Sequence[Advice], as_json: bool, terminal: Terminal) -> int:
    if as_json:
        terminal.answer(json.dumps(as_data(advice), ensure_ascii=False, indent=1))
    else:
        _show(script, advice, terminal.page())
    return ADVICE if advice else NOTHING


def _show(script: Script, advice: Sequence[Advice], page: Console) -> None:
    """For people: what matters most first."""
    reasons = {rule.id: rule.reason for rule in RULES}
    for number, each in enumerate(advice, 1):
        page.print(Text(f"{number}. {_place(script, each)}", "bold"), soft_wrap=True)
        for line, style in (
            (each.message, ""),
            (each.suggestion, "green"),
            (f"{reasons[each.rule]} Source: {each.source} ({each.rule})", "dim"),
        ):
            page.print(Padding(Text(line, style), (0, 0, 0, 3), expand=False))
    page.print(_total(len(advice)), style="bold")


def _place(script: Script, advice: Advice) -> str:
    """Where it stands, and what stands there, shortened."""
    if advice.start == advice.end:
        return "The whole message"
    words = script.text[advice.start : advice.end].split()
    said = " ".join(words) if len(words) <= MOST_WORDS else " ".join([*words[: MOST_WORDS - 3], "…", *words[-2:]])
    return f"Line {script.text.count(chr(10), 0, advice.start) + 1}: “{said}”"


def _total(count: int) -> str:
    return f"{count} pieces of advice." if count > 1 else "1 piece of advice." if count else "No advice."
