"""Starting points: the kinds of message that get an answer, written out but for their blanks."""

from dataclasses import dataclass
from pathlib import Path

from app.script.front_matter import front_matter
from app.script.problems import starts_missing
from app.script.script import read

FOLDER = "starts"


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """One of them. `text` is what a script's file holds: the plan in its front matter, blanks in the words."""

    name: str  # what it is asked for by
    title: str
    when: str  # the occasion, a sentence
    text: str


def starting_points(assets: Path) -> tuple[StartingPoint, ...]:
    """In the order they are offered. Raises Problem where they have not come with the program."""
    files = sorted((assets / FOLDER).glob("*.md"))
    if not files:
        raise starts_missing(assets / FOLDER)
    return tuple(_read(file) for file in files)


def _read(file: Path) -> StartingPoint:
    text = read(file).text
    values = front_matter(text).values
    return StartingPoint(file.stem.partition("-")[2], values["title"], values["when"], text)
