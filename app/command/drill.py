"""`rehearse drill`: the drills, and one of them in the terminal, rep by rep."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.text import Text

from app.audio.mailbox import greeting, until_the_beep
from app.audio.microphone import sound_system
from app.audio.own_greeting import chosen_greeting
from app.audio.speaker import DeviceSpeaker
from app.command.asked import Asked, chosen_model, rules_for
from app.command.kept import opened, tell_of_weeks
from app.command.live import Wanted, open_booth
from app.command.record import keep, meant_by
from app.command.terminal import Terminal
from app.library.drills import reps_before, round_of
from app.library.spoken import as_note, spoken
from app.places import Places
from app.practice.drill import Drill, Drilled, Reviews, Task
from app.practice.drill_page import failing_sentence
from app.practice.drills import DRILLS
from app.practice.fading import page
from app.practice.pace_cue import PaceCue
from app.practice.problems import nothing_due
from app.practice.rounds import ROUND
from app.practice.studio import Cues
from app.problems import Problem
from app.review.account import Review
from app.review.telling import counted, details, order_of_fixes, tell, verdict, verdict_details
from app.settings import Settings
from app.settings_file import load

DONE, BROKEN_OFF = 0, 1  # exit codes


@dataclass(frozen=True, slots=True)
class DrillAsked:
    """A drill as given on the command line."""

    drill: Drill
    message: str | None
    microphone: str | None
    minutes: float = 0.0  # of a round
    greeting: Path | None = None  # None: ours
    hangs_up: bool = False


def list_drills(terminal: Terminal) -> int:
    """Each with its sentence. The exit code."""
    width = max(len(drill.name) for drill in DRILLS)
    for drill in DRILLS:
        terminal.page().print(Text(f"{drill.name.ljust(width)}   {drill.sentence}"), soft_wrap=True)
    return DONE


def run_drill(wanted: DrillAsked, asked: Asked, terminal: Terminal, places: Places) -> int:
    """The exit code: 0 done, 1 broken off. Raises Problem; KeyboardInterrupt once the rep at hand is thrown away."""
    settings = load(places.settings)
    earlier: Reviews = ()
    if wanted.drill.name == ROUND:
        drilled = _due(wanted.minutes, asked, terminal, places, settings)
    else:
        drilled, earlier = _drilled(wanted, asked, terminal, places, settings)
    first = wanted.drill.next(drilled, earlier)  # what cannot be drilled is known before anything is opened
    file = wanted.greeting or chosen_greeting(places, settings.own_greeting)
    ring = _Ring(file, settings) if first is not None and first.after_the_beep else None
    model = chosen_model(asked.model, settings, terminal, places)
    with open_booth(model, wanted.microphone, settings, terminal, places) as booth:

        def speak(task: Task) -> Review:
            review = booth.speak(replace(_wanted(task, ring), note=_note(task, wanted.drill)))
            if task.of.message is None:
                booth.terminal.say(f"The take is kept: {review.take.file}")
                return review
            return keep(review, task.rules, task.of.message, booth.terminal, places, wanted.drill.name, task.is_aside)

        is_done = rep_by_rep(wanted.drill, drilled, speak, booth.waits_for_enter, booth.terminal, earlier)
    if drilled.message is not None:
        with opened(terminal, places, settings) as library:
            tell_of_weeks(library.weeks(None if drilled.due else drilled.message), not drilled.due, terminal)
    return DONE if is_done else BROKEN_OFF


def rep_by_rep(
    drill: Drill,
    drilled: Drilled,
    speak: Callable[[Task], Review],
    goes_on: Callable[[], bool],
    terminal: Terminal,
    earlier: Reviews = (),
) -> bool:
    """Whether it came to its end. The result is told in any case, once there was a rep; `earlier` are of the run that
    it goes on with."""
    reviews = [*earlier]
    if earlier:
        terminal.say(f"It goes on where it stood after {counted(len(earlier), 'take')}.")
    try:
        while (task := drill.next(drilled, reviews)) is not None:
            _tell_task(drill, task, terminal)
            if len(reviews) > len(earlier):
                terminal.say("Enter: the next take. The end of standard input, or Ctrl-C, ends the drill.")
                if not goes_on():
                    return False
            reviews.append(speak(task))
            _tell_review(drill, drilled, reviews, terminal)
        return True
    finally:
        if len(reviews) > len(earlier):
            terminal.page().print(Text(drill.result(drilled, reviews), "bold"))


def _tell_task(drill: Drill, task: Task, terminal: Terminal) -> None:
    shown = terminal.page()
    shown.print(Text(f"\n{drill.title}{f': {task.step}' if task.step else ''}. {task.told}", "bold"))
    if left := page(task.script, task.shown):
        shown.print(Text(left))


def _tell_review(drill: Drill, drilled: Drilled, reviews: list[Review], terminal: Terminal) -> None:
    """What matters of it: the verdict, what to mend first, what the drill says."""
    review, shown = reviews[-1], terminal.page()
    beside = verdict_details(review)
    shown.print(Text(f"{verdict(review)}{f' {beside}.' if beside else ''}"))
    for finding in order_of_fixes(review.findings, review.script):
        shown.print(Text(f"- {' '.join([tell(finding), *details(finding)])}"))
    for sentence in drill.answer(drilled, reviews):
        shown.print(Text(sentence))


class _Ring:
    """What plays up to the beep."""

    def __init__(self, file: Path, settings: Settings) -> None:
        self._cues, self.seconds = until_the_beep(*greeting(file))
        self._settings = settings

    def open(self, tell_problem: Callable[[Problem], None]) -> Cues:
        name, host_api = self._settings.speaker, self._settings.speaker_host_api
        return DeviceSpeaker(sound_system(), name, host_api, tell_problem).open_cues(self._cues)


def _note(task: Task, drill: Drill) -> str | None:
    """What the next program should know of the take, where this one comes to a sudden end."""
    if task.of.message is None:
        return None
    now = datetime.now().astimezone()
    return as_note(spoken(task.of.message, task.script, task.rules, now, drill.name, task.is_aside))


def _wanted(task: Task, ring: _Ring | None) -> Wanted:
    cue = PaceCue(task.script, task.band_wpm).look if task.band_wpm is not None else None
    wanted = Wanted(task.script, task.rules, task.is_whole_page, cut_off_s=task.cut_off_s, cue=cue)
    if ring is None:
        return wanted
    return replace(wanted, countdown_s=ring.seconds, open_cues=ring.open, keeps_countdown=False)


def _drilled(
    wanted: DrillAsked, asked: Asked, terminal: Terminal, places: Places, settings: Settings
) -> tuple[Drilled, Reviews]:
    """And the reps it goes on with. Raises Problem."""
    message, script = meant_by(wanted.message, asked, terminal, places, settings)
    rules = rules_for(script, asked, settings)
    name = script.title or (message.draft.name if message else Path(asked.script).name)
    drilled = Drilled(name, script, rules, hangs_up=wanted.hangs_up)
    if message is None:
        return drilled, ()
    with opened(terminal, places, settings) as library:
        sentence = failing_sentence(library.takes.ladder(message.id), script)
        written = message.draft.script()
        drilled = replace(drilled, message=message.id, sentence=sentence, written=written)
        return drilled, reps_before(library, wanted.drill, drilled)


def _due(minutes: float, asked: Asked, terminal: Terminal, places: Places, settings: Settings) -> Drilled:
    """The round of today. Raises Problem where nothing is due."""
    with opened(terminal, places, settings) as library:
        today = datetime.now().astimezone().date()
        found = round_of(library, minutes, today, lambda script: rules_for(script, asked, settings))
    for note in found.notes:
        terminal.say(note)
    if found.drilled is None:
        raise nothing_due(found.next_day)
    return found.drilled
