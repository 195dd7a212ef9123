"""What can go wrong with a greeting, a sentence with its remedy."""

from pathlib import Path

from app.problems import Problem


def greeting_too_long(file: Path, most_s: float) -> Problem:
    return Problem(f"The greeting {file} is longer than {most_s:.0f} seconds.", "Give a shorter one.")


def greeting_silent() -> Problem:
    return Problem("No greeting was heard.", "Record it again, nearer to the microphone; the one before is kept.")


def greeting_not_kept(file: Path, why: str) -> Problem:
    return Problem(f"The greeting cannot be kept at {file} ({why}).", "Make room there, or make that folder writable.")


def greeting_not_deleted(file: Path, why: str) -> Problem:
    return Problem(f"The greeting {file} cannot be deleted ({why}).", "Close what uses it, and try again.")
