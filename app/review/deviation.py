"""A place where the account and the script part, before and after it is judged."""

from dataclasses import dataclass

from app.review.alignment import Step
from app.review.finding import Certainty, Kind


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the speaker left the script: script words [first, last) and heard words [start, end) of the account."""

    kind: Kind
    certainty: Certainty
    first: int
    last: int
    start: int
    end: int
    other_words: tuple[str, ...] = ()  # what the second hearing has there, where it is the one that counts


@dataclass(frozen=True, slots=True)
class Region:
    """A run of steps that are not the same, with the silence and sound it has for itself."""

    steps: tuple[Step, ...]
    from_s: float  # end of the word heard before it
    to_s: float  # start of the word heard after it

    @property
    def first(self) -> int:
        return self.steps[0].first

    @property
    def last(self) -> int:
        return self.steps[-1].last

    @property
    def start(self) -> int:
        return self.steps[0].start

    @property
    def end(self) -> int:
        return self.steps[-1].end
