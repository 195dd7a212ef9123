"""The offer of a better ear: size, licence and accuracy before, progress and cancel while it comes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.practice.model_told import size
from app.recognition.models import STARTER
from ui.buttons import Button
from ui.getter import SMALL
from ui.getting_strip import GettingStrip
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type


class BetterEar(QFrame):
    """Shows what a Getter does; hidden once a better model than the starter hears."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fetch = Button(look, "Fetch the model")
        self._fetch.clicked.connect(lambda: session.getter.start())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(Text(look, f"A better ear is {size(SMALL.size_bytes)} away", Type.HEADING))
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
        column.addWidget(self._fetch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(GettingStrip(look, session.getter))
        session.getter.changed.connect(self.show_state)
        session.ear.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        progress = self._session.getter.progress
        self.setVisible(self._session.ear.name in ("", STARTER) or progress is not None)
        self._fetch.setVisible(progress is None)
