"""How far the getting of a model has come, the way to stop it, and what came of it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.practice.model_told import STEPS, line
from ui.buttons import Button, Kind
from ui.getter import Getter
from ui.text import Text
from ui.theme import Look, Type


class GettingStrip(QWidget):
    """Shows a Getter; nothing where nothing is under way and nothing was."""

    def __init__(self, look: Look, getter: Getter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._getter = getter
        self.cancel = Button(look, "Cancel", kind=Kind.QUIET)
        self.cancel.clicked.connect(getter.cancel)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.step = Text(look, "", Type.BODY, "ink2")
        self.outcome = Text(look, "", Type.BODY, "ink2", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.step)
        head.addStretch()
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.outcome)
        getter.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        progress, problem = self._getter.progress, self._getter.problem
        for each in (self.cancel, self.bar, self.step):
            each.setVisible(progress is not None)
        self.outcome.show_text(str(problem or self._getter.outcome), "ink2" if problem is None else "rust")
        self.outcome.setVisible(bool(self.outcome.text()))
        self.setVisible(progress is not None or bool(self.outcome.text()))
        if progress is not None:
            self.bar.setValue(round(1000 * progress.done / progress.total) if progress.total else 0)
            self.cancel.setEnabled(not self._getter.is_stopping)
            told = line(progress)
            step = f"{STEPS[progress.stage]}: {told}" if told else f"{STEPS[progress.stage]} …"
            self.step.show_text("Stopping …" if self._getter.is_stopping else step)
            self.bar.setAccessibleDescription(self.step.text())
