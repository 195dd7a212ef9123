"""What a rep asks for first: one field for each blank of the script, the last answers standing there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.script.blanks import answered, key
from ui.buttons import Button, Kind
from ui.scrolled import scrolled_within
from ui.text import Text
from ui.theme import Look, Type

_WIDE_PX, _HIGHEST_PX = 520, 640
_SAYS = "They stand in {braces} in the script, which stays as it is."


class BlanksDialog(QDialog):
    """Accepted once every blank is filled in; then `answers` holds them by their names."""

    def __init__(
        self, look: Look, names: Sequence[str], answers: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Fill in the blanks")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name in names:
            field = self.fields[name] = QLineEdit(answers.get(key(name), ""))
            field.setFont(look.font(Type.READING))
            field.setMinimumWidth(look.px(240))
            field.setCursorPosition(0)
            field.setAccessibleName(name)
            field.textChanged.connect(self._show_state)
            field.returnPressed.connect(self._go_on)
            label = Text(look, name[0].upper() + name[1:], Type.BODY_MEDIUM, "ink2")
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            form.addRow(label, field)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(Text(look, "Fill in the blanks", Type.TITLE))
        column.addWidget(Text(look, _SAYS, Type.BODY, "ink2", wraps=True))
        column.addSpacing(8)
        column.addLayout(form)
        column.addStretch()
        self.begin = Button(look, "Rehearse", kind=Kind.GO, key="Enter")
        self.begin.clicked.connect(self.accept)
        cancel = Button(look, "Cancel", kind=Kind.QUIET, key="Esc")
        cancel.clicked.connect(self.reject)
        self._left = Text(look, "", Type.BODY, "ink2")
        foot = self._foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(32, 12, 32, 12)
        line.setSpacing(16)
        line.addWidget(cancel)
        line.addStretch()
        line.addWidget(self._left)
        line.addWidget(self.begin)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area = scrolled_within(column, "Blanks")
        whole.addWidget(self._area)
        whole.addWidget(foot)
        self._show_state()
        self._first().setFocus()
        self._first().selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as it needs to be, and no higher than the window."""
        window = self.parentWidget()
        room = window.height() if window is not None else _HIGHEST_PX
        wide = self._look.px(_WIDE_PX)
        self.resize(wide, room)
        for each in (self._whole, self._column):
            each.activate()  # only then its lines are known, and how high they are
        self.resize(wide, min(self._area.sizeHint().height() + self._foot.sizeHint().height() + 2, room))
        super().showEvent(event)

    @property
    def answers(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.fields.items()}

    def _open(self) -> list[QLineEdit]:
        """The fields in which nothing stands that can be spoken."""
        return [field for name, field in self.fields.items() if not answered({name: field.text()})]

    def _first(self) -> QLineEdit:
        return next(iter(self._open()), next(iter(self.fields.values())))

    def _show_state(self) -> None:
        left = len(self._open())
        self.begin.setEnabled(not left)
        self._left.show_text("" if not left else "One is left" if left == 1 else f"{left} are left")

    def _go_on(self) -> None:
        """Return: to the next that is left, and once none is, to the rep."""
        if self._open():
            self._first().setFocus()
        else:
            self.accept()
