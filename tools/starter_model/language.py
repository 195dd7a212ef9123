"""Stage 1: the general language, cut down to the words the model is to know.

Makes `language.npz`: words str (words,), <s> and </s> first, then in alphabetical order; log_p1, backoff1 float32
(words,); bigrams sorted by (before, word): before, word int32 (bigrams,), log_p2, backoff2 float32; trigrams sorted by
(bigram, third): bigram int32 (trigrams,), the index of its first two words, third int32, log_p3 float32. All logs are
natural ones.
"""

import importlib.util
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.script.pronunciation import Pronunciations
from tools.starter_model import trie
from tools.starter_model.files import save_whole
from tools.starter_model.fillers import FILLER
from tools.starter_model.recipe import LanguageRecipe

BEGIN, END = 0, 1  # <s> and </s> among the words
_PLAIN = re.compile(r"[a-z][a-z']*")
# Of the words of two letters in the dictionary, those that somebody says as one; the others are abbreviations.
_SHORT = (
    "ad ah ai al am an as at be by cd do dr ed eh er ex go ha he hi hm ho hr id if in is it jr la ma me "
    "mr ms my no of oh ok on or os ox pa pc pm so sr st to tv uk up us vs we ya yo"
)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    words: tuple[str, ...]
    log_p1: NDArray[np.float32]
    backoff1: NDArray[np.float32]
    before: NDArray[np.int32]
    word: NDArray[np.int32]
    log_p2: NDArray[np.float32]
    backoff2: NDArray[np.float32]
    bigram: NDArray[np.int32]
    third: NDArray[np.int32]
    log_p3: NDArray[np.float32]

    def pairs(self) -> NDArray[np.int64]:
        """A number for each bigram, in ascending order."""
        return pair(self.before, self.word, len(self.words))


def pair(before: NDArray[np.int32], word: NDArray[np.int32], words: int) -> NDArray[np.int64]:
    return before.astype(np.int64) * words + word


def model_path() -> Path:
    """Where pocketsphinx keeps its language model. FileNotFoundError where it is not installed."""
    found = importlib.util.find_spec("pocketsphinx")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("pocketsphinx is not installed")
    return Path(found.submodule_search_locations[0]) / "model/en-us/en-us.lm.bin"


def make(folder: Path, recipe: LanguageRecipe, pronunciations: Pronunciations, wanted: Iterable[str]) -> None:
    """The likeliest words that the dictionary can say, and those wanted."""
    whole = trie.read(model_path())
    language = cut(whole, chosen(whole, recipe.words, pronunciations), wanted, recipe.extra_log_p)
    save(folder / "language.npz", language)
    print(f"{len(language.words)} words, {len(language.word)} bigrams, {len(language.third)} trigrams")


def chosen(whole: trie.Unpacked, count: int, pronunciations: Pronunciations) -> list[str]:
    """The likeliest words that can be said and are no fillers, which have a place of their own."""

    short = frozenset(_SHORT.split())

    def fits(word: str) -> bool:
        plain = _PLAIN.fullmatch(word) is not None and (len(word) != 2 or word in short)
        return plain and word not in FILLER and word in pronunciations

    likeliest = np.argsort(-whole.log_p1, kind="stable")
    fitting = (whole.words[i] for i in likeliest if fits(whole.words[i]))
    return [word for word, _ in zip(fitting, range(count), strict=False)]


def cut(whole: trie.Unpacked, words: Iterable[str], wanted: Iterable[str], extra_log_p: float) -> Language:
    """What is left of a language when it has these words alone; wanted ones that it lacks are all equally rare."""
    place = {word: i for i, word in enumerate(whole.words)}
    every = ("<s>", "</s>", *sorted((set(words) | set(wanted)) - set(FILLER)))
    old = np.array([place.get(word, -1) for word in every])
    known = old >= 0
    log_p1 = np.where(known, whole.log_p1[old], extra_log_p).astype(np.float32)
    backoff1 = np.where(known, whole.backoff1[old], 0.0).astype(np.float32)
    new = np.full(len(whole.words), -1, np.int64)
    new[old[known]] = np.flatnonzero(known)

    before, word = new[whole.bigrams].T
    kept = np.flatnonzero((before >= 0) & (word >= 0))
    kept = kept[np.lexsort((word[kept], before[kept]))]
    before, word = before[kept].astype(np.int32), word[kept].astype(np.int32)
    pairs = pair(before, word, len(every))

    first, second, third = new[whole.trigrams].T
    left = np.flatnonzero((first >= 0) & (second >= 0) & (third >= 0))
    asked = pair(first[left], second[left], len(every))
    bigram = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
    left, bigram = left[pairs[bigram] == asked], bigram[pairs[bigram] == asked]
    order = np.lexsort((third[left], bigram))
    left, bigram = left[order], bigram[order]
    return Language(
        every,
        log_p1,
        backoff1,
        before,
        word,
        whole.log_p2[kept].astype(np.float32),
        whole.backoff2[kept].astype(np.float32),
        bigram.astype(np.int32),
        third[left].astype(np.int32),
        whole.log_p3[left].astype(np.float32),
    )


def save(path: Path, language: Language) -> None:
    arrays = {name: np.asarray(getattr(language, name)) for name in Language.__slots__}
    save_whole(path, arrays)


def load(path: Path) -> Language:
    with np.load(path) as file:
        return Language(tuple(file["words"].tolist()), *(file[name] for name in Language.__slots__[1:]))
