"""How long a sound of hours takes, and how much memory: `dev.py bench long_file [--hours 3]`.

`rehearse check` in a process of its own, with the model that comes with the program and with the sample's clean take
said over and over; the script is said as often, as far as a script may be long.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample"
MOST_WORDS = 18_000  # of the script; at 20,000 it is refused


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench long_file", description="Time and memory of a sound of hours.")
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--once", action="store_true", help="the script is said once, the rest goes on without it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spoken, said = _spoken(Path(folder) / "long.flac", given.hours)
        script = _script(Path(folder) / "script.txt", 1 if given.once else said)
        print(f"{spoken / 3600:.2f} hours of sound, a script of {script:,} words", flush=True)
        for name, seconds in (("10 s of the same", 10.0), ("the whole", spoken)):
            wall_s, cpu_s, megabytes = _check(Path(folder), seconds)
            rate = f", {wall_s / spoken:.3f} of real time" if seconds == spoken else ""
            print(f"{name:18} {wall_s:8.1f} s{rate}, {cpu_s:8.1f} s of CPU, at most {megabytes:,.0f} MB", flush=True)
    return 0


def _spoken(path: Path, hours: float) -> tuple[float, int]:
    """Writes the sound piece by piece; how long it is in s, and how often the message is in it."""
    wave, rate = soundfile.read(SAMPLE / "take-3.flac", dtype="int16")
    times = max(1, round(hours * 3600 * rate / len(wave)))
    with soundfile.SoundFile(path, "w", rate, 1, "PCM_16") as sound:
        for _ in range(times):
            sound.write(wave)
    soundfile.write(path.with_name("short.flac"), np.asarray(wave[: 10 * rate]), rate)
    return times * len(wave) / rate, times


def _script(path: Path, times: int) -> int:
    """Writes the script; its words."""
    front, _, text = (SAMPLE / "script.txt").read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")
    words = len(text.split())
    times = min(times, MOST_WORDS // words)
    path.write_text(f"---\n{front}---\n" + (text + "\n") * times, encoding="utf-8")
    return words * times


def _check(folder: Path, seconds: float) -> tuple[float, float, float]:
    """Wall clock in s, CPU in s, and the most memory in MB of one check."""
    take = folder / ("short.flac" if seconds == 10.0 else "long.flac")
    line = [sys.executable, "-P", "-m", "app", "check", str(folder / "script.txt"), str(take), "--json"]
    environ = {**os.environ, "REHEARSE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    with (folder / "review.json").open("w") as answer, subprocess.Popen(line, env=environ, stdout=answer) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise SystemExit(f"The check ended with exit code {running.returncode}.")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # ru_maxrss is in bytes there, in KB elsewhere
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / unit


if __name__ == "__main__":
    sys.exit(main())
