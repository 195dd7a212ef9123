"""The table of faults in docs/faults.md, made from the marks on the tests: `python -m tests.faults.matrix`.

A test of a fault says with @fault what is made to happen, what the user is told and what is kept; the fixture `told`
holds what the user really was told against it, so the table says nothing that is not so.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "faults.md"
NOTHING = "nothing"  # is told, where nothing is lost either

_HEAD = """\
# What may go wrong while a take is made, and what becomes of it

Each line is a test in `tests/faults/`, in which the fault is really made; this page is made from them
(`python -m tests.faults.matrix`), and a test holds it to them. “…” stands for a name, a number or a folder.

"""
_FOOT = """
How some of them are made, so that they can be made on any machine and by any user:

- A program is killed with `kill -9` from outside, or by itself at a given step on the disk; `python3 dev.py soak kills`
  kills 200 reps.
- A full disk is the system's limit for the size of a file (`RLIMIT_FSIZE`), which refuses to write as a full disk does.
- A folder that is read-only has no write bit. Where the tests run as root, the program that is tried gives up root's
  right to pass over that (`CAP_DAC_OVERRIDE`) when it starts.
- Microphones are PulseAudio's: sources that are unloaded, suspended or made anew at another rate; a server that dies
  and comes back. Where there is a second microphone, PulseAudio goes on with that one when the first is unplugged, and
  so does the rep. A device that another program holds alone cannot be made with them: there a stand-in for PortAudio
  answers what PortAudio answers then.
- A program sleeps where it is stopped (`SIGSTOP`) and let go on.
"""


def fault(what: str, told: str, kept: str) -> pytest.MarkDecorator:
    """What is made to happen; what the user is told, with … for what differs; what is kept."""
    return pytest.mark.fault(what, told, kept)


def held_against(told: str) -> Callable[[str], None]:
    """What asserts that the sentence of a mark was said in this text."""
    sentence = ".*".join(re.escape(part.strip()) for part in told.split("…"))

    def look(text: str) -> None:
        assert re.search(sentence, text, re.DOTALL), f"{told}\n\nis not in\n\n{text}"

    return look


def faults() -> Iterator[tuple[str, str, str]]:
    """As the tests have them, in their order."""
    for file in sorted((PROJECT / "tests" / "faults").glob("test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            for each in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "fault":
                    what, told, kept = (_text(argument) for argument in each.args)
                    yield what, told, kept


def _text(argument: ast.expr) -> str:
    return NOTHING if isinstance(argument, ast.Name) else str(ast.literal_eval(argument))


def page() -> str:
    lines = ["| What happens | What the user is told | What is kept |", "|---|---|---|"]
    lines += [f"| {what} | {told if told == NOTHING else f'“{told}”'} | {kept} |" for what, told, kept in faults()]
    return _HEAD + "\n".join(lines) + "\n" + _FOOT


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{len(list(faults()))} faults in {PAGE}\n")
