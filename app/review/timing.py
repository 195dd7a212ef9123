"""How fast it was said: words a minute, their curve, and the phone number."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from app.review.account import SpokenWord
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.script.script import Script
from app.script.words import WordKind

PACE_WINDOW_S = 5.0  # some 12 words: shorter is noise, longer hides a rushed sentence
PACE_STEP_S = 1.0


def without_filled_pauses(words: Sequence[SpokenWord], findings: Iterable[Finding]) -> tuple[SpokenWord, ...]:
    """The words of the account that make up the pace: all but the ums."""
    filled = [(each.start, each.end) for each in findings if each.kind is Kind.FILLED_PAUSE]
    return tuple(
        word
        for word in words
        if word.script_word is not None or not any(start <= (word.start + word.end) / 2 <= end for start, end in filled)
    )


def words_per_minute(words: Sequence[SpokenWord]) -> float:
    """Words over the time from the first to the last; 0 where there is no time to speak of."""
    return _rate(len(words), words[-1].end - words[0].start) if words else 0.0


def articulation_rate_wpm(words: Sequence[SpokenWord], pause_s: float) -> float:
    """Words a minute with every gap of at least `pause_s` taken out."""
    if not words:
        return 0.0
    paused_s = math.fsum(other.start - one.end for one, other in pairwise(words) if other.start - one.end >= pause_s)
    return _rate(len(words), words[-1].end - words[0].start - paused_s)


def pace_curve(
    words: Sequence[SpokenWord], window_s: float = PACE_WINDOW_S, step_s: float = PACE_STEP_S
) -> tuple[tuple[float, float], ...]:
    """(s from the take's first sample, words a minute round then), from the first word to the last.

    A word that straddles a window's edge counts with its part. Near the ends the window does not shrink and does not
    reach into the silence outside: it stays whole and leans inwards, so that neither end looks slow or hectic.
    """
    if len(words) < 2:
        return ()
    first, last = words[0].start, words[-1].end
    window_s = min(window_s, last - first)
    if window_s <= 0:
        return ()
    edges = np.maximum.accumulate(np.array([edge for word in words for edge in (word.start, word.end)]))
    said = np.repeat(np.arange(len(words) + 1), 2)[1:-1]  # how many words are over at each edge
    times = np.append(np.arange(first, last, step_s), last)
    if len(times) > 2 and times[-1] - times[-2] < step_s / 2:
        times = np.delete(times, -2)
    opens = np.clip(times - window_s / 2, first, last - window_s)
    counts = np.interp(opens + window_s, edges, said) - np.interp(opens, edges, said)
    return tuple((float(time), float(count) * 60 / window_s) for time, count in zip(times, counts, strict=True))


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A phone number as it was spoken."""

    word: int  # of the script
    digits: int
    start: float  # s from the take's first sample
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def digits_per_s(self) -> float:
        """The gaps between its groups included."""
        return self.digits / self.seconds


def numbers_said(script: Script, words: Sequence[SpokenWord], verdicts: Sequence[Verdict]) -> tuple[NumberSaid, ...]:
    """The phone numbers of the script that were spoken, rightly or not, each time they were."""
    said = []
    for index, run in groupby(
        (word for word in words if word.script_word is not None), key=lambda each: each.script_word
    ):
        if index is None or script.kind_of(index) is not WordKind.PHONE:
            continue
        if verdicts[index] not in (Verdict.SAID, Verdict.CHANGED):
            continue
        parts = list(run)
        if parts[-1].end > parts[0].start:
            digits = sum(sign.isdigit() for sign in script.words[index].text)
            said.append(NumberSaid(index, digits, parts[0].start, parts[-1].end))
    return tuple(said)


def hurried_numbers(
    script: Script, words: Sequence[SpokenWord], verdicts: Sequence[Verdict], digits_per_s: float
) -> tuple[Finding, ...]:
    """Phone numbers said faster than `digits_per_s`, the gaps between their groups included; never counted.

    A practised hand writes some 2.5 signs a second (0.36 to 0.42 s a letter in fast longhand).
    """
    return tuple(
        Finding(
            Kind.NUMBER,
            Certainty.CERTAIN,
            said.word,
            said.word + 1,
            said.start,
            said.end,
            script.words[said.word].text,
            heard=None,
            counts=False,
            advice=f"{said.digits} digits in {said.seconds:.1f} s, {said.digits_per_s:.1f} a second; "
            f"about {digits_per_s:.2g} can be written down. Leave a gap after each group.",
        )
        for said in numbers_said(script, words, verdicts)
        if said.digits_per_s > digits_per_s
    )


def _rate(count: float, seconds: float) -> float:
    return count * 60 / seconds if seconds > 0 else 0.0
