"""The take along the clock: places, clicks, marks that never overlap, facts told."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from app.audio.waveform import outline
from app.review.account import Review
from app.review.finding import Kind
from tests.review import reviews
from tests.ui.pixels import colours_of
from tests.ui.poor_take import poor
from ui.theme import DARK, LIGHT, Look
from ui.timeline import Timeline
from ui.timeline_paint import Lanes, TimelineState

NOISE = np.random.default_rng(7).integers(-9000, 9000, 33 * 8000).astype(np.int16)


def shown(qtbot: QtBot, state: TimelineState, width: int = 952, narrow: bool = False) -> Timeline:
    line = Timeline(Look())
    qtbot.addWidget(line)
    line.show_narrow(narrow)
    line.show_take(state)
    line.resize(width, line.sizeHint().height())
    line.show()
    return line


def lanes_of(line: Timeline) -> Lanes:
    assert line.lanes is not None
    return line.lanes


def test_a_moment_has_one_place_and_a_place_its_moment(qtbot: QtBot) -> None:
    lanes = lanes_of(shown(qtbot, TimelineState(poor())))
    for take_s in (0.3, 1.0, 12.5, 30.3, 36.0):
        assert lanes.take_s(lanes.x(take_s)) == pytest.approx(take_s, abs=0.01)
    assert lanes.x(30.3) == pytest.approx(lanes.left + 30 / 36 * (lanes.right - lanes.left))


def test_a_click_asks_to_be_heard_from_there(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor(), outline([NOISE], 8000)))
    lanes = lanes_of(line)
    with qtbot.waitSignal(line.seekAsked) as asked:
        at = QPoint(round(lanes.x(12.0)), round(lanes.sound_y))
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == pytest.approx(12.0, abs=0.05)


def test_a_click_on_a_mark_gives_its_finding(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor()))
    lanes = lanes_of(line)
    for mark in lanes.marks:
        with qtbot.waitSignal(line.findingClicked) as clicked:
            at = QPoint(round(mark.x), round(lanes.marks_y))
            qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)
        assert clicked.args == [mark.finding]


def test_the_fixes_bear_the_numbers_they_have_everywhere(qtbot: QtBot) -> None:
    marks = lanes_of(shown(qtbot, TimelineState(poor()))).marks
    assert {mark.fix: mark.finding.kind for mark in marks if mark.fix} == {
        1: Kind.NUMBER,
        2: Kind.OMISSION,
        3: Kind.OVERRUN,
    }
    assert {mark.label for mark in marks} == {"1", "2", "3", "um", "+", "1.8 s", "×2"}


def test_the_overrun_is_marked_at_the_limit(qtbot: QtBot) -> None:
    lanes = lanes_of(shown(qtbot, TimelineState(poor())))
    (mark,) = [each for each in lanes.marks if each.finding.kind is Kind.OVERRUN]
    assert mark.x == pytest.approx(lanes.x(30.3))


def test_what_lies_beyond_the_limit_is_hatched_and_nothing_else(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor(), outline([NOISE], 8000)))
    lanes = lanes_of(line)
    after = QRect(round(lanes.x(31.0)), round(lanes.sound_top), 30, 40)
    before = QRect(round(lanes.x(20.0)), round(lanes.sound_top), 30, 40)
    assert {LIGHT.rust_soft, LIGHT.rust_fill} <= colours_of(line, after)
    assert not {LIGHT.rust_soft, LIGHT.rust_fill} & colours_of(line, before)
    assert LIGHT.wave in colours_of(line, before)


def test_the_um_stands_out_in_the_sound(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor(), outline([NOISE], 8000)))
    lanes = lanes_of(line)
    um = QRect(round(lanes.x(3.95)), round(lanes.sound_y) - 5, round(lanes.x(4.45) - lanes.x(3.95)), 10)
    assert LIGHT.amber_fill in colours_of(line, um)


def test_the_chosen_finding_is_tinted(qtbot: QtBot) -> None:
    review = poor()
    plain, chosen = (shown(qtbot, TimelineState(review, chosen=each)) for each in (None, review.findings[3]))
    assert LIGHT.accent_soft not in colours_of(plain)
    assert LIGHT.accent_soft in colours_of(chosen)


def test_the_head_shows_where_it_plays_and_goes_again(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor(), outline([NOISE], 8000)))
    still = line.grab().toImage()
    line.show_playing(14.0)
    at = round(lanes_of(line).x(14.0))
    assert LIGHT.accent in colours_of(line, QRect(at - 2, 60, 4, 20))
    line.show_playing(None)
    assert line.grab().toImage() == still


def test_a_clean_take_has_no_marks_and_says_so(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(reviews.clean()))
    assert lanes_of(line).marks == ()
    assert "Marks: none." in line.text()
    assert LIGHT.rust_fill not in colours_of(line)


def test_all_it_shows_is_told(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor()))
    said = line.accessibleDescription()
    for fact in (
        "Limit 0:30",
        "0:03 “um” slipped in",
        "0:14 A pause of 1.8 s",
        "Pace 148 words a minute",
        "Level -21 dB",
    ):
        assert fact in said, fact


def test_the_narrow_setting_is_lower(qtbot: QtBot) -> None:
    wide, narrow = (shown(qtbot, TimelineState(poor()), 700, each) for each in (False, True))
    assert narrow.sizeHint().height() < wide.sizeHint().height() - 40
    assert LIGHT.sunk in colours_of(wide, QRect(100, 100, 200, 40))


def test_arrow_keys_go_from_word_to_word_and_return_plays(qtbot: QtBot) -> None:
    review = poor()
    line = shown(qtbot, TimelineState(review))
    qtbot.keyClick(line, Qt.Key.Key_Right)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    with qtbot.waitSignal(line.seekAsked) as asked:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.args[0] == pytest.approx(review.words[1].start)
    assert "marta" in line.accessibleDescription()
    qtbot.keyClick(line, Qt.Key.Key_End)
    with qtbot.waitSignal(line.seekAsked) as asked:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.args[0] == pytest.approx(review.words[-1].start)


def test_a_level_finding_is_shown_on_the_sound(qtbot: QtBot) -> None:
    quiet = reviews.finding(Kind.LEVEL, 0, 0, 0.5, 6.0, counts=False, advice="The sound is quiet. Come closer.")
    line = shown(qtbot, TimelineState(replace(reviews.clean(), findings=(quiet,))))
    lanes = lanes_of(line)
    assert [mark.label for mark in lanes.marks] == ["level"]
    under = QRect(round(lanes.x(2.0)), round(lanes.sound_y + lanes.sound_half), 40, 6)
    assert LIGHT.rust_fill in colours_of(line, under)


def test_it_is_drawn_in_the_dark_too(qtbot: QtBot) -> None:
    line = shown(qtbot, TimelineState(poor(), outline([NOISE], 8000)))
    line.show_look(Look(DARK))
    assert {DARK.wave, DARK.rust_soft, DARK.amber_fill} <= colours_of(line)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(review=reviews.reviews())
def test_no_two_marks_ever_overlap(qtbot: QtBot, review: Review) -> None:
    line = shown(qtbot, TimelineState(review), 500)
    line.grab()
    named = sorted((mark.x - mark.width / 2, mark.x + mark.width / 2) for mark in lanes_of(line).marks if mark.label)
    assert all(one[1] <= other[0] for one, other in pairwise(named))
    assert line.text()
