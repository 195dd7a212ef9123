"""One of two takes that are compared: its number, its verdict, its marked script, its sound."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.review.telling import verdict, verdict_details
from ui.buttons import Button
from ui.icons import Icon
from ui.script_view import ScriptView
from ui.shown import Shown
from ui.text import Text
from ui.theme import Look, Type

_LEAST_SCRIPT_PX = 230


class TakeHalf(QWidget):
    """Shows a take; says from where it is to be heard."""

    hear = Signal(float)  # from there on, s from the take's first sample
    toggle = Signal()  # hear all of it, or stop

    def __init__(self, look: Look, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._number = Text(look, "", Type.LABEL_STRONG, "ink2")
        self._verdict = Text(look, "", Type.TITLE)
        self._details = Text(look, "", Type.BODY, "ink2", wraps=True)
        self.play = Button(look, "Hear it", Icon.PLAY, key=key)
        self.play.clicked.connect(self.toggle)
        self.script = ScriptView(look)
        self.script.show_narrow(True)
        self.script.setMinimumHeight(_LEAST_SCRIPT_PX)
        self.script.wordClicked.connect(self._hear_word)
        self.script.findingClicked.connect(lambda finding: self.hear.emit(finding.start))
        words = QVBoxLayout()
        words.setSpacing(0)
        for each in (self._number, self._verdict, self._details):
            words.addWidget(each)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.play, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.script, 1)

    def show_take(self, shown: Shown | None) -> None:
        self.shown = shown
        if shown is None:
            for each in (self._number, self._verdict, self._details):
                each.show_text("")
            self.script.show_marked(None)
            return
        review = shown.review
        self._number.show_text(f"Take {shown.take.number}" if shown.take else "")
        self._verdict.show_text(verdict(review))
        self._details.show_text(verdict_details(review))
        self.script.show_marked(shown.marked)
        self.setAccessibleName(f"{self._number.text()}: {verdict(review)}")

    def _hear_word(self, word: int) -> None:
        """From that word of the script, or the next one that was said."""
        words = self.shown.review.words if self.shown is not None else ()
        said = (each.start for each in words if each.script_word is not None and each.script_word >= word)
        start = next(said, None)
        if start is not None:
            self.hear.emit(start)

    def show_playing(self, at_s: float | None) -> None:
        word = None
        if self.shown is not None and at_s is not None:
            words = self.shown.review.words
            word = next((each.script_word for each in words if each.start <= at_s < each.end), None)
        self.script.show_playing(word)

    def show_label(self, playing: bool) -> None:
        self.play.show_label("Stop" if playing else "Hear it", Icon.STOP if playing else Icon.PLAY)
