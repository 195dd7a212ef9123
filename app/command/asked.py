"""What check and record are asked alike: the script, the limit, the strictness, the model, the page."""

import os
from dataclasses import dataclass
from pathlib import Path

from app import problems
from app.command.terminal import Terminal
from app.places import Places
from app.practice.coach import Prepared
from app.recognition.install import hearing
from app.recognition.models import VoskModel
from app.review.account import Review
from app.review.finding import Strictness
from app.review.report import as_html, as_json_text, show
from app.review.review import Rules
from app.script.script import Script, decode, drawn, read
from app.settings import Settings

STANDARD_INPUT = "-"
CLEAN, NOT_CLEAN = 0, 1  # exit codes


@dataclass(frozen=True, slots=True)
class Asked:
    """As given on the command line."""

    script: str  # a path, or "-"
    limit_s: float | None
    strictness: Strictness | None
    model: Path | None
    json: bool
    html: Path | None
    blanks: tuple[tuple[str, str], ...] = ()  # names, and what to fill in


def open_script(name: str, terminal: Terminal) -> Script:
    """Raises Problem."""
    if name == STANDARD_INPUT:
        try:
            content = drawn(terminal.bytes_in())
        except OSError as error:
            raise problems.script_not_opened(Path("standard input"), error.strerror or str(error)) from error
        return decode(content, "standard input")
    return read(Path(name))


def rules_for(script: Script, asked: Asked, settings: Settings) -> Rules:
    """The limit of the command line, else of the script, else of the settings; the strictness likewise."""
    limits = (asked.limit_s, script.limit_s, settings.limit_s)
    limit_s = next(limit for limit in limits if limit is not None)
    return Rules(limit_s, asked.strictness or Strictness(settings.strictness), settings)


def chosen_model(chosen: Path | None, settings: Settings, terminal: Terminal, places: Places) -> VoskModel:
    """Raises Problem."""
    return hearing(chosen, terminal.environ, settings.model_folder, places)


def tell_of_one_hearing(prepared: Prepared, terminal: Terminal) -> None:
    """What it costs where there is one hearing instead of two."""
    if prepared.trouble is not None:
        terminal.say(str(prepared.trouble))
    elif len(prepared.facts.hearings) == 1:
        terminal.say(
            f"The model {prepared.facts.name} cannot be bent towards a script (its graph is static), so there is one "
            f"hearing instead of two, which finds less and doubts more."
        )


def report(review: Review, asked: Asked, settings: Settings, terminal: Terminal) -> int:
    """Shows the review as it was asked for; the exit code. Raises Problem where the page cannot be written."""
    if asked.json:
        terminal.answer(as_json_text(review))
    else:
        show(review, terminal.page(), settings)
    if asked.html is not None:
        write_page(asked.html, as_html(review, settings))
    return CLEAN if review.clean else NOT_CLEAN


def look_at_page(page: Path | None, *inputs: str) -> None:
    """Raises Problem where it is clear beforehand that the page cannot be written there, or should not."""
    if page is None:
        return
    if str(page) == STANDARD_INPUT:
        raise problems.page_without_name()
    folder = page.absolute().parent
    if page.is_dir():
        raise problems.page_not_written(page, "it is a folder")
    if not folder.is_dir():
        raise problems.page_not_written(page, f"there is no folder {folder}")
    for each in inputs:
        if each != STANDARD_INPUT and page.exists() and Path(each).exists() and page.samefile(each):
            raise problems.page_over_input(page)


def write_page(page: Path, text: str) -> None:
    """All or nothing, beside it first, in place of what was there. Raises Problem."""
    content = text.encode("utf-8", "replace")
    target = Path(os.path.realpath(page))  # through a link, not in its place
    try:
        if target.exists() and not target.is_file():  # a device or a pipe has no beside
            target.write_bytes(content)
            return
        half = target.with_name(f".{os.getpid()}.html.half")
        try:
            half.write_bytes(content)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise problems.page_not_written(page, error.strerror or str(error)) from error
