"""The drills that listen to the clock: after the beep, shorter limits, a steady pace, a number to write down."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.practice import problems
from app.practice.drill import IN_A_ROW, Choice, Drill, Drilled, Reviews, Task, in_a_row, task
from app.practice.fading import whole
from app.review.account import Review
from app.review.finding import Certainty, Kind, Verdict
from app.review.overrun import find_overrun
from app.review.telling import clock, length_s, listed, shortened, span
from app.review.timing import PACE_WINDOW_S, numbers_said
from app.script.lint import RULES, Drafted, lint
from app.script.part import part
from app.script.words import WordKind
from app.settings import Settings

SHARES = (1.0, 5 / 6, 2 / 3)  # of the message's own limit: 30, 25, 20 s
_A_BLOCK_S = 0.02  # a take may end so much before a limit that is no whole number of samples
HELD = 0.8  # of the time within the band is as steady as anybody speaks
_ALL_BUT_LENGTH = frozenset(rule.id for rule in RULES) - {"too_long"}


def best_clean_s(reviews: Reviews) -> float | None:
    return min((length_s(each) for each in reviews if each.clean), default=None)


# ---- Voicemail


def _next_voicemail(drilled: Drilled, reviews: Reviews) -> Task | None:
    if any(each.clean for each in reviews):
        return None
    end = " The mailbox hangs up at your limit." if drilled.hangs_up else ""
    asked = task(drilled, f"Wait for the beep, then leave the message.{end}", f"take {len(reviews) + 1}")
    cut_off_s = asked.limit_s if drilled.hangs_up else None
    return replace(asked, after_the_beep=True, cut_off_s=cut_off_s)


def _voicemail_answered(drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    take, limit_s = reviews[-1].take, drilled.rules.limit_s
    hung_up = drilled.hangs_up and take.duration_s - take.origin_s >= limit_s - _A_BLOCK_S
    return (f"The mailbox hung up at {clock(limit_s)}.",) if hung_up else ()


def _voicemail_told(_drilled: Drilled, reviews: Reviews) -> str:
    clean = sum(each.clean for each in reviews)
    best_s = best_clean_s(reviews)
    return f"Clean after the beep: {clean} of {len(reviews)}{f', best {clock(best_s)}' if best_s is not None else ''}."


# ---- Beat the clock


def limits(limit_s: float) -> tuple[float, ...]:
    """From the message's own down, each shorter than the one before."""
    shorter = [float(max(round(limit_s * share), 1)) for share in SHARES[1:]]
    return tuple(sorted({limit_s, *(each for each in shorter if each < limit_s)}, reverse=True))


def _beaten(drilled: Drilled, reviews: Reviews) -> int:
    """How many of the limits: each takes one clean rep."""
    return min(sum(each.clean for each in reviews), len(limits(drilled.rules.limit_s)))


def _next_clock(drilled: Drilled, reviews: Reviews) -> Task | None:
    steps, beaten = limits(drilled.rules.limit_s), _beaten(drilled, reviews)
    if beaten == len(steps):
        return None
    limit_s = steps[beaten]
    asked = task(drilled, f"Say it clean in {limit_s:g} seconds.", f"{limit_s:g} s, {beaten + 1} of {len(steps)}")
    return replace(asked, limit_s=limit_s, is_aside=beaten > 0)


def _seconds_told(drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    asked = _next_clock(drilled, reviews)
    return where_the_seconds_are(reviews[-1], asked.limit_s) if asked is not None else ()


def where_the_seconds_are(review: Review, limit_s: float) -> tuple[str, ...]:
    """What a take spent beyond a limit, which may be shorter than its own, and what to cut; nothing where it fits."""
    take = review.take
    over = find_overrun(
        review.script,
        review.words,
        review.verdicts,
        review.findings,
        take.origin_s,
        limit_s,
        take.speech_start_s,
        take.speech_end_s,
    )
    if over.finding is None:
        return ()
    told = []
    if limit_s < review.limit_s:  # else the review tells so itself
        told = [f"{span(over.overrun_s)} more than {limit_s:g} s.", *filter(None, [over.finding.advice])]
    pace_wpm = review.metrics.words_per_minute
    for each in lint(Drafted(review.script, pace_wpm, limit_s), _ALL_BUT_LENGTH) if pace_wpm > 0 else ():
        place = f"“{shortened(' '.join(review.script.text[each.start : each.end].split()))}” "
        told.append(f"{place if each.start < each.end else ''}{each.suggestion}".replace("” Cut", "”: cut"))
    return tuple(told)


def _clock_told(drilled: Drilled, reviews: Reviews) -> str:
    steps, beaten = limits(drilled.rules.limit_s), _beaten(drilled, reviews)
    best_s = best_clean_s(reviews)
    best = f" Best clean time {clock(best_s)}." if best_s is not None else ""
    if not beaten:
        return f"Not clean in {steps[0]:g} s yet."
    return f"Clean in {listed([f'{limit_s:g}' for limit_s in steps[:beaten]])} s.{best}"


# ---- Pace


def strays(review: Review, settings: Settings) -> tuple[tuple[float, float, float], ...]:
    """Where the pace left the band: (from s, to s, words a minute there at its worst), from the take's first sample.

    Round a phone number, which is meant to be slow, nothing is held against it.
    """
    found = []
    for side, run in groupby(_paced(review), key=lambda point: _side(point[1], settings)):
        points = list(run)
        if side:
            worst = max(points, key=lambda point: side * point[1])
            found.append((points[0][0], points[-1][0], worst[1]))
    return tuple(found)


def _side(wpm: float, settings: Settings) -> int:
    return (wpm > settings.pace_to_wpm) - (wpm < settings.pace_from_wpm)


def _paced(review: Review) -> Sequence[tuple[float, float]]:
    numbers = numbers_said(review.script, review.words, review.verdicts)
    half_s = PACE_WINDOW_S / 2
    return [
        (at_s, wpm)
        for at_s, wpm in review.metrics.pace_curve
        if not any(number.start - half_s < at_s < number.end + half_s for number in numbers)
    ]


def is_held(review: Review, settings: Settings) -> bool:
    """Whether the pace kept to the band nearly all the time."""
    points = _paced(review)
    inside = sum(_side(wpm, settings) == 0 for _, wpm in points)
    return bool(points) and inside >= HELD * len(points)


def _held(drilled: Drilled, reviews: Reviews) -> list[bool]:
    return [is_held(each, drilled.rules.settings) for each in reviews]


def _next_pace(drilled: Drilled, reviews: Reviews) -> Task | None:
    row, settings = in_a_row(_held(drilled, reviews)), drilled.rules.settings
    if row >= IN_A_ROW:
        return None
    band = settings.pace_from_wpm, settings.pace_to_wpm
    told = f"Keep between {band[0]:.0f} and {band[1]:.0f} words a minute; a word tells you where you leave it."
    return replace(task(drilled, told, f"{row} of {IN_A_ROW} in a row"), band_wpm=band)


def _pace_answered(drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    review, settings = reviews[-1], drilled.rules.settings
    told = [f"{review.metrics.words_per_minute:.0f} words a minute over all."]
    for start, end, wpm in strays(review, settings):
        said = [word.heard for word in review.words if word.end > start and word.start < max(end, start + 1)]
        way = "Too fast" if wpm > settings.pace_to_wpm else "Too slow"
        at = clock(start - review.take.origin_s)
        told.append(f"{way} at {at}, {wpm:.0f} words a minute: “{shortened(' '.join(said))}”.")
    return (*told, "Held.") if is_held(review, settings) else tuple(told)


def _pace_told(drilled: Drilled, reviews: Reviews) -> str:
    return f"Takes with the pace held: {sum(_held(drilled, reviews))} of {len(reviews)}."


# ---- Slow number


def can_be_written_down(review: Review) -> bool:
    """Whether every phone number was said right, slowly, and after a gap, as far as can be told for certain."""
    numbers = {word for word in range(len(review.script.words)) if review.script.kind_of(word) is WordKind.PHONE}
    if not all(review.verdicts[word] is Verdict.SAID for word in numbers):
        return False
    return not any(
        each.kind in (Kind.NUMBER, Kind.MISSING_PAUSE)
        and each.certainty is Certainty.CERTAIN
        and numbers.intersection(range(each.script_start, each.script_end))
        for each in review.findings
    )


def _written(reviews: Reviews) -> list[bool]:
    return [can_be_written_down(each) for each in reviews]


def _next_number(drilled: Drilled, reviews: Reviews) -> Task | None:
    """The sentences from the first number to the last, alone. Raises Problem where there is no number."""
    script, row = drilled.script, in_a_row(_written(reviews))
    holding = [
        sentence
        for sentence in script.sentences
        if any(script.kind_of(word) is WordKind.PHONE for word in range(sentence.first, sentence.last))
    ]
    if not holding:
        raise problems.no_number(drilled.name)
    if row >= IN_A_ROW:
        return None
    alone = part(script, holding[0].first, holding[-1].last)
    told = "Say the number as slowly as one writes it down, with a gap before it and after each group."
    step = f"{row} of {IN_A_ROW} in a row"
    return Task(told, drilled, alone, drilled.rules.limit_s, whole(alone), step, is_aside=True)


def _number_answered(_drilled: Drilled, reviews: Reviews) -> tuple[str, ...]:
    review = reviews[-1]
    told = [
        f"{said.digits} digits in {said.seconds:.1f} s, {said.digits_per_s:.1f} a second."
        for said in numbers_said(review.script, review.words, review.verdicts)
    ]
    if can_be_written_down(review):
        return (*told, "That can be written down.")
    numbers = [word for word in range(len(review.script.words)) if review.script.kind_of(word) is WordKind.PHONE]
    unsure = any(review.verdicts[word] is Verdict.UNSURE for word in numbers)
    return (*told, "It could not be told whether the number was said as it is written.") if unsure else tuple(told)


def _number_told(_drilled: Drilled, reviews: Reviews) -> str:
    return f"Takes whose number can be written down: {sum(_written(reviews))} of {len(reviews)}."


DRILLS = (
    Drill(
        "voicemail",
        "Voicemail",
        "It rings, a greeting plays, the beep sounds, the clock runs.",
        "PHONE",
        _next_voicemail,
        _voicemail_answered,
        _voicemail_told,
        (Choice.HANGS_UP, Choice.GREETING),
    ),
    Drill(
        "beat-the-clock",
        "Beat the clock",
        "The same message in less and less time: 30 seconds, say, then 25, then 20.",
        "CLOCK",
        _next_clock,
        _seconds_told,
        _clock_told,
        goes_on=True,
    ),
    Drill(
        "pace",
        "Pace",
        "Neither too fast nor too slow: one word tells you when you leave the pace you set.",
        "TREND",
        _next_pace,
        _pace_answered,
        _pace_told,
    ),
    Drill(
        "slow-number",
        "Slow number",
        "The phone number alone, until it can be written down as it is said.",
        "NUMBER",
        _next_number,
        _number_answered,
        _number_told,
    ),
)
