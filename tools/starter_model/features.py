"""Stage 5: the speech as the network gets it, and which phone each frame belongs to.

Makes for each part of the speech a file of the same name: energies float16 (frames, 40), log mel energies, a frame
every 10 ms, all sentences end to end; phone uint8 (frames,), of phones.PHONES; begins bool (frames,), whether a phone
begins there; starts int64 (sentences + 1,), where each sentence begins among the frames.

What an accent says in place of the dictionary's phones is learned as those (accents.py).
Fillers become first-class here: their sounds get phones of their own, are held for as long as people hold them,
sink a little, and slur what stands beside them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.starter_model import fillers, lexicon, mel, spoken, texts
from tools.starter_model.accents import Sound, as_in_the_dictionary
from tools.starter_model.files import save_whole
from tools.starter_model.lexicon import Lexicon
from tools.starter_model.phones import INDEX, PHONES, SILENCE
from tools.starter_model.recipe import FeaturesRecipe

_SLURRED = 0.6  # chance that a filler and a word beside it run into each other
_SLURS_FRAMES = 4  # to each side of their edge
_SINKS = (-1.0, 0.3)  # how far the log energy of a held sound changes from its beginning to its end


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """A part as it stands in its file."""

    energies: NDArray[np.float16]
    phone: NDArray[np.uint8]
    begins: NDArray[np.bool_]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """One sentence."""

    energies: NDArray[np.float32]  # (frames, 40)
    phone: NDArray[np.uint8]  # (frames,)
    begins: NDArray[np.bool_]  # (frames,)


def make(folder: Path, recipe: FeaturesRecipe, of_speech: Path, of_texts: Path, of_lexicon: Path) -> None:
    known = lexicon.load(of_lexicon / "lexicon.txt")
    for path in sorted(of_speech.glob("*.npz")):
        if not (folder / path.name).exists():
            name = path.name.rsplit(".", 2)[0]
            sentences = texts.load(of_texts / f"{name}.jsonl")
            part = of_part(spoken.load(path), sentences, known, [recipe.seed, *path.name.encode()])
            save_whole(folder / path.name, {name: getattr(part, name) for name in Features.__slots__})


def of_part(part: spoken.Spoken, sentences: list[texts.Sentence], known: Lexicon, seed: list[int]) -> Features:
    dice = np.random.default_rng(seed)
    made = []
    for i, sentence in enumerate(part.sentence):
        samples, segments = part.of(i)
        words = sentences[sentence].words
        told = zip(
            part.phone[segments].tolist(), part.end[segments].tolist(), part.word[segments].tolist(), strict=True
        )
        sounds = as_in_the_dictionary([Sound(PHONES[phone], end, word) for phone, end, word in told], words, known)
        made.append(align(samples, sounds, words, dice))
    return Features(
        np.concatenate([each.energies for each in made]).astype(np.float16),
        np.concatenate([each.phone for each in made]),
        np.concatenate([each.begins for each in made]),
        np.cumsum([0, *(len(each.phone) for each in made)], dtype=np.int64),
    )


def align(samples: NDArray[np.int16], sounds: list[Sound], words: list[str], dice: np.random.Generator) -> Aligned:
    """One sentence, from where its sounds end."""
    energies = mel.log_mel(samples)
    edges = np.array([0, *(sound.end for sound in sounds)]) / mel.SHIFT - mel.FIRST_MIDDLE
    first = np.clip(np.ceil(edges).astype(int), 0, len(energies))  # the first frame whose middle is not before it
    pieces, phones, are_fillers = [], [], []
    for i, sound in enumerate(sounds):
        name = sound.phone
        piece = energies[first[i] : first[i + 1]]
        said = words[sound.word] if 0 <= sound.word < len(words) else ""
        is_filler = said in fillers.FILLER and name != SILENCE
        if is_filler:
            meant = fillers.as_said(said, name)
            if meant is None:
                continue
            name, length_s = meant
            if length_s is not None:
                piece = _held(piece, round(dice.uniform(*length_s) * mel.FRAMES_A_SECOND), dice)
        if len(piece):
            pieces.append(piece)
            phones.append(np.full(len(piece), INDEX[name], np.uint8))
            are_fillers.append(is_filler)
    if not pieces:
        return Aligned(np.zeros((0, mel.BINS), np.float32), np.zeros(0, np.uint8), np.zeros(0, np.bool_))
    firsts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
    begins = np.zeros(sum(map(len, pieces)), np.bool_)
    begins[firsts] = True
    whole = np.concatenate(pieces)
    for i in range(1, len(pieces)):
        by_itself = INDEX[SILENCE] in (phones[i - 1][0], phones[i][0])
        if are_fillers[i - 1] != are_fillers[i] and not by_itself and dice.random() < _SLURRED:
            _slur(whole, int(firsts[i]))
    return Aligned(whole, np.concatenate(phones), begins)


def _slur(energies: NDArray[np.float32], edge: int) -> None:
    """Two sounds run into each other: what stands between them is a little of both."""
    begin, end = max(edge - _SLURS_FRAMES, 0), min(edge + _SLURS_FRAMES, len(energies))
    share = np.linspace(0, 1, end - begin)[:, None]
    into = (1 - share) * energies[begin] + share * energies[end - 1]
    energies[begin:end] = (energies[begin:end] + into) / 2


def _held(piece: NDArray[np.float32], frames: int, dice: np.random.Generator) -> NDArray[np.float32]:
    """A sound drawn out to so many frames, if it has fewer."""
    if not 0 < len(piece) < frames:
        return piece
    at = np.linspace(0, len(piece) - 1, frames)
    low = at.astype(int)
    high = np.minimum(low + 1, len(piece) - 1)
    share = (at - low)[:, None]
    sinking = np.linspace(0, dice.uniform(*_SINKS), frames)[:, None]
    return np.asarray(piece[low] * (1 - share) + piece[high] * share + sinking, np.float32)


def load(path: Path) -> Features:
    with np.load(path) as file:
        return Features(*(file[name] for name in Features.__slots__))
