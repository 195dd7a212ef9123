"""What the speed benchmark is run on: takes of any length with their scripts, and transcripts of any length."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from app.recognition.transcript import HeardWord
from app.script.script import Script, parse, read
from tests.bench.scripts import BenchScript, Unit, all_scripts
from tests.bench.voices import Call, Pace, Voice, voice_of

VOICE = "slt"
RATE_HZ = 48_000  # as most microphones give it
DEVIATIONS = 0.05  # of the words
_OTHER = ("window", "seven", "really", "garden", "because", "tomorrow")

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A take and the script it was spoken from, all but some deviations."""

    name: str
    samples: Samples  # mono
    rate: int
    script: Script

    @property
    def length_s(self) -> float:
        return len(self.samples) / self.rate

    def blocks(self, seconds: float) -> Iterator[Samples]:
        size = round(seconds * self.rate)
        for start in range(0, len(self.samples), size):
            yield self.samples[start : start + size]


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    units: tuple[Unit, ...]


@cache
def _sentences() -> tuple[_Sentence, ...]:
    """Every sentence of the accuracy benchmark's scripts, without marks; none stands there twice."""
    return tuple(sentence for script in all_scripts() for sentence in _sentences_of(script))


def _sentences_of(script: BenchScript) -> list[_Sentence]:
    groups = [tuple(units) for _, units in groupby(script.units, key=lambda unit: unit.sentence)]
    starts = [units[0].start for units in groups]
    ends = [*starts[1:], len(script.text)]
    texts = [script.text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [
        _Sentence(" ".join(re.sub(r"[*~]|\[pause\]|\([^)]*\)", "", text).split()), units)
        for text, units in zip(texts, groups, strict=True)
    ]


# ---- Takes


def sample_takes(folder: Path) -> tuple[Spoken, ...]:
    """The takes that come with the program; none where there are none."""
    script = folder / "script.txt"
    takes = sorted(folder.glob("take*.flac")) if script.is_file() else []
    return tuple(Spoken(take.name, *_mono(take), read(script)) for take in takes)


def _mono(take: Path) -> tuple[Samples, int]:
    samples, rate = soundfile.read(take, dtype="int16", always_2d=True)
    return np.ascontiguousarray(samples[:, 0]), rate


def spoken_takes(lengths_s: Sequence[float]) -> tuple[Spoken, ...]:
    """Takes of about these lengths, each beginning as the longest does; OSError where there is no flite.

    As spoken as the scripts are: no text comes twice and no silence is long, so nothing of a take is finished early.
    """
    voice, wanted = voice_of(VOICE), sorted(lengths_s)
    made: list[Spoken] = []
    texts: list[str] = []
    parts: list[Samples] = []
    length = 0.0  # s
    while wanted:
        for number, sentence in enumerate(_sentences()):
            samples = _said(voice, sentence, random.Random(f"{len(made)} {number}"))
            while wanted and parts and length + len(samples) / RATE_HZ / 2 > wanted[0]:
                name = f"{wanted.pop(0):g} s"
                made.append(Spoken(name, np.concatenate(parts), RATE_HZ, parse(" ".join(texts))))
            if not wanted:
                break
            texts.append(sentence.text)
            parts.append(samples)
            length += len(samples) / RATE_HZ
    return tuple(made)


def _said(voice: Voice, sentence: _Sentence, dice: random.Random) -> Samples:
    """A sentence spoken, some of its words left out and some ums put in."""
    calls: list[Call] = []
    for unit in sentence.units:
        if len(unit.spoken) == 1 and unit.spoken[0].pause != "." and dice.random() < DEVIATIONS / 2:
            continue
        if calls and dice.random() < DEVIATIONS / 2:
            calls.append(Call("um", "", 1.0))
        calls += [Call(token.word, token.pause, 1.0) for token in unit.spoken]
    speech = voice.say(calls, Pace(1.1, 1.0))
    count = round(len(speech.samples) * RATE_HZ / speech.rate_hz)
    raised = np.interp(np.arange(count) * speech.rate_hz / RATE_HZ, np.arange(len(speech.samples)), speech.samples)
    noise = np.random.default_rng(len(calls)).normal(0.0, 0.001, count)  # NB: no room gives exact zeros
    return np.clip((raised * 0.5 + noise) * 32768, -32768, 32767).astype(np.int16)


# ---- Scripts and transcripts


def script_text(words: int) -> str:
    """A text of about so many words; each sentence comes again only when all have been used, in another order."""
    dice, texts, count = random.Random("order"), [], 0
    while count < words:
        for sentence in dice.sample(_sentences(), len(_sentences())):
            texts.append(sentence.text)
            count += len(sentence.text.split())
            if count >= words:
                break
    return "\n".join(texts)


def transcript(script: Script, biased: bool) -> tuple[HeardWord, ...]:
    """What a hearing may give for it: word for word, all but 5 %, of which a third each is left out, other, added."""
    dice, heard, at = random.Random("heard"), [], 0.0
    arcs = {id(arc): number for number, arc in enumerate(script.readings.arcs)}
    for arc in script.readings.plain():
        chance = dice.random() / DEVIATIONS
        word = HeardWord(arc.word, at, at + 0.3, 1.0, arcs[id(arc)] if biased else None)
        if chance >= 1:
            heard.append(word)
        elif chance > 1 / 3:
            other = replace(word, word=dice.choice(_OTHER), arc=None)
            heard += [other] if chance < 2 / 3 else [other, replace(word, start=at + 0.31, end=at + 0.5)]
        at += 0.55
    return tuple(heard)
