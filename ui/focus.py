"""Where the keyboard is: one ring, drawn around whatever has the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from ui.theme import Look

_AWAY, _WIDE = 2, 2  # px: between the widget and the ring, and the ring
_RADIUS = 6
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)  # their border says it
OWN_FOCUS = "own_focus"  # a property of widgets that show their focus themselves


class FocusRing(QWidget):
    """Lies over a window, lets everything through, and follows the focus by itself."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        for each in self._watched:
            if isValid(each):  # the window may be on its way out
                each.removeEventFilter(self)
        self._watched = []
        self._around = now if now is not None and self._is_for(now) else None
        around = self._around
        while around is not None and around is not self._window:
            around.installEventFilter(self)
            self._watched.append(around)
            around = around.parentWidget()
        self._place()

    def _is_for(self, widget: QWidget) -> bool:
        within = self._window.isAncestorOf(widget)
        return within and not isinstance(widget, _FIELDS) and not widget.property(OWN_FOCUS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kinds = QEvent.Type
        if event.type() in (kinds.Move, kinds.Resize, kinds.Show, kinds.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        widget, window = self._around, self._window
        if widget is None or not widget.isVisible():
            self.hide()
            return
        box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        room = window.rect()
        above = widget.parentWidget()
        while above is not None and above is not window:
            room &= QRect(above.mapTo(window, QPoint(0, 0)), above.size()).adjusted(-4, -4, 4, 4)
            above = above.parentWidget()
        if not room.intersects(box):
            self.hide()
            return
        reach = _AWAY + _WIDE
        self.setGeometry(box.adjusted(-reach, -reach, reach, reach) & window.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("accent"), _WIDE))
        half = _WIDE / 2
        radius = _RADIUS + _AWAY
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
