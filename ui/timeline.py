"""The take along the clock: click a place to hear it from there, a mark to choose it."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.review.telling import clock, moment, tell, verdict, verdict_details
from ui.theme import Look
from ui.timeline_paint import Lanes, Mark, Rows, TimelinePainter, TimelineState

_REACH_PX = 4  # around a mark that still hits it


class Timeline(QWidget):
    """Shows a TimelineState. Arrow keys go from word to word, Return plays from there."""

    seekAsked = Signal(float)  # noqa: N815  -- s from the take's first sample
    findingClicked = Signal(object)  # noqa: N815  -- a Finding

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TimelineState | None = None
        self._lanes: Lanes | None = None
        self._narrow = False
        self._playing_s: float | None = None
        self._cursor_s: float | None = None
        self._drawn: QPixmap | None = None  # all but what moves
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_lanes()

    def show_narrow(self, narrow: bool) -> None:
        """Lower, for windows below 1000 px."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._set_lanes()

    def show_take(self, state: TimelineState | None) -> None:
        self._state = state
        self._playing_s = self._cursor_s = None
        self.setAccessibleDescription(self.text())
        self._set_lanes()

    def show_playing(self, at_s: float | None) -> None:
        """Where in the take it plays, s from its first sample; None: it does not."""
        if at_s == self._playing_s:
            return
        before, self._playing_s = self._playing_s, at_s
        for each in (before, at_s):
            if each is not None and self._lanes is not None:
                self.update(self._around(self._lanes, each))

    def text(self) -> str:
        """All it shows, in words."""
        if self._state is None:
            return "No take."
        review = self._state.review
        marks = "; ".join(
            f"{clock(max(each.start - review.take.origin_s, 0.0))} {tell(each).rstrip('.')}" for each in review.findings
        )
        metrics = review.metrics
        return (
            f"{verdict(review)} {verdict_details(review)}. Limit {clock(review.limit_s)}. Marks: {marks or 'none'}. "
            f"Pace {metrics.words_per_minute:.0f} words a minute. Level {metrics.level_dbfs:.0f} dB."
        )

    @property
    def lanes(self) -> Lanes | None:
        return self._lanes

    # ---- setting and painting

    def _set_lanes(self) -> None:
        self._lanes = None
        if self._state is not None:
            self._lanes = Lanes(self._look, self._state, self.width(), self._narrow)
        self._drawn = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, round(Rows(self._look.scale, self._narrow).height))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_lanes()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._state is None or self._lanes is None:
            return
        painter = QPainter(self)
        ratio = painter.device().devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            self._drawn = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            below = QPainter(self._drawn)
            TimelinePainter(below, self._look, self._state, self._lanes).draw()
            below.end()
        painter.drawPixmap(QPointF(0, 0), self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._cursor_s is not None and self.hasFocus():
            self._rule(painter, self._lanes, self._cursor_s, "ink2", 1)
        if self._playing_s is not None:
            self._rule(painter, self._lanes, self._playing_s, "accent", 2)

    def _rule(self, painter: QPainter, lanes: Lanes, at_s: float, token: str, wide: float) -> None:
        x = lanes.x(at_s)
        colour = self._look.colour(token)
        painter.fillRect(QRectF(x - wide / 2, lanes.sound_top, wide, lanes.axis_y - lanes.sound_top), colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, lanes.sound_top), 4, 4)

    def _around(self, lanes: Lanes, at_s: float) -> QRect:
        """What a rule there covers."""
        top = int(lanes.sound_top) - 6
        return QRect(int(lanes.x(at_s)) - 6, top, 12, int(lanes.axis_y) - top + 2)

    # ---- hands

    def mark_at(self, place: QPointF) -> Mark | None:
        """The mark under the pointer."""
        if self._lanes is None or place.y() > self._lanes.marks_y + 14 * self._look.scale:
            return None
        near = [each for each in self._lanes.marks if abs(each.x - place.x()) <= each.width / 2 + _REACH_PX]
        return min(near, key=lambda each: abs(each.x - place.x()), default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._lanes is None:
            return
        mark = self.mark_at(event.position())
        if mark is not None:
            self.findingClicked.emit(mark.finding)
        elif event.position().x() >= self._lanes.left - 8:
            self._cursor_s = self._lanes.take_s(event.position().x())
            self.update()
            self.seekAsked.emit(self._cursor_s)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._lanes is not None and event.position().x() >= self._lanes.left - 8
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tip(self, place: QPoint, on_screen: QPoint) -> None:
        if self._state is None or self._lanes is None:
            return
        mark = self.mark_at(QPointF(place))
        if mark is not None:
            QToolTip.showText(on_screen, tell(mark.finding), self)
            return
        at_s = self._lanes.take_s(place.x())
        word = next((each.heard for each in self._state.review.words if each.start <= at_s < each.end), "")
        QToolTip.showText(on_screen, f"{moment(at_s - self._lanes.origin_s)} {word}".strip(), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        starts = [word.start for word in self._state.review.words] if self._state is not None else []
        here = self._cursor_s if self._cursor_s is not None else -1.0
        key = Qt.Key(event.key())
        if not starts or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor_s is not None:
            self.seekAsked.emit(self._cursor_s)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            if key == Qt.Key.Key_Left:
                here = max((each for each in starts if each < here - 1e-6), default=starts[0])
            elif key == Qt.Key.Key_Right:
                here = min((each for each in starts if each > here + 1e-6), default=starts[-1])
            else:
                here = starts[0] if key == Qt.Key.Key_Home else starts[-1]
            self._cursor_s = here
            self._tell_cursor()
            self.update()
        else:
            event.ignore()

    def _tell_cursor(self) -> None:
        if self._state is None or self._cursor_s is None:
            return
        word = next((each.heard for each in self._state.review.words if each.start == self._cursor_s), "")
        self.setAccessibleDescription(f"{moment(self._cursor_s - self._state.review.take.origin_s)} {word}")
