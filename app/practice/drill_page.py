"""The drills that take the page away, or all of it but one sentence."""

from collections.abc import Sequence
from dataclasses import replace

from app.practice.drill import IN_A_ROW, Drill, Drilled, Reviews, Task, in_a_row, no_answer, task
from app.practice.fading import Level, levels, whole
from app.practice.ladder import STUBBORN, Ladder
from app.review.account import Review
from app.review.finding import Finding, Kind
from app.review.telling import counted, shortened
from app.script.part import part
from app.script.script import Script
from app.script.words import fold

ONE_SENTENCE = "one-sentence"
_NOWHERE = frozenset({Kind.OVERRUN, Kind.LEVEL})  # these are of the whole take, whatever word they begin at


# ---- Fading


def level(reviews: Reviews, count: int) -> int:
    """Which of so many levels comes next: one on after a clean rep, one back after another; `count`: done."""
    at = 0
    for review in reviews:
        at = at + 1 if review.clean else max(at - 1, 0)
        if at == count:
            break
    return at


def _levels(drilled: Drilled) -> tuple[Level, ...]:
    return levels(drilled.script, drilled.rules.strictness)


def _next_faded(drilled: Drilled, reviews: Reviews) -> Task | None:
    every = _levels(drilled)
    at = level(reviews, len(every))
    if at == len(every):
        return None
    faded = every[at]
    asked = task(drilled, _fading_asked(faded, at), f"{faded.title}, step {at + 1} of {len(every)}")
    return replace(asked, shown=faded.shown(drilled.script), is_aside=at > 0, strictness=faded.strictness)


def _fading_asked(faded: Level, at: int) -> str:
    if faded.strictness is not None:
        return "Say it in your own words: only what must be said exactly, numbers and names are held against you."
    left = f"{faded.title} on the page" if faded.title != "Nothing" else "Nothing is on the page"
    return f"{left if at else 'Read it'}. Say the whole message."


def _fading_moved(drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    """Where to, and why."""
    every = _levels(drilled)
    before, at = (level(each, len(every)) for each in (reviews[:-1], reviews))
    if at == len(every):
        return ()
    title = every[at].title.lower()
    if at > before:
        return (f"Clean, so on it goes to step {at + 1}: {title}.",)
    return (f"Not clean, so {'it goes back to' if at < before else 'it stays at'} step {at + 1}: {title}.",)


def _fading_told(drilled: Drilled, reviews: Reviews) -> str:
    every = _levels(drilled)
    at = level(reviews, len(every))
    if at == len(every):
        return "The whole message, clean, with nothing on the page."
    return f"It goes on at step {at + 1} of {len(every)}: {every[at].title.lower()}."


# ---- One sentence


def failing_sentence(ladder: Ladder, script: Script) -> int | None:
    """The sentence with the finding that has come back most often, where one persists in the script as it stands."""
    if not ladder.rungs:
        return None
    last = ladder.rungs[-1]
    if last.attempt.words != tuple(fold(word.text) for word in script.words):
        return None  # another wording is another try
    lasting = [
        (times, finding)
        for times, finding in zip(last.times, last.attempt.findings, strict=True)
        if times >= STUBBORN and finding.kind not in _NOWHERE
    ]
    if not lasting:
        return None
    return _sentence_of(script, max(lasting, key=lambda each: each[0])[1])


def sentence_told(script: Script, sentence: int) -> str:
    """Its words, shortened."""
    here = script.sentences[sentence]
    return shortened(" ".join(word.text for word in script.words[here.first : here.last]))


def worst_sentence(review: Review) -> int | None:
    """The one with the most findings that count; None where there are none."""
    places = [
        _sentence_of(review.script, each) for each in review.findings if each.counts and each.kind not in _NOWHERE
    ]
    return max(sorted(set(places)), key=places.count, default=None)


def _sentence_of(script: Script, finding: Finding) -> int:
    """Where it begins; what came after the last word belongs to the last sentence."""
    sentences = script.sentences
    return next((i for i, each in enumerate(sentences) if finding.script_start < each.last), len(sentences) - 1)


def _sentence_reps(drilled: Drilled, reviews: Reviews) -> tuple[int | None, Reviews]:
    """Which sentence, and the reps since it is known: the ladder's, else the worst of a first rep of the whole."""
    if drilled.sentence is not None or not reviews:
        return drilled.sentence, reviews
    return worst_sentence(reviews[0]), reviews[1:]


def _alone(reviews: Reviews) -> Reviews:
    """Of the reps since the sentence is known those of it alone: up to the third clean one in a row."""
    for count in range(len(reviews) + 1):
        if _row(reviews[:count]) >= IN_A_ROW:
            return reviews[:count]
    return reviews


def _row(reviews: Sequence[Review]) -> int:
    return in_a_row(each.clean for each in reviews)


def _next_sentence(drilled: Drilled, reviews: Reviews) -> Task | None:
    sentence, since = _sentence_reps(drilled, reviews)
    if sentence is None:
        told = "No sentence keeps failing yet. Say the whole message once, to find the one that does."
        return None if reviews else task(drilled, told, "the whole")
    alone = _alone(since)
    row = _row(alone)
    if row >= IN_A_ROW:
        return None if len(since) > len(alone) else task(drilled, "Now the whole message again.", "the whole")
    here = drilled.script.sentences[sentence]
    script = part(drilled.script, here.first, here.last)
    step = f"{row} of {IN_A_ROW} in a row"
    return Task("Say this sentence alone.", drilled, script, drilled.rules.limit_s, whole(script), step, is_aside=True)


def _sentence_told(drilled: Drilled, reviews: Reviews) -> str:
    sentence, since = _sentence_reps(drilled, reviews)
    if sentence is None:
        return "No sentence failed." if reviews else "There was no rep."
    alone = _alone(since)
    said = sentence_told(drilled.script, sentence)
    if len(since) == len(alone):
        return f"“{said}” was clean in {sum(each.clean for each in alone)} of {len(alone)} takes alone."
    left = worst_sentence(since[-1])
    whole_told = "clean again" if since[-1].clean else "not clean yet" + (", and there it failed" * (left == sentence))
    return f"“{said}” was clean {counted(IN_A_ROW, 'time')} in a row; the whole message is {whole_told}."


DRILLS = (
    Drill(
        "fading",
        "Fading",
        "Words leave the page as you get them right.",
        "FADE",
        _next_faded,
        _fading_moved,
        _fading_told,
        goes_on=True,
    ),
    Drill(
        ONE_SENTENCE,
        "One sentence",
        "The sentence that keeps failing, alone, until it is clean three times; then the whole message again.",
        "ONE_SENTENCE",
        _next_sentence,
        no_answer,
        _sentence_told,
        goes_on=True,
    ),
)
