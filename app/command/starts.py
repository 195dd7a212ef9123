"""`rehearse starts`: the starting points, and one of them to begin from."""

from rich.text import Text

from app.command.terminal import Terminal
from app.places import Places
from app.script.problems import start_unnamed
from app.script.templates import starting_points


def list_starts(terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    points = starting_points(places.assets)
    widest = max(len(each.name) for each in points)
    page = terminal.page()
    for each in points:
        page.print(Text(f"{each.name.ljust(widest)}   {each.title}. {each.when}"), soft_wrap=True)
    return 0


def print_start(name: str, terminal: Terminal, places: Places) -> int:
    """As a script's file holds it. The exit code. Raises Problem."""
    points = starting_points(places.assets)
    found = next((each for each in points if each.name == name.strip().lower()), None)
    if found is None:
        raise start_unnamed(name, [each.name for each in points])
    terminal.answer(found.text.rstrip("\n"))
    return 0
