"""Where a drill stood the last time, worked out from its takes alone."""

import re

from app.practice.drill import Drill, Drilled, Reviews, Task
from app.review.account import Review
from app.script.blanks import Blank
from app.script.script import Script
from app.script.words import fold

_SPACES = " \t\r\n"


def under_way(drill: Drill, drilled: Drilled, reviews: Reviews) -> Reviews:
    """Of the earlier reps of a drill, oldest first, those of the run that has not come to its end: it goes on there."""
    run = last_run(drill, drilled, reviews)
    return run if drill.next(drilled, run) is not None else ()


def last_run(drill: Drill, drilled: Drilled, reviews: Reviews) -> Reviews:
    """Of the earlier reps of a drill, oldest first, those of its last run, whether it has come to its end or not.

    A rep goes with a run where it is what the drill asked for at that place: the same words, whatever its blanks were
    filled in with, the same limit, the same strictness. Any other begins a new run, if it can; none is left where the
    drill always begins anew.
    """
    run: tuple[Review, ...] = ()
    for review in reviews if drill.goes_on else ():
        for so_far in (run, ()):
            task = drill.next(drilled, so_far)
            if task is not None and _answers(review, task):
                run = (*so_far, review)
                break
        else:
            run = ()
    return run


def _answers(review: Review, task: Task) -> bool:
    rules = task.rules
    judged = (review.limit_s, review.strictness) == (rules.limit_s, rules.strictness)
    is_whole = task.script is task.of.script
    meant = task.of.written if is_whole and task.of.written is not None else task.script
    return judged and _pattern(meant).fullmatch("".join(f"{word} " for word in _words(review.script))) is not None


def _pattern(script: Script) -> re.Pattern[str]:
    """Of its words, each with a blank after it; where the script leaves a blank, any words will do."""
    parts: list[str] = []
    gaps = [_with_what_is_glued(blank, script.text) for blank in script.blanks]
    before: range | None = None
    for word, folded in zip(script.words, _words(script), strict=True):
        gap = next((each for each in gaps if word.start in each), None)
        if gap is None:
            parts.append(re.escape(folded) + " ")
        elif gap != before:
            parts.append(r"(?:\S+ )+")
        before = gap
    return re.compile("".join(parts))


def _with_what_is_glued(blank: Blank, text: str) -> range:
    """Its characters, and those up to the next space: {name}’s will be one word."""
    first = max(map(text[: blank.start].rfind, _SPACES)) + 1
    last = min((at for at in (text.find(space, blank.end) for space in _SPACES) if at >= 0), default=len(text))
    return range(first, last)


def _words(script: Script) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in script.words)
