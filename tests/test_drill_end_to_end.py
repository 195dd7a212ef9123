"""`rehearse drill voicemail` as it is: ring, greeting and beep out of a virtual sound card that is listened to."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from app.audio.mailbox import greeting, until_the_beep
from app.audio.take import origin_of
from app.audio.tones import Cue
from app.library.draft import Draft
from app.library.library import open_library
from app.places import find_places
from tests.command_line import PROJECT
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

RATE = 16_000
STEP_S = 0.001  # of the envelopes that are held against each other
WORDS = ("hello", "this", "is", "anna", "please", "call", "back")
TEXT = "Hello, this is Anna. Please call back.\n"

Wave = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        yield microphone


@pytest.fixture
def home(virtual: VirtualMicrophone, tmp_path: Path) -> Path:
    virtual.environ["REHEARSE_HOME"] = str(tmp_path / "home")
    make_model(tmp_path / "model")
    soundfile.write(tmp_path / "take.wav", say(WORDS), RATE)
    return tmp_path


def start(virtual: VirtualMicrophone, *arguments: str) -> subprocess.Popen[str]:
    return virtual.start([sys.executable, "-W", "error", "-m", "app", "drill", *arguments])


def until(running: subprocess.Popen[str], beginning: str) -> None:
    assert running.stderr is not None
    lines = [""]
    while not lines[-1].startswith(beginning):
        lines.append(running.stderr.readline())
        assert lines[-1], lines


def envelope(samples: Wave, rate: int) -> Wave:
    """How loud each millisecond is, whatever the rate."""
    edges = np.round(np.arange(0, len(samples) / rate, STEP_S) * rate).astype(int)
    return np.sqrt(np.add.reduceat(samples**2, edges) / np.diff(edges, append=len(samples)))


def place_in(whole: Wave, part: Wave) -> int:
    """Where in the whole the part fits best."""
    length = len(whole) + len(part)
    spectrum = np.fft.rfft(whole - whole.mean(), length) * np.conj(np.fft.rfft(part - part.mean(), length))
    return int(np.argmax(np.fft.irfft(spectrum, length)[: len(whole)]))


def at_rate(cue: Cue) -> Wave:
    at = np.arange(int(len(cue.sound) * RATE / cue.rate)) * (cue.rate / RATE)
    return np.interp(at, np.arange(len(cue.sound)), cue.sound.astype(float))


def test_ring_greeting_and_beep_come_in_time_and_the_take_begins_where_the_beep_ends(
    virtual: VirtualMicrophone, home: Path
) -> None:
    library = open_library(find_places(virtual.environ, PROJECT))
    message = library.messages.add(Draft(TEXT, "A call to Anna", limit_s=25.0))
    raw = home / "heard.raw"
    format_ = ["--rate=16000", "--channels=1", "--format=s16le", "--latency-msec=10"]
    with virtual.start(["parec", "--device=mic.monitor", *format_, str(raw)]) as listener:
        with start(virtual, "voicemail", "--message", "to anna", "--model", str(home / "model")) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            assert running.stderr is not None
            until(running, "Speak now")
            virtual.play(home / "take.wav")
            running.stdin.write("\n")
            running.stdin.flush()
            until(running, "The take is kept as take 1")
            running.stdin.close()
            told = running.stdout.read()
        listener.terminate()
    (take,) = library.takes.of(message.id)
    library.close()
    samples, rate = soundfile.read(take.sound, dtype="int16")
    heard = np.frombuffer(raw.read_bytes()[: raw.stat().st_size & ~1], np.int16).astype(float)
    cues, _ = until_the_beep(*greeting(PROJECT / "assets" / "greetings" / "usual.flac"))

    rings, greets, beeps = (place_in(heard, at_rate(cue)) / RATE for cue in cues)
    beep_ends = beeps + len(cues[2].sound) / cues[2].rate
    begins = place_in(envelope(heard, RATE), envelope(samples.astype(float), rate)) * STEP_S
    # Where nothing stalls these are exact to a millisecond; after a stall cues go on with the clock.
    assert greets - rings == pytest.approx(cues[1].at_s - cues[0].at_s, abs=0.5)  # a ring is alike all the way through
    assert beeps - greets == pytest.approx(cues[2].at_s - cues[1].at_s, abs=0.15)
    assert begins == pytest.approx(beep_ends, abs=0.15)  # what the ways in and out of the sound system differ by
    assert (take.drill, take.is_aside, take.origin_s, origin_of(take.sound)) == ("voicemail", False, 0.0, 0.0)
    assert take.attempt is not None
    assert take.attempt.clean
    assert running.returncode == 0
    assert "Clean after the beep: 1 of 1" in told
    assert "This week: 1 of 1 clean cold" in told


def test_a_mailbox_hangs_up_at_the_limit_and_the_end_of_standard_input_ends_the_drill(
    virtual: VirtualMicrophone, home: Path
) -> None:
    """With a greeting of the user's own, and a script that is no message."""
    (home / "script.txt").write_text(TEXT)
    soundfile.write(home / "greeting.wav", say(("hello",)), RATE)
    asked = [str(home / "script.txt"), "--model", str(home / "model"), "--greeting", str(home / "greeting.wav")]
    with start(virtual, "voicemail", *asked, "--cut-off", "--limit", "1") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        until(running, "Speak now")
        virtual.play(home / "take.wav")  # longer than the mailbox listens
        until(running, "The take is kept: ")
        until(running, "Enter: the next take.")
        running.stdin.close()
        told = running.stdout.read()
    (kept,) = (home / "home" / "takes").glob("*.flac")
    assert soundfile.info(kept).duration == pytest.approx(1.0, abs=0.001)
    assert "The mailbox hangs up at your limit." in " ".join(told.split())
    assert "was left out." in told
    assert "over the limit" not in told
    assert "Clean after the beep: 0 of 1." in told
    assert running.returncode == 1
