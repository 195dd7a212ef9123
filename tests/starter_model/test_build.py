"""The stages of making a model: each is made once, goes on where it was stopped, and anew from something else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.starter_model.build import ROOT, Stage, build, files_of

FIRST, SECOND = "01-first", "02-second"


def stages(log: list[str], turned: str = "", fails: bool = False) -> tuple[Stage, ...]:
    def first(own: Path, _: Callable[[str], Path]) -> None:
        log.append("first")
        (own / "made").write_text(turned)

    def second(own: Path, of: Callable[[str], Path]) -> None:
        log.append("second, again" if (own / "half").exists() else "second")
        (own / "half").touch()
        if fails:
            raise OSError("stopped")
        (own / "made").write_text((of(FIRST) / "made").read_text() + "!")

    module = "tools.starter_model.fillers"
    return (Stage(FIRST, module, turned, (), first), Stage(SECOND, module, None, (FIRST,), second))


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    log: list[str] = []
    for _ in range(2):
        build(stages(log, "a"), tmp_path)
    assert log == ["first", "second"]
    assert (tmp_path / SECOND / "made").read_text() == "a!"


def test_another_recipe_makes_the_stage_and_all_after_it_anew(tmp_path: Path) -> None:
    log: list[str] = []
    build(stages(log, "a"), tmp_path)
    build(stages(log, "b"), tmp_path)
    assert log == ["first", "second"] * 2
    assert (tmp_path / SECOND / "made").read_text() == "b!"


def test_a_stage_that_was_stopped_goes_on_with_what_it_has(tmp_path: Path) -> None:
    log: list[str] = []
    with pytest.raises(OSError, match="stopped"):
        build(stages(log, fails=True), tmp_path)
    build(stages(log), tmp_path)
    assert log == ["first", "second", "second, again"]


def test_a_stage_depends_on_its_own_rooms_and_not_on_all_of_the_program() -> None:
    files = {path.relative_to(ROOT).as_posix() for path in files_of("tools.starter_model.lexicon")}
    assert {"tools/starter_model/lexicon.py", "tools/starter_model/phones.py", "app/script/pronunciation.py"} <= files
    assert "app/script/letter_to_sound.py" not in files  # which pronunciation.py imports
    assert "tools/starter_model/recipe.py" not in files
