"""Which model is taken, whether a folder is one, and which words it knows."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.problems import Problem
from app.recognition import openfst
from app.recognition.models import (
    KNOWN_MODELS,
    find_model,
    fingerprint,
    installed,
    open_model,
    vocabulary,
)
from app.recognition.overlay import overlay
from app.recognition.validation import validate
from tests.recognition.openfst_tools import backoff_model, run, with_ngram, with_tools
from tests.recognition.tiny_model import LABELS, RATE_HZ, WORDS, make_model, say

WITH_EPSILON = {"<eps>": 0, **LABELS}
NEEDED = (
    "am/final.mdl",
    "conf/model.conf",
    "graph/HCLr.fst",
    "graph/Gr.fst",
    "graph/disambig_tid.int",
    "graph/words.txt",
)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_model(tmp_path / "tiny")


def heard_by(folder: Path) -> list[str]:
    """What Vosk hears when every word is said."""
    import vosk

    vosk.SetLogLevel(-1)
    recognizer = vosk.KaldiRecognizer(vosk.Model(str(folder)), RATE_HZ)
    recognizer.AcceptWaveform(say(WORDS).tobytes())
    return str(json.loads(recognizer.FinalResult())["text"]).split()


@pytest.mark.parametrize("features", ["fbank", "mfcc"])
@pytest.mark.parametrize("words_inside", [False, True])
@pytest.mark.parametrize("look_ahead", [False, True])
def test_vosk_really_hears_with_a_tiny_model(
    tmp_path: Path, look_ahead: bool, words_inside: bool, features: str
) -> None:
    folder = make_model(tmp_path / "tiny", look_ahead, words_inside, features)
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 10_000
    assert heard_by(folder) == list(WORDS)
    model = open_model(folder)
    assert (model.name, model.folder, model.look_ahead) == ("tiny", folder, look_ahead)
    assert vocabulary(model) == WITH_EPSILON


@with_tools
@with_ngram
def test_a_compact_language_with_its_words_inside_is_heard_as_it_is_and_as_our_copy(tmp_path: Path) -> None:
    """The layout of the official small and lgraph models."""
    folder = make_model(tmp_path / "tiny")
    lines = [line.split() for line in backoff_model(random.Random(1), len(WORDS), 3)]
    words = folder / "graph/words.txt"
    named = (f"--isymbols={words}", f"--osymbols={words}", "--keep_isymbols", "--keep_osymbols")
    names = {str(label): word for word, label in WITH_EPSILON.items()}
    for line in lines:
        line[2:4] = [names[label] for label in line[2:4]] if len(line) == 5 else line[2:4]
    (tmp_path / "named.txt").write_text("\n".join(" ".join(line) for line in lines))
    run("fstcompile", *named, tmp_path / "named.txt", tmp_path / "v.fst")
    run("fstconvert", "--fst_type=ngram", tmp_path / "v.fst", folder / "graph/Gr.fst")
    words.unlink()
    model = open_model(folder)
    assert vocabulary(model) == WITH_EPSILON
    validate(overlay(model, tmp_path / "cache"), tmp_path / "usable.json")
    assert heard_by(folder) == list(WORDS)
    copy = openfst.read(folder / "graph/Gr.fst")
    openfst.write_const(folder / "graph/Gr.fst", copy)
    assert vocabulary(model) == WITH_EPSILON
    assert heard_by(folder) == list(WORDS)


def test_a_relative_name_becomes_an_absolute_folder(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny.parent)
    assert open_model(Path("tiny")).folder == tiny


def test_a_folder_that_holds_one_model_is_as_good_as_the_model(tmp_path: Path) -> None:
    inside = make_model(tmp_path / "unpacked" / "vosk-model-xy")
    (tmp_path / "unpacked" / "__MACOSX").mkdir()
    model = open_model(tmp_path / "unpacked")
    assert (model.name, model.folder) == ("vosk-model-xy", inside)


@pytest.mark.parametrize("missing", NEEDED)
def test_the_file_that_is_missing_is_named(tiny: Path, missing: str) -> None:
    (tiny / missing).unlink()
    with pytest.raises(Problem, match=f"has no {missing}"):
        open_model(tiny)


def test_a_model_needs_the_settings_of_one_kind_of_features(tiny: Path) -> None:
    (tiny / "conf/fbank.conf").unlink()
    with pytest.raises(Problem, match=r"no conf/mfcc\.conf and no conf/fbank\.conf"):
        open_model(tiny)


def test_a_model_with_its_words_inside_needs_no_list_of_them(tmp_path: Path) -> None:
    for look_ahead in (False, True):
        folder = make_model(tmp_path / f"m{look_ahead}", look_ahead, words_inside=True)
        assert not (folder / "graph/words.txt").exists()
        assert set(vocabulary(open_model(folder))) == set(WITH_EPSILON)


def test_the_words_inside_go_before_the_list(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "tiny", words_inside=True)
    (folder / "graph/words.txt").write_text("<eps> 0\nother 1\n")
    assert vocabulary(open_model(folder)) == WITH_EPSILON
    assert heard_by(folder) == list(WORDS)  # as Vosk has it


@pytest.mark.parametrize("damage", ["hello", "hello one", "hello 1 2", "\udcff 1"])
def test_a_damaged_list_of_words_is_a_problem(tiny: Path, damage: str) -> None:
    (tiny / "graph/words.txt").write_bytes(f"<eps> 0\n{damage}\n".encode("utf-8", "surrogateescape"))
    with pytest.raises(Problem, match=r"graph/words\.txt is damaged"):
        vocabulary(open_model(tiny))


def no_folder(tmp_path: Path) -> Path:
    return tmp_path / "nowhere"


def a_zip(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "vosk-model.zip", "w") as file:
        file.writestr("vosk-model/README", "hello")
    return tmp_path / "vosk-model.zip"


def a_text(tmp_path: Path) -> Path:
    (tmp_path / "model.txt").write_text("hello")
    return tmp_path / "model.txt"


def an_empty_folder(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def two_models(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        make_model(tmp_path / "both" / name)
    return tmp_path / "both"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (no_folder, "There is no folder"),
        (a_zip, "is a zip file.*Unpack it"),
        (a_text, "is a file; a model is a folder"),
        (an_empty_folder, "has no am/final.mdl"),
        (two_models, "several models: one, two"),
    ],
)
def test_what_is_no_model_is_a_problem_that_says_why(tmp_path: Path, make: Callable[[Path], Path], says: str) -> None:
    with pytest.raises(Problem, match=says):
        open_model(make(tmp_path))


def test_a_name_that_no_disk_takes_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"cannot be read|There is no folder"):
        open_model(tmp_path / ("x" * 5000))


def test_the_installed_models_come_best_first(tmp_path: Path) -> None:
    names = ["vosk-model", "b-model", "a-model", *(known.name for known in KNOWN_MODELS)]
    for name in names:
        make_model(tmp_path / name)
    (tmp_path / "half").mkdir()
    (tmp_path / "notes.txt").write_text("no model")
    shutil.copytree(tmp_path / "a-model", tmp_path / ".making-c")
    found = [model.name for model in installed(tmp_path)]
    assert found == [*(known.name for known in KNOWN_MODELS), "a-model", "b-model", "vosk-model"]
    assert [known.word_error for known in KNOWN_MODELS] == sorted(known.word_error for known in KNOWN_MODELS)
    assert installed(tmp_path / "nowhere") == ()


def test_a_known_model_is_recognized_by_its_name(tmp_path: Path) -> None:
    small = KNOWN_MODELS[-1]
    assert open_model(make_model(tmp_path / small.name)).known == small
    assert small.url == "https://alphacephei.com/vosk/models/vosk-model-small-en-us-0.15.zip"
    assert open_model(make_model(tmp_path / "mine")).known is None


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    return {
        "chosen": make_model(tmp_path / "chosen"),
        "environ": make_model(tmp_path / "environ"),
        "settings": make_model(tmp_path / "settings"),
        "installed": make_model(tmp_path / "models" / "installed").parent,
        "starter": make_model(tmp_path / "program" / "vosk-model"),
    }


@pytest.mark.parametrize(
    ("named", "taken"),
    [
        (("chosen", "environ", "settings", "installed"), "chosen"),
        (("environ", "settings", "installed"), "environ"),
        (("settings", "installed"), "settings"),
        (("installed",), "installed"),
        ((), "vosk-model"),
    ],
)
def test_models_are_looked_for_in_this_order(
    places: dict[str, Path], tmp_path: Path, named: tuple[str, ...], taken: str
) -> None:
    model = find_model(
        places["chosen"] if "chosen" in named else None,
        {"REHEARSE_MODEL": str(places["environ"])} if "environ" in named else {"REHEARSE_MODEL": " "},
        places["settings"] if "settings" in named else None,
        places["installed"] if "installed" in named else tmp_path / "none",
        places["starter"],
    )
    assert model.name == taken


def test_a_wish_that_cannot_be_met_is_not_replaced_in_silence(places: dict[str, Path], tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    rest = (places["installed"], places["starter"])
    with pytest.raises(Problem, match="There is no folder"):
        find_model(nowhere, {}, None, *rest)
    with pytest.raises(Problem, match="It is REHEARSE_MODEL that names it"):
        find_model(None, {"REHEARSE_MODEL": str(nowhere)}, places["settings"], *rest)
    with pytest.raises(Problem, match="It is the settings file that names it"):
        find_model(None, {}, nowhere, *rest)


def test_a_program_without_any_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No model is installed"):
        find_model(None, {}, None, tmp_path / "models", tmp_path / "vosk-model")


def test_a_fingerprint_changes_with_any_file_that_vosk_reads_and_with_no_other(tiny: Path) -> None:
    before = fingerprint(tiny)
    (tiny / "README").write_text("changed")
    assert fingerprint(tiny) == before
    seen = {before}
    for file in sorted(file for file in tiny.rglob("*") if file.is_file() and file.name != "README"):
        file.write_bytes(file.read_bytes() + b" ")
        seen.add(fingerprint(tiny))
        os.utime(file, ns=(1, 1))
        seen.add(fingerprint(tiny))
    assert len(seen) == 1 + 2 * 8
