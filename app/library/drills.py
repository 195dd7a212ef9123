"""What the library knows of drills: how far each has come with a message, and the round that is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.library.library import Library
from app.library.messages import Message
from app.practice.drill import Drill, Drilled, Reviews
from app.practice.drills import DRILLS
from app.practice.rounds import ROUND, due, due_on, fitting
from app.practice.standing import last_run, under_way
from app.problems import Problem
from app.review.review import Rules
from app.review.telling import counted
from app.script.blanks import unanswered
from app.script.problems import blanks_unanswered
from app.script.script import Script, filled


def reps_before(library: Library, drill: Drill, drilled: Drilled) -> Reviews:
    """The reps that it goes on with."""
    if drilled.message is None or not drill.goes_on:
        return ()
    return under_way(drill, drilled, library.reviews.of_drill(drilled.message, drill.name))


@dataclass(frozen=True, slots=True)
class Round:
    """The messages of a round, and what should be known of the others."""

    drilled: Drilled | None  # None: nothing is due that can be spoken
    next_day: date | None  # on which the next message will be due; None: there is none, or one is due
    notes: tuple[str, ...]


def round_of(library: Library, minutes: float, today: date, rules: Callable[[Script], Rules]) -> Round:
    """Of what is due as much as fits, with the last answers in the blanks."""
    waiting: list[Drilled] = []
    notes: list[str] = []
    pasts = library.pasts()
    next_day = min(map(due_on, pasts), default=today)
    for past in due(pasts, today):
        message = library.messages.get(past.message)
        try:
            waiting.append(_of_round(library, message, rules))
        except Problem as problem:
            notes.append(f"“{message.draft.name}” waits. {problem.what}")
    if not waiting:
        return Round(None, next_day if next_day > today else None, tuple(notes))
    chosen = waiting[: fitting((each.rules.limit_s for each in waiting), minutes)]
    if len(waiting) > len(chosen):
        fit = f"{len(chosen)} fit" if len(chosen) > 1 else "one fits"
        unit = "minute" if minutes == 1 else "minutes"
        notes.append(f"{len(waiting)} messages are due; {fit} into {minutes:g} {unit}, the rest stays due.")
    return Round(replace(chosen[0], due=tuple(chosen)), None, tuple(notes))


def _of_round(library: Library, message: Message, rules: Callable[[Script], Rules]) -> Drilled:
    """Raises Problem where it cannot be spoken today: a blank is open, or nothing is to be said."""
    script, answers = message.draft.script(), library.answers.of(message.id)
    missing = unanswered(script.blanks, answers)
    if missing:
        raise blanks_unanswered(missing)
    spoken = filled(script, answers)
    return Drilled(message.draft.name, spoken, rules(spoken), message=message.id)


def stands(library: Library, drilled: Drilled, today: date) -> dict[str, str]:
    """How far each drill has come with a message, in a few words; without those that were never tried."""
    told = {drill.name: _stands(library, drill, drilled) for drill in DRILLS if drill.name != ROUND}
    told[ROUND] = f"{counted(len(due(library.pasts(), today)), 'message').capitalize()} due."
    return {name: words for name, words in told.items() if words}


def _stands(library: Library, drill: Drill, drilled: Drilled) -> str:
    reviews: Reviews = library.reviews.of_drill(drilled.message, drill.name) if drilled.message is not None else ()
    if drill.goes_on:  # takes of another text say nothing of where it would go on
        reviews = last_run(drill, drilled, reviews)
        task = drill.next(drilled, reviews) if reviews else None
        if task is not None:
            return f"{task.step}."
    return drill.result(drilled, reviews) if reviews else ""
