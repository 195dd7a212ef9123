"""The terminal a command talks to: what comes in, what goes out, and what is said beside it."""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, TextIO

from rich.console import Console

from app.problems import answer_not_written, no_standard_input


@dataclass(frozen=True, slots=True)
class Terminal:
    """Answers go to `out`, everything else to `err`."""

    stdin: TextIO | None  # None where the program was started without one
    out: TextIO
    err: TextIO
    environ: Mapping[str, str]

    def say(self, sentence: str) -> None:
        """Something to know beside the answer, on a line of its own."""
        print(" ".join(sentence.split()), file=self.err, flush=True)

    def is_attended(self) -> bool:
        """Whether somebody sits there who can be asked."""
        return self.stdin is not None and self.stdin.isatty()

    def ask(self, question: str) -> str:
        """One line, typed or piped; empty where none comes. Raises Problem where there is no standard input."""
        self.say(question)
        return self.bytes_in().readline(1000).decode("utf-8", "replace").strip()

    def answer(self, text: str) -> None:
        """Text for programs: always UTF-8; what is no character (in the name of a file) as JSON writes it.

        Raises Problem where it cannot be written, and BrokenPipeError where nobody reads any more.
        """
        if isinstance(self.out, io.TextIOWrapper):
            self.out.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            print(text, file=self.out)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise answer_not_written(error.strerror or str(error)) from error

    def page(self) -> Console:
        """For people: as wide and as colourful as it is."""
        if isinstance(self.out, io.TextIOWrapper):
            self.out.reconfigure(errors="replace")  # a letter it cannot show is no reason to break off
        return Console(file=self.out, highlight=False)

    def margin(self) -> Console:
        """Beside the answer: what moves while the program works."""
        return Console(file=self.err, highlight=False)

    def bytes_in(self) -> BinaryIO:
        """Raises Problem where there is no standard input."""
        if self.stdin is None:
            raise no_standard_input()
        return self.stdin.buffer


def this_terminal() -> Terminal:
    return Terminal(sys.stdin, sys.stdout, sys.stderr, os.environ)


@contextmanager
def only_our_words(terminal: Terminal) -> Iterator[Terminal]:
    """While it lasts nobody but us writes to stderr.

    ALSA and PortAudio print what they try in vain, dozens of lines, and mpg123 what it thinks of a file. They write to
    the file descriptor, past Python; so it leads nowhere for a while, and ours is a copy of it.
    """
    if os.name != "posix":
        yield terminal
        return
    terminal.err.flush()
    try:
        kept = os.dup(2)
    except OSError:  # closed from the start: nothing can be written, by nobody
        yield terminal
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        if _is_stderr(terminal.err):
            with os.fdopen(os.dup(kept), "w", encoding=terminal.err.encoding, errors="backslashreplace") as copy:
                yield replace(terminal, err=copy)
        else:
            yield terminal
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _is_stderr(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 2
    except (OSError, ValueError):  # a test's stream has no number
        return False
