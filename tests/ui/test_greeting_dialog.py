"""The greeting that answers in the voicemail drill: ours or the user's own, recorded, taken from a file, deleted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.practice.rep import Phase
from tests.ui.pixels import colours_of
from tests.ui.room import RATE, Room, noise
from ui.greeting_dialog import GreetingDialog
from ui.theme import look_of

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    room.qtbot.keyClick(room.window, KEY.Key_D)
    yield room
    room.leave()


def opened(room: Room) -> GreetingDialog:
    room.qtbot.keyClick(room.window.focusWidget() or room.window, KEY.Key_G)
    dialog = room.window.findChildren(GreetingDialog)[-1]
    room.until(dialog.isActiveWindow)
    return dialog


def press(dialog: GreetingDialog, room: Room, key: Qt.Key) -> None:
    room.qtbot.keyClick(dialog.focusWidget() or dialog, key)


def recorded(room: Room, seconds: float) -> None:
    """More than these; before the window knows of the first of them it takes no Stop."""
    rehearsal = room.session.greeter.rehearsal
    room.until(lambda: rehearsal.phase is Phase.RECORDING and rehearsal.elapsed_s > seconds)


def spoken() -> np.ndarray:
    """Two seconds of speech between two of silence."""
    quiet = (noise(2.0) // 900).astype(np.int16)
    return np.concatenate([quiet, noise(2.0), quiet])


def length_s(file: Path) -> float:
    return float(soundfile.info(file).duration)


def test_the_chosen_greeting_stands_out_by_more_than_a_hairline(room: Room) -> None:
    dialog = opened(room)
    row = dialog.list.visualItemRect(dialog.list.item(0))
    edges = colours_of(dialog.list.viewport(), row)
    assert look_of(room.session.settings).colours.accent in edges


def test_a_greeting_is_recorded_by_keys_and_answers_from_then_on(room: Room) -> None:
    dialog, own = opened(room), room.places.greeting
    assert dialog.list.item(1).text() == "Yours: none yet"
    press(dialog, room, KEY.Key_R)
    room.until(lambda: bool(room.microphones))
    room.microphone.say(spoken())
    room.until(lambda: dialog.says.text().startswith("Recording: 0:0"))
    recorded(room, 5.5)
    press(dialog, room, KEY.Key_R)
    room.until(own.is_file)
    room.until(lambda: dialog.list.item(1).text().startswith("Yours, 0:0"))
    assert length_s(own) == pytest.approx(2.6, abs=0.3)
    assert dialog.list.currentRow() == 1
    assert not list(room.places.takes.glob("*.part.wav"))
    press(dialog, room, KEY.Key_H)
    room.until(lambda: bool(room.played))
    assert len(room.played[-1].sound) == pytest.approx(length_s(own) * RATE)
    press(dialog, room, KEY.Key_Return)
    room.until(lambda: not dialog.isVisible())
    room.qtbot.keyClick(room.window, KEY.Key_1)
    room.until(lambda: room.session.drill.turn is not None)
    turn = room.session.drill.turn
    assert turn is not None
    assert turn.opening is not None
    assert len(turn.opening.cues[1].sound) == len(room.played[-1].sound)


def test_escape_throws_a_half_recorded_one_away_and_keeps_the_one_before(room: Room) -> None:
    dialog = opened(room)
    soundfile.write(room.places.takes.parent / "mine.wav", noise(1.0), RATE)
    room.session.greeter.take(room.places.takes.parent / "mine.wav")
    room.until(lambda: dialog.list.item(1).text() == "Yours, 0:01")
    before = room.places.greeting.read_bytes()
    press(dialog, room, KEY.Key_R)
    room.until(lambda: bool(room.microphones))
    room.microphone.say(noise(1.0))
    press(dialog, room, KEY.Key_Escape)
    assert dialog.isVisible()
    room.until(lambda: room.microphone.is_closed)
    assert room.places.greeting.read_bytes() == before
    press(dialog, room, KEY.Key_Delete)
    room.until(lambda: dialog.list.item(1).text() == "Yours: none yet")
    assert not room.places.greeting.exists()
    assert dialog.list.currentRow() == 0


def test_what_went_wrong_is_told_where_the_greeting_is_chosen(room: Room) -> None:
    dialog = opened(room)
    soundfile.write(room.places.takes.parent / "long.wav", noise(25.0), RATE)
    room.session.greeter.take(room.places.takes.parent / "long.wav")
    room.until(lambda: "is longer than 20 seconds. Give a shorter one." in dialog.says.text())
    press(dialog, room, KEY.Key_R)
    room.until(lambda: bool(room.microphones))
    room.microphone.say((noise(2.0) // 900).astype(np.int16))
    recorded(room, 1.5)
    press(dialog, room, KEY.Key_R)
    room.until(lambda: "No greeting was heard." in dialog.says.text())


def test_ours_is_chosen_by_an_arrow_key_and_the_choice_is_kept(room: Room) -> None:
    dialog = opened(room)
    soundfile.write(room.places.takes.parent / "mine.wav", noise(1.0), RATE)
    room.session.greeter.take(room.places.takes.parent / "mine.wav")
    room.until(lambda: dialog.list.currentRow() == 1)
    press(dialog, room, KEY.Key_Up)
    assert not room.session.settings.own_greeting
    room.until(lambda: not room.saved[-1].own_greeting)
    room.qtbot.keyClick(dialog, KEY.Key_Escape)
    room.until(lambda: not dialog.isVisible())
