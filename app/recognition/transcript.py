"""What one hearing heard: words with their times."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the recognizer writes it: lower case, no punctuation, numbers as words."""

    word: str
    start: float  # s from the take's first sample
    end: float  # s from the take's first sample
    confidence: float  # 0 to 1, the recognizer's own posterior; often 1.0 even where it is wrong
    arc: int | None = None  # the arc of the script's readings it was heard on; None: heard in the language at large


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one hearing, in the order of their times."""

    hearing: str  # "free" or "biased"
    words: tuple[HeardWord, ...]


@dataclass(frozen=True, slots=True)
class FreeHearing:
    """A take as it is heard by a model that knows nothing of its script."""

    model: str  # its name
    words: tuple[HeardWord, ...]
