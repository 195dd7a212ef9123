"""Advice beside the script: a few lines by importance, the chosen one with its reason, its source, an example."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.review.telling import counted
from app.script.lint import Advice
from ui.advice_words import as_tip, explained, rule_of
from ui.buttons import Button, Kind
from ui.scrolled import scrolled_within
from ui.text import Text
from ui.theme import Look, Type

_SIDE, _CARD_SIDE = 20, 12
_QUOTED_PX = 15
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SILENCE = "Not for this message"


class AdviceCard(QFrame):
    """What one rule advises, under its number, in one place or several; why is seen while it is chosen."""

    came = Signal(object)  # the Advice: it has the focus, here and below
    entered = Signal(object)
    stepped = Signal(int)
    silenced = Signal(object)

    def __init__(self, look: Look, number: int, total: int, places: Sequence[Advice]) -> None:
        super().__init__()
        self.places = tuple(places)
        self.advice = places[0]  # the one it tells about
        self._name = f"Advice {number} of {total}"
        self._look = look
        self.setProperty("role", "advice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout()
        column.setSpacing(4)
        self._message = Text(look, "", Type.BODY_MEDIUM, wraps=True)
        self._which = Text(look, "", Type.LABEL, "ink2")
        if len(self.places) == 1:
            self._which.hide()
        column.addWidget(self._message)
        column.addWidget(self._which)
        self._more = QWidget()
        self._below = QVBoxLayout(self._more)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(6)
        self._suggestion = Text(look, "", wraps=True)
        self._below.addWidget(self._suggestion)
        self.silence = Button(look, _SILENCE, kind=Kind.UNDERLINED, tip=f"{_SILENCE} (Ctrl M)")
        self.silence.clicked.connect(lambda: self.silenced.emit(self.advice))
        self._below.addWidget(self.silence)
        self._is_explained = False
        self._more.hide()
        column.addWidget(self._more)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(_CARD_SIDE, 6, _CARD_SIDE, 6)
        row.setSpacing(10)
        row.addWidget(Text(look, str(number), Type.BODY_STRONG, "amber"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.show_chosen(None)

    def _explain(self) -> None:
        """Why, and an example: made once it is chosen. Most cards never are; they come and go while one types."""
        look, rule, below = self._look, rule_of(self.advice), self._below
        self._is_explained = True
        below.insertWidget(below.indexOf(self.silence), Text(look, rule.reason, Type.BODY, "ink2", wraps=True))
        for label, quoted in (("Before", rule.before), ("After", rule.after)):
            below.addWidget(Text(look, label, Type.LABEL_MEDIUM, "ink2"))
            below.addWidget(Text(look, quoted, wraps=True, quoted_px=_QUOTED_PX))
        below.addWidget(Text(look, f"Source: {self.advice.source}.", Type.LABEL, "ink2", wraps=True))

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_chosen(self, advice: Advice | None) -> None:
        """`advice`: the one that is chosen, here or elsewhere."""
        chosen = advice in self.places
        if chosen and not self._is_explained:
            self._explain()
        self.advice = advice if advice is not None and chosen else self.places[0]
        self._message.show_text(self.advice.message)
        self._suggestion.show_text(self.advice.suggestion)
        count = len(self.places)
        which = f"Place {self.places.index(self.advice) + 1} of {count}" if chosen else f"In {count} places"
        self._which.show_text(which)
        self.setAccessibleName(f"{self._name}: {self.advice.message}")
        self.setAccessibleDescription(explained(self.advice) + (f"\n{which}" if count > 1 else ""))
        self.setToolTip(as_tip([self.advice]))
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)
            self._more.setVisible(chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit(self.advice)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.entered.emit(self.advice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTERS:
            self.entered.emit(self.advice)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)


class AdviceList(QFrame):
    """Shows what it is given; says what was chosen. One quiet line where there is nothing to say."""

    chose = Signal(object)  # the Advice, here and below
    entered = Signal(object)
    silenced = Signal(object)
    restored = Signal()  # what is silenced is wanted again
    left = Signal()  # it had the focus and has nothing left to hold it

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cards: tuple[AdviceCard, ...] = ()
        self._title = Text(look, "Worth a look", Type.HEADING)
        self._count = Text(look, "", Type.LABEL, "ink3")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        self._quiet = Text(look, "", Type.LABEL, "ink3", wraps=True)
        self._restore = Button(look, "Show again", kind=Kind.UNDERLINED)
        self._restore.clicked.connect(self.restored)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._quiet, 1)
        foot.addWidget(self._restore)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(_SIDE - _CARD_SIDE, 0, _SIDE - _CARD_SIDE, 0)
        self._rows.setSpacing(2)
        self._rows.addStretch()
        self._area = scrolled_within(self._rows, "Advice", "ground")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cards have it
        for line in (head, foot):
            line.setContentsMargins(_SIDE, 0, _SIDE, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 16)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._area)
        whole.addLayout(foot)
        self._later = QTimer(self)  # once the cards have their heights
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring_into_sight)
        self.setAccessibleName("Advice on the text")
        self.show_advice(None, 0, 0)

    def show_look(self, look: Look) -> None:
        self._look = look

    def show_advice(self, advice: Sequence[Sequence[Advice]] | None, of: int, silenced: int) -> None:
        """What each rule advises, by importance, `of` so many rules; None while it is not known. `silenced`: how many
        rules are, here."""
        listed = tuple(map(tuple, advice or ()))
        if listed != tuple(card.places for card in self.cards):
            at = next((at for at, card in enumerate(self.cards) if card.hasFocus() or card.silence.hasFocus()), None)
            self._lay_out(listed)
            if at is not None and listed:
                self.cards[min(at, len(listed) - 1)].setFocus()
            elif at is not None:
                self.left.emit()
        self._area.setVisible(bool(listed))
        self._title.setVisible(bool(listed))
        self._count.setVisible(bool(listed))
        self._count.show_text(f"{len(listed)} of {of}")
        words = [] if listed or advice is None else ["Nothing to advise."]
        words += [f"Silenced here: {counted(silenced, 'rule')}."] if silenced else []
        self._quiet.show_text(" ".join(words))
        self._quiet.setVisible(bool(words))
        self._restore.setVisible(bool(silenced))

    def show_chosen(self, advice: Advice | None) -> None:
        for card in self.cards:
            card.show_chosen(advice)
        if advice is not None:
            self._later.start()

    def _bring_into_sight(self) -> None:
        bar = self._area.verticalScrollBar()
        for card in self.cards:
            if card.property("chosen"):
                bottom = card.y() + card.height() - self._area.viewport().height()
                bar.setValue(min(max(bar.value(), bottom), card.y()))

    def _lay_out(self, advice: Sequence[Sequence[Advice]]) -> None:
        for card in self.cards:
            self._rows.removeWidget(card)
            card.blockSignals(True)  # the focus goes from card to card as they go: nobody came to them
            card.hide()
            card.deleteLater()
        self.cards = tuple(AdviceCard(self._look, number, len(advice), each) for number, each in enumerate(advice, 1))
        for at, card in enumerate(self.cards):
            self._rows.insertWidget(at, card)
            card.show()  # or it could not take the focus yet
            card.came.connect(self.chose)
            card.entered.connect(self.entered)
            card.stepped.connect(self._step)
            card.silenced.connect(self.silenced)

    def _step(self, by: int) -> None:
        at = next((at for at, card in enumerate(self.cards) if card.hasFocus()), 0) + by
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
