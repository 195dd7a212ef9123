"""The weather in which a model's ear is measured is what its name says."""

import numpy as np

from tests.bench.hearing import RATE_HZ, STRANGER, WEATHER, Said, in_all_weathers


def level(samples: np.ndarray) -> float:
    """dB, RMS."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-9))


def test_noise_and_room_are_put_on_as_told() -> None:
    clock = np.arange(RATE_HZ) / RATE_HZ
    tone = np.asarray(8000 * np.sin(2 * np.pi * 220 * clock), np.int16)
    heard = {each.group.partition(":")[0]: each for each in in_all_weathers(Said("flite-rms", ("a",), tone, RATE_HZ))}
    assert list(heard) == list(WEATHER)
    before = slice(0, round(0.25 * RATE_HZ))
    behind = slice(round(1.32 * RATE_HZ), round(1.42 * RATE_HZ))
    for name, (reverberance, snr_db) in WEATHER.items():
        samples = heard[name].samples
        assert abs(level(samples[before]) - (level(tone) + _gain(samples, tone) - snr_db)) < 3
        assert (level(samples[behind]) > level(samples[before]) + 6) == (reverberance > 0 and snr_db > 30), name


def _gain(samples: np.ndarray, tone: np.ndarray) -> float:
    middle = samples[round(0.5 * RATE_HZ) : round(1.1 * RATE_HZ)]
    return level(middle) - level(tone)


def test_the_stranger_has_lines_of_its_own() -> None:
    silence = np.zeros(RATE_HZ // 2, np.int16)
    groups = {each.group for each in in_all_weathers(Said(STRANGER, ("a",), silence, RATE_HZ))}
    assert groups == {f"{name}: {STRANGER}" for name in WEATHER}
