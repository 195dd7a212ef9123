"""The models there are, those that could be, and the ways to get and remove them; stands in the settings."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.practice.model_told import facts, told_of_removal
from app.recognition.models import STARTER, VoskModel
from ui.buttons import Button, Kind
from ui.confirm import ask_before_deleting
from ui.getter import OFFERED
from ui.getting_strip import GettingStrip
from ui.icons import Icon
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_FROM_HERE = (
    "A model that somebody gave you: the zip it came in, its folder, or an address. It is unpacked with care and tried "
    "before it hears anything, but nobody here can vouch for it."
)


class ModelsPanel(QWidget):
    """Shows what a Getter knows and does."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._getter = session.getter
        self._shown: object = None  # what the rows were made of
        self.buttons: dict[str, Button] = {}  # by what they do, the rows' alone
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.zip = Button(look, "A zip …", Icon.FOLDER)
        self.zip.clicked.connect(lambda: self._choose("A model’s zip", QFileDialog.FileMode.ExistingFile))
        self.folder = Button(look, "A folder …", Icon.FOLDER)
        self.folder.clicked.connect(lambda: self._choose("A model’s folder", QFileDialog.FileMode.Directory))
        self.address = QLineEdit()
        self.address.setFont(look.font(Type.READING))
        self.address.setPlaceholderText("https://")
        self.address.setAccessibleName("Address of a model’s zip")
        self.address.returnPressed.connect(self._fetch_address)
        self.fetch = Button(look, "Fetch it")
        self.fetch.clicked.connect(self._fetch_address)
        for button in (self.zip, self.folder, self.fetch):
            button.setAutoDefault(False)  # Return belongs to the field
        line = QHBoxLayout()
        line.setSpacing(10)
        for each in (self.zip, self.folder):
            line.addWidget(each)
        line.addWidget(self.address, 1)
        line.addWidget(self.fetch)
        self.strip = GettingStrip(look, self._getter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._rows)
        column.addWidget(Text(look, "From elsewhere", Type.READING_MEDIUM))
        column.addWidget(Text(look, _FROM_HERE, Type.BODY, "ink2", wraps=True))
        column.addLayout(line)
        column.addWidget(self.strip)
        self._getter.changed.connect(self.show_state)
        session.ear.changed.connect(self.show_state)
        self.show_state()
        self._getter.look()

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_state(self) -> None:
        hears = self._session.ear.name
        if self._shown != (self._getter.models, hears):
            self._shown = (self._getter.models, hears)
            self._make_rows(hears)
        for button in (*self.buttons.values(), self.zip, self.folder, self.fetch):
            button.setEnabled(self._getter.progress is None)

    def bring(self, path: Path) -> None:
        self._getter.start(path)

    def ask_before_removing(self, model: VoskModel) -> None:
        others = [each.name for each in self._getter.models if each != model]
        hears_then = others[0] if others and model.name == self._session.ear.name else None
        question = f"Remove {model.name}? {told_of_removal(model, hears_then)}"
        ask_before_deleting(self.window(), "Remove the model", question, lambda: self._getter.remove(model))

    def _make_rows(self, hears: str) -> None:
        self.buttons.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for model in self._getter.models:
            action = "" if model.name == STARTER else "Remove"
            self._add(model.name, _told(model, model.name == hears), action, partial(self.ask_before_removing, model))
        there = {model.name for model in self._getter.models}
        for known in OFFERED:
            if known.name not in there:
                self._add(known.name, f"{facts(known)}.", "Fetch", partial(self._getter.start, known))

    def _add(self, name: str, told: str, action: str, do: Callable[[], None]) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(self._look, "Comes with the program" if name == STARTER else name, Type.READING_MEDIUM))
        words.addWidget(Text(self._look, told, Type.BODY, "ink2", wraps=True))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addLayout(words, 1)
        if action:
            kind = Kind.SUB if action == "Remove" else Kind.EDGED
            button = self.buttons[f"{action} {name}"] = Button(self._look, action, kind=kind)
            button.setAccessibleName(f"{action} {name}")
            button.setAccessibleDescription(told)
            button.setAutoDefault(False)
            button.clicked.connect(lambda: do())
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(row)

    def _fetch_address(self) -> None:
        if address := self.address.text().strip():
            self._getter.start(address)

    def _choose(self, caption: str, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self.window(), caption)
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.ExistingFile:
            dialog.setNameFilters(["Zip (*.zip)", "Any file (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.bring(Path(name)))
        dialog.open()


def _told(model: VoskModel, hears: bool) -> str:
    """An installed one: whether it hears, and what is known of it."""
    what = "Hears your takes now. " if hears else ""
    if model.known is not None:
        what += f"{model.known.licence}, {model.known.word_error:.1%} of words wrong on read speech. "
    elif model.name != STARTER:
        what += "Its licence and its accuracy are not known here. "
    return what + ("Two hearings." if model.look_ahead else "One hearing: it cannot be bent towards a script.")
