"""A recognizer that ends the whole program, as Vosk does over some models: really done, in programs of their own."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from app.problems import Problem
from app.recognition.models import open_model
from app.recognition.strikes import blamed, hears_now, is_set_aside
from tests.command_line import child
from tests.faults.matrix import fault
from tests.faults.rep import cut_off
from tests.library.kept import message, opened
from tests.recognition.tiny_model import make_model

Told = Callable[[str], None]

LAST_WORDS = """Fatal Python error: Aborted

Thread 0x01 (most recent call first):
  File "/usr/lib/python3/threading.py", line 324 in wait

Current thread 0x02 (most recent call first):
  File "/usr/lib/python3/site-packages/vosk/__init__.py", line 192 in FinalResult
  File "/app/recognition/recognizer.py", line 60 in finish

Thread 0x03 (most recent call first):
  File "/usr/lib/python3/queue.py", line 1 in get
"""


def treacherous(folder: Path) -> Path:
    """Hears silence as any model does, and ends the program over the first word: what begins and ends words is cut."""
    make_model(folder, look_ahead=False)
    (folder / "graph/phones/word_boundary.int").write_text("1 nonword\n")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="how a process ends is told otherwise on Windows")
@fault(
    "The recognizer ends the program, twice",
    "The model … ended this program twice while it heard, so it is set aside. Another one hears instead",
    "the take; after the restart another model hears it, and its review is made",
)
def test_a_recognizer_that_ends_the_program_twice_is_set_aside(tmp_path: Path, told: Told) -> None:
    treacherous(tmp_path / "models" / "a-treacherous")
    make_model(tmp_path / "models" / "b-faithful")
    library = opened(tmp_path)
    of = message(library, "Nobody else's")
    library.close()
    cut_off(tmp_path / "takes", of.id)
    environ = {"REHEARSE_HOME": str(tmp_path)}
    ends = [child("check", "--message", of.draft.name, environ=environ) for _ in range(3)]
    assert [each.code for each in ends[:2]] == [-signal.SIGABRT] * 2, ends
    assert "The model a-treacherous ended this program the last time" in ends[1].err
    told(ends[2].err)
    assert ends[2].code in (0, 1)
    assert "words a minute" in ends[2].out
    library = opened(tmp_path)
    (take,) = library.takes.of(of.id)
    library.close()
    assert take.attempt is not None


def test_only_who_was_at_fault_is_blamed(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path / "model"))
    assert blamed(LAST_WORDS, tmp_path) is None  # nobody heard
    hears_now(model, tmp_path)
    elsewhere = LAST_WORDS.replace("vosk", "PySide6")
    for words in ("", elsewhere, elsewhere.replace("queue.py", "site-packages/vosk/__init__.py")):
        assert blamed(words, tmp_path) is None
    first, second = (blamed(LAST_WORDS, tmp_path) for _ in range(2))
    assert first is not None
    assert second is not None
    assert "tried once more" in first.remedy
    assert "set aside" in second.what
    assert is_set_aside(model, tmp_path)
    with pytest.raises(Problem, match="set aside"):
        hears_now(model, tmp_path)
    (model.folder / "conf/model.conf").write_text((model.folder / "conf/model.conf").read_text() + "\n")  # got again
    assert not is_set_aside(model, tmp_path)
