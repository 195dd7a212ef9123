"""The offer of a better ear: size, licence and accuracy before, progress and cancel while it comes."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.recognition.models import STARTER
from app.recognition.progress import Stage
from ui.buttons import Button, Kind
from ui.getter import SMALL, Getter
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

_STEPS = {
    Stage.ASKING: "Asking",
    Stage.GETTING: "Getting",
    Stage.CHECKING: "Checking",
    Stage.UNPACKING: "Unpacking",
    Stage.TRYING: "Trying",
}


class BetterEar(QFrame):
    """Shows what a Getter does; hidden once a better model than the starter hears."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._getter: Getter = session.getter
        size = SMALL.size_bytes / 1e6
        self._fetch = Button(look, "Fetch the model")
        self._fetch.clicked.connect(self._getter.start)
        self._cancel = Button(look, "Cancel", kind=Kind.QUIET)
        self._cancel.clicked.connect(self._getter.cancel)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._step = Text(look, "", Type.BODY, "ink2")
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for each in (self._fetch, self._cancel, self._step):
            foot.addWidget(each)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(Text(look, f"A better ear is {size:.0f} MB away", Type.HEADING))
        column.addWidget(
            Text(
                look,
                f"The one that comes with the program follows a script it knows; {SMALL.name} also hears what you did "
                f"not write. {SMALL.word_error:.1%} of words wrong on read speech, {SMALL.licence}. Fetched once, "
                f"checked, then kept on this computer. Your takes are never sent anywhere.",
                Type.READING,
                "ink2",
                wraps=True,
            )
        )
        column.addLayout(foot)
        column.addWidget(self._bar)
        self._getter.changed.connect(self.show_state)
        session.ear.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        progress = self._getter.progress
        self.setVisible(self._session.ear.name in ("", STARTER) or progress is not None)
        self._fetch.setVisible(progress is None)
        self._cancel.setVisible(progress is not None)
        self._bar.setVisible(progress is not None)
        if progress is None:
            self._step.show_text("")
            return
        self._bar.setValue(round(1000 * progress.done / progress.total) if progress.total else 0)
        speed = f", {progress.speed / 1e6:.1f} MB a second" if progress.speed else ""
        self._step.show_text(f"{_STEPS[progress.stage]}{speed}")
