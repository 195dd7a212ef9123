"""Stage 2: how every word of the model is said.

Makes `lexicon.txt`: a line for each way of saying a word: the word, then its phones, all with blanks between them.
Beside the words of the language it holds the fillers, [unk], and each phone as a word of its own ("/AA/"), which the
language never uses: whoever bends the graph can spell with them any name that the vocabulary lacks.
"""

from collections.abc import Iterable
from pathlib import Path

from app.script.phones import PHONES as ARPA
from app.script.phones import phone_word
from app.script.pronunciation import Pronunciations
from tools.starter_model.fillers import FILLERS
from tools.starter_model.phones import NOISE

Phones = tuple[str, ...]
Lexicon = dict[str, tuple[Phones, ...]]

UNKNOWN = "[unk]"
_MOST_WAYS, _MOST_GUESSES = 4, 2  # of saying a word


PHONE_WORDS = tuple(phone_word(phone) for phone in ARPA)


def make(folder: Path, words: Iterable[str], pronunciations: Pronunciations) -> None:
    lexicon = of(words, pronunciations)
    lines = (f"{word} {' '.join(way)}\n" for word, ways in sorted(lexicon.items()) for way in ways)
    (folder / "lexicon.txt").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lexicon)} words, {sum(map(len, lexicon.values()))} ways of saying them")


def of(words: Iterable[str], pronunciations: Pronunciations) -> Lexicon:
    """The lexicon of these words, the dictionary's ways first; a word it lacks is guessed from its letters."""
    lexicon = {word: ways(word, pronunciations) for word in words}
    lexicon |= {filler.word: filler.ways for filler in FILLERS}
    lexicon |= {phone_word(phone): ((phone,),) for phone in ARPA}
    lexicon[UNKNOWN] = ((NOISE,),)
    return lexicon


def ways(word: str, pronunciations: Pronunciations) -> tuple[Phones, ...]:
    return pronunciations.of(word)[: _MOST_WAYS if word in pronunciations else _MOST_GUESSES]


def load(path: Path) -> Lexicon:
    lexicon: dict[str, tuple[Phones, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *way = line.split()
        lexicon[word] = (*lexicon.get(word, ()), tuple(way))
    return lexicon
