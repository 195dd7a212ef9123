"""A fault of ours: told, written down, and the window stays; also when there is no window any more."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.places import FAULT
from app.problems import Problem
from ui.crash import catch_faults


@pytest.fixture(autouse=True)
def hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def fault() -> BaseException:
    try:
        raise KeyError("nine lives")
    except KeyError as error:
        return error


def rise(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def test_a_fault_is_told_and_its_traceback_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Problem] = []
    catch_faults(told.append, lambda work: work(), tmp_path / "cache")
    rise(fault())
    (problem,) = told
    assert str(tmp_path / "cache" / FAULT) in str(problem)
    assert "nine lives" in (tmp_path / "cache" / FAULT).read_text()
    assert "nine lives" in capsys.readouterr().err


def test_a_fault_after_the_window_has_gone_is_written_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(_: Callable[[], Path]) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    told: list[Problem] = []
    catch_faults(told.append, ended, tmp_path)
    rise(fault())
    assert told == []
    assert "nine lives" in (tmp_path / FAULT).read_text()
    assert "nine lives" in capsys.readouterr().err


def test_ctrl_c_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Problem] = []
    catch_faults(told.append, lambda work: work(), tmp_path)
    rise(KeyboardInterrupt())
    assert told == []
    assert not list(tmp_path.iterdir())
    assert "KeyboardInterrupt" in capsys.readouterr().err
