"""The takes of a message beside the review: the ladder, how near it is to ready, and what can be done with a take."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.practice.ladder import READY, Ladder
from app.review.telling import title
from ui.buttons import Button, Kind
from ui.icons import Icon, draw_icon
from ui.ladder_rows import LadderState
from ui.ladder_view import LadderView
from ui.text import Text
from ui.theme import Look, Type

WIDE = 296


class Rings(QWidget):
    """Three linked rings that fill with clean takes in a row."""

    def __init__(self, look: Look, box: int = 14) -> None:
        super().__init__()
        self._clean = 0
        self._box = box
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_clean(self, clean: int) -> None:
        self._clean = min(clean, READY)
        self.setAccessibleName(f"{self._clean} of {READY} clean")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(READY * 2 * self._box, self._box + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, box, middle = self._look.colour, self._box, self.height() / 2
        for place in range(READY):
            left = 1 + place * 2 * box
            full = place < self._clean
            ring = QRectF(left, middle - box / 2, box, box)
            if place:
                painter.setPen(QPen(colour("accent" if full else "line"), 2))
                painter.drawLine(int(left - box + 1), int(middle), int(left - 1), int(middle))
            painter.setPen(QPen(colour("accent" if full else "wave"), 2))
            painter.setBrush(colour("accent") if full else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
            if full and box > 20:
                draw_icon(painter, Icon.CHECK, ring.adjusted(5, 5, -5, -5), colour("on_accent"), 2.4)


class TakesColumn(QFrame):
    """Shows the ladder."""

    picked = Signal(int)  # a take's number
    pin = Signal()
    save_sound = Signal()
    save_report = Signal()
    copy_transcript = Signal()
    review_again = Signal()
    delete = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "right-column")
        self.setFixedWidth(WIDE)
        self.more = Button(look, icon=Icon.MORE, kind=Kind.QUIET, tip="What can be done with this take")
        self.more.clicked.connect(lambda: self.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        head = QHBoxLayout()
        head.addWidget(Text(look, "Takes", Type.HEADING), 1)
        head.addWidget(self.more)
        self.ladder = LadderView(look)
        self.ladder.takeChosen.connect(self.picked)
        self._rings = Rings(look)
        self._clean = Text(look, "", Type.BODY_STRONG)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._rings)
        line.addWidget(self._clean, 1)
        self._stubborn = Text(look, "", Type.BODY, "ink2", wraps=True)
        hairline = QFrame()
        hairline.setProperty("role", "hairline")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 20, 16, 16)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self.ladder, 1)
        whole.addWidget(hairline)
        whole.addLayout(line)
        whole.addWidget(self._stubborn)

    def show_takes(self, state: LadderState, ladder: Ladder) -> None:
        self.ladder.show_takes(state)
        self._rings.show_clean(ladder.streak)
        self._clean.show_text(f"{min(ladder.streak, READY)} of {READY} clean")
        stubborn = ladder.stubborn
        says = f"“{title(stubborn)}” has come back three times." if stubborn is not None else ""
        self._stubborn.show_text("Ready." if ladder.is_ready else says)
        self._stubborn.setVisible(bool(self._stubborn.text()))

    def open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Pin or let go\tP", self.pin.emit)
        menu.addSeparator()
        menu.addAction("Save the sound …", self.save_sound.emit)
        menu.addAction("Save the report …", self.save_report.emit)
        menu.addAction("Copy the transcript", self.copy_transcript.emit)
        menu.addSeparator()
        menu.addAction("Review it again", self.review_again.emit)
        menu.addAction("Delete for good …", self.delete.emit)
        menu.popup(at)
