"""A telephone's band and its codec, measured with sines: what passes, what does not, what noise comes on top."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audio.sound import Samples
from app.audio.telephone import HEADROOM, carried

RATES = (16_000, 44_100, 48_000)


def sine(hz: float, rate: int, peak: float = 0.5, seconds: float = 1.0) -> Samples:
    """`peak` in parts of full scale; with soft edges, so that nothing but the sine is in it."""
    at_s = np.arange(round(seconds * rate)) / rate
    edge = np.clip(np.minimum(at_s, seconds - at_s) / 0.1, 0.0, 1.0)
    return np.rint(32767 * peak * np.sin(np.pi / 2 * edge) ** 2 * np.sin(2 * np.pi * hz * at_s)).astype(np.int16)


def rms(sound: Samples) -> float:
    """Of its middle."""
    middle = sound[len(sound) // 4 : -len(sound) // 4].astype(float)
    return float(np.sqrt(np.mean(middle**2)))


def passed_db(hz: float, rate: int) -> float:
    sound = sine(hz, rate)
    return 20 * np.log10(max(rms(carried(sound, rate)), 1e-9) / (HEADROOM * rms(sound)))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hz", [310, 1_013, 2_300, 3_390])
def test_what_lies_in_the_band_passes_whole(hz: float, rate: int) -> None:
    assert abs(passed_db(hz, rate)) < 0.1


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hz", [50, 120, 190, 3_850, 4_700, 7_600])
def test_what_lies_beyond_it_does_not(hz: float, rate: int) -> None:
    assert passed_db(hz, rate) < -60  # nothing of it, nor of its image on the other side of 4 kHz


@pytest.mark.parametrize("peak", [0.99, 0.3, 0.1, 0.03])
def test_the_codec_adds_its_own_noise_in_the_same_measure_to_loud_and_soft(peak: float) -> None:
    """G.711 keeps 33 to 40 dB between a tone and its own noise; eight bits in even steps would lose 30 dB of them."""
    sound = sine(1_007, 48_000, peak)
    came = carried(sound, 48_000).astype(float)[12_000:36_000]
    at = np.arange(12_000, 36_000) / 48_000
    waves = np.stack([np.sin(2 * np.pi * 1_007 * at), np.cos(2 * np.pi * 1_007 * at)], axis=1)
    tone = waves @ np.linalg.lstsq(waves, came, rcond=None)[0]
    assert 33 < 10 * np.log10(np.mean(tone**2) / np.mean((came - tone) ** 2)) < 42


@pytest.mark.parametrize("rate", RATES)
def test_the_loudest_sound_is_not_clipped(rate: int) -> None:
    square = np.where(sine(430, rate, seconds=1.0) >= 0, 32767, -32768).astype(np.int16)
    for loudest in (square, sine(1_013, rate, 1.0)):
        assert np.abs(carried(loudest, rate).astype(int)).max() < 32_000


@settings(max_examples=30)
@given(st.integers(0, 40_000), st.sampled_from([16_000, 22_050]))
def test_the_sound_stays_as_long_as_it_is(frames: int, rate: int) -> None:
    assert len(carried(np.full(frames, 300, np.int16), rate)) == frames


def test_nothing_is_shifted_and_no_seam_is_heard() -> None:
    """Longer than what is carried at once: the same as in one with the pieces laid otherwise."""
    rate = 16_000
    sound = sine(700, rate, seconds=19.0)
    came = carried(sound, rate).astype(float)
    inside = slice(rate, -rate)
    assert np.abs(came - HEADROOM * sound)[inside].max() < 0.06 * 32767 * HEADROOM * 0.5
    later = carried(sound[3 * rate :], rate).astype(float)
    assert np.abs(later[rate:] - came[4 * rate :]).max() < 0.06 * 32767 * HEADROOM * 0.5


def test_silence_stays_silence() -> None:
    assert not np.abs(carried(np.zeros(20_000, np.int16), 16_000)).max()
