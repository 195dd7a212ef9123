"""Stage 3: what the voices are to say: sentences of calls and of general English, with fillers and slips put in.

Makes `VOICE.train.jsonl` and `VOICE.test.jsonl`, a sentence a line: {"pitch": times the voice's own, "slowness": times
its own length, "calls": [[word, what the synthesizer is asked for, times its own length, comma after it], …]}.
Of the held-out sentences the first half has no fillers; in each half every other one is of a call.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.starter_model.calls import Calls
from tools.starter_model.fillers import FILLER, LEXICAL, SAYABLE, STRETCH, draw
from tools.starter_model.language import BEGIN, END, Language
from tools.starter_model.recipe import TextsRecipe, VoiceRecipe

_CALLS = 0.3  # share of the sentences to learn from
_AT_RANDOM = 0.10  # of the words of general English: any word, so that the lexicon is covered
_PAUSE, _BEFORE_FILLER, _AFTER_FILLER = 0.06, 0.3, 0.4  # chance of a comma
_SLIPS = 0.06  # a filler before a word; words are said twice at 0.4 of it
_SLIPS_HELD_OUT = 0.12
_LONGEST = 15  # words of a sentence of general English
_PITCH, _SLOWNESS = (0.75, 1.4), (0.75, 1.35)


@dataclass(frozen=True, slots=True)
class Call:
    word: str  # as the model is to hear it
    spoken: str  # as the synthesizer is asked for it
    stretch: float  # times its natural length
    comma: bool  # a short pause after it


@dataclass(frozen=True, slots=True)
class Sentence:
    calls: tuple[Call, ...]
    pitch: float  # times the voice's natural pitch, where the synthesizer can
    slowness: float  # times the voice's natural length

    @property
    def words(self) -> list[str]:
        return [call.word for call in self.calls]


class Talk:
    """Draws sentences of general English from a language; the same ones for the same dice."""

    def __init__(self, language: Language, dice: random.Random) -> None:
        self._language, self._dice = language, dice
        words = len(language.words)
        self._bigrams = np.searchsorted(language.before, np.arange(words + 1))
        self._trigrams = np.searchsorted(language.bigram, np.arange(len(language.before) + 1))
        self._chance2, self._chance3 = np.exp(language.log_p2), np.exp(language.log_p3)
        chance1 = np.exp(language.log_p1.astype(np.float64))
        chance1[BEGIN] = 0
        self._unigrams = np.cumsum(chance1) / chance1.sum()

    def sentence(self, at_random: float) -> list[str]:
        while True:
            said = [BEGIN]
            while said[-1] != END and len(said) <= _LONGEST:
                at_any = len(said) > 1 and self._dice.random() < at_random
                said.append(self._dice.randrange(2, len(self._language.words)) if at_any else self._next(said))
            words = [self._language.words[i] for i in said if i not in (BEGIN, END)]
            if len(words) >= 3:
                return words

    def _next(self, said: Sequence[int]) -> int:
        language, last = self._language, said[-1]
        first, end = self._bigrams[last], self._bigrams[last + 1]
        if len(said) > 1:
            start, stop = self._bigrams[said[-2]], self._bigrams[said[-2] + 1]
            at = start + int(np.searchsorted(language.word[start:stop], last))
            if at < stop and language.word[at] == last:
                found = self._drawn(self._chance3, self._trigrams[at], self._trigrams[at + 1])
                if found is not None:
                    return int(language.third[found])
        found = self._drawn(self._chance2, first, end)
        if found is not None:
            return int(language.word[found])
        return min(int(np.searchsorted(self._unigrams, self._dice.random())), len(language.words) - 1)

    def _drawn(self, chances: "np.ndarray[tuple[int], np.dtype[np.float32]]", first: int, end: int) -> int | None:
        """One of these n-grams by chance; None: back off, by the chance that is left."""
        whole = np.cumsum(chances[first:end])
        at = int(np.searchsorted(whole, self._dice.random()))
        return int(first) + at if at < len(whole) else None


def make(folder: Path, recipe: TextsRecipe, language: Language) -> None:
    for voice in recipe.voices:
        for part, sentences in (
            ("train", to_learn(voice, recipe.seed, language)),
            ("test", held_out(voice, recipe.seed, language)),
        ):
            save(folder / f"{voice.name}.{part}.jsonl", sentences)


def to_learn(voice: VoiceRecipe, seed: int, language: Language) -> list[Sentence]:
    dice = random.Random(f"{seed} train {voice.name}")
    calls, talk = Calls(dice), Talk(language, dice)
    made = []
    for _ in range(voice.sentences):
        words = calls.sentence() if dice.random() < _CALLS else talk.sentence(_AT_RANDOM)
        made.append(_asked(_slipping(words, _SLIPS, tuple(FILLER), dice), dice))
    return made


def held_out(voice: VoiceRecipe, seed: int, language: Language) -> list[Sentence]:
    dice = random.Random(f"{seed} test {voice.name}")
    calls, talk = Calls(dice), Talk(language, dice)
    made = []
    for i in range(voice.held_out):
        words = calls.sentence() if i % 2 else talk.sentence(0.0)
        slips = 0.0 if i < voice.held_out // 2 else _SLIPS_HELD_OUT
        made.append(_asked(_slipping(words, slips, SAYABLE, dice), dice))
    return made


def _slipping(words: Sequence[str], chance: float, fillers: Sequence[str], dice: random.Random) -> list[str]:
    """The words with fillers between them, and some said twice."""
    said: list[str] = []
    for word in words:
        if dice.random() < chance:
            said.append(draw(dice, fillers))
            if dice.random() < 0.1:
                said += dice.choice(LEXICAL).split()
        said.append(word)
        if dice.random() < chance * 0.4:
            said.append(word)
    if dice.random() < chance:
        said.append(draw(dice, fillers))
    return said


def _asked(words: Sequence[str], dice: random.Random) -> Sentence:
    calls = []
    for word, after in zip(words, [*words[1:], ""], strict=True):
        is_filler = word in FILLER
        chance = (_PAUSE, _AFTER_FILLER if is_filler else 0.0, _BEFORE_FILLER if after in FILLER else 0.0)
        comma = bool(after) and any(dice.random() < each for each in chance)
        spoken = FILLER[word].spoken if is_filler else word
        calls.append(Call(word, spoken, round(dice.uniform(*STRETCH), 2) if is_filler else 1.0, comma))
    return Sentence(tuple(calls), round(dice.uniform(*_PITCH), 3), round(dice.uniform(*_SLOWNESS), 3))


def save(path: Path, sentences: Sequence[Sentence]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for each in sentences:
            calls = [[call.word, call.spoken, call.stretch, call.comma] for call in each.calls]
            file.write(json.dumps({"pitch": each.pitch, "slowness": each.slowness, "calls": calls}) + "\n")


def load(path: Path) -> list[Sentence]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        found.append(Sentence(tuple(Call(*call) for call in each["calls"]), each["pitch"], each["slowness"]))
    return found
