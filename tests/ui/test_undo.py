"""What is deleted comes back by its button and by Ctrl+Z, as long as the window stands, and whatever the other does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.library.library import open_library
from app.review.finding import Kind
from tests.ui.room import Room, finding
from ui.buttons import Button
from ui.pages import Page

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    room.window.activateWindow()
    qtbot.waitUntil(room.window.isActiveWindow)
    yield room
    room.leave()


def press(room: Room, key: Qt.Key, with_ctrl: bool = False) -> None:
    modifiers = CTRL if with_ctrl else Qt.KeyboardModifier.NoModifier
    target: QWidget = room.window.focusWidget() or room.window
    QTest.keyClick(target, key, modifiers)


def names(room: Room) -> list[str]:
    return [each.draft.name for each in room.session.shelf.snapshot.messages]


def numbers(room: Room) -> list[int]:
    return [each.number for each in room.session.shelf.snapshot.takes]


def shown(room: Room) -> int | None:
    now = room.window.review.shown
    return now.take.number if now is not None and now.take is not None else None


def open_review(room: Room, number: int) -> None:
    room.window.pages.turn_to(Page.REVIEW)
    room.window.review.show_number(number)
    room.until(lambda: shown(room) == number)


def test_a_message_is_deleted_by_its_key_and_comes_back_long_after_its_notice(room: Room) -> None:
    press(room, KEY.Key_Delete)
    room.until(lambda: names(room) == [])
    room.window.notice.clear()
    room.window.new_message()
    room.until(lambda: names(room) == ["Untitled"])
    room.window.pages.turn_to(Page.REHEARSE)
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: set(names(room)) == {"Untitled", "Late deliveries"})
    assert room.session.shelf.draft.name == "Late deliveries"
    room.until(lambda: "is there again" in room.window.notice.text)
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: "nothing to bring back" in room.window.notice.text)


def test_a_finding_that_was_overruled_counts_again_by_its_button_and_by_the_key(room: Room) -> None:
    room.judge.finds = lambda script: (finding(Kind.FILLED_PAUSE, 3, 3, script, "um"),)
    room.window.reps.start()
    room.speak()
    room.window.reps.toggle()
    review = room.window.review
    room.until(lambda: shown(room) == 4 and len(review.cards) == 1)
    for undo in (lambda: press(room, KEY.Key_Z, with_ctrl=True), lambda: room.window.notice._shown[0].click()):
        press(room, KEY.Key_I)
        room.until(lambda: not review.cards and "“That was not a filler”" in room.window.notice.text)
        assert room.session.shelf.snapshot.takes[-1].attempt.clean
        undo()
        room.until(lambda: len(review.cards) == 1 and room.window.notice.text == "It counts again.")
        assert not room.session.shelf.snapshot.takes[-1].attempt.clean
        assert shown(room) == 4
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: "nothing to bring back" in room.window.notice.text)


def test_a_take_is_deleted_by_its_key_and_comes_back(room: Room) -> None:
    open_review(room, 2)
    press(room, KEY.Key_Delete)
    room.until(lambda: numbers(room) == [1, 3])
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: numbers(room) == [1, 2, 3])
    room.until(lambda: shown(room) == 2)


def test_a_take_that_is_deleted_twice_at_once_is_deleted_once(room: Room) -> None:
    open_review(room, 2)
    for _ in range(2):
        room.window.take_actions.delete()
    room.until(lambda: numbers(room) == [1, 3])
    assert [each.name for each in room.session.shelf.deleted] == ["Take 2"]


def test_a_screen_reader_is_told_what_is_deleted_and_what_is_back(room: Room) -> None:
    said: list[str] = []
    room.window.notice.said.connect(said.append)
    open_review(room, 2)
    press(room, KEY.Key_Delete)
    room.until(lambda: said == ["Take 2 is deleted."])
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: said == ["Take 2 is deleted.", "Take 2 is there again."])


def test_undo_on_the_notice_brings_back_what_it_speaks_of(room: Room) -> None:
    room.session.shelf.duplicate()
    room.until(lambda: len(names(room)) == 2)
    room.session.bin.delete_message()
    room.until(lambda: names(room) == ["Late deliveries"])
    undo = next(each for each in room.window.notice.findChildren(Button) if each.text() == "Undo")
    room.session.bin.delete_message()
    undo.click()
    room.until(lambda: names(room) == ["Late deliveries (copy)"])
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: len(names(room)) == 2)


def test_in_a_field_ctrl_z_takes_back_what_was_typed_and_only_then_what_was_deleted(room: Room) -> None:
    room.session.shelf.duplicate()
    room.until(lambda: len(names(room)) == 2)
    room.session.bin.delete_message()
    room.until(lambda: len(names(room)) == 1)
    editor = room.window.desk.editor
    editor.setFocus()
    before = editor.toPlainText()
    room.qtbot.keyClicks(editor, "x")
    press(room, KEY.Key_Z, with_ctrl=True)
    assert editor.toPlainText() == before
    assert len(names(room)) == 1
    press(room, KEY.Key_Z, with_ctrl=True)
    room.until(lambda: len(names(room)) == 2)


def test_keys_act_on_the_next_take_once_one_is_deleted(room: Room) -> None:
    open_review(room, 3)
    press(room, KEY.Key_Delete)
    room.until(lambda: numbers(room) == [1, 2] and shown(room) == 2)
    press(room, KEY.Key_A)
    room.until(lambda: len(room.played) == 1)
    assert room.window.review.script.hasFocus()


def test_what_another_window_deleted_can_still_be_brought_back_there(room: Room) -> None:
    take = room.session.shelf.snapshot.takes[0]
    other = open_library(room.places)  # stands for the other window
    theirs = other.messages.add(room.session.shelf.draft)
    other.messages.delete(theirs.id)
    other.takes.hide(take.id)
    room.session.bin.delete_message()
    room.until(lambda: names(room) == [])
    ours = room.session.shelf.deleted[0].message
    room.session.bin.bring_back()
    room.until(lambda: numbers(room) == [2, 3])
    room.leave()
    other.messages.restore(theirs.id)
    other.takes.bring_back(take.id)
    assert {each.id for each in other.messages.all()} == {theirs.id, ours}
    assert take.sound.exists()
    other.close()


def test_what_is_not_brought_back_goes_when_the_window_closes(room: Room) -> None:
    open_review(room, 2)
    gone = room.session.shelf.snapshot.takes[1]
    press(room, KEY.Key_Delete)
    room.until(lambda: numbers(room) == [1, 3])
    assert gone.sound.exists()
    room.leave()
    assert not gone.sound.exists()


def test_a_message_is_copied_and_its_menu_opened_by_keys(room: Room) -> None:
    press(room, KEY.Key_D, with_ctrl=True)
    room.until(lambda: len(names(room)) == 2)
    room.window.setFocus()
    press(room, KEY.Key_M)
    (menu,) = room.window.findChildren(QMenu)
    assert "Delete for good …" in [each.text() for each in menu.actions()]
    menu.close()


def test_the_menu_of_a_take_is_opened_by_its_key(room: Room) -> None:
    open_review(room, 1)
    press(room, KEY.Key_M)
    (menu,) = room.window.findChildren(QMenu)
    assert "Save the report …" in [each.text() for each in menu.actions()]
    menu.close()
