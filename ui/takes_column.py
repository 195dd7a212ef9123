"""The takes of a message beside the review: the ladder, how near it is to ready, and what can be done with a take."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.practice.ladder import READY, Ladder
from app.review.telling import counted, tell
from ui.buttons import Button, Kind, Size
from ui.icons import Icon
from ui.ladder_rows import LadderState
from ui.ladder_view import LadderView
from ui.rings import Rings
from ui.text import Text
from ui.theme import Look, Type

WIDE = 296


class TakesColumn(QFrame):
    """Shows the ladder."""

    picked = Signal(int)  # a take's number
    compare = Signal()  # the chosen take with another one
    trends = Signal()
    as_read = Signal()
    pin = Signal()
    save_sound = Signal()
    save_report = Signal()
    copy_transcript = Signal()
    review_again = Signal()
    delete = Signal()
    forget = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "right-column")
        self.more = Button(look, icon=Icon.MORE, kind=Kind.QUIET, tip="What can be done with this take (M)")
        self.more.clicked.connect(lambda: self.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        head = QHBoxLayout()
        self.beside = Button(look, "Compare", Icon.COMPARE, Kind.PLAIN, tip="Two takes side by side (C)")
        self.beside.clicked.connect(self.compare)
        head.addWidget(Text(look, "Takes", Type.HEADING), 1)
        head.addWidget(self.beside)
        head.addWidget(self.more)
        self.ladder = LadderView(look)
        self.ladder.takeChosen.connect(self.picked)
        self._rings = Rings(look)
        self._clean = Text(look, "", Type.BODY_STRONG)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._rings)
        line.addWidget(self._clean, 1)
        days = Button(look, "Over the days", Icon.TREND, Kind.PLAIN, Size.SMALL, tip="What changes from day to day (T)")
        days.clicked.connect(self.trends)
        read = Button(look, "As it will be read", Icon.PAGE, Kind.PLAIN, Size.SMALL, tip="As a phone shows it (V)")
        read.clicked.connect(self.as_read)
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
        whole.addWidget(days)
        whole.addWidget(read)

    def show_look(self, look: Look) -> None:
        self.setFixedWidth(look.px(WIDE))

    def show_takes(self, state: LadderState, ladder: Ladder) -> None:
        self.ladder.show_takes(state)
        self.beside.setEnabled(len(state.rows) > 1)
        self._rings.show_clean(ladder.streak)
        self._clean.show_text(f"{min(ladder.streak, READY)} of {READY} clean")
        stubborn = ladder.stubborn
        says = ""
        if stubborn is not None:
            says = f"{tell(stubborn).rstrip('.')}, {counted(max(ladder.rungs[-1].times), 'take')} in a row."
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
        menu.addAction("Delete\tDel", self.delete.emit)
        menu.addAction("Delete for good …", self.forget.emit)
        menu.popup(at)
