"""What can go wrong with a drill, each a sentence with its remedy."""

from datetime import date

from app.problems import Problem


def no_number(name: str) -> Problem:
    return Problem(
        f"There is no phone number in “{name}” to say slowly.",
        "Write one into it, like 704-555-0142, or drill another.",
    )


def nothing_due(next_day: date | None) -> Problem:
    """None: no message will be due."""
    next_one = f"; the next is on {next_day:%A}, {next_day.day} {next_day:%B}" if next_day is not None else ""
    return Problem(
        f"No message is due for a round today{next_one}.", "Rehearse one; it will be asked for cold tomorrow."
    )


def minutes_not_positive(given: str) -> Problem:
    return Problem(f"{given!r} is no number of minutes for a round.", "Give one from 1 up, like 5.")


def nothing_rings(speaker: Problem, seconds: float) -> Problem:
    """Where a call is to be played, and cannot be; `speaker` says why."""
    so = f"so nothing rings or beeps, and the clock starts by itself after {seconds:.0f} seconds"
    return Problem(f"{speaker.what.rstrip('.')}, {so}.", speaker.remedy)
