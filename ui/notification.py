"""What a phone lights up with when a voicemail has come: who called, and the first lines of what was said."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.review.as_read import AsRead
from ui.text import Text
from ui.theme import Look, Type

CALLER = "Your number"  # a phone that does not know the caller shows no more
_WIDE_PX, _SIDE_PX = 340, 18
_TYPE_PX, _LINES = 15, 2


class Notification(QFrame):
    """As wide as on a phone: what does not fit into its two lines is not read there."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notification")
        self._look = look
        self._words: tuple[str, ...] = ()
        self.text = Text(look, "", quoted_px=_TYPE_PX)
        head = QHBoxLayout()
        head.addWidget(Text(look, CALLER, Type.READING_STRONG), 1)
        head.addWidget(Text(look, "Voicemail · now", Type.LABEL, "ink2"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(_SIDE_PX, 14, _SIDE_PX, 14)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.text)
        self.setAccessibleName("The notification")
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.setFixedWidth(look.px(_WIDE_PX))
        self._set()

    def show_read(self, read: AsRead) -> None:
        self._words = read.words
        self._set()

    def _set(self) -> None:
        metrics = QFontMetricsF(self._look.serif(_TYPE_PX))
        room = self._look.px(_WIDE_PX) - 2 * _SIDE_PX - 2
        self.text.show_text("\n".join(first_lines(self._words, metrics, room, _LINES)))
        self.setAccessibleDescription(f"The notification: {self.text.text().replace(chr(10), ' ') or 'no words'}")


def first_lines(words: Sequence[str], metrics: QFontMetricsF, room: float, most: int) -> list[str]:
    """No wider than `room` px; where there are more words than fit, the last line ends in “…”."""
    lines = [""]
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        rest = " …" if len(lines) == most and place < len(words) - 1 else ""
        if not lines[-1] or metrics.horizontalAdvance(longer + rest) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += " …"
            break
    return lines
