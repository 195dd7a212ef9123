"""The least window with text half as large again: nothing is cut, or it ends in “…”, or it can be scrolled to."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.audio.devices import Devices
from app.problems import Problem
from app.review.finding import Kind
from app.settings import Settings
from tests.review.reviews import sample
from tests.ui.room import PROJECT, Room, finding
from ui.buttons import Button
from ui.fact_field import FactField
from ui.help_overlay import evenly
from ui.key_hint import KeyHint
from ui.keys import SHOWN
from ui.pages import Page
from ui.text import OneLine, Text
from ui.theme import DARK, LIGHT, Look, load_fonts
from ui.timeline_paint import Lanes, TimelineState
from ui.window import LEAST

TO_REST_S = 2.0  # a page of wrapped text is laid out in several turns of the loop


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    load_fonts(PROJECT / "assets" / "fonts")
    room = Room(qtbot, tmp_path / "home")
    kinds = (Kind.SUBSTITUTION, Kind.OMISSION, Kind.FILLED_PAUSE)
    room.judge.finds = lambda script: tuple(
        finding(kind, 3 * at + 2, 3 * at + 3 - (kind is Kind.FILLED_PAUSE), script, "quarter")
        for at, kind in enumerate(kinds)
    )
    room.enter(Settings(text_scale=1.5))
    room.window.resize(LEAST)
    yield room
    room.leave()


def cut(within: QWidget) -> list[str]:
    """What is in sight and has not the room it needs once the layouts have come to rest."""
    until = time.monotonic() + TO_REST_S
    while True:
        QApplication.processEvents()
        found = [said for each in within.findChildren(QWidget) if each.isVisible() and (said := lacks(each))]
        if not found or time.monotonic() > until:
            return found
        QTest.qWait(10)


def lacks(widget: QWidget) -> str:
    """What it has no room for; empty where it is whole."""
    if isinstance(widget, QLabel) and widget.text():
        needs = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.minimumSizeHint().height()
        wide = 0 if widget.wordWrap() else widget.minimumSizeHint().width()
    elif isinstance(widget, (Button, KeyHint)):
        wide, needs = widget.sizeHint().width(), widget.sizeHint().height()
    else:
        return ""
    name = f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"
    if widget.width() < wide or widget.height() < needs:
        return f"{name} is {widget.width()} × {widget.height()} and needs {wide} × {needs}"
    seen = seen_part(widget)
    return "" if seen.contains(widget.rect()) else f"{name} stands out of {seen} with {widget.rect()}"


def seen_part(widget: QWidget) -> QRect:
    """The part of it that its parents leave, up to what can be scrolled."""
    seen, at = widget.rect(), widget
    while not at.isWindow():
        parent = at.parentWidget()
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            break
        seen &= QRect(widget.mapFrom(parent, parent.rect().topLeft()), parent.size())
        at = parent
    return seen


def test_the_desk_is_whole(room: Room) -> None:
    assert cut(room.window) == []
    assert room.window.desk.new.text() == "New"
    assert room.window.desk.new.accessibleName() == "New message"


def open_review(room: Room) -> None:
    room.window.pages.turn_to(Page.REVIEW)
    room.until(lambda: len(room.window.review.cards) == 3)


def test_the_review_is_whole_and_of_three_fixes_the_chosen_one_is_open(room: Room) -> None:
    open_review(room)
    assert cut(room.window) == []
    cards = room.window.review.cards
    for number in (1, 2, 3):
        room.window.review.choose_number(number)
        assert [any(each.isVisible() for each in card.buttons) for card in cards] == [
            number == place for place in (1, 2, 3)
        ]
        assert cut(room.window) == []
    room.window.resize(1400, 900)
    QApplication.processEvents()
    assert all(each.isVisible() for card in cards for each in card.buttons)
    assert cut(room.window) == []


def test_the_chosen_fix_is_in_sight_of_the_script_from_the_first(room: Room) -> None:
    room.judge.finds = lambda script: (finding(Kind.OMISSION, len(script.words) - 2, len(script.words) - 1, script),)
    room.window.reps.start()
    room.speak()
    room.window.reps.toggle()
    script = room.window.review.script
    room.until(lambda: script.isVisible() and len(room.window.review.cards) == 1)
    word = room.window.review.cards[0].finding.script_start
    room.until(lambda: script.viewport().rect().intersects(script.word_box(word).toRect()))
    room.until(lambda: script.viewport().height() >= script.word_box(word).bottom())


def test_fixes_that_are_made_after_the_theme_changed_are_in_the_new_one(room: Room) -> None:
    room.session.change_settings(Settings(text_scale=1.0, theme="dark"))
    open_review(room)
    assert room.window.review.cards[0].findChildren(Button)[0]._look == room.window.look


def test_every_text_has_its_colour_of_the_theme_even_where_it_was_made_the_moment_before(room: Room) -> None:
    open_review(room)
    review = room.window.review
    for theme, colours in (("dark", DARK), ("light", LIGHT)):
        review.show_review(review.shown)  # its cards are made anew, and not in sight yet
        room.session.change_settings(Settings(text_scale=1.0, theme=theme))
        QApplication.processEvents()
        for text in room.window.findChildren(Text):
            shown = text.palette().color(QPalette.ColorRole.WindowText)
            assert shown == Look(colours).colour(text._tone), text.text()


def test_a_low_page_has_one_open_card_too(room: Room) -> None:
    room.window.resize(1500, 600)
    open_review(room)
    QApplication.processEvents()
    assert [card.buttons[0].isVisible() for card in room.window.review.cards] == [True, False, False]
    assert cut(room.window) == []


def test_every_button_of_the_fixes_has_a_name_of_its_own(room: Room) -> None:
    open_review(room)
    names = [each.accessibleName() for card in room.window.review.cards for each in card.buttons]
    assert len(names) == len(set(names)) == 9


def test_what_is_missing_for_a_take_can_be_read_and_scrolled_to(room: Room) -> None:
    room.plugged = Devices()
    room.session.equipment.look()
    room.until(lambda: room.session.equipment.problem is not None)
    room.window.pages.turn_to(Page.REHEARSE)
    assert room.window.pages.welcome.isVisible()
    assert cut(room.window) == []


def test_all_keys_can_be_read_and_scrolled_to(room: Room) -> None:
    room.window.help.toggle()
    assert cut(room.window.help) == []
    said = {each.accessibleName() for each in room.window.help.findChildren(KeyHint)}
    assert said == {f"{does}, key {key}" for _, keys in SHOWN for key, does in keys}
    last = room.window.help.groups[-1].hints[-1]
    assert not room.window.help.rect().contains(last.mapTo(room.window.help, last.rect().bottomLeft()))
    for _ in range(20):
        room.qtbot.keyClick(room.window.help, Qt.Key.Key_PageDown)
    assert room.window.help.isVisible()
    assert room.window.help.rect().contains(last.mapTo(room.window.help, last.rect().bottomLeft()))
    room.qtbot.keyClick(room.window.help, Qt.Key.Key_H)
    assert not room.window.help.isVisible()


def test_groups_of_keys_stand_in_columns_as_even_as_can_be() -> None:
    assert evenly([8, 8, 14, 11, 7], 3) == (2, 1, 2)
    assert evenly([8, 8, 14], 1) == (3,)
    assert evenly([8, 8], 3) == (1, 1)


def test_a_notice_and_the_stage_are_whole(room: Room) -> None:
    room.window.tell(Problem("The model in /home/nora/models cannot be used: it has no graph.", "Choose another one."))
    assert cut(room.window) == []
    room.window.reps.start()
    room.speak()
    assert cut(room.window) == []


def test_the_pace_is_drawn_in_a_narrow_window_too() -> None:
    for scale in (1.0, 1.5, 2.0):
        lanes = Lanes(Look(LIGHT, scale), TimelineState(sample()), 850, narrow=True)
        assert lanes.pace_high >= 20
        assert lanes.sound_y + lanes.sound_half < lanes.pace_top < lanes.pace_top + lanes.pace_high < lanes.axis_y
        assert lanes.height < 125 * scale + 5


def test_a_fact_that_is_too_long_ends_in_an_ellipsis_until_one_writes_in_it(room: Room) -> None:
    goal = next(each for each in room.window.desk.findChildren(FactField) if each.accessibleName() == "Goal")
    assert goal.seen().endswith("…")
    assert goal.toolTip() == goal.text()
    before = goal.grab().toImage()
    goal.setFocus()
    assert goal.seen() == goal.text()
    assert goal.grab().toImage() != before


def test_a_line_that_has_no_room_ends_in_an_ellipsis_and_keeps_the_whole_as_its_tooltip(room: Room) -> None:
    line = OneLine(room.window.look, "")
    line.show_text("four seconds to spare")
    line.resize(line.sizeHint())
    assert line.seen() == "four seconds to spare"
    line.resize(line.sizeHint().width() // 2, line.height())
    assert line.seen().endswith("…")
    assert line.toolTip() == "four seconds to spare"
    assert line.minimumSizeHint().width() < line.width()
