"""The terminal's door: rehearse check · record · drill · list · export · delete · starts · mics · speakers · model …"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app import VERSION, faults, problems
from app.command import exchange, getting, listing
from app.command.asked import STANDARD_INPUT, Asked
from app.command.blanks import given_blank
from app.command.check import check
from app.command.delete import delete, delete_everything
from app.command.doctor import doctor
from app.command.drill import list_drills, run_drill
from app.command.drill_arguments import add_drills, drill_asked
from app.command.greeting import add_greeting, greeting
from app.command.kept import check_message, list_messages
from app.command.last_words import last_words
from app.command.lint import lint_message, lint_script
from app.command.record import record
from app.command.starts import list_starts, print_start
from app.command.terminal import Terminal, this_terminal
from app.places import Places, find_places, make_folder
from app.problems import Problem
from app.recognition import validate
from app.review.finding import Strictness
from app.script.front_matter import seconds

BAD_INPUT = 2  # exit code
INTERRUPTED = 130  # Ctrl-C
NOBODY_READS = 141  # the reader of our output has gone
_SCRIPT = "plain text or Markdown in UTF-8, or a .docx"
_HEARING = ("check", "record", "drill")  # with a model, which may end the program
_EXIT = "Exit code: 0 clean, 1 not clean, 2 something was wrong with what was given."


def main(arguments: Sequence[str] | None = None, terminal: Terminal | None = None) -> int:
    """Run a command; its exit code. What goes wrong is a sentence on stderr, never a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    terminal = terminal or this_terminal()
    if arguments[:1] == [validate.HIDDEN_SUBCOMMAND]:
        return validate.main(arguments[1:])
    try:
        return _flushed(_run(arguments, terminal), terminal)
    except Problem as problem:
        terminal.say(str(problem))
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _turn_away(terminal)
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001  a fault of ours must reach the user as a sentence
        terminal.say(str(problems.program_broke(error, _noted(error, terminal))))
        return BAD_INPUT


def _flushed(code: int, terminal: Terminal) -> int:
    try:
        terminal.out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _turn_away(terminal)
        raise problems.answer_not_written(error.strerror or str(error)) from error
    return code


def _turn_away(terminal: Terminal) -> None:
    """What is still to be written leads nowhere, else Python would try again at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, terminal.out.fileno())
    os.close(nowhere)


def _noted(error: Exception, terminal: Terminal) -> Path | None:
    """The file that now says where it happened, for whoever repairs it; None where even that fails."""
    try:
        return faults.note(faults.told(error), make_folder(find_places(terminal.environ).cache))
    except (OSError, Problem):
        return None


def _run(arguments: Sequence[str], terminal: Terminal) -> int:
    given = _parser(_names_message(arguments)).parse_args(arguments)
    places = find_places(terminal.environ)
    with last_words(terminal, places) if given.command in _HEARING else contextlib.nullcontext():
        return _done(given, terminal, places)


def _done(given: argparse.Namespace, terminal: Terminal, places: Places) -> int:
    match given.command:
        case "check" if given.message is not None:
            return check_message(given.message, given.audio, _asked(given), terminal, places)
        case "list":
            return list_messages(" ".join(given.search), given.json, terminal, places)
        case "check":
            return check(_asked(given), given.audio, terminal, places)
        case "record":
            return record(_asked(given), given.message, given.mic, terminal, places)
        case "drill" if given.drill is None:
            return list_drills(terminal)
        case "drill":
            return run_drill(drill_asked(given), _asked(given), terminal, places)
        case "greeting":
            return greeting(given, terminal, places)
        case "lint" if given.message is not None:
            return lint_message(given.message, given.limit, given.json, terminal, places)
        case "lint":
            return lint_script(given.script, given.limit, given.json, terminal, places)
        case "export":
            return exchange.export(given.message, given.file, terminal, places)
        case "import":
            return exchange.take_in(given.file, terminal, places)
        case "delete" if given.everything and given.message is None:
            return delete_everything(terminal, places)
        case "delete" if given.message is not None and not given.everything:
            return delete(given.message, given.take, terminal, places)
        case "delete":
            raise problems.usage("rehearse delete", "name a message, or say --everything")
        case "starts" if given.name is not None:
            return print_start(given.name, terminal, places)
        case "starts":
            return list_starts(terminal, places)
        case "doctor":
            return doctor(terminal, places)
        case "mics":
            return listing.microphones(terminal)
        case "speakers":
            return listing.speakers(terminal)
        case "model" if given.about == "words":
            return listing.model_words(given.script, given.model, terminal, places)
        case "model" if given.about == "get":
            return getting.get_model(given.what, terminal, places)
        case "model" if given.about == "remove":
            return getting.remove_model(given.name, terminal, places)
        case "model":
            return listing.models(given.model, terminal, places)
        case _:
            return listing.settings(terminal, places)


def _asked(given: argparse.Namespace) -> Asked:
    strictness = Strictness(given.strictness) if given.strictness else None
    return Asked(given.script, given.limit, strictness, given.model, given.json, given.html, tuple(given.blank))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise problems.usage(self.prog, message)


def _names_message(arguments: Sequence[str]) -> bool:
    """Whether the script comes from the library, so that the sound alone is left to be named, if that."""
    return any(each.partition("=")[0] == "--message" for each in arguments)


def _parser(names_message: bool = False) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rehearse",
        description="Say a message against its script and a clock, and see what to do better.",
        epilog="“rehearse COMMAND --help” explains each.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rehearse {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    checking = commands.add_parser(
        "check",
        help="what was said in a sound file, against its script",
        description="Say where a take left its script, how long it took, and whether it is clean.",
        epilog="One of SCRIPT and AUDIO may be “-”, standard input. A kept take is judged by the script, the limit and "
        "the strictness it was spoken for. " + _EXIT,
        usage="rehearse check [OPTIONS] SCRIPT AUDIO\n       rehearse check [OPTIONS] --message NAME [AUDIO|TAKE]",
        allow_abbrev=False,
    )
    # NB: argparse takes an argument that may be missing for missing as soon as an option stands before it.
    if names_message:
        checking.set_defaults(script=STANDARD_INPUT)
        checking.add_argument("audio", metavar="AUDIO|TAKE", nargs="?", help="a sound file, or the number of a take")
    else:
        checking.add_argument("script", metavar="SCRIPT", help=_SCRIPT)
        checking.add_argument("audio", metavar="AUDIO", help="WAV, FLAC, OGG, Opus or MP3")
    checking.add_argument(
        "--message", metavar="NAME", help="a message of “rehearse list”; its last take, where none is named"
    )
    _add_judging(checking)

    recording = commands.add_parser(
        "record",
        help="the same, live",
        description="Record a take and judge it. Enter or the end of standard input stops it; Ctrl-C throws it away.",
        epilog="The clock starts when the countdown has ended. The take is kept, and it is said where. "
        + _EXIT.removesuffix(".")
        + ", 130 thrown away.",
        usage="rehearse record [OPTIONS] SCRIPT\n       rehearse record [OPTIONS] --message NAME",
        allow_abbrev=False,
    )
    if names_message:
        recording.set_defaults(script=STANDARD_INPUT)
    else:
        recording.add_argument("script", metavar="SCRIPT", help=_SCRIPT)
    recording.add_argument(
        "--message", metavar="NAME", help="a message of “rehearse list”; the take becomes one of its takes"
    )
    recording.add_argument("--mic", metavar="NAME", help="a microphone of “rehearse mics”, or a part of its name")
    _add_judging(recording)

    drilling = commands.add_parser(
        "drill",
        help="a rule for a series of takes: after the beep, against shorter limits, off a fading page …",
        description="List the drills, or go through one, take by take.",
        epilog="“rehearse drill NAME --help” explains each. Exit code: 0 done, 1 broken off, 2 something was wrong with"
        " what was given, 130 Ctrl-C.",
        usage="rehearse drill\n       rehearse drill NAME [OPTIONS] SCRIPT\n       rehearse drill NAME [OPTIONS] "
        "--message NAME\n       rehearse drill round [OPTIONS]",
        allow_abbrev=False,
    )
    add_drills(drilling, names_message, _SCRIPT, _add_rules, _add_model)

    answering = commands.add_parser(
        "greeting",
        help="what answers in the voicemail drill: ours, or your own",
        description="Say which greeting answers in the voicemail drill, record your own, take a sound file, remove it.",
        allow_abbrev=False,
    )
    add_greeting(answering)

    advising = commands.add_parser(
        "lint",
        help="advice on the words, before anybody speaks them",
        description="Say what to do better in the text, why, and who says so.",
        epilog="Exit code: 0 nothing to say, 1 advice, 2 something was wrong with what was given.",
        usage="rehearse lint [OPTIONS] SCRIPT\n       rehearse lint [OPTIONS] --message NAME",
        allow_abbrev=False,
    )
    if names_message:
        advising.set_defaults(script=STANDARD_INPUT)
    else:
        advising.add_argument("script", metavar="SCRIPT", help=f"{_SCRIPT}; “-” for standard input")
    advising.add_argument("--message", metavar="NAME", help="a message of “rehearse list”, as one of its series")
    advising.add_argument("--limit", metavar="S", type=seconds, help="seconds it may last; else the script's, else 30")
    advising.add_argument("--json", action="store_true", help="the advice as data")

    listed = commands.add_parser(
        "list",
        help="your messages, and how far they have come",
        description="List the messages, the last edited first: name, for whom, how far it has come, when edited.",
        allow_abbrev=False,
    )
    listed.add_argument("search", metavar="WORD", nargs="*", help="only those that say each of these words")
    listed.add_argument("--json", action="store_true", help="with their takes, as data")

    exporting = commands.add_parser(
        "export",
        help="a message with its takes as one file",
        description="Write a message, its edits, takes, reviews and corrections into one file.",
        epilog="“rehearse import”, or the window, reads it back elsewhere.",
        allow_abbrev=False,
    )
    exporting.add_argument("message", metavar="NAME", help="a message of “rehearse list”, or a part of its name")
    exporting.add_argument("file", metavar="FILE", type=Path, help="where to; .beep where it has no ending")

    importing = commands.add_parser(
        "import",
        help="a message that was exported",
        description="Read a message that was exported; it is a new one, whatever is there already.",
        allow_abbrev=False,
    )
    importing.add_argument("file", metavar="FILE", type=Path, help="as “rehearse export” or the window wrote it")

    deleting = commands.add_parser(
        "delete",
        help="a take, a message or everything, for good",
        description="Delete for good, with the sound. It asks first; the answer may be piped.",
        epilog="Exit code: 0 deleted, 1 not deleted, 2 something was wrong with what was given.",
        usage="rehearse delete NAME [TAKE]\n       rehearse delete --everything",
        allow_abbrev=False,
    )
    deleting.add_argument(
        "message", metavar="NAME", nargs="?", help="a message of “rehearse list”, or a part of its name"
    )
    deleting.add_argument("take", metavar="TAKE", nargs="?", help="the number of a take; without it, the whole message")
    deleting.add_argument("--everything", action="store_true", help="every message and take; settings and models stay")

    starting = commands.add_parser(
        "starts",
        help="scripts to start from",
        description="List the starting points, or print one: a script with its plan, and {blanks} to fill in.",
        epilog="“rehearse starts lead > lead.md” makes a file of one.",
        allow_abbrev=False,
    )
    starting.add_argument("name", metavar="NAME", nargs="?", help="the one to print, as the list names it")

    commands.add_parser(
        "doctor",
        help="what works on this machine, and what to do about the rest",
        description="Try sound, model, library and disk, and say what works and what helps with the rest.",
        epilog="Exit code: 0 all is well, 1 something does not work. Nothing you wrote or said is in the answer.",
        allow_abbrev=False,
    )
    commands.add_parser("mics", help="the microphones", description="List the microphones.", allow_abbrev=False)
    commands.add_parser(
        "speakers",
        help="the loudspeakers and headphones",
        description="List the loudspeakers and headphones that takes can be heard with in the window.",
        allow_abbrev=False,
    )

    model = commands.add_parser(
        "model",
        help="the models, and the words they cannot know",
        description="List the models that are installed, and those that could be.",
        allow_abbrev=False,
    )
    _add_model(model)
    about = model.add_subparsers(dest="about", metavar="words SCRIPT | get WHAT | remove NAME")
    words = about.add_parser(
        "words",
        help="the words of a script, and the fillers, that the model cannot know",
        description="Name the words of a script, and the fillers, that the model cannot know.",
        allow_abbrev=False,
    )
    words.add_argument("script", metavar="SCRIPT", help=f"{_SCRIPT}; “-” for standard input")
    _add_model(words, default=argparse.SUPPRESS)
    get = about.add_parser(
        "get",
        help="a better ear: fetch and install a model",
        description="Fetch a model and install it. Ctrl-C stops; the next time goes on from there.",
        epilog="Nothing else this program does uses the network.",
        allow_abbrev=False,
    )
    get.add_argument(
        "what", metavar="small|lgraph|URL|ZIP|FOLDER", help="an official one, an address, a zip file or a folder"
    )
    remove = about.add_parser(
        "remove", help="remove a model", description="Remove an installed model for good.", allow_abbrev=False
    )
    remove.add_argument("name", metavar="NAME", help="as “rehearse model” lists it")

    commands.add_parser(
        "settings",
        help="every default, and what it means",
        description="Show every setting with its default, its meaning and its source, and where the file lies.",
        allow_abbrev=False,
    )
    return parser


def _add_judging(parser: argparse.ArgumentParser) -> None:
    _add_rules(parser)
    parser.add_argument("--json", action="store_true", help="the review as data")
    parser.add_argument("--html", metavar="FILE", type=Path, help="the review as a page, too")


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="S", type=seconds, help="seconds it may last; else the script's, else 30")
    parser.add_argument(
        "--strictness", choices=[each.value for each in Strictness], help="what counts against a clean take"
    )
    parser.add_argument(
        "--blank",
        metavar="NAME=TEXT",
        type=given_blank,
        action="append",
        default=[],
        help="what to fill in for {NAME} in the script; may be given again for another",
    )
    _add_model(parser)


def _add_model(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--model", metavar="DIR", type=Path, default=default, help="the folder of the model to hear with"
    )


if __name__ == "__main__":
    sys.exit(main())
