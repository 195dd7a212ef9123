"""What espeak-ng says of its sound, as segments."""

from tools.starter_model.espeak import Sign, segments

_RATE_HZ = 1000


def _told(*signs: tuple[str | None, int]) -> list[tuple[str, int, int]]:
    """Phone, end in ms and word, of words that begin at characters 0, 1, 2, … and a sound of 1 s."""
    words = iter(range(9))
    made = [Sign(at, phone, -1 if phone is not None else next(words), 1) for phone, at in signs]
    return [
        (each.phone, round(1000 * each.end_s), each.word) for each in segments(made, list(range(9)), 1000, _RATE_HZ)
    ]


def test_an_l_that_is_said_in_one_with_its_vowel_gets_half_of_it() -> None:
    told = _told((None, 0), ("k", 0), ("O:", 100), ("l", 300), (None, 300), ("m", 300), ("i:", 400))
    assert told == [("K", 100, 0), ("AO", 200, 0), ("L", 300, 0), ("M", 400, 1), ("IY", 1000, 1)]
    told = _told((None, 0), ("t", 0), ("oU", 100), ("l", 300), ("d", 320))
    assert told == [("T", 100, 0), ("OW", 210, 0), ("L", 320, 0), ("D", 1000, 0)]


def test_an_l_of_its_own_and_one_of_the_next_word_keep_their_time() -> None:
    told = _told((None, 0), ("t", 0), ("oU", 100), ("l", 300), ("d", 340))
    assert told == [("T", 100, 0), ("OW", 300, 0), ("L", 340, 0), ("D", 1000, 0)]
    told = _told((None, 0), ("D", 0), ("@", 100), (None, 300), ("l", 300), ("aI", 320))
    assert told == [("DH", 100, 0), ("AH", 300, 0), ("L", 320, 1), ("AY", 1000, 1)]


def test_a_sound_of_two_phones_is_shared_and_what_is_no_sound_ends_nothing() -> None:
    told = _told((None, 0), ("A@", 0), (";", 200), ("_", 400))
    assert told == [("AA", 200, 0), ("R", 400, 0), ("SIL", 1000, -1)]
