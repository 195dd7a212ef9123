"""When the sounds of a call come: ring, greeting and beep out of a virtual sound card, and the take's first sample.

python -m tests.bench.mailbox               three calls through `rehearse drill voicemail`
python -m tests.bench.mailbox --calls 10    more of them

Linux, with what the test of a virtual microphone needs: PulseAudio, libportaudio2, libasound2-plugins.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from app.audio.mailbox import greeting, until_the_beep
from app.audio.tones import Cue
from app.library.draft import Draft
from app.library.library import Library, open_library
from app.library.takes import KeptTake
from app.places import find_places
from tests.command_line import PROJECT
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import VirtualMicrophone, missing

RATE = 16_000
WORDS = ("hello", "this", "is", "anna", "please", "call", "back")
TEXT = "Hello, this is Anna. Please call back.\n"
_STEP_S = 0.001  # of the envelopes that are held against each other

Wave = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it was heard on the line; all in s."""

    take: KeptTake
    greeting_off_s: float  # later after the ring than it should be
    beep_off_s: float  # the same after the greeting
    first_sample_s: float  # of the take, after the end of the beep
    code: int  # the drill's exit code
    told: str
    said: tuple[str, ...]  # beside it, from the take's end until it was kept


def furnish(virtual: VirtualMicrophone, folder: Path) -> Path:
    """A home, a model and a take to speak."""
    virtual.environ["REHEARSE_HOME"] = str(folder / "home")
    make_model(folder / "model")
    soundfile.write(folder / "take.wav", say(WORDS), RATE)
    return folder


def call(virtual: VirtualMicrophone, folder: Path) -> Call:
    """A message left after the beep, in a furnished folder; the line is listened to all the while."""
    library = open_library(find_places(virtual.environ, PROJECT))
    try:
        return _call(virtual, folder, library)
    finally:
        library.close()


def _call(virtual: VirtualMicrophone, folder: Path, library: Library) -> Call:
    message = library.messages.add(Draft(TEXT, "A call to Anna", limit_s=25.0))
    raw = folder / "heard.raw"
    format_ = ["--rate=16000", "--channels=1", "--format=s16le", "--latency-msec=10"]
    with virtual.start(["parec", "--device=mic.monitor", *format_, str(raw)]) as listener:
        with start(virtual, "voicemail", "--message", "to anna", "--model", str(folder / "model")) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            until(running, "Speak now")
            virtual.play(folder / "take.wav")
            running.stdin.write("\n")
            running.stdin.flush()
            said = until(running, "The take is kept as take 1")
            running.stdin.close()
            told = running.stdout.read()
        listener.terminate()
    (take,) = library.takes.of(message.id)
    samples, rate = soundfile.read(take.sound, dtype="int16")
    heard = np.frombuffer(raw.read_bytes()[: raw.stat().st_size & ~1], np.int16).astype(float)
    cues, _ = until_the_beep(*greeting(PROJECT / "assets" / "greetings" / "usual.flac"))
    rings, greets, beeps = (_place_in(heard, _at_rate(cue)) / RATE for cue in cues)
    begins = _place_in(_envelope(heard, RATE), _envelope(samples.astype(float), rate)) * _STEP_S
    return Call(
        take=take,
        greeting_off_s=greets - rings - (cues[1].at_s - cues[0].at_s),
        beep_off_s=beeps - greets - (cues[2].at_s - cues[1].at_s),
        first_sample_s=begins - beeps - len(cues[2].sound) / cues[2].rate,
        code=running.returncode,
        told=told,
        said=said,
    )


def start(virtual: VirtualMicrophone, *arguments: str) -> subprocess.Popen[str]:
    return virtual.start([sys.executable, "-W", "error", "-m", "app", "drill", *arguments])


def until(running: subprocess.Popen[str], beginning: str) -> tuple[str, ...]:
    """What it says up to that line."""
    assert running.stderr is not None
    lines = [""]
    while not lines[-1].startswith(beginning):
        lines.append(running.stderr.readline())
        assert lines[-1], lines
    return tuple(lines[1:])


def _envelope(samples: Wave, rate: int) -> Wave:
    """How loud each millisecond is, whatever the rate."""
    edges = np.round(np.arange(0, len(samples) / rate, _STEP_S) * rate).astype(int)
    power: Wave = np.add.reduceat(samples**2, edges) / np.diff(edges, append=len(samples))
    return np.sqrt(power)


def _place_in(whole: Wave, part: Wave) -> int:
    """Where in the whole the part fits best."""
    length = len(whole) + len(part)
    spectrum = np.fft.rfft(whole - whole.mean(), length) * np.conj(np.fft.rfft(part - part.mean(), length))
    return int(np.argmax(np.fft.irfft(spectrum, length)[: len(whole)]))


def _at_rate(cue: Cue) -> Wave:
    at = np.arange(int(len(cue.sound) * RATE / cue.rate)) * (cue.rate / RATE)
    return np.interp(at, np.arange(len(cue.sound)), cue.sound.astype(float))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench mailbox", formatter_class=argparse.RawTextHelpFormatter)
    parser.description = __doc__
    parser.add_argument("--calls", type=int, default=3)
    count = parser.parse_args(argv).calls
    if lacks := missing():
        print(f"Nothing can be measured: {lacks}.")
        return 2
    print("ms                     | greeting late | beep late | first sample after the beep")
    with VirtualMicrophone() as virtual:
        for number in range(1, count + 1):
            with tempfile.TemporaryDirectory(prefix="mailbox-") as folder:
                came = call(virtual, furnish(virtual, Path(folder)))
            figures = (came.greeting_off_s, came.beep_off_s, came.first_sample_s)
            print(f"call {number:<17} | " + " | ".join(f"{1000 * each:.0f}" for each in figures), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
