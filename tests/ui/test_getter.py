"""The button that fetches a better ear."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.problems import Problem
from app.recognition.problems import model_cancelled
from app.recognition.progress import Cancelled, Progress, Report, Stage
from tests.fakes import wait_until
from tests.ui.room import MODEL, Room


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.enter()
    yield room
    room.leave()


def test_what_came_hears_from_then_on(room: Room) -> None:
    seen: list[Progress | None] = []
    loads: list[bool] = []
    getter = room.session.getter
    getter.changed.connect(lambda: seen.append(getter.progress))
    room.session.ear.changed.connect(lambda: loads.append(room.session.ear.is_ready))

    def getting(report: Report, _: Cancelled) -> object:
        report(Progress(Stage.GETTING, 10, 20, 5.0))
        return MODEL

    room.getting = getting  # type: ignore[assignment]
    getter.start()
    room.until(lambda: seen[-1:] == [None])
    assert [each.stage for each in seen if each] == [Stage.ASKING, Stage.GETTING]
    room.until(lambda: False in loads and loads[-1])


def test_it_can_be_cancelled_without_a_word(room: Room) -> None:
    def getting(_: Report, cancelled: Cancelled) -> object:
        wait_until(cancelled)
        raise model_cancelled(1000)

    room.getting = getting  # type: ignore[assignment]
    getter = room.session.getter
    getter.start()
    getter.start()
    getter.cancel()
    room.until(lambda: getter.progress is None)
    assert room.told == []


def test_what_goes_wrong_is_told(room: Room) -> None:
    def getting(_: Report, cancelled: Cancelled) -> object:  # noqa: ARG001
        raise Problem("The line is dead.", "Try again later.")

    room.getting = getting  # type: ignore[assignment]
    room.session.getter.start()
    room.until(lambda: "The line is dead." in room.window.notice.text)


def test_closing_while_it_comes_ends_it(room: Room) -> None:
    def getting(_: Report, cancelled: Cancelled) -> object:
        wait_until(cancelled)
        raise model_cancelled(0)

    room.getting = getting  # type: ignore[assignment]
    room.session.getter.start()
    room.window.close()
