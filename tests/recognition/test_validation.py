"""A model with a file cut short is found in a child process, whatever Vosk does over it."""

import json
import os
import sys
import time
from pathlib import Path

import pytest
import soundfile

from app.places import program_folder
from app.problems import Problem
from app.recognition import lookahead_fst
from app.recognition.models import open_model
from app.recognition.overlay import overlay, share
from app.recognition.problems import ModelCancelled
from app.recognition.validate import HIDDEN_SUBCOMMAND, main
from app.recognition.validation import child_command, try_in_child, validate
from tests.recognition.tiny_model import RATE_HZ, make_model, say

STARTER = program_folder() / "vosk-model"
FAILS = (sys.executable, "-c", "import sys; sys.exit(1)")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_model(tmp_path / "tiny")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "usable.json"


def cut_copy(model: Path, folder: Path, file: str, length: int) -> Path:
    """The model with one file cut: to a length or, below zero, by so many bytes. The others are links."""
    for each in model.rglob("*"):
        if each.is_file() and each != model / file:
            share(each, folder / each.relative_to(model), (os.link, os.symlink))
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes((model / file).read_bytes()[:length])
    return folder


@pytest.mark.parametrize("look_ahead", [False, True])
def test_a_sound_model_passes(tmp_path: Path, look_ahead: bool, record: Path) -> None:
    model = open_model(make_model(tmp_path / "tiny", look_ahead))
    validate(overlay(model, tmp_path / "cache"), record)
    assert len(json.loads(record.read_text())["usable"]) == 1


def test_the_starter_model_passes(record: Path) -> None:
    validate(STARTER, record)


SIZES = {file: (STARTER / file).stat().st_size for file in ("am/final.mdl", "graph/Gr.fst", "graph/HCLr.fst")}
CUTS = [(file, cut) for file, size in SIZES.items() for cut in (0, size // 3, size * 2 // 3, -1)]


@pytest.mark.parametrize(("file", "length"), [*CUTS, ("graph/HCLr.fst", -1000), ("graph/words.txt", -1000)])
def test_a_file_of_the_starter_model_cut_short_is_found(tmp_path: Path, record: Path, file: str, length: int) -> None:
    folder = cut_copy(STARTER, tmp_path / "cut", file, length)
    with pytest.raises(Problem, match="cannot be used: "):
        validate(folder, record)
    assert not record.exists()


@pytest.mark.parametrize("length", [0, 1, 60, 1000, -1])
@pytest.mark.parametrize("words_inside", [False, True])
def test_a_static_graph_cut_short_is_found(tmp_path: Path, record: Path, length: int, words_inside: bool) -> None:
    model = make_model(tmp_path / "tiny", False, words_inside)
    if words_inside and length in (0, 1, 60):
        (model / "graph/words.txt").write_text("<eps> 0\n")
    folder = cut_copy(model, tmp_path / "cut", "graph/HCLG.fst", length)
    with pytest.raises(Problem, match="cannot be used: "):
        validate(folder, record)


def test_words_of_another_model_are_found(tiny: Path, record: Path) -> None:
    (tiny / "graph/words.txt").write_text("<eps> 0\nhello 1\n")
    with pytest.raises(Problem, match="words without a name"):
        validate(tiny, record)


def test_a_model_over_which_the_process_aborts_is_found(tiny: Path, record: Path) -> None:
    (tiny / "graph/disambig_tid.int").write_text("1\n2\n")  # silence is then taken for no sound at all
    with pytest.raises(Problem, match=r"cannot be used: Vosk broke down over it \(exit "):
        validate(tiny, record)


def test_a_folder_that_is_no_model_is_found(tmp_path: Path, record: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match=r"has no am/final\.mdl"):
        validate(tmp_path / "empty", record)


def test_a_model_is_tried_once(tiny: Path, record: Path) -> None:
    validate(tiny, record)
    validate(tiny, record, FAILS)
    os.utime(tiny / "am/final.mdl", ns=(1, 1))
    with pytest.raises(Problem):
        validate(tiny, record, FAILS)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 2, "usable": []}', '{"format": 1, "usable": 3}', "\udcff"]
)
def test_a_damaged_record_is_written_anew(tiny: Path, record: Path, content: str) -> None:
    record.parent.mkdir()
    record.write_bytes(content.encode("utf-8", "surrogateescape"))
    fine = (sys.executable, "-c", "")
    with pytest.raises(Problem):
        validate(tiny, record, FAILS)
    validate(tiny, record, fine)
    validate(tiny, record, FAILS)
    assert [each.name for each in record.parent.iterdir()] == [record.name]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; print('graph/Gr.fst is damaged'); sys.exit(3)", r"cannot be used: graph/Gr\.fst is damaged\. "),
        ("import sys; sys.exit('ASSERTION FAILED')", r"Vosk broke down over it \(exit 1: ASSERTION FAILED\)"),
        ("import sys; print('WARNING: No tokens exist on start frame', file=sys.stderr)", "it hears nothing"),
        ("import time; time.sleep(60)", r"it was not ready after 0\.5 s"),
    ],
)
def test_what_becomes_of_the_child_is_told(tiny: Path, record: Path, code: str, says: str) -> None:
    with pytest.raises(Problem, match=says):
        validate(tiny, record, (sys.executable, "-c", code), timeout_s=0.5 if "sleep" in code else 60)


def test_a_child_that_will_not_start_is_a_problem(tiny: Path, record: Path) -> None:
    with pytest.raises(Problem, match="would not start"):
        validate(tiny, record, (str(tiny / "no-program"),))


def test_a_child_is_started_from_anywhere(tiny: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny.parent)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    validate(Path("tiny"), record)


def test_a_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command() == (sys.executable, "-m", "app.recognition.validate")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == (sys.executable, HIDDEN_SUBCOMMAND)


def test_the_child_answers_with_its_exit_code(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tiny)]) == 0
    (tiny / "graph/Gr.fst").write_bytes(b"")
    assert main([str(tiny)]) == 3
    assert capsys.readouterr().out == "graph/Gr.fst is damaged or cut short\n"


def test_the_frame_of_a_look_ahead_file_is_checked_to_its_last_byte(tiny: Path) -> None:
    file = tiny / "graph/HCLr.fst"
    raw = file.read_bytes()
    lookahead_fst.check(file)
    for length in [*range(0, len(raw) - 60, 7), *range(len(raw) - 60, len(raw))]:
        file.write_bytes(raw[:length])
        with pytest.raises(ValueError, match="is not a look-ahead file that can be read"):
            lookahead_fst.check(file)


def test_flipped_bits_in_a_look_ahead_file_raise_nothing_but_a_value_error(tiny: Path) -> None:
    file = tiny / "graph/HCLr.fst"
    raw = file.read_bytes()
    refused = 0
    for bit in range(0, len(raw) * 8, 31):
        damaged = bytearray(raw)
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        try:
            lookahead_fst.check(file)
        except ValueError:
            refused += 1
    assert refused > 30


def test_a_known_take_must_be_understood(tmp_path: Path, tiny: Path) -> None:
    take = tmp_path / "take.wav"
    soundfile.write(take, say(("hello", "this", "is", "anna")), RATE_HZ)
    command = child_command()
    try_in_child(tiny, command, 60, (str(take), "hello", "anna", "boat", "back"))
    with pytest.raises(Problem, match="of 3 words of a known take it understands 1"):
        try_in_child(tiny, command, 60, (str(take), "hello", "boat", "back"))
    with pytest.raises(Problem, match="the take to try it with cannot be read"):
        try_in_child(tiny, command, 60, (str(tmp_path / "nothing.wav"), "hello"))


def test_a_trial_can_be_cancelled(tiny: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ModelCancelled):
        try_in_child(tiny, (sys.executable, "-c", "import time; time.sleep(60)"), 60, (), lambda: True)
    assert time.monotonic() - begun < 30
