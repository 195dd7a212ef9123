"""The facts beside a script: who it is for, what it wants, how long it may and will take."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.library.draft import Draft
from app.problems import Problem
from app.review.telling import clock, span
from app.script.front_matter import seconds
from ui.fact_field import FactField
from ui.measured import USUAL_WPM, Measured
from ui.rail import Rail, RailSize, RailState
from ui.scrolled import scrolled_within
from ui.text import OneLine, Text
from ui.theme import Look, Type

_FIELDS = (
    ("to", "To", "Name, and what they do"),
    ("goal", "Goal", "What should come of it"),
    ("cares_about", "Cares about", "What keeps them up"),
    ("for_them", "For them", "What is in it for them"),
    ("next_step", "Next step", "Who does what, and when"),
    ("if_they_answer", "If they answer", "What you ask"),
)
_SIDE = 20
_BELOW_PX = 232  # at 100 %: what stands below has at least so much
_BESIDE_PX = 228  # at 100 %: room for the names of the fields beside them


class FactsPanel(QFrame):
    """Shows a draft's facts and figures; says what was typed into them."""

    edited = Signal(object)  # the Draft with the facts as typed

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "right-column")
        self._draft = Draft()
        self._look = look
        self._fields: dict[str, QLineEdit] = {}
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, label, hint in _FIELDS:
            field = self._fields[name] = FactField()
            field.setPlaceholderText(hint)
            field.setProperty("role", "fact")
            field.setAccessibleName(label)
            field.textEdited.connect(self._edited)
            form.addRow(_named(look, label), field)
        self._limit = QLineEdit()
        self._limit.setAccessibleName("Limit")
        self._limit.setToolTip("30, 30 s or 0:30; empty: the limit of the settings")
        self._limit.setFixedWidth(112)
        self._limit.editingFinished.connect(self._edited)
        form.addRow(_named(look, "Limit"), self._limit)

        self._length = Text(look, "", Type.TITLE)
        self._over = OneLine(look, "", Type.READING, "ink2")
        self._words = Text(look, "", Type.READING, "ink2")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._length)
        line.addWidget(self._over, 1)
        self._figures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._figures.setSpacing(8)
        self._figures.addLayout(line, 1)
        self._figures.addWidget(self._words)
        self._rail = Rail(look, RailSize.DESK)
        self._pace = Text(look, "", Type.LABEL, "ink3", wraps=True)
        self._note = Text(look, "", Type.BODY, "ink2", wraps=True)

        column = QVBoxLayout()
        column.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(_hairline())
        column.addLayout(self._figures)
        column.addWidget(self._rail)
        column.addWidget(self._pace)
        column.addWidget(self._note)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area = scrolled_within(column, "Facts", "ground")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it
        whole.addWidget(self._area)
        whole.addStretch()

    def put_below(self, widget: QWidget) -> None:
        """In the same column; it gives way first, until it has the least it needs."""
        below = self._whole.count() - 1
        self._whole.insertWidget(below, _hairline())
        self._whole.insertWidget(below + 1, widget)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_rows()
        for field in (*self._fields.values(), self._limit):
            field.setFont(look.font(Type.READING))

    def show_draft(self, draft: Draft, usual_limit_s: float) -> None:
        self._draft = draft
        for name, field in self._fields.items():
            if field.text() != getattr(draft, name):
                field.setText(getattr(draft, name))
                field.setCursorPosition(0)
                field.setToolTip(field.text())
        self._limit.setPlaceholderText(f"{usual_limit_s:g} s, as set")
        if not self._limit.hasFocus():
            self._limit.setText(f"{draft.limit_s:g} s" if draft.limit_s else "")

    def show_measured(self, measured: Measured, pace_wpm: float | None, limit_s: float) -> None:
        if measured.script is None:
            for each in (self._length, self._over, self._words, self._pace):
                each.show_text("")
            self._note.show_text(measured.problem.remedy if measured.problem and measured.draft.text.strip() else "")
            self._note.setVisible(bool(self._note.text()))
            self._rail.show_rail(RailState(limit_s, ground="ground"))
            return
        pace = pace_wpm or USUAL_WPM
        seconds = measured.seconds(pace)
        over = seconds - limit_s
        self._length.show_text(clock(seconds))
        self._over.show_text(
            f"{span(over)} over" if over >= 0.5 else f"{span(-over)} to spare", "rust" if over >= 0.5 else "ink2"
        )
        self._words.show_text(f"{measured.words} words")
        who = "At your pace" if pace_wpm else "At a usual pace"
        self._pace.show_text(f"{who}, {pace:.0f} words a minute.")
        self._note.hide()
        self._rail.show_rail(
            RailState(limit_s, seconds, measured.sentence_ends_s(pace), longest_s=seconds, ground="ground")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_rows()
        super().resizeEvent(event)

    def _set_rows(self) -> None:
        """Names above the fields, and figures one below the other, where the text is too large for both in a row."""
        beside = self.width() - 2 * _SIDE >= self._look.px(_BESIDE_PX)
        policy, flow = QFormLayout.RowWrapPolicy, QBoxLayout.Direction
        self._form.setRowWrapPolicy(policy.DontWrapRows if beside else policy.WrapAllRows)
        self._figures.setDirection(flow.LeftToRight if beside else flow.TopToBottom)
        left = max(self.height() - self._look.px(_BELOW_PX), 0)
        self._area.setMinimumHeight(min(self._area.sizeHint().height(), left))

    def _edited(self) -> None:
        facts = {name: field.text() for name, field in self._fields.items()}
        try:
            limit_s = seconds(self._limit.text()) if self._limit.text().strip() else None
        except Problem:
            limit_s = self._draft.limit_s  # half typed, or no time at all: the old one stands again
        self._draft = replace(self._draft, **facts, limit_s=limit_s)
        self.edited.emit(self._draft)


def _named(look: Look, field: str) -> Text:
    """A field's name; as high as the field, so that both are on one line."""
    name = Text(look, field, Type.LABEL_MEDIUM, "ink3")
    name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return name


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line
