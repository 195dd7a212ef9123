"""A series at the desk: chosen by key and menu, read below the script, handed to the advice, whatever is deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.library.library import Library, open_library
from tests.ui.room import Room
from ui.series_dialog import SeriesDialog
from ui.series_panel import told

KEY = Qt.Key
AGAIN = Draft("Hi Marta, Nora again. The notes from Leeds are in your inbox.", "The notes", "Marta Ellison")


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A second message to Marta is at hand, and one to somebody else there."""
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    room.session.shelf.add(Draft("Hi Tomas.", "The lease", "Tomas"))
    room.until(lambda: room.session.shelf.draft.title == "The lease")
    room.session.shelf.add(AGAIN)
    room.until(lambda: room.session.shelf.draft.title == "The notes")
    yield room
    room.leave()


def dialog(room: Room) -> SeriesDialog:
    room.window.choose_earlier()
    room.until(lambda: isinstance(QApplication.activeModalWidget(), SeriesDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, SeriesDialog)
    return found


def earlier(room: Room) -> list[str]:
    return [each.message.draft.title for each in room.session.shelf.snapshot.earlier]


def follow_the_sample(room: Room) -> None:
    asking = dialog(room)
    room.qtbot.keyClick(asking.list, KEY.Key_Down)
    room.qtbot.keyClick(asking.list, KEY.Key_Return)
    room.until(lambda: earlier(room) == ["Late deliveries"])


def test_the_earlier_one_is_chosen_by_keyboard_and_read_below_the_script(room: Room) -> None:
    panel = room.window.desk.series
    assert not panel.isVisible()
    room.qtbot.keyClick(room.window, KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    room.until(lambda: isinstance(QApplication.activeModalWidget(), SeriesDialog))
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, SeriesDialog)
    labels = [asking.list.item(row).text() for row in range(asking.list.count())]
    assert labels == ["None: it is the first", "Late deliveries · Marta Ellison, operations", "The lease · Tomas"]
    assert asking.earlier is None
    room.qtbot.keyClick(asking.list, KEY.Key_Down)
    room.qtbot.keyClick(asking.list, KEY.Key_Return)
    room.until(panel.isVisible)
    assert panel._place.text() == "Second of a series. Before it:"
    assert "Hi Marta, this is Nora Whitcombe" in panel.accessibleDescription()
    assert told(room.session.shelf.snapshot.earlier[0]) == panel.accessibleDescription()
    assert room.window.desk.editor.toPlainText() == AGAIN.text


def test_it_can_be_let_go_again_and_a_refusal_changes_nothing(room: Room) -> None:
    follow_the_sample(room)
    asking = dialog(room)
    assert asking.list.currentRow() == 1
    room.qtbot.keyClick(asking.list, KEY.Key_Up)
    room.qtbot.keyClick(asking, KEY.Key_Escape)
    assert earlier(room) == ["Late deliveries"]
    asking = dialog(room)
    room.qtbot.keyClick(asking.list, KEY.Key_Up)
    room.qtbot.keyClick(asking.list, KEY.Key_Return)
    room.until(lambda: earlier(room) == [])
    assert not room.window.desk.series.isVisible()


def test_another_message_shows_its_own_and_what_is_deleted_is_gone_from_it(room: Room) -> None:
    follow_the_sample(room)
    shelf = room.session.shelf
    notes = shelf.message
    (sample,) = (each.id for each in shelf.snapshot.messages if each.is_sample)
    shelf.choose(sample)
    room.until(lambda: shelf.message == sample)
    assert not room.window.desk.series.isVisible()

    def delete(library: Library) -> None:
        library.messages.delete(sample)

    shelf.change(delete, notes, lambda: None)
    room.until(lambda: shelf.message == notes)
    assert earlier(room) == []
    assert room.window.desk.editor.toPlainText() == AGAIN.text


def test_one_that_another_window_deleted_for_good_meanwhile_is_told_and_nothing_is_lost(room: Room) -> None:
    shelf = room.session.shelf
    (sample,) = (each.id for each in shelf.snapshot.messages if each.is_sample)
    asking = dialog(room)
    other = open_library(room.session.places)
    other.forget(sample)
    other.close()
    room.qtbot.keyClick(asking.list, KEY.Key_Down)
    room.qtbot.keyClick(asking.list, KEY.Key_Return)
    room.until(lambda: f"no message {sample}" in room.window.notice.text)
    assert (earlier(room), room.window.desk.editor.toPlainText()) == ([], AGAIN.text)


def test_one_that_another_window_deleted_for_good_is_no_longer_advised_by(room: Room) -> None:
    follow_the_sample(room)
    shelf = room.session.shelf
    (sample,) = (each.id for each in shelf.snapshot.messages if each.is_sample)
    other = open_library(room.session.places)
    other.forget(sample)
    other.close()
    room.qtbot.keyClicks(room.window.desk.editor, "Yes. ")
    shelf.save()
    room.until(lambda: earlier(room) == [])
    assert not room.window.desk.series.isVisible()
    assert shelf.draft.text.startswith("Yes. ")


def test_they_make_room_for_the_script(room: Room) -> None:
    follow_the_sample(room)
    panel, editor = room.window.desk.series, room.window.desk.editor
    room.until(panel.isVisible)
    room.until(lambda: editor.height() > panel.height())
    before = editor.height()
    room.qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert panel.fold.text() == "Show"
    room.until(lambda: editor.height() > before)


def test_the_advice_knows_the_earlier_scripts(room: Room) -> None:
    follow_the_sample(room)
    room.until(lambda: room.session.measured.draft == room.session.shelf.draft)
    asked = room.session._asked()
    assert asked is not None
    assert asked.drafted is not None
    assert [each.text[:9] for each in asked.drafted.earlier] == ["Hi Marta,"]
