"""The speed benchmark runs, and its clock and its material are what it says; nothing is said about how fast."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.script.script import parse
from tests.bench.speed import ROOT, Cost, _LiveClock, make_bench, report
from tests.bench.speed_material import DEVIATIONS, Spoken, script_text, spoken_takes, transcript


def takes(*lengths_s: float) -> tuple[Spoken, ...]:
    try:
        return spoken_takes(lengths_s)
    except OSError as missing:
        pytest.skip(f"flite is missing: {missing}")


def test_the_smallest_run_fills_every_table(tmp_path: Path) -> None:
    takes(1.0)
    told: list[str] = []
    bench = replace(make_bench(ROOT / "vosk-model", tmp_path, quick=True), loads=("the model, free",), lengths_s=(1.0,))
    report(bench, told.append)
    tables = [lines for lines in (text.splitlines() for text in told) if any(line.startswith("|---") for line in lines)]
    assert len(tables) == 7
    for lines in tables:
        rows = [line for line in lines if line.startswith("|")]
        assert len(rows) > 2
        assert len({line.count(" | ") for line in rows if not line.startswith("|---")}) == 1
    assert "Load average" in told[0]
    assert any("both hearings of 1 s" in text for text in told)


def test_a_block_that_takes_longer_than_it_lasts_makes_the_next_one_wait() -> None:
    clock = _LiveClock()
    for seconds in (0.05, 0.35, 0.05):  # the second is ready 0.25 s late, the third comes in 0.1 s later
        clock.worked(0.1, Cost(seconds, seconds))
    assert clock.waiting_s == pytest.approx(0.25)
    clock.worked(0.1, Cost(0.01, 0.01))
    assert clock.waiting_s == pytest.approx(0.2)
    for _ in range(3):
        clock.worked(0.1, Cost(0.01, 0.01))
    assert clock.waiting_s == 0.0


def test_takes_have_about_the_lengths_asked_for_and_begin_alike() -> None:
    short, long = takes(3.0, 9.0)
    assert short.length_s == pytest.approx(3.0, abs=2.5)
    assert long.length_s == pytest.approx(9.0, abs=2.5)
    assert np.array_equal(short.samples, long.samples[: len(short.samples)])
    assert long.script.text.startswith(short.script.text)


@pytest.mark.parametrize("words", [50, 2_000])
def test_a_transcript_deviates_from_its_script_as_often_as_is_said(words: int) -> None:
    script = parse(script_text(words))
    assert words <= len(script.words) * 1.1 <= words * 1.3 + 30
    plain = script.readings.plain()
    heard = transcript(script, biased=True)
    assert all(word.arc is None or script.readings.arcs[word.arc].word == word.word for word in heard)
    kept = sum(word.arc is not None for word in heard)
    assert kept == pytest.approx(len(plain) * (1 - DEVIATIONS * 2 / 3), rel=0.05)
