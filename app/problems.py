"""Everything that can go wrong, each a sentence with its remedy."""

from pathlib import Path


class Problem(Exception):
    """What went wrong and what to do about it; str() is the one sentence (or two) shown to the user."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what  # a full sentence
        self.remedy = remedy  # a full sentence that says what to do


# ---- Places and settings


def folder_not_made(folder: Path, error: OSError) -> Problem:
    return Problem(
        f"The folder {folder} cannot be made ({error.strerror or error}).",
        "Make it yourself, or let REHEARSE_HOME name a folder you may write to.",
    )


def settings_unreadable(path: Path, why: str) -> Problem:
    return Problem(
        f"The settings file {path} cannot be read ({why}).", "Correct it, or move it away to have the defaults."
    )


def settings_not_toml(path: Path, why: str) -> Problem:
    return Problem(
        f"The settings file {path} cannot be understood: {why}.",
        "Correct it (each line reads: name = value), or move it away to have the defaults.",
    )


def settings_too_long(path: Path, most: int) -> Problem:
    return Problem(
        f"The settings file {path} is longer than {most} bytes.", "Shorten it, or move it away to have the defaults."
    )


def setting_refused(path: Path, line: int | None, name: str, given: object, expected: str) -> Problem:
    where = f"Line {line} of {path}" if line else f"A setting for {path}"
    return Problem(f"{where} gives {name} as {given!r}, which it cannot be.", f"Give it {expected}.")


def settings_contradict(
    path: Path, line: int | None, lesser: str, least: object, greater: str, most: object
) -> Problem:
    where = f"Line {line} of {path}" if line else f"A setting for {path}"
    return Problem(
        f"{where} makes {lesser} ({least}) greater than {greater} ({most}).", f"Raise {greater} or lower {lesser}."
    )


def settings_not_written(path: Path, why: str) -> Problem:
    return Problem(
        f"The settings cannot be written to {path} ({why}).",
        "Make that place writable, or let REHEARSE_HOME name another folder.",
    )
