"""What the window lets be heard: the chosen loudspeaker; on the stage a tick and a tone, where asked for."""

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
from tests.ui.room import MICROPHONE, RATE, SPEAKER, Room, press
from ui.device_choice import DeviceChoice
from ui.settings_dialog import SettingsDialog

HEADPHONES = Device("Headphones", "Fakes", 2, 48_000, False)
HEADSET = Device("Headset", "Fakes", 1, RATE, False)
KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    yield room
    room.leave()


def rep(room: Room) -> None:
    press(room, KEY.Key_Space)
    room.speak(1.0)
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)


# ---- On the stage


def test_nothing_sounds_on_the_stage_unless_it_is_asked_for(room: Room) -> None:
    room.enter()
    rep(room)
    assert room.cues == []


def test_the_last_seconds_tick_and_the_limit_has_its_tone_on_the_reps_own_clock(room: Room) -> None:
    room.enter(replace(Settings(), live_ticks=True, live_beep=True))
    rep(room)
    (track,) = room.cues
    script = room.session.script()
    assert script is not None
    limit_s = room.session.rules(script).limit_s
    assert [each.at_s for each in track.cues] == [limit_s - left for left in (5, 4, 3, 2, 1, 0)]
    assert track.started_s is not None
    assert 0 <= track.started_s <= 1.0
    assert track.is_closed


def test_a_rep_that_is_thrown_away_or_fails_is_silent_at_once(room: Room) -> None:
    room.enter(replace(Settings(), live_beep=True))
    press(room, KEY.Key_Space)
    room.speak(1.0)
    press(room, KEY.Key_Escape)
    room.until(lambda: room.cues[-1].is_closed)
    room.refuses = problems.microphone_refused("Fake", "busy")
    press(room, KEY.Key_Space)
    room.phase(Phase.FAILED)
    assert len(room.cues) == 1  # where nothing is heard nothing is opened to play


def test_without_a_loudspeaker_the_rep_goes_on_and_says_why_it_does_not_tick(room: Room) -> None:
    window = room.enter(replace(Settings(), live_ticks=True))
    room.mute = problems.no_speaker("busy")
    press(room, KEY.Key_Space)
    room.speak(1.0)
    assert "Nothing can be played" in window.stage.notice.text
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)


# ---- The loudspeaker


def test_a_loudspeaker_that_is_gone_is_told_once_and_again_when_it_went_another_time(room: Room) -> None:
    room.enter()
    room.speaker_gone = problems.speaker_missing("Headphones")
    rep(room)
    for count in (1, 2):
        room.window.review.toggle_all()
        room.until(lambda count=count: len(room.played) == count and not room.session.player.is_playing)
    assert [str(each) for each in room.told] == [str(room.speaker_gone)]
    room.plugged = Devices((MICROPHONE,), (SPEAKER, HEADPHONES))
    room.session.equipment.look()
    room.until(lambda: len(room.session.equipment.speakers) == 2)
    room.window.review.toggle_all()
    room.until(lambda: len(room.told) == 2)


@pytest.mark.parametrize(("setting", "new"), [("microphone", HEADSET), ("speaker", HEADPHONES)])
def test_a_device_is_chosen_by_its_name_and_the_list_follows_what_is_plugged_in(
    room: Room, setting: str, new: Device
) -> None:
    room.enter()
    dialog = SettingsDialog(room.window.look, room.session, room.window)
    choice = dialog.rows[setting]
    assert isinstance(choice, DeviceChoice)
    usual = MICROPHONE if setting == "microphone" else SPEAKER

    def shown() -> list[str]:
        return [choice.itemText(at) for at in range(choice.count())]

    def plug(*also: Device) -> None:
        both = {"microphone": (MICROPHONE,), "speaker": (SPEAKER,)}
        both[setting] += also
        room.plugged = Devices(both["microphone"], both["speaker"])
        count = room.looks
        room.session.equipment.look()
        room.until(lambda: room.looks > count and not room.session.equipment._is_looking)

    system = "What the system uses"
    assert shown() == [system, f"{usual.name} (Fakes)"]
    plug(new)
    assert shown() == [system, f"{usual.name} (Fakes)", f"{new.name} (Fakes)"]
    choice.setCurrentIndex(2)
    now = room.session.settings
    assert (getattr(now, setting), getattr(now, f"{setting}_host_api")) == (new.name, "Fakes")
    plug()
    assert shown() == [system, f"{usual.name} (Fakes)", f"{new.name}, not plugged in"]
    assert choice.currentIndex() == 2
    assert room.session.settings == now
    choice.setCurrentIndex(0)
    assert room.session.settings == Settings()
    room.until(lambda: room.saved[-1:] == [Settings()])
