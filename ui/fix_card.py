"""One of the things to mend in the next take: what happened, and what can be done about it here."""

from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.review.corrections import may_be_overruled
from app.review.finding import Finding, Kind
from app.review.telling import details, shortened, tell, title
from ui.buttons import Button, Size
from ui.buttons import Kind as Look_
from ui.icons import Icon
from ui.text import Text
from ui.theme import SERIF, Look, Type

_FOLDED_PX = 132  # at 100 %: the width of a card of which only the head is shown
_ANY_PX = (1 << 24) - 1  # Qt's own: as wide as may be
_FILLERS = (Kind.FILLED_PAUSE, Kind.LEXICAL_FILLER)
_SAY, _SAY_NARROW = "Say just this sentence", "Say just this"
_ON_TOP = (Kind.INSERTION, Kind.REPETITION, Kind.SELF_CORRECTION)


def overruling(finding: Finding) -> str:
    """What the speaker says who knows better; empty for what is measured."""
    if not may_be_overruled(finding):
        return ""
    if finding.kind in _FILLERS:
        return "That was not a filler"
    if finding.kind in _ON_TOP:
        return "I did not say that"
    return "I did pause" if finding.kind is Kind.MISSING_PAUSE else "I did say it"


class Badge(QWidget):
    """The number a fix has here, in the script and on the timeline."""

    def __init__(self, look: Look, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.setFixedSize(look.px(18), look.px(18))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("ink"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(self._look.colour("paper"))
        painter.setFont(self._look.font(Type.BADGE))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Happened(QLabel):
    """What happened, the person's words in the person's type."""

    def __init__(self, look: Look, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(tell(finding))
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        finding, colours = self._finding, look.colours
        self.setFont(look.font(Type.READING))
        serif = f"font-family: '{SERIF}'; font-size: {look.px(16)}px; color: "
        expected = escape(shortened(finding.expected or "", 7))
        heard = escape(shortened(finding.heard or "something else", 7))
        said = f'<span style="{serif}{colours.ink}">{expected}</span>'
        if finding.kind is Kind.OMISSION and expected:
            self.setText(f'<span style="{serif}{colours.rust}; text-decoration: line-through">{expected}</span>')
        elif finding.kind in (Kind.SUBSTITUTION, Kind.NUMBER) and finding.heard and expected:
            other = f'<span style="{serif}{colours.rust}; font-style: italic">{heard}</span>'
            self.setText(f'{said} <span style="color: {colours.ink2}">came out as</span> {other}')
        else:
            self.setText(f'<span style="color: {colours.ink2}">{escape(tell(finding))}</span>')


class FixCard(QFrame):
    """Shows a finding under its number."""

    hear = Signal(object)  # the Finding, here and below
    say = Signal(object)
    overrule = Signal(object)
    picked = Signal(object)

    def __init__(self, look: Look, number: int, finding: Finding, keys: bool, parent: QWidget | None = None) -> None:
        """`keys`: whether it can be overruled and its sentence said now."""
        super().__init__(parent)
        self._look = look
        self.finding = finding
        self.number = number
        self._is_tight = False
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Badge(look, number), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(look, title(finding), Type.READING_STRONG, wraps=True), 1, Qt.AlignmentFlag.AlignTop)
        self.buttons: tuple[Button, ...] = ()  # as Tab goes through them
        label = overruling(finding)
        if label and keys:
            no = Button(
                look,
                label,
                kind=Look_.UNDERLINED,
                tip=f"{label} (I): the message remembers it",
                name=f"Fix {number}: {label}",
            )
            no.clicked.connect(lambda: self.overrule.emit(self.finding))
            head.addWidget(no, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons = (no,)
        body = _Happened(look, finding)
        body.setToolTip(" ".join(details(finding)))
        hear = Button(
            look, "Hear it", Icon.PLAY, Look_.PLAIN, Size.SMALL, tip="Hear it (H)", name=f"Fix {number}: hear it"
        )
        hear.clicked.connect(lambda: self.hear.emit(self.finding))
        self._say = say = Button(
            look,
            _SAY,
            Icon.SAY,
            Look_.PLAIN,
            Size.SMALL,
            tip=f"{_SAY} (S)",
            name=f"Fix {number}: say its sentence",
        )
        say.clicked.connect(lambda: self.say.emit(self.finding))
        self.buttons = (hear, say, *self.buttons)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(hear)
        foot.addWidget(say)
        foot.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 10, 8)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(body, 1)
        whole.addLayout(foot)
        self._below = (body, *self.buttons)  # what a folded card does not show
        self.setAccessibleName(f"Fix {number}: {title(finding)}")
        self.setAccessibleDescription(tell(finding))

    def show_narrow(self, narrow: bool) -> None:
        self._say.show_label(_SAY_NARROW if narrow else _SAY)

    def show_tight(self, tight: bool) -> None:
        """Whether only the card that is chosen has room for more than its head."""
        self._is_tight = tight
        self._fold()

    def show_look(self, look: Look) -> None:
        self._look = look
        self._fold()

    def _fold(self) -> None:
        folded = self._is_tight and not self.property("chosen")
        for each in self._below:
            each.setVisible(not folded)
        self.setMaximumWidth(self._look.px(_FOLDED_PX) if folded else _ANY_PX)
        self.setMinimumWidth(self._look.px(_FOLDED_PX) if folded else 0)

    def show_chosen(self, chosen: bool) -> None:
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)
            self._fold()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self.finding)
        super().mousePressEvent(event)
