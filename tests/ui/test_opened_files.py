"""Files the user opens with the program come in as if they were dropped on the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from app.problems import Problem
from ui.__main__ import asked
from ui.opened_files import OpenedFiles
from ui.program_icon import SIZES, paint_program_icon, program_icon


def test_files_named_at_the_start_come_in_one_after_the_other(qapp: QApplication) -> None:
    came: list[Path] = []
    opened = OpenedFiles(qapp, came.append)
    opened.start_with([Path("a.beep"), Path("b.txt")])
    opened.deleteLater()
    assert came == [Path("a.beep"), Path("b.txt")]


def test_a_file_macos_hands_over_comes_in(qapp: QApplication, tmp_path: Path) -> None:
    came: list[Path] = []
    opened = OpenedFiles(qapp, came.append)
    file = tmp_path / "Größe & 100 %.beep"
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(file))))
    opened.deleteLater()
    assert came == [file]


def test_what_is_named_is_opened_wherever_the_window_turns_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert asked(["a message.beep", "/b.md"]) == (None, (tmp_path / "a message.beep", Path("/b.md").absolute()))
    assert asked([]) == (None, ())
    assert asked(["--screenshots", "there"]) == (Path("there"), ())


@pytest.mark.parametrize("line", [["--fly"], ["a.beep", "--fly"], ["--screenshots"]])
def test_an_option_it_does_not_know_is_no_file(line: list[str]) -> None:
    with pytest.raises(Problem, match="knows no option"):
        asked(line)


@pytest.mark.usefixtures("qapp")
def test_the_icon_is_a_sign_on_a_ground_at_every_size() -> None:
    for size in SIZES:
        picture = paint_program_icon(size)
        dot = picture.pixelColor(round(size * 0.34), size // 2)
        between, corner = picture.pixelColor(size // 2, size // 2), picture.pixelColor(0, 0)
        assert dot.lightnessF() > 0.9
        assert between.lightnessF() < 0.5
        assert corner.alpha() == 0
    assert {each.width() for each in program_icon().availableSizes()} == set(SIZES)
