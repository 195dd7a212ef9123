#!/usr/bin/env python3
"""Everything a developer types: python3 dev.py run · test · bench · build and others. Standard library only."""

# NB: this file is read by whatever Python the newcomer has, so it keeps to what 3.8 understands; the rest needs 3.11.
# Modules that cost time to load are imported where they are needed: a second `run` hands over in a blink.

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools import system_packages as packages
from tools.system_packages import say

USAGE = """\
python3 dev.py run                 set up what is missing, open the window
python3 dev.py run COMMAND …       the same, then the terminal program: run check script.txt take.wav
python3 dev.py test [ARGUMENT …]   set up, then every check and test; arguments go to pytest
python3 dev.py bench NAME …        one of the benchmarks in tests/bench
python3 dev.py soak NAME …         one of the long trials in tests/soak
python3 dev.py fuzz [NAME …]       every reader of foreign bytes, given what nobody sane would write
python3 dev.py build               make the program for who has no Python, in dist/, and try it
python3 dev.py starter-model       make the model a checkout hears with anew, in build/ (--small: to try how)
python3 dev.py lock [--upgrade]    write the four locks of packages anew
"""

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LEAST_PYTHON = (3, 11)
OTHER_PYTHONS = ("python3.13", "python3.12", "python3.14", "python3.11", "python3")

RUN_LOCK = "requirements.txt"
BUILD_LOCK = "requirements-build.txt"
DEV_LOCK = "requirements-dev.txt"
LARGER = {RUN_LOCK: (BUILD_LOCK, DEV_LOCK), BUILD_LOCK: (DEV_LOCK,)}  # what holds all of a lock, too
STARTER_LOCK = "tools/starter_model/requirements.txt"  # for an environment of its own: nothing else needs torch
MEGABYTES = {RUN_LOCK: 150, BUILD_LOCK: 160, DEV_LOCK: 250, STARTER_LOCK: 1200}  # fetched, about
STARTER_ENVIRONMENT = ROOT / "build" / "starter-model" / "environment"

# A worker for each core; one with nothing left takes from another. `dev.py test -n 0 …` runs them in one process.
SIDE_BY_SIDE = ["-n", "auto", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    if sys.version_info < LEAST_PYTHON:
        return hand_to_newer_python(arguments)
    if not arguments or arguments[0] not in COMMANDS:
        asked = arguments[:1] in (["--help"], ["-h"], ["help"])
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stopped as why:
        print(why, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


class Stopped(Exception):
    """Why it cannot go on and what helps, in a sentence or two."""


# ---- The commands


def run(rest: list[str]) -> int:
    window = not rest or rest[0].startswith("-")
    python = set_up(RUN_LOCK)
    if window:
        provide({**packages.SOUND, **packages.WINDOW}, "sound and the window")
    else:
        provide(packages.SOUND, "sound")
    return hand_over([python, "-P", "-m", "ui" if window else "app", *rest])


def test(rest: list[str]) -> int:
    import subprocess
    import tempfile
    import time

    python = set_up(DEV_LOCK)
    provide(packages.TEST, "all tests", again=True)
    environ = environment(for_tests=True)
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "tests.xml"
        checks = {
            "ruff check": ["ruff", "check", "."],
            "ruff format": ["ruff", "format", "--check", "."],
            "mypy": [
                "mypy",
                "--strict",
                "--explicit-package-bases",
                "app",
                "ui",
                "tools/starter_model",
                "tools/program",
            ],
            "pytest": ["pytest", *SIDE_BY_SIDE, "--junitxml", str(counts), *rest],
        }
        outcomes = []
        for name, line in checks.items():
            say(f"\n── {name}")
            began = time.monotonic()
            code = subprocess.call([python, "-m", *line], cwd=ROOT, env=environ)
            outcomes.append((name, code, time.monotonic() - began))
        counted = count_tests(counts)
    say("\n── summary")
    for name, code, seconds in outcomes:
        detail = f" · {counted}" if name == "pytest" else ""
        say(f"{'ok    ' if code == 0 else 'FAILED'}  {name:12} {seconds:6.1f} s{detail}")
    return 1 if any(code for _, code, _ in outcomes) else 0


def count_tests(report: Path) -> str:
    """What a JUnit report says ran, in words; "nothing ran" where pytest never came to write one."""
    from xml.etree import ElementTree as ET

    if not report.exists():
        return "nothing ran"
    suites = ET.parse(report).getroot().iter("testsuite")
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in suites:
        for key in total:
            total[key] += int(suite.get(key, "0"))
    ran = total["tests"] - total["skipped"]
    return f"{ran} ran, {total['failures'] + total['errors']} failed, {total['skipped']} skipped"


def bench(rest: list[str]) -> int:
    return start_one_of("bench", "the benchmarks", packages.BENCH, rest)


def soak(rest: list[str]) -> int:
    return start_one_of("soak", "the long trials", packages.TEST, rest)


def start_one_of(folder: str, purpose: str, wanted: dict[str, str], rest: list[str]) -> int:
    names = startable(folder)
    if not rest or rest[0] not in names:
        raise Stopped(f"Which of {purpose}? There is {', '.join(names) or 'none yet'}: python3 dev.py {folder} NAME")
    python = set_up(DEV_LOCK)
    provide(wanted, purpose, again=True)
    return hand_over([python, "-P", "-m", f"tests.{folder}.{rest[0]}", *rest[1:]])


def startable(folder: str) -> list[str]:
    """The modules of that folder in tests that can be started."""
    modules = sorted((ROOT / "tests" / folder).glob("*.py"))
    return [each.stem for each in modules if b'__name__ == "__main__"' in each.read_bytes()]


def fuzz(rest: list[str]) -> int:
    return hand_over([set_up(DEV_LOCK), "-P", "-m", "tests.fuzz.run", *rest])


def build(rest: list[str]) -> int:
    python = set_up(BUILD_LOCK)
    provide({**packages.SOUND, **packages.WINDOW, **packages.PROGRAM}, "making the program", again=True)
    return hand_over([python, "-P", "-m", "tools.program", *rest])


def starter_model(rest: list[str]) -> int:
    python = set_up(STARTER_LOCK)
    provide(packages.STARTER, "the starter model's voices", again=True)
    provide(packages.NOT_FREE, "more of its voices (of apt's section non-free or multiverse)", again=True)
    return hand_over([python, "-P", "-m", "tools.starter_model", *rest])


def lock(rest: list[str]) -> int:
    import subprocess

    python = set_up(DEV_LOCK)
    # NB: no header and no index lines: where the packages came from is the machine's business, not the project's.
    common = [python, "-m", "uv", "pip", "compile", "--python-version", "3.11", "--no-header", "--quiet", *rest]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--annotation-style", "line"]
    program = ["pyproject.toml", "--universal", "--generate-hashes"]
    # NB: as for Windows, where torch brings no graphics card's libraries along, and by their versions alone: where
    # torch is to be had for the processor alone, under the same version, pip takes that.
    starter = ["tools/starter_model/requirements.in", "--python-platform", "windows", "-c", DEV_LOCK]
    building = [*program, "--group", "build", "-c", RUN_LOCK, "-o", BUILD_LOCK]
    developing = [*program, "--group", "dev", "-c", BUILD_LOCK, "-o", DEV_LOCK]
    for more in ([*program, "-o", RUN_LOCK], building, developing, [*starter, "-o", STARTER_LOCK]):
        code = subprocess.call([*common, *more], cwd=ROOT, stdout=subprocess.DEVNULL)
        if code:
            raise Stopped("The lock could not be made; uv says why above.")
    return 0


# ---- Python and its packages


def hand_to_newer_python(arguments: list[str]) -> int:
    import subprocess

    needed = ".".join(map(str, LEAST_PYTHON))
    candidates = [[name] for name in OTHER_PYTHONS]
    if os.name == "nt":
        candidates.append(["py", "-3"])
    for candidate in candidates:
        question = f"import sys; sys.exit(sys.version_info < {LEAST_PYTHON})"
        try:
            newer = subprocess.call([*candidate, "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            continue  # no such program
        if newer == 0:
            return subprocess.call([*candidate, str(ROOT / "dev.py"), *arguments])
    say(
        f"This is Python {sys.version.split()[0]}; {needed} or newer is needed, and none was found on PATH. "
        f"Install one, from python.org or your system's packages, and start dev.py with it."
    )
    return 2


def set_up(lock_name: str) -> str:
    """Make its virtual environment hold a lock's packages; its Python's path. Costs two small reads when it does."""
    where = home_of(lock_name)
    python = str(where / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    usable = Path(python).exists() and environment_version(where) >= LEAST_PYTHON
    if usable and any(is_stamped(each) for each in (lock_name, *LARGER.get(lock_name, ()))):
        return python
    if not usable or not has_pip(python):
        make_environment(where)
    for stamp in where.glob("holds-*.stamp"):  # packages change under the other's stamp too
        stamp.unlink()
    install(python, lock_name)
    stamp_of(lock_name).write_text(key_of(lock_name), encoding="ascii")
    return python


def home_of(lock_name: str) -> Path:
    return STARTER_ENVIRONMENT if lock_name == STARTER_LOCK else ENVIRONMENT


def environment_version(where: Path) -> tuple[int, ...]:
    """The Python a virtual environment was made by, (0,) where it does not say."""
    config = where / "pyvenv.cfg"
    for line in config.read_text(encoding="utf-8", errors="replace").splitlines() if config.exists() else []:
        name, _, value = line.partition("=")
        if name.strip() in ("version", "version_info"):
            return tuple(int(part) for part in value.strip().split(".")[:2] if part.isdigit())
    return (0,)


def stamp_of(lock_name: str) -> Path:
    return home_of(lock_name) / f"holds-{Path(lock_name).name}.stamp"


def is_stamped(lock_name: str) -> bool:
    stamp = stamp_of(lock_name)
    return stamp.exists() and stamp.read_bytes() == key_of(lock_name).encode()


def key_of(lock_name: str) -> str:
    """Differs whenever the lock, or the environment's Python, does."""
    import hashlib

    content = (ROOT / lock_name).read_bytes() + (home_of(lock_name) / "pyvenv.cfg").read_bytes()
    return hashlib.sha256(content).hexdigest()


def has_pip(python: str) -> bool:
    import subprocess

    line = [python, "-m", "pip", "--version"]
    return subprocess.call(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def make_environment(where: Path) -> None:
    import importlib.util
    import subprocess

    if importlib.util.find_spec("ensurepip") is None:  # Debian puts it into a package of its own
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not packages.is_debian() or not packages.apt_install([package]):
            raise Stopped(f"Python cannot make virtual environments here. Type: {packages.apt_line([package])}")
    say(f"Making the virtual environment in {where.relative_to(ROOT)} …")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(where)], stdout=sys.stderr):
        raise Stopped("The virtual environment could not be made; the lines above say why.")


def install(python: str, lock_name: str) -> None:
    import subprocess

    say(f"Installing what {lock_name} lists (once; the first time some {MEGABYTES[lock_name]} MB) …")
    line = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    line += [] if lock_name == STARTER_LOCK else ["--require-hashes"]
    quiet = [] if sys.stderr.isatty() else ["-qq"]  # nobody watches: errors alone
    if subprocess.call([*line, *quiet, "-r", str(ROOT / lock_name)], stdout=sys.stderr):
        raise Stopped(
            "The packages could not be installed; pip says why above. With the network back, the same command goes on."
        )


def provide(wanted: dict[str, str], purpose: str, again: bool = False) -> None:
    packages.provide(wanted, purpose, ENVIRONMENT / "tried-packages", again)


# ---- Handing over


def environment(for_tests: bool = False) -> dict[str, str]:
    """The environment of what is started: it finds this checkout, and a test neither a screen nor the network."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    if for_tests:
        environ = {name: value for name, value in environ.items() if not name.lower().endswith("_proxy")}
        environ["QT_QPA_PLATFORM"] = "offscreen"
    return environ


def hand_over(line: list[str]) -> int:
    """Become that program; on Windows, where a program cannot, wait for it."""
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(line[0], line, environment())
    import subprocess

    return subprocess.call(line, env=environment())


COMMANDS = {
    "run": run,
    "test": test,
    "bench": bench,
    "soak": soak,
    "fuzz": fuzz,
    "build": build,
    "starter-model": starter_model,
    "lock": lock,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
