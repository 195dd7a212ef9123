"""The best take as a phone shows it: found by key and button, heard once, lit without colour, played, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.audio.speaker import Playback
from app.library.draft import Draft
from app.practice.rep import Phase
from app.problems import Problem
from app.recognition.transcript import FreeHearing, HeardWord
from app.review.as_read import AsRead, as_read
from app.review.finding import Finding, Kind
from app.script.script import Script
from tests.ui.pixels import colours_of
from tests.ui.room import Room, finding, press
from ui.flow import Part
from ui.heard_text import HeardText
from ui.notification import first_lines
from ui.pages import Page
from ui.theme import LIGHT, Look

KEY = Qt.Key
MARTA = (
    "hi marta this is nora whitcombe on tuesday you said that late deliveries are costing you two of your best shops"
)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """Three takes; the second alone is clean."""
    room = Room(qtbot, tmp_path / "home")
    left = [1, 0, 1]

    def finds(script: Script) -> tuple[Finding, ...]:
        return (finding(Kind.FILLED_PAUSE, 5, 5, script, "um"),) if left and left.pop(0) else ()

    room.judge.finds = finds
    room.enter()
    yield room
    room.leave()


def read(*words: str, every_s: float = 0.5) -> AsRead:
    said = (HeardWord(word, at * every_s, (at + 1) * every_s, 1.0) for at, word in enumerate(words))
    return as_read(FreeHearing("fake", tuple(said)), 0.0)


def test_the_best_take_is_shown_from_the_desk_and_the_review_and_heard_once(room: Room) -> None:
    page = room.window.pages.as_read
    room.qtbot.mouseClick(room.window.desk.read, Qt.MouseButton.LeftButton)
    room.until(lambda: page.read is not None)
    assert page.read is not None
    assert page.read.words[:2] == ("word0", "word1")
    assert page.read.first == 9
    assert page.accessibleDescription().startswith("Take 2, the best so far. The notification: word0 word1")
    assert "The first 9 seconds: word0 word1 word2 word3 word4 word5 word6 word7 word8. After that: word9" in (
        page.accessibleDescription()
    )
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.WRITE
    assert room.window.focusWidget() is room.window.desk.messages
    room.window.pages.turn_to(Page.REVIEW)
    press(room, KEY.Key_V)
    room.until(lambda: page.read is not None)
    press(room, KEY.Key_V)
    assert room.window.pages.page is Page.REVIEW
    assert len(room.judge.heard) == 1


def test_a_take_that_is_pinned_goes_before_the_best(room: Room) -> None:
    shelf = room.session.shelf
    room.session.takes.pin(shelf.snapshot.takes[0])
    room.until(lambda: shelf.snapshot.message is not None and shelf.snapshot.message.pinned == 1)
    press(room, KEY.Key_V)
    room.until(lambda: room.window.pages.as_read.read is not None)
    assert room.window.pages.as_read.accessibleDescription().startswith("Take 1, pinned.")


def test_what_was_heard_in_a_rep_need_not_be_heard_again(room: Room) -> None:
    room.window.reps.start()
    room.speak(2.0)
    room.window.reps.toggle()
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    shelf = room.session.shelf
    room.session.takes.pin(shelf.snapshot.takes[3])
    room.until(lambda: shelf.snapshot.message is not None and shelf.snapshot.message.pinned == 4)
    press(room, KEY.Key_V)
    room.until(lambda: room.window.pages.as_read.read is not None)
    assert room.window.pages.as_read.read is not None
    assert len(room.window.pages.as_read.read.words) >= 19  # ten a second, as the ears of the rep have it
    assert room.judge.heard == []


def test_a_take_that_is_reviewed_again_is_heard_again_too(room: Room) -> None:
    press(room, KEY.Key_V)
    room.until(lambda: room.window.pages.as_read.read is not None)
    press(room, KEY.Key_Escape)
    done: list[bool] = []
    take = room.session.shelf.snapshot.takes[1]
    room.session.reviewer.review_again(take, lambda: done.append(True), lambda _: None)
    room.until(lambda: done == [True])
    press(room, KEY.Key_V)
    room.until(lambda: room.window.pages.as_read.read is not None)
    assert len(room.judge.heard) == 2


def test_it_is_played_by_its_key_and_the_word_that_sounds_is_marked(room: Room) -> None:
    def plays(playback: Playback) -> None:
        playback.played = 4.2
        room.wait_for_stop(playback)

    room.playing = plays
    page, player = room.window.pages.as_read, room.session.player
    press(room, KEY.Key_V)
    room.until(lambda: page.read is not None)
    press(room, KEY.Key_H)
    room.until(lambda: page.text._playing is not None)
    assert player.at_s is not None
    assert page.text._playing == int(player.at_s)
    assert page.hear_it.text() == "Stop"
    press(room, KEY.Key_L)
    assert page.by_phone.isChecked()
    press(room, KEY.Key_H)
    assert not player.is_playing
    assert page.hear_it.text() == "Hear it"


def test_a_message_without_a_take_says_what_will_stand_there(room: Room) -> None:
    room.session.shelf.add(Draft("Hi Kim.", "New"))
    room.until(lambda: room.session.shelf.draft.title == "New")
    assert not room.window.desk.read.isVisible()
    room.window.desk.messages.setFocus()
    press(room, KEY.Key_V)
    assert room.window.pages.page is Page.AS_READ
    assert room.window.pages.as_read.accessibleDescription().startswith("No take yet.")
    assert not room.window.pages.as_read.hear_it.isEnabled()


def test_what_stands_in_the_way_is_told_with_its_remedy(room: Room) -> None:
    def deaf(*_: Any) -> FreeHearing:
        raise Problem("The model is gone.", "Get another.")

    room.judge.hear = deaf  # type: ignore[method-assign]
    press(room, KEY.Key_V)
    room.until(lambda: "The model is gone." in room.window.pages.as_read.accessibleDescription())
    assert room.window.pages.as_read.read is None


def test_the_first_seconds_are_told_by_weight_rule_and_flag(qtbot: QtBot) -> None:
    text = HeardText(Look())
    qtbot.addWidget(text)
    text.show_read(read(*MARTA.split()))
    text.resize(360, text.heightForWidth(360))
    lines = text.lines(360)
    flags = [each.atom.text for line in lines for each in line.placed if each.atom.part is Part.FLAG]
    assert flags == ["0:09"]
    assert max(each.right for line in lines for each in line.placed) <= 360
    assert text._font(0).weight() > text._font(1).weight()
    assert {LIGHT.accent, LIGHT.accent_soft} <= colours_of(text)
    text.show_read(read("hi", "marta"))
    assert not any(each.atom.part is Part.FLAG for line in text.lines(360) for each in line.placed)
    text.show_read(read())
    assert text.accessibleDescription() == "The first 9 seconds: nothing."
    text.grab()


def test_a_notification_holds_two_lines_and_says_that_there_is_more(qapp: object) -> None:  # noqa: ARG001  fonts want one
    metrics = QFontMetricsF(Look().serif(15))
    lines = first_lines(MARTA.split(), metrics, 300, 2)
    assert len(lines) == 2
    assert all(metrics.horizontalAdvance(line) <= 300 for line in lines)
    assert lines[1].endswith(" …")
    assert MARTA.startswith(" ".join(lines).removesuffix(" …"))
    assert first_lines(["hi", "marta"], metrics, 300, 2) == ["hi marta"]
    assert first_lines([], metrics, 300, 2) == [""]


def test_a_large_text_in_the_least_window_stands_below_each_other(room: Room) -> None:
    page = room.window.pages.as_read
    press(room, KEY.Key_V)
    room.until(lambda: page.read is not None)
    room.window.resize(1280, 800)
    room.until(
        lambda: (
            page.notification.mapTo(page, page.rect().topLeft()).x() < page.text.mapTo(page, page.rect().topLeft()).x()
        )
    )
    page.show_look(Look(scale=1.5))
    room.window.resize(900, 600)
    room.until(
        lambda: (
            page.notification.mapTo(page, page.rect().topLeft()).y() < page.text.mapTo(page, page.rect().topLeft()).y()
        )
    )
