"""The voices there are to learn from, by name, and what each gives: sound, and where every phone of it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tools.starter_model.texts import Call, Sentence


@dataclass(frozen=True, slots=True)
class Segment:
    phone: str  # of phones.PHONES
    end_s: float  # from the first sample
    word: int  # its place among the calls; -1: none, a pause


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    samples: NDArray[np.int16]  # (samples,), one channel
    rate_hz: int
    segments: tuple[Segment, ...]  # end to end, in order


class Voice(Protocol):
    stretches: bool  # whether it says single words as long as it is asked to

    def say(self, sentence: Sentence) -> Speech: ...


class SilentVoice(Exception):
    """A synthesizer gave no sound, or lost count of the words."""


def as_text(calls: Sequence[Call]) -> str:
    """What a synthesizer of texts is given."""
    return " ".join(f"{call.spoken}{',' if call.comma else ''}" for call in calls)
