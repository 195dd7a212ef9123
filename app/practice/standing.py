"""Where a drill stood the last time, worked out from its takes alone."""

from app.practice.drill import Drill, Drilled, Reviews, Task
from app.review.account import Review
from app.script.script import Script
from app.script.words import fold


def under_way(drill: Drill, drilled: Drilled, reviews: Reviews) -> Reviews:
    """Of the earlier reps of a drill, oldest first, those of the run that has not come to its end: it goes on there."""
    run = last_run(drill, drilled, reviews)
    return run if drill.next(drilled, run) is not None else ()


def last_run(drill: Drill, drilled: Drilled, reviews: Reviews) -> Reviews:
    """Of the earlier reps of a drill, oldest first, those of its last run, whether it has come to its end or not.

    A rep goes with a run where it is what the drill asked for at that place: the same words, the same limit, the same
    strictness. Any other begins a new run, if it can; none is left where the drill always begins anew.
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
    return judged and _words(review.script) == _words(task.script)


def _words(script: Script) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in script.words)
