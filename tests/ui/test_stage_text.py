"""The script on the stage: said, due, to come; scrolling by whole lines, by voice and by hand."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.script.script import Script, parse
from tests.ui.pixels import colours_of
from tests.ui.poor_take import poor
from ui.marked import mark, unreviewed
from ui.stage_text import LINE_PX, StageState, StageText
from ui.theme import LIGHT, Look

LONG = parse("\n\n".join(f"This is the paragraph of number {each}, with some more words in it." for each in range(30)))


def shown(
    qtbot: QtBot, script: Script, state: StageState | None = None, look: Look | None = None, rows: int = 6
) -> StageText:
    text = StageText(look or Look(motion=False))
    qtbot.addWidget(text)
    text.resize(900, rows * LINE_PX)
    text.show_script(mark(unreviewed(script)), state)
    text.show()
    return text


def colours_in_row(text: StageText, row: int) -> set[str]:
    top = round((row - text.top_row()) * LINE_PX)
    return colours_of(text, QRect(0, top, text.width(), LINE_PX))


def test_said_words_fade_the_word_due_is_marked_the_rest_stands_out(qtbot: QtBot) -> None:
    text = shown(qtbot, poor().script, StageState(place=30), rows=9)
    due = text.row_of(30)
    assert LIGHT.ink3 in colours_in_row(text, 0)
    assert LIGHT.ink not in colours_in_row(text, 0)
    assert {LIGHT.accent, LIGHT.ink} <= colours_in_row(text, due)
    assert LIGHT.accent not in colours_in_row(text, due + 1)
    assert LIGHT.ink3 not in colours_in_row(text, due + 1)


def test_before_the_first_word_all_is_to_come(qtbot: QtBot) -> None:
    text = shown(qtbot, poor().script)
    assert LIGHT.accent not in colours_in_row(text, 0)
    assert LIGHT.ink in colours_in_row(text, 0)


def test_at_the_end_all_is_said(qtbot: QtBot) -> None:
    text = shown(qtbot, poor().script, StageState(place=66), rows=9)
    for row in range(text.row_of(65) + 1):
        assert LIGHT.ink not in colours_in_row(text, row)


def test_where_it_does_not_follow_no_place_is_shown(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, StageState(place=100, follows=False))
    assert text.top_row() == 0
    assert LIGHT.accent not in colours_in_row(text, 0)
    assert LIGHT.ink3 not in colours_in_row(text, 0)


def test_where_it_shows_no_place_it_scrolls_along_all_the_same(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, StageState(place=100, marks=False))
    assert text.top_row() > 0
    for row in range(text.top_row(), text.row_of(100) + 1):
        assert not {LIGHT.accent, LIGHT.ink3} & set(colours_in_row(text, row))


def test_what_fits_never_scrolls(qtbot: QtBot) -> None:
    text = shown(qtbot, parse("Only a few words."))
    text.show_place(StageState(place=3))
    assert text.top_row() == 0


def test_the_line_in_hand_rests_in_the_upper_half(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG)
    for place in range(0, len(LONG.words), 7):
        text.show_place(StageState(place=place))
        assert 0 <= text.row_of(place) - text.top_row() <= 2


def test_it_scrolls_only_when_the_line_changes(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG)
    tops = []
    for place in range(len(LONG.words)):
        text.show_place(StageState(place=place))
        tops.append((text.row_of(place), text.top_row()))
    assert tops == sorted(tops)
    assert len({top for row, top in tops if row == 10}) == 1


def test_it_glides_to_the_line_unless_motion_is_reduced(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, look=Look(motion=True))
    with qtbot.waitExposed(text):
        text.show()
    text.show_place(StageState(place=150))
    assert text.offset_px < text.top_row() * LINE_PX
    qtbot.waitUntil(lambda: text.offset_px >= text.top_row() * LINE_PX)
    still = shown(qtbot, LONG)
    still.show_place(StageState(place=150))
    assert still.offset_px >= still.top_row() * LINE_PX


def test_the_wheel_scrolls_by_whole_lines_and_stops_at_the_ends(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, StageState(follows=False))

    def turn(by: int) -> None:
        at = QPointF(100, 100)
        event = QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(text, event)

    turn(120)
    assert text.top_row() == 0
    turn(-120)
    assert text.top_row() == 1
    for _ in range(200):
        turn(-120)
    last = text.top_row()
    assert last <= text.row_of(len(LONG.words) - 1)
    turn(120)
    assert text.top_row() == last - 1


def test_hidden_words_are_lines_until_they_are_said(qtbot: QtBot) -> None:
    script = parse("Nothing of this is shown.")
    everything = frozenset(range(len(script.words)))
    text = shown(qtbot, script, StageState(place=0, hidden=everything))
    assert LIGHT.edge in colours_in_row(text, 0)
    text.show_place(StageState(place=len(script.words), hidden=everything))
    assert LIGHT.ink3 in colours_in_row(text, 0)


@pytest.mark.parametrize(
    ("part", "says"), [((0, 3), "One two three."), ((3, 6), "“Four – five six.”"), ((6, 8), "Seven eight!")]
)
def test_one_sentence_alone_can_be_shown(qtbot: QtBot, part: tuple[int, int], says: str) -> None:
    text = shown(qtbot, parse("One two three. “Four – five six.” Seven eight!"), StageState(part=part))
    assert text.text() == says


def test_the_text_is_there_for_who_listens(qtbot: QtBot) -> None:
    text = shown(qtbot, parse("Say **this**, please."))
    assert text.accessibleDescription() == text.text() == "Say this, please."


def test_a_new_script_starts_at_its_beginning(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, StageState(place=200))
    assert text.top_row() > 0
    text.show_script(mark(unreviewed(LONG)))
    assert text.top_row() == 0


def test_a_script_shown_out_of_sight_is_set_for_the_width_it_is_seen_with(qtbot: QtBot) -> None:
    text = StageText(Look(motion=False))
    qtbot.addWidget(text)
    text.resize(300, 6 * LINE_PX)
    text.show_script(mark(unreviewed(LONG)))
    rows = text.row_of(40)
    text.resize(900, 6 * LINE_PX)
    text.show()
    assert text.row_of(40) < rows


def test_more_room_below_brings_more_lines(qtbot: QtBot) -> None:
    text = shown(qtbot, LONG, rows=2)
    assert LIGHT.ink not in colours_in_row(text, 3)
    text.resize(900, 8 * LINE_PX)
    assert all(LIGHT.ink in colours_in_row(text, row) for row in range(6))
