"""One message as its rules ask for it: its lines, how it opens, what is to happen next, where to reach whom."""

from functools import cached_property
from itertools import pairwise

from app.script.advice import Drafted
from app.script.contacts import Contact, contacts
from app.script.lines import Lines, Match, Stretch
from app.script.opening import greeted, introduction, parts
from app.script.script import Script
from app.script.steps import PROMISE, Step, closes, steps
from app.script.times import says_when

LEAST_CLAUSE = 4  # words


class Studied(Lines):
    """Everything is found once, when it is first asked for."""

    @cached_property
    def greeted(self) -> int:
        return greeted(self)

    @cached_property
    def introduction(self) -> Match | None:
        return introduction(self)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return steps(self)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        return contacts(self)

    @cached_property
    def parts(self) -> tuple[Stretch, ...]:
        """The sentences without greeting, name and pleasantries; of the one with the name, what is left."""
        return tuple(parts(self, self.greeted, self.introduction))

    @cached_property
    def told(self) -> tuple[Stretch, ...]:
        """The parts that are no close."""
        return tuple(each for each in self.parts if not closes(self, each))

    @cached_property
    def body(self) -> tuple[Stretch, ...]:
        """What is told, without what is asked and promised."""
        return tuple(each for each in self.told if not self.is_step(each))

    def clauses(self, sentence: Stretch) -> tuple[tuple[int, int], ...]:
        """What commas part, where it could stand by itself: [first, last)."""
        starts = [i for i in range(sentence.first + 1, sentence.last) if self.signs[i]]
        cuts = [sentence.first]
        for i in [*starts, sentence.last]:
            if i - cuts[-1] >= LEAST_CLAUSE:
                cuts.append(i)
        cuts[-1] = sentence.last
        return tuple(pairwise(cuts)) or ((sentence.first, sentence.last),)

    def is_step(self, sentence: Stretch) -> bool:
        return any(sentence.first <= step.first < sentence.last for step in self.steps)

    def like(self, script: Script) -> "Studied":
        """Another message of the same speaker."""
        return Studied(Drafted(script, self.drafted.pace_wpm, self.drafted.limit_s))

    @cached_property
    def timed(self) -> frozenset[int]:
        """The sentences that say when something will be."""
        return frozenset(i for i, sentence in enumerate(self.sentences) if says_when(self, sentence))

    @cached_property
    def asked(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.what != PROMISE)
