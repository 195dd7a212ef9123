"""Everything that can go wrong, each a sentence with its remedy."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from app.faults import kind

_MOST_SIGNS = 700  # of a sentence; a path that long still has its beginning and its end
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # the direction of what is written after them


class Problem(Exception):
    """What went wrong and what to do about it; str() is the one sentence (or two) shown to the user."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what = _harmless(what)  # a full sentence
        self.remedy = _harmless(remedy)  # a full sentence that says what to do
        super().__init__(f"{self.what} {self.remedy}")


class Fault(Problem):
    """One of this program, by which an error of Python's came; its makers alone can mend it."""

    def __init__(self, what: str, remedy: str, error: Exception) -> None:
        super().__init__(what, remedy)
        self.error = error


def _harmless(text: str) -> str:
    """On one line, without what a terminal or a page would obey: the names of others' files come to stand in it."""
    line = "".join(_harmless_sign(sign) for sign in text)
    return line if len(line) <= _MOST_SIGNS else f"{line[: _MOST_SIGNS // 2]} … {line[-_MOST_SIGNS // 2 :]}"


def _harmless_sign(sign: str) -> str:
    if sign in "\n\r\t\u2028\u2029":
        return " "
    return "\ufffd" if unicodedata.category(sign) == "Cc" or sign in _TURNS else sign


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
    return Problem(f"The take left in {path} cannot be recovered ({why}).", "Open it in a sound editor, or remove it.")


# ---- Models: finding, opening, trying


def model_missing(folder: Path) -> Problem:
    return Problem(f"There is no folder {folder} to take a model from.", "Check the name, or unpack the model there.")


def model_is_zip(path: Path) -> Problem:
    return Problem(f"{path} is a zip file, not a model.", "Unpack it and name the folder that comes out of it.")


def model_is_file(path: Path) -> Problem:
    return Problem(f"{path} is a file; a model is a folder.", "Name the folder that holds am, conf and graph.")


def model_incomplete(folder: Path, missing: str) -> Problem:
    return Problem(
        f"{folder} is not a model that Vosk can hear with: it has no {missing}.",
        "Name the folder that holds am, conf and graph, or get the model again.",
    )


def model_ambiguous(folder: Path, names: Sequence[str]) -> Problem:
    return Problem(f"{folder} holds several models: {', '.join(names)}.", "Name one of them.")


def model_unreadable(folder: Path, why: str) -> Problem:
    return Problem(f"The model in {folder} cannot be read ({why}).", "Check that you may read it, or get it again.")


def model_named_in(problem: Problem, where: str) -> Problem:
    """The same problem, with a word on who named the model."""
    return Problem(problem.what, f"{problem.remedy} (It is {where} that names it.)")


def model_not_prepared(folder: Path, why: str) -> Problem:
    return Problem(
        f"What a model runs with cannot be written to {folder} ({why}).",
        "Make room there, or let REHEARSE_HOME name another folder.",
    )


# ---- The script


def script_missing(path: Path) -> Problem:
    return Problem(f"There is no script at {path}.", "Check the name and the folder.")


def script_is_folder(path: Path) -> Problem:
    return Problem(f"{path} is a folder, not a script.", "Name one file in it.")


def script_not_opened(path: Path, why: str) -> Problem:
    return Problem(f"The script {path} cannot be opened ({why}).", "Check that you may read it, or copy it elsewhere.")


def script_empty(name: str) -> Problem:
    return Problem(f"The script {name} is empty.", "Write what you want to say into it.")


def script_without_words(name: str) -> Problem:
    return Problem(
        f"The script {name} has no words to speak.",
        "Write what you want to say; headings, front matter and (parentheses) are not spoken.",
    )


def script_not_utf8(name: str, offset: int) -> Problem:
    return Problem(f"The script {name} is not UTF-8 text: byte {offset} does not fit.", "Save it as UTF-8.")


def script_in_utf16(name: str) -> Problem:
    return Problem(f"The script {name} is UTF-16 text.", "Save it as UTF-8.")


def script_binary(name: str) -> Problem:
    return Problem(f"The script {name} is not text: it holds zero bytes.", "Give a plain text or Markdown file.")


def script_endless(name: str, most: int) -> Problem:
    return Problem(f"The script {name} is longer than {most:,} words.", "Rehearse it in parts.")


def limit_not_positive(given: str) -> Problem:
    return Problem(f"The limit {given!r} is no positive number of seconds.", "Write it as 30, 30 s or 0:30.")


def model_not_bent(name: str, why: str) -> Problem:
    return Problem(
        f"The model {name} could not be bent towards the script: {why}.",
        "It is heard with one hearing instead, which finds less and doubts more.",
    )


def no_portaudio(why: str) -> Problem:
    return Problem(
        f"Sound cannot be recorded: PortAudio is missing ({why.rstrip('.')}).",
        "On Debian or Ubuntu: sudo apt install libportaudio2; elsewhere install the program anew.",
    )


def no_microphone(why: str) -> Problem:
    return Problem(
        f"There is no microphone ({why.rstrip('.')}).", "Plug one in, or allow this program to use it, and try again."
    )


def microphone_missing(name: str, others: Sequence[str]) -> Problem:
    return Problem(
        f"The microphone “{name}” is not there.",
        "Plug it in, or choose another one: " + ", ".join(f"“{other}”" for other in dict.fromkeys(others)) + ".",
    )


def microphone_refused(name: str, why: str) -> Problem:
    return Problem(
        f"The microphone “{name}” will not open ({why.rstrip('.')}).",
        "Close other programs that use it, or choose another one.",
    )


def microphone_lost(name: str) -> Problem:
    return Problem(
        f"The microphone “{name}” stopped delivering sound.",
        "What came before is kept. Plug it in again, or choose another one.",
    )


def microphone_dead(name: str) -> Problem:
    return Problem(
        f"The microphone “{name}” delivers exact zeros, which no room does.",
        "Unmute it; on macOS allow this program to use it under System Settings, Privacy & Security, Microphone.",
    )


def recording_gap(seconds: float) -> Problem:
    return Problem(
        f"About {seconds:.1f} s of sound were lost on the way from the microphone.",
        "Close programs that keep the computer busy, and record again.",
    )


def stopped_too_soon() -> Problem:
    return Problem("The rep was stopped before it began.", "Speak after the countdown, then stop.")


def rep_broke(error: Exception) -> Fault:
    return Fault(
        f"The rep broke off by a fault of this program ({kind(error)}).",
        "What was recorded is kept. Please report this.",
        error,
    )


# ---- The terminal program


def usage(program: str, what: str) -> Problem:
    return Problem(f"{program}: {what[:1].lower()}{what[1:].rstrip('.')}.", f"“{program} --help” says what it takes.")


def no_standard_input() -> Problem:
    return Problem("There is no standard input to read from.", "Name a file instead of “-”.")


def both_from_standard_input() -> Problem:
    return Problem("The script and the sound cannot both come from standard input.", "Name a file for one of them.")


def script_from_standard_input() -> Problem:
    return Problem(
        "While recording, standard input is where Enter comes from, so the script cannot.", "Put it into a file."
    )


def page_not_written(path: Path, why: str) -> Problem:
    return Problem(f"The page cannot be written to {path} ({why}).", "Name a file in a folder you may write to.")


def page_without_name() -> Problem:
    return Problem("The page wants a file of its own, not “-”.", "Name one, like review.html.")


def page_over_input(path: Path) -> Problem:
    return Problem(f"The page would take the place of {path}, which it is about.", "Give it another name.")


def answer_not_written(why: str) -> Problem:
    return Problem(f"The answer cannot be written to standard output ({why}).", "Make room there, or write elsewhere.")


def program_broke(error: Exception, where: Path | None) -> Fault:
    return Fault(
        f"The program broke off by a fault of its own ({kind(error)}).",
        f"Please report this, with {where}." if where else "Please report this.",
        error,
    )


def microphone_ambiguous(name: str, fitting: Sequence[str]) -> Problem:
    return Problem(
        f"Several microphones are called something with “{name}”.",
        "Name one of them: " + ", ".join(f"“{each}”" for each in fitting) + ".",
    )


# ---- What the speaker overrules


def not_overruled(kind: str) -> Problem:
    return Problem(f"A finding of the kind {kind} is measured, not heard.", "It cannot be overruled; say it again.")


# ---- Playing


def no_speaker(why: str) -> Problem:
    return Problem(
        f"Nothing can be played: no loudspeaker will open ({why.rstrip('.')}).",
        "Plug in headphones or a loudspeaker, or close other programs that use it.",
    )


def speaker_missing(name: str) -> Problem:
    return Problem(
        f"The loudspeaker “{name}” is not there, so what the system uses plays instead.",
        "Plug it in again, or choose another one in the settings.",
    )


def speaker_lost() -> Problem:
    return Problem("The loudspeaker stopped taking sound.", "Plug it in again, and try once more.")
