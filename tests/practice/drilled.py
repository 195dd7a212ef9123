"""Messages to drill, and reviews of them as they are wanted: clean or not, so long, with these findings."""

from dataclasses import replace
from functools import lru_cache

from hypothesis import strategies as st

from app.practice.drill import Drill, Drilled, Task
from app.review.account import Review, SpokenWord, TakeFacts
from app.review.finding import Finding, Kind, Strictness, Verdict
from app.review.review import Rules
from app.script.script import Script, parse
from app.settings import Settings
from tests.review.reviews import clean, finding

TEXT = (
    "Hi Marta, this is Nora at **Quillhaven**. I put together one page on how a bakery cut its late drops by a third. "
    "Call me, if you like, at 704-555-0142."
)


def drilled(text: str = TEXT, limit_s: float = 30.0, **others: object) -> Drilled:
    rules = Rules(limit_s, Strictness.MEANING, Settings())
    given: dict = {"name": "Late deliveries", "script": _parsed(text), "rules": rules}
    return Drilled(**{**given, **others})


_parsed = lru_cache(parse)
_clean = lru_cache(clean)


def um(before: int) -> Finding:
    return finding(Kind.FILLED_PAUSE, before, before, before * 0.4, before * 0.4 + 0.2, None, "um")


def said_as(script: Script, word: int, heard: str = "other") -> Finding:
    return finding(Kind.SUBSTITUTION, word, word + 1, word * 0.4, word * 0.4 + 0.3, script.words[word].text, heard)


def review(
    script: Script,
    *findings: Finding,
    seconds: float = 20.0,
    limit_s: float = 30.0,
    curve: tuple[tuple[float, float], ...] = (),
    fillers_per_minute: float = 0.0,
) -> Review:
    """A take in which all was said, evenly, but for the findings."""
    each_s = seconds / len(script.words)
    words = tuple(
        SpokenWord(word.text, 0.5 + i * each_s, 0.5 + i * each_s + 0.9 * each_s, 1.0, i)
        for i, word in enumerate(script.words)
    )
    made = _clean()
    metrics = replace(
        made.metrics,
        words_per_minute=len(words) * 60 / seconds,
        pace_curve=curve,
        fillers_per_minute=fillers_per_minute,
    )
    end = 0.5 + seconds
    return replace(
        made,
        script=script,
        limit_s=limit_s,
        take=TakeFacts("take.flac", end + 0.5, 0.5, 0.5, end, max(seconds - limit_s, 0.0), None),
        words=words,
        verdicts=(Verdict.SAID,) * len(words),
        findings=findings,
        metrics=metrics,
        clean=not any(each.counts for each in findings),
    )


def answering(task: Task, is_clean: bool, seconds: float = 1.0) -> Review:
    """A rep of that task."""
    findings = () if is_clean else (said_as(task.script, 0),)
    made = review(task.script, *findings, seconds=seconds, limit_s=task.limit_s)
    return replace(made, strictness=task.rules.strictness)


def tasks(drill: Drill, of: Drilled, outcomes: list[bool]) -> tuple[list[Task], list[Review], bool]:
    """What a drill asks for while its reps come out like that; and whether it is done."""
    asked: list[Task] = []
    reviews: list[Review] = []
    for is_clean in outcomes:
        task = drill.next(of, reviews)
        if task is None:
            return asked, reviews, True
        asked.append(task)
        reviews.append(answering(task, is_clean))
    return asked, reviews, drill.next(of, reviews) is None


OUTCOMES = st.lists(st.booleans(), max_size=16)  # twice what the longest drill wants
