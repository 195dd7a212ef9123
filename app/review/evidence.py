"""Two hearings and the sound itself: what became of each script word, and what came on top.

The biased hearing proposes (it follows the script and leaves it where the sound insists), the free one is asked for
what stood there; each alone is known to fail. A deviation is certain only where both, and the length of the sound,
speak for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.recognition.bias import CLASSES
from app.recognition.transcript import HeardWord
from app.review.alignment import Alignment, Step
from app.review.fillers import lexical_runs
from app.review.finding import Certainty, Kind, Verdict
from app.review.weights import Weights
from app.script.number_words import is_number_word
from app.script.pronunciation import Pronunciations
from app.script.script import Script
from app.script.words import FUNCTION_WORDS, WordKind, fold

NUMBERS = frozenset({WordKind.NUMBER, WordKind.PHONE, WordKind.MONEY, WordKind.DATE, WordKind.TIME})


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the speaker left the script: script words [first, last) and heard words [start, end) of the account."""

    kind: Kind
    certainty: Certainty
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of each script word, and every deviation, in the order of the script."""

    verdicts: tuple[Verdict, ...]
    deviations: tuple[Deviation, ...]
    said_by: tuple[int | None, ...]  # for each heard word of the account, the script word it stands for


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a judgement rests on, beside the two hearings."""

    sounds: Pronunciations
    unknown: frozenset[str]  # the script words, folded, that the model cannot know
    sounding: Callable[[float, float], float]  # for how long, s, there is the sound of a voice from one time to another
    fillers: Sequence[tuple[str, ...]]  # filler words and phrases
    weights: Weights


def judge(account: Alignment, second: Alignment | None, grounds: Grounds) -> Judgement:
    """Judge every place where the account and the script part.

    account: the biased hearing's alignment, or the free one's where there is no other. second: the free hearing's.
    Filled pauses stand in neither.
    """
    return _Judge(account, second, grounds).judgement()


@dataclass(frozen=True, slots=True)
class _Region:
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


class _Judge:
    def __init__(self, account: Alignment, second: Alignment | None, grounds: Grounds) -> None:
        self._script: Script = account.script
        self._account = account
        self._heard = account.heard
        self._grounds = grounds
        self._sounds = grounds.sounds
        self._unknown = grounds.unknown
        self._weights = grounds.weights
        self._has_second = second is not None
        self._second = second.heard if second else ()
        self._second_changed = _changed_words(second) if second else {}
        self._second_said = _said_times(second) if second else {}
        self._verdicts = [Verdict.SAID] * len(self._script.words)
        self._deviations: list[Deviation] = []

    def judgement(self) -> Judgement:
        for region in self._regions():
            restart = self._restart(region)
            if restart is not None:
                self._deviations.append(restart)
            elif self._sounds_like_it(region):
                continue
            else:
                for step in region.steps:
                    self._judge_step(step, region)
        for step in self._account.steps:
            if step.same and self._second_has_another_number(step):
                self._settle(step, Kind.NUMBER, Verdict.CHANGED, Certainty.CERTAIN)
        self._deviations.sort(key=lambda each: (each.first, each.start))
        said_by: list[int | None] = [None] * len(self._heard)
        for step in self._account.steps:
            for at in range(step.start, step.end):
                if step.first < step.last:
                    said_by[at] = step.first
        return Judgement(tuple(self._verdicts), tuple(_merged(self._deviations)), tuple(said_by))

    # ---- Where the account and the script part

    def _regions(self) -> list[_Region]:
        """Runs of steps that are not the same; several words that were said at another place stand for themselves."""
        regions: list[_Region] = []
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

    def _region(self, run: list[Step]) -> _Region:
        before, after = run[0].start, run[-1].end
        from_s = self._heard[before - 1].end if before > 0 else 0.0
        to_s = self._heard[after].start if after < len(self._heard) else float("inf")
        return _Region(tuple(run), from_s, to_s)

    # ---- Restarts: words said again

    def _restart(self, region: _Region) -> Deviation | None:
        """A run of added words that says, wholly or in part, what the script has before or after it."""
        if any(step.first < step.last for step in region.steps):
            return None
        added = [word.word for word in self._heard[region.start : region.end]]
        if all(is_filler for _, _, is_filler in lexical_runs(added, self._grounds.fillers)):
            return None
        start, end, place = region.start, region.end, self._next_said(region)
        while start > 0 and place > 0 and self._says(end - 1, place - 1) and self._says(start - 1, place - 1):
            start, end, place = start - 1, end - 1, place - 1
        again = 0
        while again < end - start and place + again < len(self._script.words):
            if not self._says(start + again, place + again):
                break
            again += 1
        rest = end - start - again
        if again and not rest:
            certainty = Certainty.CERTAIN if self._heard_twice(start, end) else Certainty.UNSURE
            return Deviation(Kind.REPETITION, certainty, place, place + again, start, end)
        target = place + again
        if target >= len(self._script.words) or rest > 3:
            return None
        if rest == 1 and self._broken_off(start + again, target):
            return Deviation(Kind.REPETITION, Certainty.CERTAIN, place, target + 1, start, end)
        if again or self._of_one_class(start + again, target) or self._given_up(start + again, end, target):
            return Deviation(Kind.SELF_CORRECTION, Certainty.CERTAIN, place, target + 1, start, end)
        return None

    def _heard_twice(self, start: int, end: int) -> bool:
        """Whether words said again are more than the echo of their neighbours."""
        words = self._heard[start:end]
        phones = sum(self._phones_of(word.word) for word in words)
        length = words[-1].end - words[0].start
        confidence = min(word.confidence for word in words)
        if confidence >= self._weights.sure_of_cut_repetition and length >= self._weights.cut_repetition_s:
            return True  # broken off, and so shorter than the word it is heard as
        sure = confidence >= self._weights.sure_of_repetition
        return length >= phones * self._weights.shortest_phone_s and (
            sure or self._agreement(words) >= self._weights.other_agrees
        )

    def _given_up(self, start: int, end: int, word: int) -> bool:
        """Whether added words before a content word are a try at it: a fragment that each hearing takes for something
        else, or a word that the speaker stops after."""
        if self._script.is_function_word(word) or end >= len(self._heard):
            return False
        words = self._heard[start:end]
        length = words[-1].end - words[0].start
        if not self._others(words[0].start, words[-1].end):
            return False  # a breath that one hearing takes for a word is no try at another
        fragment = length <= self._weights.longest_fragment_s and self._agreement(words) < self._weights.other_agrees
        gap = self._heard[end].start - words[-1].end
        stopped = len(words) == 1 and gap >= self._weights.stop_before_correction_s and not self._clause_before(word)
        return self._has_second and (fragment or (stopped and fold(words[0].word) not in FUNCTION_WORDS))

    def _next_said(self, region: _Region) -> int:
        """The script word that was said, or changed, next: what is left out before it does not count."""
        said = (step for step in self._account.steps if step.first < step.last and step.start < step.end)
        return next((step.first for step in said if step.start >= region.end), region.first)

    def _says(self, at: int, word: int) -> bool:
        """Whether a heard word says a script word, or is the beginning of saying it."""
        heard = self._heard[at]
        if heard.arc is not None:
            arc = self._script.readings.arcs[heard.arc]
            if arc.first <= word < arc.last:
                return True
        written = self._script.words[word].text
        return fold(written) == fold(heard.word) or self._sounds.alike(written, heard.word) > 0.99

    def _broken_off(self, at: int, word: int) -> bool:
        """Whether a short heard word begins as the script word does."""
        heard = self._heard[at]
        return any(
            len(piece) <= len(whole)
            and len(piece) >= 2
            and whole[: max(2, len(piece) - 1)] == piece[: max(2, len(piece) - 1)]
            for piece in self._sounds.sounds(heard.word)
            for whole in self._sounds.sounds(self._script.words[word].text)
        )

    def _of_one_class(self, at: int, word: int) -> bool:
        heard, written = fold(self._heard[at].word), fold(self._script.words[word].text)
        return any(heard in words and written in words for words in CLASSES)

    # ---- Deviations

    def _sounds_like_it(self, region: _Region) -> bool:
        """Whether a whole stretch of other words sounds like the script's: the ear's error, not the speaker's."""
        if len(region.steps) == 1 or any(self._is_number(word) for word in range(region.first, region.last)):
            return False
        expected = [word.text for word in self._script.words[region.first : region.last]]
        heard = [word.word for word in self._heard[region.start : region.end]]
        return bool(expected and heard) and self._sounds.alike(expected, heard) >= self._weights.same_stretch

    def _judge_step(self, step: Step, region: _Region) -> None:
        if step.first == step.last:
            certainty = self._inserted(step)
            if certainty is not None:
                self._add(Kind.INSERTION, certainty, step)
            return
        if step.start == step.end:
            self._settle(step, Kind.OMISSION, Verdict.SKIPPED, self._omitted(region))
        else:
            self._settle(step, Kind.SUBSTITUTION, Verdict.CHANGED, self._changed(step))

    def _settle(self, step: Step, kind: Kind, verdict: Verdict, certainty: Certainty | None) -> None:
        if certainty is None:
            return
        for word in range(step.first, step.last):
            self._verdicts[word] = verdict if certainty is Certainty.CERTAIN else Verdict.UNSURE
        if kind is Kind.SUBSTITUTION and any(self._is_number(word) for word in range(step.first, step.last)):
            kind = Kind.NUMBER
        self._add(kind, certainty, step)

    def _is_number(self, word: int) -> bool:
        return self._script.kind_of(word) in NUMBERS

    def _add(self, kind: Kind, certainty: Certainty, step: Step) -> None:
        self._deviations.append(Deviation(kind, certainty, step.first, step.last, step.start, step.end))

    def _inserted(self, step: Step) -> Certainty | None:
        """Whether words that came on top were really there; None: not worth a word."""
        weights, words = self._weights, self._heard[step.start : step.end]
        length = words[-1].end - words[0].start
        if length < weights.shortest_insertion_s:
            return None
        confidence = min(word.confidence for word in words)
        agreed = self._agreement(words)
        sure = confidence >= weights.sure_of_word and (agreed >= weights.other_resembles or not self._has_second)
        sure = sure or (agreed == 1.0 and confidence >= weights.sure_of_change)
        if self._has_second and all(fold(word.word) in FUNCTION_WORDS for word in words):
            sure = confidence >= weights.sure_of_word and agreed == 1.0
        return Certainty.CERTAIN if sure else Certainty.UNSURE

    def _omitted(self, region: _Region) -> Certainty:
        """Whether the unheard words of a region were really left out: where they would be, nobody speaks."""
        weights = self._weights
        left_out = [other for other in region.steps if other.start == other.end]
        phones = sum(self._phones(word) for other in left_out for word in range(other.first, other.last))
        taken = sum(word.end - word.start for word in self._heard[region.start : region.end])
        sounding = self._grounds.sounding(region.from_s, region.to_s) - taken
        if sounding < phones * weights.usual_phone_s * weights.held_by_gap:
            return Certainty.CERTAIN
        return Certainty.UNSURE

    def _changed(self, step: Step) -> Certainty | None:
        """Whether other words really stood for the script's; None: the script's were said."""
        weights = self._weights
        expected = [word.text for word in self._script.words[step.first : step.last]]
        words = self._heard[step.start : step.end]
        said = [word.word for word in words]
        other = [word.word for word in self._others(words[0].start, words[-1].end)]
        agreed = other == said
        unknown = all(fold(word) in self._unknown for word in expected)
        if self._second_says(step, words[0].start, words[-1].end):
            return None
        if any(self._is_number(word) for word in range(step.first, step.last)):
            wrong = [word.confidence for word in words if word.arc is None] or [word.confidence for word in words]
            sure = agreed or min(wrong) >= weights.sure_of_number
            return Certainty.CERTAIN if sure else Certainty.UNSURE
        like = self._sounds.alike(expected, said)
        like_other = self._sounds.alike(expected, other) if other else 0.0
        if unknown:
            return None if max(like, like_other) >= weights.same_sound_unknown else Certainty.UNSURE
        is_name = all(self._script.kind_of(word) is WordKind.NAME for word in range(step.first, step.last))
        sure = min(word.confidence for word in words) >= weights.sure_of_change
        if agreed and not is_name:
            if like >= weights.same_sound_agreed:
                return None
            content = any(fold(word) not in FUNCTION_WORDS for word in said)
            return Certainty.CERTAIN if sure or content else Certainty.UNSURE
        if max(like, like_other) >= weights.same_sound:
            return None
        return Certainty.CERTAIN if sure and max(like, like_other) < weights.near_sound else Certainty.UNSURE

    # ---- The second hearing

    def _second_says(self, step: Step, from_s: float, to_s: float) -> bool:
        """Whether the second hearing has all these script words, within this time."""
        slack = self._weights.overlap_s
        for word in range(step.first, step.last):
            said = self._second_said.get(word)
            if said is None or said[0] < from_s - slack or said[1] > to_s + slack:
                return False
        return True

    def _second_has_another_number(self, step: Step) -> bool:
        """Whether the second hearing, sure of itself, has other number words in place of a number.

        NB: the bias towards the script can hide a near miss, ninety for nineteen.
        """
        other = self._second_changed.get(step.first)
        if other is None or len(other) != step.end - step.start:
            return False
        if not any(self._is_number(word) for word in range(step.first, step.last)):
            return False
        mine = {fold(word.word) for word in self._heard[step.start : step.end]}
        wrong = [word for word in other if fold(word.word) not in mine] or other  # not the dollars behind it
        return (
            all(is_number_word(word.word) and word.confidence >= self._weights.sure_of_other_number for word in wrong)
            and abs(other[0].start - self._heard[step.start].start) <= self._weights.overlap_s
        )

    def _others(self, from_s: float, to_s: float) -> tuple[HeardWord, ...]:
        """What the second hearing heard in this time."""
        return tuple(word for word in self._second if from_s < (word.start + word.end) / 2 < to_s)

    def _agreement(self, words: Sequence[HeardWord]) -> float:
        """How like these words is what the second hearing heard in their time."""
        other = self._others(words[0].start, words[-1].end)
        return self._sounds.alike([word.word for word in words], [word.word for word in other]) if other else 0.0

    def _phones(self, word: int) -> int:
        return self._phones_of(self._script.words[word].text)

    def _phones_of(self, word: str) -> int:
        return min((len(way) for way in self._sounds.sounds(word)), default=2)

    def _clause_before(self, word: int) -> bool:
        """Whether a clause ends before this script word."""
        words = self._script.words
        between = self._script.text[words[word - 1].end : words[word].start] if word else "."
        return any(mark in between for mark in ",;:.!?\u2013\u2014")


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


def _merged(deviations: Sequence[Deviation]) -> list[Deviation]:
    """Neighbours of one kind and certainty as one."""
    merged: list[Deviation] = []
    for each in deviations:
        last = merged[-1] if merged else None
        if (
            last is not None
            and (last.kind, last.certainty) == (each.kind, each.certainty)
            and (last.last, last.end) == (each.first, each.start)
        ):
            merged[-1] = Deviation(last.kind, last.certainty, last.first, each.last, last.start, each.end)
        else:
            merged.append(each)
    return merged
