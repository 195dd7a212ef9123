"""A recording of three hours: memory stays bounded, and all of it is in the take.

`python3 dev.py soak recording [HOURS]`. The rep, the take on disk and what measures the sound are the real ones, at
48 kHz; the microphone gives as fast as it is asked, and nobody listens (`dev.py bench long_file` has a file of three
hours heard and judged).
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from app.audio.sound import Samples
from app.audio.waveform import outline
from app.practice.rep import Move
from app.practice.studio import Caught, Letter, Live, Plan, conduct
from app.recognition.transcript import Transcript
from tests.fakes import FakeMicrophone
from tests.soak.held import look, missing

HOURS = 3.0
RATE = 48_000
LOOKS = 12
MOST_MB_WHILE = 60.0  # more at the end of the recording than early in it: what measures the sound keeps its figures
MOST_TIMES_SOUND = 1.5  # at Stop, the whole sound in memory once, and what is measured on it


class EndlessMicrophone(FakeMicrophone):
    """Says the same over and over, until enough was said; then somebody presses Stop."""

    def __init__(self, live: Live, said: Samples, enough: int) -> None:
        super().__init__(RATE, "Endless")
        self._live, self._said, self._enough = live, said, enough
        self._at = 0
        self.looks: list[float] = []
        self._began = time.monotonic()

    def read(self, timeout_s: float) -> Samples:  # noqa: ARG002
        if self.is_stopped:
            return self._said[:0]
        block = self._said[self._at : self._at + RATE // 4].copy()  # as a real one's: not twice the same memory
        self._at = (self._at + len(block)) % len(self._said)
        self.frames += len(block)
        if self.frames >= self._enough * (len(self.looks) + 1) // LOOKS:
            held = look()
            self.looks.append(held.own_mb)
            took_s = time.monotonic() - self._began
            print(f"{self.frames / RATE / 60:6.0f} min  {held}  after {took_s:.0f} s", flush=True)
        if self.frames >= self._enough and self._live.stop is None:
            self._live.stop = self.frames
        return block


class Nobody:
    """Ears that hear nothing."""

    def hear(self, block: bytes) -> None:
        pass

    def place(self) -> None:
        return None

    def finish(self) -> tuple[Transcript, ...]:
        return ()


def main(arguments: list[str]) -> int:
    """1 where it grew, or where something is missing from the take."""
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    hours = float(arguments[0]) if arguments else HOURS
    said = noise(26.0)
    live, letters = Live(1), []
    microphone = EndlessMicrophone(live, said, round(hours * 3600 * RATE))
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(lambda _: Nobody(), review)
        conduct(live, plan, lambda: microphone, Path(folder), "long", letters.append)
        last: Letter[float] = letters[-1]
        if last.move is not Move.REVIEWED or last.take is None:
            print(f"no review: {last.problem}")
            return 1
        whole = is_whole(last.take, said, microphone.frames)
    sound_mb = 2 * microphone.frames / (1 << 20)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    grown_mb = microphone.looks[-1] - microphone.looks[0]
    print(
        f"{sound_mb:.0f} MB of sound; {grown_mb:.0f} MB more while it was recorded; at most {peak_mb:.0f} MB, at Stop"
    )
    print("the take has every sample" if whole else "SAMPLES ARE MISSING from the take")
    too_much = grown_mb > MOST_MB_WHILE or peak_mb > microphone.looks[-1] + MOST_TIMES_SOUND * sound_mb
    return 1 if too_much or not whole else 0


def noise(seconds: float) -> Samples:
    """In bursts, as somebody speaks."""
    count = round(seconds * RATE)
    loud = np.abs(np.sin(np.arange(count) / RATE * 2.5)) * 6000
    return (np.random.default_rng(7).standard_normal(count) * loud).clip(-30_000, 30_000).astype(np.int16)


def review(caught: Caught) -> float:
    """As much as the window does with the sound of a take."""
    caught.sound.levels()
    caught.sound.steady_stretches()
    drawn = outline([caught.take.samples()], caught.take.rate)
    return drawn.duration_s


def is_whole(take: Path, said: Samples, frames: int) -> bool:
    """Whether a take is what was said over and over, sample by sample."""
    with soundfile.SoundFile(take) as sound:
        if sound.frames != frames:
            return False
        while len(block := sound.read(len(said), dtype="int16")):
            if not np.array_equal(block, said[: len(block)]):
                return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
