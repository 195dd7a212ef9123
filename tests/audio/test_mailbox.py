"""Ring, greeting and beep: in their order, each whole, the beep's end at the start of the clock."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.mailbox import LEAD_S, LONGEST_GREETING_S, beep, greeting, ring, until_the_beep
from app.audio.tones import TONES_HZ
from app.places import program_folder
from app.problems import Problem

OURS = program_folder() / "assets" / "greetings" / "usual.flac"


def test_it_rings_then_greets_then_beeps_and_the_clock_starts_at_the_beep_s_end() -> None:
    said, rate = np.ones(3 * 16_000, np.int16), 16_000
    (rings, greets, beeps), lasts_s = until_the_beep(said, rate)
    ends = [cue.at_s + len(cue.sound) / cue.rate for cue in (rings, greets, beeps)]
    assert ends[2] == pytest.approx(0.0, abs=1e-9)
    assert rings.at_s < ends[0] < greets.at_s < ends[1] < beeps.at_s
    assert ends[1] - greets.at_s == pytest.approx(3.0)
    assert lasts_s == pytest.approx(LEAD_S - rings.at_s)


def test_ring_and_beep_are_soft_and_nothing_clicks() -> None:
    for sound, loudest_dbfs in ((ring(), -26), (beep(), -22)):
        level = np.abs(sound.astype(float)) / 32768
        assert 20 * np.log10(level.max()) == pytest.approx(loudest_dbfs, abs=0.2)
        assert level[: TONES_HZ // 1000].max() < 0.2 * level.max()
        assert level[-TONES_HZ // 1000 :].max() < 0.2 * level.max()


def test_our_greeting_is_short_and_neither_clipped_nor_silent() -> None:
    samples, rate = greeting(OURS)
    assert 3 < len(samples) / rate < 7
    assert 5_000 < np.abs(samples.astype(int)).max() < 32_000
    assert OURS.stat().st_size < 100_000


def test_a_greeting_of_the_user_s_may_be_any_sound_but_not_a_long_one(tmp_path: Path) -> None:
    wave = (3000 * np.sin(np.arange(44_100) / 9)).astype(np.int16)
    soundfile.write(tmp_path / "mine.wav", wave, 44_100)
    samples, rate = greeting(tmp_path / "mine.wav")
    assert (len(samples), rate) == (44_100, 44_100)
    soundfile.write(tmp_path / "long.wav", np.tile(wave, int(LONGEST_GREETING_S) + 1), 44_100)
    with pytest.raises(Problem, match="longer than 20 seconds"):
        greeting(tmp_path / "long.wav")
    with pytest.raises(Problem, match="no sound file"):
        greeting(tmp_path / "none.wav")
