"""Three clean takes in a row: said once and quietly, drawn at once where motion is reduced."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from pytestqt.qtbot import QtBot

from app.practice.rep import Phase
from app.settings import Settings
from tests.ui.room import Room
from ui.pages import Page

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A message of the user's own, never spoken."""
    room = Room(qtbot, tmp_path / "home")
    yield room
    room.leave()


def enter(room: Room, motion: bool = True) -> list[bool]:
    """Whether it glided, noted each time the rings were started."""
    room.enter(Settings(motion=motion))
    room.session.shelf.duplicate()
    room.until(lambda: room.session.shelf.snapshot.takes == () and room.session.measured.script is not None)
    glided: list[bool] = []
    run = room.window.review.ready.rings._run
    run.stateChanged.connect(lambda now, _: glided.append(True) if now is QAbstractAnimation.State.Running else None)
    return glided


def spoken(room: Room) -> None:
    count = len(room.session.shelf.snapshot.takes)
    room.qtbot.keyClick(room.window, KEY.Key_R)
    room.speak(0.5)
    room.qtbot.keyClick(room.window, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == count + 1)
    review = room.window.review
    room.until(lambda: review.shown is not None and review.shown.take is not None)


def test_the_third_clean_take_is_celebrated_once(room: Room) -> None:
    glided = enter(room)
    review = room.window.review
    for takes in (1, 2):
        spoken(room)
        assert not review.ready.isVisible(), takes
    assert glided == []
    spoken(room)
    assert review.ready.isVisible()
    assert glided == [True]
    assert "Three clean takes in a row" in review.ready.lengths.text()
    room.window.pages.turn_to(Page.WRITE)
    room.window.pages.turn_to(Page.REVIEW)
    review.show_number(1)
    room.until(lambda: not review.ready.isVisible())
    review.show_number(3)
    room.until(review.ready.isVisible)
    spoken(room)
    assert review.ready.isVisible()
    assert glided == [True]


def test_with_reduced_motion_it_stands_there_at_once(room: Room) -> None:
    glided = enter(room, motion=False)
    for _ in range(3):
        spoken(room)
    assert room.window.review.ready.isVisible()
    assert room.window.review.ready.rings.accessibleDescription() == "Ready."
    assert glided == []
