"""What is heard through a telephone line: asked for by key and button, told in words, on every page that plays."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.audio.speaker import Playback
from app.audio.telephone import carried
from tests.ui.room import Room, press
from ui.pages import Page
from ui.phone_button import PhoneButton

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    room.window.pages.turn_to(Page.REVIEW)
    room.until(lambda: room.window.review.shown is not None)
    yield room
    room.leave()


def test_a_take_is_heard_by_phone_or_as_it_is(room: Room) -> None:
    shown, button = room.window.review.shown, room.window.review.by_phone
    assert shown is not None
    press(room, KEY.Key_L)
    assert button.text() == "By phone: on"
    assert button.isChecked()
    press(room, KEY.Key_A)
    room.until(lambda: len(room.played) == 1 and not room.session.player.is_playing)
    assert np.array_equal(room.played[0].sound, carried(shown.samples, shown.rate))
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "By phone"
    assert not button.isChecked()
    press(room, KEY.Key_A)
    room.until(lambda: len(room.played) == 2)
    assert np.array_equal(room.played[1].sound, shown.samples)


def test_what_sounds_goes_on_by_phone_from_where_it_is(room: Room) -> None:
    def plays(playback: Playback) -> None:
        playback.played = 2.0
        room.wait_for_stop(playback)

    room.playing = plays
    shown, player = room.window.review.shown, room.session.player
    assert shown is not None
    press(room, KEY.Key_A)
    room.until(lambda: player.at_s == 2.0)
    press(room, KEY.Key_L)
    room.until(lambda: player.at_s == 4.0)
    assert player.is_playing
    assert len(room.played[1].sound) == len(shown.samples) - 2 * shown.rate
    assert np.array_equal(room.played[1].sound, carried(shown.samples[2 * shown.rate :], shown.rate))
    press(room, KEY.Key_L)
    room.until(lambda: len(room.played) == 3)
    assert np.array_equal(room.played[2].sound, shown.samples[4 * shown.rate :])


def test_takes_that_are_compared_are_heard_the_same_way(room: Room) -> None:
    press(room, KEY.Key_C)
    compare = room.window.pages.compare
    room.until(lambda: all(half.shown is not None for half in compare.halves.values()))
    press(room, KEY.Key_L)
    (button,) = compare.findChildren(PhoneButton)
    assert button.text() == "By phone: on"
    assert room.window.review.by_phone.isChecked()


def test_in_a_narrow_window_the_sign_stands_alone_while_it_is_off(room: Room) -> None:
    button = room.window.review.by_phone
    room.window.resize(900, 600)
    room.until(lambda: button.text() == "")
    assert button.accessibleName() == "By phone"
    press(room, KEY.Key_L)
    assert button.text() == "On"
    assert button.accessibleName() == "By phone: on"
