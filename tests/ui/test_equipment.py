"""What is plugged in and pulled out while the window stands: seen by itself, told once, never during a rep."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import problems
from app.audio.devices import Device, Devices
from app.practice.rep import Phase
from app.settings import Settings
from tests.ui.room import MICROPHONE, RATE, Room
from ui import equipment
from ui.pages import Page

HEADSET = Device("Headset", "Fakes", 1, RATE, False)
BOTH = Devices((MICROPHONE, HEADSET))
CHOSEN = replace(Settings(), microphone="Headset", microphone_host_api="Fakes")


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    yield room
    room.leave()


def look(room: Room) -> None:
    """As it does by itself, only sooner."""
    count = room.looks
    room.session.equipment._look_by_itself()
    room.until(lambda: room.looks > count and not room.session.equipment._is_looking)


def names(room: Room) -> list[str]:
    return [each.name for each in room.session.equipment.microphones or ()]


def test_what_is_plugged_in_is_seen_by_itself(room: Room) -> None:
    room.enter()
    assert names(room) == ["Fake"]
    room.plugged = BOTH
    assert room.session.equipment._timer.isActive()
    assert room.session.equipment._timer.interval() <= 1000 * equipment.EVERY_S
    room.session.equipment._timer.setInterval(0)
    room.until(lambda: names(room) == ["Fake", "Headset"])
    assert room.session.equipment._timer.isActive()


def test_a_slow_look_is_repeated_more_seldom(room: Room) -> None:
    room.enter()
    room.session.equipment._seen((BOTH, 1.0))
    assert room.session.equipment._timer.interval() == 20_000


def test_where_the_system_gives_a_sign_of_change_nobody_looks_without_one(room: Room) -> None:
    room.sign = "one card"
    room.enter()

    def looks_of_one_turn() -> int:
        before = room.looks
        room.session.equipment._look_by_itself()
        room.until(lambda: not room.session.equipment._is_looking)
        assert room.session.equipment._timer.isActive()
        return room.looks - before

    assert looks_of_one_turn() == 0
    room.sign, room.plugged = "two cards", BOTH
    assert [looks_of_one_turn() for _ in range(4)] == [1, 1, 0, 0]
    assert names(room) == ["Fake", "Headset"]
    room.session.equipment.look()
    room.until(lambda: not room.session.equipment._is_looking)
    assert looks_of_one_turn() == 0


def test_the_chosen_microphone_that_vanishes_is_named_once_and_comes_back(room: Room) -> None:
    room.plugged = BOTH
    window = room.enter(CHOSEN)
    window.pages.turn_to(Page.REHEARSE)
    assert window.pages.currentWidget() is window.stage
    room.plugged = Devices((MICROPHONE,))
    look(room)
    look(room)
    assert [each.what for each in room.told] == ["The microphone “Headset” is not there."]
    assert window.notice.text == "The microphone “Headset” is not there. Plug it in, or choose another one: “Fake”."
    assert window.pages.currentWidget() is window.pages.welcome
    room.plugged = BOTH
    look(room)
    assert window.notice.text == "The microphone “Headset” is there again."
    assert window.pages.currentWidget() is window.stage
    assert room.session.settings == CHOSEN


def test_another_choice_mends_it_as_well(room: Room) -> None:
    room.plugged = Devices((MICROPHONE,))
    window = room.enter(CHOSEN)
    window.pages.turn_to(Page.REHEARSE)
    assert window.pages.welcome.has_trouble
    room.session.change_settings(Settings())
    assert not window.pages.welcome.has_trouble
    assert window.pages.currentWidget() is window.stage


def test_one_that_nobody_chose_may_go_and_one_that_appears_is_enough(room: Room) -> None:
    room.plugged = Devices()
    window = room.enter()
    window.pages.turn_to(Page.REHEARSE)
    assert window.pages.welcome.has_trouble
    room.plugged = BOTH
    look(room)
    assert not window.pages.welcome.has_trouble
    room.plugged = Devices((MICROPHONE,))
    look(room)
    assert room.told == []


def test_a_sound_system_that_fails_is_told_and_looked_at_again(room: Room) -> None:
    window = room.enter()
    room.refuses = problems.no_microphone("Internal error")
    look(room)
    assert "Internal error" in window.notice.text
    assert window.bar.microphone.text() == "No microphone"
    room.refuses = None
    look(room)
    assert window.notice.text == "The microphone “Fake” is there again."


def test_nobody_looks_while_a_rep_is_under_way_or_something_plays(room: Room) -> None:
    window = room.enter()
    room.qtbot.keyClick(window, Qt.Key.Key_Space)
    room.speak()
    count = room.looks
    room.session.equipment._look_by_itself()
    assert not room.session.equipment._is_looking
    assert room.session.equipment._timer.isActive()
    room.qtbot.keyClick(window, Qt.Key.Key_Space)
    room.phase(Phase.REVIEWED)
    room.playing = lambda playback: room.wait_for_stop(playback)
    assert window.review.shown is not None
    window.review.toggle_all()
    room.session.equipment._look_by_itself()
    assert not room.session.equipment._is_looking
    window.review.toggle_all()
    look(room)
    assert room.looks == count + 1


def test_nobody_looks_while_another_program_is_in_front(room: Room) -> None:
    room.enter()
    timer = room.session.equipment._timer
    room.session.equipment._window_turned(Qt.ApplicationState.ApplicationInactive)
    assert not timer.isActive()
    room.session.equipment._window_turned(Qt.ApplicationState.ApplicationActive)
    assert timer.isActive()
    assert timer.interval() < 1000


def test_a_microphone_that_goes_after_the_rep_shows_no_page_between_the_stage_and_the_review(room: Room) -> None:
    room.plugged = Devices()
    window = room.enter()
    look(room)
    room.qtbot.keyClick(window, Qt.Key.Key_Space)
    room.speak()
    pages: list[object] = []
    window.pages.currentChanged.connect(lambda at: pages.append(window.pages.widget(at)))
    room.qtbot.keyClick(window, Qt.Key.Key_Space)
    room.phase(Phase.REVIEWED)
    assert window.pages.welcome.has_trouble
    assert pages == [window.review]
