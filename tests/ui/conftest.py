"""The window over fakes, entered and left, for every test that asks for nothing special."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.room import Room


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    yield room
    room.leave()
