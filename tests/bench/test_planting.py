"""Planted truth: offsets that hold, words that are really said or left out, halves that share nothing."""

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.corpus import items
from tests.bench.plant import Planter, Rep, Said, perfect, spell
from tests.bench.scripts import BenchScript, all_scripts, compile_script
from tests.bench.sound import speak
from tests.bench.voices import SPEAKERS, Call, Pace, Speech

SCRIPTS = all_scripts()
planted = st.builds(
    lambda seed, script: (script, Planter(seed).plant(script)), st.text(max_size=8), st.sampled_from(SCRIPTS)
)


class ToneVoice:
    """Says every word as a tone of a fifth of a second (longer when stretched), with a short rest at each comma."""

    rate_hz = 8000

    def say(self, words: Sequence[Call], pace: Pace) -> Speech:
        pieces, times, at = [], [], 0.0
        for call in words:
            length_s, rest_s = 0.2 * call.stretch * pace.slowness, 0.1 if call.pause else 0.0
            clock = np.arange(round(length_s * self.rate_hz)) / self.rate_hz
            pieces += [np.sin(2 * np.pi * 200 * clock), np.zeros(round(rest_s * self.rate_hz))]
            times.append((at, at + len(clock) / self.rate_hz))
            at += (len(clock) + len(pieces[-1])) / self.rate_hz
        return Speech(np.concatenate(pieces), self.rate_hz, tuple(times))


def spoken_in_order(said: Sequence[Said]) -> list[tuple[int, int]]:
    """The units spoken, each once however many words it has."""
    ranges: list[tuple[int, int]] = []
    for word in said:
        if word.script is not None and (not ranges or ranges[-1] != word.script):
            ranges.append(word.script)
    return ranges


def test_the_halves_share_no_script_and_no_voice() -> None:
    halves = {half: {script.id for script in SCRIPTS if script.half == half} for half in ("tune", "report")}
    voices = {half: {speaker.name for speaker in SPEAKERS if speaker.half == half} for half in ("tune", "report")}
    assert len(halves["tune"]) >= 12
    assert len(halves["report"]) >= 12
    assert not halves["tune"] & halves["report"]
    assert not voices["tune"] & voices["report"]
    assert len(voices["tune"] | voices["report"]) >= 6
    texts = [script.text for script in SCRIPTS]
    assert len(set(texts)) == len(texts)


def test_the_voice_the_model_never_heard_is_never_tuned_on() -> None:
    assert [(speaker.half, speaker.seen) for speaker in SPEAKERS if speaker.name == "ked"] == [("report", False)]
    assert all(item.speaker.name != "ked" for item in items() if item.script.half == "tune")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_units_stand_in_the_text_in_order(script: BenchScript) -> None:
    assert all(before.end <= after.start for before, after in pairwise(script.units))
    for unit in script.units:
        written = script.text[unit.start : unit.end]
        assert written == written.strip()
        assert written
        assert unit.spoken
    assert 30 <= len(script.units) <= 120


def test_a_spoken_form_keeps_its_pauses_and_takes_hyphens_apart() -> None:
    script = compile_script("x", "tune", "Ring {704-555|seven oh four, five|phone}, well-known Ben.")
    assert [(script.text[unit.start : unit.end], unit.word, unit.spoken[-1].pause) for unit in script.units] == [
        ("Ring", "ring", ""),
        ("704-555", "seven oh four five", ","),
        ("well-known", "well known", ""),
        ("Ben", "ben", "."),
    ]
    assert script.text == "Ring 704-555, well-known Ben."
    assert [token.pause for token in script.units[1].spoken] == ["", "", ",", ","]


def test_a_mark_left_open_is_refused() -> None:
    with pytest.raises(ValueError, match="left open"):
        compile_script("x", "tune", "Hi {Dana|dayna, this is Erik.")


@given(planted)
def test_an_event_stands_on_whole_units_of_the_script(case: tuple[BenchScript, Rep]) -> None:
    script, rep = case
    starts, ends = {unit.start for unit in script.units}, {unit.end for unit in script.units}
    for event in rep.events:
        if event.kind == "overrun":
            assert event.start == event.end == len(script.text)
        else:
            assert event.start in starts
            assert event.end == event.start or event.end in ends
        assert (event.start == event.end) == (
            event.kind in ("insertion", "filled_pause", "lexical_filler", "long_pause", "overrun")
        )


@given(planted)
def test_no_two_events_stand_side_by_side(case: tuple[BenchScript, Rep]) -> None:
    _, rep = case
    inside = sorted((event.first_unit, event.last_unit) for event in rep.events if event.kind != "overrun")
    assert all(after[0] - before[1] >= 2 for before, after in pairwise(inside))


@given(planted)
def test_everything_else_is_said_once_and_in_order(case: tuple[BenchScript, Rep]) -> None:
    script, rep = case
    left_out = [event for event in rep.events if event.kind == "omission"]
    twice = [event for event in rep.events if event.kind in ("repetition", "self_correction")]
    spoken = spoken_in_order(rep.said)
    for unit in script.units:
        times = spoken.count((unit.start, unit.end))
        if any(event.start <= unit.start < event.end for event in left_out):
            assert times == 0
        elif any(event.start <= unit.start < event.end for event in twice):
            assert times >= 1
        elif not unit.free:
            assert times == 1
    assert spoken == sorted(spoken) or twice


@given(planted)
def test_what_an_event_says_is_said(case: tuple[BenchScript, Rep]) -> None:
    _, rep = case
    for number, event in enumerate(rep.events):
        own = [word.word for word in rep.said if word.event == number]
        if event.kind in ("omission", "long_pause") or event.detail == "slow pace":
            assert own == []
        elif event.kind == "number":
            assert len(own) == 1
            assert own[0] in event.said.split()
        else:
            said = event.said.replace(",", " ").replace(".", " ").replace("-", " ").split()
            assert " ".join(own).split() == said


@given(planted)
def test_a_wrong_digit_is_wrong_in_one_place(case: tuple[BenchScript, Rep]) -> None:
    script, rep = case
    for event in rep.events:
        if event.kind == "number":
            unit = next(unit for unit in script.units if unit.start == event.start)
            right, said = unit.word.split(), event.said.split()
            assert sum(a != b for a, b in zip(right, said, strict=True)) == 1


def test_every_planted_take_of_the_corpus_has_events_of_mixed_kinds() -> None:
    reps = [item.rep for item in items() if "planted" in item.id]
    assert all(3 <= len(rep.events) <= 6 for rep in reps)
    assert all(len({event.kind for event in rep.events}) >= 2 for rep in reps)
    kinds = {event.kind for rep in reps for event in rep.events}
    assert kinds == {
        "omission",
        "substitution",
        "insertion",
        "repetition",
        "self_correction",
        "filled_pause",
        "lexical_filler",
        "long_pause",
        "overrun",
        "number",
    }


def test_the_corpus_is_the_same_each_time() -> None:
    assert items() == items()


def test_a_perfect_rep_says_the_script_and_nothing_else() -> None:
    for script in SCRIPTS:
        rep = perfect(script, random.Random(1))
        assert not rep.events
        due = [(unit.start, unit.end) for unit in script.units if not unit.free]
        spoken = spoken_in_order(rep.said)
        assert [place for place in spoken if place in due] == due


def test_a_cut_off_word_is_shortened_and_what_follows_moves_along() -> None:
    said = [Said("to", (0, 2)), Said("tuesday", None, kept=0.5, silence_s=0.3, event=0), Said("thursday", (3, 11))]
    whole = speak(
        ToneVoice(), [Said("to", None), Said("tuesday", None), Said("thursday", None)], Pace(2.0, 1.0), (0, 0)
    )
    cut = speak(ToneVoice(), said, Pace(2.0, 1.0), (0, 0))
    assert cut.times[1] == pytest.approx((0.4, 0.6))
    assert cut.times[2] == pytest.approx((0.9, 1.3))
    assert len(cut.samples) == pytest.approx(len(whole.samples) + 0.1 * ToneVoice.rate_hz, abs=2)
    assert not np.any(cut.samples[round(0.61 * 8000) : round(0.89 * 8000)])


def test_a_silence_put_in_is_silent_and_as_long_as_asked() -> None:
    speech = speak(ToneVoice(), [Said("a", None, silence_s=2.0), Said("b", None)], Pace(1.0, 1.0), (0, 0))
    assert speech.times[1][0] - speech.times[0][1] == pytest.approx(2.0)
    assert not np.any(speech.samples[round(0.25 * 8000) : round(2.15 * 8000)])


def test_what_is_said_can_be_read() -> None:
    assert spell([Said("tuesday", None, kept=0.5), Said("thursday", None, ".")]) == "tuesday- thursday."
