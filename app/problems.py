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


# ---- Sound: files, takes, the microphone


def sound_missing(path: Path) -> Problem:
    return Problem(f"There is no sound file at {path}.", "Check the name and the folder.")


def sound_is_a_folder(path: Path) -> Problem:
    return Problem(f"{path} is a folder, not a sound file.", "Name one file in it.")


def sound_not_allowed(path: Path, why: str) -> Problem:
    return Problem(
        f"The sound file {path} cannot be opened ({why}).", "Check that you may read it, or copy it elsewhere."
    )


def sound_empty(name: str) -> Problem:
    return Problem(f"The sound file {name} is empty.", "Record or copy it again.")


def sound_unreadable(name: str) -> Problem:
    return Problem(
        f"{name} is no sound that can be read, whatever its name says, or its beginning is lost.",
        "Give a WAV, FLAC, OGG, Opus or MP3 file.",
    )


def sound_without_frames(name: str) -> Problem:
    return Problem(f"The sound file {name} has a beginning but no sound in it.", "Record or copy it again.")


def sound_silent(name: str) -> Problem:
    return Problem(
        f"Nothing can be heard in {name}: it is silent from beginning to end.",
        "Check the microphone it was recorded with, and record again.",
    )


def sound_rate(name: str, rate: int) -> Problem:
    return Problem(
        f"{name} has {rate} samples a second, which is not between 8,000 and 96,000.", "Convert it to 16,000 or 48,000."
    )


def sound_endless(name: str, most: int) -> Problem:
    return Problem(
        f"More than {most >> 30} GB came from {name} and no end of it.", "Give a file, or a stream that has an end."
    )


def sound_not_kept(name: str, why: str) -> Problem:
    return Problem(
        f"The sound from {name} cannot be put into a temporary file ({why}).", "Make room there, or give a file."
    )


def take_not_written(path: Path, why: str) -> Problem:
    return Problem(
        f"The take cannot be written to {path} ({why}).", "Make room there, or make the folder one you may write to."
    )


def take_not_recovered(path: Path, why: str) -> Problem:
    return Problem(
        f"The take left in {path} cannot be recovered ({why}).", "Open it in a sound editor, or remove it."
    )


# ---- Recognizing


def model_not_loaded(folder: Path) -> Problem:
    return Problem(
        f"Vosk could not load the model in {folder}.", "Choose another one with --model; “rehearse model” lists them."
    )


# --- pronunciations ---


def pronunciation_missing(path: Path) -> Problem:
    return Problem(f"The pronunciations are missing: there is no file at {path}.", "Install the program again.")


def pronunciation_damaged(path: Path) -> Problem:
    return Problem(f"The pronunciations at {path} cannot be read.", "Install the program again.")
