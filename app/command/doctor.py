"""`rehearse doctor`: what works on this machine, and what to do about the rest."""

from rich.text import Text

from app.command.terminal import Terminal, only_our_words
from app.doctor.answer import is_well
from app.doctor.examination import rest, settings_or_defaults, sound
from app.places import Places

WELL, NOT_WELL = 0, 1  # exit codes


def doctor(terminal: Terminal, places: Places) -> int:
    """The exit code."""
    page = terminal.page()
    with only_our_words(terminal):
        heard = sound(settings_or_defaults(places))
    answers = heard + rest(places, terminal.environ)
    for each in answers:
        page.print(Text(each.line), soft_wrap=True)  # not folded: it is to be copied
    return WELL if is_well(answers) else NOT_WELL
