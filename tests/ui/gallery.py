"""Draw every painted widget in both themes, to be looked at: `python -m tests.ui.gallery OUT_DIR`."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.audio.level import Meter
from app.audio.waveform import Waveform, outline
from app.library.trends import Day
from app.practice.compared import compared
from app.practice.rep import Phase
from app.script.script import parse
from app.settings import Settings
from tests.review import reviews
from tests.ui.poor_take import poor
from ui.buttons import Button, Kind, MainButton, MainState, Size
from ui.clock import BigClock, ClockState, HeadBand
from ui.compare_paint import ChangesView, FiguresView
from ui.icons import Icon
from ui.ladder_rows import LadderRow, LadderState
from ui.ladder_view import LadderView, TakeStrip
from ui.marked import mark, unreviewed
from ui.meter import LevelMeter, MeterState
from ui.rail import Rail, RailSize, RailState
from ui.rings import Rings
from ui.script_view import ScriptView
from ui.stage_text import StageState, StageText
from ui.text import Text
from ui.theme import DARK, LIGHT, Look, Type, dress, load_fonts
from ui.timeline import Timeline
from ui.timeline_paint import TimelineState
from ui.trend_chart import TrendChart
from ui.trends_page import charts

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


def buttons(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "paper")
    rows = QVBoxLayout(page)
    for phase in Phase:
        row = QHBoxLayout()
        row.addWidget(Text(look, phase.value.capitalize(), Type.BODY_MEDIUM))
        main = MainButton(look)
        main.show_state(MainState(phase))
        row.addWidget(main)
        row.addStretch()
        rows.addLayout(row)
    row = QHBoxLayout()
    row.addWidget(Button(look, "Hear it all", Icon.PLAY, size=Size.TALL))
    row.addWidget(Button(look, "New message", Icon.PLUS, Kind.SUB))
    row.addWidget(Button(look, "Hear it", Icon.PLAY, Kind.PLAIN, Size.SMALL))
    row.addWidget(Button(look, "Say just this sentence", Icon.SAY, Kind.PLAIN, Size.SMALL))
    row.addWidget(Button(look, "I did say it", kind=Kind.UNDERLINED))
    row.addWidget(Button(look, "Not for this message", kind=Kind.QUIET))
    row.addWidget(Button(look, icon=Icon.SETTINGS, kind=Kind.QUIET, tip="Settings"))
    row.addStretch()
    rows.addLayout(row)
    return page


def icons(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "ground")
    grid = QGridLayout(page)
    for place, icon in enumerate(Icon):
        name = icon.name.lower().replace("_", " ")
        grid.addWidget(Button(look, icon=icon, kind=Kind.QUIET, size=Size.TALL, tip=name), place // 7 * 2, place % 7)
        grid.addWidget(Text(look, name, Type.LABEL, "ink3"), place // 7 * 2 + 1, place % 7)
    return page


STAGE_ENDS_S = (3.04, 8.7, 17.1, 23.9, 25.1, 30.0)


def clocks(look: Look) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(0)
    column.setContentsMargins(0, 0, 0, 0)
    for elapsed_s in (-1.2, 21.0, 26.3, 33.4, 75.0):
        state = ClockState(elapsed_s, 30.0)
        head, inside = HeadBand(look), QVBoxLayout()
        inside.setContentsMargins(40, 12, 40, 16)
        head.setLayout(inside)
        head.show_zone(state.zone)
        big, rail, meter = BigClock(look), Rail(look, RailSize.STAGE), LevelMeter(look)
        big.show_time(state)
        rail.show_rail(RailState(30.0, max(elapsed_s, 0.0), STAGE_ENDS_S, ground=head.ground))
        level = MeterState().after(Meter(-24.0, -15.0, False), 0.0)
        level = level.after(Meter(-25.0, -27.0, elapsed_s > 30), 0.4) if elapsed_s > 0 else MeterState(flat=True)
        meter.show_level(level)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(Text(look, "Headset microphone", tone="ink2"))
        row.addWidget(meter)
        inside.addLayout(row)
        inside.addWidget(big)
        inside.addSpacing(13)
        inside.addWidget(rail)
        column.addWidget(head)
    desk, ladder = Rail(look, RailSize.DESK), Rail(look, RailSize.LADDER)
    desk.show_rail(RailState(30.0, 30.76, (3.04, 11.0, 19.4, 26.2, 29.6), ground="ground"))
    ladder.show_rail(RailState(30.0, 33.0, longest_s=42.0, ground="ground"))
    column.addWidget(desk)
    column.addWidget(ladder)
    return page


def script(look: Look) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 18, 32, 0)
    page.setProperty("role", "paper")
    for review in (poor(), reviews.sample()):
        view = ScriptView(look)
        view.show_marked(mark(review))
        view.show_playing(10)
        column.addWidget(view)
    return page


def narrow_script(look: Look) -> QWidget:
    view = ScriptView(look)
    view.show_narrow(True)
    view.show_marked(mark(poor()))
    return view


def stage(look: Look) -> QWidget:
    text = StageText(look)
    text.show_script(mark(unreviewed(poor().script)), StageState(place=53))
    return text


def stage_hidden(look: Look) -> QWidget:
    text = StageText(look)
    hidden = frozenset(word for word in range(66) if word % 3)
    text.show_script(mark(unreviewed(poor().script)), StageState(place=30, hidden=hidden))
    return text


def stage_long(look: Look) -> QWidget:
    text = StageText(look)
    script = parse("\n\n".join([poor().script.text.partition("---\nHi")[2]] * 5))
    text.show_script(mark(unreviewed(script)), StageState(place=180))
    return text


def _sound() -> Waveform:
    """Of words as loud as a made-up voice."""
    rate, review = 8000, poor()
    at = np.arange(int(review.take.duration_s * rate)) / rate
    loud = np.full(len(at), 0.02)
    for word in review.words:
        inside = (at >= word.start) & (at < word.end)
        loud[inside] = 0.25 + 0.5 * np.abs(np.sin(9.3 * at[inside] + np.sin(3 * at[inside])))
    noise = np.random.default_rng(7).uniform(-1, 1, len(at))
    return outline([(20000 * loud * noise).astype(np.int16)], rate)


def timelines(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "paper")
    column = QVBoxLayout(page)
    review, wave = poor(), _sound()
    for state, narrow in (
        (TimelineState(review, wave, review.findings[3]), False),
        (TimelineState(review), False),
        (TimelineState(reviews.clean(), outline([np.zeros(8000, np.int16)], 1000)), False),
        (TimelineState(review, wave, review.findings[3]), True),
    ):
        line = Timeline(look)
        line.show_narrow(narrow)
        line.show_take(state)
        line.show_playing(12.3 if narrow else None)
        column.addWidget(line)
    return page


ROWS = (
    LadderRow(9, 24.6, 30.0, 0, True, "Nothing new", pinned=True),
    LadderRow(8, 25.2, 30.0, 0, True, "1 fixed"),
    LadderRow(7, 27.0, 30.0, 1, False, "2 fixed · 1 again"),
    LadderRow(4, 33.1, 30.0, 6, False, "2 fixed · 1 new · 5 again"),
    LadderRow(3, 31.4, 30.0, None, False, "Not held against another"),
    LadderRow(1, 41.0, 30.0, 11, False, "First take"),
)


def ladders(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "ground")
    row = QHBoxLayout(page)
    view, strip, few = LadderView(look), TakeStrip(look), TakeStrip(look)
    view.setFixedWidth(264)
    view.show_takes(LadderState(ROWS, 9, 4))
    strip.show_takes(LadderState(ROWS, 9))
    few.show_takes(LadderState(ROWS, 4))
    few.setFixedWidth(250)
    row.addWidget(view)
    column = QVBoxLayout()
    column.addWidget(strip)
    column.addWidget(few)
    for large in (False, True):
        for count in range(4):
            rings = Rings(look, large)
            rings.show_clean(count)
            column.addWidget(rings)
    row.addLayout(column, 1)
    return page


def comparison(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "paper")
    row = QHBoxLayout(page)
    row.setSpacing(32)
    for view in (FiguresView(look), ChangesView(look)):
        view.show_compared(compared((4, poor()), (5, reviews.sample()), Settings()))
        row.addWidget(view)
    return page


def trends(look: Look) -> QWidget:
    page = QWidget()
    page.setProperty("role", "paper")
    grid = QGridLayout(page)
    first = date(2026, 3, 2)
    days = [
        Day(first + timedelta(days=at), 3, at // 4, 118.0 + 4 * at, 6.4 / (at + 1), 38.0 - at, 5.0 - at / 3, 30.0)
        for at in (0, 1, 2, 5, 8, 9)
    ]
    for place, chart in enumerate((*charts(days, Settings()), charts((), Settings())[3])):
        view = TrendChart(look)
        view.show_chart(chart)
        grid.addWidget(view, place // 2, place % 2)
    return page


PAGES: dict[str, tuple[Callable[[Look], QWidget], tuple[int, int]]] = {
    "buttons": (buttons, (860, 420)),
    "clocks": (clocks, (1280, 1320)),
    "script": (script, (984, 700)),
    "script-narrow": (narrow_script, (480, 500)),
    "stage": (stage, (1200, 400)),
    "stage-hidden": (stage_hidden, (1200, 400)),
    "stage-long": (stage_long, (820, 400)),
    "timelines": (timelines, (952, 700)),
    "ladders": (ladders, (860, 500)),
    "comparison": (comparison, (900, 340)),
    "trends": (trends, (1000, 760)),
    "icons": (icons, (760, 340)),
}


def draw(page: Callable[[Look], QWidget], look: Look, size: tuple[int, int], ratio: float) -> QPixmap:
    widget = page(look)
    dress(widget, look)
    widget.resize(*size)
    widget.show()
    QApplication.processEvents()
    picture = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(look.colour("ground"))
    widget.render(picture, QPoint(0, 0))
    widget.close()
    widget.deleteLater()
    return picture


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", nargs="*", default=list(PAGES), choices=PAGES)
    given = asked.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    load_fonts(FONTS)
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in given.only:
        page, size = PAGES[name]
        for colours in (LIGHT, DARK):
            for ratio in (1, 2):
                draw(page, Look(colours), size, ratio).save(str(given.folder / f"{name}-{colours.name}-{ratio}x.png"))
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
