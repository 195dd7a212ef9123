"""A message comes in by a drop or a file, leaves as one file, and goes for good, alone or with everything."""

import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton

from app.practice.rep import Phase
from tests.script.test_docx import document, paragraph, run
from tests.ui.room import Room
from ui.forget_dialog import ForgetDialog, Kept
from ui.settings_dialog import SettingsDialog

KEY = Qt.Key


def drop(room: Room, *files: Path) -> bool:
    """From the desktop on to the window, where no field lies; whether it was let in."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, dragged, left, none)
    entering.setAccepted(False)
    QApplication.sendEvent(room.window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(room.window, QDropEvent(QPointF(5, 5), copy, dragged, left, none))
    return entering.isAccepted()


def names(room: Room) -> list[str]:
    return [each.draft.name for each in room.session.shelf.snapshot.messages]


def says(room: Room, text: str) -> None:
    room.until(lambda: text in room.window.notice.text)


# ---- In


def test_scripts_of_every_kind_are_dropped_on_the_window(room: Room, tmp_path: Path) -> None:
    (tmp_path / "lease.md").write_text("---\ntitle: The lease\n---\nHi Tomas.\n")
    (tmp_path / "plain.txt").write_text("Hello Anna.\n")
    (tmp_path / "word.docx").write_bytes(document(paragraph(run("Hi Kim, "), run("call me.", "<w:b/>"))))
    assert drop(room, tmp_path / "lease.md", tmp_path / "plain.txt", tmp_path / "word.docx")
    room.until(lambda: len(names(room)) == 4)
    room.until(lambda: room.window.desk.editor.toPlainText() == "Hi Kim, call me.\n")
    assert {"The lease", "Hello Anna.", "Hi Kim, call me."} < set(names(room))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        ("broken.docx", b"PK\x03\x04 and no more", "no Word document"),
        ("notes.rtf", b"{\\rtf1 Hello}", "Rich Text"),
        ("late.beep", b"Hello.", "no whole archive"),
        ("latin.txt", b"Gr\xfc\xdfe", "not UTF-8"),
    ],
)
def test_a_wrong_file_is_a_sentence_and_nothing_changes(
    room: Room, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = room.session.shelf.draft
    assert drop(room, tmp_path / name)
    says(room, sentence)
    assert names(room) == ["Late deliveries"]
    assert room.session.shelf.draft == before


def test_a_folder_is_a_sentence_and_a_text_that_is_dragged_is_none_of_the_windows(room: Room, tmp_path: Path) -> None:
    assert drop(room, tmp_path)
    says(room, "is a folder")
    assert not drop(room)
    assert not any(each.acceptDrops() for each in room.window.findChildren(QLineEdit))


def test_a_rep_is_not_disturbed_by_a_drop(room: Room, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Hello Anna.\n")
    room.qtbot.keyClick(room.window, KEY.Key_Space)
    room.speak()
    drop(room, tmp_path / "plain.txt")
    room.qtbot.keyClick(room.window.focusWidget() or room.window, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    assert names(room) == ["Late deliveries"]


@pytest.mark.parametrize("key", [KEY.Key_O, KEY.Key_E])
def test_a_rep_is_not_disturbed_by_a_dialog(room: Room, key: Qt.Key) -> None:
    room.qtbot.keyClick(room.window, KEY.Key_Space)
    room.speak()
    room.qtbot.keyClick(room.window, key, Qt.KeyboardModifier.ControlModifier)
    assert room.window.findChildren(QFileDialog) == []
    assert room.session.booth.phase is Phase.RECORDING


def test_what_comes_in_is_shown_though_something_was_searched_for(room: Room, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Hello Anna.\n")
    room.window.desk.search.setText("submarine")
    room.until(lambda: names(room) == [])
    drop(room, tmp_path / "plain.txt")
    room.until(lambda: len(names(room)) == 2)
    assert room.window.desk.search.text() == ""


# ---- Out, and in again


def test_a_message_leaves_as_one_file_and_comes_back_with_its_takes(room: Room, tmp_path: Path) -> None:
    actions, shelf = room.window.message_actions, room.session.shelf
    room.window.desk.editor.setPlainText("Hi Marta, this is new.")
    assert shelf.message is not None
    actions.export(shelf.message, tmp_path / "late.beep")
    says(room, "Exported")
    with zipfile.ZipFile(tmp_path / "late.beep") as archive:
        assert len(archive.namelist()) == 4
        assert b"this is new" in archive.read("message.json")  # what was just typed is in it
    first = shelf.message
    assert drop(room, tmp_path / "late.beep")
    says(room, "is among your messages, with three takes")
    assert len(names(room)) == 2
    assert shelf.message != first
    assert [take.number for take in shelf.snapshot.takes] == [1, 2, 3]
    assert room.window.desk.editor.toPlainText() == "Hi Marta, this is new."


def test_a_message_that_comes_in_shows_how_far_it_is_and_can_be_given_up(room: Room, tmp_path: Path) -> None:
    actions, shelf, work = room.window.message_actions, room.session.shelf, room.session.work
    assert shelf.message is not None
    actions.export(shelf.message, tmp_path / "late.beep")
    says(room, "Exported")
    held = threading.Event()
    room.session.lanes.workshop.run(held.wait)
    actions.bring_in(tmp_path / "late.beep")
    assert work.job is not None
    assert work.job.label == "Opening late.beep"
    room.qtbot.keyClick(room.window, KEY.Key_Escape)
    held.set()
    says(room, "Given up")
    assert names(room) == ["Late deliveries"]
    assert [each for each in room.places.takes.iterdir() if each.is_dir()] == []


def test_what_is_typed_is_kept_while_a_message_comes_in(room: Room, tmp_path: Path) -> None:
    actions, shelf = room.window.message_actions, room.session.shelf
    first = shelf.message
    assert first is not None
    actions.export(first, tmp_path / "late.beep")
    says(room, "Exported")
    actions.bring_in(tmp_path / "late.beep")
    room.window.desk.editor.setPlainText("Typed meanwhile.")
    says(room, "is among your messages")
    assert shelf.message != first
    room.until(lambda: "Typed meanwhile." in {each.draft.text for each in shelf.snapshot.messages})


def test_an_export_that_cannot_be_written_is_a_sentence(room: Room, tmp_path: Path) -> None:
    assert room.session.shelf.message is not None
    room.window.message_actions.export(room.session.shelf.message, tmp_path / "nowhere" / "late.beep")
    says(room, "cannot be written")


# ---- For good


def test_a_message_goes_for_good_once_it_is_confirmed(room: Room) -> None:
    room.window.message_actions.ask_before_forgetting()
    (box,) = room.window.findChildren(QMessageBox)
    assert "three takes" in box.text()
    delete = next(each for each in box.findChildren(QPushButton) if each.text() == "Delete for good")
    room.qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    room.until(lambda: names(room) == [])
    assert list(room.places.takes.glob("*")) == []
    says(room, "deleted for good")


def test_everything_goes_once_the_word_is_typed(room: Room) -> None:
    room.session.shelf.duplicate()
    room.until(lambda: len(names(room)) == 2)
    settings = SettingsDialog(room.window.look, room.session, room.window)
    settings.open()
    (kept,) = settings.findChildren(Kept)
    assert str(room.places.data) in kept.where.text()
    room.qtbot.mouseClick(kept.button, Qt.MouseButton.LeftButton)
    (dialog,) = settings.findChildren(ForgetDialog)
    assert not dialog.delete.isEnabled()
    room.qtbot.keyClicks(dialog.field, "del")
    room.qtbot.keyClick(dialog.field, KEY.Key_Return)
    assert dialog.isVisible()
    assert len(names(room)) == 2
    room.qtbot.keyClicks(dialog.field, "ete")
    assert dialog.delete.isEnabled()
    room.qtbot.keyClick(dialog.field, KEY.Key_Return)
    room.until(lambda: names(room) == [])
    says(room, "Everything is deleted.")
    room.until(lambda: room.window.findChildren(SettingsDialog) == [])
    assert room.window.desk.editor.toPlainText() == ""
    assert room.window.review.shown is None
    assert list(room.places.takes.glob("*")) == []
    assert room.told == []
    for path in room.places.data.rglob("*"):
        assert not path.is_file() or b"Quillhaven" not in path.read_bytes(), path
