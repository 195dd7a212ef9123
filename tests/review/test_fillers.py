"""Filled pauses by word and by sound, and words that only fill."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.transcript import HeardWord, Transcript
from app.review.fillers import FilledPause, filled_pauses, lexical_runs, part_fillers
from app.review.finding import Certainty
from app.review.weights import DEFAULT
from app.script.script import parse
from tests.review.tellings import sounds, tell

FILLED = ("um", "uh", "er", "ah", "mm")
PLAIN = "i'll send the plan today"
SCRIPT = parse("I'll send the plan today.")

Parted = tuple[Sequence[HeardWord], Sequence[HeardWord]]


def word(text: str, start: float, length: float, confidence: float = 1.0) -> HeardWord:
    return HeardWord(text, start, start + length, confidence)


def weighed(
    first: Parted, second: Parted | None = None, stretches: Sequence[tuple[float, float, float]] = ()
) -> list[tuple[float, Certainty]]:
    hearings = [first] if second is None else [first, second]
    return [(round(um.start, 2), um.certainty) for um in filled_pauses(hearings, stretches, SCRIPT, sounds(), DEFAULT)]


SURE, DOUBTED = Certainty.CERTAIN, Certainty.UNSURE


def test_fillers_are_parted_from_words() -> None:
    told = tell(SCRIPT, PLAIN.replace("send", "um send")).hearings[0]
    words, fillers = part_fillers(told, SCRIPT, FILLED)
    assert [each.word for each in words] == PLAIN.split()
    assert [each.word for each in fillers] == ["um"]


def test_a_filler_that_stands_in_the_script_is_a_word() -> None:
    script = parse("Say um, then uh-huh.")
    hearing = Transcript("free", (word("um", 0, 0.3), word("uh", 1, 0.3), word("er", 2, 0.3)))
    words, fillers = part_fillers(hearing, script, FILLED)
    assert [each.word for each in words] == ["um", "uh"]
    assert [each.word for each in fillers] == ["er"]


def test_a_word_heard_on_the_script_is_no_filler_however_it_is_spelled() -> None:
    hearing = Transcript("biased", (HeardWord("ah", 0, 0.2, 1.0, 3), HeardWord("ah", 1, 1.2, 1.0)))
    words, fillers = part_fillers(hearing, SCRIPT, FILLED)
    assert ([each.start for each in words], [each.start for each in fillers]) == ([0], [1])


# --- How sure


@pytest.mark.parametrize(
    ("length_s", "confidence", "second", "expected"),
    [
        # long: the recognizer's word is enough
        (0.4, 1.0, [], [SURE]),
        (0.4, 0.7, [], [SURE]),
        (0.4, 0.3, [], [DOUBTED]),
        # short: very sure of itself, and the second hearing has one there, too
        (0.15, 1.0, [word("um", 1.0, 0.15)], [SURE]),
        (0.15, 1.0, [word("um", 3.0, 0.15)], [DOUBTED]),
        (0.15, 0.8, [word("um", 1.0, 0.15)], [DOUBTED]),
        # shorter than anybody says one
        (0.06, 0.8, [word("um", 1.0, 0.06)], []),
    ],
)
def test_an_um_is_certain_by_its_length_and_by_what_bears_it_out(
    length_s: float, confidence: float, second: list[HeardWord], expected: list[Certainty]
) -> None:
    found = weighed(((), [word("um", 1.0, length_s, confidence)]), ((), second))
    assert [certainty for _, certainty in found] == expected


def test_a_doubted_long_um_is_certain_where_the_sound_is_that_of_one() -> None:
    um = word("um", 1.0, 0.4, 0.3)
    assert weighed(((), [um]), None, [(1.05, 1.3, 0.9)]) == [(1.0, SURE)]
    assert weighed(((), [um]), None, [(1.05, 1.3, 0.2)]) == [(1.0, DOUBTED)]
    assert weighed(((), [um]), None, [(2.05, 2.1, 0.9)]) == [(1.0, DOUBTED)]


def test_what_the_second_hearing_alone_takes_for_an_um_is_none() -> None:
    assert weighed(((), ()), ((), [word("um", 1.0, 0.4)])) == []


def test_an_um_that_no_hearing_took_for_a_word_is_heard_in_the_sound() -> None:
    assert weighed(((), ()), ((), ()), [(1.0, 1.4, 0.9)]) == [(1.0, SURE)]
    assert weighed(((), ()), ((), ()), [(1.0, 1.4, 0.3)]) == []  # not steady enough
    assert weighed(((), ()), ((), ()), [(1.0, 1.2, 0.9)]) == []  # too short


@pytest.mark.parametrize("hearing", [0, 1])
def test_a_drawn_out_vowel_inside_a_word_is_no_um(hearing: int) -> None:
    hearings: list[Parted] = [((), ()), ((), ())]
    hearings[hearing] = ([word("so", 0.9, 0.6)], ())
    assert weighed(hearings[0], hearings[1], [(1.0, 1.4, 0.9)]) == []


def test_an_um_heard_and_seen_is_one_um() -> None:
    assert weighed(((), [word("um", 1.0, 0.4)]), None, [(1.05, 1.4, 0.9)]) == [(1.0, SURE)]


words_at = st.builds(word, st.sampled_from(["um", "so"]), st.floats(0, 9), st.floats(0, 1), st.floats(0, 1))
lists = st.lists(words_at, max_size=4)
steady = st.lists(st.tuples(st.floats(0, 9), st.floats(0, 1), st.floats(0, 1)), max_size=4)


@given(lists, lists, lists, lists, steady)
def test_whatever_was_heard_gives_ums_in_order_and_none_but_from_the_first_hearing_or_the_sound(
    words: list[HeardWord],
    fillers: list[HeardWord],
    others: list[HeardWord],
    more: list[HeardWord],
    stretches: list[tuple[float, float, float]],
) -> None:
    spans = [(start, start + length, score) for start, length, score in stretches]
    found = filled_pauses([(words, fillers), (others, more)], spans, SCRIPT, sounds(), DEFAULT)
    assert [um.start for um in found] == sorted(um.start for um in found)
    assert len(found) <= len(fillers) + len(spans)
    assert {um.start for um in found} <= {each.start for each in fillers} | {start for start, _, _ in spans}
    assert {um.end for um in found} <= {each.end for each in fillers} | {end for _, end, _ in spans}
    assert all(isinstance(um, FilledPause) for um in found)


# --- Sounds of the script's own

NAMED = parse("Hello Mrs Delacroix, he can't come to town.")


def after(last: str, filler: str, length_s: float, last_s: float = 0.4, left_out: str = "") -> list[Certainty]:
    """How sure a filler is that follows right after a word; the other words take 0.4 s each."""
    words: list[HeardWord] = []
    heard: list[HeardWord] = []
    now = 0.5
    for each in tell(NAMED, "hello mrs delacroix he can't come to town").biased:
        if each.word == left_out:
            continue
        end = now + (last_s if each.word == last else 0.4)
        words.append(replace(each, start=now, end=end))
        now = end
        if each.word == last:
            heard.append(word(filler, now, length_s))
            now += length_s
    return [um.certainty for um in filled_pauses([(words, heard), (words, heard)], (), NAMED, sounds(), DEFAULT)]


def test_an_open_vowel_right_after_a_name_may_be_the_names() -> None:
    assert after("delacroix", "ah", 0.25) == [DOUBTED]
    assert after("delacroix", "um", 0.25) == [SURE]  # no name ends so
    assert after("delacroix", "ah", 0.4, last_s=0.6) == [SURE]  # nor draws out so long
    assert after("come", "ah", 0.25) == [SURE]  # another word


def test_an_um_that_ends_a_word_cut_short_may_be_the_words() -> None:
    assert after("come", "um", 0.3, last_s=0.1) == [DOUBTED]  # c-um
    assert after("come", "um", 0.3) == [SURE]  # come, um
    assert after("can't", "um", 0.3, last_s=0.1) == [SURE]


def test_a_filler_in_the_place_of_a_word_left_out_may_be_that_word() -> None:
    assert after("can't", "um", 0.3, left_out="come") == [DOUBTED]
    assert after("can't", "um", 0.9, left_out="come") == [SURE]  # too long to be


def test_what_is_heard_after_the_last_word_may_be_a_breath() -> None:
    words = [word("today", 0.5, 0.4)]
    for sure, certainty in ((0.7, DOUBTED), (1.0, SURE)):
        um = [word("um", 1.2, 0.3, sure)]
        assert weighed((words, um), (words, um)) == [(1.2, certainty)]
    um = [word("um", 0.1, 0.3, 0.7)]
    assert weighed((words, um), (words, um)) == [(0.1, SURE)]


def test_a_long_erm_heard_as_two_is_one() -> None:
    pieces = [word("er", 1.0, 0.15, 0.9), word("um", 1.15, 0.2, 1.0)]
    assert weighed(((), pieces), ((), ())) == [(1.0, SURE)]


def test_a_steady_sound_over_several_words_is_no_um() -> None:
    words = [word("so", 1.0, 0.15), word("we", 1.15, 0.15), word("all", 1.3, 0.15)]
    assert weighed((words, ()), (words, ()), [(1.0, 1.45, 0.9)]) == []


# --- Words that only fill

PHRASES = (("like",), ("you", "know"), ("you", "know", "what"), ("so",))


@pytest.mark.parametrize(
    ("added", "runs"),
    [
        ("", []),
        ("like", [(0, 1, True)]),
        ("really", [(0, 1, False)]),
        ("really quite", [(0, 2, False)]),
        ("you know", [(0, 2, True)]),
        ("you know what", [(0, 3, True)]),  # the longest
        ("you", [(0, 1, False)]),
        ("like so", [(0, 1, True), (1, 2, True)]),
        ("really like you know quite a lot", [(0, 1, False), (1, 2, True), (2, 4, True), (4, 7, False)]),
    ],
)
def test_added_words_are_cut_into_filler_phrases_and_the_rest(added: str, runs: list[tuple[int, int, bool]]) -> None:
    assert lexical_runs(added.split(), PHRASES) == runs


@given(st.lists(st.sampled_from(["like", "you", "know", "what", "so", "really"]), max_size=12))
def test_the_runs_tile_what_was_added(added: list[str]) -> None:
    runs = lexical_runs(added, PHRASES)
    at = 0
    for start, end, is_filler in runs:
        assert start == at < end
        assert is_filler == (tuple(added[start:end]) in PHRASES)
        at = end
    assert at == len(added)
