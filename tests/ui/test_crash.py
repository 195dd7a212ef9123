"""A fault of ours: one dialog with a note to copy, never two, and the window stays; also when there is no window."""

import faulthandler
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import faults
from app.places import find_places
from app.problems import Problem
from app.settings import Settings
from tests.ui.room import PROJECT, Room
from ui.buttons import Button
from ui.crash import Crashes, LastWords, tell_at_start
from ui.crash_dialog import CrashDialog
from ui.theme import Look, look_of

SAID = "Zanzibarese"


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    before = sys.excepthook, sys.unraisablehook
    yield
    sys.excepthook, sys.unraisablehook = before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def crashes(qapp: QApplication, folder: Path) -> Crashes:  # noqa: ARG001  dialogs want one
    crashes = Crashes(lambda work: work(), folder, lambda: look_of(Settings()))
    crashes.catch()
    return crashes


def rise(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def fault(kind: type[Exception] = KeyError) -> Exception:
    try:
        raise kind(SAID)
    except kind as error:
        return error


def another() -> Exception:
    try:
        return [SAID][1]
    except IndexError as error:
        return error


def dialogs() -> list[CrashDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()]


def shown(qtbot: QtBot, crashes: Crashes) -> CrashDialog:
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    (dialog,) = dialogs()
    return dialog


def notes(folder: Path) -> str:
    return (folder / faults.NOTES).read_text()


def test_a_fault_is_one_dialog_that_names_its_note_and_gives_it_to_be_copied(
    qtbot: QtBot, crashes: Crashes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rise(fault())
    dialog = shown(qtbot, crashes)
    assert str(folder / faults.NOTES) in dialog.accessibleDescription()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.endswith("KeyError\n")
    assert "test_crash.py" in copied
    assert copied in notes(folder)
    for told in (copied, notes(folder), capsys.readouterr().err, dialog.accessibleDescription()):
        assert SAID not in told
        assert "KeyError" in told
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: crashes.dialog is None)


def test_while_it_is_open_no_other_opens_and_all_is_noted(qtbot: QtBot, crashes: Crashes, folder: Path) -> None:
    told: list[Problem] = []
    crashes.again.connect(told.append)
    rise(fault())
    dialog = shown(qtbot, crashes)
    rise(another())
    qtbot.waitUntil(lambda: len(told) == 1)
    assert dialogs() == [dialog]
    assert notes(folder).count("After the Beep") == 2
    dialog.accept()


def test_the_same_fault_over_and_over_is_noted_once_and_opens_no_second_dialog(
    qtbot: QtBot, crashes: Crashes, folder: Path
) -> None:
    told: list[Problem] = []
    crashes.again.connect(told.append)
    error = fault()
    rise(error)
    shown(qtbot, crashes).accept()
    for _ in range(50):
        rise(error)
    qtbot.waitUntil(lambda: len(told) == 50)
    assert dialogs() == []
    assert notes(folder).count("After the Beep") == 1


def test_a_fault_in_the_telling_itself_ends_there(qtbot: QtBot, folder: Path) -> None:
    def no_look() -> Look:
        raise another()

    crashes = Crashes(lambda work: work(), folder, no_look)
    told: list[Problem] = []
    crashes.again.connect(told.append)
    crashes.catch()
    rise(fault())
    qtbot.waitUntil(lambda: len(told) == 1)
    assert dialogs() == []
    assert notes(folder).count("After the Beep") == 2


def test_a_fault_on_a_lane_is_told_in_the_dialog_and_in_no_notice(
    qtbot: QtBot, tmp_path: Path, folder: Path, crashes: Crashes
) -> None:
    room = Room(qtbot, tmp_path / "home")
    window = room.enter()
    crashes.watch(room.session)
    told: list[Problem] = []
    session = room.session
    session.bridge.ask(session.lanes.workshop, another_raised, told.append, session.told.emit)
    dialog = shown(qtbot, crashes)
    qtbot.waitUntil(lambda: bool(room.told))
    assert "IndexError" in notes(folder)
    assert SAID not in notes(folder)
    assert window.notice.isHidden()
    dialog.accept()
    room.leave()


def another_raised() -> None:
    raise another()


@pytest.mark.usefixtures("qapp")
def test_a_fault_after_the_lanes_have_ended_is_noted_all_the_same(folder: Path) -> None:
    def ended(_: Callable[[], object]) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    crashes = Crashes(ended, folder, lambda: look_of(Settings()))
    crashes.catch()
    rise(fault())
    assert "KeyError" in notes(folder)


def test_where_it_cannot_be_noted_it_is_told(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    crashes = Crashes(lambda work: work(), tmp_path / "file" / "cache", lambda: look_of(Settings()))
    crashes.catch()
    rise(fault())
    shown(qtbot, crashes).accept()
    assert "cannot be noted" in capsys.readouterr().err


@pytest.mark.usefixtures("crashes")
def test_ctrl_c_is_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rise(KeyboardInterrupt())
    assert dialogs() == []
    assert not folder.exists()
    assert "KeyboardInterrupt" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_a_fault_before_the_window_stands_is_told_too(folder: Path) -> None:
    seen: list[int] = []

    def look() -> None:
        (dialog,) = dialogs()
        seen.append(len(dialog.findChildren(Button)))
        dialog.accept()

    QTimer.singleShot(0, look)
    tell_at_start(fault(), folder, look_of(Settings()))
    assert seen == [2]
    assert "KeyError" in notes(folder)


def test_a_start_that_breaks_ends_with_a_note_and_no_traceback(tmp_path: Path) -> None:
    """The program's own start, in a child that presses Escape for whoever sits there."""
    program = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication, QDialog\n"
        "from ui import __main__ as door\n"
        "def press():\n    [each.reject() for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]\n"
        "def broken(*_):\n    timer = QTimer(QApplication.instance())\n    timer.timeout.connect(press)\n"
        f"    timer.start(20)\n    raise KeyError('{SAID}')\n"
        "door.Session = broken\nsys.exit(door.main([]))\n"
    )
    environ = {**os.environ, "REHEARSE_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert SAID not in done.stderr
    assert "KeyError" in notes(find_places(environ).cache)


def test_what_ends_the_process_is_told_the_next_time(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom PySide6.QtGui import QGuiApplication\n"
        "from ui.crash import LastWords\nlast = LastWords(Path(sys.argv[1]))\nlast.open()\nlast.listen()\n"
        "QGuiApplication(['-platform', 'papyrus'])\n"
    )
    environ = {**os.environ, "QT_QPA_PLATFORM": "papyrus"}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=PROJECT, env=environ, capture_output=True, timeout=60
    )
    assert ran.returncode != 0
    was_on = faulthandler.is_enabled()
    last_words = LastWords(tmp_path)
    problem = last_words.open()
    last_words.close()
    if was_on and not faulthandler.is_enabled():
        faulthandler.enable()
    assert problem is not None
    assert "sudden end" in str(problem)
    assert "Qt: " in notes(tmp_path)
    assert 'File "<string>"' in notes(tmp_path)
    again = LastWords(tmp_path)
    assert again.open() is None
