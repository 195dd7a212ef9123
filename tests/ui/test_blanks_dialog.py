"""Blanks are asked for before a rep, shown and judged filled in, and known the next time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.practice.rep import Phase
from tests.ui.room import Room
from ui.blanks_dialog import BlanksDialog
from ui.pages import Page

KEY = Qt.Key
TEXT = "Hi {name}, this is {your name}. I will call you on {day}, {name}."
FILLED = "Hi Marta, this is Nora. I will call you on Thursday, Marta."


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    room.session.shelf.add(Draft(TEXT, "The guide"))
    room.until(lambda: room.session.measured.draft.title == "The guide")
    yield room
    room.leave()


def asked(room: Room) -> BlanksDialog | None:
    """The dialog that stands there."""
    return next((each for each in room.window.findChildren(BlanksDialog) if each.isVisible()), None)


def rehearse(room: Room) -> None:
    room.qtbot.mouseClick(room.window.desk.main, Qt.MouseButton.LeftButton)


def fill(room: Room, **answers: str) -> BlanksDialog:
    dialog = asked(room)
    assert dialog is not None
    for name, answer in answers.items():
        dialog.fields[name.replace("_", " ")].setText(answer)
    return dialog


def ended(room: Room) -> None:
    """Said, and reviewed."""
    room.speak()
    room.qtbot.keyClick(room.window.focusWidget() or room.window, KEY.Key_Space)
    room.phase(Phase.REVIEWED)


def test_what_the_plan_knows_stands_in_the_fields(room: Room) -> None:
    room.session.edit(Draft("Hi {name}. I have news for {to}. {day}.", "The guide", to="Marta Ellison, operations"))
    rehearse(room)
    room.until(lambda: asked(room) is not None)
    assert fill(room).answers == {"name": "Marta", "to": "Marta Ellison", "day": ""}


def test_a_rep_asks_first_and_is_judged_by_what_was_filled_in(room: Room) -> None:
    rehearse(room)
    dialog = fill(room, name="Marta")
    assert list(dialog.fields) == ["name", "your name", "day"]
    assert not dialog.begin.isEnabled()
    assert room.window.pages.page is Page.WRITE
    field = dialog.fields["name"]
    room.qtbot.keyClick(field, KEY.Key_Return)  # goes to what is left
    dialog.fields["your name"].setText("Nora")
    dialog.fields["day"].setText("Thursday")
    assert dialog.begin.isEnabled()
    room.qtbot.keyClick(dialog.fields["day"], KEY.Key_Return)
    ended(room)
    assert room.judge.judged[-1] == FILLED
    assert "{" not in room.window.stage.text.accessibleDescription()
    room.until(lambda: [take.text for take in room.session.shelf.snapshot.takes] == [FILLED])
    assert room.session.shelf.draft.text == TEXT


def test_again_does_not_ask_again_but_the_desk_does_with_the_last_answers(room: Room) -> None:
    rehearse(room)
    fill(room, name="Marta", your_name="Nora", day="Thursday").accept()
    ended(room)
    room.qtbot.keyClick(room.window.focusWidget() or room.window, KEY.Key_R)
    assert asked(room) is None
    ended(room)
    assert room.judge.judged[-2:] == [FILLED, FILLED]
    room.window.pages.turn_to(Page.WRITE)
    rehearse(room)
    dialog = asked(room)
    assert dialog is not None
    assert dialog.answers == {"name": "Marta", "your name": "Nora", "day": "Thursday"}
    dialog.fields["name"].setText("Priya")
    dialog.accept()
    ended(room)
    assert room.judge.judged[-1] == FILLED.replace("Marta", "Priya")


@pytest.mark.parametrize("nothing", ["  ", "{}", "()", "***"])
def test_what_cannot_be_spoken_fills_no_blank_in(room: Room, nothing: str) -> None:
    rehearse(room)
    dialog = fill(room, name="Marta", your_name=nothing, day="Thursday")
    assert not dialog.begin.isEnabled()
    room.qtbot.keyClick(dialog.fields["day"], KEY.Key_Return)
    assert asked(room) is dialog


def test_whoever_turns_it_down_is_where_they_were(room: Room) -> None:
    rehearse(room)
    dialog = asked(room)
    room.qtbot.keyClick(dialog, KEY.Key_Escape)
    assert asked(room) is None
    assert (room.window.pages.page, room.session.booth.phase) == (Page.WRITE, Phase.READY)
    room.window.pages.turn_to(Page.REHEARSE)
    room.qtbot.keyClick(room.window.stage, KEY.Key_Space)  # by no way without them
    assert asked(room) is not None
    assert room.session.booth.phase is Phase.READY


def test_what_is_about_the_speaker_stands_there_in_the_next_message(room: Room) -> None:
    rehearse(room)
    fill(room, name="Marta", your_name="Nora", day="Thursday").accept()
    ended(room)
    room.window.pages.turn_to(Page.WRITE)
    room.session.shelf.add(Draft("Hi {name}, this is {your name}.", "Another"))
    room.until(lambda: room.session.measured.draft.title == "Another")
    rehearse(room)
    dialog = asked(room)
    assert dialog is not None
    assert dialog.answers == {"name": "", "your name": "Nora"}


def test_the_stage_shows_what_was_filled_in_before_the_rep_begins(room: Room) -> None:
    room.session.answer({"name": "Marta", "your name": "Nora", "day": "Thursday"})
    room.window.pages.turn_to(Page.REHEARSE)
    room.until(lambda: room.session.measured.meant is not None and room.session.measured.meant.text == FILLED)
    assert room.session.measured.words == len(FILLED.split())
    assert room.window.stage._script is not None
    assert room.window.stage._script.text == FILLED


def test_advice_is_given_on_what_is_filled_in_and_stands_where_it_is_written(room: Room) -> None:
    text = "Hi {name}, this is {your name} at Quillhaven. Maybe this helps {name}."
    room.window.desk.editor.setPlainText(text)
    room.session.answer({"name": "Marta-Louise Ellison", "your name": "Nora"})
    adviser = room.session.adviser
    room.until(lambda: any(each.rule == "hedge" for each in adviser.advice or ()))
    (hedge,) = [each for each in adviser.advice or () if each.rule == "hedge"]
    assert text[hedge.start : hedge.end] == "Maybe"
