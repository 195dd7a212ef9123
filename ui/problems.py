"""What can go wrong with the window itself, each a sentence with its remedy."""

from pathlib import Path

from app.faults import kind
from app.library.recovery import Found
from app.problems import Fault, Problem
from app.recognition.problems import NoModel


def no_display(why: str) -> Problem:
    return Problem(
        f"There is no screen to open a window on ({why}).",
        "In this terminal these work: rehearse check SCRIPT AUDIO · record SCRIPT · mics · model · settings;"
        " in a checkout “rehearse” is python3 dev.py run.",
    )


def desktop_lacks(error: ImportError) -> Problem:
    return Problem(
        f"The window needs what this computer lacks ({error}).",
        "Install the package that has it, as every desktop does. The terminal program, rehearse, works without.",
    )


def window_option(given: str) -> Problem:
    return Problem(
        f"The window knows no option {given!r}.", "There is --screenshots DIR, and files to open may be named."
    )


def window_fault(error: Exception) -> Fault:
    return Fault(
        f"That could not be done, by a fault of this program ({kind(error)}).",
        "The rest still works. Please report this.",
        error,
    )


def ended_suddenly(note: Path) -> Problem:
    return Problem(
        "The program came to a sudden end the last time.", f"Please report this, with {note}; what was kept is here."
    )


def take_recovered(found: Found) -> Problem:
    if found.take is None:
        return Problem(f"A take that was left unfinished is kept: {found.sound}.", "Any player opens it.")
    return Problem(
        f"A take that was left unfinished is kept as take {found.take.number} of “{found.name}”.",
        "It is reviewed as soon as the model is ready.",
    )


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
