"""All keys, over the window, for as long as one looks."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.key_hint import KeyHint
from ui.keys import OWN_KEYS, SHOWN
from ui.scrolled import scrolled
from ui.text import Text
from ui.theme import Look, Type

_MOST_COLUMNS = 3
_ROW_PX = 26
_BETWEEN = 24  # px between two columns
_AROUND = 24  # px of the window beside the card
_SIDE = 32  # px within the card
_BAR_PX = 14  # where it is to be scrolled


class _Group(QWidget):
    """Keys that belong together."""

    def __init__(self, look: Look, name: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.hints = [KeyHint(look, key, does, _ROW_PX) for key, does in keys]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(Text(look, name, Type.BODY_STRONG), 0, 0)
        for row, hint in enumerate(self.hints, 1):
            grid.addWidget(hint, row, 0, Qt.AlignmentFlag.AlignLeft)


class HelpOverlay(QWidget):
    """Hidden until toggled; any key or click closes it, but those that scroll it where it is too long."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setProperty(OWN_KEYS, True)
        self.setAccessibleName("All keys")
        self.groups = [_Group(look, name, keys) for name, keys in SHOWN]
        for group in self.groups:
            for hint in group.hints:
                hint.clicked.connect(self.hide)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(_BETWEEN)
        self._laid: tuple[int, ...] = ()  # how many groups stand in each column
        self._fill((len(self.groups),))
        inside = QVBoxLayout()
        inside.setContentsMargins(_SIDE, 28, _SIDE, 28)
        inside.setSpacing(20)
        inside.addWidget(Text(look, "Keys", Type.TITLE))
        inside.addLayout(self._columns)
        self._inside = inside
        self._area = scrolled(inside, "All keys")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = QFrame(self)
        self._card.setProperty("role", "card")
        whole = QVBoxLayout(self._card)
        whole.setContentsMargins(1, 8, 1, 8)
        whole.addWidget(self._area)
        said = "; ".join(f"{key}: {does}" for _, keys in SHOWN for key, does in keys)
        self.setAccessibleDescription(said)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.hide()
            return
        self.raise_()
        self.show()
        self._lay()
        self._area.verticalScrollBar().setValue(0)
        self.setFocus()

    def _lay(self) -> None:
        """As many columns as there is room for, as even as can be."""
        most = self.width() - 2 * _AROUND
        for count in range(_MOST_COLUMNS, 0, -1):
            laid = evenly([len(group.hints) + 2 for group in self.groups], count)
            across = self._across(laid)
            if across <= most:
                break
        self._fill(laid)
        across, down = min(across, most), min(self._inside.sizeHint().height() + 18, self.height() - _AROUND)
        self._card.setGeometry((self.width() - across) // 2, (self.height() - down) // 2, across, down)

    def _across(self, laid: tuple[int, ...]) -> int:
        """px of a card with its groups in such columns."""
        groups = iter(self.groups)
        wide = (max(next(groups).sizeHint().width() for _ in range(count)) for count in laid)
        return sum(wide) + (len(laid) - 1) * _BETWEEN + 2 * _SIDE + _BAR_PX

    def _fill(self, laid: tuple[int, ...]) -> None:
        if laid == self._laid:
            return
        self._laid = laid
        while self._columns.count():
            self._columns.takeAt(0)
        groups = iter(self.groups)
        for count in laid:
            column = QVBoxLayout()
            column.setSpacing(14)
            for _ in range(count):
                column.addWidget(next(groups))
            column.addStretch()
            self._columns.addLayout(column)
        self._columns.addStretch()

    def event(self, event: QEvent) -> bool:
        """Nothing behind the veil acts on a key, be it a shortcut or Tab."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _: bool) -> bool:  # noqa: N802
        return False  # then Tab is a key as any other

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        veil = QColor(0, 0, 0)
        veil.setAlphaF(0.4)
        QPainter(self).fillRect(self.rect(), veil)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self._area.verticalScrollBar(), Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Up: -bar.singleStep() * 2,
            Qt.Key.Key_Down: bar.singleStep() * 2,
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        if bar.maximum() and key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            self.hide()


def evenly(heights: Sequence[int], columns: int) -> tuple[int, ...]:
    """How many of these, in their order, stand in each of so many columns, so that the highest is as low as can be."""

    def highest(counts: tuple[int, ...]) -> int:
        given = iter(heights)
        return max(sum(next(given) for _ in range(count)) for count in counts)

    return min(_parted(len(heights), min(columns, len(heights))), key=highest)


def _parted(count: int, columns: int) -> Iterator[tuple[int, ...]]:
    for cuts in combinations(range(1, count), columns - 1):
        yield tuple(after - before for before, after in pairwise((0, *cuts, count)))
