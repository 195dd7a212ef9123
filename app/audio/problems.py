"""What can go wrong with a greeting, a sentence with its remedy."""

from pathlib import Path

from app.problems import Problem


def greeting_too_long(file: Path, most_s: float) -> Problem:
    return Problem(f"The greeting {file} is longer than {most_s:.0f} seconds.", "Give a shorter one.")
