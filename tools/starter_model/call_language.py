"""What calls are full of and general English is not: numbers said digit by digit, and names where they are given."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tools.starter_model.language import Language, pair

_BLANKS = tomllib.loads(Path(__file__).with_name("calls.toml").read_text(encoding="utf-8"))["blanks"]

_AFTER_DIGIT, _AFTER_DIGITS = 0.3, 0.85  # chance of a digit after one and after two; one alone is mostly a count
_GREETED, _NAMED, _IN_FULL = 0.35, 0.2, 0.3  # of a first name after a greeting and after "this is", of a last one then
_GREETINGS = ("hi", "hello", "hey")
_NAMING = (("this", "is"), ("name", "is"))
_TITLES = ("mr", "mrs", "ms", "dr")

History = tuple[str, ...]  # one word or two


@dataclass(frozen=True, slots=True)
class Habit:
    """What follows a history in calls: with this chance one of these words, each as likely as the others."""

    share: float
    words: Sequence[str]


def habits() -> dict[History, Habit]:
    digits, first, last = (_BLANKS[name] for name in ("digit", "first", "last"))
    found: dict[History, Habit] = {(digit,): Habit(_AFTER_DIGIT, digits) for digit in digits}
    found |= {(digit, other): Habit(_AFTER_DIGITS, digits) for digit in digits for other in digits}
    found |= {(word,): Habit(_GREETED, first) for word in _GREETINGS}
    found |= {words: Habit(_NAMED, first) for words in _NAMING}
    found |= {(word,): Habit(_IN_FULL, last) for word in (*first, *_TITLES)}
    return found


def with_habits(language: Language, habits: Mapping[History, Habit]) -> Language:
    """The language with these mixed in, as far as it has their words.

    NB: what it backs off with is left as it was: pruning works it out anew.
    """
    place = {word: i for i, word in enumerate(language.words)}
    known = [
        (tuple(place[word] for word in history), habit.share, np.unique([place[word] for word in habit.words]))
        for history, habit in habits.items()
        if place.keys() >= {*history, *habit.words}
    ]
    said = [(*history, int(word)) for history, _, words in known for word in words]
    language = _with_bigrams(language, {words[i : i + 2] for words in said for i in range(len(words) - 1)})
    language = _with_trigrams(language, {words for words in said if len(words) == 3})
    p2, p3 = np.exp(language.log_p2.astype(np.float64)), np.exp(language.log_p3.astype(np.float64))
    pairs = language.pairs()
    for history, share, words in known:
        if len(history) == 1:
            chances, last, key, column = p2, language.word, history[0], language.before
        else:
            key = int(np.searchsorted(pairs, history[0] * len(place) + history[1]))
            chances, last, column = p3, language.third, language.bigram
        begin, end = np.searchsorted(column, (key, key + 1))
        chances[begin:end] *= 1 - share
        chances[begin + np.searchsorted(last[begin:end], words)] += share / len(words)
    return replace(language, log_p2=np.log(p2).astype(np.float32), log_p3=np.log(p3).astype(np.float32))


def _with_bigrams(language: Language, wanted: set[tuple[int, ...]]) -> Language:
    """Those it lacks, as likely as it is to back off to them."""
    count = len(language.words)
    before, word = np.array(sorted(wanted), np.int32).reshape(-1, 2).T
    new = ~np.isin(pair(before, word, count), language.pairs())
    before, word = before[new], word[new]
    order = np.lexsort((np.concatenate((language.word, word)), np.concatenate((language.before, before))))
    place = np.argsort(order).astype(np.int32)
    backed_off = language.backoff1[before] + language.log_p1[word]
    return replace(
        language,
        before=np.concatenate((language.before, before))[order],
        word=np.concatenate((language.word, word))[order],
        log_p2=np.concatenate((language.log_p2, backed_off))[order],
        backoff2=np.concatenate((language.backoff2, np.zeros(len(word), np.float32)))[order],
        bigram=place[language.bigram],
    )


def _with_trigrams(language: Language, wanted: set[tuple[int, ...]]) -> Language:
    """The same; the pairs they begin with and end in must be there."""
    count, pairs = len(language.words), language.pairs()
    first, second, third = np.array(sorted(wanted), np.int32).reshape(-1, 3).T
    bigram = np.searchsorted(pairs, pair(first, second, count)).astype(np.int32)
    new = ~np.isin(pair(bigram, third, count), pair(language.bigram, language.third, count))
    bigram, second, third = bigram[new], second[new], third[new]
    shorter = np.searchsorted(pairs, pair(second, third, count))
    backed_off = language.backoff2[bigram] + language.log_p2[shorter]
    bigrams, thirds = np.concatenate((language.bigram, bigram)), np.concatenate((language.third, third))
    order = np.lexsort((thirds, bigrams))
    return replace(
        language,
        bigram=bigrams[order],
        third=thirds[order],
        log_p3=np.concatenate((language.log_p3, backed_off))[order],
    )
