"""`rehearse greeting`: the greeting that answers in the voicemail drill, recorded, taken from a file, removed."""

import argparse
from pathlib import Path

from rich.text import Text

from app.audio.mailbox import LONGEST_GREETING_S
from app.audio.microphone import Microphone, open_microphone, sound_system
from app.audio.own_greeting import chosen_greeting, forget_greeting, take_greeting
from app.command.drill_arguments import add_microphone
from app.command.live import find_microphone
from app.command.reps import Reps
from app.command.screen import Moment
from app.command.terminal import Terminal, only_our_words
from app.places import Places, make_folder
from app.practice.greeting_rep import Greeting, greeting_plan
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.settings_file import load

_DONE = 0  # exit code


def add_greeting(greeting: argparse.ArgumentParser) -> None:
    about = greeting.add_subparsers(dest="about", metavar="record | take FILE | remove", prog="rehearse greeting")
    record = about.add_parser(
        "record",
        help="record your own",
        description="Record the greeting that answers, up to 20 seconds; the silence round it is cut off.",
        epilog="Enter or the end of standard input stops; Ctrl-C throws it away, and the one before is kept.",
        allow_abbrev=False,
    )
    add_microphone(record)
    take = about.add_parser(
        "take",
        help="take a sound file for it",
        description="Let a sound file of at most 20 seconds be the greeting that answers.",
        allow_abbrev=False,
    )
    take.add_argument("file", metavar="FILE", type=Path, help="WAV, FLAC, OGG, Opus or MP3")
    about.add_parser(
        "remove", help="delete yours", description="Delete your greeting for good; ours answers.", allow_abbrev=False
    )


def greeting(given: argparse.Namespace, terminal: Terminal, places: Places) -> int:
    """What was asked for on the command line. The exit code. Raises Problem."""
    match given.about:
        case "record":
            return record_greeting(given.mic, terminal, places)
        case "take":
            return take_in_greeting(given.file, terminal, places)
        case "remove":
            return remove_greeting(terminal, places)
        case _:
            return tell_greeting(terminal, places)


def tell_greeting(terminal: Terminal, places: Places) -> int:
    """Whose it is, and where it lies. The exit code. Raises Problem."""
    chosen = chosen_greeting(places, load(places.settings).own_greeting)
    if chosen == places.greeting:
        told = f"Your own greeting answers: {chosen}"
    elif places.greeting.is_file():
        told = f"Ours answers, since own_greeting is false in the settings; yours is kept: {places.greeting}"
    else:
        told = "Ours answers. To record your own: rehearse greeting record"
    terminal.page().print(Text(told), soft_wrap=True)
    return _DONE


def record_greeting(microphone: str | None, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem; KeyboardInterrupt once it is thrown away."""
    settings = load(places.settings)
    lanes = Lanes()

    def moment(rehearsal: Rehearsal[Greeting]) -> Moment:
        return Moment(
            phase=rehearsal.phase,
            elapsed_s=rehearsal.elapsed_s,
            limit_s=LONGEST_GREETING_S,
            level=rehearsal.level if settings.live_level else None,
            due=None,
            note=" ".join(str(note) for note in rehearsal.notes) or None,
        )

    try:
        with only_our_words(terminal) as ours:
            name, host_api = lanes.studio.run(lambda: find_microphone(microphone, settings)).result()

            def opened() -> Microphone:
                return open_microphone(sound_system(), name, host_api)

            ours.say(f"Say what callers are to hear, in at most {LONGEST_GREETING_S:.0f} seconds.")
            reps: Reps[Greeting] = Reps(lanes.studio, opened, make_folder(places.takes), ours)
            kept = reps.speak(greeting_plan(places), moment)
    finally:
        lanes.close()
    return _told_kept(kept.length_s, terminal, places)


def take_in_greeting(file: Path, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    return _told_kept(take_greeting(file, places), terminal, places)


def remove_greeting(terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    had = places.greeting.is_file()
    forget_greeting(places)
    told = "Your greeting is deleted for good; ours answers." if had else "There is none of yours; ours answers."
    terminal.page().print(Text(told), soft_wrap=True)
    return _DONE


def _told_kept(length_s: float, terminal: Terminal, places: Places) -> int:
    told = f"Your greeting of {length_s:.1f} s answers in the voicemail drill from now on: {places.greeting}"
    terminal.page().print(Text(told), soft_wrap=True)
    if not load(places.settings).own_greeting:
        terminal.say("Once own_greeting is true in the settings, that is; until then ours does.")
    return _DONE
