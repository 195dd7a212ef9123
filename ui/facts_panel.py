"""The facts beside a script: who it is for, what it wants, how long it may and will take."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.library.draft import Draft
from app.problems import Problem
from app.review.telling import clock, span
from app.script.front_matter import seconds
from ui.measured import USUAL_WPM, Measured
from ui.rail import Rail, RailSize, RailState
from ui.text import Text
from ui.theme import Look, Type

_FIELDS = (
    ("to", "To", "Name, and what they do"),
    ("cares_about", "Cares about", "What matters to them"),
    ("goal", "Goal", "What should come of it"),
    ("next_step", "Next step", "Who does what, and when"),
)


class FactsPanel(QFrame):
    """Shows a draft's facts and figures; says what was typed into them."""

    edited = Signal(object)  # the Draft with the facts as typed

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "right-column")
        self._draft = Draft()
        self._fields: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (name, label, hint) in enumerate(_FIELDS):
            field = self._fields[name] = QLineEdit()
            field.setPlaceholderText(hint)
            field.setProperty("role", "fact")
            field.setAccessibleName(label)
            field.textEdited.connect(self._edited)
            grid.addWidget(Text(look, label, Type.LABEL_MEDIUM, "ink3"), row, 0)
            grid.addWidget(field, row, 1)
        self._limit = QLineEdit()
        self._limit.setAccessibleName("Limit")
        self._limit.setToolTip("30, 30 s or 0:30; empty: the limit of the settings")
        self._limit.setFixedWidth(112)
        self._limit.editingFinished.connect(self._edited)
        grid.addWidget(Text(look, "Limit", Type.LABEL_MEDIUM, "ink3"), len(_FIELDS), 0)
        grid.addWidget(self._limit, len(_FIELDS), 1)
        grid.setColumnStretch(1, 1)

        self._length = Text(look, "", Type.TITLE)
        self._over = Text(look, "", Type.READING, "ink2")
        self._words = Text(look, "", Type.READING, "ink2")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._length)
        line.addWidget(self._over)
        line.addStretch()
        line.addWidget(self._words)
        self._rail = Rail(look, RailSize.DESK)
        self._pace = Text(look, "", Type.LABEL, "ink3", wraps=True)
        self._note = Text(look, "", Type.BODY, "ink2", wraps=True)

        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(16)
        whole.addLayout(grid)
        whole.addWidget(_hairline())
        whole.addLayout(line)
        whole.addWidget(self._rail)
        whole.addWidget(self._pace)
        whole.addWidget(self._note)
        whole.addStretch()

    def show_look(self, look: Look) -> None:
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
        self._note.show_text("")
        self._rail.show_rail(
            RailState(limit_s, seconds, measured.sentence_ends_s(pace), longest_s=seconds, ground="ground")
        )

    def _edited(self) -> None:
        facts = {name: field.text() for name, field in self._fields.items()}
        try:
            limit_s = seconds(self._limit.text()) if self._limit.text().strip() else None
        except Problem:
            limit_s = self._draft.limit_s  # half typed, or no time at all: the old one stands again
        self._draft = replace(self._draft, **facts, limit_s=limit_s)
        self.edited.emit(self._draft)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line
