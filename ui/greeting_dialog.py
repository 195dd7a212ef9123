"""Which greeting answers in the voicemail drill: ours, or the user's own, which is recorded here."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from app.audio.mailbox import LONGEST_GREETING_S
from app.practice.rep import Phase
from app.problems import Problem
from app.review.telling import clock
from ui.buttons import Button, Kind
from ui.footed import lay_out, paper
from ui.icons import Icon
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_OURS, _OWN = range(2)
_TICK_MS = 100
_SOUNDS = "Sounds (*.wav *.flac *.ogg *.opus *.mp3)"
_SAYS = "It plays before the beep. Yours stays on this computer."
_NOW = {Phase.OPENING: "Opening the microphone", Phase.FINISHING: "Keeping it"}


class GreetingDialog(QDialog):
    """What is chosen holds at once."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._greeter = greeter = session.greeter
        self.setWindowTitle("The greeting")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.px(544))
        self.list = QListWidget()
        self.list.setFont(look.font(Type.READING))
        self.list.setAccessibleName("Greetings")
        self.list.addItems(["Ours", ""])
        self.list.setFixedHeight(look.px(84))
        self.record = Button(look, "", Icon.RECORD, key="R")
        self.hear = Button(look, "", Icon.PLAY, key="H")
        self.file = Button(look, "From a file …", Icon.FOLDER, Kind.PLAIN, key="O")
        self.delete = Button(look, "Delete yours", kind=Kind.QUIET, key="Del")
        self.says = Text(look, "", Type.BODY, "ink2", wraps=True)
        self.says.setMinimumHeight(2 * look.line_px(Type.BODY))
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for button in (self.record, self.hear, self.file):
            deeds.addWidget(button)
        deeds.addStretch()
        column = QVBoxLayout()
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(Text(look, "Which greeting answers?", Type.TITLE))
        column.addWidget(Text(look, _SAYS, Type.BODY, "ink2", wraps=True))
        column.addWidget(self.list)
        column.addLayout(deeds)
        column.addWidget(self.says)
        self.done_button = Button(look, "Done", kind=Kind.GO, key="Enter")
        self.done_button.setDefault(True)
        lay_out(self, paper(column), self.delete, self.done_button)
        self._connect()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self.list.setCurrentRow(_OURS)
        self._show_state()
        self.list.setFocus()
        greeter.look()

    def _connect(self) -> None:
        greeter = self._greeter
        for button, do in (
            (self.record, greeter.toggle),
            (self.hear, lambda: greeter.hear(self.list.currentRow() == _OWN)),
            (self.file, self._ask_for_file),
            (self.delete, greeter.delete),
        ):
            button.clicked.connect(do)
        for key, button in (("R", self.record), ("H", self.hear), ("O", self.file), ("Del", self.delete)):
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        self.done_button.clicked.connect(self.accept)
        self.list.itemActivated.connect(self.accept)
        self.list.currentRowChanged.connect(self._choose)
        greeter.changed.connect(self._show_state)
        greeter.kept.connect(self._was_kept)
        greeter.told.connect(self._tell)
        self._session.player.changed.connect(self._show_state)
        self.finished.connect(self._leave)

    # ---- Showing

    def _show_state(self) -> None:
        greeter, player = self._greeter, self._session.player
        own_s, recording = greeter.own_s, greeter.is_recording
        item = self.list.item(_OWN)
        item.setText("Yours: none yet" if own_s is None else f"Yours, {clock(own_s)}")
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if own_s is not None else Qt.ItemFlag.NoItemFlags)
        wanted = _OWN if own_s is not None and self._session.settings.own_greeting else _OURS
        self.list.blockSignals(True)
        self.list.setCurrentRow(wanted)
        self.list.blockSignals(False)
        idle = "Record yours" if own_s is None else "Record it again"
        self.record.show_label("Stop" if recording else idle, Icon.STOP if recording else Icon.RECORD)
        self.record.setEnabled(greeter.rehearsal.phase is not Phase.FINISHING)
        self.hear.show_label(
            "Stop it" if player.is_playing else "Hear it", Icon.STOP if player.is_playing else Icon.PLAY
        )
        self.delete.setEnabled(own_s is not None and not recording)
        for each in (self.list, self.hear, self.file, self.done_button):
            each.setEnabled(not recording)
        if recording:
            self._tick.start()
            self._show_time()
        elif self._tick.isActive():
            self._tick.stop()
            self.says.show_text("")

    def _show_time(self) -> None:
        rehearsal = self._greeter.rehearsal
        now = f"Recording: {clock(rehearsal.elapsed_s)} of {clock(LONGEST_GREETING_S)}. Esc throws it away."
        self.says.show_text(_NOW.get(rehearsal.phase, now))

    def _tell(self, problem: Problem) -> None:
        self.says.show_text(str(problem))

    # ---- What is done here

    def _choose(self, row: int) -> None:
        session = self._session
        session.player.stop()
        session.change_settings(replace(session.settings, own_greeting=row == _OWN))

    def _was_kept(self) -> None:
        """Who records one wants to hear it answer."""
        self._choose(_OWN)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, "A greeting from a file")
        dialog.setNameFilter(_SOUNDS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._greeter.take(Path(name)))
        dialog.open()

    def reject(self) -> None:
        """Esc throws what is being recorded away; else it leaves."""
        if self._greeter.is_recording:
            self._greeter.cancel()
        else:
            super().reject()

    def _leave(self) -> None:
        self._greeter.cancel()
        self._session.player.stop()
