"""What two takes have in figures, and what changed between them, drawn in rows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.practice.compared import Compared, Side
from app.review.telling import tell
from ui.icons import Icon, draw_icon
from ui.ladder_rows import changes
from ui.theme import Look, Type

_ROW = 26  # px at 100 %, as all below
_NAME, _CELL, _SIGN, _GAP = 104, 132, 14, 6
_WORD = 58  # of a change, beside its sign
_MOST = 8  # changes that are listed; the scripts show them all
_SIGNS = {"Fixed": Icon.CHECK, "Cut": Icon.CLOSE, "New": Icon.PLUS, "Again": Icon.AGAIN}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Rows(QWidget):
    """Shows a Compared in rows of one height."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: Compared | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_compared(self, compared: Compared | None) -> None:
        self._compared = compared
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All it shows, in words."""
        raise NotImplementedError

    def _box(self, row: int, left: float, width: float) -> QRectF:
        high = self._look.px(_ROW)
        return QRectF(left, row * high, width, high)

    def _write(self, painter: QPainter, box: QRectF, text: str, size: Type, tone: str) -> None:
        painter.setFont(self._look.font(size))
        painter.setPen(self._look.colour(tone))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _MIDDLE, words)

    def _sign(self, painter: QPainter, icon: Icon, box: QRectF, tone: str) -> None:
        side = self._look.px(_SIGN)
        place = QRectF(box.left(), box.center().y() - side / 2, side, side)
        draw_icon(painter, icon, place, self._look.colour(tone), 2.0)


class FiguresView(_Rows):
    """The figures of both; the better one of a row has a check mark and is set strong."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Figures of both takes")

    def text(self) -> str:
        if self._compared is None:
            return ""
        rows = []
        for each in self._compared.figures:
            told = [
                f"take {number} {words}{', the better one' if each.better is side else ''}"
                for number, words, side in zip(self._compared.numbers, each.told, Side, strict=True)
            ]
            rows.append(f"{each.name}: {'; '.join(told)}.")
        return " ".join(rows)

    def sizeHint(self) -> QSize:
        rows = 1 + len(self._compared.figures) if self._compared else 1
        return QSize(self._look.px(_NAME + 2 * (_CELL + _GAP)), self._look.px(_ROW) * rows)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._compared is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        name, gap = look.px(_NAME), look.px(_GAP)
        cell = (self.width() - name) / 2
        sign = look.px(_SIGN) + gap
        for row in range(1, 1 + len(self._compared.figures)):
            painter.setPen(QPen(look.colour("line"), 1))
            y = row * look.px(_ROW) - 0.5
            painter.drawLine(0, int(y), self.width(), int(y))
        legend = self._box(0, 0, name)
        self._sign(painter, Icon.CHECK, legend, "accent")
        self._write(painter, legend.adjusted(sign, 0, 0, 0), "better", Type.LABEL, "ink3")
        for place, number in enumerate(self._compared.numbers):
            box = self._box(0, name + place * cell + sign, cell - sign - gap)
            self._write(painter, box, f"Take {number}", Type.LABEL_STRONG, "ink2")
        for row, each in enumerate(self._compared.figures, 1):
            self._write(painter, self._box(row, 0, name), each.name, Type.BODY, "ink2")
            for side in Side:
                box = self._box(row, name + side.value * cell, cell - gap)
                better = each.better is side
                if better:
                    self._sign(painter, Icon.CHECK, box, "accent")
                size = Type.BODY_STRONG if better else Type.BODY
                self._write(painter, box.adjusted(sign, 0, 0, 0), each.told[side.value], size, "ink")


class ChangesView(_Rows):
    """What got fixed, what is new and what persists, a sign and a word before each."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("What changed")

    def text(self) -> str:
        if self._compared is None:
            return ""
        return "\n".join(f"{name}: {told}" for name, told in self._lines()) or "Nothing to mend in either."

    def show_compared(self, compared: Compared | None) -> None:
        super().show_compared(compared)
        self.setToolTip(self.text())

    def _lines(self) -> list[tuple[str, str]]:
        found = changes(self._compared.change) if self._compared else ()
        return [(name, tell(finding)) for name, finding in found]

    def sizeHint(self) -> QSize:
        rows = min(max(len(self._lines()), 1), _MOST + 1)
        return QSize(self._look.px(300), self._look.px(_ROW) * (1 + rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._compared is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        first, second = self._compared.numbers
        self._write(painter, self._box(0, 0, self.width()), f"From {first} to {second}", Type.LABEL_STRONG, "ink2")
        lines = self._lines()
        if not lines:
            self._write(painter, self._box(1, 0, self.width()), self.text(), Type.BODY, "ink2")
        sign = look.px(_SIGN + _GAP)
        word = max(look.px(_WORD), QFontMetricsF(look.font(Type.BODY_STRONG)).horizontalAdvance("Again") + look.px(12))
        listed = lines if len(lines) <= _MOST + 1 else lines[:_MOST]
        for row, (name, told) in enumerate(listed, 1):
            tone = "accent" if name == "Fixed" else "rust" if name == "New" else "ink2"
            self._sign(painter, _SIGNS[name], self._box(row, 0, sign), tone)
            self._write(painter, self._box(row, sign, word), name, Type.BODY_STRONG, tone)
            left = sign + word
            self._write(painter, self._box(row, left, self.width() - left), told, Type.BODY, "ink")
        if len(lines) > len(listed):
            more = f"and {len(lines) - len(listed)} more, marked below"
            self._write(painter, self._box(_MOST + 1, sign + word, self.width()), more, Type.BODY, "ink2")
