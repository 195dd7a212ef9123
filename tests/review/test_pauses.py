"""Silences against what is written there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.account import SpokenWord
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.pauses import Place, Silence, find_silences, long_pauses, missing_pauses
from app.script.script import Script, parse
from app.settings import Settings

SETTINGS = Settings()
WRITTEN = "Hi Marta, this is Nora. I put together one page. [pause] Call me at 704-555-0142 before Friday."


def place_of(script: Script, text: str) -> int:
    return next(index for index, word in enumerate(script.words) if word.text == text)


def spoken(script: Script, silences: dict[str, float], left_out: tuple[str, ...] = ()) -> list[SpokenWord]:
    """Every word for 0.3 s, 0.05 s after the one before; `silences`: the word -> the silence before it, in s."""
    words = []
    clock = 1.0
    for index, word in enumerate(script.words):
        if word.text in left_out:
            continue
        clock += silences.get(word.text, 0.05)
        words.append(SpokenWord(word.text.lower(), clock, clock + 0.3, 0.9, index))
        clock += 0.3
    return words


def said(script: Script, **other: Verdict) -> list[Verdict]:
    return [other.get(word.text, Verdict.SAID) for word in script.words]


def silences_of(script: Script, words: list[SpokenWord], verdicts: list[Verdict] | None = None) -> tuple[Silence, ...]:
    return find_silences(script, words, verdicts or said(script), SETTINGS.pause_s)


def long_ones(script: Script, words: list[SpokenWord], verdicts: list[Verdict] | None = None) -> tuple[Finding, ...]:
    return long_pauses(silences_of(script, words, verdicts), SETTINGS)


def missing(script: Script, words: list[SpokenWord]) -> tuple[Finding, ...]:
    return missing_pauses(script, words, said(script), SETTINGS)


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("is", Place.INSIDE),
        ("this", Place.MARK),
        ("I", Place.STOP),
        ("Call", Place.PLANNED),
        ("704-555-0142", Place.NUMBER),
    ],
)
def test_a_silence_knows_what_is_written_where_it_fell(before: str, place: Place) -> None:
    script = parse(WRITTEN)
    (silence,) = [each for each in silences_of(script, spoken(script, {before: 0.5})) if each.length_s > 0.3]
    assert silence.place is place
    assert silence.before == place_of(script, before)
    assert silence.length_s == pytest.approx(0.5)


def test_a_silence_counts_from_a_quarter_of_a_second() -> None:
    script = parse("Hi Marta, this is Nora.")
    lengths = {"this": 0.24, "is": 0.26}
    assert [script.words[each.before].text for each in silences_of(script, spoken(script, lengths))] == ["is"]


@pytest.mark.parametrize(
    ("before", "longest_s"),
    [("is", 1.2), ("this", 1.6), ("I", 2.0), ("704-555-0142", 2.0)],
)
def test_how_long_a_pause_may_be_depends_on_its_place(before: str, longest_s: float) -> None:
    script = parse(WRITTEN)
    assert not long_ones(script, spoken(script, {before: longest_s - 0.01}))
    (finding,) = long_ones(script, spoken(script, {before: longest_s + 0.01}))
    assert finding.kind is Kind.LONG_PAUSE
    assert finding.certainty is Certainty.CERTAIN
    assert finding.counts
    assert finding.script_start == finding.script_end == place_of(script, before)
    assert finding.end - finding.start == pytest.approx(longest_s + 0.01)


def test_a_planned_pause_may_be_as_long_as_one_likes() -> None:
    script = parse(WRITTEN)
    assert not long_ones(script, spoken(script, {"Call": 5.0}))


def test_silence_before_the_first_and_after_the_last_word_is_no_pause() -> None:
    script = parse("Hi Marta.")
    words = [
        SpokenWord("huh", 0.0, 0.2, 0.4, None),
        *(SpokenWord(word.text, 9.0 + index, 10.0 + index, 0.9, index) for index, word in enumerate(script.words)),
        SpokenWord("huh", 19.0, 19.2, 0.4, None),
    ]
    assert silences_of(script, words) == ()


def test_an_um_between_two_silences_leaves_at_most_one_long_pause() -> None:
    script = parse("Hi Marta this is Nora.")
    index = place_of(script, "this")
    words = spoken(script, {"this": 4.0})
    um = SpokenWord("um", words[index - 1].end + 1.3, words[index - 1].end + 1.7, 0.9, None)
    words.insert(index, um)
    (finding,) = long_ones(script, words)
    assert (finding.start, finding.end) == (um.end, words[index + 1].start)


def test_an_um_in_the_middle_makes_no_long_pause_of_two_short_ones() -> None:
    script = parse("Hi Marta this is Nora.")
    words = spoken(script, {"this": 2.4})
    index = place_of(script, "this")
    words.insert(index, SpokenWord("um", words[index - 1].end + 1.0, words[index - 1].end + 1.4, 0.9, None))
    assert not long_ones(script, words)


def test_a_silence_where_a_word_may_have_been_missed_is_not_certain() -> None:
    script = parse("Hi Marta this is really Nora.")
    words = spoken(script, {"Nora": 1.5}, left_out=("really",))
    (unsure,) = long_ones(script, words, said(script, really=Verdict.UNSURE))
    assert unsure.certainty is Certainty.UNSURE
    assert not unsure.counts
    (sure,) = long_ones(script, words, said(script, really=Verdict.SKIPPED))
    assert sure.counts


def test_a_sentence_left_out_still_leaves_a_full_stop() -> None:
    script = parse("Hi Marta. This is Nora. I put together one page.")
    words = spoken(script, {"I": 1.9}, left_out=("This", "is", "Nora"))
    assert not long_ones(script, words)


def test_going_back_within_a_sentence_is_inside_a_clause() -> None:
    script = parse("I'll send it this afternoon.")
    words = [
        SpokenWord("i'll", 0.0, 0.3, 1, 0),
        SpokenWord("send", 0.3, 0.6, 1, 1),
        SpokenWord("i'll", 2.0, 2.3, 1, 0),
        SpokenWord("send", 2.3, 2.6, 1, 1),
    ]
    (finding,) = long_ones(script, words)
    assert finding.script_start == 2


def test_the_gaps_between_the_groups_of_a_phone_number_may_be_long() -> None:
    script = parse("Call 704-555-0142 now.")
    words = [
        SpokenWord("call", 0.0, 0.3, 1, 0),
        SpokenWord("seven", 0.8, 1.1, 1, 1),
        SpokenWord("five", 2.9, 3.2, 1, 1),
        SpokenWord("now", 3.3, 3.6, 1, 2),
    ]
    assert not long_ones(script, words)


def test_a_planned_pause_that_was_not_made_is_missed_where_it_should_be() -> None:
    script = parse(WRITTEN)
    (finding,) = missing(script, spoken(script, {"704-555-0142": 0.5}))
    assert finding.kind is Kind.MISSING_PAUSE
    assert finding.expected == "[pause]"
    assert finding.script_start == finding.script_end == place_of(script, "Call")
    assert not finding.counts
    assert not missing(script, spoken(script, {"704-555-0142": 0.5, "Call": 0.25}))


def test_a_phone_number_without_a_gap_before_it_is_a_missing_pause() -> None:
    script = parse(WRITTEN)
    (finding,) = missing(script, spoken(script, {"Call": 0.5}))
    index = place_of(script, "704-555-0142")
    assert (finding.script_start, finding.script_end, finding.expected) == (index, index + 1, "704-555-0142")
    assert not finding.counts


def test_where_an_um_fills_the_planned_pause_only_the_um_is_told() -> None:
    script = parse(WRITTEN)
    words = spoken(script, {"704-555-0142": 0.5, "Call": 0.4})
    index = place_of(script, "Call")
    words.insert(index, SpokenWord("um", words[index - 1].end, words[index - 1].end + 0.3, 0.9, None))
    assert not missing(script, words)


def test_no_pause_is_missed_beside_words_nobody_said() -> None:
    script = parse("Hi Marta. [pause] Call me.")
    assert not missing(script, spoken(script, {}, left_out=("Call", "me")))
    assert not missing(script, [])
    assert silences_of(script, []) == ()


@given(st.lists(st.tuples(st.floats(0, 4), st.floats(0, 1), st.integers(-1, 15)), max_size=40))
def test_whatever_was_said_every_silence_lies_between_its_words(steps: list[tuple[float, float, int]]) -> None:
    script = parse(WRITTEN)
    words = []
    clock = 0.0
    for gap_s, length_s, index in steps:
        clock += gap_s
        words.append(SpokenWord("x", clock, clock + length_s, 0.5, index if 0 <= index < len(script.words) else None))
        clock += length_s
    silences = silences_of(script, words)
    assert len(silences) < max(len(words), 1)
    for silence in silences:
        assert silence.length_s >= SETTINGS.pause_s
        assert 0 <= silence.before <= len(script.words)
        assert not any(silence.start < word.start < silence.end for word in words)
    findings = (*long_pauses(silences, SETTINGS), *missing_pauses(script, words, said(script), SETTINGS))
    assert all(0 <= each.script_start <= each.script_end <= len(script.words) for each in findings)
