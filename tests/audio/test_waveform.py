"""A take's outline: what it keeps of the samples, at every zoom."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audio.waveform import outline


def test_silence_is_flat_and_has_its_length() -> None:
    made = outline([np.zeros(16_000, np.int16)] * 3, 16_000)
    assert made.duration_s == pytest.approx(3.0)
    assert {(bar.least, bar.greatest, bar.rms) for bar in made.bars(0.0, 3.0, 50)} == {(0.0, 0.0, 0.0)}


def test_a_click_is_seen_at_every_zoom() -> None:
    samples = np.zeros(60 * 16_000, np.int16)
    samples[30 * 16_000] = 32_767
    samples[30 * 16_000 + 1] = -32_768
    made = outline([samples], 16_000)
    for start_s, end_s, count in ((0.0, 60.0, 10), (0.0, 60.0, 900), (29.0, 31.0, 200), (29.99, 30.01, 4)):
        bars = made.bars(start_s, end_s, count)
        assert max(bar.greatest for bar in bars) == pytest.approx(1.0, abs=1e-3)
        assert min(bar.least for bar in bars) == pytest.approx(-1.0)


def test_loudness_is_the_root_of_the_mean_power() -> None:
    tone = (16_000 * np.sin(np.arange(32_000) / 7)).astype(np.int16)
    made = outline([tone], 16_000)
    for bar in made.bars(0.0, 2.0, 20):
        assert bar.rms == pytest.approx(16_000 / 32_768 / 2**0.5, rel=0.03)


def test_beyond_the_sound_is_silence() -> None:
    made = outline([np.full(1_600, 9_000, np.int16)], 16_000)
    bars = made.bars(-1.0, 1.0, 20)
    assert bars[0].greatest == bars[-1].greatest == 0.0
    assert bars[10].greatest > 0.2


def test_no_sound_at_all_has_an_outline_too() -> None:
    made = outline([], 48_000)
    assert made.duration_s == 0.0
    assert len(made.bars(0.0, 1.0, 5)) == 5


def test_three_hours_cost_no_more_to_look_at_than_a_minute() -> None:
    block = np.ones(16_000, np.int16)
    made = outline((block for _ in range(1_800)), 16_000)
    step_s = 1_800 / 200
    depth_s = made.bucket_s * 4 ** (len(made.levels) - 1)
    assert depth_s > step_s / 4  # there is a level coarse enough
    assert sum(level.nbytes for level in made.levels) < 1_800 * 3_300


@given(st.lists(st.integers(0, 700), max_size=12), st.integers(1, 40))
def test_the_outline_does_not_depend_on_the_blocks(lengths: list[int], count: int) -> None:
    samples = (np.random.default_rng(sum(lengths)).integers(-32768, 32767, sum(lengths))).astype(np.int16)
    cuts = np.cumsum(lengths)[:-1] if lengths else []
    whole, parted = outline([samples], 8_000), outline(np.split(samples, cuts), 8_000)
    assert whole.duration_s == parted.duration_s
    assert whole.bars(0.0, 0.5, count) == parted.bars(0.0, 0.5, count)


def test_a_long_take_in_one_block_is_not_spread_out_in_memory() -> None:
    take = np.zeros(10 * 60 * 16_000, np.int16)  # as float32 it would take 38 MB
    tracemalloc.start()
    try:
        outline([take], 16_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12e6
