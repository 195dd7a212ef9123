"""Advice at the desk: in the script, in the list, by key and pointer, silenced and wanted again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.practice.rep import Phase
from app.script.lint import RULES
from app.settings import Settings
from tests.ui.room import Room, press
from ui.advice_list import AdviceCard, AdviceList
from ui.advising import MOST
from ui.settings_dialog import SettingsDialog
from ui.text import Text

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ONLY = ("hedge", "long_sentence")  # so that other rules may come and change
SETTINGS = Settings(advice_off=tuple(rule.id for rule in RULES if rule.id not in ONLY))
LONG = "The vans wait at the depot " + "and the drivers wait with them " * 6 + "until noon."
HEDGED = f"Hi Marta, maybe this helps you. {LONG} I think maybe it does."


def entered(qtbot: QtBot, home: Path, settings: Settings = SETTINGS) -> Room:
    room = Room(qtbot, home)
    room.enter(settings)
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    return room


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = entered(qtbot, tmp_path / "home")
    yield room
    room.leave()


def write(room: Room, text: str) -> None:
    adviser, before = room.session.adviser, room.session.adviser.searches
    room.window.desk.editor.setPlainText(text)
    room.until(lambda: adviser.searches > before)


def rules(room: Room) -> list[str]:
    return [each.rule for each in room.session.adviser.advice or ()]


def listed(room: Room) -> AdviceList:
    (found,) = room.window.desk.findChildren(AdviceList)
    return found


def words(room: Room) -> list[str]:
    """What the list says, without its cards."""
    return [each.text() for each in listed(room).findChildren(Text) if each.isVisible()]


def marked(room: Room) -> list[tuple[int, str]]:
    """The numbers in the script, and the words they stand at."""
    return [(each.number, each.place.selectedText()) for each in room.window.desk.editor.marks._marks]


def caret(room: Room) -> int:
    return room.window.desk.editor.textCursor().position()


def test_advice_comes_while_one_writes_and_leaves_the_text_as_it_is(room: Room) -> None:
    editor = room.window.desk.editor
    write(room, HEDGED)
    assert rules(room)[:2] == ["hedge", "hedge"]
    assert "long_sentence" in rules(room)
    assert (1, "maybe") in marked(room)
    assert (2, LONG[:-1]) in [(number, text.rstrip(".")) for number, text in marked(room)]
    assert editor.toPlainText() == HEDGED
    assert room.session.shelf.draft.text == HEDGED
    assert not editor.extraSelections()
    editor.setFocus()
    editor.selectAll()
    press(room, KEY.Key_Z, CTRL)  # what was typed is undone, and no mark with it
    assert editor.toPlainText() == HEDGED


def test_nothing_takes_the_keyboard_from_who_writes(room: Room) -> None:
    room.window.desk.editor.setFocus()
    write(room, HEDGED)
    assert room.window.isActiveWindow()
    assert room.window.desk.editor.hasFocus()


def test_marks_go_with_their_words_until_the_next_search(room: Room) -> None:
    editor = room.window.desk.editor
    write(room, HEDGED)
    before = marked(room)
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    editor.insertPlainText("Now, 🙂 ")
    assert marked(room) == before
    searches = room.session.adviser.searches
    room.until(lambda: room.session.adviser.searches > searches)
    assert marked(room) == before


def test_a_message_without_advice_shows_one_quiet_line(room: Room) -> None:
    write(room, "Hi Marta. The lists are ready.")
    assert rules(room) == []
    assert words(room) == ["Nothing to advise."]
    assert listed(room).cards == ()
    assert not marked(room)


def test_a_message_without_words_shows_nothing(room: Room) -> None:
    write(room, HEDGED)
    room.window.desk.editor.setPlainText("")
    room.until(lambda: room.session.adviser.advice is None)
    assert words(room) == []


def test_no_more_than_five_rules_speak_at_a_time_and_what_matters_most_comes_first(
    qtbot: QtBot, tmp_path: Path
) -> None:
    room = entered(qtbot, tmp_path / "home", Settings())
    write(room, f"Um, hi. I just wanted to touch base. We leverage our best-of-breed synergy. {LONG} Maybe call me.")
    order = [rule.id for rule in RULES]
    found = list(dict.fromkeys(rules(room)))
    assert found == sorted(found, key=order.index)
    assert len(found) > MOST
    assert [card.advice.rule for card in listed(room).cards] == found[:MOST]
    assert f"{MOST} of {len(found)}" in words(room)
    room.leave()


def test_a_card_tells_where_and_why_and_who_says_so(room: Room) -> None:
    write(room, HEDGED)
    card = listed(room).cards[0]
    rule = next(rule for rule in RULES if rule.id == "hedge")
    for part in (rule.reason, rule.before, rule.after, rule.source, card.advice.suggestion):
        assert part in card.accessibleDescription()
        assert part not in [each.text() for each in card.findChildren(Text) if each.isVisible()]
    assert card.accessibleName().startswith("Advice 1 of 2: ")
    card.setFocus()
    shown = "\n".join(each.text() for each in card.findChildren(Text) if each.isVisible())
    for part in (rule.reason, rule.before, rule.after, rule.source, card.advice.suggestion):
        assert part in shown
    assert f"Place 1 of {len(card.places)}" in shown
    for part in (rule.reason, rule.before):
        assert part.split()[0] in card.toolTip()


def test_keys_go_from_one_place_to_the_next_and_round(room: Room) -> None:
    write(room, HEDGED)
    places = room.session.adviser.advice
    assert places is not None
    room.window.desk.name.setFocus()
    for place in (*places, places[0]):
        press(room, KEY.Key_J, CTRL)
        assert caret(room) == place.start
        assert room.window.focusWidget() is room.window.desk.editor
        assert [card.property("chosen") for card in listed(room).cards] == [
            place in card.places for card in listed(room).cards
        ]
    press(room, KEY.Key_J, CTRL | SHIFT)
    assert caret(room) == places[-1].start


def test_the_caret_goes_where_the_advice_is_whatever_stands_before_it(room: Room) -> None:
    write(room, "Hi 🙂🙂 Marta, maybe.\n\nMaybe 🙂 not.")
    for at in (13, 24):
        press(room, KEY.Key_J, CTRL)
        cursor = room.window.desk.editor.textCursor()
        cursor.select(cursor.SelectionType.WordUnderCursor)
        assert cursor.selectedText().lower() == "maybe", at


def test_a_click_and_enter_put_the_caret_there_and_arrows_go_through_the_list(room: Room) -> None:
    write(room, HEDGED)
    first, second = listed(room).cards
    room.qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert caret(room) == second.advice.start
    assert room.window.focusWidget() is room.window.desk.editor
    first.setFocus()
    press(room, KEY.Key_Down)
    assert room.window.focusWidget() is second
    press(room, KEY.Key_Down)
    assert room.window.focusWidget() is second
    press(room, KEY.Key_Up)
    assert room.window.focusWidget() is first
    press(room, KEY.Key_Return)
    assert caret(room) == first.advice.start


def test_a_rep_starts_whatever_is_advised(room: Room) -> None:
    write(room, HEDGED)
    room.window.desk.editor.setFocus()
    press(room, KEY.Key_Return, CTRL)
    room.phase(Phase.RECORDING, Phase.OPENING)


def silence_first(room: Room) -> None:
    press(room, KEY.Key_J, CTRL)
    press(room, KEY.Key_M, CTRL)
    room.until(lambda: "hedge" not in rules(room))


def test_not_for_this_message_holds_for_this_message_alone_and_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    room = entered(qtbot, tmp_path / "home")
    write(room, HEDGED)
    silence_first(room)
    assert [card.advice.rule for card in listed(room).cards] == ["long_sentence"]
    assert words(room)[-1] == "Silenced here: one rule."
    room.session.shelf.add(Draft(HEDGED, "Another one"))
    room.until(lambda: "hedge" in rules(room))
    room.leave()
    again = entered(qtbot, tmp_path / "home")
    again.until(lambda: "hedge" in rules(again))
    before = next(each for each in again.session.shelf.snapshot.messages if each.is_sample)
    again.session.shelf.choose(before.id)
    again.until(lambda: rules(again) == ["long_sentence"])
    again.leave()


def test_silencing_can_be_undone_and_what_is_silent_shown_again(room: Room) -> None:
    write(room, HEDGED)
    silence_first(room)
    assert "silent for this message" in room.window.notice.text
    (undo,) = [each for each in room.window.notice.findChildren(QPushButton) if each.text() == "Undo"]
    undo.click()
    room.until(lambda: "hedge" in rules(room))
    listed(room).cards[0].silence.click()
    room.until(lambda: "hedge" not in rules(room))
    listed(room)._restore.click()
    room.until(lambda: "hedge" in rules(room))


def test_the_keyboard_stays_in_the_list_while_its_cards_are_silenced_and_then_goes_to_the_script(room: Room) -> None:
    write(room, HEDGED)
    listed(room).cards[0].setFocus()
    press(room, KEY.Key_M, CTRL)
    room.until(lambda: len(listed(room).cards) == 1)
    assert isinstance(room.window.focusWidget(), AdviceCard)
    press(room, KEY.Key_M, CTRL)
    room.until(lambda: not listed(room).cards)
    assert room.window.focusWidget() is room.window.desk.editor


def test_a_rule_is_switched_off_for_good_in_the_settings(room: Room) -> None:
    write(room, HEDGED)
    dialog = SettingsDialog(room.window.look, room.session, room.window)
    boxes = dialog.rows["advice_off"].boxes  # type: ignore[attr-defined]
    assert set(boxes) == {rule.id for rule in RULES}
    assert {rule for rule, box in boxes.items() if box.isChecked()} == set(ONLY)
    boxes["hedge"].setChecked(False)
    room.until(lambda: set(rules(room)) == {"long_sentence"})
    room.until(lambda: room.saved[-1:] != [] and "hedge" in room.saved[-1].advice_off)
    boxes["hedge"].setChecked(True)
    room.until(lambda: "hedge" in rules(room))
    assert room.session.settings == SETTINGS
    dialog.accept()


def test_another_message_shows_its_own_advice(room: Room) -> None:
    write(room, HEDGED)
    shelf = room.session.shelf
    shelf.add(Draft("Hi Marta. The lists are ready.", "Calm"))
    room.until(lambda: shelf.draft.title == "Calm" and room.session.adviser.advice == ())
    assert not marked(room)


def test_the_pace_is_the_users_own_once_there_is_one(room: Room) -> None:
    session, paces = room.session, []
    for pace in (None, 121.0):
        session.shelf.snapshot = replace(session.shelf.snapshot, pace_wpm=pace)
        asked = session._asked()
        assert asked is not None
        assert asked.drafted is not None
        assert asked.drafted.limit_s == 30
        paces.append(asked.drafted.pace_wpm)
    assert paces == [150, 121]
