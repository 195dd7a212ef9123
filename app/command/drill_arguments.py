"""What `rehearse drill` takes on the command line, drill by drill."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.command.asked import STANDARD_INPUT
from app.command.drill import DrillAsked
from app.practice.drills import DRILLS, named
from app.practice.problems import minutes_not_positive
from app.practice.rounds import MINUTES, ROUND

VOICEMAIL = "voicemail"

Adds = Callable[[argparse.ArgumentParser], None]


def add_drills(drilling: argparse.ArgumentParser, names_message: bool, script: str, rules: Adds, model: Adds) -> None:
    """`script`: what a script may be; `rules` and `model` add the options that other commands have, too."""
    drills = drilling.add_subparsers(dest="drill", metavar="NAME", prog="rehearse drill")
    for drill in DRILLS:
        line = f"rehearse drill {drill.name} [OPTIONS]"
        parser = drills.add_parser(
            drill.name,
            usage=line if drill.name == ROUND else f"{line} SCRIPT\n       {line} --message NAME",
            help=drill.sentence,
            description=drill.sentence,
            epilog="Enter stops a take, and starts the next. Ctrl-C throws the take at hand away, and ends the drill.",
            allow_abbrev=False,
        )
        parser.set_defaults(json=False, html=None, minutes=MINUTES, greeting=None, cut_off=False)
        if drill.name == ROUND:
            parser.set_defaults(script=STANDARD_INPUT, message=None, limit=None, strictness=None, blank=[])
            parser.add_argument("--minutes", metavar="N", type=_minutes, help="how many there are; else 5")
            model(parser)
        else:
            if names_message:
                parser.set_defaults(script=STANDARD_INPUT)
            else:
                parser.add_argument("script", metavar="SCRIPT", help=script)
            parser.add_argument("--message", metavar="NAME", help="a message of “rehearse list”, in place of SCRIPT")
            rules(parser)
        if drill.name == VOICEMAIL:
            parser.add_argument(
                "--greeting",
                metavar="FILE",
                type=Path,
                help="a sound file that greets; else yours (“rehearse greeting”), or ours",
            )
            parser.add_argument("--cut-off", action="store_true", help="the mailbox hangs up at the limit")
        add_microphone(parser)


def add_microphone(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mic", metavar="NAME", help="a microphone of “rehearse mics”, or a part of its name")


def drill_asked(given: argparse.Namespace) -> DrillAsked:
    return DrillAsked(named(given.drill), given.message, given.mic, given.minutes, given.greeting, given.cut_off)


def _minutes(text: str) -> float:
    """Raises Problem."""
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 1440:
        raise minutes_not_positive(text)
    return minutes
