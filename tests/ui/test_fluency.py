"""Python's housekeeping keeps out of the window's way."""

import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal

from ui.fluency import keep_fluent


class FakeEar(QObject):
    changed = Signal()


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    turn_s = sys.getswitchinterval()
    yield
    gc.unfreeze()
    sys.setswitchinterval(turn_s)


def test_a_busy_lane_lets_the_window_have_its_turn_well_within_a_frame() -> None:
    keep_fluent(FakeEar())  # type: ignore[arg-type]
    assert sys.getswitchinterval() <= 0.001


def test_what_stands_when_an_ear_is_ready_is_not_looked_through_again() -> None:
    ear = FakeEar()
    keep_fluent(ear)  # type: ignore[arg-type]
    before = gc.get_freeze_count()
    kept = [[each] for each in range(1000)]
    ear.changed.emit()
    assert gc.get_freeze_count() >= before + len(kept)
