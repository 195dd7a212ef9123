"""A model made by the starter model's own code, of a language in which every phone is a chord of two tones.

Its network is learned on the spot: layers at random, the last one by least squares.
"""

import math
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.starter_model import acoustic_model, assembled, graphs, mel
from tools.starter_model.accents import Sound
from tools.starter_model.features import align
from tools.starter_model.fillers import FILLERS
from tools.starter_model.language import Language
from tools.starter_model.lexicon import PHONE_WORDS, UNKNOWN, Lexicon
from tools.starter_model.network import Network, as_input, hidden
from tools.starter_model.phones import DRAWN_OUT, NOISE, PDFS, PHONES, SILENCE
from tools.starter_model.recipe import SMALL, ConfRecipe
from tools.starter_model.targets import pdfs

WAYS = {
    "hello": ("HH AH L OW", "HH EH L OW"),
    "hell": ("HH EH L",),
    "this": ("DH IH S",),
    "is": ("IH Z",),
    "anna": ("AE N AH",),
    "a": ("AH",),
    "boat": ("B OW T",),
    "about": ("AH B AW T",),
    "the": ("DH AH", "DH IY"),
    "red": ("R EH D",),
    "read": ("R EH D", "R IY D"),
    "please": ("P L IY Z",),
    "call": ("K AO L",),
    "back": ("B AE K",),
}
PHONE_S, GAP_S, EDGE_S = 0.09, 0.09, 0.5
_TONES_HZ = mel.middles_hz()[4::3]
_CHORDS = dict(zip(PHONES[2:], combinations(_TONES_HZ, 2), strict=False))
_WIDTH, _BOTTLENECK, _BLOCKS = 384, 48, 1
_LESSONS = 60
_SURE = 8.0  # how much more the pdf that is due scores than any other
_RIDGE = 1.0

Segments = list[tuple[str, float, int]]  # phone, end in s, word or -1


def lexicon() -> Lexicon:
    words: Lexicon = {word: tuple(tuple(way.split()) for way in ways) for word, ways in WAYS.items()}
    words |= {filler.word: filler.ways for filler in FILLERS}
    words |= {word: ((word.strip("/"),),) for word in PHONE_WORDS}
    return words | {UNKNOWN: ((NOISE,),)}


def language() -> Language:
    """Any word after any; "hello this is" and "the red boat" are more likely than the rest."""
    words = ("<s>", "</s>", *sorted(WAYS))
    place = {word: i for i, word in enumerate(words)}
    likely = ("<s> hello", "hello this", "this is", "the red", "red boat", "back </s>")
    pairs = sorted(tuple(place[word] for word in each.split()) for each in likely)
    bigram = pairs.index((place["the"], place["red"]))
    return Language(
        words,
        np.full(len(words), -math.log(len(words)), np.float32),
        np.full(len(words), -0.5, np.float32),
        *np.array(pairs, np.int32).T.copy(),
        np.full(len(pairs), -0.3, np.float32),
        np.full(len(pairs), -0.5, np.float32),
        np.array([bigram], np.int32),
        np.array([place["boat"]], np.int32),
        np.array([-0.2], np.float32),
    )


def say(words: Sequence[Sequence[str]], gap_s: float = GAP_S) -> tuple[NDArray[np.int16], Segments]:
    """The phones of each word as chords, 16 kHz, silence before, between and after; where each sound ends."""
    parts, segments, now = [np.zeros(round(EDGE_S * mel.RATE_HZ))], [(SILENCE, EDGE_S, -1)], EDGE_S
    for place, phones in enumerate(words):
        for phone in phones:
            length_s = PHONE_S * (2 if phone in DRAWN_OUT else 1)
            time = np.arange(round(length_s * mel.RATE_HZ)) / mel.RATE_HZ
            edge = np.minimum(1, np.minimum(time, time[::-1]) / 0.005)
            parts.append(sum(np.sin(2 * math.pi * hz * time) * edge * 6000 for hz in _CHORDS[phone]))
            now += length_s
            segments.append((phone, now, place))
        silence_s = gap_s if place < len(words) - 1 else EDGE_S
        if silence_s:
            parts.append(np.zeros(round(silence_s * mel.RATE_HZ)))
            now += silence_s
            segments.append((SILENCE, now, -1))
    return np.concatenate(parts).astype(np.int16), segments


def learn() -> Network:
    dice = np.random.default_rng(7)
    around = (2 * 4 + 1) * mel.BINS

    def at_random(*shape: int) -> NDArray[np.float32]:
        return (dice.standard_normal(shape) / math.sqrt(shape[-1])).astype(np.float32)

    lessons = [_lesson(dice) for _ in range(_LESSONS)]
    plain = Network(
        at_random(_WIDTH, around),
        at_random(_WIDTH),
        at_random(_BLOCKS, _BOTTLENECK, 2 * _WIDTH),
        at_random(_BLOCKS, _WIDTH, 2 * _BOTTLENECK),
        at_random(_BLOCKS, _WIDTH),
        np.full((_BLOCKS + 1, _WIDTH), 0.2, np.float32),
        np.full((_BLOCKS + 1, _WIDTH), 0.3, np.float32),
        np.zeros((PDFS, _WIDTH), np.float32),  # learned below
        np.zeros(PDFS, np.float32),
        np.ones(PDFS, np.float32),
    )
    given, due = zip(*((hidden(plain, inputs), targets) for inputs, targets in lessons), strict=True)
    seen = np.concatenate(given)
    seen = np.concatenate((seen, np.ones((len(seen), 1))), 1)
    wanted = _SURE * np.eye(PDFS)[np.concatenate(due)]
    last = np.linalg.solve(seen.T @ seen + _RIDGE * np.eye(seen.shape[1]), seen.T @ wanted).T.astype(np.float32)
    values = {name: getattr(plain, name) for name in Network.__slots__}
    values |= {"last": last[:, :-1].copy(), "last_bias": last[:, -1].copy()}
    return Network(**values)


def _lesson(dice: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Chords at random, as the network gets them, and the pdfs that are due."""
    sayable = list(_CHORDS)
    words = [[sayable[i] for i in dice.integers(len(sayable), size=dice.integers(1, 5))] for _ in range(8)]
    samples, segments = say(words, gap_s=float(dice.choice([0.0, 0.06, 0.15])))
    aligned = align(samples, sounds(segments), ["-"] * len(words), dice)
    instance = np.cumsum(aligned.begins) - 1
    energies = aligned.energies
    return as_input(energies), pdfs(instance, aligned.phone[aligned.begins], -(-len(energies) // 3))


def sounds(segments: Segments) -> list[Sound]:
    return [Sound(phone, round(end_s * mel.RATE_HZ), word) for phone, end_s, word in segments]


def make_model(folder: Path) -> Path:
    """A model in Vosk's layout, in a new folder, by the stages that make the starter model."""
    for part in ("acoustic", "graphs", "model"):
        (folder / part).mkdir(parents=True)
    acoustic_model.make(folder / "acoustic", SMALL.acoustic, learn())
    graphs.make(folder / "graphs", SMALL.graph, language(), lexicon())
    assembled.make(folder / "model", ConfRecipe(beam=20.0), folder / "acoustic", folder / "graphs")
    return folder / "model"
