"""The takes beside each other: rows told and drawn, chosen by hand and keyboard, rings that fill."""

from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.practice.ladder import Ladder, attempt, ladder
from tests.review import reviews
from tests.ui.pixels import colours_of
from tests.ui.poor_take import poor
from ui.ladder_rows import LadderRow, LadderState, ladder_rows
from ui.ladder_view import LadderView, TakeStrip
from ui.rings import Rings
from ui.takes_column import TakesColumn
from ui.theme import LIGHT, Look

ROWS = (
    LadderRow(3, 24.2, 30.0, 0, True, "1 fixed", pinned=True),
    LadderRow(2, 33.4, 30.0, 6, False, "2 fixed · 1 new · 5 again"),
    LadderRow(1, 41.0, 30.0, 1, False, "First take"),
)
MANY = tuple(LadderRow(number, 20.0 + number % 9, 30.0, 3, False, "3 again") for number in range(300, 0, -1))


def shown(qtbot: QtBot, state: LadderState, height: int = 400) -> LadderView:
    view = LadderView(Look())
    qtbot.addWidget(view)
    view.resize(264, height)
    view.show_takes(state)
    view.show()
    return view


def test_a_ladder_becomes_rows_the_newest_first() -> None:
    rows = ladder_rows(ladder([attempt(1, poor()), attempt(2, poor())]), pinned=2)
    assert [row.number for row in rows] == [2, 1]
    assert rows[1].changed == "First take"
    assert rows[0].changed == f"{rows[0].findings} again"
    assert rows[0].pinned
    assert not rows[1].pinned


def test_a_take_of_a_drill_says_so() -> None:
    rows = ladder_rows(ladder([attempt(1, poor()), attempt(2, poor())]), drills={2: "Voicemail"})
    assert [row.changed for row in rows] == [f"Voicemail · {rows[0].findings} again", "First take"]


def test_what_changed_is_told_finding_by_finding() -> None:
    rows = ladder_rows(ladder([attempt(1, poor()), attempt(2, poor()), attempt(3, reviews.clean())]))
    assert rows[2].details == ()
    assert "Again: “without adding a van” was left out." in rows[1].details
    assert {each.partition(":")[0] for each in rows[0].details} <= {"Fixed", "Cut"}
    assert LadderState(rows, 2).told == " ".join((rows[1].told, *rows[1].details))


def test_the_best_take_is_named_and_told(qtbot: QtBot) -> None:
    rows = ladder_rows(ladder([attempt(1, reviews.sample()), attempt(2, reviews.clean()), attempt(3, poor())]))
    assert [row.number for row in rows if row.best] == [2]
    assert rows[1].told.endswith("The best.")
    view, plain = (
        shown(qtbot, LadderState(rows)),
        shown(qtbot, LadderState(tuple(replace(r, best=False) for r in rows))),
    )
    box = view.row_box(2).toRect()
    assert view.viewport().grab(box).toImage() != plain.viewport().grab(box).toImage()


def test_a_clean_take_after_a_poor_one_says_what_it_fixed() -> None:
    rows = ladder_rows(ladder([attempt(1, reviews.sample()), attempt(2, reviews.clean())]))
    assert rows[0].clean
    assert rows[0].verdict == "Clean"
    assert rows[0].changed.endswith("fixed")
    assert rows[1].verdict == f"{rows[1].findings} findings"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROWS[0], "Take 3, 0:24. Clean. 1 fixed. Pinned."),
        (ROWS[1], "Take 2, 0:33, 3 s over. 6 findings. 2 fixed · 1 new · 5 again."),
        (ROWS[2], "Take 1, 0:41, 11 s over. 1 finding. First take."),
        (LadderRow(4, 20.0, 30.0, None, False, "Nothing new"), "Take 4, 0:20. Not reviewed. Nothing new."),
    ],
)
def test_a_row_tells_all_it_shows(row: LadderRow, told: str) -> None:
    assert row.told == told


def test_the_chosen_take_is_the_description(qtbot: QtBot) -> None:
    view = shown(qtbot, LadderState(ROWS, 2))
    assert view.accessibleDescription() == ROWS[1].told
    view.show_takes(LadderState(ROWS))
    assert view.accessibleDescription() == "3 takes."


def test_a_click_chooses_and_with_ctrl_compares(qtbot: QtBot) -> None:
    view = shown(qtbot, LadderState(ROWS, 3))
    at = view.row_box(1).center().toPoint()
    with qtbot.waitSignal(view.takeChosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [1]
    with qtbot.waitSignal(view.compareAsked) as compared:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert compared.args == [1]
    with qtbot.assertNotEmitted(view.takeChosen):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 380))


@pytest.mark.parametrize(
    ("key", "to"),
    [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 3), (Qt.Key.Key_Home, 3), (Qt.Key.Key_End, 1)],
)
def test_arrow_keys_go_from_take_to_take(qtbot: QtBot, key: Qt.Key, to: int) -> None:
    view = shown(qtbot, LadderState(ROWS, 2))
    with qtbot.waitSignal(view.takeChosen) as chosen:
        qtbot.keyClick(view, key)
    assert chosen.args == [to]


def test_the_chosen_row_has_a_bar_the_compared_one_an_edge(qtbot: QtBot) -> None:
    view = shown(qtbot, LadderState(ROWS, 3, 1))
    chosen, plain, compared = (view.row_box(number).toRect() for number in (3, 2, 1))
    assert LIGHT.accent in colours_of(view.viewport(), QRect(chosen.left(), chosen.top() + 20, 3, 20))
    assert LIGHT.paper in colours_of(view.viewport(), chosen)
    assert LIGHT.paper not in colours_of(view.viewport(), QRect(plain.left(), plain.top() + 2, 20, 12))
    assert LIGHT.accent in colours_of(view.viewport(), QRect(compared.left() + 20, compared.top(), 60, 2))


def test_three_hundred_takes_scroll_to_the_chosen_one(qtbot: QtBot) -> None:
    view = shown(qtbot, LadderState(MANY, 300))
    view.show_takes(LadderState(MANY, 7))
    box = view.row_box(7)
    assert box.top() >= 0
    assert box.bottom() <= view.viewport().height() + 1
    view.show_takes(LadderState(MANY, 300))
    assert view.row_box(300).top() == 0


def test_three_hundred_takes_cost_no_widget_each_and_a_step_a_few_milliseconds(qtbot: QtBot) -> None:
    attempts = [replace(attempt(1, poor() if at % 3 else reviews.clean()), number=at) for at in range(1, 301)]
    whole = ladder(attempts)
    few, many = TakesColumn(Look()), TakesColumn(Look())
    for column, rungs in ((few, whole.rungs[:3]), (many, whole.rungs)):
        qtbot.addWidget(column)
        column.resize(296, 700)
        column.show_takes(LadderState(ladder_rows(Ladder(rungs, 1)), 1), whole)
        column.show()
    assert len(many.findChildren(QWidget)) == len(few.findChildren(QWidget))
    took = []
    for chosen in range(300, 290, -1):
        before = perf_counter()
        many.show_takes(LadderState(ladder_rows(whole), chosen), whole)
        took.append(perf_counter() - before)
    assert min(took) < 0.03  # 2 ms on two quiet cores


def test_the_strip_always_has_room_for_the_chosen_take(qtbot: QtBot) -> None:
    strip = TakeStrip(Look())
    qtbot.addWidget(strip)
    strip.resize(300, 28)
    for chosen in (300, 150, 1):
        strip.show_takes(LadderState(MANY, chosen))
        pills = strip.pills()
        assert chosen in {row.number for row, _ in pills}
        assert all(box.left() >= 0 and box.right() <= 301 for _, box in pills)
        numbers = [row.number for row, _ in pills]
        assert numbers == sorted(numbers)


def test_a_pill_is_clicked_and_gone_through_by_keyboard(qtbot: QtBot) -> None:
    strip = TakeStrip(Look())
    qtbot.addWidget(strip)
    strip.resize(400, 28)
    strip.show_takes(LadderState(ROWS, 2))
    row, box = strip.pills()[0]
    with qtbot.waitSignal(strip.takeChosen) as chosen:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert chosen.args == [row.number] == [1]
    for key, to in ((Qt.Key.Key_Right, 3), (Qt.Key.Key_Left, 1)):
        with qtbot.waitSignal(strip.takeChosen) as chosen:
            qtbot.keyClick(strip, key)
        assert chosen.args == [to]


def test_without_takes_nothing_is_drawn_and_nothing_breaks(qtbot: QtBot) -> None:
    view, strip = shown(qtbot, LadderState()), TakeStrip(Look())
    qtbot.addWidget(strip)
    strip.show_takes(LadderState())
    strip.grab()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert colours_of(view.viewport()) == {LIGHT.ground}


@pytest.mark.parametrize("large", [False, True])
def test_as_many_rings_are_filled_as_takes_are_clean(qtbot: QtBot, large: bool) -> None:
    rings = Rings(Look(), large)
    qtbot.addWidget(rings)
    rings.resize(rings.sizeHint())
    apart, first = (48, 26) if large else (28, 8)
    for count in range(4):
        rings.show_clean(count)
        filled = [
            LIGHT.accent in colours_of(rings, QRect(first + ring * apart - 3, rings.height() // 2 - 4, 6, 3))
            for ring in range(3)
        ]
        assert filled == [ring < count for ring in range(3)]
    assert rings.accessibleDescription() == "Ready."


def test_the_celebration_runs_once_and_not_at_all_with_reduced_motion(qtbot: QtBot) -> None:
    still, gliding = Rings(Look(motion=False), True), Rings(Look(), True)
    for rings in (still, gliding):
        qtbot.addWidget(rings)
        rings.resize(rings.sizeHint())
        rings.show_clean(3, celebrate=True)
    finished = colours_of(still)
    assert gliding.grab().toImage() != still.grab().toImage()
    qtbot.waitUntil(lambda: gliding.grab().toImage() == still.grab().toImage())
    assert LIGHT.accent in finished
