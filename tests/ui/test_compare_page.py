"""Any two takes side by side: chosen by hand and keyboard, marked, told, heard; and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from app.practice.compared import Side, compared
from app.review.finding import Finding, Kind
from app.script.script import Script
from app.settings import Settings
from tests.review import reviews
from tests.ui.pixels import colours_of
from tests.ui.room import Room, finding, press
from ui.compare_paint import ChangesView, FiguresView
from ui.pages import Page
from ui.theme import LIGHT, Look

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """Three takes: two findings, one of them, none."""
    room = Room(qtbot, tmp_path / "home")
    left = [2, 1, 0]

    def finds(script: Script) -> tuple[Finding, ...]:
        both = (finding(Kind.SUBSTITUTION, 3, 4, script, "other"), finding(Kind.FILLED_PAUSE, 5, 5, script, "um"))
        return both[: left.pop(0) if left else 0]

    room.judge.finds = finds
    room.enter()
    room.window.pages.turn_to(Page.REVIEW)
    room.until(lambda: room.window.review.shown is not None)
    yield room
    room.leave()


def both(room: Room) -> tuple[int | None, ...]:
    halves = room.window.pages.compare.halves
    return tuple(half.shown.take.number if half.shown and half.shown.take else None for half in halves.values())


def test_a_take_stands_beside_the_one_before_it_and_escape_goes_back(room: Room) -> None:
    press(room, KEY.Key_C)
    assert room.window.pages.page is Page.COMPARE
    room.until(lambda: both(room) == (2, 3))
    assert room.window.pages.compare.changes.text() == "Fixed: “is” came out as “other”."
    assert room.window.bar.tabs[Page.REVIEW].isChecked()
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.REVIEW
    assert room.window.review.shown is not None


def test_the_other_take_is_chosen_by_arrow_keys_which_pass_over_the_first(room: Room) -> None:
    room.window.review.show_number(2)
    room.until(lambda: room.window.review.column.ladder.accessibleDescription().startswith("Take 2"))
    press(room, KEY.Key_C)
    room.until(lambda: both(room) == (1, 2))
    assert room.window.focusWidget() is room.window.pages.compare.ladder
    press(room, KEY.Key_Up)
    room.until(lambda: both(room) == (2, 3))
    press(room, KEY.Key_Up)
    press(room, KEY.Key_Down)
    room.until(lambda: both(room) == (1, 2))
    press(room, KEY.Key_Down)
    assert both(room) == (1, 2)


def test_any_two_are_chosen_by_the_pointer(room: Room) -> None:
    ladder = room.window.review.column.ladder
    at = ladder.row_box(1).center().toPoint()
    room.qtbot.mouseClick(ladder.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    room.until(lambda: both(room) == (1, 3))
    ladder = room.window.pages.compare.ladder
    at = ladder.row_box(2).center().toPoint()
    room.qtbot.mouseClick(ladder.viewport(), Qt.MouseButton.LeftButton, pos=at)
    room.until(lambda: both(room) == (2, 3))
    press(room, KEY.Key_C)
    room.qtbot.mouseClick(room.window.review.column.beside, Qt.MouseButton.LeftButton)
    room.until(lambda: room.window.pages.page is Page.COMPARE)


def test_each_take_is_heard_by_its_key_and_by_its_words(room: Room) -> None:
    def plays(playback: object) -> None:
        playback.played = 1.5  # type: ignore[attr-defined]
        while not playback.stop:  # type: ignore[attr-defined]
            pass

    room.playing = plays
    press(room, KEY.Key_C)
    room.until(lambda: both(room) == (2, 3))
    compare, player = room.window.pages.compare, room.session.player
    press(room, KEY.Key_2)
    room.until(lambda: compare.halves[Side.LATER].script._playing == 5)
    assert compare.halves[Side.EARLIER].script._playing is None
    assert compare.halves[Side.LATER].play.text() == "Stop"
    press(room, KEY.Key_2)
    assert not player.is_playing
    compare.halves[Side.EARLIER].script.wordClicked.emit(10)
    room.until(lambda: len(room.played) == 2)
    assert compare.halves[Side.EARLIER].play.text() == "Stop"
    shown = compare.halves[Side.EARLIER].shown
    assert shown is not None
    assert len(room.played[-1].sound) == len(shown.samples) - round(2.9 * shown.rate)
    press(room, KEY.Key_Escape)
    assert not player.is_playing
    assert room.window.pages.page is Page.COMPARE


def test_in_a_narrow_window_the_scripts_stand_below_each_other(room: Room) -> None:
    press(room, KEY.Key_C)
    room.until(lambda: both(room) == (2, 3))
    compare = room.window.pages.compare
    first, second = compare.halves.values()
    assert first.x() < second.x()
    room.window.resize(QSize(900, 600))
    room.until(lambda: first.x() == second.x() and first.y() < second.y())
    assert compare.strip.isVisible()
    assert not compare.ladder.isVisible()
    room.qtbot.keyClick(compare.strip, KEY.Key_Left)
    room.until(lambda: both(room) == (1, 3))


def test_with_one_take_the_page_says_what_will_stand_there(room: Room) -> None:
    shelf = room.session.shelf
    for take in shelf.snapshot.takes[1:]:
        room.session.takes.delete(take)
    room.until(lambda: len(shelf.snapshot.takes) == 1 and room.window.review.shown is not None)
    assert not room.window.review.column.beside.isEnabled()
    press(room, KEY.Key_C)
    assert room.window.pages.compare._stack.currentIndex() == 1
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.REVIEW


def test_the_better_figure_has_a_sign_and_is_told(qtbot: QtBot) -> None:
    made = compared((1, reviews.sample()), (4, reviews.clean()), Settings())
    figures, changes = FiguresView(Look()), ChangesView(Look())
    for view in (figures, changes):
        qtbot.addWidget(view)
        view.show_compared(made)
        view.resize(view.sizeHint())
    assert "Findings: take 1 6; take 4 Clean, the better one." in figures.accessibleDescription()
    assert changes.accessibleDescription().count("Fixed: ") == len(made.change.fixed) == 6
    later = figures.rect().adjusted(figures.width() * 3 // 5, figures.height() // 3, 0, 0)
    assert LIGHT.accent in colours_of(figures, later)
    assert LIGHT.accent in colours_of(changes)


def test_two_clean_takes_have_nothing_to_mend(qtbot: QtBot) -> None:
    changes = ChangesView(Look())
    qtbot.addWidget(changes)
    changes.show_compared(compared((1, reviews.clean()), (2, reviews.clean()), Settings()))
    assert changes.accessibleDescription() == "Nothing to mend in either."
    changes.grab()
