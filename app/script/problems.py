"""What can go wrong with a script: its file, its blanks, what it starts from; each a sentence with its remedy."""

from collections.abc import Sequence
from pathlib import Path

from app.problems import Problem


def document_unreadable(name: str, why: str) -> Problem:
    return Problem(
        f"{name} is no Word document that can be read: {why}.",
        "Save it again as .docx, or as plain text in UTF-8.",
    )


def document_too_large(name: str, most: int) -> Problem:
    return Problem(
        f"The Word document {name} is larger than {most >> 20} MB.", "Save the words alone, as plain text in UTF-8."
    )


def script_of_other_kind(name: str, kind: str) -> Problem:
    return Problem(f"{name} is {kind}, which holds no script this program reads.", "Save it as .docx or plain text.")


def starts_missing(folder: Path) -> Problem:
    return Problem(f"The starting points are not in {folder}.", "Install the program again.")


def start_unnamed(name: str, names: Sequence[str]) -> Problem:
    return Problem(f"No starting point is called “{name}”.", f"Name one of these: {', '.join(names)}.")


def blanks_unanswered(names: Sequence[str]) -> Problem:
    return Problem(
        f"The script has blanks that nothing is known for: {', '.join(names)}.",
        f'Fill in each, as in --blank "{names[0]}=…".',
    )


def blank_unknown(name: str, names: Sequence[str]) -> Problem:
    return Problem(
        f"The script has no blank called “{name}”.",
        f"It has these: {', '.join(names)}." if names else "It has none at all.",
    )


def blank_misshapen(given: str) -> Problem:
    return Problem(f"“{given}” fills in no blank.", 'Give its name and what to fill in, as in --blank "name=Marta".')


def prompts_missing(file: Path) -> Problem:
    return Problem(f"The prompts for an interview are not in {file}.", "Install the program again.")


def pronunciation_missing(path: Path) -> Problem:
    return Problem(f"The pronunciations are missing: there is no file at {path}.", "Install the program again.")


def pronunciation_damaged(path: Path) -> Problem:
    return Problem(f"The pronunciations at {path} cannot be read.", "Install the program again.")
