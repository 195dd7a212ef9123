"""`rehearse check`: a script and a sound file, and what was said against what was meant."""

import time

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from app.audio.sound import Sound, open_sound
from app.command.asked import (
    STANDARD_INPUT,
    Asked,
    chosen_model,
    look_at_page,
    open_script,
    report,
    rules_for,
    tell_of_one_hearing,
)
from app.command.blanks import answers_for
from app.command.terminal import Terminal, only_our_words
from app.places import Places
from app.practice.coach import Coach, Prepared, open_coach
from app.problems import both_from_standard_input
from app.review.account import Review
from app.review.review import Rules
from app.script.script import filled
from app.settings_file import load

SHORT_S = 20.0  # sound up to this length is heard before a bar could help
REDRAW_S = 0.1  # between two looks of the bar


def check(asked: Asked, audio: str, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    if asked.script == audio == STANDARD_INPUT:
        raise both_from_standard_input()
    settings = load(places.settings)
    look_at_page(asked.html, asked.script, audio)
    script = open_script(asked.script, terminal)
    may_ask = STANDARD_INPUT not in (asked.script, audio)
    script = filled(script, answers_for(script, asked.blanks, {}, terminal, may_ask))
    rules = rules_for(script, asked, settings)
    source = terminal.bytes_in() if audio == STANDARD_INPUT else audio
    with only_our_words(terminal) as ours, open_sound(source) as sound:
        coach = open_coach(chosen_model(asked.model, settings, terminal, places), places)
        prepared = coach.prepare(script)
        tell_of_one_hearing(prepared, ours)
        review = heard(coach, prepared, sound, rules, ours)
    return report(review, asked, settings, terminal)


def heard(
    coach: Coach, prepared: Prepared, sound: Sound, rules: Rules, terminal: Terminal, origin_s: float | None = None
) -> Review:
    """With a bar where it takes a while and somebody watches. `origin_s` as Coach.check takes it. Raises Problem."""
    if sound.duration_s <= SHORT_S or not terminal.err.isatty():
        return coach.check(prepared, sound, rules, origin_s=origin_s)
    columns = (TextColumn("Listening"), BarColumn(), TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn())
    # NB: no refreshing by itself, which rich would do on a thread of its own.
    with Progress(*columns, console=terminal.margin(), transient=True, auto_refresh=False) as progress:
        bar = progress.add_task("", total=sound.duration_s)

        drawn_at = 0.0

        def told(seconds: float) -> None:
            nonlocal drawn_at
            if time.monotonic() - drawn_at >= REDRAW_S or seconds >= sound.duration_s:
                drawn_at = time.monotonic()
                progress.update(bar, completed=seconds, refresh=True)

        return coach.check(prepared, sound, rules, told, origin_s)
