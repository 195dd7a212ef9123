"""What ran over the limit: from which word on, and where the seconds went."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.review.account import SpokenWord
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.telling import counted, listed, shortened, span
from app.review.timing import words_per_minute
from app.script.script import Script
from app.script.words import WordKind

NATURAL_PAUSE_S = 0.6  # at punctuation this sounds most natural; what a long pause has beyond it is time lost
EDGE_S = 0.1  # word edges are known to about a third of this; an overrun within it is not certain
LOST_S = 0.5  # hesitations that took less are not worth naming
COSTLY_S = 1.0  # nor is a sentence or a wait that cost less than this,
COSTLY_SHARE = 0.25  # nor a sentence that ran over its share by less than this part of it

_COSTS = {
    Kind.FILLED_PAUSE: "um",
    Kind.LONG_PAUSE: "pause",
    Kind.REPETITION: "repeat",
    Kind.SELF_CORRECTION: "correction",
    Kind.INSERTION: "added word",
    Kind.LEXICAL_FILLER: "added word",
}


@dataclass(frozen=True, slots=True)
class SentenceTime:
    """What one sentence took, with the hesitations before and in it, beside its share at the speaker's own pace."""

    sentence: int
    seconds: float
    share_s: float

    @property
    def excess_s(self) -> float:
        return self.seconds - self.share_s


def sentence_times(script: Script, words: Sequence[SpokenWord], lost_s: float = 0.0) -> tuple[SentenceTime, ...]:
    """The sentences of which something was said. `lost_s` went to hesitations and counts in no share.

    The share is by syllables of what was said; phone numbers, which are meant to be slow, get what they took.
    """
    sentence_of = {
        index: number
        for number, sentence in enumerate(script.sentences)
        for index in range(sentence.first, sentence.last)
    }
    syllables = _syllables(script)
    took = dict.fromkeys(range(len(script.sentences)), 0.0)
    own = dict.fromkeys(range(len(script.sentences)), 0.0)  # the part of it that has no share but its own
    weight = dict.fromkeys(range(len(script.sentences)), 0.0)
    spent_to = words[0].start if words else 0.0
    said: set[int] = set()
    for word in words:
        if word.script_word is None or word.script_word not in sentence_of:
            continue  # its time goes to the word of the script that follows
        sentence = sentence_of[word.script_word]
        slice_s = max(word.end - spent_to, 0.0)
        spent_to = max(word.end, spent_to)
        took[sentence] += slice_s
        if script.kind_of(word.script_word) is WordKind.PHONE:
            own[sentence] += slice_s
        elif word.script_word not in said:
            weight[sentence] += syllables[word.script_word]
        said.add(word.script_word)
    shared_s = max(math.fsum(took.values()) - math.fsum(own.values()) - lost_s, 0.0)
    whole = math.fsum(weight.values())
    return tuple(
        SentenceTime(number, took[number], own[number] + (shared_s * weight[number] / whole if whole else 0.0))
        for number in took
        if took[number] > 0
    )


@dataclass(frozen=True, slots=True)
class Overrun:
    """What ran over the limit."""

    overrun_s: float  # 0 within the limit
    limit_at_word: int | None  # None within the limit, or where no word of the script was said after it
    finding: Finding | None


def find_overrun(
    script: Script,
    words: Sequence[SpokenWord],
    verdicts: Sequence[Verdict],
    findings: Sequence[Finding],
    origin_s: float,
    limit_s: float,
    speech_start_s: float,
    speech_end_s: float,
) -> Overrun:
    """How long speech went on after `origin_s + limit_s`, from which word on, and where the seconds went.

    `findings` are those already made (ums, pauses, repeats, additions): the time they took is named in the advice.
    """
    limit_at = origin_s + limit_s
    overrun_s = speech_end_s - limit_at
    if overrun_s <= 0:
        return Overrun(0.0, None, None)
    after = [word for word in words if word.end > limit_at]
    indices = [word.script_word for word in after if word.script_word is not None]
    first = indices[0] if indices else len(script.words)
    last = _end_of_said(max(indices), words, verdicts) if indices else first
    last = max(first, last)
    said = _as_said(script, after)
    sure = overrun_s > EDGE_S
    finding = Finding(
        Kind.OVERRUN,
        Certainty.CERTAIN if sure else Certainty.UNSURE,
        first,
        last,
        limit_at,
        speech_end_s,
        expected=None,
        heard=said or None,
        counts=sure,
        advice=_overrun_advice(script, words, findings, overrun_s, speech_start_s - origin_s, said),
    )
    return Overrun(overrun_s, indices[0] if indices else None, finding)


def _syllables(script: Script) -> list[float]:
    """For each script word how long it is when spoken, in syllables of its plainest reading."""
    weights = [0.0] * len(script.words)
    for arc in script.readings.plain():
        for index in range(arc.first, arc.last):
            weights[index] += _vowel_groups(arc.word) / (arc.last - arc.first)
    return [weight or float(_vowel_groups(word.text)) for weight, word in zip(weights, script.words, strict=True)]


def _vowel_groups(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", word.lower())))


def _end_of_said(index: int, words: Sequence[SpokenWord], verdicts: Sequence[Verdict]) -> int:
    """The end of what the last word of the account says: one of it may stand for several of the script (I'm)."""
    named = {word.script_word for word in words}
    end = index + 1
    while end < len(verdicts) and verdicts[end] in (Verdict.SAID, Verdict.CHANGED) and end not in named:
        end += 1
    return end


def _as_said(script: Script, words: Sequence[SpokenWord]) -> str:
    texts: list[str] = []
    before: int | None = None
    for word in words:
        if word.script_word is None:
            texts.append(word.heard)
        elif word.script_word != before:
            texts.append(script.words[word.script_word].text)
        before = word.script_word
    return " ".join(texts)


def _overrun_advice(
    script: Script,
    words: Sequence[SpokenWord],
    findings: Sequence[Finding],
    overrun_s: float,
    waited_s: float,
    said: str,
) -> str:
    told = [f"After the limit came “{shortened(said)}”."] if said else []
    lost = _lost(findings)
    lost_s = _covered_s([span for spans in lost.values() for span in spans])
    if waited_s >= COSTLY_S:
        told.append(f"The first word came after {waited_s:.1f} s.")
    if lost_s >= LOST_S:
        told.append(f"The {listed(list(lost))} took {span(lost_s)}.")
    times = sentence_times(script, words, lost_s)
    worst = max(times, key=lambda each: each.excess_s, default=None)
    costly = worst is not None and len(times) > 1 and worst.excess_s >= max(COSTLY_S, COSTLY_SHARE * worst.share_s)
    if worst is not None and costly:
        sentence = script.sentences[worst.sentence]
        start = " ".join(word.text for word in script.words[sentence.first : min(sentence.first + 4, sentence.last)])
        told.append(f"“{start} …” took {span(worst.seconds)}; at your pace it is {span(worst.share_s)}.")
    elif overrun_s > lost_s + max(waited_s, 0.0):
        spare = math.ceil((overrun_s - lost_s - max(waited_s, 0.0)) * words_per_minute(words) / 60)
        told.append(f"At your pace the script is about {counted(spare, 'word')} too long.")
    return " ".join(told)


def _lost(findings: Sequence[Finding]) -> dict[str, list[tuple[float, float]]]:
    """The time that went to hesitations: how they are called -> their stretches; which came first stands first."""
    alike: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: each.start):
        if finding.certainty is Certainty.CERTAIN and finding.kind in _COSTS:
            alike.setdefault(_COSTS[finding.kind], []).append(finding)
    return {_called(name, each): [_stretch(finding) for finding in each] for name, each in alike.items()}


def _called(name: str, findings: Sequence[Finding]) -> str:
    if len(findings) == 1:
        return findings[0].heard or name if name == "um" else name
    return counted(len(findings), name)


def _stretch(finding: Finding) -> tuple[float, float]:
    natural_s = NATURAL_PAUSE_S if finding.kind is Kind.LONG_PAUSE else 0.0
    return min(finding.start + natural_s, finding.end), finding.end


def _covered_s(spans: Iterable[tuple[float, float]]) -> float:
    """How much time the stretches cover together, what overlaps once."""
    covered, reached = 0.0, -math.inf
    for start, end in sorted(spans):
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered
