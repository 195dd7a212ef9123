"""What a judgement rests on: the second hearing, how words sound, where there is a voice at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from app.recognition.transcript import HeardWord
from app.review.alignment import Alignment
from app.review.weights import Weights
from app.script.pronunciation import Pronunciations

_ENOUGH_WORDS = 10  # to tell how fast somebody speaks


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a judgement rests on, beside the two hearings."""

    sounds: Pronunciations
    unknown: frozenset[str]  # the script words, folded, that the model cannot know
    sounding: Callable[[float, float], float]  # for how long, s, there is the sound of a voice from one time to another
    fillers: Sequence[tuple[str, ...]]  # filler words and phrases
    weights: Weights

    def phones_of(self, word: str) -> int:
        """How many sounds a word has, at the least."""
        return min((len(way) for way in self.sounds.sounds(word)), default=2)

    def usual_phone_s(self, heard: Sequence[HeardWord]) -> float:
        """How long this speaker takes over a sound, in the middle; where too little was heard, as most do."""
        lengths = [(word.end - word.start) / self.phones_of(word.word) for word in heard if word.arc is not None]
        return median(lengths) if len(lengths) >= _ENOUGH_WORDS else self.weights.usual_phone_s


class SecondHearing:
    """What the free hearing has to say of a stretch of the account; where there is none, nothing."""

    def __init__(self, alignment: Alignment | None, grounds: Grounds) -> None:
        self.exists = alignment is not None
        self._heard = alignment.heard if alignment else ()
        self._words = len(alignment.script.words) if alignment else 0
        self._changed = _changed_words(alignment) if alignment else {}
        self._said = _said_times(alignment) if alignment else {}
        self._grounds = grounds

    def between(self, from_s: float, to_s: float) -> tuple[HeardWord, ...]:
        """What it heard in this time."""
        return tuple(word for word in self._heard if from_s < (word.start + word.end) / 2 < to_s)

    def agreement(self, words: Sequence[HeardWord]) -> float:
        """How like these words of the account is what it heard in their time."""
        other = self.between(words[0].start, words[-1].end)
        if not other:
            return 0.0
        return self._grounds.sounds.alike([word.word for word in words], [word.word for word in other])

    def says(self, first: int, last: int, from_s: float, to_s: float) -> bool:
        """Whether it has all the script words [first, last), within this time."""
        slack = self._grounds.weights.overlap_s
        for word in range(first, last):
            said = self._said.get(word)
            if said is None or said[0] < from_s - slack or said[1] > to_s + slack:
                return False
        return True

    def skips(self, word: int) -> bool:
        """Whether it has the script words before and after this one, and nothing between them; so it is, too, where
        there is no second hearing."""
        if not self.exists:
            return True
        before = self._said.get(word - 1) if word > 0 else (0.0, 0.0)
        after = self._said.get(word + 1) if word + 1 < self._words else (inf, inf)
        return before is not None and after is not None and not self.between(before[1], after[0])

    def instead_of(self, word: int) -> tuple[HeardWord, ...]:
        """What it heard in place of a script word; nothing where it heard that."""
        return self._changed.get(word, ())


def _said_times(alignment: Alignment) -> dict[int, tuple[float, float]]:
    """For each script word that the alignment finds said: when, s."""
    said: dict[int, tuple[float, float]] = {}
    for step in alignment.steps:
        if step.same and step.start < step.end:
            for word in range(step.first, step.last):
                said[word] = (alignment.heard[step.start].start, alignment.heard[step.end - 1].end)
    return said


def _changed_words(alignment: Alignment) -> dict[int, tuple[HeardWord, ...]]:
    """For each script word in whose place the alignment has others: these."""
    return {
        step.first: alignment.heard[step.start : step.end]
        for step in alignment.steps
        if not step.same and step.first < step.last and step.start < step.end
    }
