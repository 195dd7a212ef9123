"""What a recipient reads of a take, and how much of it belongs to the first seconds."""

from app.recognition.transcript import FreeHearing, HeardWord
from app.review.as_read import as_read


def heard(*words: str, every_s: float = 1.0) -> FreeHearing:
    said = (HeardWord(word, at * every_s, (at + 0.9) * every_s, 1.0) for at, word in enumerate(words))
    return FreeHearing("fake", tuple(said))


def test_the_first_nine_seconds_count_from_where_the_clock_starts() -> None:
    words = tuple("abcdefghijklmno")
    assert as_read(heard(*words), 0.0).lit == "a b c d e f g h i"
    assert as_read(heard(*words), 2.5).lit == "a b c d e f g h i j k l"
    assert as_read(heard(*words), 2.5).rest == "m n o"


def test_a_short_message_is_read_whole_and_silence_has_nothing_to_read() -> None:
    assert as_read(heard("hi", "marta"), 0.0).rest == ""
    nothing = as_read(heard(), 1.0)
    assert (nothing.lit, nothing.rest, nothing.at(3.0)) == ("", "", None)


def test_what_the_model_has_no_word_for_is_a_gap() -> None:
    assert as_read(heard("hi", "<unk>", "[noise]", "marta"), 0.0).lit == "hi … … marta"


def test_the_word_that_sounds_is_known_until_the_next_begins() -> None:
    read = as_read(heard("a", "b", "c", every_s=2.0), 0.0)
    assert [read.at(at_s) for at_s in (None, 0.0, 1.95, 2.0, 99.0)] == [None, 0, 0, 1, 2]
