"""Python's housekeeping keeps out of the window's way."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from ui.fluency import keep_fluent, tidy


class FakeEar(QObject):
    changed = Signal()


class FakeSession(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.ear = FakeEar()
        self.quiet = True

    def is_quiet(self) -> bool:
        return self.quiet


class Ring:
    """Garbage that only a look through everything finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    turn_s, thresholds = sys.getswitchinterval(), gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(turn_s)


@pytest.fixture
def session(qtbot: QtBot) -> FakeSession:  # noqa: ARG001  the application
    session = FakeSession()
    keep_fluent(session)  # type: ignore[arg-type]
    return session


@pytest.mark.usefixtures("session")
def test_a_busy_lane_lets_the_window_have_its_turn_well_within_a_frame() -> None:
    assert sys.getswitchinterval() <= 0.001


def test_what_stands_when_an_ear_is_ready_is_not_looked_through_again(session: FakeSession) -> None:
    before = gc.get_freeze_count()
    kept = [[each] for each in range(1000)]
    session.ear.changed.emit()
    assert gc.get_freeze_count() >= before + len(kept)


def test_everything_is_looked_through_while_nobody_speaks_and_never_by_itself(session: FakeSession) -> None:
    gone = weakref.ref(Ring())
    passes = gc.get_stats()[2]["collections"]
    kept = [[each] for each in range(200_000)]  # by itself Python would have looked through all by now
    assert gc.get_stats()[2]["collections"] == passes
    (timer,) = session.findChildren(QTimer)
    session.quiet = False
    timer.timeout.emit()
    assert gc.get_stats()[2]["collections"] == passes
    session.quiet = True
    timer.timeout.emit()
    assert gone() is None
    assert gc.get_freeze_count() >= len(kept)


def test_what_is_new_since_is_looked_through_the_next_time() -> None:
    tidy()
    gone = weakref.ref(Ring())
    tidy()
    assert gone() is None
