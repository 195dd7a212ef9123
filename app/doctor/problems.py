"""What an examination may find, each a sentence with its remedy."""

from pathlib import Path

from app.problems import Problem


def microphone_mute(name: str) -> Problem:
    return Problem(
        f"The microphone “{name}” opens and delivers nothing.",
        "Plug it in again, allow this program to use it, or choose another one.",
    )


def folder_not_writable(folder: Path, why: str = "it is read-only") -> Problem:
    return Problem(
        f"Nothing can be kept in {folder} ({why}).",
        "Make it a folder you may write to, or let REHEARSE_HOME name another one.",
    )


def disk_nearly_full(folder: Path, free: int, minutes: float) -> Problem:
    return Problem(
        f"There are {free / 1e6:,.0f} MB left where {folder} is, room for {minutes:.0f} minutes of takes.",
        "Make room there, or let REHEARSE_HOME name a folder on another disk.",
    )


def package_missing(name: str) -> Problem:
    return Problem(f"{name} is not installed.", "Start the program by python3 dev.py run, or install it again.")
