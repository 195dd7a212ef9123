"""Settings: every one of them with what it does; a change holds at once."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.audio.devices import Way
from app.settings import IN_ORDER, Described, Settings, Value, describe
from ui.advice_rules import AdviceRules
from ui.buttons import Button, Kind
from ui.checkup import ThisComputer
from ui.choice import Choice
from ui.device_choice import DeviceChoice
from ui.footed import lay_out
from ui.forget_dialog import Kept
from ui.models_panel import ModelsPanel
from ui.scrolled import scrolled
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type
from ui.tick_box import TickBox

_CHOICES = {"strictness": ("word", "meaning", "gist"), "theme": ("system", "light", "dark")}
_UNITS = ("_s", "_wpm", "_dbfs", "_semitones", "_per_s")
_NAMES = {
    "limit_s": "Limit",
    "number_digits_per_s": "Phone number, at most",
    "number_gap_s": "Pause before a phone number",
    "lexical_fillers_count": "Count filler words",
    "lexical_fillers": "Filler words",
    "filled_pauses_allowed": "Ums allowed",
    "filled_pause_words": "Ums",
    "long_pause_at_stop_s": "Long pause between sentences",
    "pitch_flat_semitones": "Flat pitch, below",
    "loudness_flat_db": "Flat loudness, below",
    "near_silence_dbfs": "Too quiet, below",
    "clipping_s": "Distorted, from",
    "live_level": "Show the level",
    "live_place": "Follow my voice",
    "live_ticks": "Tick before the limit",
    "live_beep": "Tone at the limit",
    "speaker": "Loudspeaker or headphones",
    "text_scale": "Text size",
    "motion": "Motion",
    "model_folder": "Model",
}
_WITH_MODELS = "Equipment"
_ADVICE = "advice_off"
_DEVICES = {"microphone": Way.IN, "speaker": Way.OUT}
_ELSEWHERE = tuple(f"{device}_host_api" for device in _DEVICES)  # go with their device


def name_of(setting: str) -> str:
    """As a person would say it."""
    if setting in _NAMES:
        return _NAMES[setting]
    for unit in _UNITS:
        setting = setting.removesuffix(unit)
    return setting.replace("_", " ").capitalize()


def as_typed(value: Value) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(value)
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def read_typed(described: Described, text: str) -> Value:
    """Raises ValueError that says what is expected."""
    text = text.strip()
    default = described.default
    if isinstance(default, tuple):
        return described.reads([each.strip() for each in text.split(",") if each.strip()])
    if isinstance(default, (int, float)):
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return described.reads(text)  # it says what it wants
        return described.reads(int(number) if isinstance(default, int) and number.is_integer() else number)
    return described.reads(text) if text else None


class SettingsDialog(QDialog):
    """Changes the session's settings as they are changed here."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.rows: dict[str, QWidget] = {}
        self._troubles: dict[str, Text] = {}
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 640)
        column = QVBoxLayout()
        column.setContentsMargins(32, 8, 32, 32)
        column.setSpacing(20)
        group = ""
        for each in describe(session.settings):
            if each.name in _ELSEWHERE:
                continue
            if each.group != group:
                group = each.group
                column.addSpacing(12)
                column.addWidget(Text(look, group, Type.HEADING))
                if group == _WITH_MODELS:
                    column.addWidget(ModelsPanel(look, session))
            if each.name == _ADVICE:
                self.rows[each.name] = AdviceRules(look, session, each)
                column.addWidget(self.rows[each.name])
            else:
                column.addWidget(self._row(each))
        column.addSpacing(12)
        column.addWidget(Text(look, "This computer", Type.HEADING))
        self.computer = ThisComputer(look, session.checkup)
        column.addWidget(self.computer)
        column.addSpacing(12)
        column.addWidget(Text(look, "What is kept", Type.HEADING))
        kept = Kept(look, session)
        kept.forgotten.connect(self.accept)
        column.addWidget(kept)
        column.addStretch()
        session.getter.removed.connect(self._show_model)
        done = Button(look, "Done", kind=Kind.GO)
        done.clicked.connect(self.accept)
        defaults = Button(look, "Back to the defaults", kind=Kind.QUIET)
        defaults.clicked.connect(self._back)
        lay_out(self, scrolled(column, "Settings"), defaults, done)

    def _row(self, each: Described) -> QWidget:
        field = self._field(each)
        field.setFont(self._look.font(Type.READING))
        field.setAccessibleName(name_of(each.name))
        field.setAccessibleDescription(each.explains)
        self.rows[each.name] = field
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Text(self._look, name_of(each.name), Type.READING_MEDIUM), 1)
        head.addWidget(field)
        unit = Text(self._look, each.unit or "", Type.BODY, "ink3")
        unit.setFixedWidth(self._look.px(104))
        head.addWidget(unit)
        self._troubles[each.name] = trouble = Text(self._look, "", Type.BODY, "rust", wraps=True)
        trouble.hide()
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(Text(self._look, each.explains, Type.BODY, "ink2", wraps=True))
        column.addWidget(
            Text(
                self._look,
                f"Default: {as_typed(each.default) or 'none'}. Source: {each.source}.",
                Type.LABEL,
                "ink3",
                wraps=True,
            )
        )
        column.addWidget(trouble)
        return row

    def _field(self, each: Described) -> QWidget:
        if each.name in _DEVICES:
            return DeviceChoice(self._look, self._session, _DEVICES[each.name])
        if isinstance(each.default, bool):
            box = TickBox(self._look)
            box.setChecked(bool(each.value))
            box.toggled.connect(lambda on: self._change(each, lambda: on))
            return box
        if each.name in _CHOICES:
            choice = Choice(self._look)
            choice.setMinimumWidth(self._look.px(128))
            choice.addItems(_CHOICES[each.name])
            choice.setCurrentText(str(each.value))
            choice.currentTextChanged.connect(lambda text: self._change(each, lambda: each.reads(text)))
            return choice
        line = QLineEdit(as_typed(each.value))
        long = isinstance(each.default, tuple) or each.default is None
        line.setFixedWidth(self._look.px(280 if long else 96))
        line.editingFinished.connect(lambda: self._change(each, lambda: read_typed(each, line.text())))
        return line

    def _change(self, each: Described, read: Callable[[], Value]) -> None:
        trouble = self._troubles[each.name]
        try:
            value = read()
        except ValueError as expected:
            trouble.show_text(f"It wants {expected}.")
            trouble.show()
            return
        changed = dataclasses.replace(self._session.settings, **{each.name: value})  # type: ignore[arg-type]
        against = _contradiction(changed)
        trouble.show_text(against)
        trouble.setVisible(bool(against))
        if not against:
            self._session.change_settings(changed)

    def _show_model(self) -> None:
        """The one that was chosen may be gone."""
        field = self.rows["model_folder"]
        if isinstance(field, QLineEdit):
            field.setText(as_typed(self._session.settings.model_folder))

    def _back(self) -> None:
        self._session.change_settings(Settings())
        self.accept()


def _contradiction(settings: Settings) -> str:
    for lesser, greater in IN_ORDER:
        if getattr(settings, lesser) > getattr(settings, greater):
            return f"{name_of(lesser)} must not be more than {name_of(greater).lower()}."
    return ""
