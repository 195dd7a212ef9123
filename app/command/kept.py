"""`rehearse list` and `rehearse check --message`: the messages and takes of the library, in the terminal."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.text import Text

from app.audio.sound import open_sound
from app.command.asked import (
    STANDARD_INPUT,
    Asked,
    chosen_model,
    look_at_page,
    report,
    rules_for,
    tell_of_one_hearing,
)
from app.command.blanks import answers_for
from app.command.check import heard
from app.command.terminal import Terminal, only_our_words
from app.library import problems
from app.library.library import Library, open_library
from app.library.messages import Message
from app.library.recovery import bring_back
from app.library.takes import KeptTake
from app.library.trends import Week, told
from app.places import Places
from app.practice.coach import open_coach
from app.practice.drills import title_of
from app.problems import Problem
from app.review import corrections
from app.review.review import Rules
from app.review.telling import clock
from app.script.front_matter import PLAN
from app.script.problems import blank_unknown
from app.script.script import Script, filled
from app.settings import Settings
from app.settings_file import load


def list_messages(search: str, as_data: bool, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    with opened(terminal, places, load(places.settings)) as library:
        messages = library.messages.all(search)
        takes = {each.id: library.takes.all_of(each.id) for each in messages} if as_data else {}
        only = messages[0].id if search.strip() and len(messages) == 1 and not messages[0].is_sample else None
        weeks = library.weeks(only) if only is not None or not search.strip() else ()
    if as_data:
        terminal.answer(json.dumps([_data(each, takes[each.id]) for each in messages], ensure_ascii=False, indent=1))
        return 0
    rows = [(each.draft.name, each.draft.to, stands(each), _day(each)) for each in messages]
    if rows:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        page = terminal.page()
        for row in rows:
            line = "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            page.print(Text(line.rstrip()), soft_wrap=True)
        tell_of_weeks(weeks, only is not None, terminal)
    else:
        terminal.say(f"No message says “{search}”." if search.strip() else "There is no message yet.")
    return 0


def tell_of_weeks(weeks: Sequence[Week], is_one_message: bool, terminal: Terminal) -> None:
    """How the user comes along; nothing where there is nothing to tell."""
    for line in told(weeks, datetime.now().astimezone().date(), is_one_message):
        terminal.page().print(Text(line, "dim"), soft_wrap=True)


def stands(message: Message) -> str:
    """How far the message has come, in a word or two."""
    if not message.takes:
        return "Draft"
    if message.best_s is None:
        return "1 take" if message.takes == 1 else f"{message.takes} takes"
    return f"{'Ready' if message.is_ready else 'Best'} {clock(message.best_s)}"


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is to be heard, and by which rules."""

    sound: str  # a path, or "-"
    script: Script
    rules: Rules
    take: KeptTake | None  # None: a sound that is none of the library's
    is_as_kept: bool  # nothing was asked for that the take was not spoken for


def check_message(name: str, audio: str | None, asked: Asked, terminal: Terminal, places: Places) -> int:
    """A take of a message by its number, the last one without, or a sound file. The exit code. Raises Problem.

    A kept take is judged by the script, limit and strictness it was spoken for, and the library remembers the review.
    """
    settings = load(places.settings)
    with opened(terminal, places, settings) as library:
        message = library.messages.called(name)
        meant = _meant(library, message, audio, asked, settings, terminal)
        look_at_page(asked.html, meant.sound)
        source = terminal.bytes_in() if meant.sound == STANDARD_INPUT else meant.sound
        with only_our_words(terminal) as ours, open_sound(source) as sound:
            coach = open_coach(chosen_model(asked.model, settings, terminal, places), places)
            prepared = coach.prepare(meant.script)
            tell_of_one_hearing(prepared, ours)
            review = heard(coach, prepared, sound, meant.rules, ours, meant.take.origin_s if meant.take else None)
        if meant.take is not None and meant.is_as_kept:
            library.reviews.save(meant.take.id, review, meant.rules)
        take = meant.take.id if meant.take is not None else None
        known = [
            each.correction
            for each in library.reviews.corrections(message.id)
            if each.take is None or each.take == take
        ]
    return report(corrections.apply(review, known, settings), asked, settings, terminal)


def script_of(library: Library, message: Message, asked: Asked, terminal: Terminal, may_ask: bool = True) -> Script:
    """Filled in with what was asked for, else with the last answers, which it remembers. Raises Problem."""
    script = message.draft.script()
    answers = answers_for(script, asked.blanks, library.answers.of(message.id), terminal, may_ask)
    library.answers.keep(message.id, answers)
    return filled(script, answers)


def _meant(
    library: Library, message: Message, audio: str | None, asked: Asked, settings: Settings, terminal: Terminal
) -> _Meant:
    take = _take(library, message, audio)
    if take is None:
        script = script_of(library, message, asked, terminal, audio != STANDARD_INPUT)
        return _Meant(audio or STANDARD_INPUT, script, rules_for(script, asked, settings), None, False)
    for name, _ in asked.blanks:
        raise blank_unknown(name, ())
    rules = Rules(asked.limit_s or take.limit_s, asked.strictness or take.strictness, settings)
    is_as_kept = (rules.limit_s, rules.strictness) == (take.limit_s, take.strictness)
    if not take.sound.is_file():
        raise problems.take_sound_missing(take.sound)
    if take.drill:
        terminal.say(_drill_told(take))
    return _Meant(str(take.sound), take.script(), rules, take, is_as_kept)


def _drill_told(take: KeptTake) -> str:
    """In which drill it was spoken."""
    aside = ", and stands beside the ladder: it is no take of the message as it is" if take.is_aside else ""
    return f"Take {take.number} was spoken in the drill “{title_of(take.drill)}”{aside}."


def _take(library: Library, message: Message, audio: str | None) -> KeptTake | None:
    """None where a sound file is meant. Raises Problem where it is neither."""
    if audio is None:
        takes = library.takes.of(message.id)
        if not takes:
            raise problems.no_takes(message.draft.name)
        return takes[-1]
    try:
        return numbered(library, message, audio)
    except Problem:
        if audio.strip().isdigit() and not Path(audio).exists():
            raise
        return None


def numbered(library: Library, message: Message, number: str) -> KeptTake:
    """The take of a message that is meant by what was typed. Raises Problem."""
    takes = library.takes.all_of(message.id)
    found = [take for take in takes if number.strip() == str(take.number)]
    if not found:
        raise problems.take_unnumbered(message.draft.name, number.strip(), [take.number for take in takes])
    return found[0]


@contextmanager
def opened(terminal: Terminal, places: Places, settings: Settings, looks_back: bool = True) -> Iterator[Library]:
    """The library, with the sample in it the first time. Raises Problem.

    `looks_back`: for takes that were cut off. Not while a rep of our own is on its way in: it looks like one.
    """
    library = open_library(places)
    try:
        for notice in library.notices:
            terminal.say(str(notice))
        if looks_back:
            _bring_back(library, terminal)
        try:
            library.add_sample(places.assets / "sample", settings.limit_s)
        except Problem as problem:
            terminal.say(str(problem))  # and everything else still works
        yield library
    finally:
        library.close()


def bring_back_takes(terminal: Terminal, places: Places) -> None:
    """Those that were cut off; where the library will not open they wait for the next time, and it is said why."""
    try:
        library = open_library(places)
    except Problem as problem:
        terminal.say(str(problem))
        return
    try:
        _bring_back(library, terminal)
    finally:
        library.close()


def _bring_back(library: Library, terminal: Terminal) -> None:
    found, left = bring_back(library)
    for each in found:
        if each.take is not None:
            terminal.say(
                f"A take that was left unfinished is kept as take {each.take.number} of “{each.name}”. "
                f"To have it reviewed: rehearse check --message “{each.name}” {each.take.number}"
            )
        else:
            terminal.say(f"A take that was left unfinished is kept: {each.sound}")
            if each.script is not None:
                terminal.say(f"To have it reviewed: rehearse check {each.script} {each.sound}")
    for problem in left:
        terminal.say(str(problem))


def _day(message: Message) -> str:
    return f"{message.edited_at.astimezone():%Y-%m-%d}"


def _data(message: Message, takes: tuple[KeptTake, ...]) -> dict[str, object]:
    draft = message.draft
    return {
        "name": draft.name,
        **{name: getattr(draft, name) or None for name in PLAN},
        "limit_s": draft.limit_s,
        "edited": message.edited_at.isoformat(timespec="seconds"),
        "ready": message.is_ready,
        "clean_in_a_row": message.streak,
        "takes": [_take_data(take) for take in takes],
    }


def _take_data(take: KeptTake) -> dict[str, object]:
    attempt = take.attempt
    return {
        "number": take.number,
        "file": str(take.sound),
        "recorded": take.recorded_at.isoformat(timespec="seconds"),
        "duration_s": round(take.duration_s, 3),
        "limit_s": take.limit_s,
        "pinned": take.is_pinned,
        "drill": take.drill or None,
        "aside": take.is_aside,
        "clean": attempt.clean if attempt else None,
        "findings": len(attempt.findings) if attempt else None,
        "length_s": round(attempt.length_s, 3) if attempt else None,
    }
