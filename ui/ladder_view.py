"""The ladder of takes: a list with a rail for each, or a strip where there is little room."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from app.review.telling import clock
from ui.icons import Icon, draw_icon
from ui.ladder_rows import LadderRow, LadderState, longest_s
from ui.rail import RailSize, RailState, draw_rail
from ui.theme import Look, Type

_PAD_Y, _PAD_X, _NUMBER_WIDE = 9, 10, 24
_RAIL_FROM, _RAIL_HIGH, _BELOW_RAIL = 5, 6, 6


class LadderView(QAbstractScrollArea):
    """Shows a LadderState. Arrow keys go from take to take; Ctrl with a click compares."""

    takeChosen = Signal(int)  # noqa: N815  -- a take's number
    compareAsked = Signal(int)  # noqa: N815  -- a take's number, to stand beside the chosen one

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = LadderState()
        self._over: int | None = None  # the row under the pointer
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Takes")
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._measure()

    def show_takes(self, state: LadderState) -> None:
        before, self._state = self._state, state
        self.setAccessibleDescription(state.told)
        self._measure()
        if state.chosen != before.chosen:
            self._reveal()

    def row_box(self, number: int) -> QRectF:
        """Where a take's row lies in the viewport; empty if nowhere."""
        for place, row in enumerate(self._state.rows):
            if row.number == number:
                top = place * self._row_high() - self.verticalScrollBar().value()
                return QRectF(0, top, self.viewport().width(), self._row_high())
        return QRectF()

    def _row_high(self) -> int:
        lines = self._look.line_px(Type.READING) + self._look.line_px(Type.LABEL)
        return lines + 2 * _PAD_Y + _RAIL_FROM + _RAIL_HIGH + _BELOW_RAIL + 2

    def _measure(self) -> None:
        bar, high = self.verticalScrollBar(), self._row_high()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(high)
        bar.setRange(0, max(0, high * len(self._state.rows) - self.viewport().height()))
        self.viewport().update()

    def _reveal(self) -> None:
        if self._state.chosen is None:
            return
        box, bar = self.row_box(self._state.chosen), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + int(box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + int(box.bottom() - self.viewport().height()))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, top = self._row_high(), self.verticalScrollBar().value()
        longest = longest_s(self._state.rows)
        last = min((top + self.viewport().height()) // high + 1, len(self._state.rows))
        for place in range(top // high, last):
            box = QRectF(0, place * high - top, self.viewport().width(), high)
            self._draw_row(painter, self._state.rows[place], box, longest)

    def _draw_row(self, painter: QPainter, row: LadderRow, box: QRectF, longest: float) -> None:
        look = self._look
        chosen, compared = row.number == self._state.chosen, row.number == self._state.compared
        if chosen or compared or row.number == self._over:
            frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
            edge = QPen(look.colour("accent" if compared else "line"), 1)
            painter.setPen(edge if chosen or compared else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("paper" if chosen or compared else "sunk"))
            painter.drawRoundedRect(frame, 6, 6)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 12, 3, box.height() - 24), 1.5, 1.5)
        inside = box.adjusted(_PAD_X, _PAD_Y + 1, -_PAD_X, 0)
        line = look.line_px(Type.READING)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(Type.BODY_STRONG))
        painter.setPen(look.colour("ink" if chosen else "ink2"))
        painter.drawText(QRectF(inside.left(), inside.top(), 60, line), middle, str(row.number))
        number = QFontMetricsF(painter.font()).horizontalAdvance(str(row.number))
        left = inside.left() + max(look.px(_NUMBER_WIDE), number + 8)
        column = QRectF(left, inside.top(), inside.right() - left, line)
        painter.setFont(look.font(Type.READING_STRONG))
        painter.setPen(look.colour("ink"))
        painter.drawText(column, middle, clock(row.length_s))
        x = left + QFontMetricsF(painter.font()).horizontalAdvance(clock(row.length_s)) + 6
        if row.pinned:
            draw_icon(painter, Icon.PIN, QRectF(x, column.center().y() - 7, 14, 14), look.colour("ink2"))
            x += 20
        if row.best:
            painter.setFont(look.font(Type.LABEL_MEDIUM))
            painter.setPen(look.colour("ink2"))
            painter.drawText(QRectF(x, column.top(), 60, line), middle | Qt.TextFlag.TextDontClip, "Best")
        self._draw_verdict(painter, row, column)
        rail = QRectF(left, column.bottom() + _RAIL_FROM, column.width(), _RAIL_HIGH)
        ground = "paper" if chosen or compared else "ground"
        state = RailState(row.limit_s, row.length_s, longest_s=longest, ground=ground)
        draw_rail(painter, look, rail, state, RailSize.LADDER)
        painter.setFont(look.font(Type.LABEL))
        painter.setPen(look.colour("ink3"))
        below = QRectF(left, rail.bottom() + _BELOW_RAIL, column.width(), look.line_px(Type.LABEL))
        text = painter.fontMetrics().elidedText(row.changed, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, middle, text)

    def _draw_verdict(self, painter: QPainter, row: LadderRow, column: QRectF) -> None:
        look = self._look
        painter.setFont(look.font(Type.BODY_STRONG if row.clean else Type.BODY))
        painter.setPen(look.colour("accent" if row.clean else "ink2"))
        painter.drawText(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.verdict)
        if row.clean:
            x = column.right() - QFontMetricsF(painter.font()).horizontalAdvance(row.verdict) - 18
            box = QRectF(x, column.center().y() - 7, 14, 14)
            draw_icon(painter, Icon.CHECK, box, look.colour("accent"), 2.2)

    # ---- hands

    def _number_at(self, place: QPointF) -> int | None:
        at = int(place.y() + self.verticalScrollBar().value()) // self._row_high()
        return self._state.rows[at].number if 0 <= at < len(self._state.rows) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or number is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.compareAsked.emit(number)
        else:
            self.takeChosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._number_at(event.position())
        if over != self._over:
            self._over = over
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._over = None
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            row = next((row for row in self._state.rows if row.number == number), None)
            QToolTip.showText(event.globalPos(), "\n".join(row.details) if row else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [row.number for row in self._state.rows]
        key = Qt.Key(event.key())
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(numbers) - 1}
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if not numbers or (key not in steps and key not in ends):
            event.ignore()  # what means nothing here may mean something to the page
            return
        if key in ends:
            to = ends[key]
        else:
            at = numbers.index(self._state.chosen) if self._state.chosen in numbers else -steps[key]
            to = min(max(at + steps[key], 0), len(numbers) - 1)
        self.takeChosen.emit(numbers[to])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()


_PILL_HIGH, _PILL_SIDE, _PILL_GAP, _CHECK_WIDE = 28, 9, 4, 16


class TakeStrip(QWidget):
    """The takes in a row, the newest last; as many as there is room for, the chosen one among them."""

    takeChosen = Signal(int)  # noqa: N815  -- a take's number

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = LadderState()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Takes")
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_takes(self, state: LadderState) -> None:
        self._state = state
        self.setAccessibleDescription(state.told)
        self.updateGeometry()
        self.update()

    def pills(self) -> tuple[tuple[LadderRow, QRectF], ...]:
        """Those there is room for, each with its place."""
        rows = self._state.rows[::-1]
        metrics = QFontMetricsF(self._look.font(Type.LABEL_STRONG))
        wide = [metrics.horizontalAdvance(_pill(row)) + 2 * _PILL_SIDE + row.clean * _CHECK_WIDE for row in rows]
        chosen = next((at for at, row in enumerate(rows) if row.number == self._state.chosen), len(rows) - 1)
        first, last, used = chosen, chosen + 1, wide[chosen] if rows else 0.0
        while last < len(rows) and used + _PILL_GAP + wide[last] <= self.width():
            used += _PILL_GAP + wide[last]
            last += 1
        while first > 0 and used + _PILL_GAP + wide[first - 1] <= self.width():
            first -= 1
            used += _PILL_GAP + wide[first]
        x, made = self.width() - used, []
        for at in range(first, last) if rows else ():
            made.append((rows[at], QRectF(x, 0, wide[at], self._look.px(_PILL_HIGH))))
            x += wide[at] + _PILL_GAP
        return tuple(made)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(90) * max(len(self._state.rows), 1), self._look.px(_PILL_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(90), self._look.px(_PILL_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        for row, box in self.pills():
            chosen = row.number == self._state.chosen
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("sunk"))
                painter.drawRoundedRect(box, 6, 6)
            if row.number == self._state.compared:
                painter.setPen(QPen(look.colour("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            text = box.adjusted(_PILL_SIDE, 0, 0, 0)
            if row.clean:
                sign = QRectF(text.left(), box.center().y() - 6, 12, 12)
                draw_icon(painter, Icon.CHECK, sign, look.colour("accent"), 2.2)
                text.adjust(_CHECK_WIDE, 0, 0, 0)
            painter.setFont(look.font(Type.LABEL_STRONG if chosen else Type.LABEL_MEDIUM))
            painter.setPen(look.colour("ink" if chosen else "ink2"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, _pill(row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, box in self.pills():
            if event.button() is Qt.MouseButton.LeftButton and box.contains(event.position()):
                self.takeChosen.emit(row.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}  # the newest is first in the state and last in the row
        numbers = [row.number for row in self._state.rows]
        step = steps.get(Qt.Key(event.key()))
        if step is None or not numbers:
            event.ignore()
            return
        at = numbers.index(self._state.chosen) if self._state.chosen in numbers else 0
        self.takeChosen.emit(numbers[min(max(at + step, 0), len(numbers) - 1)])


def _pill(row: LadderRow) -> str:
    return f"{row.number} · {clock(row.length_s)}"
