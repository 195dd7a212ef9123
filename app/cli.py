"""The terminal's door: rehearse check · record · mics · model · settings."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app import problems
from app.command.asked import Asked
from app.command.check import check
from app.command.terminal import Terminal, this_terminal
from app.places import find_places, make_folder
from app.problems import Problem
from app.recognition import validate
from app.review.finding import Strictness
from app.script.front_matter import seconds

VERSION = "0.1.0"
BAD_INPUT = 2  # exit code
INTERRUPTED = 130  # Ctrl-C
NOBODY_READS = 141  # the reader of our output has gone


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
    """The file the traceback is written to, for whoever repairs it; None where even that fails."""
    try:
        file = make_folder(find_places(terminal.environ).cache) / "fault.txt"
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    except (OSError, Problem):
        return None
    return file


def _run(arguments: Sequence[str], terminal: Terminal) -> int:
    given = _parser().parse_args(arguments)
    places = find_places(terminal.environ)
    match given.command:
        case "check":
            return check(_asked(given), given.audio, terminal, places)
        case _:
            raise problems.usage("rehearse", f"there is no command {given.command}")


def _asked(given: argparse.Namespace) -> Asked:
    strictness = Strictness(given.strictness) if given.strictness else None
    return Asked(given.script, given.limit, strictness, given.model, given.json, given.html)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise problems.usage(self.prog, message)


def _parser() -> argparse.ArgumentParser:
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
        epilog="Exit code: 0 clean, 1 not clean, 2 something was wrong with what was given.",
        allow_abbrev=False,
    )
    checking.add_argument("script", metavar="SCRIPT", help="plain text or Markdown in UTF-8; “-” for standard input")
    checking.add_argument("audio", metavar="AUDIO", help="WAV, FLAC, OGG, Opus or MP3; “-” for standard input")
    _add_common(checking)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="S", type=seconds, help="seconds it may last; else the script's, else 30")
    parser.add_argument(
        "--strictness", choices=[each.value for each in Strictness], help="what counts against a clean take"
    )
    parser.add_argument("--model", metavar="DIR", type=Path, help="the folder of the Vosk model to hear with")
    parser.add_argument("--json", action="store_true", help="the review as data")
    parser.add_argument("--html", metavar="FILE", type=Path, help="the review as a page, too")


if __name__ == "__main__":
    sys.exit(main())
