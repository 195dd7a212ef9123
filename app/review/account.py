"""What a review says, as plain data: the account of the words, the figures, the verdict."""

from dataclasses import dataclass

from app.review.finding import Finding, Strictness, Verdict
from app.script.script import Script


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the account the verdict settled on, fillers included."""

    heard: str
    start: float  # s from the take's first sample
    end: float
    confidence: float  # 0 to 1
    script_word: int | None  # the script word it says or stands for; the first, where it says several (contractions)


@dataclass(frozen=True, slots=True)
class TakeFacts:
    """When things happened in the take; s from its first sample unless said otherwise."""

    file: str
    duration_s: float
    origin_s: float  # where the clock starts to count
    speech_start_s: float
    speech_end_s: float
    overrun_s: float  # how long speech went on after origin_s + limit; 0 within the limit
    limit_at_word: int | None  # the script word on which the limit fell; null within the limit


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Who heard it."""

    name: str
    hearings: tuple[str, ...]
    unknown_words: tuple[str, ...]
    unknown_fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures under the script."""

    words_per_minute: float  # spoken words over the time from first to last word
    articulation_rate_wpm: float  # the same with pauses taken out
    filled_pauses: int
    lexical_fillers: int
    fillers_per_minute: float
    pauses: int
    longest_pause_s: float
    level_dbfs: float  # RMS of the speech
    peak_dbfs: float
    noise_dbfs: float
    pitch_sd_semitones: float | None  # None where too little voiced speech was found
    loudness_sd_db: float | None  # of the speech in steps of 50 ms; None where there is too little
    pace_curve: tuple[tuple[float, float], ...]  # (s from the take's first sample, words per minute there)


@dataclass(frozen=True, slots=True)
class Review:
    """The verdict on a take."""

    script: Script
    limit_s: float
    strictness: Strictness
    take: TakeFacts
    model: ModelFacts
    words: tuple[SpokenWord, ...]
    verdicts: tuple[Verdict, ...]  # one a script word
    findings: tuple[Finding, ...]
    metrics: Metrics
    clean: bool
