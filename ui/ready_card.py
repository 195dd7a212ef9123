"""Three clean takes in a row: the word “Ready.”, and a quiet celebration the first time."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.practice.ladder import READY
from app.review.telling import clock
from ui.announce import announce
from ui.rings import Rings
from ui.snapshot import Snapshot
from ui.text import Text
from ui.theme import Look, Type


class ReadyCard(QFrame):
    """Hidden unless the newest take is the third clean one, or a later one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ready")
        self._streak: tuple[int, int] | None = None  # the message and its clean takes in a row, as last shown
        self._is_new = False  # it became ready just now, and that is not shown yet
        self.rings = Rings(look, large=True)
        self.lengths = Text(look, "", Type.READING, "ink2", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(look, "Ready.", Type.TITLE))
        words.addWidget(self.lengths)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 16, 20, 16)
        line.setSpacing(20)
        line.addWidget(self.rings)
        line.addLayout(words, 1)
        self.hide()

    def show_takes(self, snapshot: Snapshot, number: int | None) -> None:
        """`number`: the take that is looked at."""
        ladder, message = snapshot.ladder, snapshot.message
        newest = bool(ladder.rungs) and ladder.rungs[-1].attempt.number == number
        if message is not None and (message.id, ladder.streak) != self._streak:
            self._is_new = ladder.streak == READY and self._streak == (message.id, READY - 1)
            self._streak = (message.id, ladder.streak)
        is_shown = ladder.is_ready and newest
        if is_shown and (self._is_new or self.isHidden()):
            self.rings.show_clean(READY, celebrate=self._is_new)
        if is_shown and self._is_new:
            self._is_new = False
            announce(self, "Ready. Three clean takes in a row.")
        self.setVisible(is_shown)
        lengths = ", ".join(clock(rung.attempt.length_s) for rung in ladder.rungs[-READY:])
        self.lengths.show_text(f"Three clean takes in a row: {lengths}. Make the call.")
