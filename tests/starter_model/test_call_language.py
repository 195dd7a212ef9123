"""What calls are full of, mixed into a language: as likely as it is said to be, and at nothing else's whole expense."""

import numpy as np
import pytest

from tests.starter_model import tones
from tools.starter_model.call_language import Habit, habits, with_habits
from tools.starter_model.language import Language

HABITS = {
    ("the",): Habit(0.4, ("red", "back")),
    ("hello", "this"): Habit(0.5, ("boat", "is")),
    ("boat", "back"): Habit(0.25, ("call",)),
}


def chance(language: Language, *words: str) -> float:
    """Of the last word after those before it."""
    places = [language.words.index(word) for word in words]
    if len(places) == 1:
        return float(np.exp(language.log_p1[places[0]]))
    after = language.pairs().tolist()
    pair = places[-2] * len(language.words) + places[-1]
    if len(places) == 2:
        if pair in after:
            return float(np.exp(language.log_p2[after.index(pair)]))
        return float(np.exp(language.backoff1[places[0]])) * chance(language, words[1])
    history = places[0] * len(language.words) + places[1]
    if history not in after:
        return chance(language, *words[1:])
    bigram = after.index(history)
    found = np.flatnonzero((language.bigram == bigram) & (language.third == places[2]))
    if len(found):
        return float(np.exp(language.log_p3[found[0]]))
    return float(np.exp(language.backoff2[bigram])) * chance(language, *words[1:])


def test_a_habit_is_as_likely_as_told_and_the_rest_gives_way_alike() -> None:
    plain, mixed = tones.language(), with_habits(tones.language(), HABITS)
    for history, habit in HABITS.items():
        for word in ("red", "boat", "is", "back", "call"):
            was, share = chance(plain, *history, word), habit.share
            told = share / len(habit.words) if word in habit.words else 0.0
            if word in habit.words or (*history, word) == ("the", "red"):
                assert chance(mixed, *history, word) == pytest.approx((1 - share) * was + told)


def test_what_no_habit_tells_of_stays_as_it_was() -> None:
    plain, mixed = tones.language(), with_habits(tones.language(), HABITS)
    for words in (("hello", "this"), ("the", "red", "boat"), ("this", "is"), ("back", "call"), ("red", "boat")):
        assert chance(mixed, *words) == pytest.approx(chance(plain, *words))


def test_n_grams_stay_in_the_order_of_their_words() -> None:
    mixed = with_habits(tones.language(), HABITS)
    trigrams = list(zip(mixed.bigram.tolist(), mixed.third.tolist(), strict=True))
    assert np.all(np.diff(mixed.pairs()) > 0)
    assert trigrams == sorted(set(trigrams))
    assert len(mixed.backoff2) == len(mixed.log_p2) == len(mixed.word)


def test_a_habit_of_words_that_the_language_lacks_is_left_out() -> None:
    mixed = with_habits(tones.language(), {("the",): Habit(0.4, ("yacht",)), ("yacht",): Habit(0.4, ("red",))})
    assert chance(mixed, "the", "red") == pytest.approx(chance(tones.language(), "the", "red"))


def test_a_word_told_twice_is_told_once() -> None:
    twice = with_habits(tones.language(), {("the",): Habit(0.4, ("red", "back", "red"))})
    once = with_habits(tones.language(), {("the",): Habit(0.4, ("red", "back"))})
    assert chance(twice, "the", "red") == pytest.approx(chance(once, "the", "red"))
    assert chance(twice, "the", "back") == pytest.approx(chance(once, "the", "back"))


def test_after_two_digits_another_is_likely() -> None:
    found = habits()
    assert found["eight", "oh"].share > 0.5
    assert {"two", "zero"} <= set(found["eight", "oh"].words)
    assert "mary" in found["this", "is"].words
