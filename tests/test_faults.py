"""What is noted of a fault: where in the program it was, and nothing of what anybody said or wrote."""

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import VERSION, faults
from app.script.script import Script

SAID = "Zanzibarese Quimbletonian"


def caught(work: Callable[[], object]) -> Exception:
    try:
        work()
    except Exception as error:  # noqa: BLE001  any
        return error
    raise AssertionError("nothing was raised")


def choke(said: str) -> object:
    """As errors come that quote what they choke on, one leading to the next."""
    try:
        return {}[said]
    except KeyError as missing:
        try:
            return int(said)
        except ValueError:
            raise RuntimeError(f"over {said}", said) from missing


@pytest.mark.parametrize(
    "work",
    [
        lambda: choke(SAID),
        lambda: Path(f"/nowhere/{SAID}.txt").read_text(),
        lambda: SAID.encode("utf-16").decode("utf-8"),
        lambda: getattr(SAID, "shout"),  # noqa: B009  a name of the program's
        lambda: sqlite3.connect(":memory:").execute(f"SELECT {SAID}"),
        lambda: exec(f"{SAID} = ", {}),
    ],
)
def test_nothing_that_was_said_or_written_is_noted(work: Callable[[], object]) -> None:
    error = caught(work)
    text = faults.told(error)
    for word in SAID.split():
        assert word not in text
        assert word not in faults.kind(error)
    assert "test_faults.py" in text
    assert VERSION in text


@given(st.text(min_size=4))
def test_no_message_of_an_error_is_noted(said: str) -> None:
    error = caught(lambda: choke(f"{said}¶"))
    assert f"{said}¶" not in faults.told(error)
    assert faults.told(error).endswith("RuntimeError\n")


def test_what_the_program_itself_names_is_noted() -> None:
    assert faults.kind(caught(lambda: Script.nonsense)) == "AttributeError nonsense"  # type: ignore[attr-defined]
    assert faults.kind(OSError(errno.ENOSPC, "full", "/home/anna")) == "OSError ENOSPC"
    assert "FileNotFoundError ENOENT" in faults.told(caught(lambda: Path("/nowhere").stat()))


def test_no_folder_above_the_program_is_named() -> None:
    assert str(Path(__file__).parent.parent) not in faults.told(caught(lambda: choke(SAID)))


def test_an_error_without_end_is_cut_in_its_middle() -> None:
    def deeper() -> object:
        return deeper()

    text = faults.told(caught(deeper))
    assert " more\n" in text
    assert len(text) < 10_000


def test_notes_are_their_owners_alone_and_stay_small(tmp_path: Path) -> None:
    for number in range(40):
        file = faults.note(f"{number} " + "x" * 9_000, tmp_path)
        assert file.stat().st_size <= faults.MOST_BYTES
        assert file.stat().st_mode & 0o777 == 0o600
    assert "39 xxx" in file.read_text()


def test_what_is_left_by_a_process_that_was_ended_is_found_once_and_forgotten(tmp_path: Path) -> None:
    descriptor, left = faults.open_last_words(tmp_path)
    assert left == ""
    os.write(descriptor, b"Fatal Python error: Aborted")
    os.close(descriptor)
    again, left = faults.open_last_words(tmp_path)
    assert left == "Fatal Python error: Aborted"
    os.write(again, b"more")
    faults.note("a fault", tmp_path)
    faults.forget(tmp_path)
    assert [(each.name, each.stat().st_size) for each in tmp_path.iterdir()] == [(faults.LAST_WORDS, 0)]
    os.close(again)
    faults.forget(tmp_path / "nowhere")
