"""`rehearse record`: a rep in the terminal, from the countdown to the verdict."""

from datetime import datetime
from pathlib import Path

from app import problems
from app.command.asked import STANDARD_INPUT, Asked, chosen_model, look_at_page, open_script, report, rules_for
from app.command.blanks import answers_for
from app.command.kept import opened, script_of
from app.command.live import Wanted, open_booth
from app.command.terminal import Terminal
from app.library import recovery
from app.library.messages import Message
from app.library.spoken import as_note, spoken
from app.places import Places
from app.practice.drill_page import failing_sentence, sentence_told
from app.problems import Problem
from app.review import corrections
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script, filled
from app.settings import Settings
from app.settings_file import load


def record(asked: Asked, message: str | None, microphone: str | None, terminal: Terminal, places: Places) -> int:
    """Of a message of the library where one is named; then the take becomes one of its takes. The exit code.

    Raises Problem; KeyboardInterrupt once the take is thrown away.
    """
    settings = load(places.settings)
    look_at_page(asked.html, asked.script)
    meant, script = meant_by(message, asked, terminal, places, settings)
    rules = rules_for(script, asked, settings)
    model = chosen_model(asked.model, settings, terminal, places)
    with open_booth(model, microphone, settings, terminal, places) as booth:
        file = Path(asked.script) if meant is None else None
        rep = spoken(meant.id if meant else None, script, rules, datetime.now().astimezone(), file=file)
        review = booth.speak(Wanted(script, rules, note=as_note(rep)))
    if meant is None:
        terminal.say(f"The take is kept: {review.take.file}")
        recovery.let_be(Path(review.take.file))
    else:
        review = keep(review, rules, meant.id, terminal, places)
    code = report(review, asked, settings, terminal)
    if meant is not None:
        offer_drill(meant, script, terminal, places, settings)
    return code


def offer_drill(message: Message, script: Script, terminal: Terminal, places: Places, settings: Settings) -> None:
    """Where the ladder sees the same finding again and again."""
    with opened(terminal, places, settings) as library:
        sentence = failing_sentence(library.takes.ladder(message.id), script)
    if sentence is not None:
        terminal.say(
            f"“{sentence_told(script, sentence)}” keeps failing. To say it alone, until it is clean three times: "
            f"rehearse drill one-sentence --message “{message.draft.name}”"
        )


def meant_by(
    name: str | None, asked: Asked, terminal: Terminal, places: Places, settings: Settings
) -> tuple[Message | None, Script]:
    """A message, where one is named, and its script, else the one in a file; filled in. Raises Problem.

    The message remembers what it was filled in with.
    """
    if name is None:
        if asked.script == STANDARD_INPUT:
            raise problems.script_from_standard_input()
        script = open_script(asked.script, terminal)
        return None, filled(script, answers_for(script, asked.blanks, {}, terminal))
    with opened(terminal, places, settings) as library:
        message = library.messages.called(name)
        return message, script_of(library, message, asked, terminal)


def keep(
    review: Review,
    rules: Rules,
    message: int,
    terminal: Terminal,
    places: Places,
    drill: str = "",
    is_aside: bool = False,
) -> Review:
    """The review without what was overruled in the message before. Raises Problem; the sound is kept in any case."""
    try:
        with opened(terminal, places, rules.settings, looks_back=False) as library:
            take = recovery.keep(library, message, review, rules, drill=drill, is_aside=is_aside)
            known = library.reviews.corrections(message)
            name = library.messages.get(message).draft.name
    except Problem:
        terminal.say(f"The take is kept: {review.take.file}")
        raise
    terminal.say(f"The take is kept as take {take.number} of “{name}”: {take.sound}")
    return corrections.apply(review, [each.correction for each in known if each.take is None], rules.settings)
