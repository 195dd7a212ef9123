"""Where a voice that tells of phones alone begins its words: where another, that tells of both, does among them."""

from tests.bench.voices import _spoken, _word_signs
from tools.starter_model.espeak import Sign


def phones(spelled: str, step: int = 100) -> list[Sign]:
    return [Sign(step * at, phone, -1, 0) for at, phone in enumerate(spelled.split())]


def with_words(signs: list[Sign], **at: int) -> list[Sign]:
    """Words begin before these phones."""
    told = list(signs)
    for character, place in sorted(at.items(), key=lambda each: -each[1]):
        told.insert(place, Sign(signs[place].sample, None, int(character[1:]), 2))
    return told


def test_words_begin_at_the_same_phones() -> None:
    plain = with_words(phones("h aI _: V m _: D I s"), c0=0, c3=3, c6=6)
    other = phones("_: h aI _: _ V m D I s _:", step=70)
    found = _word_signs(plain, _spoken(other), 9999)
    assert [(sign.character, sign.sample) for sign in found] == [(0, 70), (3, 350), (6, 490)]
    assert all(sign.phone is None for sign in found)


def test_a_phone_that_only_one_of_them_has_moves_no_word_but_its_own() -> None:
    plain = with_words(phones("g a b ; r i: @L V m"), c0=0, c8=7)
    assert [sign.sample for sign in _word_signs(plain, _spoken(phones("g a b r i: @L V m")), 9999)] == [0, 600]
    changed = _word_signs(plain, _spoken(phones("g a b r i: @L A m")), 9999)
    assert [sign.sample for sign in changed] == [0, 700]  # the next that both have


def test_a_word_of_which_nothing_is_found_begins_at_the_end() -> None:
    plain = with_words(phones("h aI V m"), c0=0, c3=2)
    assert [sign.sample for sign in _word_signs(plain, _spoken(phones("h aI")), 9999)] == [0, 9999]
