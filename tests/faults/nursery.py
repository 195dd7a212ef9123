"""Starts the terminal program again and again, each time in a process of its own that can be killed.

`python -m tests.faults.nursery`: what it starts is a fork of it, so that hundreds of starts import everything once.
A line on standard input is a wish (JSON), a line on standard output says what came of it.
"""

import itertools
import json
import os
import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Self

from app import cli
from tests.fakes import wait_until
from tests.virtual_microphone import VirtualMicrophone

_PATIENCE_S = 120.0
_LOOK_S = 0.02  # between two looks at what a child said


def main() -> None:
    """Start {"arguments", "keys", "out", "err", "environ", "dies_at"}, or wait for {"wait": pid}."""
    import vosk  # noqa: F401  it starts no thread; sounddevice, which does, is the child's own affair

    for line in sys.stdin:
        wish = json.loads(line)
        if "wait" in wish:
            said = os.waitstatus_to_exitcode(os.waitpid(wish["wait"], 0)[1])
        else:
            said = os.fork()
            if said == 0:
                _run(wish)
        print(said, flush=True)


def _run(wish: dict[str, Any]) -> None:
    """The program itself, to its end."""
    for number, name, flags in ((0, "keys", os.O_RDWR), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
        file = os.open(wish[name], flags | (os.O_CREAT if number else 0), 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode) for number, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: PTH123, SIM115
    os.environ.update(wish["environ"])
    if wish["dies_at"]:
        _die_at(wish["dies_at"])
    code = cli.main(wish["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _die_at(step: str) -> None:
    """kill -9 right before what the interpreter does is called so; open and rename, remove and chmod of a file."""
    wanted = re.compile(step)

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.chmod") and wanted.search(f"{event} {arguments[0]}"):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


class Child:
    """One run of the program."""

    def __init__(self, nursery: "Nursery", pid: int, keys: Path, out: Path, err: Path) -> None:
        self.pid = pid
        self._nursery = nursery
        self._times: dict[str, int] = {}
        self._has_ended = False
        self._keys = os.open(keys, os.O_RDWR)
        self._out, self._err = out, err

    @property
    def out(self) -> str:
        return self._out.read_text(encoding="utf-8") if self._out.exists() else ""

    @property
    def err(self) -> str:
        return self._err.read_text(encoding="utf-8") if self._err.exists() else ""

    def until(self, text: str) -> None:
        """It says so."""
        wait_until(lambda: text in self.err or not self.is_alive, _PATIENCE_S, _LOOK_S)
        assert text in self.err, self.err

    def until_again(self, text: str) -> None:
        """It says so once more than when this was asked last."""
        self._times[text] = self._times.get(text, 1) + 1
        wait_until(lambda: self.err.count(text) >= self._times[text] or not self.is_alive, _PATIENCE_S, _LOOK_S)
        assert self.err.count(text) >= self._times[text], self.err

    def press_enter(self) -> None:
        os.write(self._keys, b"\n")

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    @property
    def is_alive(self) -> bool:
        """Not once it was killed, though nobody waited for it."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"

    def end(self) -> int:
        """Waits; the exit code, negative for a signal."""
        wait_until(lambda: not self.is_alive, _PATIENCE_S, _LOOK_S)
        os.close(self._keys)
        self._has_ended = True
        return self._nursery.ask({"wait": self.pid})

    def kill(self) -> None:
        """Where a test broke off; its number is another's once it was waited for."""
        if not self._has_ended:
            os.kill(self.pid, signal.SIGKILL)


class Nursery:
    """The process that starts the others, spoken to from a test."""

    def __init__(self, virtual: VirtualMicrophone, folder: Path) -> None:
        """In the folder lies what they say, and all they keep."""
        virtual.environ["REHEARSE_HOME"] = str(folder / "home")
        virtual.environ["OPENBLAS_NUM_THREADS"] = "1"  # a thread does not outlive a fork
        self._folder = folder
        self._children: list[Child] = []
        self._count = itertools.count(1)
        self._one_at_a_time = Lock()
        self._process = virtual.start([sys.executable, "-W", "error", "-m", "tests.faults.nursery"])

    def start(
        self,
        *arguments: str,
        environ: Mapping[str, str] | None = None,
        dies_at: str | None = None,
    ) -> Child:
        """`dies_at`: the step on the disk at which it is killed."""
        number = next(self._count)
        keys, out, err = (self._folder / f"{number}-{name}" for name in ("keys", "out", "err"))
        os.mkfifo(keys)
        wish = {"arguments": arguments, "keys": str(keys), "out": str(out), "err": str(err)}
        wish |= {"environ": dict(environ or {}), "dies_at": dies_at}
        self._children.append(Child(self, self.ask(wish), keys, out, err))
        return self._children[-1]

    def run(self, *arguments: str, environ: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """From beginning to end: exit code, standard output, standard error."""
        child = self.start(*arguments, environ=environ)
        code = child.end()
        return code, child.out, child.err

    def ask(self, wish: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps(wish) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        assert line, self._process.stderr.read() if self._process.stderr is not None else ""
        return int(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.kill()
        with self._process as process:
            process.kill()


if __name__ == "__main__":
    main()
