"""What changes from day to day, or from week to week; of one message or of all."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.library.library import Library
from app.library.trends import Day, Week
from app.review.telling import clock, counted
from app.settings import Settings
from ui.buttons import Button
from ui.focus import OWN_FOCUS
from ui.keys import Deeds
from ui.session import Session
from ui.text import OneLine, Text
from ui.theme import Look, Type
from ui.trend_chart import Chart, TrendChart, day_told
from ui.week_charts import COLD, WEEK_COLUMNS, week_charts, week_row

_NARROW_PX = 760  # at 100 %: below it the charts stand below each other
_COLUMNS = ("Day", "Takes", "Clean", "Fillers a minute", "Words a minute", "Length", "Takes to clean")
_WILL_STAND = (
    "Here stand, day by day: fillers a minute, pace, length, and how many takes it took until one came out clean."
    " One take makes the first point."
)
_CHARTS, _TABLE, _EMPTY = range(3)


def charts(days: Sequence[Day], settings: Settings) -> tuple[Chart, ...]:
    """The four figures."""

    def points(figure: Callable[[Day], float | None]) -> tuple[tuple[date, float], ...]:
        return tuple((day.day, value) for day in days if (value := figure(day)) is not None)

    def whole(value: float) -> str:
        return f"{value:g}"

    return (
        Chart(
            "Fillers a minute",
            points(lambda day: round(day.fillers_per_minute, 1)),
            whole,
            (0.5, 1, 2, 5, 10, 20, 50, 100),
        ),
        Chart(
            "Pace, words a minute",
            points(lambda day: round(day.words_per_minute)),
            whole,
            (10, 20, 50, 100, 200),
            from_zero=False,
            band=(settings.pace_from_wpm, settings.pace_to_wpm),
        ),
        Chart(
            "Length",
            points(lambda day: day.length_s),
            clock,
            (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600),
            limit=days[-1].limit_s if days else None,
        ),
        Chart(
            "Takes to the first clean one",
            points(lambda day: day.takes_to_clean),
            whole,
            (1, 2, 5, 10, 20, 50, 100, 200),
            empty="No take came out clean yet.",
        ),
    )


class TrendsPage(QWidget):
    """Shows the days or the weeks, as charts or as a table."""

    back = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.days: tuple[Day, ...] = ()
        self.weeks: tuple[Week, ...] = ()
        self._by_weeks = False
        self._all = False  # messages; else the one at hand
        self._as_table = False
        self._details = Text(look, "", Type.READING, "ink2")
        self._details.setMinimumWidth(40)
        self.scope = Button(look, "", key="M")
        self.scope.clicked.connect(self.toggle_scope)
        self.span = Button(look, "", key="W")
        self.span.clicked.connect(self.toggle_weeks)
        self.shape = Button(look, "", key="V")
        self.shape.clicked.connect(self.toggle_table)
        back = Button(look, "Back", key="Esc")
        back.clicked.connect(self.back)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = OneLine(look, "", Type.TITLE)
        head.addWidget(self._title, 1)
        for button in (self.scope, self.span, self.shape, back):
            head.addWidget(button)
        self.charts = tuple(TrendChart(look) for _ in charts((), session.settings))
        self.table = self._make_table()
        self._empty = Text(look, "", Type.TITLE)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_charts())
        self.pages.addWidget(self.table)
        self.pages.addWidget(self._make_empty(look))
        page = QFrame()
        page.setProperty("role", "paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 20, 32, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._details)
        column.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.setAccessibleName("Over the days")
        session.shelf.changed.connect(self._changed)
        self._show()

    def _make_charts(self) -> QScrollArea:
        inside = QFrame()
        inside.setProperty("role", "paper")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 12, 0, 0)
        self._grid.setHorizontalSpacing(40)
        self._grid.setVerticalSpacing(28)
        self._set_grid(2)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _set_grid(self, columns: int) -> None:
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // columns, place % columns)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _make_empty(self, look: Look) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._will_stand = Text(look, "", Type.READING, "ink2", wraps=True)
        self._will_stand.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._will_stand.setFixedWidth(look.px(460))
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._will_stand, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    # ---- Showing

    def open_page(self) -> None:
        """With the message at hand; with all of them where it was never spoken."""
        self._all = not self._session.shelf.snapshot.ladder.rungs
        self._load()

    def deeds(self) -> Deeds:
        return {
            Qt.Key.Key_M: self.toggle_scope,
            Qt.Key.Key_W: self.toggle_weeks,
            Qt.Key.Key_V: self.toggle_table,
        }

    def toggle_scope(self) -> None:
        """This message, or all."""
        self._all = not self._all
        self._load()

    def toggle_weeks(self) -> None:
        """By weeks, or by days."""
        self._by_weeks = not self._by_weeks
        self._show()

    def toggle_table(self) -> None:
        """Charts, or a table with the same figures."""
        self._as_table = not self._as_table
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        (self.table if self.pages.currentWidget() is self.table else self).setFocus()

    def _changed(self) -> None:
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        message = None if self._all else self._session.shelf.message

        def work(library: Library) -> tuple[tuple[Day, ...], tuple[Week, ...]]:
            return library.days(message), library.weeks(message)

        def then(found: tuple[tuple[Day, ...], tuple[Week, ...]]) -> None:
            if message == (None if self._all else self._session.shelf.message):
                self.days, self.weeks = found
                self._show()

        self._show()
        self._session.shelf.look(work, then)

    def _show(self) -> None:
        snapshot = self._session.shelf.snapshot
        name = f"“{snapshot.message.draft.name}”" if snapshot.message is not None else "No message"
        self.scope.show_label("This message" if self._all else "All messages")
        self.scope.setEnabled(snapshot.message is not None)
        self._title.show_text("Over the weeks" if self._by_weeks else "Over the days")
        self.span.show_label("By days" if self._by_weeks else "By weeks")
        self.shape.show_label("As charts" if self._as_table else "As a table")
        self.shape.setEnabled(bool(self.days))
        takes, clean = sum(day.takes for day in self.days), sum(day.clean for day in self.days)
        told = [f"{counted(takes, 'take')} on {counted(len(self.days), 'day')}, {clean or 'none'} clean"]
        told += ["the line begins on the second day"] if len(self.days) == 1 and not self._by_weeks else []
        told += [COLD] if self._by_weeks else []
        whose = "All messages, without the sample" if self._all else name
        self._details.show_text(" · ".join([whose, *(told if self.days else [])]))
        self._empty.show_text("No day yet.")
        self._will_stand.show_text(_WILL_STAND + (" Takes of the sample do not count here." if self._all else ""))
        drawn = week_charts(self.weeks) if self._by_weeks else charts(self.days, self._session.settings)
        for widget, chart in zip(self.charts, drawn, strict=False):
            widget.show_chart(chart)
        self.charts[-1].setVisible(len(drawn) == len(self.charts))
        if self._as_table and self._by_weeks:
            self._fill_table("Week by week", WEEK_COLUMNS, [week_row(each, self.weeks) for each in self.weeks])
        elif self._as_table:
            self._fill_table("Day by day", _COLUMNS, [_day_row(each, self.days) for each in self.days])
        self.pages.setCurrentIndex(_EMPTY if not self.days else _TABLE if self._as_table else _CHARTS)

    def _fill_table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
        """The newest first."""
        self.table.setAccessibleName(name)
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(rows))
        for row, cells in enumerate(reversed(rows)):
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def show_look(self, look: Look) -> None:
        self._look = look
        self.table.setFont(look.font(Type.BODY))
        self.table.horizontalHeader().setFont(look.font(Type.LABEL))
        self._will_stand.setFixedWidth(look.px(460))
        self.table.verticalHeader().setDefaultSectionSize(look.px(34))
        self.table.horizontalHeader().setMinimumSectionSize(look.px(118))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_grid(1 if event.size().width() < self._look.px(_NARROW_PX) else 2)
        super().resizeEvent(event)


def _day_row(day: Day, days: Sequence[Day]) -> tuple[str, ...]:
    """Under the columns."""
    return (
        day_told(day.day, [each.day for each in days]),
        str(day.takes),
        str(day.clean),
        f"{day.fillers_per_minute:.1f}",
        f"{day.words_per_minute:.0f}",
        clock(day.length_s),
        "–" if day.takes_to_clean is None else f"{day.takes_to_clean:g}",
    )
