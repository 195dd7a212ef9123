"""Models in the window: the button that fetches a better ear, and the settings' list of what is there and could be."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from app.places import find_places, program_folder
from app.practice.model_told import facts, told_of_removal
from app.problems import Problem
from app.recognition.install import Wish
from app.recognition.models import STARTER, VoskModel
from app.recognition.problems import model_cancelled, model_in_use
from app.recognition.progress import Cancelled, Progress, Report, Stage
from app.settings import Settings
from tests.fakes import wait_until
from tests.recognition.installing import ignore, never, zip_of
from tests.recognition.model_server import serving
from tests.recognition.tiny_model import make_model
from tests.ui.room import FACTS, MODEL, Room
from ui.doors import real_doors
from ui.getter import OFFERED, SMALL
from ui.models_panel import ModelsPanel
from ui.settings_dialog import SettingsDialog


def test_what_came_hears_from_then_on(room: Room) -> None:
    seen: list[Progress | None] = []
    loads: list[bool] = []
    getter = room.session.getter
    getter.changed.connect(lambda: seen.append(getter.progress))
    room.session.ear.changed.connect(lambda: loads.append(room.session.ear.is_ready))

    def getting(_: Wish, report: Report, __: Cancelled) -> VoskModel:
        report(Progress(Stage.GETTING, 10, 20, 5.0))
        return MODEL

    room.getting = getting
    getter.start()
    room.until(lambda: seen[-1:] == [None])
    assert [each.stage for each in seen if each] == [Stage.ASKING, Stage.GETTING]
    room.until(lambda: False in loads and loads[-1])
    assert room.window.notice.text == "fake is installed."  # the settings may be closed by now


def test_it_can_be_cancelled_without_a_word(room: Room) -> None:
    def getting(_: Wish, __: Report, cancelled: Cancelled) -> VoskModel:
        wait_until(cancelled)
        raise model_cancelled(1000)

    room.getting = getting
    getter = room.session.getter
    getter.start()
    getter.start()
    getter.cancel()
    room.until(lambda: getter.progress is None)
    assert room.told == []


def test_what_goes_wrong_is_told(room: Room) -> None:
    def getting(*_: object) -> VoskModel:
        raise Problem("The line is dead.", "Try again later.")

    room.getting = getting
    room.session.getter.start()
    room.until(lambda: "The line is dead." in room.window.notice.text)


ELSE = VoskModel("else", MODEL.folder.parent / "models" / "else", False)
BETTER = VoskModel(SMALL.name, MODEL.folder.parent / "models" / SMALL.name, True)


@pytest.fixture
def panel(room: Room) -> ModelsPanel:
    room.models = (BETTER, ELSE, replace(MODEL, name=STARTER))
    room.window.open_settings()
    panel = room.window.findChild(ModelsPanel)
    assert isinstance(panel, ModelsPanel)
    room.until(lambda: len(panel.buttons) == 3)
    return panel


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def test_what_is_there_can_be_removed_and_the_rest_be_fetched(panel: ModelsPanel) -> None:
    assert list(panel.buttons) == [f"Remove {SMALL.name}", "Remove else", f"Fetch {OFFERED[1].name}"]
    for each in (facts(OFFERED[1]), "Comes with the program", "licence and its accuracy are not known"):
        assert each in words(panel)
    assert facts(SMALL) not in words(panel)
    assert "One hearing" in words(panel)


def test_each_button_says_to_a_screen_reader_what_it_is_for(panel: ModelsPanel) -> None:
    for does, button in panel.buttons.items():
        assert button.accessibleName() == does
        assert button.accessibleDescription()


def test_what_hears_is_said(panel: ModelsPanel, room: Room) -> None:
    assert "Hears your takes now" not in words(panel)
    room.models = (replace(MODEL, name=FACTS.name), replace(MODEL, name=STARTER))
    room.session.getter.look()
    room.until(lambda: "Hears your takes now" in words(panel))


@pytest.mark.parametrize("how", ["offer", "address", "path"])
def test_whatever_is_wished_for_is_got(panel: ModelsPanel, room: Room, how: str) -> None:
    wishes: list[Wish] = []

    def getting(wish: Wish, *_: object) -> VoskModel:
        wishes.append(wish)
        return BETTER

    room.getting = getting
    if how == "offer":
        panel.buttons[f"Fetch {OFFERED[1].name}"].click()
    elif how == "address":
        panel.address.setText(" https://example.org/a.zip ")
        QTest.keyClick(panel.address, Qt.Key.Key_Return)
    else:
        panel.bring(Path("a.zip"))
    room.until(lambda: f"{SMALL.name} is installed." in words(panel))
    assert wishes == [{"offer": OFFERED[1], "address": "https://example.org/a.zip", "path": Path("a.zip")}[how]]
    assert room.window.findChild(SettingsDialog) is not None  # Return did not close it


def test_how_far_it_is_and_how_long_it_will_take_is_told(panel: ModelsPanel, room: Room) -> None:
    told = Progress(Stage.GETTING, 12_000_000, 41_000_000, 1_200_000, 24)

    def getting(_: Wish, report: Report, cancelled: Cancelled) -> VoskModel:
        report(told)
        wait_until(cancelled)
        raise model_cancelled(12_000_000)

    room.getting = getting
    panel.buttons[f"Fetch {OFFERED[1].name}"].click()
    room.until(lambda: "Getting: 12 MB of 41 MB, 1.2 MB/s, 0:24 left" in words(panel))
    assert panel.strip.bar.value() == 293
    assert not any(each.isEnabled() for each in (*panel.buttons.values(), panel.zip, panel.folder, panel.fetch))
    panel.strip.cancel.click()
    room.until(lambda: "the next time goes on from there" in words(panel))
    assert all(each.isEnabled() for each in (*panel.buttons.values(), panel.zip, panel.folder, panel.fetch))


def test_that_it_is_stopping_is_said_while_the_line_does_not_answer(panel: ModelsPanel, room: Room) -> None:
    answers = threading.Event()

    def getting(*_: object) -> VoskModel:
        answers.wait(20)
        raise model_cancelled(0)

    room.getting = getting
    panel.buttons[f"Fetch {OFFERED[1].name}"].click()
    room.until(lambda: "Asking …" in words(panel))
    panel.strip.cancel.click()
    assert "Stopping …" in words(panel)
    assert not panel.strip.cancel.isEnabled()
    answers.set()
    room.until(lambda: "Getting the model was cancelled." in words(panel))


def test_the_real_doors_get_list_and_remove(tmp_path: Path) -> None:
    """From a server of our own, by an address and by a path that was typed."""
    places = find_places({"REHEARSE_HOME": str(tmp_path / "home")}, program_folder())
    doors = real_doors(places, {}).models
    tones = make_model(tmp_path / "tones")
    with serving() as site:
        site.files["/tones.zip"] = zip_of(tones)
        for wish in (f"{site.base}/tones.zip", str(tones)):
            model = doors.get(wish, ignore, never)
            assert [each.name for each in doors.at_hand()] == ["tones", STARTER]
            assert real_doors(places, {}).find_model(Settings()) == model
            assert doors.remove("tones") == model
    assert [each.name for each in doors.at_hand()] == [STARTER]


def test_what_goes_wrong_stands_where_it_was_asked_for(panel: ModelsPanel, room: Room) -> None:
    def getting(*_: object) -> VoskModel:
        raise Problem("The line is dead.", "Try again later.")

    room.getting = getting
    panel.buttons[f"Fetch {OFFERED[1].name}"].click()
    room.until(lambda: "The line is dead. Try again later." in words(panel))


def test_what_removing_means_is_told_before(panel: ModelsPanel, room: Room) -> None:
    removed: list[str] = []

    def removing(name: str) -> VoskModel:
        removed.append(name)
        room.models = room.models[1:]
        return BETTER

    room.removing = removing
    panel.buttons[f"Remove {SMALL.name}"].click()
    box = room.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "Takes and their reviews stay as they are. To have it back means to fetch 41 MB." in box.text()
    assert removed == []
    next(each for each in box.buttons() if "Delete" in each.text()).click()
    room.until(lambda: f"Fetch {SMALL.name}" in panel.buttons)
    assert removed == [SMALL.name]
    assert f"{SMALL.name} is removed." in words(panel)


def test_the_one_that_hears_says_who_hears_after_it() -> None:
    assert told_of_removal(BETTER, STARTER).startswith("The one that comes with the program hears from then on. ")
    assert told_of_removal(BETTER, "else").startswith("else hears from then on. ")
    assert "the zip or the folder it came from" in told_of_removal(ELSE)


def test_a_removed_one_that_was_chosen_is_chosen_no_more(room: Room) -> None:
    room.session.change_settings(replace(room.session.settings, model_folder=ELSE.folder))
    room.removing = lambda _: ELSE
    loads: list[bool] = []
    room.session.ear.changed.connect(lambda: loads.append(room.session.ear.is_ready))
    room.session.getter.remove(ELSE)
    room.until(lambda: room.session.settings.model_folder is None and loads[-1:] == [True])
    assert room.saved[-1].model_folder is None


def test_one_that_hears_a_take_stays(room: Room) -> None:
    def removing(name: str) -> VoskModel:
        raise model_in_use(name)

    room.removing = removing
    room.session.getter.remove(ELSE)
    room.until(lambda: "else is hearing a take at this moment." in room.window.notice.text)


def test_closing_while_it_comes_ends_it(room: Room) -> None:
    def getting(_: Wish, __: Report, cancelled: Cancelled) -> VoskModel:
        wait_until(cancelled)
        raise model_cancelled(0)

    room.getting = getting
    room.session.getter.start()
    room.window.close()
