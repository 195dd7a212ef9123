"""A line or paragraph of the program's words, in a size and a colour of the look."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Look, Type


class Text(QLabel):
    """Plain text, never markup: what a person wrote is shown as written."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        size: Type = Type.BODY,
        tone: str = "ink",
        wraps: bool = False,
        quoted_px: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`tone` is a colour's name; `quoted_px`: the person's words, in the serif of that size."""
        super().__init__(text, parent)
        self._size, self._tone, self._quoted_px = size, tone, quoted_px
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.setFont(look.font(self._size) if self._quoted_px is None else look.serif(self._quoted_px))
        self._tint()
        if not self.wordWrap() and self._quoted_px is None:
            self.setMinimumHeight(look.line_px(self._size))

    def changeEvent(self, event: QEvent) -> None:
        """NB: a new style sheet gives back the palette from before it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        palette, colour = self.palette(), self._look.colour(self._tone)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)

    def show_size(self, size: Type) -> None:
        if size is not self._size:
            self._size = size
            self.show_look(self._look)

    def show_text(self, text: str, tone: str | None = None) -> None:
        if tone is not None and tone != self._tone:
            self._tone = tone
            self.show_look(self._look)
        if text != self.text():
            self.setText(text)


class OneLine(Text):
    """Gives way: where there is no room for all of it, it ends in “…”, and the whole stands in its tooltip."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 3 * self.fontMetrics().averageCharWidth()), hint.height())

    def show_text(self, text: str, tone: str | None = None) -> None:
        super().show_text(text, tone)
        self.setToolTip(text)

    def seen(self) -> str:
        """As much of it as there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.seen() == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), self.seen())
