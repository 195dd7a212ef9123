"""Two hearings and the sound itself: what became of each script word, and what came on top.

The biased hearing proposes (it follows the script and leaves it where the sound insists), the free one is asked for
what stood there; each alone is known to fail. A deviation is certain only where both, and the length of the sound,
speak for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.recognition.bias import CLASSES
from app.review.alignment import Alignment, Step
from app.review.deviation import Deviation, Region
from app.review.finding import Certainty, Kind, Verdict
from app.review.grounds import Grounds, SecondHearing
from app.review.other_numbers import OtherNumbers
from app.review.restarts import Restarts
from app.script.number_words import is_number_word
from app.script.words import FUNCTION_WORDS, WordKind, fold

NUMBERS = frozenset({WordKind.NUMBER, WordKind.PHONE, WordKind.MONEY, WordKind.DATE, WordKind.TIME})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of each script word, and every deviation, in the order of the script."""

    verdicts: tuple[Verdict, ...]
    deviations: tuple[Deviation, ...]
    said_by: tuple[int | None, ...]  # for each heard word of the account, the script word it stands for


def judge(account: Alignment, second: Alignment | None, grounds: Grounds) -> Judgement:
    """Judge every place where the account and the script part.

    account: the biased hearing's alignment, or the free one's where there is no other. second: the free hearing's.
    Filled pauses stand in neither.
    """
    return _Judge(account, second, grounds).judgement()


class _Judge:
    def __init__(self, account: Alignment, second: Alignment | None, grounds: Grounds) -> None:
        self._script = account.script
        self._account = account
        self._heard = account.heard
        self._grounds = grounds
        self._sounds = grounds.sounds
        self._unknown = grounds.unknown
        self._weights = grounds.weights
        self._second = SecondHearing(second, grounds)
        self._phone_s = grounds.usual_phone_s(account.heard)
        self._numbers = OtherNumbers(account, self._second, grounds)
        self._restarts = Restarts(account, self._second, grounds, self._phone_s)
        self._verdicts = [Verdict.SAID] * len(self._script.words)
        self._deviations: list[Deviation] = []

    def judgement(self) -> Judgement:
        for region in self._regions():
            restart = self._restarts.find(region)
            if restart is not None:
                self._deviations.append(restart)
            elif self._sounds_like_it(region):
                continue
            else:
                region = self._without_restart(region)
                left_out = self._omitted(region)
                for step in region.steps:
                    self._judge_step(step, left_out)
        for step in self._account.steps:
            other = self._numbers.hidden(step) if step.same and self._has_number(step.first, step.last) else ()
            if other:
                self._settle(step, Kind.NUMBER, Verdict.CHANGED, Certainty.CERTAIN, other)
        self._deviations.sort(key=lambda each: (each.first, each.start))
        said_by: list[int | None] = [None] * len(self._heard)
        for step in self._account.steps:
            for at in range(step.start, step.end):
                if step.first < step.last:
                    said_by[at] = step.first
        return Judgement(tuple(self._verdicts), tuple(_merged(self._deviations)), tuple(said_by))

    # ---- Where the account and the script part

    def _regions(self) -> list[Region]:
        """Runs of steps that are not the same; several words that were said at another place stand for themselves."""
        regions: list[Region] = []
        for differs, steps in groupby(self._account.steps, key=lambda step: not step.same):
            together: list[Step] = []
            for elsewhere, group in groupby(steps if differs else (), key=self._from_elsewhere):
                some = list(group)
                if elsewhere and len(some) > 1:
                    regions += [self._region(together)] if together else []
                    regions.append(self._region(some))
                    together = []
                else:
                    together += some
            regions += [self._region(together)] if together else []
        return regions

    def _from_elsewhere(self, step: Step) -> bool:
        """Whether it is words on top that the recognizer knows for words of another place in the script."""
        heard = self._heard[step.start : step.end]
        return step.first == step.last and all(word.arc is not None for word in heard)

    def _region(self, run: list[Step]) -> Region:
        before, after = run[0].start, run[-1].end
        from_s = self._heard[before - 1].end if before > 0 else 0.0
        to_s = self._heard[after].start if after < len(self._heard) else float("inf")
        return Region(tuple(_paired(run)), from_s, to_s)

    # ---- Deviations

    def _sounds_like_it(self, region: Region) -> bool:
        """Whether a whole stretch of other words sounds like the script's: the ear's error, not the speaker's."""
        if len(region.steps) == 1:
            return False
        expected = [word.text for word in self._script.words[region.first : region.last]]
        heard = [word.word for word in self._heard[region.start : region.end]]
        like = self._sounds.alike(expected, heard) if expected and heard else 0.0
        if self._has_number(region.first, region.last):
            return self._is_no_number(heard) and like >= self._weights.same_sound  # choose day, for Tuesday
        return like >= self._weights.same_stretch

    def _without_restart(self, region: Region) -> Region:
        """What is left of a stretch of other words when those on top at its end are a certain try at what follows; that
        one is told."""
        kept = len(region.steps)
        while kept > 0 and region.steps[kept - 1].first == region.steps[kept - 1].last:
            kept -= 1
        if kept in (0, len(region.steps)):
            return region
        head, tail = (self._region(list(steps)) for steps in (region.steps[:kept], region.steps[kept:]))
        restart = self._restarts.find(tail)
        if restart is None or restart.certainty is Certainty.UNSURE:
            return region
        self._deviations.append(restart)
        return head

    def _is_no_number(self, heard: Sequence[str]) -> bool:
        """Whether none of these words could stand for a number of its own."""
        return not any(is_number_word(word) or any(word in words for words in CLASSES) for word in heard)

    def _judge_step(self, step: Step, left_out: Certainty) -> None:
        if step.first == step.last:
            certainty = self._inserted(step)
            if certainty is not None:
                self._add(Kind.INSERTION, certainty, step)
            return
        if step.start == step.end:
            self._settle(step, Kind.OMISSION, Verdict.SKIPPED, left_out)
            return
        certainty = self._changed(step)
        doubted = certainty is Certainty.UNSURE and self._has_number(step.first, step.last)
        other = self._numbers.instead(step) if doubted else ()
        self._settle(step, Kind.SUBSTITUTION, Verdict.CHANGED, Certainty.CERTAIN if other else certainty, other)

    def _settle(
        self, step: Step, kind: Kind, verdict: Verdict, certainty: Certainty | None, other: tuple[str, ...] = ()
    ) -> None:
        if certainty is None:
            return
        for word in range(step.first, step.last):
            self._verdicts[word] = verdict if certainty is Certainty.CERTAIN else Verdict.UNSURE
        if kind is Kind.SUBSTITUTION and self._has_number(step.first, step.last):
            kind = Kind.NUMBER
        self._add(kind, certainty, step, other)

    def _has_number(self, first: int, last: int) -> bool:
        """Whether there is one among the script words [first, last)."""
        return any(self._script.kind_of(word) in NUMBERS for word in range(first, last))

    def _add(self, kind: Kind, certainty: Certainty, step: Step, other: tuple[str, ...] = ()) -> None:
        self._deviations.append(Deviation(kind, certainty, step.first, step.last, step.start, step.end, other))

    def _inserted(self, step: Step) -> Certainty | None:
        """Whether words that came on top were really there; None: not worth a word."""
        weights, words = self._weights, self._heard[step.start : step.end]
        length = words[-1].end - words[0].start
        if length < weights.shortest_insertion_s:
            return None
        confidence = min(word.confidence for word in words)
        agreed = self._second.agreement(words)
        sure = confidence >= weights.sure_of_word and (agreed >= weights.other_resembles or not self._second.exists)
        sure = sure or (agreed == 1.0 and confidence >= weights.sure_of_change)
        if self._second.exists and all(fold(word.word) in FUNCTION_WORDS for word in words):
            sure = confidence >= weights.sure_of_word and agreed == 1.0
        return Certainty.CERTAIN if sure else Certainty.UNSURE

    def _omitted(self, region: Region) -> Certainty:
        """Whether the unheard words of a region were really left out: where they would be, nobody speaks."""
        weights = self._weights
        left_out = [word for step in region.steps if step.start == step.end for word in range(step.first, step.last)]
        phones = sum(map(self._phones, left_out))
        if len(left_out) == 1 and phones <= weights.slurred_phones and not self._second.skips(left_out[0]):
            return Certainty.UNSURE  # the "on" of "on Monday" is easily lost
        sounding = self._grounds.sounding(region.from_s, region.to_s) - sum(map(self._taken, region.steps))
        if sounding < phones * self._phone_s * weights.held_by_gap:
            return Certainty.CERTAIN
        return Certainty.UNSURE

    def _taken(self, step: Step) -> float:
        """How long the heard words of a step take; what was changed no longer than the script's own words would: in
        "repairing" for "lead hiring" there is room for both."""
        length = sum(word.end - word.start for word in self._heard[step.start : step.end])
        if step.first == step.last:
            return length
        return min(length, self._phone_s * sum(map(self._phones, range(step.first, step.last))))

    def _changed(self, step: Step) -> Certainty | None:
        """Whether other words really stood for the script's; None: the script's were said."""
        weights = self._weights
        expected = [word.text for word in self._script.words[step.first : step.last]]
        words = self._heard[step.start : step.end]
        said = [word.word for word in words]
        other = [word.word for word in self._second.between(words[0].start, words[-1].end)]
        agreed = other == said
        unknown = all(fold(word) in self._unknown for word in expected)
        if self._second.says(step.first, step.last, words[0].start, words[-1].end):
            return None
        like = self._sounds.alike(expected, said)
        if self._has_number(step.first, step.last):
            if like >= weights.same_sound and self._is_no_number(said):
                return None
            wrong = [word.confidence for word in words if word.arc is None] or [word.confidence for word in words]
            sure = agreed or min(wrong) >= weights.sure_of_number
            return Certainty.CERTAIN if sure else Certainty.UNSURE
        like_other = self._sounds.alike(expected, other) if other else 0.0
        if unknown:
            return None if max(like, like_other) >= weights.same_sound_unknown else Certainty.UNSURE
        is_name = all(self._script.kind_of(word) is WordKind.NAME for word in range(step.first, step.last))
        sure = min(word.confidence for word in words) >= weights.sure_of_change
        if agreed and not is_name:
            if like >= weights.same_sound_agreed:
                return None
            if all(fold(word) in FUNCTION_WORDS for word in said):  # an ear's slip, where the script has more to say
                sure = sure and all(fold(word) in FUNCTION_WORDS for word in expected)
                return Certainty.CERTAIN if sure else Certainty.UNSURE
            return Certainty.CERTAIN
        if max(like, like_other) >= weights.same_sound:
            return Certainty.UNSURE if agreed and sure and like < weights.same_sound_agreed else None  # Laura for Nora
        return Certainty.CERTAIN if sure and max(like, like_other) < weights.near_sound else Certainty.UNSURE

    def _phones(self, word: int) -> int:
        return self._grounds.phones_of(self._script.words[word].text)


def _paired(run: Sequence[Step]) -> list[Step]:
    """A run in which one word on top stands beside one left out has the one for the other.

    NB: a word that the recognizer knows for another place of the script is aligned with none here.
    """
    paired: list[Step] = []
    for step in run:
        before = paired[-1] if paired else None
        if before is not None and {_sides(before), _sides(step)} == {(0, 1), (1, 0)}:
            paired[-1] = Step(before.first, step.last, before.start, step.end, False)
        else:
            paired.append(step)
    return paired


def _sides(step: Step) -> tuple[int, int]:
    """How many words of the script and how many heard ones it has."""
    return step.last - step.first, step.end - step.start


def _merged(deviations: Sequence[Deviation]) -> list[Deviation]:
    """Neighbours of one kind and certainty as one."""
    merged: list[Deviation] = []
    for each in deviations:
        last = merged[-1] if merged else None
        if (
            last is not None
            and (last.kind, last.certainty) == (each.kind, each.certainty)
            and (last.last, last.end) == (each.first, each.start)
            and bool(last.other_words) == bool(each.other_words)
        ):
            other = last.other_words + each.other_words
            merged[-1] = replace(last, last=each.last, end=each.end, other_words=other)
        else:
            merged.append(each)
    return merged
