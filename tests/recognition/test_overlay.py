"""A model's own files beside our settings: made once, made whole, made again when it must be."""

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.problems import Problem
from app.recognition.models import VoskModel, open_model
from app.recognition.overlay import overlay, share, with_options
from tests.recognition.tiny_model import RATE_HZ, WORDS, make_model, say


@pytest.fixture
def model(tmp_path: Path) -> VoskModel:
    return open_model(make_model(tmp_path / "tiny"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def endings(folder: Path) -> int:
    """After how many blocks an utterance has ended, in 39 s of speech without a pause."""
    import vosk

    vosk.SetLogLevel(-1)
    recognizer = vosk.KaldiRecognizer(vosk.Model(str(folder)), RATE_HZ)
    sound, block = say(WORDS * 9)[: -RATE_HZ // 2].tobytes(), RATE_HZ // 5 * 2
    ended = sum(recognizer.AcceptWaveform(sound[at : at + block]) for at in range(0, len(sound), block))
    assert WORDS[-1] in recognizer.FinalResult()
    return int(ended)


def test_the_twenty_seconds_rule_is_gone(model: VoskModel, cache: Path) -> None:
    assert endings(model.folder) > 0
    assert endings(overlay(model, cache)) == 0


def test_our_settings_replace_the_models_and_leave_the_others(model: VoskModel, cache: Path) -> None:
    folder = overlay(model, cache, {"endpoint.rule2.min-trailing-silence": "5"})
    conf = (folder / "conf/model.conf").read_text().splitlines()
    theirs = (model.folder / "conf/model.conf").read_text().splitlines()
    ours = ["--endpoint.rule5.min-utterance-length=1000000", "--endpoint.rule2.min-trailing-silence=5"]
    assert conf == theirs + ours
    sound = (folder / "conf/fbank.conf").read_text().splitlines()
    assert "--dither=0" in sound
    assert "--dither=0.5" not in sound
    assert "--num-mel-bins=20" in sound
    assert not (folder / "conf/mfcc.conf").exists()


@pytest.mark.parametrize("line", ["--dither=1", "--dither=1.0  # as trained", "  --Dither=1", "--dither"])
def test_an_option_is_known_however_kaldi_may_write_it(line: str) -> None:
    assert (
        with_options(f"--a=1\n{line}\n# --dither is off\n", {"dither": "0"}) == "--a=1\n# --dither is off\n--dither=0\n"
    )
    assert with_options("--low_freq=1\n", {"low-freq": "2"}) == "--low-freq=2\n"


def test_an_overlay_is_a_model_that_loads_from_anywhere(
    model: VoskModel, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(cache.parent)
    folder = overlay(model, Path("cache"))
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert folder.is_absolute()
    assert open_model(folder).look_ahead
    assert endings(folder) == 0


def test_an_overlay_is_made_once(model: VoskModel, cache: Path) -> None:
    folder = overlay(model, cache)
    made = (folder / "conf/model.conf").stat().st_ino
    assert overlay(model, cache) == folder
    assert (folder / "conf/model.conf").stat().st_ino == made
    assert [each.name for each in cache.iterdir()] == [folder.name]


def lose_a_link(folder: Path) -> None:
    (folder / "graph/Gr.fst").unlink()


def change_a_setting(folder: Path) -> None:
    (folder / "conf/model.conf").write_text("--beam=1\n")


def lose_all(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


@pytest.mark.parametrize("damage", [lose_a_link, change_a_setting, lose_all])
def test_a_damaged_overlay_is_made_again(model: VoskModel, cache: Path, damage: Callable[[Path], None]) -> None:
    folder = overlay(model, cache)
    before = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    damage(folder)
    assert overlay(model, cache) == folder
    assert {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert [each.name for each in cache.iterdir()] == [folder.name]


def test_another_model_other_options_and_a_changed_file_make_another_overlay(model: VoskModel, cache: Path) -> None:
    folders = [overlay(model, cache), overlay(model, cache, {"beam": "9"}), overlay(model, cache, {"beam": "10"})]
    (model.folder / "am/final.mdl").write_text((model.folder / "am/final.mdl").read_text() + "\n")
    folders.append(overlay(model, cache))
    assert len(set(folders)) == 4


def test_two_programs_may_make_it_at_once(model: VoskModel, cache: Path) -> None:
    with ThreadPoolExecutor(8) as programs:
        folders = set(programs.map(lambda _: overlay(model, cache), range(40)))
    assert len(folders) == 1
    assert [each.name for each in cache.iterdir()] == [folders.pop().name]


def no_way(file: Path, to: Path) -> None:
    raise OSError(f"{file} is not on the disk of {to}")


@pytest.mark.parametrize("ways", [(os.symlink,), (os.link,), (no_way, os.link), (no_way,), ()])
def test_a_file_is_shared_in_the_cheapest_way_there_is(
    tmp_path: Path, ways: Sequence[Callable[[Path, Path], None]]
) -> None:
    (tmp_path / "a").write_text("sound")
    share(tmp_path / "a", tmp_path / "deep" / "b", ways)
    assert (tmp_path / "deep" / "b").read_text() == "sound"
    is_link, is_same = (tmp_path / "deep" / "b").is_symlink(), (tmp_path / "deep" / "b").samefile(tmp_path / "a")
    assert (is_link, is_same) == (os.symlink in ways, bool(set(ways) & {os.symlink, os.link}))


def test_sharing_never_writes_through_a_link_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("theirs")
    (tmp_path / "b").write_text("ours")
    share(tmp_path / "a", tmp_path / "c", (os.symlink,))
    with pytest.raises(FileExistsError):
        share(tmp_path / "b", tmp_path / "c")
    assert (tmp_path / "a").read_text() == "theirs"


def test_a_cache_that_cannot_be_written_is_a_problem(model: VoskModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem, match="cannot be"):
        overlay(model, tmp_path / "file")


def test_settings_that_are_no_text_are_a_problem(model: VoskModel, cache: Path) -> None:
    (model.folder / "conf/model.conf").write_bytes(b"--beam=\xff\n")
    with pytest.raises(Problem, match="cannot be read"):
        overlay(model, cache)
