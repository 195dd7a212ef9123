"""Pace, the overrun, the phone number's pace."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.account import SpokenWord
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.overrun import Overrun, find_overrun, sentence_times
from app.review.timing import (
    articulation_rate_wpm,
    hurried_numbers,
    pace_curve,
    without_filled_pauses,
    words_per_minute,
)
from app.script.script import Script, parse


def steady(count: int, step_s: float = 0.4, start: float = 1.0) -> list[SpokenWord]:
    """Words without a gap, each `step_s` long."""
    return [
        SpokenWord("word", start + place * step_s, start + (place + 1) * step_s, 0.9, place) for place in range(count)
    ]


def spoken(script: Script, each_s: float = 0.5, start: float = 0.0) -> list[SpokenWord]:
    return [
        SpokenWord(word.text.lower(), start + place * each_s, start + (place + 1) * each_s, 0.9, place)
        for place, word in enumerate(script.words)
    ]


def found(kind: Kind, start: float, end: float, heard: str | None = None) -> Finding:
    return Finding(kind, Certainty.CERTAIN, 0, 0, start, end, None, heard, True)


def overrun(
    script: Script, words: list[SpokenWord], limit_s: float, findings: tuple[Finding, ...] = (), origin_s: float = 0.0
) -> Overrun:
    verdicts = [Verdict.SAID] * len(script.words)
    return find_overrun(
        script, words, verdicts, findings, origin_s, limit_s, words[0].start if words else 0.0, words[-1].end
    )


def test_words_a_minute_count_from_the_first_word_to_the_last() -> None:
    assert words_per_minute(steady(50, 0.4)) == pytest.approx(150)
    assert words_per_minute(steady(50, 0.4, start=100)) == pytest.approx(150)
    assert words_per_minute([]) == 0
    assert words_per_minute([SpokenWord("hi", 1.0, 1.0, 1.0, 0)]) == 0


def test_the_articulation_rate_leaves_pauses_out_but_not_short_gaps() -> None:
    slow = [SpokenWord("word", place * 1.0, place * 1.0 + 0.4, 1, place) for place in range(10)]
    assert words_per_minute(slow) == pytest.approx(10 * 60 / 9.4)
    assert articulation_rate_wpm(slow, 0.25) == pytest.approx(150)
    assert articulation_rate_wpm(slow, 0.7) == pytest.approx(words_per_minute(slow))


def test_an_um_is_no_word_of_the_pace_and_its_time_is_a_pause() -> None:
    words = [
        SpokenWord("hi", 0.0, 0.4, 1, 0),
        SpokenWord("um", 0.5, 0.9, 1, None),
        SpokenWord("well", 0.9, 1.0, 1, None),
        SpokenWord("marta", 1.0, 1.4, 1, 1),
    ]
    counting = without_filled_pauses(words, [found(Kind.FILLED_PAUSE, 0.5, 0.9, "um")])
    assert [word.heard for word in counting] == ["hi", "well", "marta"]
    assert articulation_rate_wpm(counting, 0.25) == pytest.approx(3 * 60 / 0.9)


def test_an_um_that_stands_in_the_script_is_a_word() -> None:
    words = [SpokenWord("um", 0.5, 0.9, 1, 0)]
    assert without_filled_pauses(words, [found(Kind.FILLED_PAUSE, 0.5, 0.9, "um")]) == tuple(words)


def test_a_steady_pace_is_a_level_curve_up_to_both_ends() -> None:
    curve = pace_curve(steady(75, 0.4, start=2.0))
    assert curve[0][0] == 2.0
    assert curve[-1][0] == pytest.approx(32.0)
    assert [wpm for _, wpm in curve] == pytest.approx([150.0] * len(curve))


def test_the_curve_shows_where_it_got_faster() -> None:
    slow = steady(25, 0.6)
    curve = pace_curve([*slow, *steady(50, 0.3, start=slow[-1].end)])
    assert curve[0][1] == pytest.approx(100)
    assert curve[-1][1] == pytest.approx(200)
    assert all(one[1] <= other[1] + 1e-6 for one, other in pairwise(curve))


def test_a_take_shorter_than_the_window_has_its_mean_pace() -> None:
    assert {round(wpm) for _, wpm in pace_curve(steady(5, 0.4))} == {150}
    assert pace_curve(steady(1)) == ()
    assert pace_curve([]) == ()


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), max_size=60), st.floats(0, 100))
def test_the_curve_never_leaves_the_speech_nor_counts_a_word_twice(
    steps: list[tuple[float, float]], start: float
) -> None:
    words = []
    clock = start
    for gap_s, length_s in steps:
        words.append(SpokenWord("x", clock + gap_s, clock + gap_s + length_s, 1, None))
        clock += gap_s + length_s
    curve = pace_curve(words)
    assert all(one[0] < other[0] for one, other in pairwise(curve))
    for at_s, wpm in curve:
        assert words[0].start <= at_s <= words[-1].end
        window_s = min(5.0, words[-1].end - words[0].start)
        assert 0 <= wpm <= len(words) * 60 / window_s * (1 + 1e-9)


SCRIPT = parse("Hi Marta, this is Nora. I put together one page for you. Until then.")


def test_within_the_limit_nothing_ran_over() -> None:
    words = spoken(SCRIPT)
    assert overrun(SCRIPT, words, limit_s=words[-1].end) == Overrun(0.0, None, None)


def test_the_limit_is_counted_from_the_origin_and_falls_on_a_word() -> None:
    words = spoken(SCRIPT, start=2.0)
    result = overrun(SCRIPT, words, limit_s=4.2, origin_s=2.0)
    assert result.overrun_s == pytest.approx(len(SCRIPT.words) * 0.5 - 4.2)
    assert result.limit_at_word == 8
    assert result.finding is not None
    assert (result.finding.script_start, result.finding.script_end) == (8, len(SCRIPT.words))
    assert (result.finding.start, result.finding.end) == (pytest.approx(6.2), words[-1].end)
    assert result.finding.heard == " ".join(word.text for word in SCRIPT.words[8:])
    assert result.finding.counts


def test_the_overrun_ends_with_the_last_word_that_was_said() -> None:
    words = spoken(SCRIPT)[:-2]
    verdicts = [Verdict.SAID] * (len(SCRIPT.words) - 2) + [Verdict.SKIPPED] * 2
    result = find_overrun(SCRIPT, words, verdicts, (), 0.0, 4.2, 0.0, words[-1].end)
    assert result.finding is not None
    assert result.finding.script_end == len(SCRIPT.words) - 2


def test_a_contraction_at_the_end_takes_in_both_its_words() -> None:
    script = parse("Tell me that I am")
    words = spoken(script)[:-1]
    result = overrun(script, words, limit_s=1.2)
    assert result.finding is not None
    assert result.finding.script_end == len(script.words)


def test_a_limit_within_the_ending_of_an_overrun_too_short_to_be_sure_of_does_not_count() -> None:
    words = spoken(SCRIPT)
    result = overrun(SCRIPT, words, limit_s=words[-1].end - 0.05)
    assert result.overrun_s == pytest.approx(0.05)
    assert result.finding is not None
    assert result.finding.certainty is Certainty.UNSURE
    assert not result.finding.counts


def test_where_only_additions_came_after_the_limit_no_script_word_is_blamed() -> None:
    words = [*spoken(SCRIPT), SpokenWord("bye", 20.0, 20.5, 1, None)]
    result = overrun(SCRIPT, words, limit_s=15.0)
    assert result.limit_at_word is None
    assert result.finding is not None
    assert result.finding.script_start == result.finding.script_end == len(SCRIPT.words)
    assert result.finding.heard == "bye"


def test_the_advice_names_what_took_the_time() -> None:
    words = spoken(SCRIPT)
    took = (
        found(Kind.FILLED_PAUSE, 1.0, 1.5, "um"),
        found(Kind.LONG_PAUSE, 3.0, 5.1),
        found(Kind.REPETITION, 5.0, 6.1, "this is"),
    )
    result = overrun(SCRIPT, words, limit_s=4.2, findings=took)
    assert result.finding is not None
    assert "The um, pause and repeat took 3 s." in (result.finding.advice or "")


def test_time_that_two_findings_share_is_lost_once() -> None:
    twice = (found(Kind.FILLED_PAUSE, 1.0, 3.5, "um"), found(Kind.FILLED_PAUSE, 1.5, 4.0, "uh"))
    result = overrun(SCRIPT, spoken(SCRIPT), limit_s=4.2, findings=twice)
    assert result.finding is not None
    assert "The two ums took 3 s." in (result.finding.advice or "")


def test_the_advice_names_the_sentence_that_cost_the_seconds() -> None:
    words = []
    clock = 0.0
    for place, word in enumerate(SCRIPT.words):
        length_s = 1.2 if 5 <= place < 12 else 0.3
        words.append(SpokenWord(word.text, clock, clock + length_s, 1, place))
        clock += length_s
    result = overrun(SCRIPT, words, limit_s=8.0)
    assert result.finding is not None
    assert "“I put together one …” took 8 s; at your pace it is" in (result.finding.advice or "")


def test_where_nothing_was_lost_the_script_is_too_long() -> None:
    words = spoken(SCRIPT)
    result = overrun(SCRIPT, words, limit_s=words[-1].end - 1.4)
    assert result.finding is not None
    assert "At your pace the script is about three words too long." in (result.finding.advice or "")


def test_the_sentences_share_the_whole_time_between_them() -> None:
    words = spoken(SCRIPT)
    times = sentence_times(SCRIPT, words)
    assert len(times) == len(SCRIPT.sentences)
    assert sum(each.seconds for each in times) == pytest.approx(words[-1].end - words[0].start)
    assert sum(each.share_s for each in times) == pytest.approx(words[-1].end - words[0].start)


def test_a_phone_number_said_slowly_costs_nobody_a_second() -> None:
    script = parse("Hi Marta, this is Nora. Call me at 704-555-0142.")
    words = spoken(script)
    words[-1] = SpokenWord("704-555-0142", words[-1].start, words[-1].start + 8.0, 1, words[-1].script_word)
    last = sentence_times(script, words)[-1]
    assert last.seconds > 8
    assert abs(last.excess_s) < 1


PHONE = parse("Call me at 704-555-0142 today.")


def dictated(seconds: float, verdict: Verdict = Verdict.SAID) -> tuple[Finding, ...]:
    digits = ["seven", "oh", "four", "five", "five", "five", "oh", "one", "four", "two"]
    step = seconds / len(digits)
    words = [SpokenWord("at", 0.0, 1.0, 1, 2)]
    words += [SpokenWord(digit, 1 + place * step, 1 + (place + 1) * step, 1, 3) for place, digit in enumerate(digits)]
    verdicts = [Verdict.SAID] * len(PHONE.words)
    verdicts[3] = verdict
    return hurried_numbers(PHONE, words, verdicts, 2.5)


def test_a_phone_number_faster_than_a_hand_writes_is_told_and_not_counted() -> None:
    (finding,) = dictated(3.0)
    assert finding.kind is Kind.NUMBER
    assert (finding.script_start, finding.script_end) == (3, 4)
    assert (finding.start, finding.end) == (1.0, pytest.approx(4.0))
    assert finding.heard is None
    assert not finding.counts
    assert "10 digits in 3.0 s, 3.3 a second" in (finding.advice or "")


def test_a_phone_number_slow_enough_to_write_down_is_fine() -> None:
    assert dictated(4.01) == ()


def test_a_phone_number_that_may_not_have_been_said_is_not_judged() -> None:
    assert dictated(1.0, Verdict.UNSURE) == ()
    assert dictated(1.0, Verdict.SKIPPED) == ()


@given(
    st.lists(st.tuples(st.floats(0, 2), st.floats(0.05, 1), st.integers(-3, 13)), min_size=1, max_size=30),
    st.floats(0.5, 30),
)
def test_whatever_was_said_an_overrun_points_into_the_script(
    steps: list[tuple[float, float, int]], limit_s: float
) -> None:
    words = []
    clock = 0.0
    for gap_s, length_s, index in steps:
        said = index if 0 <= index < len(SCRIPT.words) else None
        words.append(SpokenWord("x", clock + gap_s, clock + gap_s + length_s, 1, said))
        clock += gap_s + length_s
    result = overrun(SCRIPT, words, limit_s)
    assert result.overrun_s == pytest.approx(max(0.0, clock - limit_s))
    assert (result.finding is None) == (result.overrun_s == 0)
    if result.finding:
        assert 0 <= result.finding.script_start <= result.finding.script_end <= len(SCRIPT.words)
        assert result.limit_at_word in (None, result.finding.script_start)
        assert result.finding.advice
