"""One figure from day to day: points on labelled axes, each of them told in words, too."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Look, Type

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINES = 4  # at most, above the lowest
_LEFT, _RIGHT, _HEAD, _FOOT = 44, 16, 34, 24  # px at 100 % around the axes
_DOT, _DOTS = 3.5, 60  # px; with more points the line alone is drawn
_REACH_PX = 14  # around a point that is pointed at


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows, oldest day first."""

    name: str  # of the figure, with its unit: the axis' label
    points: tuple[tuple[date, float], ...]
    tell: Callable[[float], str]
    steps: tuple[float, ...]  # between two lines, as far as they read well
    empty: str = "Nothing yet."
    from_zero: bool = True
    band: tuple[float, float] | None = None  # where it is good
    limit: float | None = None

    @property
    def told(self) -> str:
        """Every point in words."""
        if not self.points:
            return self.empty
        days = [day for day, _ in self.points]
        told = "; ".join(f"{day_told(day, days)}: {self.tell(value)}" for day, value in self.points)
        return f"{told}. {self.mark}".strip()

    @property
    def mark(self) -> str:
        """What the band or the dashed line is."""
        if self.band is not None:
            return f"Grey: good, {self.tell(self.band[0])} to {self.tell(self.band[1])}."
        return f"Dashed: the limit, {self.tell(self.limit)}." if self.limit is not None else ""


def day_told(day: date, among: Sequence[date]) -> str:
    """2 Mar; with its year where the days lie in several."""
    year = f" {day.year}" if among[0].year != among[-1].year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def lines(least: float, most: float, steps: Sequence[float]) -> tuple[float, ...]:
    """The heights to draw lines at: few, even, and with everything between the first and the last."""
    step = next((each for each in steps if math.ceil(most / each) - math.floor(least / each) <= _LINES), steps[-1])
    first, last = math.floor(least / step), math.ceil(most / step)
    return tuple(step * each for each in range(first, max(last, first + 1) + 1))


class TrendChart(QWidget):
    """Shows a Chart."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._lines: tuple[float, ...] = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        values = [value for _, value in chart.points] or [0.0]
        values += [*(chart.band or ()), *([chart.limit] if chart.limit is not None else [])]
        values += [0.0] if chart.from_zero else []
        self._lines = lines(min(values), max(values), chart.steps)
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(420), self._look.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(170))

    # ---- where things stand

    def _axes(self) -> QRectF:
        left, right, head, foot = (self._look.px(each) for each in (_LEFT, _RIGHT, _HEAD, _FOOT))
        return QRectF(self.rect()).adjusted(left, head, -right, -foot)

    def _y(self, value: float) -> float:
        axes = self._axes()
        return axes.bottom() - (value - self._lines[0]) / (self._lines[-1] - self._lines[0]) * axes.height()

    def places(self) -> tuple[QPointF, ...]:
        """Of the points, in the widget."""
        if self._chart is None or not self._chart.points:
            return ()
        axes, points = self._axes().adjusted(self._look.px(10), 0, -self._look.px(10), 0), self._chart.points
        first, last = points[0][0].toordinal(), points[-1][0].toordinal()
        return tuple(
            QPointF(
                axes.center().x()
                if first == last
                else axes.left() + (day.toordinal() - first) / (last - first) * axes.width(),
                self._y(value),
            )
            for day, value in points
        )

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        chart = self._chart
        if chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter, chart)
        if not chart.points:
            painter.setFont(self._look.font(Type.BODY))
            painter.setPen(self._look.colour("ink2"))
            painter.drawText(self._axes(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, chart.empty)
            return
        self._draw_ground(painter, chart)
        self._draw_days(painter, chart)
        self._draw_points(painter)

    def _draw_head(self, painter: QPainter, chart: Chart) -> None:
        box = QRectF(0, 0, self.width() - self._look.px(_RIGHT), self._look.line_px(Type.HEADING))
        painter.setFont(self._look.font(Type.READING_STRONG))
        painter.setPen(self._look.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, chart.name)
        beside = QFontMetricsF(painter.font()).horizontalAdvance(chart.name) + self._look.px(10)
        if chart.points:
            painter.setPen(self._look.colour("accent"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, chart.tell(chart.points[-1][1]))
            painter.setFont(self._look.font(Type.LABEL))
            painter.setPen(self._look.colour("ink3"))
            room = box.adjusted(beside, 0, -self._look.px(44), 0)
            mark = painter.fontMetrics().elidedText(chart.mark, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, mark)

    def _draw_ground(self, painter: QPainter, chart: Chart) -> None:
        axes, look = self._axes(), self._look
        if chart.band is not None:
            top, bottom = self._y(chart.band[1]), self._y(chart.band[0])
            painter.fillRect(QRectF(axes.left(), top, axes.width(), bottom - top), look.colour("sunk"))
        painter.setFont(look.font(Type.LABEL))
        line = look.line_px(Type.LABEL)
        for value in self._lines:
            y = round(self._y(value)) + 0.5
            painter.setPen(QPen(look.colour("edge" if value == self._lines[0] else "line"), 1))
            painter.drawLine(QPointF(axes.left(), y), QPointF(axes.right(), y))
            painter.setPen(look.colour("ink3"))
            box = QRectF(0, y - line / 2, axes.left() - look.px(8), line)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, chart.tell(value))
        if chart.limit is not None:
            y = self._y(chart.limit)
            painter.setPen(QPen(look.colour("rust_fill"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(axes.left(), y), QPointF(axes.right(), y))

    def _draw_days(self, painter: QPainter, chart: Chart) -> None:
        """The first and the last day, and between them as many as there is room for."""
        axes, look = self._axes(), self._look
        metrics = QFontMetricsF(look.font(Type.LABEL))
        days = [day for day, _ in chart.points]
        painter.setFont(look.font(Type.LABEL))
        painter.setPen(look.colour("ink3"))
        taken: list[QRectF] = []
        order = [0, len(days) - 1, *range(1, len(days) - 1)]
        places = self.places()
        for at in dict.fromkeys(order):
            text = day_told(days[at], days)
            wide = metrics.horizontalAdvance(text)
            left = min(max(places[at].x() - wide / 2, 0.0), self.width() - wide)
            box = QRectF(left, axes.bottom() + look.px(6), wide + 1, look.line_px(Type.LABEL))
            if not any(box.adjusted(-look.px(12), 0, look.px(12), 0).intersects(each) for each in taken):
                taken.append(box)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)

    def _draw_points(self, painter: QPainter) -> None:
        places, accent = self.places(), self._look.colour("accent")
        painter.setPen(QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(list(places)))
        painter.setPen(QPen(self._look.colour("paper"), 1.5))
        painter.setBrush(accent)
        for place in places if len(places) <= _DOTS else places[-1:]:
            painter.drawEllipse(place, _DOT + 1, _DOT + 1)

    # ---- hands

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def told_at(self, place: QPointF) -> str:
        """The day and the figure that are nearest; empty where none is near."""
        places = self.places()
        if self._chart is None or not places:
            return ""
        at = min(range(len(places)), key=lambda each: abs(places[each].x() - place.x()))
        if abs(places[at].x() - place.x()) > _REACH_PX:
            return ""
        day, value = self._chart.points[at]
        return f"{day_told(day, [each for each, _ in self._chart.points])}: {self._chart.tell(value)}"
