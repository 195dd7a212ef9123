"""Advice at the desk: what the adviser says, in the script and in the list beside it, and what is done about it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.script.lint import Advice
from ui.advice_list import AdviceList
from ui.advice_words import name_of
from ui.editor import Editor
from ui.notice import Remedy
from ui.session import Session

MOST = 5  # rules at a time


class Advising(QObject):
    """Keeps the marks and the list at one."""

    done = Signal(str, object)  # a sentence, and the remedies beside it

    def __init__(self, session: Session, editor: Editor, listed: AdviceList, desk: QWidget) -> None:
        """Its keys act while the desk is shown, in its text fields, too."""
        super().__init__(desk)
        self._session = session
        self._editor = editor
        self._list = listed
        self.chosen: Advice | None = None
        self._listed: list[list[Advice]] = []  # what matters most, by rule
        listed.chose.connect(self._choose)
        listed.entered.connect(self.go_to)
        listed.silenced.connect(self._silence)
        listed.restored.connect(self._restore)
        listed.left.connect(editor.setFocus)
        session.adviser.changed.connect(self.show_state)
        session.shelf.changed.connect(self.show_state)
        keys = (("J", lambda: self.step(1)), ("Shift+J", lambda: self.step(-1)), ("M", self.silence))
        for key, do in keys:
            QShortcut(QKeySequence(f"Ctrl+{key}"), desk).activated.connect(do)
        self.show_state()

    def show_state(self) -> None:
        message = self._session.shelf.snapshot.message
        advice = self._session.adviser.advice
        by_rule: dict[str, list[Advice]] = {}
        for each in advice or ():
            by_rule.setdefault(each.rule, []).append(each)
        self._listed = list(by_rule.values())[:MOST]
        if self.chosen not in self._places:
            self.chosen = None
        silenced = len(message.silenced) if message is not None else 0
        self._list.show_advice(None if advice is None else self._listed, len(by_rule), silenced)
        self._show_chosen()

    @property
    def _places(self) -> list[Advice]:
        return [each for places in self._listed for each in places]

    def _show_chosen(self) -> None:
        session = self._session
        self._list.show_chosen(self.chosen)
        text = session.shelf.draft.text
        self._editor.marks.show_advice(session.adviser.searches, self._listed, text, self.chosen)

    # ---- What a person does

    def step(self, by: int) -> None:
        """To the next place that is advised on, or the one before, round and round; the caret goes with it."""
        places = self._places
        if places:
            at = places.index(self.chosen) + by if self.chosen is not None else min(by, 0)
            self.go_to(places[at % len(places)])

    def go_to(self, advice: Advice) -> None:
        """The caret is where it is about."""
        self._choose(advice)
        place = self._editor.marks.find(advice)
        if place is not None:
            self._editor.go_to(place)

    def silence(self) -> None:
        """The rule of the chosen one, for this message."""
        if self.chosen is not None:
            self._silence(self.chosen)

    def _choose(self, advice: Advice) -> None:
        self.chosen = advice
        self._show_chosen()

    def _silence(self, advice: Advice) -> None:
        shelf, rules = self._session.shelf, (advice.rule,)
        message = shelf.message
        if message is not None:
            shelf.silence(message, rules)
            undo = Remedy("Undo", lambda: shelf.silence(message, rules, silent=False))
            self.done.emit(f"“{name_of(advice.rule)}” is silent for this message.", [undo])

    def _restore(self) -> None:
        message = self._session.shelf.snapshot.message
        if message is not None:
            self._session.shelf.silence(message.id, message.silenced, silent=False)
