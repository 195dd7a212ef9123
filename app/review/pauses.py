"""Where the speaker was silent between two words, and whether the script has a reason for it there."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.review.account import SpokenWord
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.script.script import Script
from app.script.words import WordKind
from app.settings import Settings

# What lets a speaker breathe inside a sentence: a mark, a bracket, a dash between blanks, the end of a written line.
_MARK = re.compile(r"[,;:—–…()“”\"\n]|\s-+\s")


class Place(StrEnum):
    """What the script has where a silence fell."""

    INSIDE = "inside a clause"
    MARK = "at a comma"
    NUMBER = "at a phone number"  # before it or between its groups: time to write it down
    STOP = "between sentences"
    PLANNED = "at a planned pause"


@dataclass(frozen=True, slots=True)
class Silence:
    """Between two words of the account nobody spoke."""

    start: float  # s from the take's first sample
    end: float
    before: int  # the script word it stands before
    place: Place
    sure: bool  # False where a word left at "cannot tell" may stand in it

    @property
    def length_s(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Gap:
    """Two neighbours in the account, with the script words said last before and first after their seam."""

    start: float
    end: float
    earlier: int
    later: int


def find_silences(
    script: Script, words: Sequence[SpokenWord], verdicts: Sequence[Verdict], least_s: float
) -> tuple[Silence, ...]:
    """Every silence of at least `least_s` from the first word of the script that was said to the last, in time's order.

    `words` are in the order of their times, fillers and additions included; `verdicts` holds one a script word.
    """
    sentence_of = _sentence_of(script)
    return tuple(
        Silence(gap.start, gap.end, before, place, _is_sure(gap, verdicts))
        for gap in _gaps(words)
        if gap.end - gap.start >= least_s
        for before, place in [_place(script, sentence_of, gap)]
    )


def places(script: Script) -> tuple[Place, ...]:
    """What the script has before each of its words; before the first: nothing, which is between sentences."""
    sentence_of = _sentence_of(script)
    seams = (_Gap(0.0, 0.0, word - 1, word) for word in range(1, len(script.words)))
    return (Place.STOP, *(_place(script, sentence_of, seam)[1] for seam in seams))


def longest_allowed_s(place: Place, settings: Settings) -> float | None:
    """How long a silence may be there; None where the script asks for one. At a comma: halfway between the two."""
    match place:
        case Place.INSIDE:
            return settings.long_pause_s
        case Place.MARK:
            return (settings.long_pause_s + settings.long_pause_at_stop_s) / 2
        case Place.STOP | Place.NUMBER:
            return settings.long_pause_at_stop_s
        case Place.PLANNED:
            return None


def long_pauses(silences: Sequence[Silence], settings: Settings) -> tuple[Finding, ...]:
    """The silences that are too long for their place.

    An um in the midst is told as an um: of the silences round it only the longest is told, if it is too long by itself.
    """
    worst: list[Silence] = []
    for silence in silences:
        allowed_s = longest_allowed_s(silence.place, settings)
        if allowed_s is None or silence.length_s <= allowed_s:
            continue
        if worst and worst[-1].before == silence.before:
            worst[-1] = max(worst[-1], silence, key=lambda each: each.length_s)
        else:
            worst.append(silence)
    return tuple(_as_long_pause(each, settings) for each in worst)


def missing_pauses(
    script: Script, words: Sequence[SpokenWord], verdicts: Sequence[Verdict], settings: Settings
) -> tuple[Finding, ...]:
    """Planned pauses that were not made, and phone numbers that came without a gap before them; never counted."""
    planned = sorted({pause.before for pause in script.pauses})
    numbers = [
        index for index in range(len(script.words)) if script.kind_of(index) is WordKind.PHONE and index not in planned
    ]
    findings = [
        _as_missing(gap, verdicts, before, before, "[pause]", "Let the words before it land.")
        for before, gap in _unbroken(words, planned, settings.planned_pause_s)
    ]
    findings += [
        _as_missing(gap, verdicts, index, index + 1, script.words[index].text, "A short gap gets them ready to write.")
        for index, gap in _unbroken(words, numbers, settings.number_gap_s)
    ]
    return tuple(sorted(findings, key=lambda each: each.start))


def _gaps(words: Sequence[SpokenWord]) -> Iterator[_Gap]:
    scripted = [index for index, word in enumerate(words) if word.script_word is not None]
    if not scripted:
        return
    inside = words[scripted[0] : scripted[-1] + 1]
    following = _next_scripted(inside)
    earlier = 0
    for (one, other), later in zip(pairwise(inside), following[1:], strict=True):
        if one.script_word is not None:
            earlier = one.script_word
        yield _Gap(one.end, max(one.end, other.start), earlier, later)


def _next_scripted(words: Sequence[SpokenWord]) -> list[int]:
    """For each word the script word it says, or the one that is said next."""
    coming = 0
    reversed_answer = []
    for word in reversed(words):
        if word.script_word is not None:
            coming = word.script_word
        reversed_answer.append(coming)
    return reversed_answer[::-1]


def _sentence_of(script: Script) -> list[int]:
    sentence_of = [-1] * len(script.words)
    for number, sentence in enumerate(script.sentences):
        sentence_of[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
    return sentence_of


def _place(script: Script, sentence_of: Sequence[int], gap: _Gap) -> tuple[int, Place]:
    """Where in the script a gap fell: the word it stands before, and what is written there."""
    earlier, later = gap.earlier, gap.later
    to_number = script.kind_of(later) is WordKind.PHONE
    if later == earlier and to_number:
        return later, Place.NUMBER
    if later <= earlier:  # they went back, or broke off within a word: what counts is where they stopped
        at_end = sentence_of[earlier] != sentence_of[later] or _ends_sentence(sentence_of, earlier)
        return earlier + (later < earlier), Place.STOP if at_end and later < earlier else Place.INSIDE
    if any(earlier < pause.before <= later for pause in script.pauses):
        return later, Place.PLANNED
    if sentence_of[earlier] != sentence_of[later]:
        return later, Place.STOP
    if to_number:
        return later, Place.NUMBER
    between = (script.text[script.words[index].end : script.words[index + 1].start] for index in range(earlier, later))
    return later, Place.MARK if any(_MARK.search(text) for text in between) else Place.INSIDE


def _ends_sentence(sentence_of: Sequence[int], index: int) -> bool:
    return index + 1 == len(sentence_of) or sentence_of[index] != sentence_of[index + 1]


def _is_sure(gap: _Gap, verdicts: Sequence[Verdict]) -> bool:
    return Verdict.UNSURE not in verdicts[gap.earlier + 1 : gap.later]


def _unbroken(words: Sequence[SpokenWord], wanted: Sequence[int], least_s: float) -> Iterator[tuple[int, _Gap]]:
    """The script words, of those before which a pause is `wanted` (ascending), that came without one, with the seam.

    Not where something else was put there (an um is told as an um), nor where the words round it were not said.
    """
    crossing: dict[int, list[_Gap]] = {before: [] for before in wanted}
    for gap in _gaps(words):
        for before in wanted[bisect_right(wanted, gap.earlier) : bisect_right(wanted, gap.later)]:
            crossing[before].append(gap)
    for before, gaps in crossing.items():
        if len(gaps) == 1 and gaps[0].end - gaps[0].start < least_s:
            yield before, gaps[0]


def _as_long_pause(silence: Silence, settings: Settings) -> Finding:
    sounds = "sounds like the end" if silence.place is Place.STOP else "sounds unsure"
    return Finding(
        Kind.LONG_PAUSE,
        Certainty.CERTAIN if silence.sure else Certainty.UNSURE,
        silence.before,
        silence.before,
        silence.start,
        silence.end,
        expected=None,
        heard=None,
        counts=silence.sure,
        advice=f"More than {longest_allowed_s(silence.place, settings):.2g} s {silence.place} {sounds}.",
    )


def _as_missing(gap: _Gap, verdicts: Sequence[Verdict], start: int, end: int, expected: str, advice: str) -> Finding:
    sure = Verdict.UNSURE not in verdicts[gap.earlier : gap.later + 1]
    return Finding(
        Kind.MISSING_PAUSE,
        Certainty.CERTAIN if sure else Certainty.UNSURE,
        start,
        end,
        gap.start,
        gap.end,
        expected,
        heard=None,
        counts=False,
        advice=advice,
    )
