"""What can go wrong with the window itself, each a sentence with its remedy."""

from pathlib import Path

from app.problems import Problem
from app.recognition.problems import NoModel


def no_display(why: str) -> Problem:
    return Problem(
        f"There is no screen to open a window on ({why}).",
        "In this terminal these work: python3 dev.py run check SCRIPT AUDIO · record SCRIPT · mics · model · settings.",
    )


def window_option(given: str) -> Problem:
    return Problem(f"The window knows no option {given!r}.", "There is --screenshots DIR, and nothing else.")


def window_fault(error: Exception) -> Problem:
    return Problem(
        f"That could not be done, by a fault of this program ({type(error).__name__}: {error}).",
        "The rest still works. Please report this.",
    )


def take_recovered(take: Path) -> Problem:
    return Problem(f"A take that was left unfinished is kept: {take}.", "Any player opens it.")


class GivenUp(Problem):
    """Somebody did not want to wait for it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Given up: {what[:1].lower()}{what[1:]}.", "Nothing was changed.")


def no_message() -> Problem:
    return Problem("There is no message to rehearse.", "Write one first.")


def nothing_to_export() -> Problem:
    return Problem("There is no take to save yet.", "Record one first.")


def in_window(problem: Problem) -> Problem:
    """The same; where what helps is done on a command line, what helps here."""
    if not isinstance(problem, NoModel):
        return problem
    return NoModel(problem.what, "Fetch one in the settings, under Equipment, or choose the folder of another there.")
