"""Loudness: the figures of sounds whose loudness is known."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audio.level import Levels, LevelTrack, meter, stretches

RATE = 16000


def at_dbfs(dbfs: float, seconds: float, hz: float = 150.0, rate: int = RATE) -> np.ndarray:
    """A tone whose RMS is that far under full scale."""
    wave = np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)
    return 32768 * 10 ** (dbfs / 20) * math.sqrt(2) * wave


def hiss(dbfs: float, seconds: float) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 32768 * 10 ** (dbfs / 20), round(seconds * RATE))


def int16(samples: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


def levels(samples: np.ndarray, rate: int = RATE) -> Levels:
    track = LevelTrack(rate)
    track.feed(int16(samples))
    return track.levels()


def speech_in_noise(speech: float, noise: float) -> np.ndarray:
    """2 s of noise, and in it from 0.5 to 1.3 s syllables of 0.2 s."""
    samples = hiss(noise, 2.0)
    for start in (0.5, 0.8, 1.1):
        first = round(start * RATE)
        samples[first : first + RATE // 5] += at_dbfs(speech, 0.2)
    return samples


@pytest.mark.parametrize(
    ("speech", "noise"),
    [(-30, -80), (-30, -60), (-30, -45), (-20, -80), (-20, -45), (-20, -35), (-12, -60), (-12, -35)],
)
def test_speech_is_found_in_its_noise_and_both_are_measured(speech, noise):
    found = levels(speech_in_noise(speech, noise))
    assert found.level_dbfs == pytest.approx(speech, abs=2.0)
    assert found.noise_dbfs == pytest.approx(noise, abs=1.5)
    assert found.speech_start_s == pytest.approx(0.5, abs=0.04)
    assert found.speech_end_s == pytest.approx(1.3, abs=0.04)
    assert found.clipped == ()
    assert found.dead == ()


def test_a_click_before_the_speech_is_not_its_start():
    samples = speech_in_noise(-20, -60)
    samples[1600:1700] += 20000
    assert levels(samples).speech_start_s == pytest.approx(0.5, abs=0.04)


def test_speech_between_exact_zeros_is_found_too():
    samples = np.concatenate([np.zeros(8000), at_dbfs(-20, 0.5), np.zeros(4000), at_dbfs(-24, 0.5), np.zeros(8000)])
    found = levels(samples)
    assert found.speech_start_s == pytest.approx(0.5, abs=0.04)
    assert found.speech_end_s == pytest.approx(1.75, abs=0.04)


def test_noise_alone_has_no_speech_in_it():
    found = levels(hiss(-50, 3.0))
    assert found.speech_start_s is None
    assert found.speech_end_s is None
    assert found.level_dbfs == pytest.approx(-50, abs=0.5)


def test_a_take_that_is_all_speech_is_speech_throughout():
    swell = 1 + 0.5 * np.sin(2 * np.pi * 4 * np.arange(2 * RATE) / RATE)
    found = levels(at_dbfs(-20, 2.0) * swell)
    assert found.speech_start_s == pytest.approx(0.0, abs=0.02)
    assert found.speech_end_s == pytest.approx(2.0, abs=0.12)  # it ends on a weak syllable


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
def test_a_tone_measures_the_same_at_every_rate(rate):
    found = levels(at_dbfs(-20, 1.0, rate=rate), rate)
    assert found.level_dbfs == pytest.approx(-20, abs=0.05)
    assert found.peak_dbfs == pytest.approx(-17, abs=0.1)


def test_clipping_is_timed_to_the_sample():
    samples = at_dbfs(-20, 1.0)
    samples[4000:4040] = 40000
    samples[8000:8002] = 40000  # two in a row may be chance
    samples[12000:12003] = -40000
    found = levels(samples)
    assert [round((end - start) * RATE) for start, end in found.clipped] == [40, 3]
    assert [start for start, _ in found.clipped] == pytest.approx([0.25, 0.75], abs=0.011)
    assert found.peak_dbfs == pytest.approx(0, abs=0.01)


def test_a_second_of_exact_zeros_is_a_dead_microphone_and_a_pause_is_not():
    loud = hiss(-30, 0.5)
    found = levels(np.concatenate([loud, np.zeros(RATE * 3 // 2), loud, np.zeros(RATE // 2), loud]))
    assert found.dead == (pytest.approx((0.5, 2.0), abs=0.02),)
    assert levels(np.zeros(2 * RATE)).dead == (pytest.approx((0.0, 2.0), abs=0.03),)


def test_silence_and_nothing_have_no_level_and_no_speech():
    for samples in (np.zeros(RATE), np.zeros(0), np.zeros(3)):
        found = levels(samples)
        assert found.level_dbfs == found.peak_dbfs == found.noise_dbfs == -math.inf
        assert found.speech_start_s is None


def test_the_variety_of_loudness_is_that_of_the_speech():
    steady = np.concatenate([hiss(-60, 1.0), at_dbfs(-20, 3.0), hiss(-60, 1.0)])
    varied = np.concatenate([hiss(-60, 1.0), *[at_dbfs(dbfs, 0.5) for dbfs in (-14, -26, -14, -26)], hiss(-60, 1.0)])
    calm, lively = levels(steady).loudness_sd_db, levels(varied).loudness_sd_db
    assert calm is not None
    assert lively is not None
    assert calm < 2.5
    assert lively == pytest.approx(6, abs=1.5)
    assert levels(at_dbfs(-20, 0.3)).loudness_sd_db is None


@given(st.lists(st.integers(0, 900), max_size=12), st.sampled_from([8000, 11025, 22050, 48000]), st.integers(0, 99))
def test_the_figures_do_not_depend_on_the_blocks(lengths, rate, seed):
    dice = np.random.default_rng(seed)
    samples = int16(dice.normal(0, 30000, sum(lengths)))  # clipped often
    whole, parts = LevelTrack(rate), LevelTrack(rate)
    whole.feed(samples)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        parts.feed(samples[end - length : end])
    assert np.array_equal(whole.rms_dbfs(), parts.rms_dbfs())
    assert whole.levels() == parts.levels()


def test_the_meter_shows_the_newest_block():
    shown = meter(int16(at_dbfs(-20, 0.1)))
    assert shown.rms_dbfs == pytest.approx(-20, abs=0.1)
    assert shown.peak_dbfs == pytest.approx(-17, abs=0.1)
    assert not shown.clipped
    assert meter(np.full(100, 32767, np.int16)).clipped
    assert meter(np.zeros(10, np.int16)).rms_dbfs == -math.inf
    assert meter(np.zeros(0, np.int16)).peak_dbfs == -math.inf


@given(st.lists(st.booleans()))
def test_stretches_are_the_marks_and_nothing_else(marks):
    marked = np.array(marks, bool)
    again = np.zeros(len(marked), bool)
    found = stretches(marked)
    for start, end in found:
        again[start:end] = True
    assert np.array_equal(again, marked)
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(found))
