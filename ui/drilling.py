"""Drills as a person asks for them: begun, and of one sentence alone."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.practice.drill import Drill, Drilled
from app.practice.drill_page import failing_sentence
from ui.pages import Page, Pages
from ui.reps import Reps
from ui.session import Session


class Drilling(QObject):
    """What no phase allows is not done."""

    done = Signal(str)  # a sentence

    def __init__(self, session: Session, pages: Pages, reps: Reps, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._reps = reps
        pages.drills.asked.connect(self.begin)
        session.drill.left.connect(self.done)

    def begin(self, drill: Drill) -> None:
        """Of the message at hand; it then waits on the stage."""
        self._reps.when_filled_in(lambda: self._begin(drill))

    def _begin(self, drill: Drill) -> None:
        drilled = self._at_hand()
        if drilled is not None:
            self._session.drill.begin(drill, lambda _: drilled, lambda: self._pages.turn_to(Page.REHEARSE))

    def _at_hand(self) -> Drilled | None:
        session, snapshot = self._session, self._session.shelf.snapshot
        script = session.script()
        if script is None or snapshot.message is None:
            return None
        return Drilled(
            snapshot.message.draft.name,
            script,
            session.rules(script),
            snapshot.message.id,
            failing_sentence(snapshot.ladder, script),
        )
