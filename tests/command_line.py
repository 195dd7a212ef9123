"""Runs the terminal program as a user would, in this process or in one of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.command.terminal import Terminal

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "assets" / "sample"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    def refuses(self, *fragments: str) -> bool:
        """Exit code 2, no answer, and one line on stderr that is a sentence and names what is wrong."""
        assert self.code == 2, self
        assert self.out == "", self
        assert "Traceback" not in self.err
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].endswith((".", ".)")), self.err
        assert len(lines[0].split()) > 4, self.err
        for fragment in fragments:
            assert fragment in lines[0], self.err
        return True


class CommandLine:
    """In this process; all that goes to stdout and stderr is caught, also what C libraries print."""

    def __init__(self, captured: pytest.CaptureFixture[str], home: Path) -> None:
        self._captured = captured
        self.home = home
        self.environ = {"REHEARSE_HOME": str(home)}

    def __call__(self, *arguments: str | Path, stdin: bytes | None = b"") -> Done:
        given = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        self._captured.readouterr()
        code = main([str(each) for each in arguments], Terminal(given, sys.stdout, sys.stderr, self.environ))
        said = self._captured.readouterr()
        return Done(code, said.out, said.err)


def child(
    *arguments: str | Path, environ: Mapping[str, str] | None = None, stdin: str = "", python: Sequence[str] = ()
) -> Done:
    """In a process of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *python, "-m", "app", *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, **(environ or {})},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Each file below a folder with what it holds, each folder and special file as None."""
    return {str(each.relative_to(folder)): each.read_bytes() if each.is_file() else None for each in folder.rglob("*")}
