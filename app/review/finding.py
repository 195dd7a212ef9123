"""The words a verdict is made of: kinds of finding, Finding, and what became of each script word."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The field's terms (reading-miscue and disfluency research)."""

    OMISSION = "omission"
    INSERTION = "insertion"
    SUBSTITUTION = "substitution"
    REPETITION = "repetition"
    SELF_CORRECTION = "self_correction"
    FILLED_PAUSE = "filled_pause"
    LEXICAL_FILLER = "lexical_filler"
    LONG_PAUSE = "long_pause"
    MISSING_PAUSE = "missing_pause"
    OVERRUN = "overrun"
    NUMBER = "number"
    LEVEL = "level"


class Verdict(StrEnum):
    """What became of one script word."""

    SAID = "said"
    CHANGED = "changed"
    SKIPPED = "skipped"
    UNSURE = "unsure"  # cannot tell: shown quietly, never counted


class Certainty(StrEnum):
    CERTAIN = "certain"
    UNSURE = "unsure"


class Strictness(StrEnum):
    """What counts against a clean rep."""

    WORD = "word"  # repetitions and self-corrections too
    MEANING = "meaning"  # what changes the sense
    GIST = "gist"  # must-say spans, numbers and names only


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to show. An index counts the script's words; equal ones: nothing in the script is concerned."""

    kind: Kind
    certainty: Certainty
    script_start: int
    script_end: int  # half-open
    start: float  # s from the take's first sample; an omission's times are the gap it left
    end: float
    expected: str | None
    heard: str | None
    counts: bool  # against a clean rep
    advice: str | None = None
