"""Each drill in the window: chosen by a key, spoken, and what is said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.practice.drills import DRILLS
from app.practice.rep import Phase
from app.review.finding import Kind
from tests.ui.room import Room, finding, noise
from ui.pages import Page

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    yield room
    room.leave()


def press(room: Room, key: Qt.Key) -> None:
    room.qtbot.keyClick(room.window.focusWidget() or room.window, key)


def choose(room: Room, name: str) -> None:
    """By keys alone, until it waits on the stage."""
    press(room, KEY.Key_D)
    assert room.window.pages.page is Page.DRILLS
    number = [drill.name for drill in DRILLS].index(name)
    press(room, KEY(KEY.Key_1.value + number))
    room.until(lambda: room.session.drill.turn is not None)
    assert room.window.pages.page is Page.REHEARSE


def say(room: Room, seconds: float = 2.0) -> None:
    """The rep that waits, until it is reviewed and kept."""
    kept = len(list(room.places.takes.glob("*.flac")))
    press(room, KEY.Key_Space)
    room.speak(seconds)
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(list(room.places.takes.glob("*.flac"))) > kept)
    room.until(lambda: room.window.review.shown is not None and room.window.review.shown.take is not None)


def speak_until(room: Room, elapsed_s: float) -> None:
    """A rep that is under way hears something until its clock says so."""
    rehearsal = room.session.booth.rehearsal
    room.until(lambda: rehearsal.phase in (Phase.OPENING, Phase.RECORDING) and not room.microphone.is_closed)
    if rehearsal.phase is Phase.OPENING:
        room.microphone.say(noise(0.1))
        room.phase(Phase.RECORDING)
    room.microphone.say(noise(elapsed_s - rehearsal.elapsed_s))
    room.until(lambda: rehearsal.elapsed_s >= elapsed_s - 0.05)
    room.window.stage.show_moment()


def test_every_drill_of_the_registry_is_told_in_a_sentence_and_has_a_key(room: Room) -> None:
    press(room, KEY.Key_D)
    rows = room.window.pages.drills.rows
    assert [row.drill for row in rows] == list(DRILLS)
    for number, row in enumerate(rows, 1):
        assert row.accessibleDescription().startswith(row.drill.sentence)
        assert row.start.accessibleDescription() == f"Key: {number}"


# ---- After the beep


def test_after_ring_greeting_and_beep_the_clock_runs_and_the_take_begins(room: Room) -> None:
    choose(room, "voicemail")
    stage = room.window.stage
    assert stage.told == "Wait for the beep, then leave the message."
    turn = room.session.drill.turn
    assert turn is not None
    assert turn.opening is not None
    press(room, KEY.Key_Space)
    speak_until(room, -turn.opening.seconds + 0.5)
    assert stage.says == "It rings"
    assert stage.clock.state.elapsed_s == 0
    speak_until(room, -3.0)
    assert stage.says == "The greeting plays"
    speak_until(room, -0.2)
    assert stage.says == "The beep"
    speak_until(room, 2.0)
    assert stage.says == "Recording"
    assert room.cues[-1].cues[:3] == turn.opening.cues
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    take = room.session.shelf.snapshot.takes[-1]
    assert take.drill == "voicemail"
    assert take.duration_s == pytest.approx(2.0, abs=0.2)
    assert take.origin_s == 0


# ---- One sentence


def test_just_this_sentence_is_drilled_until_it_is_clean_three_times_and_then_the_whole(room: Room) -> None:
    press(room, KEY.Key_Space)
    room.judge.finds = lambda script: (finding(Kind.SUBSTITUTION, 3, 4, script, "other"),)
    room.speak()
    press(room, KEY.Key_Space)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    press(room, KEY.Key_S)
    room.speak()
    assert room.window.stage.told == "Say this sentence alone."
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    card = room.window.review.drill
    assert "0 of 3 in a row Next: Say this sentence alone." in card.told
    room.judge.finds = lambda _: ()
    for row in (1, 2):
        say(room)
        assert f"{row} of 3 in a row" in card.told
    assert len(room.session.shelf.snapshot.takes) == 4
    say(room)
    assert "Next: Now the whole message again." in card.told
    assert room.judge.judged[-1] == "Hi Marta, this is Nora Whitcombe at Quillhaven."
    say(room)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 5)
    assert card.told.endswith("was clean three times in a row; the whole message is clean again.")
    assert room.session.drill.turn is None
