"""What a drill says of the take that is over, and what it asks for next; else the drill that would help now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.practice.drill import Drill
from app.practice.drill_page import ONE_SENTENCE, failing_sentence, sentence_told
from app.practice.drills import named
from app.practice.ladder import Ladder
from app.script.script import Script
from ui.buttons import Button, Kind, Size
from ui.drill_run import DrillRun
from ui.icons import Icon
from ui.shown import Shown
from ui.text import OneLine, Text
from ui.theme import Look, Type

_MOST_LINES = 4  # of what is said of the take; all of it stands in the tooltip
_ONE_SENTENCE = named(ONE_SENTENCE)


class DrillCard(QFrame):
    """Hidden where there is nothing to say."""

    ended = Signal()
    asked = Signal(object)  # a Drill is to begin

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ready")
        self._name = Text(look, "", Type.HEADING)
        self._step = OneLine(look, "", Type.READING, "ink2")
        self.end = Button(look, "End the drill", kind=Kind.QUIET, size=Size.SMALL, key="E")
        self.end.clicked.connect(self.ended)
        self.begin = Button(look, "Say it alone", Icon.ONE_SENTENCE, Kind.ACCENT, Size.SMALL)
        self.begin.clicked.connect(lambda: self.asked.emit(_ONE_SENTENCE))
        self.buttons = (self.end, self.begin)  # as Tab goes through them
        self._said = Text(look, "", Type.READING, wraps=True)
        self._next = Text(look, "", Type.READING, "ink2", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name)
        head.addWidget(self._step, 1)
        head.addWidget(self.end)
        head.addWidget(self.begin)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 12, 10)
        whole.setSpacing(2)
        whole.addLayout(head)
        whole.addWidget(self._said)
        whole.addWidget(self._next)
        self.hide()

    @property
    def told(self) -> str:
        """All of it; empty where it is hidden."""
        parts = [self._name.text(), self._step.text(), self._said.text(), self._next.text()]
        return " ".join(part for part in parts if part) if not self.isHidden() else ""

    def show_drill(self, run: DrillRun, script: Script | None, ladder: Ladder, shown: Shown | None) -> None:
        """`shown`: the take that is looked at."""
        drill, stand = run.drill, run.stand
        if drill is not None and stand is not None:
            step = stand.task.step if stand.task is not None else "Done"
            self._show(drill, step, stand.said if run.is_of(shown) else ())
            self._next.show_text(f"Next: {stand.task.told}" if stand.task is not None else stand.result)
        else:
            self._show_offer(script, ladder, shown)
        self.end.setVisible(drill is not None)
        self.begin.setVisible(drill is None)
        self._next.setVisible(drill is not None)
        self.setAccessibleName(f"Drill: {self._name.text()}")
        self.setAccessibleDescription(self.told)

    def _show(self, drill: Drill, step: str, said: Sequence[str]) -> None:
        self._name.show_text(drill.title)
        self._step.show_text(step)
        rest = len(said) - _MOST_LINES
        self._said.show_text("\n".join(said if rest <= 0 else (*said[: _MOST_LINES - 1], f"And {rest + 1} more.")))
        self._said.setToolTip("\n".join(said))
        self._said.setVisible(bool(said))
        self.show()

    def _show_offer(self, script: Script | None, ladder: Ladder, shown: Shown | None) -> None:
        """Where the newest take met the same thing again."""
        number = shown.take.number if shown is not None and shown.take is not None else None
        is_newest = ladder.stubborn is not None and ladder.rungs[-1].attempt.number == number
        failing = failing_sentence(ladder, script) if script is not None and is_newest else None
        if script is None or failing is None:
            self.hide()
        else:
            self._show(_ONE_SENTENCE, "", (f"“{sentence_told(script, failing)}” keeps failing.",))
