"""Buttons: the main action, whose label is the rep's phase, and all the others."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.practice.rep import Move, Phase, allowed
from ui.icons import Icon, draw_icon
from ui.theme import Look, Type


class Kind(Enum):
    """What a button looks like."""

    GO = "go"  # the one main action: filled
    EDGED = "edged"
    STOP = "stop"  # outlined in rust
    SUB = "sub"  # on paper, in a hairline
    PLAIN = "plain"  # text alone, in the accent
    QUIET = "quiet"  # text alone, in ink2: what turns something down
    UNDERLINED = "underlined"  # small, within a card
    ACCENT = "accent"  # outlined in the accent, on its tint


class Size(Enum):
    """Height, space at the sides, gap, radius, side of the sign; px at 100 %."""

    SMALL = (28, 7, 6, 6, 16)
    USUAL = (32, 12, 8, 6, 16)
    TALL = (44, 14, 8, 8, 16)
    MAIN = (44, 20, 12, 8, 20)


@dataclass(frozen=True, slots=True)
class _Dress:
    ground: QColor | None
    edge: QColor | None
    edge_px: float
    ink: QColor
    sign: QColor


_KEY_HEIGHT, _KEY_SIDE, _KEY_LEAST = 20, 6, 22
_NAMELESS = (Kind.PLAIN, Kind.QUIET, Kind.UNDERLINED)  # no ground, no edge


class Button(QPushButton):
    """A button with a sign before and a key's name behind its words. Without words: a sign alone, so give `tip`."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        icon: Icon | None = None,
        kind: Kind = Kind.EDGED,
        size: Size = Size.USUAL,
        key: str = "",
        tip: str = "",
        parent: QWidget | None = None,
        name: str = "",
    ) -> None:
        """`name`: what a screen reader says, where the words alone could be another's."""
        super().__init__(text, parent)
        self._sign, self._kind, self._size, self._key, self._name = icon, kind, size, key, name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        if tip:
            self.setToolTip(tip)
        self._tell(text or tip)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_label(self, text: str, icon: Icon | None = None, kind: Kind | None = None, key: str | None = None) -> None:
        """Another label; what is None stays."""
        before = (self.text(), self._sign, self._kind, self._key)
        self._sign = icon or self._sign
        self._kind = kind or self._kind
        self._key = self._key if key is None else key
        if (text, self._sign, self._kind, self._key) != before:
            self.setText(text)
            self._tell(text or self.toolTip())
            self.updateGeometry()
            self.update()

    def _tell(self, name: str) -> None:
        self.setAccessibleName(self._name or name)
        self.setAccessibleDescription(f"Key: {self._key}" if self._key else "")

    def _text_font(self) -> QFont:
        if self._size is Size.MAIN:
            font = self._look.font(Type.HEADING)
            font.setWeight(QFont.Weight.DemiBold if self._kind is Kind.GO else QFont.Weight.Medium)
            return font
        small = self._kind is Kind.UNDERLINED
        return self._look.font(Type.LABEL_MEDIUM if small else Type.BODY_MEDIUM)

    def _key_width(self) -> float:
        if not self._key:
            return 0.0
        words = QFontMetricsF(self._look.font(Type.LABEL_MEDIUM)).horizontalAdvance(self._key)
        return max(words + 2 * _KEY_SIDE + 1, self._look.px(_KEY_LEAST))

    def _widths(self) -> tuple[float, float, float]:
        """Of the sign, the words, the key."""
        sign = self._look.px(self._size.value[4]) if self._sign else 0.0
        words = QFontMetricsF(self._text_font()).horizontalAdvance(self.text()) if self.text() else 0.0
        return sign, words, self._key_width()

    def sizeHint(self) -> QSize:
        height, side, gap, _, _ = self._size.value
        high = self._look.px(height)
        parts = [each for each in self._widths() if each]
        if self._kind is Kind.UNDERLINED:
            return QSize(round(sum(parts)) + 2, self._look.px(20))
        if not self.text() and not self._key:
            return QSize(high, high)
        side = 8 if self._kind in _NAMELESS and self._size is Size.USUAL else side
        return QSize(round(sum(parts) + gap * (len(parts) - 1) + 2 * side) + 1, high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _dress(self) -> _Dress:
        colour, pressed, over = self._look.colour, self.isDown() or self.isChecked(), self.underMouse()
        clear = colour("sunk") if pressed or over else None
        if not self.isEnabled():
            if self._kind in _NAMELESS:
                return _Dress(None, None, 0, colour("ink3"), colour("ink3"))
            return _Dress(colour("sunk"), None, 0, colour("ink3"), colour("ink3"))
        match self._kind:
            case Kind.GO:
                ground = colour("accent")
                if pressed or over:
                    ground = _mixed(ground, colour("ink"), 0.2 if pressed else 0.1)
                return _Dress(ground, None, 0, colour("on_accent"), colour("on_accent"))
            case Kind.STOP:
                return _Dress(clear, colour("rust_fill"), 2, colour("ink"), colour("rust_fill"))
            case Kind.SUB:
                return _Dress(clear or colour("paper"), colour("line"), 1, colour("ink"), colour("ink"))
            case Kind.ACCENT:
                return _Dress(None, colour("accent"), 2 if pressed or over else 1, colour("accent"), colour("accent"))
            case Kind.PLAIN:
                return _Dress(clear, None, 0, colour("accent"), colour("accent"))
            case Kind.QUIET | Kind.UNDERLINED:
                return _Dress(clear, None, 0, colour("ink2"), colour("ink2"))
            case _:
                return _Dress(clear, colour("edge"), 1, colour("ink"), colour("ink"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dress, radius, gap = self._dress(), self._size.value[3], self._size.value[2]
        if dress.ground and self._kind is not Kind.UNDERLINED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dress.ground)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if dress.edge:
            inset = dress.edge_px / 2
            painter.setPen(QPen(dress.edge, dress.edge_px))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        sign, words, key = self._widths()
        parts = [each for each in (sign, words, key) if each]
        at = (self.width() - sum(parts) - gap * (len(parts) - 1)) / 2
        middle = self.height() / 2
        if self._sign:
            draw_icon(painter, self._sign, QRectF(at, middle - sign / 2, sign, sign), dress.sign)
            at += sign + gap
        if words:
            painter.setFont(self._text_font())
            painter.setPen(dress.ink)
            box = QRectF(at, 0, words + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self.text())
            if self._kind is Kind.UNDERLINED:
                y = middle + self._look.px(9) - 0.5
                painter.setPen(QPen(self._look.colour("ink2" if self.underMouse() else "edge"), 1))
                painter.drawLine(int(at), int(y), int(at + words), int(y))
            at += words + gap
        if key:
            ground = None if self._kind is Kind.GO or not self.isEnabled() else self._look.colour("paper")
            filled = self._kind is Kind.GO and self.isEnabled()
            edge = dress.ink if filled else self._look.colour("line" if self.isEnabled() else "edge")
            ink = dress.ink if filled or not self.isEnabled() else self._look.colour("ink2")
            draw_key(painter, self._look, self._key, at, middle, key, (ground, edge, ink))


def draw_key(
    painter: QPainter,
    look: Look,
    name: str,
    left: float,
    middle: float,
    width: float,
    colours: tuple[QColor | None, QColor, QColor],
) -> None:
    """A key with its name; `colours` are ground, edge and ink."""
    ground, edge, ink = colours
    high = look.px(_KEY_HEIGHT)
    box = QRectF(left + 0.5, round(middle - high / 2) + 0.5, width - 1, high - 1)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(look.font(Type.LABEL_MEDIUM))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def key_width(look: Look, name: str) -> float:
    """How wide draw_key() should be."""
    words = QFontMetricsF(look.font(Type.LABEL_MEDIUM)).horizontalAdvance(name)
    return float(max(words + 2 * _KEY_SIDE + 1, look.px(_KEY_LEAST)))


def _mixed(one: QColor, other: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * part,
        one.greenF() + (other.greenF() - one.greenF()) * part,
        one.blueF() + (other.blueF() - one.blueF()) * part,
    )


@dataclass(frozen=True, slots=True)
class MainState:
    """What the main button says."""

    phase: Phase
    countdown: int = 0  # 3, 2, 1 while it counts down; 0: not yet or no longer
    typing: bool = False  # a text field has the focus, so that Space is a blank
    goes_on: bool = False  # in a drill


_LABELS = {
    Phase.READY: ("Rehearse", Icon.RECORD, Kind.GO, "Space"),
    Phase.OPENING: ("Opening…", Icon.MICROPHONE, Kind.EDGED, "Esc"),
    Phase.RECORDING: ("Stop", Icon.STOP, Kind.STOP, "Space"),
    Phase.FINISHING: ("Listening back…", Icon.CLOCK, Kind.EDGED, "Esc"),
    Phase.REVIEWED: ("Again", Icon.AGAIN, Kind.GO, "R"),
    Phase.FAILED: ("Try again", Icon.AGAIN, Kind.EDGED, "R"),
}


class MainButton(Button):
    """The main action: one widget in one place, its label from the phase."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, size=Size.MAIN, kind=Kind.GO, parent=parent)
        self.show_state(MainState(Phase.READY))

    def show_state(self, state: MainState) -> None:
        text, icon, kind, key = _LABELS[state.phase]
        if state.typing and state.phase in (Phase.READY, Phase.REVIEWED, Phase.FAILED):
            key = "Ctrl Enter"
        if state.goes_on and state.phase is Phase.REVIEWED:
            text = "Next take"
        if state.countdown and state.phase in (Phase.OPENING, Phase.RECORDING):
            text = str(state.countdown)
        moves = allowed(state.phase)
        self.setEnabled(Move.START in moves or Move.STOP in moves)
        self.show_label(text, icon, kind, key)
