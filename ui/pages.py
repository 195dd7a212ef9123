"""The pages, which one is at hand, and the ways between them."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from app.practice.rep import Move
from ui.as_read import AsReadPage
from ui.compare_page import ComparePage
from ui.desk import Desk
from ui.drills_page import DrillsPage
from ui.keys import Deeds
from ui.review_page import ReviewPage
from ui.session import Session
from ui.stage import Stage
from ui.theme import Look
from ui.trends_page import TrendsPage
from ui.welcome import Welcome


class Page(IntEnum):
    WRITE = 0
    REHEARSE = 1
    REVIEW = 2
    DRILLS = 3
    COMPARE = 10  # these have no tab: one goes back from them
    TRENDS = 11
    AS_READ = 12


Aside = ComparePage | TrendsPage | AsReadPage


class Pages(QStackedWidget):
    """A rep that is under way keeps the stage."""

    turned = Signal()  # to another page, or wished for the one at hand once more

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._session = session
        self.page = Page.WRITE
        self.tab = Page.WRITE  # the page with a tab that was shown last
        self.desk = Desk(look, session)
        self.stage = Stage(look, session)
        self.welcome = Welcome(look, session)
        self.review = ReviewPage(look, session)
        self.drills = DrillsPage(look, session)
        self.compare = ComparePage(look, session)
        self.trends = TrendsPage(look, session)
        self.as_read = AsReadPage(look, session)
        self._asides: dict[Page, Aside] = {
            Page.COMPARE: self.compare,
            Page.TRENDS: self.trends,
            Page.AS_READ: self.as_read,
        }
        for each in (self.desk, self.stage, self.welcome, self.review, self.drills, *self._asides.values()):
            self.addWidget(each)
        self.welcome.write.connect(lambda: self.turn_to(Page.WRITE))
        self.welcome.sample.connect(self.open_sample)
        self.review.compare.connect(self.open_compare)
        self.review.column.trends.connect(self.open_trends)
        self.drills.trends.connect(self.open_trends)
        self.review.column.as_read.connect(self.open_as_read)
        self.desk.as_read.connect(self.open_as_read)
        for aside in self._asides.values():
            aside.back.connect(self.go_back)

    def show_page(self, busy: bool) -> None:
        """`busy`: a rep is under way."""
        self.tab = self.tab if self.page in self._asides else self.page
        on_stage = self.page is Page.REHEARSE and (busy or not self.welcome.has_trouble)
        shown = {
            Page.WRITE: self.desk,
            Page.REHEARSE: self.stage if on_stage else self.welcome,
            Page.REVIEW: self.review,
            Page.DRILLS: self.drills,
            **self._asides,
        }[self.page]
        if self.currentWidget() is not shown:
            shown.resize(self.size())  # else it is laid out twice: as large as it was when it was last in sight, first
            self.setUpdatesEnabled(False)  # painted in a turn of its own: what waits meanwhile comes between
            self.setCurrentWidget(shown)
            QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def show_playing(self) -> None:
        """Where the sound is, thirty times a second."""
        self.review.show_playing()
        self.compare.show_playing()
        self.as_read.show_playing()

    def deeds(self) -> Deeds:
        """The keys of the page at hand."""
        if self.page is Page.WRITE:
            return self.desk.deeds()
        if self.page is Page.REVIEW and self.review.shown:
            return self.review.deeds()
        if self.page is Page.DRILLS:
            return self.drills.deeds()
        return self._asides[self.page].deeds() if self.page in self._asides else {}

    def turn_to(self, page: Page) -> None:
        if self._session.booth.may(Move.CANCEL) and page is not Page.REHEARSE:
            return
        if page is not self.page:
            self._session.player.stop()
        is_another, self.page = page is not self.page, page
        self.turned.emit()
        if page is Page.REHEARSE:
            self.stage.setFocus()
        elif page is Page.REVIEW:
            self.review.script.setFocus()
        elif page is Page.DRILLS:
            self.drills.take_focus()
        elif page in self._asides:
            self._asides[page].take_focus()
        elif is_another:
            self.desk.messages.setFocus()

    def go_back(self) -> None:
        """From a page without a tab to the one before, from the drills to the one that waits on the stage, else to the
        desk, and there to the messages."""
        if self.page in self._asides:
            self.turn_to(self.tab)
        elif self.page is Page.DRILLS and self._session.drill.turn is not None:
            self.turn_to(Page.REHEARSE)
        elif self.page is not Page.WRITE:
            self.turn_to(Page.WRITE)
        else:
            self.desk.messages.setFocus()

    def at_desk(self, do: Callable[[], object]) -> None:
        """Not while a rep keeps the stage."""
        self.turn_to(Page.WRITE)
        if self.page is Page.WRITE:
            do()

    def open_sample(self) -> None:
        """The review of the sample's latest take, whichever message is at hand."""
        shelf = self._session.shelf
        sample = next((each for each in shelf.snapshot.messages if each.is_sample), None)
        if sample is not None:
            shelf.choose(sample.id)
            self.turn_to(Page.REVIEW)

    def open_compare(self, other: int | None = None) -> None:
        """The take that is shown beside another one."""
        shown = self.review.shown
        self.compare.open_with(shown.take.number if shown is not None and shown.take is not None else None, other)
        self.turn_to(Page.COMPARE)

    def open_trends(self) -> None:
        """What changes from day to day; the same key leaves it."""
        self._turn_aside(Page.TRENDS, self.trends.open_page)

    def open_as_read(self) -> None:
        """The best take as a phone shows it; the same key leaves it."""
        self._turn_aside(Page.AS_READ, self.as_read.open_page)

    def _turn_aside(self, page: Page, open_page: Callable[[], object]) -> None:
        if self.page is page:
            self.turn_to(self.tab)
        else:
            open_page()
            self.turn_to(page)
