"""Each page by itself: what is typed, heard, overruled, saved and set."""

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.library.library import open_library
from app.practice.lanes import Lane
from app.practice.rep import Phase
from app.review.finding import Kind
from app.settings import Settings, describe
from tests.ui.room import Room, finding, noise, press
from ui.announce import Announcer, told_verdict
from ui.bridge import Bridge
from ui.pages import Page
from ui.settings_dialog import SettingsDialog
from ui.shelf import Shelf

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.judge.finds = lambda script: (
        (finding(Kind.SUBSTITUTION, 3, 4, script, "other"), finding(Kind.FILLED_PAUSE, 5, 5, script, "um"))
    )
    room.enter()
    yield room
    room.leave()


def names(room: Room) -> list[str]:
    return [each.draft.name for each in room.session.shelf.snapshot.messages]


def open_review(room: Room, number: int = 3) -> None:
    room.window.pages.turn_to(Page.REVIEW)
    room.window.review.show_number(number)

    def shown() -> bool:
        now = room.window.review.shown
        return now is not None and now.take is not None and now.take.number == number

    room.until(shown)


# ---- Write


def test_the_main_button_names_the_key_that_acts_where_somebody_types(room: Room) -> None:
    desk = room.window.desk
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    for field in (desk.facts._fields["goal"], desk.editor, desk.search):
        field.setFocus()
        assert desk.main.accessibleDescription() == "Key: Ctrl Enter"
        desk.messages.setFocus()
        assert desk.main.accessibleDescription() == "Key: Space"


def test_typing_saves_by_itself(room: Room) -> None:
    desk = room.window.desk
    desk.editor.setPlainText("Call me back, please.")
    assert not room.session.shelf.is_saved
    room.until(lambda: room.session.shelf.is_saved)
    message = room.session.shelf.snapshot.message
    assert message is not None
    assert message.draft.text == "Call me back, please."
    assert message.draft.to == "Marta Ellison, operations"


def test_letters_are_typed_and_start_nothing(room: Room) -> None:
    editor = room.window.desk.editor
    editor.setFocus()
    editor.selectAll()
    room.qtbot.keyClicks(editor, "r f h 1?")
    assert editor.toPlainText() == "r f h 1?"
    assert room.session.booth.phase is Phase.READY


def test_a_new_message_is_at_hand_and_the_old_one_unchanged(room: Room) -> None:
    room.qtbot.keyClick(room.window, KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    room.until(lambda: len(names(room)) == 2)
    assert room.window.desk.editor.toPlainText() == ""
    room.window.desk.editor.setPlainText("Hello Tomas.")
    room.until(lambda: "Hello Tomas." in names(room))
    other = next(each for each in room.session.shelf.snapshot.messages if each.is_sample)
    room.session.shelf.choose(other.id)
    room.until(lambda: room.window.desk.editor.toPlainText().startswith("Hi Marta"))


def test_what_is_deleted_comes_back_by_undo(room: Room) -> None:
    room.session.bin.delete_message()
    room.until(lambda: names(room) == [])
    room.until(lambda: room.session.shelf.message is None)
    assert room.window.desk.editor.toPlainText() == ""
    assert "deleted" in room.window.notice.text
    message_was = room.window.notice.findChildren(type(room.window.desk.new))
    undo = next(each for each in message_was if each.text() == "Undo")
    room.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    room.until(lambda: names(room) == ["Late deliveries"])


def test_what_is_typed_while_another_message_is_on_its_way_is_kept(room: Room) -> None:
    shelf, editor = room.session.shelf, room.window.desk.editor
    first = shelf.message
    shelf.duplicate()
    room.until(lambda: shelf.message != first)
    second = shelf.message
    assert first is not None
    shelf.choose(first)
    room.qtbot.keyClicks(editor, "Oh, ")
    room.until(lambda: shelf.message == first)
    assert not editor.toPlainText().startswith("Oh, ")
    room.until(lambda: any(each.id == second and each.draft.text[:4] == "Oh, " for each in shelf.snapshot.messages))


def test_what_is_typed_before_the_library_stands_becomes_a_message(room: Room) -> None:
    room.leave()
    lane, bridge = Lane("library"), Bridge()
    shelf = Shelf(lambda: open_library(room.places), room.places, lane, bridge)
    shelf.open()
    shelf.edit(Draft(text="Hello Tomas."))
    room.until(lambda: len(shelf.snapshot.messages) == 2)
    assert shelf.draft.text == "Hello Tomas."
    shelf.close().result()
    bridge.close()
    lane.close()


def test_a_copy_has_the_words_and_no_takes(room: Room) -> None:
    room.session.shelf.duplicate()
    room.until(lambda: len(names(room)) == 2)
    assert room.session.shelf.draft.name == "Late deliveries (copy)"
    assert room.session.shelf.snapshot.takes == ()


def test_the_search_looks_into_the_text(room: Room) -> None:
    room.window.desk.search.setText("quillhaven bakery")
    room.until(lambda: room.session.shelf.search != "")
    room.until(lambda: names(room) == ["Late deliveries"])
    room.window.desk.search.setText("submarine")
    room.until(lambda: names(room) == [])


def test_a_file_becomes_a_message(room: Room, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("---\ntitle: The lease\nto: Tomas Grell\n---\nHi Tomas.\n", encoding="utf-8")
    room.session.bring_in(tmp_path / "note.md")
    room.until(lambda: room.session.shelf.draft.title == "The lease")
    assert room.window.desk.editor.toPlainText() == "Hi Tomas.\n"


def test_the_facts_say_how_long_it_will_take(room: Room) -> None:
    desk, session = room.window.desk, room.session
    desk.editor.setPlainText("word " * 75)
    room.until(lambda: session.measured.words == 75 and session.measured.draft == session.shelf.draft)
    assert session.measured.seconds(150) == pytest.approx(30)


# ---- Review


def test_a_fix_is_heard_with_half_a_second_around_it(room: Room) -> None:
    open_review(room)
    press(room, KEY.Key_H)
    room.until(lambda: bool(room.played))
    chosen = room.window.review.chosen
    assert chosen is not None
    playback = room.played[-1]
    assert len(playback.sound) / playback.rate == pytest.approx(chosen.end - chosen.start + 1.0, abs=0.01)


def test_while_it_plays_the_word_is_lit_and_escape_stops_it(room: Room) -> None:
    def plays(playback: object) -> None:
        playback.played = 1.5  # type: ignore[attr-defined]
        while not playback.stop:  # type: ignore[attr-defined]
            pass

    room.playing = plays
    open_review(room)
    press(room, KEY.Key_A)
    room.until(lambda: room.session.player.at_s == 1.5)
    room.until(lambda: room.window.review.script._playing == 5)
    press(room, KEY.Key_Escape)
    assert not room.session.player.is_playing
    room.until(lambda: room.window.review.script._playing is None)


def test_i_did_say_it_takes_the_finding_away_and_is_remembered(room: Room) -> None:
    open_review(room)
    before = room.window.review.cards[0].finding
    press(room, KEY.Key_I)
    room.until(lambda: len(room.window.review.cards) == 1)
    assert room.window.review.cards[0].finding != before
    assert [each.kind for each in room.session.shelf.snapshot.corrections] == [Kind.SUBSTITUTION]
    press(room, KEY.Key_R)
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert [card.finding.kind for card in room.window.review.cards] == [Kind.FILLED_PAUSE]


def test_tab_comes_to_the_fixes_before_the_script(room: Room) -> None:
    open_review(room)
    room.until(lambda: all(each.isVisible() for each in room.window.review.cards))
    room.window.review.by_phone.setFocus()
    been: list[str] = []
    for _ in range(10):
        press(room, KEY.Key_Tab)
        now = room.window.focusWidget()
        assert now is not None
        been.append(now.text() if isinstance(now, QAbstractButton) else now.accessibleName())
    mend = ["Hear it", "Say just this sentence"]
    fixes = [*mend, "I did say it", *mend, "That was not a filler"]
    assert been[:9] == ["Again", "Say it alone", *fixes, "Script with its marks"]


def test_in_a_narrow_window_all_can_be_done_with_a_take(room: Room) -> None:
    room.window.resize(900, 600)
    open_review(room)
    room.qtbot.mouseClick(room.window.review.more, Qt.MouseButton.LeftButton)
    menu = room.window.findChild(QMenu)
    assert menu is not None
    assert "Copy the transcript" in [each.text() for each in menu.actions()]
    menu.close()


def test_just_this_sentence_is_said_and_stands_on_no_ladder(room: Room) -> None:
    open_review(room)
    press(room, KEY.Key_S)
    room.speak()
    assert room.session.booth.wanted is not None
    assert room.session.booth.wanted.script.text == "Hi Marta, this is Nora Whitcombe at Quillhaven."
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert room.window.pages.page is Page.REVIEW
    room.until(lambda: len(room.session.shelf.snapshot.asides) == 1)
    assert len(room.session.shelf.snapshot.takes) == 3


def test_another_take_is_chosen_pinned_and_deleted(room: Room) -> None:
    open_review(room, 2)
    press(room, KEY.Key_P)
    room.until(lambda: any(each.is_pinned and each.number == 2 for each in room.session.shelf.snapshot.takes))
    take = room.session.shelf.snapshot.takes[1]
    room.window.take_actions.forget(take)
    room.until(lambda: [each.number for each in room.session.shelf.snapshot.takes] == [1, 3])
    assert not take.sound.exists()


def test_a_take_that_is_deleted_is_not_shown_by_a_letter_that_comes_late(room: Room) -> None:
    open_review(room)
    shown = room.window.review.shown
    assert shown is not None
    assert shown.take is not None
    room.window.take_actions.delete()
    room.session.shown.emit(shown)
    room.until(lambda: room.window.review.shown is not None and room.window.review.shown.take != shown.take)


def test_sound_report_and_transcript_leave_the_program(room: Room, tmp_path: Path) -> None:
    open_review(room)
    actions = room.window.take_actions
    for name in ("take.wav", "take.flac", "take.mp3"):
        actions.keep_sound(tmp_path / name)
        room.until((tmp_path / name).exists)
        assert soundfile.info(tmp_path / name).duration == pytest.approx(28, abs=3)
    for name in ("report.html", "report.pdf", "report.json"):
        actions.keep_report(tmp_path / name)
        room.until((tmp_path / name).exists)
    actions.copy_transcript()
    assert QGuiApplication.clipboard().text().startswith("hi marta this is")
    actions.keep_sound(tmp_path / "nowhere" / "take.wav")
    room.until(lambda: "cannot be written" in room.window.notice.text)


def test_three_clean_takes_are_ready(room: Room) -> None:
    room.judge.finds = lambda _: ()
    for key in (KEY.Key_Space, KEY.Key_R, KEY.Key_R):
        count = len(room.session.shelf.snapshot.takes)
        press(room, key)
        room.speak()
        press(room, KEY.Key_Space)
        room.phase(Phase.REVIEWED)
        room.until(lambda count=count: len(room.session.shelf.snapshot.takes) == count + 1)
    room.until(lambda: room.window.review.ready.isVisible())


# ---- Settings, help, announcements


def test_every_setting_is_in_the_dialog_and_says_what_it_does(room: Room) -> None:
    dialog = SettingsDialog(room.window.look, room.session, room.window)
    named = {each.name for each in describe(Settings())} - {"microphone_host_api", "speaker_host_api"}
    assert set(dialog.rows) == named
    for each in describe(Settings()):
        if each.name in dialog.rows:
            assert dialog.rows[each.name].accessibleDescription() == each.explains
            assert dialog.rows[each.name].accessibleName().rsplit(" ", 1)[-1] not in ("db", "dbfs", "s", "wpm")


def test_a_setting_holds_at_once_and_a_wrong_one_says_what_it_wants(room: Room) -> None:
    dialog = SettingsDialog(room.window.look, room.session, room.window)
    theme, limit, fillers = (dialog.rows[each] for each in ("theme", "limit_s", "lexical_fillers_count"))
    assert isinstance(theme, QComboBox)
    assert isinstance(limit, QLineEdit)
    assert isinstance(fillers, QCheckBox)
    theme.setCurrentText("dark")
    assert room.window.look.colours.name == "dark"
    fillers.setChecked(True)
    limit.setText("25")
    limit.editingFinished.emit()
    assert room.session.settings == replace(Settings(), theme="dark", lexical_fillers_count=True, limit_s=25.0)
    limit.setText("soon")
    limit.editingFinished.emit()
    assert dialog._troubles["limit_s"].text() == "It wants a number from 1 to 3600."
    assert room.session.settings.limit_s == 25
    room.until(lambda: room.saved[-1:] == [room.session.settings])


def test_help_opens_by_its_key_and_closes_by_any(room: Room) -> None:
    press(room, KEY.Key_Question)
    assert room.window.help.isVisible()
    press(room, KEY.Key_Escape)
    assert not room.window.help.isVisible()


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_R, KEY.Key_T, KEY.Key_Tab, KEY.Key_Return])
def test_a_key_that_closes_the_help_does_nothing_else(room: Room, key: Qt.Key) -> None:
    control = Qt.KeyboardModifier.ControlModifier if key is KEY.Key_Return else Qt.KeyboardModifier.NoModifier
    press(room, KEY.Key_Question)
    room.qtbot.keyClick(room.window.help, key, control)
    assert not room.window.help.isVisible()
    assert room.session.booth.phase is Phase.READY
    assert room.window.pages.page is Page.WRITE


def test_a_screen_reader_hears_each_change_once(room: Room) -> None:
    announcer = Announcer()
    heard = [announcer.news(Phase.RECORDING, at / 2, 30.0) for at in range(-4, 80)]
    assert [each for each in heard if each] == ["Recording", "Ten seconds left", "Over the limit"]
    assert announcer.news(Phase.READY, 0, 30) is None
    assert announcer.news(Phase.RECORDING, 0.1, 30.0) == "Recording"
    open_review(room)
    assert room.window.review.shown is not None
    assert told_verdict(room.window.review.shown.review) == "Two findings, two things to fix"


# ---- The window's thread


class _Watch:
    """Notes what the main thread asks of the system, while it is on. NB: an audit hook stays for good."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        self._main = threading.main_thread()
        sys.addaudithook(self._event)

    def _event(self, event: str, arguments: tuple[object, ...]) -> None:
        touches = event in ("open", "sqlite3.connect", "os.rename", "os.remove", "os.mkdir", "os.scandir", "os.listdir")
        if self.on and touches and threading.current_thread() is self._main:
            path = str(arguments[0]) if arguments else ""
            if not path.endswith((".py", ".pyc", ".so")) and "importlib" not in path:
                self.seen.append(f"{event} {path}")


def test_no_file_and_no_database_is_touched_on_the_windows_thread(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(qtbot, tmp_path / "home")
    room.judge.finds = lambda script: (finding(Kind.SUBSTITUTION, 3, 4, script, "other"),)
    watch = _Watch()
    noise(0.1)  # NumPy looks into its own folder the first time
    watch.on = True
    try:
        room.enter()
        room.window.desk.editor.setPlainText("Hi Marta, this is somebody else now.")
        room.until(lambda: room.session.shelf.is_saved)
        press(room, KEY.Key_Space)
        room.speak()
        press(room, KEY.Key_Space)
        room.phase(Phase.REVIEWED)
        room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
        open_review(room, 4)
        press(room, KEY.Key_I)
        room.until(lambda: room.window.review.cards == [])
        room.window.take_actions.keep_report(tmp_path / "report.pdf")
        message = room.session.shelf.message
        assert message is not None
        room.window.message_actions.export(message, tmp_path / "late.beep")
        room.until((tmp_path / "late.beep").exists)
        room.window.message_actions.bring_in(tmp_path / "late.beep")
        room.until(lambda: len(names(room)) == 2)
        room.session.bin.delete_message()
        room.until(lambda: len(names(room)) == 1)
        room.session.forget_everything()
        room.until(lambda: names(room) == [])
        room.leave()
    finally:
        watch.on = False
    assert watch.seen == []
