"""Time and level: the clock's zones, the one rail, the meter's peak and silence."""

import math

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.audio.level import Meter
from ui.clock import BigClock, ClockState, HeadBand, Zone
from ui.meter import BARS, NOTHING, LevelMeter, MeterState, bars_of
from ui.rail import Rail, RailSize, RailState, axis_end_s, draw_rail
from ui.theme import LIGHT, Look

NO_SOUND = Meter(-math.inf, -math.inf, False)


@pytest.mark.parametrize(
    ("elapsed_s", "zone", "digits", "beside"),
    [
        (-2.5, Zone.COUNTDOWN, "3", "of 0:30"),
        (0.0, Zone.CALM, "0:00", "of 0:30"),
        (23.99, Zone.CALM, "0:23", "of 0:30"),
        (24.0, Zone.NEARLY, "0:24", "6 s left"),
        (26.3, Zone.NEARLY, "0:26", "4 s left"),
        (30.0, Zone.NEARLY, "0:30", "0 s left"),
        (30.4, Zone.OVER, "0:30", "Over"),
        (33.4, Zone.OVER, "0:33", "3 s over"),
    ],
)
def test_the_clock_says_where_it_stands(elapsed_s: float, zone: Zone, digits: str, beside: str) -> None:
    state = ClockState(elapsed_s, 30.0)
    assert (state.zone, state.digits, state.beside) == (zone, digits, beside)


def test_the_clock_tells_what_it_shows(qtbot: QtBot) -> None:
    clock = BigClock(Look())
    qtbot.addWidget(clock)
    clock.show_time(ClockState(33.4, 30.0))
    assert clock.accessibleDescription() == "0:33, 3 s over. Limit 0:30."
    clock.show_time(ClockState(-1.2, 30.0))
    assert clock.accessibleDescription() == "Starts in 2. Limit 0:30."


def test_nothing_of_the_clock_changes_its_place(qtbot: QtBot) -> None:
    clock = BigClock(Look())
    qtbot.addWidget(clock)
    sizes = set()
    for elapsed_s in (3.0, 26.0, 33.0):
        clock.show_time(ClockState(elapsed_s, 30.0))
        sizes.add(clock.sizeHint().toTuple())
    assert len(sizes) == 1


def test_the_digits_are_rust_only_over_the_limit(qtbot: QtBot) -> None:
    clock = BigClock(Look())
    qtbot.addWidget(clock)
    clock.resize(500, 104)
    for elapsed_s, is_rust in ((21.0, False), (26.0, False), (33.0, True)):
        clock.show_time(ClockState(elapsed_s, 30.0))
        picture = clock.grab().toImage()
        found = {picture.pixelColor(x, 52).name().upper() for x in range(230)}
        assert (LIGHT.rust in found) is is_rust
        assert (LIGHT.ink in found) is not is_rust


def test_the_head_is_tinted_with_an_edge_only_over_the_limit(qtbot: QtBot) -> None:
    head = HeadBand(Look())
    qtbot.addWidget(head)
    head.resize(100, 50)
    head.show_zone(Zone.NEARLY)
    assert head.grab().toImage().pixelColor(50, 48).name().upper() == LIGHT.paper
    head.show_zone(Zone.OVER)
    picture = head.grab().toImage()
    assert picture.pixelColor(50, 20).name().upper() == LIGHT.rust_soft
    assert picture.pixelColor(50, 48).name().upper() == LIGHT.rust_fill
    assert head.ground == "rust_soft"


@pytest.mark.parametrize(("longest_s", "end_s"), [(0.0, 36.0), (33.0, 36.0), (42.0, 42.0), (60.0, 60.0), (100.0, 60.0)])
def test_the_axis_goes_a_fifth_past_the_limit_and_never_beyond_twice(longest_s: float, end_s: float) -> None:
    assert axis_end_s(30.0, longest_s) == pytest.approx(end_s)


def drawn(state: RailState, size: RailSize) -> QImage:
    picture = QImage(360, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw_rail(painter, Look(), QRectF(0, 10, 360, size.value[0]), state, size)
    painter.end()
    return picture


def colour_at(picture: QImage, x: int, y: int = 13) -> str:
    return picture.pixelColor(x, y).name().upper()


def test_the_rail_fills_in_the_accent_then_amber_then_hatched() -> None:
    """10 px a second: the limit lies at 300, 80 % of it at 240."""
    picture = drawn(RailState(30.0, 33.0), RailSize.STAGE)
    assert colour_at(picture, 120) == LIGHT.accent
    assert colour_at(picture, 270) == LIGHT.amber_fill
    assert colour_at(picture, 300, 5) == LIGHT.rust  # the rule stands out above
    hatch = {colour_at(picture, x) for x in range(304, 328)}
    assert {LIGHT.rust_fill, LIGHT.rust_soft} <= hatch
    assert colour_at(picture, 345) == LIGHT.sunk


def test_only_the_stage_has_the_amber_step() -> None:
    assert colour_at(drawn(RailState(30.0, 29.0), RailSize.LADDER), 270) == LIGHT.accent
    assert colour_at(drawn(RailState(30.0, 29.0), RailSize.DESK), 270) == LIGHT.accent


def test_the_rail_has_gaps_where_sentences_end() -> None:
    picture = drawn(RailState(30.0, 20.0, (10.0, 25.0)), RailSize.STAGE)
    assert colour_at(picture, 100) == LIGHT.paper
    assert colour_at(picture, 250) == LIGHT.paper
    assert colour_at(picture, 105) == LIGHT.accent


def test_an_empty_rail_shows_its_limit() -> None:
    picture = drawn(RailState(30.0), RailSize.DESK)
    assert colour_at(picture, 100) == LIGHT.sunk
    assert colour_at(picture, 300) == LIGHT.ink


def test_with_reduced_motion_the_rail_steps_each_second() -> None:
    pictures = []
    for filled_s in (20.1, 20.9, 21.1):
        picture = QImage(360, 40, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_rail(painter, Look(motion=False), QRectF(0, 10, 360, 16), RailState(30.0, filled_s), RailSize.STAGE)
        painter.end()
        pictures.append(picture)
    assert pictures[0] == pictures[1]
    assert pictures[1] != pictures[2]


@pytest.mark.parametrize(
    ("filled_s", "says"),
    [(None, "Limit 0:30."), (21.4, "0:21 of 0:30."), (33.0, "0:33, 3 s over the limit of 0:30.")],
)
def test_the_rail_tells_what_it_shows(qtbot: QtBot, filled_s: float | None, says: str) -> None:
    rail = Rail(Look(), RailSize.DESK)
    qtbot.addWidget(rail)
    rail.show_rail(RailState(30.0, filled_s))
    assert rail.accessibleDescription() == says


@pytest.mark.parametrize(
    ("dbfs", "bars"), [(-math.inf, 0), (-60.0, 0), (-59.0, 1), (-30.0, 10), (0.0, BARS), (3.0, BARS)]
)
def test_a_level_lights_its_bars(dbfs: float, bars: int) -> None:
    assert bars_of(dbfs) == bars


def test_a_peak_is_held_for_a_second() -> None:
    state = MeterState().after(Meter(-20.0, -10.0, False), 0.0)
    high = state.peak
    assert state.after(Meter(-50.0, -45.0, False), 0.9).peak == high
    assert state.after(Meter(-50.0, -45.0, False), 1.1).peak == bars_of(-45.0)
    assert state.after(Meter(-5.0, -1.0, False), 0.5).peak == bars_of(-1.0)


def test_two_seconds_without_sound_are_said_in_words(qtbot: QtBot) -> None:
    meter = LevelMeter(Look())
    qtbot.addWidget(meter)
    state = MeterState().after(NO_SOUND, 10.0)
    assert not state.after(NO_SOUND, 11.9).flat
    flat = state.after(NO_SOUND, 12.0)
    assert flat.flat
    narrow = meter.sizeHint().width()
    meter.show_level(flat)
    assert meter.accessibleDescription() == f"{NOTHING}."
    assert meter.sizeHint().width() > narrow
    meter.show_level(flat.after(Meter(-30.0, -20.0, False), 12.1))
    assert meter.accessibleDescription() == "Sound is coming in."


def test_the_meter_draws_twenty_bars_its_peak_in_ink(qtbot: QtBot) -> None:
    meter = LevelMeter(Look())
    qtbot.addWidget(meter)
    meter.show_level(MeterState(bars=12, peak=15))
    meter.resize(meter.sizeHint())
    picture = meter.grab().toImage()
    colours = [colour_at(picture, bar * 8 + 2, picture.height() // 2) for bar in range(BARS)]
    assert colours == [LIGHT.accent] * 12 + [LIGHT.sunk] * 2 + [LIGHT.ink] + [LIGHT.sunk] * 5
