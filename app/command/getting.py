"""`rehearse model get` and `remove`: a better ear."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

from app.command.asked import chosen_model
from app.command.terminal import Terminal
from app.places import Places
from app.practice.model_told import STEPS, line, told_before, told_of_removal
from app.problems import Problem
from app.recognition.install import OFFICIAL, bring, remove, wanted
from app.recognition.models import VoskModel
from app.recognition.progress import Progress, Report, Stage, sparing
from app.settings_file import load


def get_model(text: str, terminal: Terminal, places: Places, base: str = OFFICIAL) -> int:
    """The exit code. Raises Problem."""
    wish = wanted(text)
    terminal.say(told_before(wish))
    try:
        with _bar(terminal) as report:
            model = bring(wish, places, sparing(report), lambda: False, base)
    except KeyboardInterrupt:  # told below the bar
        kept = not isinstance(wish, Path)
        terminal.say(
            "Stopped. What came so far is kept, and the next time goes on from there."
            if kept
            else "Stopped. Nothing was changed."
        )
        raise
    page = terminal.page()
    page.print(Text(f"{model.name} is installed in {model.folder}"), soft_wrap=True)
    _tell_who_hears(model, terminal, places, page)
    return 0


def remove_model(name: str, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    model = remove(name, places)
    page = terminal.page()
    page.print(Text(f"{model.name} was removed from {places.models}"), soft_wrap=True)
    terminal.say(told_of_removal(model))
    _tell_who_hears(model, terminal, places, page)
    return 0


@contextmanager
def _bar(terminal: Terminal) -> Iterator[Report]:
    """A bar where somebody watches, else a line for each stage."""
    if not terminal.err.isatty():
        told: list[Stage] = []

        def note(progress: Progress) -> None:
            if progress.stage not in told:
                told.append(progress.stage)
                terminal.say(f"{STEPS[progress.stage]} …")

        yield note
        return
    columns = (TextColumn("{task.description:<9}"), BarColumn(), TextColumn("{task.fields[line]}"))
    # NB: no refreshing by itself, which rich would do on a thread of its own.
    with Bars(*columns, console=terminal.margin(), transient=True, auto_refresh=False) as bars:
        bar = bars.add_task("", line="")

        def show(progress: Progress) -> None:
            bars.update(
                bar,
                description=STEPS[progress.stage],
                total=progress.total,
                completed=progress.done,
                line=line(progress),
                refresh=True,
            )

        yield show


def _tell_who_hears(model: VoskModel, terminal: Terminal, places: Places, page: Console) -> None:
    """Which model hears now; where that cannot be said, why."""
    try:
        in_use = chosen_model(None, load(places.settings), terminal, places)
    except Problem as problem:
        terminal.say(str(problem))
        return
    if in_use.folder == model.folder:
        page.print("It is the one that hears now.")
    else:
        page.print(Text(f"The one that hears now is {in_use.name}."), soft_wrap=True)
