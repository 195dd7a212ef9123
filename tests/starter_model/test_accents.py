"""What an accent says, as the dictionary has it."""

from hypothesis import given
from hypothesis import strategies as st

from app.script.phones import PHONES
from tools.starter_model.accents import Sound, as_in_the_dictionary
from tools.starter_model.lexicon import Lexicon

_LEXICON: Lexicon = {
    "the": (("DH", "AH"), ("DH", "IY")),
    "car": (("K", "AA", "R"),),
    "four": (("F", "AO", "R"),),
    "of": (("AH", "V"),),
    "path": (("P", "AE", "TH"),),
    "read": (("R", "EH", "D"), ("R", "IY", "D")),
}
_PHONE_LENGTH = 1000  # samples


def _sounds(*words: str) -> list[Sound]:
    """Each word's phones, all of one length; an empty word has none."""
    told = [(phone, place) for place, word in enumerate(words) for phone in word.split()]
    return [Sound(phone, _PHONE_LENGTH * i, place) for i, (phone, place) in enumerate(told, 1)]


def _phones(sounds: list[Sound]) -> str:
    return " ".join(sound.phone for sound in sounds)


def test_a_sound_takes_the_name_of_what_it_stands_for() -> None:
    found = as_in_the_dictionary(_sounds("D AH", "P AA T"), ["the", "path"], _LEXICON)
    assert _phones(found) == "DH AH P AE TH"
    assert [sound.end for sound in found] == [1000, 2000, 3000, 4000, 5000]
    assert [sound.word for sound in found] == [0, 0, 1, 1, 1]


def test_a_sound_that_is_left_out_shares_the_time_of_its_neighbour() -> None:
    found = as_in_the_dictionary(_sounds("K AA"), ["car"], _LEXICON)
    assert found == [Sound("K", 1000, 0), Sound("AA", 1500, 0), Sound("R", 2000, 0)]


def test_a_sound_too_many_belongs_to_the_one_beside_it() -> None:
    found = as_in_the_dictionary(_sounds("F AO R R"), ["four"], _LEXICON)
    assert found == [Sound("F", 1000, 0), Sound("AO", 2000, 0), Sound("R", 4000, 0)]


def test_the_way_is_taken_that_is_nearest() -> None:
    assert _phones(as_in_the_dictionary(_sounds("R IY T"), ["read"], _LEXICON)) == "R IY D"
    assert _phones(as_in_the_dictionary(_sounds("R EH T"), ["read"], _LEXICON)) == "R EH D"


def test_words_said_as_one_are_looked_up_as_one() -> None:
    found = as_in_the_dictionary(_sounds("AH V D AH", "", "K AA"), ["of", "the", "car"], _LEXICON)
    assert _phones(found) == "AH V DH AH K AA R"
    assert [sound.word for sound in found] == [0, 0, 0, 0, 2, 2, 2]


def test_a_word_that_is_said_otherwise_stays_as_it_was_said() -> None:
    said = _sounds("S UW M", "B IY", "AH M")
    assert as_in_the_dictionary(said, ["path", "unheard-of", "um"], _LEXICON) == said


def test_a_pause_stays() -> None:
    said = [Sound("SIL", 500, -1), *(Sound(each.phone, each.end + 500, each.word) for each in _sounds("D AH"))]
    assert _phones(as_in_the_dictionary(said, ["the"], _LEXICON)) == "SIL DH AH"


@given(
    st.lists(st.tuples(st.sampled_from(sorted(_LEXICON)), st.lists(st.sampled_from(PHONES), max_size=6)), max_size=5)
)
def test_whatever_is_said_the_time_and_the_words_stay(told: list[tuple[str, list[str]]]) -> None:
    said = _sounds(*(" ".join(phones) for _, phones in told))
    found = as_in_the_dictionary(said, [word for word, _ in told], _LEXICON)
    assert [each.end for each in found] == sorted({each.end for each in found})
    assert {each.word: each.end for each in found} == {each.word: each.end for each in said}
