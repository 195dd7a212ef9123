"""Where things lie."""

import stat
import sys
from pathlib import Path

import pytest

from app.places import Places, find_places, make_folder, program_folder
from app.problems import Problem


def test_one_variable_moves_everything_of_the_users(tmp_path: Path) -> None:
    places = find_places({"REHEARSE_HOME": str(tmp_path / "stick")})
    ours = [places.data, places.models, places.takes, places.cache, places.settings]
    assert all(each.is_relative_to(tmp_path / "stick") for each in ours)
    assert len(set(ours)) == len(ours)


def test_the_program_does_not_move_with_the_user(tmp_path: Path) -> None:
    places = find_places({"REHEARSE_HOME": str(tmp_path)})
    assert places.program == program_folder()
    assert places.starter_model == program_folder() / "vosk-model"
    assert places.assets == program_folder() / "assets"


def test_the_starter_model_lies_beside_the_program() -> None:
    assert (find_places({}).starter_model / "am" / "final.mdl").is_file()


@pytest.mark.parametrize("environ", [{}, {"REHEARSE_HOME": ""}, {"REHEARSE_HOME": "  "}])
def test_without_the_variable_the_platform_decides(environ: dict[str, str]) -> None:
    places = find_places(environ)
    assert "after-the-beep" in places.data.parts
    assert "after-the-beep" in places.cache.parts
    assert places.settings.name == "settings.toml"
    assert places.settings.is_absolute()


def test_a_relative_home_becomes_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_places({"REHEARSE_HOME": "here"}).data == tmp_path / "here"


def test_a_tilde_in_home_is_the_users_folder() -> None:
    assert find_places({"REHEARSE_HOME": "~/beep"}).data == Path.home() / "beep"


def test_a_frozen_program_looks_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert program_folder() == tmp_path


def test_finding_places_makes_none(tmp_path: Path) -> None:
    find_places({"REHEARSE_HOME": str(tmp_path / "new")})
    Places(tmp_path / "a", tmp_path / "b", tmp_path / "c", tmp_path / "d")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_new_folder_is_its_owners_alone_and_so_is_what_is_missing_above_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    made = make_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (made, made.parent, tmp_path)] == [0o700, 0o700, 0o755]


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x")
    assert make_folder(tmp_path) == tmp_path
    assert (tmp_path / "kept").read_text() == "x"


@pytest.mark.parametrize("below", ["file", "file/deeper"])
def test_a_folder_in_the_place_of_a_file_is_a_problem_with_a_remedy(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem, match="cannot be made") as caught:
        make_folder(tmp_path / below)
    assert "REHEARSE_HOME" in caught.value.remedy
