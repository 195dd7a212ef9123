"""The days as charts and as a table: labelled, told point by point, of one message or of all; empty at first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.library.draft import Draft
from app.library.library import Library
from app.library.trends import Day, Week
from app.review.review import Rules
from app.settings import Settings
from tests.library.kept import sound
from tests.review import reviews
from tests.ui.pixels import colours_of
from tests.ui.room import Room, press
from ui.pages import Page
from ui.theme import LIGHT, Look
from ui.trend_chart import Chart, TrendChart, lines
from ui.trends_page import charts
from ui.week_charts import week_charts

KEY = Qt.Key
START = date(2026, 3, 2)
DAYS = (
    Day(START, 4, 0, 120.0, 6.04, 34.0, None, 30.0),
    Day(START + timedelta(days=1), 3, 1, 140.0, 3.0, 31.0, 6.0, 30.0),
    Day(START + timedelta(days=9), 2, 2, 150.0, 0.0, 28.4, 2.0, 30.0),
)


def rehearsed(room: Room, folder: Path) -> None:
    """A message of the user's own, spoken on three days."""
    done: list[int] = []

    def work(library: Library) -> None:
        message = library.messages.add(Draft(text=reviews.TEXT, title="Mine"))
        for day, review in enumerate((reviews.sample(), reviews.sample(), reviews.clean())):
            at = datetime(2026, 3, 2 + day, 12, tzinfo=UTC)
            take = library.takes.keep(
                message.id, sound(folder), review.script, review.limit_s, review.strictness, 0.5, 0.1, at
            )
            library.reviews.save(take.id, review, Rules(review.limit_s, review.strictness, Settings()))
        done.append(message.id)

    room.session.shelf.look(work, done.append)
    room.until(lambda: len(done) == 2)


# ---- The chart


@pytest.mark.parametrize(
    ("least", "most", "steps", "expected"),
    [
        (0, 6.04, (0.5, 1, 2, 5), (0, 2, 4, 6, 8)),
        (0, 0, (0.5, 1), (0, 0.5)),
        (118, 170, (10, 20, 50), (100, 120, 140, 160, 180)),
        (0, 34, (5, 10, 15), (0, 10, 20, 30, 40)),
        (0, 9000, (1, 2), tuple(range(0, 9001, 2))),
    ],
)
def test_the_lines_are_even_and_hold_everything(
    least: float, most: float, steps: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    assert lines(least, most, steps) == expected


def test_every_point_is_told_in_words() -> None:
    fillers, pace, length, to_clean = charts(DAYS, Settings())
    assert fillers.told == "2 Mar: 6; 3 Mar: 3; 11 Mar: 0."
    assert pace.told == "2 Mar: 120; 3 Mar: 140; 11 Mar: 150. Grey: good, 130 to 170."
    assert length.told == "2 Mar: 0:34; 3 Mar: 0:31; 11 Mar: 0:28. Dashed: the limit, 0:30."
    assert to_clean.told == "3 Mar: 6; 11 Mar: 2."
    assert charts(DAYS[:1], Settings())[3].told == "No take came out clean yet."
    over_new_year = (replace(DAYS[0], day=date(2025, 12, 31)), DAYS[1])
    assert charts(over_new_year, Settings())[0].told == "31 Dec 2025: 6; 3 Mar 2026: 3."


def test_days_stand_as_far_apart_as_they_are(qtbot: QtBot) -> None:
    chart = TrendChart(Look())
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    chart.show_chart(charts(DAYS, Settings())[0])
    first, second, third = chart.places()
    assert third.x() - first.x() == pytest.approx(9 * (second.x() - first.x()))
    assert first.y() < second.y() < third.y()
    assert chart.told_at(second) == "3 Mar: 3"
    assert chart.told_at(QPointF((second.x() + third.x()) / 2, second.y())) == ""
    assert chart.accessibleDescription().startswith("2 Mar: 6")
    assert LIGHT.accent in colours_of(chart)


def test_one_day_is_a_point_and_none_a_sentence(qtbot: QtBot) -> None:
    chart = TrendChart(Look())
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    chart.show_chart(charts(DAYS[:1], Settings())[2])
    assert len(chart.places()) == 1
    chart.grab()
    chart.show_chart(Chart("Length", (), str, (1.0,)))
    assert chart.accessibleDescription() == "Nothing yet."
    assert LIGHT.accent not in colours_of(chart)


def test_a_year_of_days_is_drawn(qtbot: QtBot) -> None:
    chart = TrendChart(Look())
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    days = tuple(replace(DAYS[0], day=START + timedelta(days=each), length_s=each % 40) for each in range(365))
    chart.show_chart(charts(days, Settings())[2])
    chart.grab()
    assert len(chart.places()) == 365


# ---- The page


def test_the_key_opens_the_days_of_this_message_and_leads_back(room: Room) -> None:
    press(room, KEY.Key_T)
    trends = room.window.pages.trends
    room.until(lambda: len(trends.days) == 1)
    assert room.window.pages.page is Page.TRENDS
    assert trends._details.text().startswith("“Late deliveries” · three takes on one day, 3 clean")
    assert room.window.bar.tabs[Page.WRITE].isChecked()
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.WRITE
    room.window.pages.turn_to(Page.REVIEW)
    press(room, KEY.Key_T)
    press(room, KEY.Key_T)
    assert room.window.pages.page is Page.REVIEW


def test_all_messages_leave_the_sample_out_and_say_so(room: Room, tmp_path: Path) -> None:
    press(room, KEY.Key_T)
    trends = room.window.pages.trends
    room.until(lambda: len(trends.days) == 1)
    press(room, KEY.Key_M)
    room.until(lambda: trends.days == ())
    assert trends._empty.isVisible()
    assert "Takes of the sample do not count here." in trends._will_stand.text()
    rehearsed(room, tmp_path)
    press(room, KEY.Key_M)
    press(room, KEY.Key_M)
    room.until(lambda: [day.takes for day in trends.days] == [1, 1, 1])
    assert [chart.isVisible() for chart in trends.charts] == [True] * 4
    assert trends.charts[3].accessibleDescription() == "4 Mar: 3."


def test_the_table_has_the_same_figures(room: Room, tmp_path: Path) -> None:
    rehearsed(room, tmp_path)
    press(room, KEY.Key_T)
    press(room, KEY.Key_M)
    trends = room.window.pages.trends
    room.until(lambda: len(trends.days) == 3)
    press(room, KEY.Key_V)
    assert room.window.focusWidget() is trends.table

    def row(number: int) -> list[str]:
        items = (trends.table.item(number, column) for column in range(trends.table.columnCount()))
        return [each.text() for each in items if each is not None]

    assert row(0) == ["4 Mar", "1", "1", "0.0", "146", "0:06", "3"]
    assert row(2) == ["2 Mar", "1", "0", "5.8", "146", "0:10", "–"]
    press(room, KEY.Key_V)
    assert trends.charts[0].isVisible()


def test_a_week_tells_how_often_a_cold_take_was_clean_the_best_time_and_the_fillers() -> None:
    weeks = (Week(START, 4, 3, 0, None, 6.04), Week(START + timedelta(days=7), 5, 4, 3, 24.2, 0.94))
    cold, best, fillers = week_charts(weeks)
    assert cold.told == "2 Mar: 0 %; 9 Mar: 75 %."
    assert best.told == "9 Mar: 0:24."
    assert fillers.told == "2 Mar: 6; 9 Mar: 0.9."


def test_the_weeks_stand_behind_a_key_as_charts_and_as_a_table(room: Room, tmp_path: Path) -> None:
    rehearsed(room, tmp_path)
    press(room, KEY.Key_T)
    press(room, KEY.Key_M)
    trends = room.window.pages.trends
    room.until(lambda: len(trends.days) == 3)
    press(room, KEY.Key_W)
    assert [chart.isVisible() for chart in trends.charts] == [True, True, True, False]
    assert trends.charts[0].accessibleDescription() == "2 Mar: 33 %."
    press(room, KEY.Key_V)
    items = (trends.table.item(0, column) for column in range(trends.table.columnCount()))
    assert [each.text() for each in items if each is not None] == ["2 Mar", "3", "3", "1", "0:06", "5.8"]
    press(room, KEY.Key_V)
    press(room, KEY.Key_W)
    assert trends.charts[3].isVisible()
