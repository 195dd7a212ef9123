"""The rules of advice in the settings: each with its reason, its source and an example, to be switched off for good."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.script.lint import RULES, Rule
from app.settings import Described
from ui.advice_words import name_of
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type
from ui.tick_box import TickBox


class AdviceRules(QWidget):
    """One box a rule; ticked, it gives advice. A rule this version does not know stays as it was set."""

    def __init__(self, look: Look, session: Session, setting: Described, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.boxes = {rule.id: self._box(look, rule) for rule in RULES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Text(look, "What is ticked gives advice while you write.", Type.BODY, "ink2", wraps=True))
        for rule in RULES:
            column.addLayout(self._row(look, rule))
        self.setAccessibleName("Rules of advice")
        self.setAccessibleDescription(setting.explains)

    def _box(self, look: Look, rule: Rule) -> TickBox:
        box = TickBox(look)
        box.setChecked(rule.id not in self._session.settings.advice_off)
        box.setAccessibleName(name_of(rule.id))
        box.setAccessibleDescription(rule.reason)
        box.toggled.connect(lambda on: self._switch(rule.id, on))
        return box

    def _row(self, look: Look, rule: Rule) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Text(look, name_of(rule.id), Type.READING_MEDIUM), 1)
        head.addWidget(self.boxes[rule.id])
        row = QVBoxLayout()
        row.setSpacing(2)
        row.addLayout(head)
        row.addWidget(Text(look, rule.reason, Type.BODY, "ink2", wraps=True))
        row.addWidget(Text(look, f"Source: {rule.source}.", Type.LABEL, "ink3", wraps=True))
        return row

    def _switch(self, rule: str, on: bool) -> None:
        settings = self._session.settings
        off = [each for each in settings.advice_off if each != rule] + ([] if on else [rule])
        self._session.change_settings(replace(settings, advice_off=tuple(off)))
