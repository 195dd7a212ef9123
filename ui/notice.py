"""A line across the window: what went wrong or what was done, with what helps as a button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.problems import Problem
from ui.buttons import Button, Kind, Size
from ui.icons import Icon
from ui.text import Text
from ui.theme import Look, Type


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button that helps."""

    label: str
    do: Callable[[], object]
    key: str = ""  # that does the same


class Notice(QFrame):
    """One at a time; the newest stands. Hidden while there is none."""

    said = Signal(str)  # for a screen reader; once, however often the same is shown

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("role", "trouble")
        self._what = Text(look, "", Type.BODY_MEDIUM, wraps=True)
        self._remedy = Text(look, "", Type.BODY, "ink2", wraps=True)
        for each in (self._what, self._remedy):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._shown: list[Button] = []
        self._close = Button(look, icon=Icon.CLOSE, kind=Kind.QUIET, size=Size.SMALL, tip="Dismiss")
        self._close.clicked.connect(self.clear)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 8, 12, 8)
        whole.setSpacing(12)
        whole.addLayout(words, 1)
        whole.addLayout(self._buttons)
        whole.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName("Notice")
        self.hide()

    def show_look(self, look: Look) -> None:
        self._look = look

    @property
    def text(self) -> str:
        return f"{self._what.text()} {self._remedy.text()}".strip() if not self.isHidden() else ""

    def show_problem(self, problem: Problem, remedies: Sequence[Remedy] = ()) -> None:
        self._show("trouble", problem.what, problem.remedy, remedies)

    def show_done(self, what: str, remedies: Sequence[Remedy] = ()) -> None:
        """Something that was done, and perhaps the way back."""
        self._show("ready", what, "", remedies)

    def clear(self) -> None:
        self.hide()

    def _show(self, role: str, what: str, remedy: str, remedies: Sequence[Remedy]) -> None:
        before = self.text
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self._what.show_text(what)
        self._remedy.show_text(remedy)
        self._remedy.setVisible(bool(remedy))
        for button in self._shown:
            self._buttons.removeWidget(button)
            button.deleteLater()
        self._shown = [Button(self._look, each.label, size=Size.SMALL, key=each.key) for each in remedies]
        for button, each in zip(self._shown, remedies, strict=True):
            button.clicked.connect(self._doing(each))
            self._buttons.addWidget(button)
        self.setAccessibleDescription(f"{what} {remedy}".strip())
        self.show()
        if self.text != before:
            self.said.emit(self.text)

    def _doing(self, remedy: Remedy) -> Callable[[], None]:
        def do() -> None:
            self.clear()
            remedy.do()

        return do
