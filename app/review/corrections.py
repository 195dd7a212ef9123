"""What the speaker overruled: “I did say it”, “that was not a filler”."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.problems import not_overruled
from app.review.account import Metrics, Review, TakeFacts
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.overrun import find_overrun
from app.review.timing import articulation_rate_wpm, pace_curve, without_filled_pauses, words_per_minute
from app.script.script import Script
from app.script.words import fold
from app.settings import Settings

_MISHEARD = frozenset({Kind.OMISSION, Kind.SUBSTITUTION, Kind.NUMBER})  # overruled: the words were said
_ON_TOP = frozenset({Kind.INSERTION, Kind.LEXICAL_FILLER, Kind.FILLED_PAUSE, Kind.REPETITION, Kind.SELF_CORRECTION})
# An um here is no leave to say um there, and what was left out once may be left out again: these hold in one take only.
_THIS_TIME = frozenset({Kind.OMISSION, Kind.FILLED_PAUSE, Kind.MISSING_PAUSE})
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Correction:
    """A finding that was overruled, so told that it is found again in a later take, and in an edited script."""

    kind: Kind
    words: str  # the script's, folded; where none are concerned, the neighbours with a bar between them
    heard: str | None  # folded
    span: tuple[float, float] | None = None  # s; where given, it holds in that take alone


def may_be_overruled(finding: Finding) -> bool:
    """Whether it rests on what was heard. Lengths, levels and the limit are measured."""
    if finding.kind is Kind.NUMBER:
        return finding.heard is not None  # else it was said too fast
    return finding.kind in _MISHEARD | _ON_TOP or finding.kind is Kind.MISSING_PAUSE


def correction(finding: Finding, script: Script) -> Correction:
    """What is remembered when this finding is overruled. Raises Problem for one that is measured."""
    if not may_be_overruled(finding):
        raise not_overruled(finding.kind.value)
    heard = _heard(finding)
    once = finding.kind in _THIS_TIME or heard is None
    return Correction(finding.kind, _words(finding, script), heard, (finding.start, finding.end) if once else None)


def overrules(correction: Correction, finding: Finding, script: Script) -> bool:
    """Whether the correction speaks of this finding."""
    return (
        correction.kind is finding.kind
        and may_be_overruled(finding)
        and correction.heard == _heard(finding)
        and (correction.span is None or _meet(correction.span, (finding.start, finding.end)))
        and correction.words == _words(finding, script)
    )


def apply(review: Review, corrections: Iterable[Correction], settings: Settings) -> Review:
    """The review without the findings that were overruled: verdicts, figures and the last word made to fit.

    `settings` are those the review was made by. Without a finding to drop, the review itself.
    """
    known = tuple(corrections)
    gone = [each for each in review.findings if any(overrules(one, each, review.script) for one in known)]
    if not gone:
        return review
    left = tuple(each for each in review.findings if each not in gone)
    left = _counted_ums(left, settings) if any(each.kind is Kind.FILLED_PAUSE for each in gone) else left
    verdicts = _verdicts(review, gone, left)
    left, take = _overrun(review, verdicts, left)
    return replace(
        review,
        verdicts=verdicts,
        findings=left,
        take=take,
        metrics=_metrics(review, gone, left, settings),
        clean=not any(each.counts for each in left) and Verdict.SAID in verdicts,
    )


def _words(finding: Finding, script: Script) -> str:
    first, last = finding.script_start, finding.script_end
    if first < last:
        return " ".join(fold(word.text) for word in script.words[first:last])
    before = fold(script.words[first - 1].text) if 0 < first <= len(script.words) else ""
    after = fold(script.words[first].text) if 0 <= first < len(script.words) else ""
    return before + _BETWEEN + after


def _heard(finding: Finding) -> str | None:
    return fold(finding.heard) if finding.heard else None


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the times touch: a second review of a take places them a little otherwise."""
    return one[0] <= other[1] and other[0] <= one[1]


def _counted_ums(findings: tuple[Finding, ...], settings: Settings) -> tuple[Finding, ...]:
    """With one um fewer the others may be within what is allowed."""
    sure = sum(each.kind is Kind.FILLED_PAUSE and each.certainty is Certainty.CERTAIN for each in findings)
    if sure > settings.filled_pauses_allowed:
        return findings
    return tuple(replace(each, counts=False) if each.kind is Kind.FILLED_PAUSE else each for each in findings)


def _verdicts(review: Review, gone: Iterable[Finding], left: Iterable[Finding]) -> tuple[Verdict, ...]:
    """The words were said, unless another finding still says they were not."""
    doubted = {word for each in left if each.kind in _MISHEARD for word in range(each.script_start, each.script_end)}
    said = {word for each in gone if each.kind in _MISHEARD for word in range(each.script_start, each.script_end)}
    said -= doubted
    return tuple(Verdict.SAID if word in said else verdict for word, verdict in enumerate(review.verdicts))


def _overrun(
    review: Review, verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], TakeFacts]:
    """What ran over is told anew: its advice names the hesitations it was spent on."""
    if not any(each.kind is Kind.OVERRUN for each in findings):
        return findings, review.take
    others = [each for each in findings if each.kind is not Kind.OVERRUN]
    take = review.take
    over = find_overrun(
        review.script,
        review.words,
        verdicts,
        others,
        take.origin_s,
        review.limit_s,
        take.speech_start_s,
        take.speech_end_s,
    )
    told = tuple(over.finding or each if each.kind is Kind.OVERRUN else each for each in findings)
    return told, replace(take, limit_at_word=over.limit_at_word if over.finding else take.limit_at_word)


def _metrics(review: Review, gone: Iterable[Finding], left: tuple[Finding, ...], settings: Settings) -> Metrics:
    kinds = {each.kind for each in gone}
    if not kinds & {Kind.FILLED_PAUSE, Kind.LEXICAL_FILLER}:
        return review.metrics
    lexical = sum(each.kind is Kind.LEXICAL_FILLER for each in left)
    ums = sum(each.kind is Kind.FILLED_PAUSE and each.certainty is Certainty.CERTAIN for each in left)
    minutes = (review.take.speech_end_s - review.take.speech_start_s) / 60
    metrics = replace(
        review.metrics,
        filled_pauses=ums,
        lexical_fillers=lexical,
        fillers_per_minute=(ums + lexical) / minutes if minutes > 0 else 0.0,
    )
    if Kind.FILLED_PAUSE not in kinds:
        return metrics
    paced = without_filled_pauses(review.words, left)  # what was no um is a word
    return replace(
        metrics,
        words_per_minute=words_per_minute(paced),
        articulation_rate_wpm=articulation_rate_wpm(paced, settings.pause_s),
        pace_curve=pace_curve(paced),
    )
