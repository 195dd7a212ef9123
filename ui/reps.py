"""Reps as a person asks for them: begun, stopped, begun again."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import problems
from app.practice.rep import Move
from ui.filling import fill_in
from ui.pages import Page, Pages
from ui.problems import no_message
from ui.session import Session
from ui.theme import look_of


class Reps(QObject):
    """What no phase allows is not done, however often it is asked for."""

    asked = Signal()  # for a rep that can be

    def __init__(self, session: Session, pages: Pages, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pages = pages
        self._window = window
        pages.desk.rehearse.connect(self.start)
        pages.stage.toggle.connect(self.toggle)
        pages.stage.over.connect(self.start_over)
        pages.stage.follow.connect(self.toggle_follow)
        pages.review.again.connect(self.start)

    def start(self) -> None:
        """Of the drill that goes on, else of the message at hand, once its blanks are filled in."""
        session = self._session
        if session.booth.may(Move.CANCEL):
            return
        if self._pages.page is Page.WRITE:
            session.drill.leave()
        session.drill.when_at_hand(lambda: self.when_filled_in(self._begin))

    def when_filled_in(self, then: Callable[[], object]) -> None:
        """Once nothing is open in the message at hand; that it cannot be spoken is told."""
        if not self._session.booth.may(Move.CANCEL):
            self._session.when_measured(lambda: self._fill_in(then))

    def _fill_in(self, then: Callable[[], object]) -> None:
        session = self._session
        if session.booth.may(Move.CANCEL):
            return
        if session.script() is None:
            nothing = session.shelf.is_open and session.shelf.message is None
            empty = session.measured.problem or problems.script_empty("of this message")
            session.told.emit(no_message() if nothing else empty)
            return
        self.asked.emit()
        is_fresh = self._pages.page in (Page.WRITE, Page.DRILLS)
        fill_in(session, look_of(session.settings), self._window, is_fresh, then)

    def _begin(self) -> None:
        self._pages.page = Page.REHEARSE
        self._session.start()
        self._pages.stage.setFocus()

    def toggle(self) -> None:
        if self._session.booth.may(Move.STOP):
            self._session.booth.stop()
        else:
            self.start()

    def start_over(self) -> None:
        if self._session.booth.may(Move.CANCEL):
            self._session.start_over()
            self._pages.stage.setFocus()
        else:
            self.start()

    def toggle_follow(self) -> None:
        settings = self._session.settings
        self._session.change_settings(replace(settings, live_place=not settings.live_place))
