"""What takes long: it shows how far it is, is given up by Esc or its button, and leaves nothing half done."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.review.account import Review
from app.review.finding import Kind
from tests.fakes import wait_until
from tests.ui.room import FakeJudge, Room, finding
from ui.export import save_sound
from ui.pages import Page
from ui.problems import GivenUp

KEY = Qt.Key
RATE = 16_000


class SlowJudge(FakeJudge):
    """Hears an old take in steps, each when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_hear_s = float("inf")
        self.heard_s = 0.0

    def check(self, prepared: Any, sound: Any, rules: Any, progress: Any = None, **rest: Any) -> Review:
        self.heard_s = 0.0
        while self.heard_s < sound.duration_s:
            wait_until(lambda: self.heard_s < self.may_hear_s or progress(self.heard_s) is not None)
            self.heard_s += 1.0
            progress(self.heard_s)
        return super().check(prepared, sound, rules, **rest)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "home")
    room.judge = SlowJudge()
    room.judge.finds = lambda script: (finding(Kind.OMISSION, 3, 4, script),)
    room.enter()
    room.window.pages.turn_to(Page.REVIEW)
    room.until(lambda: room.window.review.shown is not None)
    yield room
    if room.window.isVisible():
        room.leave()


def review_slowly(room: Room) -> SlowJudge:
    judge = room.judge
    assert isinstance(judge, SlowJudge)
    judge.heard_s, judge.may_hear_s = 0.0, 7.0
    judge.finds = lambda _: ()
    room.window.take_actions.review_again()
    room.until(lambda: judge.heard_s >= 7.0)
    return judge


def clean(room: Room) -> bool:
    assert room.window.review.shown is not None
    return room.window.review.shown.review.clean


def test_a_take_is_reviewed_again_and_shown_as_it_is_now(room: Room) -> None:
    assert not clean(room)
    review_slowly(room).may_hear_s = float("inf")
    room.until(lambda: clean(room))
    assert room.window.notice.text == "Take 3 is reviewed again."
    assert room.session.work.job is None


def test_it_says_how_far_it_is(room: Room) -> None:
    strip = room.window.work
    assert strip.isHidden()
    judge = review_slowly(room)
    room.until(strip.isVisible)
    job = room.session.work.job
    assert job is not None
    assert job.label == strip.bar.accessibleName() == "Reviewing take 3 again"
    assert 0.2 < job.share < 0.4
    room.until(lambda: strip.bar.value() == round(1000 * job.share))
    judge.may_hear_s = float("inf")
    room.until(strip.isHidden)


@pytest.mark.parametrize("way", ["Esc", "the button"])
def test_it_is_given_up_and_the_review_from_before_stays(room: Room, way: str) -> None:
    judge, strip = review_slowly(room), room.window.work
    if way == "Esc":
        room.qtbot.keyClick(room.window.focusWidget() or room.window, KEY.Key_Escape)
    else:
        room.until(strip.isVisible)
        room.qtbot.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
    room.until(lambda: room.session.work.job is None)
    assert judge.heard_s < 9
    assert room.window.pages.page is Page.REVIEW
    assert room.window.notice.text == "Given up: reviewing take 3 again. Nothing was changed."
    assert strip.isHidden()
    room.window.review.show_number(3)
    room.session._library_lane.run(lambda: None).result()
    assert not clean(room)


def test_nothing_moves_on_the_stage_while_something_takes_long_and_a_rep_waits_for_nothing(room: Room) -> None:
    review_slowly(room)
    room.until(room.window.work.isVisible)
    room.window.desk.editor.setPlainText("Something quite different to say, for which the ear must get ready.")
    room.qtbot.keyClick(room.window, KEY.Key_R)
    room.speak()
    assert room.window.work.isHidden()
    room.qtbot.keyClick(room.window, KEY.Key_Space)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    assert room.session.work.job is not None
    room.until(room.window.work.isVisible)


def test_the_window_closes_while_something_takes_long(room: Room) -> None:
    judge = review_slowly(room)
    room.leave()
    assert judge.heard_s < 9


def test_the_same_take_is_reviewed_once_at_a_time(room: Room) -> None:
    judge = review_slowly(room)
    room.window.take_actions.review_again()
    judge.may_hear_s = float("inf")
    room.until(lambda: clean(room))
    assert room.session.work.job is None


@pytest.mark.parametrize("name", ["take.wav", "take.flac", "take.mp3"])
def test_a_sound_that_is_given_up_leaves_what_was_there_and_nothing_beside(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"from before")
    shares: list[float] = []

    def report(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise GivenUp("Saving")

    with pytest.raises(GivenUp):
        save_sound(np.zeros(100 * RATE, np.int16), RATE, tmp_path / name, report)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"from before"


def test_a_long_sound_is_written_whole(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).integers(-9000, 9000, 50 * RATE + 7).astype(np.int16)
    save_sound(samples, RATE, tmp_path / "take.flac")
    assert soundfile.read(tmp_path / "take.flac", dtype="int16")[0].tolist() == samples.tolist()
