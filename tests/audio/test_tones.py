"""The tick and the tone: soft, short, in time, and never taken for an um."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.audio.sound import Samples, open_sound
from app.audio.tones import TONES_HZ, cues, end_beep, tick
from app.audio.watcher import watch

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "sample" / "take-2.flac"


def test_the_last_five_seconds_tick_and_the_limit_has_its_tone() -> None:
    assert [each.at_s for each in cues(30.0, ticks=True, beep=True)] == [25, 26, 27, 28, 29, 30]
    assert [each.at_s for each in cues(30.0, ticks=True, beep=False)] == [25, 26, 27, 28, 29]
    assert [each.at_s for each in cues(30.0, ticks=False, beep=True)] == [30]
    assert cues(30.0, ticks=False, beep=False) == ()


def test_a_short_limit_has_as_many_ticks_as_it_has_seconds() -> None:
    assert [each.at_s for each in cues(2.5, ticks=True, beep=False)] == [0.5, 1.5]


@pytest.mark.parametrize(("sound", "peak_dbfs", "longest_s"), [(tick(), -32, 0.03), (end_beep(), -30, 0.1)])
def test_they_are_short_and_soft_and_nothing_clicks(sound: Samples, peak_dbfs: float, longest_s: float) -> None:
    level = np.abs(sound.astype(float)) / 32768
    assert 20 * np.log10(level.max()) == pytest.approx(peak_dbfs, abs=0.2)
    assert len(sound) / TONES_HZ <= longest_s
    assert sound[0] == 0
    assert level[: TONES_HZ // 1000].max() < 0.2 * level.max()  # in the first and the last millisecond
    assert level[-TONES_HZ // 1000 :].max() < 0.2 * level.max()


@pytest.mark.parametrize("made", [tick, end_beep])
@pytest.mark.parametrize("leak", [0.1, 1.0, 4.0])
def test_what_leaks_into_the_microphone_is_no_um(made: Callable[[], Samples], leak: float) -> None:
    with open_sound(SAMPLE) as sound:
        take, rate = sound.samples(), sound.rate
    before = [each for each in watch(take, rate).steady_stretches() if each.score > 0.3]
    cue = made()[:: TONES_HZ // rate] * leak
    leaked = take.astype(float)
    for start in range(rate // 2, len(take) - len(cue), rate):
        leaked[start : start + len(cue)] += cue
    after = [each for each in watch(leaked.astype(np.int16), rate).steady_stretches() if each.score > 0.3]
    assert len(after) <= len(before)
