"""The marked script: every mark drawn where it fell, words clicked, gone through by keyboard, told in words."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.review.account import Review
from app.review.finding import Certainty, Kind, Verdict
from app.review.marks import lay_out
from app.script.script import parse
from tests.review import reviews
from tests.ui.pixels import colours_of
from tests.ui.poor_take import poor
from ui.flow import Part, atoms_of
from ui.marked import mark, unreviewed
from ui.marks_paint import draw_wave, set_above
from ui.script_view import ScriptView
from ui.theme import LIGHT, Look


def shown(qtbot: QtBot, review: Review, width: int = 900, height: int = 500, look: Look | None = None) -> ScriptView:
    view = ScriptView(look or Look())
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show_marked(mark(review))
    view.show()
    return view


def colours_in(view: ScriptView, word: int, up: int = 6, down: int = 14) -> set[str]:
    """Around a word; up and down from its box, px."""
    return colours_of(view.viewport(), view.word_box(word).toRect().adjusted(0, -up, 0, down))


def test_every_word_of_the_script_has_its_place(qtbot: QtBot) -> None:
    review = poor()
    view = shown(qtbot, review)
    boxes = [view.word_box(word) for word in range(len(review.script.words))]
    assert all(box.width() > 2 for box in boxes)
    places = [(box.top(), box.left()) for box in boxes]
    assert places == sorted(places)


def test_a_review_shown_out_of_sight_is_set_for_the_width_it_is_seen_with(qtbot: QtBot) -> None:
    view = ScriptView(Look())
    qtbot.addWidget(view)
    review = poor()
    view.show_marked(mark(review))
    last = len(review.script.words) - 1
    above = view.word_box(last).top()
    view.resize(300, 500)
    view.show()
    assert view.word_box(last).top() > above
    assert view.verticalScrollBar().maximum() > 0


def test_a_word_revealed_out_of_sight_is_in_sight_once_the_script_is(qtbot: QtBot) -> None:
    review = poor()
    view = ScriptView(Look())
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show_marked(mark(review))
    last = len(review.script.words) - 1
    view.reveal(last)
    view.show()
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    assert view.word_box(last).bottom() <= view.viewport().height()


@pytest.mark.parametrize(
    ("word", "token"),
    [(7, "ink3"), (39, "rust"), (42, "rust"), (45, "amber"), (60, "rust_soft")],
    ids=["cannot tell", "changed", "left out", "twice", "after the limit"],
)
def test_a_mark_is_drawn_on_its_word(qtbot: QtBot, word: int, token: str) -> None:
    view = shown(qtbot, poor())
    assert getattr(LIGHT, token) in colours_in(view, word)


def test_a_word_said_as_written_bears_no_mark(qtbot: QtBot) -> None:
    view = shown(qtbot, reviews.clean())
    for word in range(len(reviews.clean().script.words)):
        assert not {LIGHT.rust, LIGHT.amber, LIGHT.rust_soft} & colours_in(view, word)


def test_no_mark_is_told_by_colour_alone(qtbot: QtBot) -> None:
    text = shown(qtbot, poor()).text()
    for told in (
        "Quillhaven [could not tell, not counted]",
        "[um]",
        "[added: really]",
        "[pause of 1.8 s]",
        "a third [1: came out as a quarter]",
        "without adding a van [2: left out]",
        "[twice]",
        "[3: the limit, 0:30]",
    ):
        assert told in text, told


def test_the_whole_page_is_the_description(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    assert view.accessibleName()
    assert view.accessibleDescription() == view.text()


def test_a_click_on_a_word_says_which(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    for word in (0, 17, 39, 65):
        with qtbot.waitSignal(view.wordClicked) as clicked:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_box(word).center().toPoint())
        assert clicked.args == [word]


def test_a_click_on_a_chip_gives_its_finding(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    before = view.word_box(8)  # the um stands right before it
    with qtbot.waitSignal(view.findingClicked) as clicked:
        qtbot.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=before.center().toPoint() - QPoint(int(before.width()) + 10, 0),
        )
    assert clicked.args[0].kind is Kind.FILLED_PAUSE


def test_a_click_beside_the_words_says_nothing(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    with qtbot.assertNotEmitted(view.wordClicked):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(890, 480))


def test_arrow_keys_go_word_by_word_and_return_is_a_click(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    view.setFocus()
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    at = view.cursor_word
    assert at is not None
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.cursor_word == at - 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.cursor_word == 65
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_word == 65
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.cursor_word == 0
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.cursor_word is not None
    assert view.word_box(view.cursor_word).top() > view.word_box(0).top()
    with qtbot.waitSignal(view.wordClicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == [view.cursor_word]


def test_the_word_under_the_keyboard_is_ringed_and_a_clicked_one_is_not(qtbot: QtBot) -> None:
    view = shown(qtbot, reviews.clean())
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert LIGHT.accent in colours_of(view.viewport())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_box(5).center().toPoint())
    assert LIGHT.accent not in colours_of(view.viewport())


def test_the_word_under_the_keyboard_is_told_with_its_marks(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(39):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "a. fix 1. “a third” came out as “a quarter”."
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.accessibleDescription() == "Marta. after the limit."


def test_letters_and_space_are_left_to_the_page(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    with qtbot.assertNotEmitted(view.wordClicked):
        for key in (Qt.Key.Key_Space, Qt.Key.Key_R, Qt.Key.Key_H):
            qtbot.keyClick(view, key)


def test_the_word_being_played_is_lit_and_only_that(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    view.show_playing(20)
    assert {LIGHT.accent_soft, LIGHT.accent} <= colours_in(view, 20)
    view.show_playing(27)
    assert LIGHT.accent_soft not in colours_in(view, 20)
    view.show_playing(None)
    assert LIGHT.accent_soft not in colours_in(view, 27)


def test_what_is_played_comes_into_sight(qtbot: QtBot) -> None:
    view = shown(qtbot, poor(), 500, 110)
    assert view.word_box(65).top() > view.viewport().height()
    view.show_playing(65)
    assert 0 <= view.word_box(65).top() < view.viewport().height()
    view.show_playing(0)
    assert 0 <= view.word_box(0).top() < view.viewport().height()


def test_the_narrow_setting_is_smaller_and_larger_text_larger(qtbot: QtBot) -> None:
    view = shown(qtbot, poor(), 700)
    usual = view.word_box(1).width()
    view.show_narrow(True)
    assert view.word_box(1).width() < usual
    view.show_narrow(False)
    view.show_look(Look(scale=1.5))
    assert view.word_box(1).width() > 1.3 * usual


def test_no_line_is_wider_than_the_measure(qtbot: QtBot) -> None:
    view = shown(qtbot, poor(), 1800)
    assert max(view.word_box(word).right() for word in range(66)) <= 6 + 820


def test_a_word_longer_than_the_column_is_broken(qtbot: QtBot) -> None:
    script = parse("Say " + "pneumono" * 30 + " now.")
    view = shown(qtbot, unreviewed(script), 300)
    assert view.word_box(2).top() > view.word_box(0).top() + 2 * 48
    assert view.word_box(2).right() <= 300


def test_without_a_review_it_is_empty(qtbot: QtBot) -> None:
    view = shown(qtbot, poor())
    view.show_marked(None)
    assert view.text() == ""
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_word is None


@pytest.mark.parametrize("x", [0.0, 0.1, 33.3, 1e-9, 123.456])
@pytest.mark.parametrize("wide", [0.3, 2.2, 7.7, 100.1, 819.9999999])
def test_a_wave_ends_where_its_word_ends(x: float, wide: float) -> None:
    picture = QImage(1000, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw_wave(painter, QColor("#A93420"), x, x + wide, 10.0)
    painter.end()
    inked = [at for at in range(1000) if any(picture.pixelColor(at, y).name() != "#ffffff" for y in range(20))]
    assert max(inked, default=0) <= x + wide + 1.5
    assert max(inked, default=0) >= x + wide - 1.5


def test_texts_above_neighbours_do_not_touch(qtbot: QtBot) -> None:  # noqa: ARG001
    metrics = QFontMetricsF(Look().serif(15, italic=True))
    wanted = [("seven zero four", 100.0, 130.0, 0.0), ("five five five", 140.0, 170.0, 0.0)]
    first, second = set_above(wanted, [], [], metrics, 600.0, 20.0)
    assert abs(first.rise - second.rise) >= 14 or first.x + first.width < second.x
    assert (first.text, second.text) == ("seven zero four", "five five five")


def test_a_text_above_stays_in_the_column_whatever_its_length(qtbot: QtBot) -> None:  # noqa: ARG001
    metrics = QFontMetricsF(Look().serif(15, italic=True))
    rng = random.Random(3)
    for _ in range(60):
        at, wanted = 0.0, []
        for _ in range(rng.randint(1, 8)):
            wide = rng.uniform(10, 90)
            wanted.append(("heard " * rng.randint(1, 30), at, at + wide, 0.0))
            at += wide + 5
        for above in set_above(wanted, [(40.0, 70.0)], [], metrics, 400.0, 20.0):
            assert above.x >= 0
            assert above.x + above.width <= 400.5


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(review=reviews.reviews())
def test_any_review_is_set_drawn_and_told(qtbot: QtBot, review: Review) -> None:
    view = shown(qtbot, review, 420, 300)
    view.viewport().grab()
    atoms = atoms_of(lay_out(review), review.script)
    assert {atom.word for atom in atoms if atom.word is not None} == set(range(len(review.script.words)))
    assert sum(atom.part is Part.CHIP for atom in atoms) == sum(
        each.kind in (Kind.FILLED_PAUSE, Kind.LEXICAL_FILLER, Kind.INSERTION, Kind.LONG_PAUSE, Kind.MISSING_PAUSE)
        for each in review.findings
    )
    for word in review.script.words:
        assert word.text in view.text()


def test_a_script_of_five_thousand_words_is_set_quickly(qtbot: QtBot) -> None:
    script = parse(" ".join(f"word{each % 700}" for each in range(5000)))
    review = unreviewed(script)
    finding = reviews.finding(Kind.OMISSION, 4000, 4003, 1.0, 2.0, "x", None, True, Certainty.CERTAIN)
    verdicts = tuple(Verdict.SKIPPED if 4000 <= at < 4003 else Verdict.SAID for at in range(5000))
    changed = replace(review, findings=(finding,), verdicts=verdicts)
    started = time.process_time()
    view = shown(qtbot, changed)
    view.show_playing(4001)
    view.viewport().grab()
    assert time.process_time() - started < 1.0
    assert LIGHT.rust in colours_in(view, 4001)
