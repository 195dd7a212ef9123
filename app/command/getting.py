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
from app.problems import Problem
from app.recognition.install import OFFICIAL, Wish, bring, remove, wanted
from app.recognition.models import KnownModel, VoskModel
from app.recognition.progress import Progress, Report, Stage, sparing
from app.review.telling import clock
from app.settings_file import load

WORDS = {
    Stage.ASKING: "Asking",
    Stage.GETTING: "Getting",
    Stage.CHECKING: "Checking",
    Stage.UNPACKING: "Unpacking",
    Stage.TRYING: "Trying",
}


def get_model(text: str, terminal: Terminal, places: Places, base: str = OFFICIAL) -> int:
    """The exit code. Raises Problem."""
    wish = wanted(text)
    terminal.say(told_before(wish))
    with _bar(terminal) as report:
        try:
            model = bring(wish, places, sparing(report), lambda: False, base)
        except KeyboardInterrupt:
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
    _tell_who_hears(model, terminal, places, page)
    return 0


def told_before(wish: Wish) -> str:
    """What it is, how big, under what licence and how good, as far as that is known."""
    if isinstance(wish, KnownModel):
        return (
            f"{wish.name}: {size(wish.size_bytes)} to get, {wish.licence}, {wish.word_error:.1%} of words wrong "
            f"(LibriSpeech test-clean); {wish.note}. From {wish.url}"
        )
    if isinstance(wish, Path):
        return f"Installing what is in {wish}; its licence and its accuracy are not known here."
    return f"Getting {wish}; its size, licence and accuracy are not known here, and what comes cannot be vouched for."


def size(count: float) -> str:
    """Bytes as people say them: 1.2 MB, 41 MB, 1.9 GB."""
    megabytes = count / 1e6
    if megabytes >= 1000:
        return f"{megabytes / 1000:.1f} GB"
    return f"{megabytes:.0f} MB" if megabytes >= 9.95 else f"{megabytes:.1f} MB"


def line(progress: Progress) -> str:
    """One moment in words: 12.3 of 41 MB, 1.2 MB/s, 0:24 left."""
    if progress.stage in (Stage.ASKING, Stage.TRYING):
        return ""
    parts = [size(progress.done) + (f" of {size(progress.total)}" if progress.total is not None else "")]
    if progress.speed is not None:
        parts.append(f"{size(progress.speed)}/s")
    if progress.left_s is not None:
        parts.append(f"{clock(progress.left_s)} left")
    return ", ".join(parts)


@contextmanager
def _bar(terminal: Terminal) -> Iterator[Report]:
    """A bar where somebody watches, else a line for each stage."""
    if not terminal.err.isatty():
        told: list[Stage] = []

        def note(progress: Progress) -> None:
            if progress.stage not in told:
                told.append(progress.stage)
                terminal.say(f"{WORDS[progress.stage]} …")

        yield note
        return
    columns = (TextColumn("{task.description:<9}"), BarColumn(), TextColumn("{task.fields[line]}"))
    # NB: no refreshing by itself, which rich would do on a thread of its own.
    with Bars(*columns, console=terminal.margin(), transient=True, auto_refresh=False) as bars:
        bar = bars.add_task("", line="")

        def show(progress: Progress) -> None:
            bars.update(
                bar,
                description=WORDS[progress.stage],
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
