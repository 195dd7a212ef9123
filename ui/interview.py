"""The interview: one question at a time, each of one line, and what was answered laid out as a script at the end."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.script.interview import QUESTIONS, Prompt, laid_out
from ui.buttons import Button, Kind
from ui.text import Text
from ui.theme import Look, Type

_PROMPTED = "cares_about"
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDE = 32
_WIDE_PX, _HIGH_PX = 560, 500
_SKIP = "Leave it empty to skip it. Esc leaves; what you have answered stays."
_LAID_OUT = "Your answers, in the order that works: them first, one next step last. (Notes are not spoken.)"


class Interview(QDialog):
    """Every answer is told as one goes on or leaves; accepted with `script` set where it is wanted."""

    answered = Signal(str, str)  # a fact of the plan, and what it is now

    def __init__(
        self,
        look: Look,
        plan: Mapping[str, str],
        has_script: bool,
        prompts: Sequence[Prompt],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Before the words")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.script: str | None = None  # what the answers are laid out as
        self._plan = dict(plan)
        self._has_script = has_script
        self._at = 0
        self._step = Text(look, "", Type.LABEL, "ink3")
        self._question = Text(look, "", Type.TITLE, wraps=True)
        self.field = QLineEdit()
        self.field.setFont(look.font(Type.READING))
        self._example = Text(look, "", Type.BODY, "ink3", wraps=True)
        self.prompts = QListWidget()
        self.prompts.setAccessibleName("What may keep them up")
        self.prompts.setFont(look.font(Type.BODY))
        self.prompts.itemClicked.connect(lambda _: self._take_prompt())
        self._list_prompts(look, prompts)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setFont(look.serif(16))
        self.preview.setProperty("role", "field")
        self.preview.setAccessibleName("The script")
        asking, shown = QWidget(), QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self._example)
        column.addWidget(self.prompts, 1)
        column.addStretch()
        below = QVBoxLayout(shown)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(Text(look, _LAID_OUT, Type.BODY, "ink2", wraps=True))
        below.addWidget(self.preview, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(asking)
        self._pages.addWidget(shown)
        inside = QFrame()
        inside.setProperty("role", "paper")
        page = QVBoxLayout(inside)
        page.setContentsMargins(_SIDE, 24, _SIDE, 20)
        page.setSpacing(8)
        page.addWidget(self._step)
        page.addWidget(self._question)
        page.addSpacing(4)
        page.addWidget(self._pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(inside, 1)
        whole.addWidget(self._make_foot(look))
        room = parent.window().height() if parent is not None else look.px(_HIGH_PX)
        self.resize(look.px(_WIDE_PX), min(look.px(_HIGH_PX), room))
        self._show()

    def _make_foot(self, look: Look) -> QFrame:
        self.back = Button(look, "Back", kind=Kind.QUIET)
        self.back.clicked.connect(self._go_back)
        self._skip = Text(look, "", Type.LABEL, "ink3", wraps=True)
        self.add = Button(look, "Add it below my script")
        self.add.clicked.connect(self._lay_out)
        self.next = Button(look, "Next", kind=Kind.GO, key="Enter")
        self.next.clicked.connect(self._go_on)
        foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(_SIDE, 12, _SIDE, 12)
        line.setSpacing(16)
        line.addWidget(self.back)
        line.addWidget(self._skip, 1)
        line.addWidget(self.add)
        line.addWidget(self.next)
        return foot

    def _list_prompts(self, look: Look, prompts: Sequence[Prompt]) -> None:
        kind = ""
        for each in prompts:
            if each.kind != kind:
                kind = each.kind
                head = QListWidgetItem(kind.capitalize())
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(look.font(Type.LABEL_MEDIUM))
                head.setForeground(look.colour("ink3"))
                self.prompts.addItem(head)
            self.prompts.addItem(QListWidgetItem(each.text))

    # ---- Showing

    @property
    def _is_asking(self) -> bool:
        return self._at < len(QUESTIONS)

    def _show(self) -> None:
        self.back.setEnabled(self._at > 0)
        self._pages.setCurrentIndex(0 if self._is_asking else 1)
        self._skip.show_text(_SKIP if self._is_asking else "")
        self.add.setVisible(not self._is_asking and self._has_script)
        if not self._is_asking:
            self._step.show_text("Your plan stands beside the script")
            self._question.show_text("Laid out as a script")
            self.preview.setPlainText(laid_out(self._plan))
            self.next.show_label("Keep my script" if self._has_script else "Use it as my script")
            self.next.setFocus()
            return
        question = QUESTIONS[self._at]
        self._step.show_text(f"{self._at + 1} of {len(QUESTIONS)}")
        self._question.show_text(question.asks)
        self._example.show_text(f"For instance: {question.example}")
        self.prompts.setVisible(question.fact == _PROMPTED)
        self.field.setAccessibleName(question.asks)
        self.field.setText(self._plan.get(question.fact, ""))
        self.next.show_label("Next")
        self.field.setFocus()
        self.field.selectAll()

    # ---- What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and self.prompts.hasFocus():
            self._take_prompt()
        elif event.key() in _RETURN and self.back.hasFocus():
            self._go_back()
        elif event.key() in _RETURN and self.add.hasFocus():
            self._lay_out()
        elif event.key() in _RETURN:
            self._go_on()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.prompts.isVisible():
            self.prompts.setCurrentRow(1)
            self.prompts.setFocus()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc: what stands in the field is an answer, too."""
        self._keep()
        super().reject()

    def _keep(self) -> None:
        if self._is_asking:
            fact, answer = QUESTIONS[self._at].fact, self.field.text().strip()
            if answer != self._plan.get(fact, ""):
                self._plan[fact] = answer
                self.answered.emit(fact, answer)

    def _go_on(self) -> None:
        if self._is_asking:
            self._keep()
            self._at += 1
            self._show()
        elif self._has_script:
            self.accept()
        else:
            self._lay_out()

    def _go_back(self) -> None:
        self._keep()
        self._at = max(self._at - 1, 0)
        self._show()

    def _lay_out(self) -> None:
        self.script = laid_out(self._plan)
        self.accept()

    def _take_prompt(self) -> None:
        item, stands = self.prompts.currentItem(), self.field.text().strip()
        if self.prompts.selectedItems() and item is not None:
            text = item.text()
            self.field.setText(f"{stands}, {text[0].lower()}{text[1:]}" if stands else text)
        self.field.setFocus()
