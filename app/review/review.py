"""The review of a take: what was said of the script, what came on top, how long it took, and whether it is clean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.audio.level import Levels
from app.audio.watcher import SoundWatcher
from app.recognition.transcript import HeardWord, Transcript
from app.review.account import Metrics, ModelFacts, Review, SpokenWord, TakeFacts
from app.review.alignment import align
from app.review.delivery import sound_findings
from app.review.deviation import Deviation
from app.review.evidence import Judgement, judge
from app.review.fillers import FilledPause, filled_pauses, lexical_runs, part_fillers
from app.review.finding import Certainty, Finding, Kind, Strictness, Verdict
from app.review.grounds import Grounds
from app.review.overrun import find_overrun
from app.review.pauses import find_silences, long_pauses, missing_pauses
from app.review.strictness import counts
from app.review.timing import (
    articulation_rate_wpm,
    hurried_numbers,
    pace_curve,
    without_filled_pauses,
    words_per_minute,
)
from app.review.weights import DEFAULT, Weights
from app.script.pronunciation import Pronunciations
from app.script.script import Script, SpanRule
from app.script.words import fold
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Rules:
    """What a take is judged by."""

    limit_s: float
    strictness: Strictness
    settings: Settings
    weights: Weights = DEFAULT


@dataclass(frozen=True, slots=True)
class TakeHeard:
    """A take with all that was heard in it."""

    file: str
    duration_s: float
    origin_s: float | None  # where the clock starts to count; None: at the first speech
    hearings: tuple[Transcript, ...]  # the account follows the first
    sound: SoundWatcher
    model: ModelFacts


def review(script: Script, take: TakeHeard, rules: Rules, sounds: Pronunciations) -> Review:
    """Judge a take of the script. Touches no file and no device."""
    return _Reviewer(script, take, rules, sounds).review()


class _Reviewer:
    def __init__(self, script: Script, take: TakeHeard, rules: Rules, sounds: Pronunciations) -> None:
        self._script = script
        self._take = take
        self._rules = rules
        self._sounds = sounds
        self._phrases = tuple(tuple(phrase.split()) for phrase in rules.settings.lexical_fillers)
        self._free_words = {
            word for span in script.spans if span.rule is SpanRule.FREE for word in range(span.first, span.last)
        }

    def review(self) -> Review:
        settings, levels = self._rules.settings, self._take.sound.levels()
        parted = [part_fillers(hearing, self._script, settings.filled_pause_words) for hearing in self._take.hearings]
        steady = [(each.start, each.end, each.score) for each in self._take.sound.steady_stretches()]
        ums = filled_pauses(parted, steady, self._script, self._sounds, self._rules.weights)
        judged = self._judged([words for words, _ in parted])
        heard = parted[0][0]
        words = self._spoken(heard, judged, ums)
        start, end = _speech(words, levels)
        origin = start if self._take.origin_s is None else self._take.origin_s

        findings = [*self._deviations(judged, heard), *self._um_findings(ums, words)]
        silences = find_silences(self._script, words, judged.verdicts, settings.pause_s)
        findings += long_pauses(silences, settings)
        findings += missing_pauses(self._script, words, judged.verdicts, settings)
        findings += hurried_numbers(self._script, words, judged.verdicts, settings.number_digits_per_s)
        over = find_overrun(self._script, words, judged.verdicts, findings, origin, self._rules.limit_s, start, end)
        findings += [over.finding] if over.finding else []
        findings += sound_findings(
            levels.level_dbfs, levels.peak_dbfs, levels.noise_dbfs, levels.clipped, start, end, settings
        )
        findings.sort(key=lambda each: (each.start, each.end))
        lexical = sum(each.kind is Kind.LEXICAL_FILLER for each in findings)
        sure_ums = sum(each.kind is Kind.FILLED_PAUSE and each.certainty is Certainty.CERTAIN for each in findings)
        paced = without_filled_pauses(words, findings)
        minutes = (end - start) / 60
        metrics = Metrics(
            words_per_minute=words_per_minute(paced),
            articulation_rate_wpm=articulation_rate_wpm(paced, settings.pause_s),
            filled_pauses=sure_ums,
            lexical_fillers=lexical,
            fillers_per_minute=(sure_ums + lexical) / minutes if minutes > 0 else 0.0,
            pauses=len(silences),
            longest_pause_s=max((silence.length_s for silence in silences), default=0.0),
            level_dbfs=levels.level_dbfs,
            peak_dbfs=levels.peak_dbfs,
            noise_dbfs=levels.noise_dbfs,
            pitch_sd_semitones=self._take.sound.pitch_sd_semitones(settings.pitch_window_s),
            loudness_sd_db=levels.loudness_sd_db,
            pace_curve=pace_curve(paced),
        )
        return Review(
            script=self._script,
            limit_s=self._rules.limit_s,
            strictness=self._rules.strictness,
            take=TakeFacts(
                self._take.file, self._take.duration_s, origin, start, end, over.overrun_s, over.limit_at_word
            ),
            model=self._take.model,
            words=words,
            verdicts=judged.verdicts,
            findings=tuple(findings),
            metrics=metrics,
            clean=not any(each.counts for each in findings) and Verdict.SAID in judged.verdicts,
        )

    def _judged(self, hearings: Sequence[Sequence[HeardWord]]) -> Judgement:
        """The judgement, in which a span that may be said any way has always been said."""
        alignments = [align(self._script, words, self._sounds.alike) for words in hearings]
        unknown = frozenset(fold(word) for word in self._take.model.unknown_words)
        second = alignments[1] if len(alignments) > 1 else None
        grounds = Grounds(self._sounds, unknown, self._take.sound.sounding_s, self._phrases, self._rules.weights)
        judged = judge(alignments[0], second, grounds)
        verdicts = [
            Verdict.SAID if index in self._free_words else verdict for index, verdict in enumerate(judged.verdicts)
        ]
        kept = [each for each in judged.deviations if not self._is_free(each)]
        return replace(judged, verdicts=tuple(verdicts), deviations=tuple(kept))

    def _is_free(self, deviation: Deviation) -> bool:
        """Whether it lies in a span that may be said any way; what came on top, at its edges too."""
        first, last = deviation.first, deviation.last
        if first == last:
            return any(span.rule is SpanRule.FREE and span.first <= first <= span.last for span in self._script.spans)
        return all(word in self._free_words for word in range(first, last))

    def _spoken(
        self, heard: Sequence[HeardWord], judged: Judgement, ums: Sequence[FilledPause]
    ) -> tuple[SpokenWord, ...]:
        words = [
            SpokenWord(word.word, word.start, word.end, word.confidence, script_word)
            for word, script_word in zip(heard, judged.said_by, strict=True)
        ]
        words += [SpokenWord(um.word, um.start, um.end, um.confidence, None) for um in ums]
        return tuple(sorted(words, key=lambda word: (word.start, word.end)))

    def _deviations(self, judged: Judgement, heard: Sequence[HeardWord]) -> list[Finding]:
        findings = []
        for each in judged.deviations:
            if each.kind is Kind.INSERTION:
                findings += self._added(each, heard)
            else:
                findings.append(self._finding(each.kind, each, heard))
        return findings

    def _added(self, deviation: Deviation, heard: Sequence[HeardWord]) -> list[Finding]:
        """Added words: fillers and others apart."""
        added = [word.word for word in heard[deviation.start : deviation.end]]
        findings = []
        for start, end, is_filler in lexical_runs(added, self._phrases):
            part = replace(deviation, start=deviation.start + start, end=deviation.start + end)
            findings.append(self._finding(Kind.LEXICAL_FILLER if is_filler else Kind.INSERTION, part, heard))
        return findings

    def _finding(self, kind: Kind, deviation: Deviation, heard: Sequence[HeardWord]) -> Finding:
        words = heard[deviation.start : deviation.end]
        start, end = _times(heard, deviation.start, deviation.end, self._take.duration_s)
        first, last = deviation.first, deviation.last
        said = " ".join(deviation.other_words or (word.word for word in words)) or None
        finding = Finding(
            kind=kind,
            certainty=deviation.certainty,
            script_start=first,
            script_end=last,
            start=start,
            end=end,
            expected=" ".join(word.text for word in self._script.words[first:last]) or None,
            heard=said,
            counts=False,
        )
        return replace(finding, counts=counts(finding, self._script, self._rules.strictness, self._rules.settings))

    def _um_findings(self, ums: Sequence[FilledPause], words: Sequence[SpokenWord]) -> list[Finding]:
        allowed = self._rules.settings.filled_pauses_allowed
        sure = sum(um.certainty is Certainty.CERTAIN for um in ums)
        findings = []
        for um in ums:
            later = [word.script_word for word in words if word.start >= um.end and word.script_word is not None]
            place = later[0] if later else len(self._script.words)
            counted = um.certainty is Certainty.CERTAIN and sure > allowed
            findings.append(
                Finding(Kind.FILLED_PAUSE, um.certainty, place, place, um.start, um.end, None, um.word, counted)
            )
        return findings


def _times(heard: Sequence[HeardWord], start: int, end: int, duration_s: float) -> tuple[float, float]:
    """When the heard words [start, end) were said; where there are none, the gap between their neighbours."""
    if start < end:
        return heard[start].start, heard[end - 1].end
    from_s = heard[start - 1].end if start > 0 else 0.0
    to_s = heard[start].start if start < len(heard) else duration_s
    return min(from_s, to_s), max(from_s, to_s)


def _speech(words: Sequence[SpokenWord], levels: Levels) -> tuple[float, float]:
    """When speech starts and ends: by the words, else by the sound."""
    if words:
        return words[0].start, max(word.end for word in words)
    start = levels.speech_start_s or 0.0
    return start, max(levels.speech_end_s or 0.0, start)
