"""The weather in which a model's ear is measured is what its name says, and another way of reading is no error."""

import sys
from pathlib import Path

import numpy as np
import pytest

from app.recognition.transcript import HeardWord
from app.script.script import Script, parse
from tests.bench import hearing
from tests.bench.hearing import RATE_HZ, STRANGER, WEATHER, Said, as_written, in_all_weathers


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


def on_path(script: Script, *words: str) -> list[HeardWord]:
    """These words as heard on the script's path, one after the other."""
    heard, node = [], script.readings.boundaries[0]
    for word in words:
        at = next(at for at, arc in enumerate(script.readings.arcs) if (arc.source, arc.word) == (node, word))
        node = script.readings.arcs[at].to
        heard.append(HeardWord(word, 0.0, 0.1, 1.0, at))
    return heard


def test_another_reading_of_the_script_is_told_in_its_words() -> None:
    script = parse("mister brown it is 25 now")
    heard = on_path(script, "mr", "brown", "it's", "twenty", "five", "now")
    assert as_written(heard, script) == ["mister", "brown", "it", "is", "25", "now"]
    assert as_written([heard[1], heard[1]], script) == ["brown", "brown"]
    assert as_written([heard[0], HeardWord("um", 0.1, 0.3, 1.0), heard[2]], script) == ["mister", "um", "it", "is"]


def test_no_sentence_to_hear_is_said_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "04-speech").mkdir()
    (tmp_path / "04-speech/done").touch()
    monkeypatch.setattr(hearing, "MADE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["hearing", "--sentences", "1"])
    assert hearing.main() == 2
    assert capsys.readouterr().err == "There is no sentence to hear: --sentences takes 2 or more.\n"
