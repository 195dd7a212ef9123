"""The phones of an accent as the dictionary has them: "car" is K AA R however it is said, "the" DH AH, not D AH.

The lexicon knows one way of speaking. What says a word in another is therefore learned as that word's phones: each
takes the time of what was said in its place. A word whose sounds are too far from every way of the dictionary keeps
what was said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise, product

from app.script.phones import PHONES, apart
from tools.starter_model.fillers import FILLER
from tools.starter_model.lexicon import Lexicon, Phones

# Sounds that stand for another in many accents: "dis", "tree", "bruvver", "talkin", "heah".
_HABITS = {
    frozenset(pair)
    for pair in (("D", "DH"), ("V", "DH"), ("T", "TH"), ("F", "TH"), ("N", "NG"), ("T", "D"), ("AH", "R"))
}
_HABIT = 0.2
_MORE, _FEWER = 0.4, 0.4  # what it costs that two sounds stand for one phone, or one for two …
_OTHER = 0.1  # … beside how far the nearest of them is: this share of how much further the other is
_FARTHEST = 0.35  # cost a phone, on average, up to which a word is taken for the dictionary's
_MOST_WAYS = 16  # of saying two words that were said as one


@dataclass(frozen=True, slots=True)
class Sound:
    phone: str  # of phones.PHONES
    end: int  # samples from the sentence's first
    word: int  # its place in the sentence, -1: a pause


def as_in_the_dictionary(sounds: Sequence[Sound], words: Sequence[str], lexicon: Lexicon) -> list[Sound]:
    """The same time, word by word; of words that were said as one ("of the") all belongs to the first."""
    told = sorted({sound.word for sound in sounds if sound.word >= 0})
    next_told = dict(pairwise([*told, len(words)]))
    made: list[Sound] = []
    for word, group in groupby(sounds, key=lambda sound: sound.word):
        said = list(group)
        whole = words[word : next_told[word]] if word >= 0 else []
        begin = made[-1].end if made else 0
        made += _as_written(said, begin, whole, lexicon) or said
    return made


def _as_written(said: list[Sound], begin: int, words: Sequence[str], lexicon: Lexicon) -> list[Sound]:
    """Empty where the dictionary has nothing near enough."""
    if not words or any(word in FILLER or word not in lexicon for word in words):
        return []
    if any(sound.phone not in PHONES for sound in said):
        return []
    phones = tuple(sound.phone for sound in said)
    best_cost, best = min((_nearest(phones, way) for way in _ways(words, lexicon)), key=lambda found: found[0])
    if best_cost > _FARTHEST * len(phones):
        return []
    begins = [begin, *(sound.end for sound in said)]
    made = []
    for first, count, named in best:
        start, end = begins[first], begins[first + count]
        for i, phone in enumerate(named, 1):
            made.append(Sound(phone, start + (end - start) * i // len(named), said[0].word))
    return made


def _ways(words: Sequence[str], lexicon: Lexicon) -> Iterator[Phones]:
    every = product(*(lexicon[word] for word in words))
    return (sum(ways, ()) for ways in islice(every, _MOST_WAYS))


_Step = tuple[int, int, Phones]  # first of the sounds, how many, the phones they stand for


def _nearest(said: Phones, way: Phones) -> tuple[float, list[_Step]]:
    """The cheapest way to share what was said among the phones: one for one, two for one, or one for two.

    The cost is infinite where there are too few of either.
    """
    found: dict[tuple[int, int], tuple[float, list[_Step]]] = {(0, 0): (0.0, [])}
    for i in range(len(said) + 1):
        for j in range(len(way) + 1):
            steps = []
            for sounds, phones, more in ((1, 1, 0.0), (2, 1, _MORE), (1, 2, _FEWER)):
                before = found.get((i - sounds, j - phones))
                if before is not None:
                    taken, named = said[i - sounds : i], way[j - phones : j]
                    each = [_apart(a, b) for a, b in product(taken, named)]
                    cost = before[0] + more + min(each) + _OTHER * (max(each) - min(each))
                    steps.append((cost, before[1], (i - sounds, sounds, named)))
            if steps:
                cost, path, step = min(steps, key=lambda step: step[0])
                found[i, j] = cost, [*path, step]
    return found.get((len(said), len(way)), (float("inf"), []))


def _apart(a: str, b: str) -> float:
    return _HABIT if frozenset((a, b)) in _HABITS else apart(a, b)
