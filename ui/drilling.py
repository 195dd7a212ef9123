"""Drills as a person asks for them: begun, of one sentence alone, and ended."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.library.drills import Round, round_of
from app.practice.drill import Drill, Drilled
from app.practice.drill_page import ONE_SENTENCE
from app.practice.drills import named
from app.practice.problems import nothing_due
from app.practice.rep import Move
from app.practice.rounds import ROUND
from app.script.script import Script
from ui.greeting_dialog import GreetingDialog
from ui.pages import Page, Pages
from ui.reps import Reps
from ui.review_page import Saying
from ui.session import Session
from ui.theme import look_of

_ONE_SENTENCE = named(ONE_SENTENCE)


class Drilling(QObject):
    """What no phase allows is not done."""

    done = Signal(str)  # a sentence

    def __init__(self, session: Session, pages: Pages, reps: Reps, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._reps = reps
        self._window = window
        pages.drills.asked.connect(self.begin)
        pages.drills.greeting.connect(self.choose_greeting)
        pages.review.say.connect(self.say)
        pages.review.drill.ended.connect(self.end)
        pages.stage.end.connect(self.end)
        pages.stage.drills.connect(lambda: pages.turn_to(Page.DRILLS))
        pages.review.drill.asked.connect(self.begin)
        session.drill.left.connect(self.done)

    def begin(self, drill: Drill) -> None:
        """Of the message at hand, or the round of what is due; it then waits on the stage."""
        if drill.name == ROUND:
            self._begin_round(drill)
        else:
            self._reps.when_filled_in(lambda: self._begin(drill))

    def end(self) -> None:
        """Not while a rep is under way."""
        if not self._session.booth.may(Move.CANCEL):
            self._session.drill.leave()

    def choose_greeting(self) -> None:
        """Not while a rep is under way."""
        if not self._session.booth.may(Move.CANCEL):
            dialog = GreetingDialog(look_of(self._session.settings), self._session, self._window)
            dialog.finished.connect(self._session.settle_drill)
            dialog.open()

    def say(self, saying: Saying) -> None:
        """That sentence alone, at once; where it is the one that is drilled, its next take."""
        run, drilled = self._session.drill, self._with_sentence(saying)
        if run.turn is not None and run.drill is _ONE_SENTENCE:
            self._reps.start()
        elif drilled is not None:
            run.begin(_ONE_SENTENCE, lambda _: drilled, self._reps.start)

    def _begin(self, drill: Drill) -> None:
        drilled = self._session.drilled()
        if drilled is not None:
            self._session.drill.begin(drill, lambda _: drilled, lambda: self._pages.turn_to(Page.REHEARSE))

    def _begin_round(self, drill: Drill) -> None:
        session, minutes = self._session, self._pages.drills.minutes
        if session.booth.may(Move.CANCEL):
            return
        today = datetime.now().astimezone().date()
        session.shelf.save()

        def found(due: Round) -> None:
            if due.notes:
                self.done.emit(" ".join(due.notes))
            drilled = due.drilled
            if drilled is None:
                session.told.emit(nothing_due(due.next_day))
            else:
                session.drill.begin(drill, lambda _: drilled, lambda: self._pages.turn_to(Page.REHEARSE))

        session.shelf.look(lambda library: round_of(library, minutes, today, session.rules), found)

    def _with_sentence(self, saying: Saying) -> Drilled | None:
        """In the script as it stands now, where it is there still, else in that of the take."""
        then, at_hand = saying.shown.review.script, self._session.drilled()
        sentence = next((i for i, each in enumerate(then.sentences) if each.first <= saying.word < each.last), None)
        if at_hand is None or sentence is None:
            return None
        said = _said(then, sentence)
        now = [i for i in range(len(at_hand.script.sentences)) if _said(at_hand.script, i) == said]
        if now:
            return replace(at_hand, sentence=now[0])
        return replace(at_hand, script=then, rules=self._session.rules(then), sentence=sentence, written=None)


def _said(script: Script, sentence: int) -> list[str]:
    here = script.sentences[sentence]
    return [word.text for word in script.words[here.first : here.last]]
