"""The least window with text half as large again: nothing is cut, or it ends in “…”, or it can be scrolled to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.ui.room import PROJECT, Room
from ui.buttons import Button
from ui.fact_field import FactField
from ui.key_hint import KeyHint
from ui.text import OneLine
from ui.theme import load_fonts
from ui.window import LEAST


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    load_fonts(PROJECT / "assets" / "fonts")
    room = Room(qtbot, tmp_path / "home")
    room.enter(Settings(text_scale=1.5))
    room.window.resize(LEAST)
    yield room
    room.leave()


def cut(within: QWidget) -> list[str]:
    """What is in sight and has not the room it needs."""
    QApplication.processEvents()
    return [said for each in within.findChildren(QWidget) if each.isVisible() and (said := lacks(each))]


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
