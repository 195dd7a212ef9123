"""The program, tried as its user will start it: from an awkward path, without a Python, with nothing of ours around."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tools.program.built import NAME

AWKWARD = "Größe & naïve ☎ %u 'folder'"
_INSIDE_MAC = Path("Contents", "MacOS")
_SAMPLE = Path("assets", "sample")
_OF_NO_SCREEN = "This plugin does not support propagateSizeHints()"  # Qt's, where there is no screen
_PATIENCE_S = 300.0  # for what takes a few seconds on an idle machine
_GLANCE_S = 0.02
_PLACES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR")
_WINDOWS_OWN = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "NUMBER_OF_PROCESSORS")  # nothing starts without


class Failed(Exception):
    """What the program should have done, and what it did."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds, each from the start of a program."""

    terminal_s: float  # to the end of `rehearse --version`
    check_s: float  # to the end of checking a take of 27 s, the model prepared before
    window_s: float  # to a window that has its library, a sample message in it


def try_out(folder: Path) -> Figures:
    """Both programs of a folder (on macOS: of an app), in a copy of it at an awkward path. Raises Failed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        there = Path(temporary).resolve() / AWKWARD / folder.name
        shutil.copytree(folder, there, symlinks=True)
        return Trial(there, Path(temporary).resolve() / "home").run()


class Trial:
    """Of the programs in one folder."""

    def __init__(self, folder: Path, home: Path) -> None:
        programs = folder / _INSIDE_MAC if folder.suffix == ".app" else folder
        ending = ".exe" if sys.platform == "win32" else ""
        self._window, self._terminal = (programs / f"{each}{ending}" for each in (NAME, "rehearse"))
        self._sample = next(folder.rglob(str(_SAMPLE)))
        self._home = home
        self._home.mkdir()

    def run(self) -> Figures:
        self._check()  # the first time it prepares its model
        version_s = self._timed(lambda: self._say("--version"))
        check_s = self._timed(self._check)
        message = self._home / "a message.beep"
        window_s = self._open_window("Late deliveries", 1)
        self._say("export", "Late", str(message))
        self._open_window("Late deliveries", 2, str(message))
        return Figures(version_s, check_s, window_s)

    def _check(self) -> None:
        """A known take, whose verdict is known."""
        take, script = self._sample / "take-2.flac", self._sample / "script.txt"
        done = self._say("check", "--json", str(script), str(take), code=1)
        told = json.loads(done.stdout)
        kinds = [each["kind"] for each in told["findings"] if each["counts"]]
        if told["clean"] or sorted(kinds) != ["filled_pause", "number"]:
            raise Failed(f"{take.name} should have an um and a changed word, and has {kinds}")

    def _say(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(self._terminal), *words],
            env=self._environ(),
            cwd=self._home,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE_S,
        )
        if done.returncode != code or done.stderr:
            raise Failed(f"rehearse {' '.join(words)} ended with {done.returncode}, not {code}: {done.stderr}")
        return done

    def _open_window(self, message: str, times: int, *words: str) -> float:
        """How long until its library holds the message that many times; it is then made to end."""
        library = self._home / "data" / "library.sqlite3"
        began = time.monotonic()
        with subprocess.Popen(
            [str(self._window), *words],
            env=self._environ(),
            cwd=self._home,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as program:
            try:
                while _count(library, message) < times:
                    if program.poll() is not None or time.monotonic() > began + _PATIENCE_S:
                        program.kill()
                        raise Failed(f"the window came to nothing: {program.communicate()}")
                    time.sleep(_GLANCE_S)
                took = time.monotonic() - began
                if program.poll() is not None:
                    raise Failed(f"the window ended by itself: {program.communicate()}")
            finally:
                program.kill()
            said = program.communicate()[1].decode(errors="replace").splitlines()
            if complaints := [each for each in said if each not in ("", _OF_NO_SCREEN)]:
                raise Failed(f"the window complains: {complaints}")
        return took

    def _environ(self) -> dict[str, str]:
        """Nothing but what a system needs to start anything."""
        empty = self._home / "nothing"
        empty.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in _WINDOWS_OWN if name in os.environ}
        places = dict.fromkeys(
            ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR"), str(self._home)
        )
        return {
            **kept,
            **places,
            "PATH": str(empty),
            "REHEARSE_HOME": str(self._home / "data"),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }

    @staticmethod
    def _timed(deed: Callable[[], object]) -> float:
        began = time.monotonic()
        deed()
        return time.monotonic() - began


def _count(library: Path, message: str) -> int:
    """How many messages of that title a library holds; none where there is no library yet."""
    if not library.is_file():
        return 0
    try:
        with closing(sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT count(*) FROM messages WHERE title = ?", (message,)).fetchone()
    except sqlite3.OperationalError:  # it is just being made, or written
        return 0
    return int(row[0])
