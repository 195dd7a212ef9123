"""The filled pauses: how they are spelled, said, asked of a synthesizer, and how long they last."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

Phones = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    word: str
    ways: tuple[Phones, ...]  # of saying it
    share: int  # how often it is drawn, against the others
    cost: float  # in the language graph, negative natural log: all of them some five in a hundred words
    spoken: str  # what a synthesizer is asked to say for it


FILLERS = (
    Filler("um", (("FAH", "FM"), ("AH", "M")), 5, 4.0, "um"),
    Filler("uh", (("FAH",),), 5, 4.2, "uh"),
    Filler("er", (("FER",), ("ER",)), 2, 5.5, "er"),
    Filler("erm", (("FER", "FM"),), 1, 6.5, "um"),
    Filler("ah", (("FAA",),), 2, 6.0, "ah"),
    Filler("hmm", (("HH", "FM"),), 2, 6.0, "hum"),
    Filler("mm", (("FM",),), 1, 6.5, "um"),
)
FILLER = {filler.word: filler for filler in FILLERS}
SAYABLE = ("um", "uh", "er", "ah")  # those every synthesizer says as they are; held-out sentences have no others
LEXICAL = ("you know", "like", "i mean")
STRETCH = (1.2, 3.5)  # times the synthesizer's own length

# A synthesizer's phone inside a filler -> ours and its length in s, None: as it is.
_HELD_S = (0.12, 0.60)
_CLOSED_S = (0.08, 0.50)
_HUMMED_S = (0.15, 0.70)


def draw(dice: random.Random, words: Sequence[str] = tuple(FILLER)) -> str:
    """One of the fillers, by how common they are."""
    return dice.choices(words, [FILLER[word].share for word in words])[0]


def as_said(word: str, phone: str) -> tuple[str, tuple[float, float] | None] | None:
    """What a synthesizer's phone stands for inside a filler: our phone and its range of lengths in s, None: as it is.

    None where it is not part of the filler: an "mm" is asked for as "um", and loses its vowel.
    """
    hummed = word in ("hmm", "mm")
    if phone == "M":
        return "FM", _HUMMED_S if hummed else _CLOSED_S
    if phone == "HH":
        return "HH", None
    if hummed:
        return None
    if phone in ("ER", "R"):
        return "FER", _HELD_S
    return ("FAA" if phone in ("AA", "AO", "AE") else "FAH"), _HELD_S
