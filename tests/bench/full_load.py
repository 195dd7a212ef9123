"""Whether a machine at full load drops sound: `dev.py bench full_load [--seconds 60] [--busy 4]`.

`rehearse record` in a process of its own, with real PortAudio and the model that comes with the program, hears a signal
through a virtual microphone while other processes keep every core busy, two for each. Every sample of the signal says
which one it is, so that none can be missing unseen.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile

from app.audio.sound import Samples
from tests.virtual_microphone import VirtualMicrophone, missing

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "assets" / "sample" / "script.txt"
RATE = 44_100  # the virtual microphone's own
LEVELS, APART, STRIDE = 4_001, 8, 1_237  # values a sample may have, between two of them, and from one to the next
GO = "Speak now"


def main() -> int:
    """1 where a sample was dropped."""
    parser = argparse.ArgumentParser(prog="dev.py bench full_load", description="Sound lost on a busy machine.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--busy", type=int, default=2 * (os.cpu_count() or 1), help="processes that do nothing else")
    given = parser.parse_args()
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    dropped = 0
    with tempfile.TemporaryDirectory() as folder:
        signal = numbered(round(given.seconds * RATE))
        soundfile.write(Path(folder) / "signal.wav", signal, RATE)
        for busy in (0, given.busy):
            take, said = recorded(Path(folder) / f"home-{busy}", Path(folder) / "signal.wav", busy)
            came, lost, breaks = followed(take)
            dropped += lost
            print(
                f"{busy} busy processes: of {len(signal):,} samples {lost:,} are missing between two others and "
                f"{len(signal) - came - lost:,} at the ends, which the player cuts (the program records before and "
                f"after it); the sound server ran dry {breaks} times; the program says {said or 'nothing'}",
                flush=True,
            )
    return 1 if dropped else 0


def numbered(count: int) -> Samples:
    """Each sample's value says which it is, among 4,001 in a row."""
    return ((np.arange(count) * STRIDE % LEVELS - LEVELS // 2) * APART).astype(np.int16)


def numbers(samples: Samples) -> np.ndarray:
    """Which each sample is, of 4,001; -1 for exact silence and for what the signal does not hold."""
    level = np.rint(samples.astype(np.float64) / APART).astype(np.int64)
    known = (np.abs(samples - level * APART) <= 2) & (np.abs(level) <= LEVELS // 2)
    return np.where(known, (level + LEVELS // 2) * pow(STRIDE, -1, LEVELS) % LEVELS, -1)


def followed(take: Samples) -> tuple[int, int, int]:
    """How many samples of the signal are in a take, how many are missing between two of them, and how often silence
    broke in without one being lost."""
    which = numbers(take)
    sounding = np.flatnonzero(take)
    if not len(sounding):
        return 0, 0, 0
    which = which[sounding[0] : sounding[-1] + 1]
    middle = int(numbers(np.zeros(1, np.int16))[0])  # a sample of the signal that is silence itself
    silent = which == middle
    alone = silent & ~np.concatenate([[False], silent[:-1]]) & ~np.concatenate([silent[1:], [False]])
    came = int(np.count_nonzero(~silent) + np.count_nonzero(alone))
    runs = np.flatnonzero(silent & ~alone)
    lost = int(((np.diff(which[~silent | alone]) - 1) % LEVELS).sum())
    return came, lost, int(np.count_nonzero(np.diff(runs) > 1) + (len(runs) > 0))


def recorded(home: Path, signal: Path, busy: int) -> tuple[Samples, str]:
    """What `rehearse record` heard of the signal, and what it said of lost sound."""
    line = [sys.executable, "-P", "-m", "app", "record", str(SCRIPT), "--limit", "600"]
    with VirtualMicrophone() as virtual:
        virtual.environ["REHEARSE_HOME"] = str(home)
        with virtual.start(line) as running, kept_busy(busy):
            assert running.stdin is not None
            assert running.stderr is not None
            heard = ""
            while not heard.startswith(GO):
                heard = running.stderr.readline()
                if not heard:
                    raise SystemExit("the program ended before it recorded")
            virtual.play(signal)
            time.sleep(1.0)  # for what is still on its way
            running.stdin.write("\n")
            _, rest = running.communicate()
    (take,) = (home / "takes").glob("*.flac")
    samples, rate = soundfile.read(take, dtype="int16")
    if rate != RATE:
        raise SystemExit(f"the virtual microphone runs at {rate} Hz, not {RATE}")
    return samples, " ".join(each for each in rest.splitlines() if "lost" in each or "missing" in each)


@contextmanager
def kept_busy(count: int) -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for each in processes:
            each.kill()
            each.wait()


if __name__ == "__main__":
    sys.exit(main())
