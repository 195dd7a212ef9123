"""What can go wrong with what is kept, each a sentence with its remedy."""

from collections.abc import Sequence
from pathlib import Path

from app.problems import Problem


def library_not_opened(path: Path, why: str) -> Problem:
    return Problem(
        f"The library {path} cannot be opened ({why}).",
        "Make its folder one you may write to, or let REHEARSE_HOME name another.",
    )


def library_not_written(path: Path, why: str) -> Problem:
    return Problem(
        f"The library {path} cannot be written ({why}); nothing of it was changed.",
        "Make that place writable, or let REHEARSE_HOME name another folder.",
    )


def library_full(path: Path) -> Problem:
    return Problem(
        f"There is no room left where the library {path} lies; what was to be kept is not.",
        "Make room there, and try again.",
    )


def library_locked(path: Path) -> Problem:
    return Problem(
        f"Another program holds the library {path}; what was to be done is not.",
        "Close it (a second window, a backup), and try again.",
    )


def value_damaged(path: Path, why: str) -> Problem:
    return Problem(
        f"The library {path} holds a value that cannot stand there ({why.rstrip('.')}).",
        "Export what can still be opened, then move the file away: a new one is begun.",
    )


def library_damaged(path: Path, why: str) -> Problem:
    return Problem(
        f"The library {path} is damaged ({why}).",
        "Start the program again: it moves the damaged file aside and begins a new one.",
    )


def library_set_aside(path: Path, aside: Path) -> Problem:
    return Problem(
        f"The library {path} was damaged, so a new one has been started; the takes are still in their folder.",
        f"The damaged file is kept as {aside}; a copy from before an update may lie in the folder backups beside it.",
    )


def library_newer(path: Path, theirs: int, ours: int) -> Problem:
    return Problem(
        f"The library {path} was written by a newer version of this program (format {theirs}; this one knows {ours}).",
        "Use that version, or let REHEARSE_HOME name another folder.",
    )


def library_foreign(path: Path) -> Problem:
    return Problem(
        f"{path} is the database of another program.", "Move it away, or let REHEARSE_HOME name another folder."
    )


def message_gone(number: int) -> Problem:
    return Problem(f"There is no message {number} any more.", "Look at the list again: it was deleted elsewhere.")


def message_unnamed(name: str) -> Problem:
    return Problem(f"No message is called “{name}”.", "“rehearse list” shows what there is.")


def message_ambiguous(name: str, names: Sequence[str]) -> Problem:
    return Problem(
        f"Several messages are called something with “{name}”.",
        "Name one of them: " + ", ".join(f"“{each}”" for each in names) + ".",
    )


def series_in_a_circle(later: str, earlier: str) -> Problem:
    return Problem(
        f"“{later}” cannot follow “{earlier}”, which follows it already.", "Let it follow another one, or none."
    )


def take_gone(number: int) -> Problem:
    return Problem(f"There is no take {number} any more.", "Look at the message again: it was deleted elsewhere.")


def take_unnumbered(name: str, given: str, numbers: Sequence[int]) -> Problem:
    kept = ", ".join(map(str, numbers))
    return Problem(
        f"“{name}” has no take {given}.", f"Its takes are {kept}." if kept else "Nothing is recorded of it yet."
    )


def take_sound_missing(path: Path) -> Problem:
    return Problem(f"The sound of this take is gone: there is no file at {path}.", "Delete the take, or put it back.")


def take_not_kept(path: Path, why: str) -> Problem:
    return Problem(f"The take {path} cannot be put into the library ({why}).", "Make room, and try again.")


def note_not_read(path: Path, why: str) -> Problem:
    return Problem(
        f"What the take beside {path} is of cannot be read ({why}).",
        "The take is kept; it is tried again when the program starts.",
    )


def sound_not_deleted(path: Path, why: str) -> Problem:
    return Problem(
        f"The sound {path} could not be deleted ({why}).",
        "It is tried again when the program starts; or delete it yourself.",
    )


def not_deleted(path: Path, why: str) -> Problem:
    return Problem(
        f"{path} could not be deleted ({why}).", "Close other windows of this program, and delete it yourself."
    )


def traces_left(path: Path, why: Problem) -> Problem:
    return Problem(
        f"It is deleted, but its words may still be found in {path} by whoever looks for them: {why.what}",
        "Close other programs that use it, then delete something once more.",
    )


def export_not_written(path: Path, why: str) -> Problem:
    return Problem(f"The message cannot be written to {path} ({why}).", "Name a file in a folder you may write to.")


def export_unreadable(path: Path, why: str) -> Problem:
    return Problem(
        f"{path} is not a message this program can read: {why}.", "Export it again, and check that it arrived whole."
    )


def export_newer(path: Path, theirs: int) -> Problem:
    return Problem(
        f"{path} was exported by a newer version of this program (format {theirs}).", "Update this one, and try again."
    )


def sample_missing(folder: Path) -> Problem:
    return Problem(f"The sample message is missing from {folder}.", "Install the program again.")


def no_takes(name: str) -> Problem:
    return Problem(f"Nothing is recorded of “{name}” yet.", "Name a sound file after it.")
