"""A take as the review shows it, read out of the library with its sound."""

from dataclasses import dataclass

from app.audio.sound import Samples, open_sound
from app.audio.waveform import Waveform, outline
from app.library.library import Library
from app.library.takes import KeptTake
from app.review.account import Review
from app.review.review import Rules
from ui.marked import Marked, mark


@dataclass(frozen=True, slots=True)
class Shown:
    """A take with its review, as the review page shows it."""

    review: Review
    marked: Marked
    rules: Rules
    samples: Samples  # int16 mono at `rate`
    rate: int
    waveform: Waveform
    take: KeptTake | None  # None: not kept yet, or of no message


def read_shown(library: Library, take: int) -> Shown | None:
    """A take with its sound and its latest review; None where it has none yet. Raises Problem where it is gone."""
    latest = library.reviews.latest(take)
    if latest is None:
        return None
    kept = library.takes.get(take)
    with open_sound(kept.sound) as sound:
        samples = sound.samples()
        waveform = outline([samples], sound.rate)
        return Shown(latest.review, mark(latest.review, kept.drill), latest.rules, samples, sound.rate, waveform, kept)
