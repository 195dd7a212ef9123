"""The loop a person goes through: write, rehearse, review, again; and every way out of a phase."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import problems
from app.audio.devices import Devices
from app.practice.rep import Phase
from app.recognition.problems import no_model
from app.review.finding import Kind
from tests.ui.room import MICROPHONE, PROJECT, Room, finding, press
from ui.buttons import Button
from ui.pages import Page
from ui.settings_dialog import SettingsDialog
from ui.theme import load_fonts

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    yield room
    if hasattr(room, "window"):
        room.leave()


def say_once(room: Room) -> None:
    press(room, KEY.Key_Space)
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)


def takes(room: Room) -> int:
    return len(room.session.shelf.snapshot.takes)


# ---- The loop


def test_the_sample_message_with_its_takes_is_there(room: Room) -> None:
    window = room.enter()
    assert window.pages.page is Page.WRITE
    assert window.desk.editor.toPlainText().startswith("Hi Marta, this is Nora Whitcombe")
    assert window.desk.name.text() == "Late deliveries"
    assert takes(room) == 3


def test_space_starts_and_stops_and_the_review_stands_there(room: Room) -> None:
    window = room.enter()
    room.judge.finds = lambda script: (finding(Kind.SUBSTITUTION, 3, 4, script, "other"),)
    press(room, KEY.Key_Space)
    assert window.pages.page is Page.REHEARSE
    assert not window.bar.isVisible()
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert window.pages.page is Page.REVIEW
    assert len(window.review.cards) == 1
    room.until(lambda: takes(room) == 4)
    room.until(lambda: window.review.shown is not None and window.review.shown.take is not None)
    shown = window.review.shown
    assert shown is not None
    assert shown.take is not None
    assert shown.take.number == 4
    assert shown.take.sound.is_file()


def test_a_take_kept_before_its_page_was_turned_to_is_turned_to_all_the_same(room: Room) -> None:
    window = room.enter()
    say_once(room)
    room.until(lambda: window.review.shown is not None and window.review.shown.take is not None)
    kept = window.review.shown
    assert kept is not None
    window.pages.turn_to(Page.WRITE)
    window._show_review(replace(kept, take=None))
    window._show_review(kept)
    assert window.pages.page is Page.WRITE
    room.until(lambda: window.pages.page is Page.REVIEW)
    assert window.review.shown is kept


def test_again_by_r_until_it_is_clean(room: Room) -> None:
    window = room.enter()
    room.judge.finds = lambda script: (finding(Kind.OMISSION, 3, 4, script),)
    say_once(room)
    room.judge.finds = lambda _: ()
    press(room, KEY.Key_R)
    assert window.pages.page is Page.REHEARSE
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: takes(room) == 5)
    assert window.review.shown is not None
    assert window.review.shown.review.clean


def test_what_was_said_is_found_after_a_restart(room: Room) -> None:
    room.enter()
    say_once(room)
    room.until(lambda: takes(room) == 4)
    room.leave()
    room.enter()
    assert takes(room) == 4
    assert all(each.attempt is not None for each in room.session.shelf.snapshot.takes)


def test_escape_throws_the_take_away(room: Room) -> None:
    window = room.enter()
    press(room, KEY.Key_Space)
    room.speak()
    press(room, KEY.Key_Escape)
    assert room.session.booth.phase is Phase.READY
    assert window.pages.page is Page.REHEARSE
    room.until(lambda: room.microphone.is_closed)
    room.until(lambda: not list(room.places.takes.glob("*.part.wav")))
    assert takes(room) == 3
    press(room, KEY.Key_Escape)
    assert window.pages.page is Page.WRITE


def test_r_starts_over_at_once(room: Room) -> None:
    room.enter()
    press(room, KEY.Key_Space)
    room.speak()
    first = room.microphone
    press(room, KEY.Key_R)
    room.until(lambda: len(room.microphones) == 2)
    assert first.is_closed
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: takes(room) == 4)


def test_a_double_press_starts_one_rep_only(room: Room) -> None:
    window = room.enter()
    window.reps.start()
    window.reps.start()
    room.speak()
    assert len(room.microphones) == 1
    window.reps.toggle()
    window.reps.toggle()
    room.phase(Phase.REVIEWED, Phase.OPENING)
    room.qtbot.waitUntil(lambda: takes(room) == 4, timeout=20_000)


def test_the_clock_and_the_place_follow_while_it_records(room: Room) -> None:
    window = room.enter()
    press(room, KEY.Key_Space)
    room.speak(3.0)
    room.until(lambda: window.stage.clock.state.elapsed_s >= 2.9)
    room.until(lambda: window.stage.text.state.place is not None)
    assert window.stage.meter.state.bars > 5
    assert window.stage.rail.state.filled_s == pytest.approx(3.0, abs=0.2)


def test_a_long_script_is_scrolled_by_keys(room: Room) -> None:
    window = room.enter()
    window.desk.editor.setPlainText("\n\n".join(f"Paragraph {each} of a long message." for each in range(60)))
    room.until(lambda: room.session.shelf.is_saved)
    window.pages.turn_to(Page.REHEARSE)
    text = window.stage.text
    room.until(lambda: text.row_of(200) > 30)
    press(room, KEY.Key_Down)
    assert text.top_row() == 1
    press(room, KEY.Key_PageDown)
    assert text.top_row() == 1 + text.page_rows()
    press(room, KEY.Key_PageUp)
    press(room, KEY.Key_Up)
    press(room, KEY.Key_Up)
    assert text.top_row() == 0
    for _ in range(60):
        press(room, KEY.Key_PageDown)
    assert 30 < text.top_row() < text.row_of(10_000)


@pytest.mark.parametrize("phase", [Phase.READY, Phase.OPENING, Phase.RECORDING, Phase.REVIEWED, Phase.FAILED])
def test_a_double_click_does_what_one_click_does(room: Room, phase: Phase) -> None:
    """On the main button; while it records, where the stage has none, Space pressed twice."""
    window = room.enter()
    reach(room, phase)
    before = len(room.microphones)
    room.refuses = None
    if phase is Phase.RECORDING:
        press(room, KEY.Key_Space)
        window.reps.start()
        room.phase(Phase.REVIEWED)
        assert len(room.microphones) == before
        return
    window.pages.turn_to(Page.REHEARSE)
    for _ in range(2):
        room.qtbot.mouseClick(window.stage.main, Qt.MouseButton.LeftButton)
    room.speak()
    assert len(room.microphones) == before + (phase is not Phase.OPENING)


# ---- Closing


def reach(room: Room, phase: Phase) -> None:
    """From a window just opened."""
    if phase is Phase.READY:
        return
    if phase is Phase.FAILED:
        room.refuses = problems.no_microphone("none")
    press(room, KEY.Key_Space)
    if phase is Phase.OPENING:
        room.until(lambda: len(room.microphones) == 1)  # from which nothing comes yet
    elif phase is not Phase.FAILED:
        room.speak()
    if phase in (Phase.FINISHING, Phase.REVIEWED):
        press(room, KEY.Key_Space)
    if phase is not Phase.FINISHING:
        room.phase(phase)


@pytest.mark.parametrize("phase", list(Phase))
def test_the_window_closes_in_every_phase(room: Room, phase: Phase) -> None:
    window = room.enter()
    reach(room, phase)
    window.close()
    assert not window.isVisible()
    assert all(microphone.is_closed for microphone in room.microphones)


def test_a_window_that_is_closed_at_once_begins_nothing(room: Room) -> None:
    window = room.enter()
    window.close()
    room.session.open()
    assert not window.isVisible()


def test_what_was_being_recorded_is_kept_when_the_window_closes(room: Room) -> None:
    window = room.enter()
    press(room, KEY.Key_Space)
    room.speak()
    window.close()
    assert list(room.places.takes.glob("*.part.wav"))


# ---- What may be missing


def test_without_a_microphone_it_says_what_to_do_and_the_rest_works(room: Room) -> None:
    room.plugged = Devices()
    window = room.enter()
    window.pages.turn_to(Page.REHEARSE)
    assert window.pages.currentWidget() is window.pages.welcome
    window.pages.turn_to(Page.REVIEW)
    room.until(lambda: window.review.shown is not None)
    room.plugged = Devices((MICROPHONE,))
    room.session.equipment.look()
    room.until(lambda: not window.pages.welcome.has_trouble)
    window.pages.turn_to(Page.REHEARSE)
    assert window.pages.currentWidget() is window.stage


def test_the_sample_review_opens_whichever_message_is_at_hand_while_there_is_one(room: Room) -> None:
    room.plugged = Devices()
    window = room.enter()
    sample = room.session.shelf.message
    window.new_message()
    room.until(lambda: room.session.shelf.message != sample)
    window.pages.turn_to(Page.REHEARSE)
    window.pages.welcome.sample.emit()
    room.until(lambda: window.review.shown is not None)
    assert room.session.shelf.message == sample
    room.session.bin.delete_message()
    room.until(lambda: not window.pages.welcome.card.isVisibleTo(window.pages.welcome))


def test_without_a_model_it_says_so_and_writing_works(room: Room) -> None:
    room.deaf = no_model(Path("starter"))
    window = room.enter()
    room.until(lambda: bool(window.notice.text))
    assert "No model is installed" in window.notice.text
    assert "--model" not in window.notice.text
    assert "--model" not in str(room.session.ear.problem)
    next(each for each in window.notice.findChildren(Button) if each.text() == "Settings").click()
    room.until(lambda: bool(window.findChildren(SettingsDialog)))
    window.findChildren(SettingsDialog)[0].accept()
    window.desk.editor.setPlainText("Something else to say.")
    room.until(lambda: room.session.shelf.is_saved)
    assert room.session.shelf.snapshot.message is not None
    assert room.session.shelf.snapshot.message.draft.text == "Something else to say."


def test_a_microphone_that_will_not_open_is_told_on_the_stage(room: Room) -> None:
    window = room.enter()
    room.refuses = problems.microphone_refused("Fake", "busy")
    press(room, KEY.Key_Space)
    room.phase(Phase.FAILED)
    assert "Close other programs" in window.stage.notice.text
    room.refuses = None
    press(room, KEY.Key_R)
    room.speak()
    assert window.stage.notice.text == ""


def test_a_microphone_that_is_pulled_out_leaves_its_take(room: Room) -> None:
    room.enter()
    press(room, KEY.Key_Space)
    room.speak()
    room.microphone.pull_out()
    room.phase(Phase.REVIEWED)
    room.until(lambda: takes(room) == 4)


def test_a_message_without_words_starts_nothing(room: Room) -> None:
    window = room.enter()
    window.desk.editor.setPlainText("")
    window.reps.start()
    assert room.session.booth.phase is Phase.READY
    assert window.notice.text
    assert not room.microphones
    room.session.bin.delete_message()
    room.until(lambda: room.session.shelf.message is None)
    window.reps.start()
    assert "no message to rehearse" in window.notice.text


# ---- A long script


def test_a_long_script_that_was_just_typed_is_measured_behind_the_window_before_its_rep(room: Room) -> None:
    window = room.enter()
    text = "Hi Marta, this is a long message. " * 400
    window.desk.editor.setPlainText(text)
    before = room.session.measured
    window.reps.start()
    window.reps.start()
    assert room.session.measured is before
    assert room.session.booth.phase is Phase.READY
    room.speak()
    assert len(room.microphones) == 1
    assert room.session.booth.wanted is not None
    assert len(room.session.booth.wanted.script.words) == 7 * 400


def test_a_rep_that_waits_for_its_figures_does_not_begin_with_another_message(room: Room) -> None:
    window = room.enter()
    sample = room.session.shelf.message
    room.session.shelf.duplicate()
    room.until(lambda: room.session.shelf.message != sample)
    window.desk.editor.setPlainText("Hi Marta, this is a long message. " * 400)
    assert sample is not None
    room.session.shelf.choose(sample)
    window.reps.start()
    room.until(lambda: room.session.shelf.message == sample and room.session.measured.words < 100)
    assert room.session.booth.phase is Phase.READY
    assert room.microphones == []


def test_all_keys_stand_in_three_columns_even_in_the_smallest_window(room: Room) -> None:
    load_fonts(PROJECT / "assets" / "fonts")
    room.enter()
    room.window.resize(900, 600)
    press(room, KEY.Key_Question)
    room.until(lambda: len({group.x() for group in room.window.help.groups}) == 3)
