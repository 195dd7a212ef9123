"""Pitch and steadiness, on voices made here so that the truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audio.filled_pauses import SteadyStretch
from app.audio.pitch import PitchTrack
from app.audio.watcher import SoundWatcher, watch

RATE = 16000


def voice(f0_hz: np.ndarray, formants: np.ndarray, rate: int = RATE) -> np.ndarray:
    """Pulses of that pitch (Hz, one a sample) through two resonances (Hz, (2, samples)): vowels without consonants."""
    phase = 2 * np.pi * np.cumsum(f0_hz) / rate
    sound = np.zeros(len(f0_hz))
    for harmonic in range(1, 30):
        hz = harmonic * f0_hz
        gain = sum(1 / (1 + ((hz - formant) / 120) ** 2) for formant in formants) / harmonic**0.5
        sound += np.where(hz < 0.45 * rate, gain, 0) * np.sin(harmonic * phase)
    return np.rint(6000 * sound / np.abs(sound).max()).astype(np.int16)


def steady(seconds: float, f0_hz: float = 120.0, rate: int = RATE) -> np.ndarray:
    count = round(seconds * rate)
    return voice(np.full(count, f0_hz), np.outer([600, 1200], np.ones(count)), rate)


def talk(seconds: float, seed: int = 0) -> np.ndarray:
    """A voice whose pitch and colour are always on the move, five syllables a second."""
    dice = np.random.default_rng(seed)
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    knots = np.arange(0, seconds + 0.3, 0.1)
    turn = (np.arange(len(knots)) + seed) % 2

    def moving(low: float, high: float) -> np.ndarray:
        return np.interp(at, knots, low + (high - low) * np.clip(turn + dice.uniform(-0.3, 0.3, len(knots)), 0, 1))

    f0 = 120 * 2 ** (moving(-5, 5) / 12)
    formants = [moving(250, 850), moving(2300, 900)]
    return (voice(f0, np.array(formants)) * (0.55 - 0.45 * np.cos(2 * np.pi * 5 * at))).astype(np.int16)


def silence(seconds: float) -> np.ndarray:
    return np.random.default_rng(9).normal(0, 8, round(seconds * RATE)).astype(np.int16)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("f0_hz", [70.0, 120.0, 233.0, 380.0])
def test_the_pitch_of_a_steady_voice_is_found_at_every_rate(rate, f0_hz):
    voicing = watch(steady(0.6, f0_hz, rate), rate).voicing()
    inside = slice(5, -5)
    assert np.abs(12 * np.log2(voicing.f0_hz[inside] / f0_hz)).max() < 0.2
    assert voicing.strength[inside].min() > 0.85


def test_noise_is_not_voiced():
    voicing = watch(np.random.default_rng(0).normal(0, 3000, RATE).astype(np.int16), RATE).voicing()
    assert np.mean(voicing.strength > 0.5) < 0.02


def test_digital_silence_is_not_voiced():
    assert not watch(np.zeros(RATE, np.int16), RATE).voicing().strength.any()


def test_a_frame_stands_where_its_sound_is():
    voicing = watch(np.concatenate([silence(0.5), steady(0.5), silence(0.5)]), RATE).voicing()
    at = np.flatnonzero(voicing.strength > 0.7)
    assert at[0] == pytest.approx(50, abs=2)
    assert at[-1] == pytest.approx(99, abs=2)


def test_pitch_variety_is_measured_in_semitones():
    count = 10 * RATE
    swing = 3 * np.sin(2 * np.pi * 0.5 * np.arange(count) / RATE)
    lively = voice(120 * 2 ** (swing / 12), np.outer([600, 1200], np.ones(count)))
    assert watch(lively, RATE).pitch_sd_semitones() == pytest.approx(3 / np.sqrt(2), abs=0.15)
    assert watch(steady(10), RATE).pitch_sd_semitones() == pytest.approx(0, abs=0.05)


def test_too_little_voice_has_no_pitch_variety():
    assert watch(np.concatenate([silence(5), steady(1.0), silence(5)]), RATE).pitch_sd_semitones() is None
    assert watch(np.zeros(0, np.int16), RATE).pitch_sd_semitones() is None


def likely(samples: np.ndarray) -> list[SteadyStretch]:
    return [stretch for stretch in watch(samples, RATE).steady_stretches() if stretch.score >= 0.5]


@pytest.mark.parametrize("length", [0.25, 0.4, 0.8])
def test_a_drawn_out_um_is_the_one_steady_stretch(length):
    (found,) = likely(np.concatenate([talk(2), silence(0.2), steady(length), silence(0.2), talk(2, 1)]))
    assert found.start >= 2.2
    assert found.end <= 2.2 + length
    assert found.end - found.start >= 0.6 * length


def test_an_um_that_follows_a_word_at_once_is_found():
    (found,) = likely(np.concatenate([talk(2), steady(0.5), talk(2, 1)]))
    assert 1.95 <= found.start < found.end <= 2.55


def test_talk_without_ums_has_no_likely_stretch():
    assert likely(talk(10, 3)) == []


def test_hum_too_soft_to_be_the_speaker_is_no_um():
    hum = (steady(1.0) / 100).astype(np.int16)
    assert likely(np.concatenate([talk(2), hum, talk(2, 1)])) == []


def test_nothing_and_next_to_nothing_have_no_stretches():
    for count in (0, 1, 100, 700):
        assert watch(np.zeros(count, np.int16), RATE).steady_stretches() == ()
        assert watch(steady(1.0)[:count], RATE).steady_stretches() == ()


@settings(max_examples=15)
@given(st.lists(st.integers(0, 9000), max_size=10), st.sampled_from([8000, 11025, 16000, 44100]))
def test_what_is_found_does_not_depend_on_the_blocks(lengths, rate):
    samples = np.resize(np.concatenate([talk(0.6), steady(0.4)]), sum(lengths))
    parts = SoundWatcher(rate)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        parts.feed(samples[end - length : end])
    whole = watch(samples, rate)
    assert parts.levels() == whole.levels()
    assert np.allclose(parts.voicing().f0_hz, whole.voicing().f0_hz, rtol=1e-3)
    assert [(s.start, s.end) for s in parts.steady_stretches()] == [(s.start, s.end) for s in whole.steady_stretches()]


def test_frames_that_come_one_by_one_are_the_same_frames():
    samples = np.concatenate([talk(0.4), steady(0.3)])
    track, whole = PitchTrack(RATE), PitchTrack(RATE)
    for start in range(0, len(samples), 97):
        track.feed(samples[start : start + 97])
    whole.feed(samples)
    assert np.allclose(track.voicing().change, whole.voicing().change, rtol=1e-3, atol=1e-4)
    assert np.isinf(whole.voicing().change).sum() == 10
