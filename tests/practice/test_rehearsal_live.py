"""A rep on a virtual sound card, driven as the terminal drives it: level, clock and letters 30 times a second."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.fakes import wait_until
from tests.virtual_microphone import VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

TERMINAL = """
import json, sys, time
from pathlib import Path
from queue import Empty, SimpleQueue
from app.audio.microphone import open_microphone, sound_system
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Plan
from tests.fakes import FakeEars

lanes, letters, ears, caught = Lanes(), SimpleQueue(), [], []
rehearsal = Rehearsal(lanes.studio, lambda: open_microphone(sound_system()), Path(sys.argv[1]), letters.put)

def listen(rate):
    ears.append(FakeEars(rate))
    return ears[-1]

rehearsal.start(Plan(listen, lambda all: caught.append(all) or "reviewed", countdown_s=0.5))
seen = []
stop_s, stopped = float(sys.argv[2]), None
while rehearsal.phase not in (Phase.REVIEWED, Phase.FAILED):
    try:
        while True:
            rehearsal.receive(letters.get_nowait())
            if rehearsal.phase is Phase.RECORDING:
                print("recording", flush=True)
    except Empty:
        pass
    if rehearsal.phase is Phase.RECORDING:
        seen.append((rehearsal.elapsed_s, rehearsal.level.rms_dbfs, rehearsal.place))
        if rehearsal.elapsed_s >= stop_s:
            stopped = time.monotonic()
            rehearsal.stop()
    time.sleep(1 / 30)
waited = time.monotonic() - (stopped or time.monotonic())
take = caught[0].take if caught else None
rehearsal.close()
lanes.close()
print(json.dumps({
    "phase": rehearsal.phase, "review": rehearsal.review, "problem": str(rehearsal.problem),
    "take": str(rehearsal.take),
    "notes": [str(note) for note in rehearsal.notes], "waited_s": waited,
    "elapsed": [elapsed for elapsed, _, _ in seen], "loudest": max(level for _, level, _ in seen),
    "places": len({place for _, _, place in seen}),
    "memory": take and [int(take.samples().astype(int).sum()), take.frames, len(ears[0].heard)],
    "level_dbfs": take and caught[0].sound.levels().level_dbfs,
}))
"""


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        yield microphone


def test_a_rep_in_the_terminal_from_countdown_to_review(virtual: VirtualMicrophone, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 3277, 44100 * 2).astype(np.int16)  # -20 dBFS
    soundfile.write(tmp_path / "noise.wav", noise, 44100)
    with virtual.python(TERMINAL, str(tmp_path / "takes"), "2.5") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "recording\n"
        virtual.play(tmp_path / "noise.wav")
        said, trouble = child.stdout.read(), child.stderr.read()
    assert trouble == ""
    told = json.loads(said)
    assert told["phase"] == "reviewed", told
    assert told["review"] == "reviewed"
    samples, rate = soundfile.read(told["take"], dtype="int16")
    assert [int(samples.astype(int).sum()), len(samples), 2 * len(samples)] == told["memory"]
    assert len(samples) / rate == pytest.approx(3.1, abs=0.35)  # countdown, rep and what was on its way
    assert told["elapsed"][0] == pytest.approx(-0.5, abs=0.15)
    assert told["elapsed"] == sorted(told["elapsed"])
    assert told["loudest"] == pytest.approx(-20, abs=2)
    assert told["level_dbfs"] == pytest.approx(-20, abs=1)
    assert told["places"] > 10
    assert told["notes"] == []


def test_a_microphone_that_dies_in_the_middle_is_noted_and_the_rep_reviewed(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 3277, 44100 * 5).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, 44100)
    with VirtualMicrophone() as virtual, virtual.python(TERMINAL, str(tmp_path / "takes"), "60") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "recording\n"
        with virtual.start_playing(tmp_path / "noise.wav"):
            (part,) = (tmp_path / "takes").glob("*.part.wav")
            wait_until(lambda: soundfile.info(part).duration >= 2)
            virtual.pull_out()
        said, trouble = child.stdout.read(), child.stderr.read()
    assert child.returncode == 0, trouble
    told = json.loads(said)
    assert told["phase"] == "reviewed", told
    assert "stopped delivering sound" in told["notes"][0]
    assert soundfile.info(told["take"]).duration >= 2
