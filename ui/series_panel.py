"""The messages before this one in its series, below the script that is being written: title, day and text."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.library.series import Earlier
from ui.buttons import Button, Kind, Size
from ui.scrolled import scrolled
from ui.text import OneLine, Text
from ui.theme import Look, Type
from ui.trend_chart import day_told

_QUOTED_PX = 15
_ORDINALS = ("Second", "Third", "Fourth", "Fifth", "Sixth")


class SeriesPanel(QWidget):
    """Hidden where there is nothing before it."""

    choose = Signal()  # which message it follows

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[Earlier, ...] = ()
        self._place = OneLine(look, "", Type.LABEL_STRONG, "ink2")
        self.fold = Button(look, "Hide", kind=Kind.PLAIN, size=Size.SMALL, tip="Show or hide the earlier messages")
        self.fold.clicked.connect(self.toggle)
        change = Button(
            look, "Change …", kind=Kind.PLAIN, size=Size.SMALL, tip="Which message this one follows (Ctrl L)"
        )
        change.clicked.connect(self.choose)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._place, 1)
        head.addWidget(change)
        head.addWidget(self.fold)
        self._texts = QVBoxLayout()
        self._texts.setContentsMargins(0, 0, 12, 0)
        self._texts.setSpacing(12)
        self._area = scrolled(self._texts, "Earlier in this series")
        line = QFrame()
        line.setProperty("role", "hairline")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(line)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        self.setAccessibleName("Earlier in this series")
        self.hide()

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_earlier(self, earlier: Sequence[Earlier]) -> None:
        """Oldest first, as the library has them; the last one is read first."""
        if tuple(earlier) == self._shown:
            return
        self._shown = tuple(earlier)
        self.setVisible(bool(earlier))
        while (item := self._texts.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for each in reversed(self._shown):
            self._texts.addWidget(_Told(self._look, each))
        self._texts.addStretch()
        if not earlier:
            return
        count = len(earlier)
        which = _ORDINALS[count - 1] if count <= len(_ORDINALS) else f"Number {count + 1}"
        self._place.show_text(f"{which} of a series. Before it:")
        self.setAccessibleDescription(" ".join(told(each) for each in reversed(self._shown)))

    def toggle(self) -> None:
        """They take room that the script may want."""
        opens = not self._area.isVisibleTo(self)
        self._area.setVisible(opens)
        high = QSizePolicy.Policy.Preferred if opens else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self.fold.show_label("Hide" if opens else "Show")


class _Told(QWidget):
    def __init__(self, look: Look, earlier: Earlier) -> None:
        super().__init__()
        text = Text(look, earlier.message.draft.text.strip(), tone="ink2", wraps=True, quoted_px=_QUOTED_PX)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(OneLine(look, earlier.message.draft.name, Type.BODY_MEDIUM), 1)
        head.addWidget(Text(look, written_on(earlier), Type.LABEL, "ink3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(text)


def written_on(earlier: Earlier) -> str:
    """The day it was last changed; with its year where that was another one."""
    day = earlier.message.edited_at.astimezone().date()
    return day_told(day, [day, date.today()])  # noqa: DTZ011  the reader's own day


def told(earlier: Earlier) -> str:
    return f"{earlier.message.draft.name}, {written_on(earlier)}: {earlier.message.draft.text.strip()}"
