"""A message is planned before its words: starting points, the interview, and the plan beside the script."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.script.interview import QUESTIONS, laid_out
from app.settings import Settings
from tests.ui.room import PROJECT, Room
from tests.ui.test_large_text import cut
from ui.blanks_dialog import BlanksDialog
from ui.interview import Interview
from ui.pages import Page
from ui.theme import load_fonts
from ui.window import LEAST

KEY = Qt.Key


def begin(room: Room) -> None:
    """A new message."""
    room.window.desk.new_message()
    room.until(lambda: room.session.shelf.draft == Draft() and room.window.desk.starts.are_known)


def choose(room: Room, row: int) -> None:
    starts = room.window.desk.starts
    starts.list.setCurrentRow(row)
    room.qtbot.keyClick(starts.list, KEY.Key_Return)


def ask(room: Room) -> Interview:
    desk = room.window.desk
    desk.planning.ask()
    room.until(lambda: desk.findChild(Interview) is not None)
    dialog = desk.findChild(Interview)
    assert isinstance(dialog, Interview)
    return dialog


def answer(room: Room, dialog: Interview, *answers: str) -> None:
    """Types each, and Enter after it."""
    for each in answers:
        dialog.field.setText(each)
        room.qtbot.keyClick(dialog.field, KEY.Key_Return)


def gone(room: Room) -> None:
    room.until(lambda: room.window.desk.findChild(Interview) is None)


def kept(room: Room) -> Draft:
    """What the library has of the message at hand, once all is saved."""
    room.session.shelf.save()
    room.until(lambda: room.session.shelf.is_saved)
    message = room.session.shelf.snapshot.message
    assert message is not None
    return message.draft


# ---- Starting points


def test_a_new_message_may_begin_from_one_of_eight_until_something_is_written(room: Room) -> None:
    starts = room.window.desk.starts
    assert not starts.isVisible()
    begin(room)
    assert starts.isVisible()
    assert starts.list.count() == 8
    room.qtbot.keyClicks(room.window.desk.editor, "Hi")
    assert not starts.isVisible()
    room.window.desk.editor.clear()
    assert starts.isVisible()


def test_enter_takes_one_with_its_script_and_its_plan(room: Room) -> None:
    begin(room)
    choose(room, 0)
    draft = room.session.shelf.draft
    assert draft.text.startswith("Hi {name}, this is {your name}")
    assert (draft.title, draft.limit_s, draft.next_step) == ("A lead for them", 30.0, "They call me back today")
    assert room.window.desk.editor.shows(draft.text)
    assert not room.window.desk.starts.isVisible()
    assert kept(room) == draft


def test_what_was_written_into_a_field_stays_and_what_came_with_another_goes(room: Room) -> None:
    begin(room)
    room.qtbot.keyClicks(room.window.desk.facts._fields["to"], "Marta")
    choose(room, 0)
    room.window.desk.editor.clear()
    choose(room, 1)
    draft = room.session.shelf.draft
    assert (draft.to, draft.title) == ("Marta", "The resource you promised")
    assert draft.for_them == "Something they can use without you"


def test_undoing_one_takes_back_its_plan_with_its_words_and_redoing_brings_both(room: Room) -> None:
    begin(room)
    desk = room.window.desk
    desk.editor.setFocus()
    choose(room, 0)
    begun = room.session.shelf.draft
    room.qtbot.keyClicks(desk.facts._fields["to"], "Marta")
    desk.editor.undo()
    assert room.session.shelf.draft == Draft(to="Marta")  # as it was, with what was written since
    assert (desk.name.text(), desk.facts._fields["goal"].text()) == ("", "")
    assert desk.starts.isVisible()
    desk.editor.redo()
    assert room.session.shelf.draft == replace(begun, to="Marta")
    assert desk.name.text() == "A lead for them"
    desk.facts._fields["goal"].clear()
    desk.facts._fields["goal"].textEdited.emit("")
    desk.editor.insertPlainText("x")
    desk.editor.undo()
    assert room.session.shelf.draft.goal == ""  # it was taken out by hand


def test_the_caret_stands_in_the_script_so_that_the_key_for_undoing_undoes_it(room: Room) -> None:
    begin(room)
    choose(room, 0)
    editor = room.window.desk.editor
    room.until(editor.hasFocus)
    room.qtbot.keyClick(editor, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.session.shelf.draft == Draft()


def test_one_says_what_it_is_for(room: Room) -> None:
    begin(room)
    starts = room.window.desk.starts
    assert "(parentheses)" in starts._when.text()
    starts.list.setCurrentRow(7)
    assert starts._when.text() == "Two messages went before, and you have one more thing of value."


# ---- The interview


def test_every_answer_becomes_part_of_the_plan_and_then_of_the_script(room: Room) -> None:
    begin(room)
    dialog = ask(room)
    answers = [question.example for question in QUESTIONS]
    answer(room, dialog, *answers)
    plan = {question.fact: question.example for question in QUESTIONS}
    assert dialog.preview.toPlainText() == laid_out(plan)
    room.qtbot.keyClick(dialog, KEY.Key_Return)
    gone(room)
    draft = kept(room)
    assert draft.text == laid_out(plan)
    assert {fact: getattr(draft, fact) for fact in plan} == plan
    assert room.window.desk.editor.toPlainText() == draft.text


def test_what_was_laid_out_below_a_script_can_be_undone_and_redone_in_it(room: Room) -> None:
    begin(room)
    editor = room.window.desk.editor
    room.qtbot.keyClicks(editor, "Hi Marta.")
    dialog = ask(room)
    answer(room, dialog, *[question.example for question in QUESTIONS])
    dialog.add.click()
    gone(room)
    both = editor.toPlainText()
    assert both.startswith("Hi Marta.\n\nHi Marta, this is")
    assert room.session.shelf.draft.text == both
    room.qtbot.keyClick(editor, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (editor.toPlainText(), room.session.shelf.draft.text) == ("Hi Marta.", "Hi Marta.")
    room.qtbot.keyClick(editor, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert (editor.toPlainText(), room.session.shelf.draft.text) == (both, both)
    assert kept(room).text == both


def test_a_starting_point_can_be_taken_back(room: Room) -> None:
    begin(room)
    choose(room, 0)
    room.qtbot.keyClick(room.window.desk.editor, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.session.shelf.draft.text == ""
    assert room.window.desk.starts.isVisible()


def test_whoever_leaves_early_loses_nothing(room: Room) -> None:
    begin(room)
    dialog = ask(room)
    answer(room, dialog, "Marta", "She takes the call")
    dialog.field.setText("Her two best")
    room.qtbot.keyClick(dialog, KEY.Key_Escape)
    gone(room)
    draft = kept(room)
    assert (draft.to, draft.goal, draft.cares_about, draft.text) == ("Marta", "She takes the call", "Her two best", "")
    dialog = ask(room)
    assert dialog.field.text() == "Marta"  # what was answered before stands there
    answer(room, dialog, "Marta Ellison")
    dialog.back.click()
    assert dialog.field.text() == "Marta Ellison"
    dialog.reject()
    gone(room)


def test_every_question_may_be_skipped_and_a_script_that_is_there_stays(room: Room) -> None:
    before = room.session.shelf.draft
    dialog = ask(room)
    for _ in QUESTIONS:
        room.qtbot.keyClick(dialog, KEY.Key_Return)
    room.qtbot.keyClick(dialog, KEY.Key_Return)
    gone(room)
    assert room.session.shelf.draft == before


def test_the_answers_may_be_laid_out_below_what_is_there(room: Room) -> None:
    before = room.session.shelf.draft.text
    dialog = ask(room)
    for _ in QUESTIONS:
        room.qtbot.keyClick(dialog, KEY.Key_Return)
    dialog.add.click()
    gone(room)
    text = room.session.shelf.draft.text
    assert text.startswith(before.rstrip() + "\n\nHi Marta, this is {your name}")
    assert room.window.desk.editor.toPlainText() == text


def test_a_prompt_is_taken_by_the_keyboard(room: Room) -> None:
    begin(room)
    dialog = ask(room)
    answer(room, dialog, "", "")
    room.qtbot.keyClick(dialog.field, KEY.Key_Down)
    assert dialog.prompts.hasFocus()
    room.qtbot.keyClick(dialog.prompts, KEY.Key_Return)
    assert dialog.field.text() == "Keeping the customers they have"
    room.qtbot.keyClick(dialog.field, KEY.Key_Down)
    room.qtbot.keyClick(dialog.prompts, KEY.Key_Down)
    room.qtbot.keyClick(dialog.prompts, KEY.Key_Return)
    assert dialog.field.text() == "Keeping the customers they have, selling more of what they do best"
    room.qtbot.keyClick(dialog.field, KEY.Key_Return)
    assert not dialog.prompts.isVisible()
    dialog.reject()
    gone(room)


def test_the_interview_begins_by_its_key_at_the_desk_alone(room: Room) -> None:
    room.window.pages.turn_to(Page.REHEARSE)
    room.qtbot.keyClick(room.window, KEY.Key_I, Qt.KeyboardModifier.ControlModifier)
    room.window.pages.turn_to(Page.WRITE)
    room.qtbot.keyClick(room.window, KEY.Key_I, Qt.KeyboardModifier.ControlModifier)
    room.until(lambda: len(room.window.desk.findChildren(Interview)) == 1)
    room.window.desk.findChildren(Interview)[0].reject()
    gone(room)


def test_nothing_is_cut_in_the_least_window_with_larger_text(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts(PROJECT / "assets" / "fonts")
    room = Room(qtbot, tmp_path / "home")
    room.enter(Settings(text_scale=1.5))
    window = room.window
    window.resize(LEAST)
    begin(room)
    assert cut(window.desk.starts) == []
    dialog = ask(room)
    for _ in range(7):
        assert cut(dialog) == []
        assert dialog.height() <= window.height()
        room.qtbot.keyClick(dialog, KEY.Key_Return)
    gone(room)
    assert "{your name}" in room.session.shelf.draft.text
    window.reps.start()
    (blanks,) = window.findChildren(BlanksDialog)
    assert cut(blanks) == []
    assert blanks.height() <= window.height()
    blanks.reject()
    room.leave()
