"""Feeds every reader of foreign bytes with what nobody sane would write: python3 dev.py fuzz [NAME …] [--minutes N].

Hypothesis, not atheris: it is here already and runs wherever the tests run (atheris needs a compiler's fuzzing runtime
and would see into none of the C libraries either), makes cases that are whole on the outside and wrong deep within (an
archive whose checksums hold round a message that lies), and hands back the smallest case that still fails.

Each target runs in a child of its own with a bound on memory, each case with a bound on time. A case is on the disk
before it is tried, so that one which kills the process is known, too. What is found lies in build/fuzz; a case is tried
again by `python3 dev.py fuzz NAME --again FILE`.
"""

import argparse
import faulthandler
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import answers, kept, models, sounds, texts
from tests.fuzz.contract import Target

TARGETS: dict[str, Target] = {**texts.TARGETS, **sounds.TARGETS, **models.TARGETS, **kept.TARGETS, **answers.TARGETS}
MINUTES = 1.0  # for each target
FOUND = 1  # exit code
_PROJECT = Path(__file__).resolve().parents[2]
_FOLDER = _PROJECT / "build" / "fuzz"
_BATCH = 30  # cases between two looks at the clock; Hypothesis keeps what it drew for all of them
_MOST_FOUND = 20  # of one target in one run
# The bound is on addresses, of which glibc lets go of few: what is large is to be given back, and one heap is enough
_GIVING_BACK = {"MALLOC_MMAP_THRESHOLD_": str(1 << 17), "MALLOC_ARENA_MAX": "1"}


class TooLong(Exception):
    """The case took longer than it may."""


def main(arguments: Sequence[str]) -> int:
    """0 where nothing is found."""
    given_ = _asked(arguments)
    if given_.again is not None:
        TARGETS[given_.names[0]].read(given_.again.read_bytes(), Path(tempfile.mkdtemp(prefix="fuzz-")))
        print("The contract is kept.")
        return 0
    if given_.child:
        return explore(given_.names[0], 60 * given_.minutes, _FOLDER, given_.seed)
    return max(_in_child(name, given_.minutes, given_.seed) for name in given_.names or TARGETS)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py fuzz", description="Fuzz the readers of foreign bytes.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=MINUTES, help="for each target; 1 where nothing is said")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32, help="the same cases again")
    parser.add_argument("--again", type=Path, metavar="FILE", help="one case that was found")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.names if name not in TARGETS]:
        parser.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    return chosen


def _in_child(name: str, minutes: float, start: int) -> int:
    line = [sys.executable, "-P", "-m", "tests.fuzz.run", name, "--child", f"--minutes={minutes}", f"--seed={start}"]
    code = subprocess.call(line, cwd=_PROJECT, env=os.environ | _GIVING_BACK)
    if code in (0, FOUND):
        return code
    case = _FOLDER / f"{name}.now"
    lost = _FOLDER / f"{name}-killed-{hashlib.sha256(case.read_bytes()).hexdigest()[:8]}.case"
    case.replace(lost)
    print(f"{name:13} ended its process ({code}): {lost.relative_to(_PROJECT)}", flush=True)
    return FOUND


def explore(name: str, seconds: float, folder: Path, start: int) -> int:
    """In this process, from now on bounded in memory. 1 where something was found."""
    target = TARGETS[name]
    folder.mkdir(parents=True, exist_ok=True)
    now = folder / f"{name}.now"
    cases = target.cases()
    _bound_memory(target.most_mb)
    found: dict[str, bytes] = {}
    tried, slowest, until = 0, 0.0, time.monotonic() + seconds

    def one(content: bytes) -> None:
        nonlocal tried, slowest
        if time.monotonic() > until:
            return
        now.write_bytes(content)
        tried += 1
        began = time.process_time()
        try:
            with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
                _within(target, content, Path(place))
        except Exception as error:
            sign = _sign(error)
            if sign in found and len(found[sign]) < len(content):
                return  # known, and longer
            found[sign] = content
            raise
        finally:
            slowest = max(slowest, time.process_time() - began)

    count = 0
    while time.monotonic() < until and len(found) < _MOST_FOUND:
        count += 1
        search = settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        try:
            seed(start + count)(search(given(cases)(one)))()
        except Exception:  # noqa: BLE001  it is in `found`, whatever Hypothesis makes of it
            traceback.print_exc(limit=-6)
    for sign, content in found.items():
        file = folder / f"{name}-{hashlib.sha256(content).hexdigest()[:8]}.case"
        file.write_bytes(content)
        print(f"{name:13} {sign}: {file.name}", flush=True)
    print(f"{name:13} {tried:8,} cases, {len(found)} found; the slowest took {slowest:.2f} s", flush=True)
    return FOUND if found else 0


def _within(target: Target, content: bytes, place: Path) -> None:
    """Bounded in the processor's time, or a busy machine would be a finding; where Python does not come to run again
    to be told that it is over, the process ends."""
    faulthandler.dump_traceback_later(20 * target.longest_s + 60, exit=True)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, target.longest_s)
    try:
        target.read(content, place)
    finally:
        faulthandler.cancel_dump_traceback_later()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(*_: object) -> None:
    raise TooLong


def _bound_memory(most_mb: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + (most_mb << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _sign(error: BaseException) -> str:
    """The kind of fault and the last of our lines it came by: the same fault has the same."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if f"{os.sep}app{os.sep}" in each.filename] or frames
    last = ours[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
