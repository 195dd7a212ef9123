"""The window: its pages, its keys, and one show_state() that reads where things stand."""

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app import problems
from app.practice.rep import Move, Phase
from app.problems import Problem
from app.recognition.problems import NoModel
from ui.announce import Announcer, announce, told_verdict
from ui.as_read import AsReadPage
from ui.buttons import MainState
from ui.compare_page import ComparePage
from ui.desk import Desk
from ui.filling import fill_in
from ui.focus import OWN_FOCUS, FocusRing
from ui.help_overlay import HelpOverlay
from ui.keys import Deeds, Keys
from ui.message_actions import MessageActions
from ui.notice import Notice, Remedy
from ui.problems import no_message
from ui.review_page import ReviewPage, Saying
from ui.series_dialog import choose_earlier
from ui.session import Session
from ui.settings_dialog import SettingsDialog
from ui.shown import Shown
from ui.stage import Stage
from ui.take_actions import TakeActions
from ui.theme import dress, look_of
from ui.top_bar import TopBar
from ui.trends_page import TrendsPage
from ui.undo import Undo
from ui.welcome import Welcome
from ui.work_strip import WorkStrip

TICK_MS = 33  # level, clock and place: 30 a second
LEAST = QSize(900, 600)


class Page(IntEnum):
    WRITE = 0
    REHEARSE = 1
    REVIEW = 2
    COMPARE = 10  # these have no tab: one goes back from them
    TRENDS = 11
    AS_READ = 12


Aside = ComparePage | TrendsPage | AsReadPage


class Window(QWidget):
    """Everything a person sees."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page = Page.WRITE
        self._tab = Page.WRITE  # the page with a tab that was shown last
        self._announcer = Announcer()
        look = self.look = look_of(session.settings)
        self.setWindowTitle("After the Beep")
        self.setMinimumSize(LEAST)
        self.resize(1280, 800)
        self.bar = TopBar(look, session)
        self.notice = Notice(look)
        self.work = WorkStrip(look, session.work)
        self.desk = Desk(look, session)
        self.stage = Stage(look, session)
        self.welcome = Welcome(look, session)
        self.review = ReviewPage(look, session)
        self.compare = ComparePage(look, session)
        self.trends = TrendsPage(look, session)
        self.as_read = AsReadPage(look, session)
        self._asides: dict[Page, Aside] = {
            Page.COMPARE: self.compare,
            Page.TRENDS: self.trends,
            Page.AS_READ: self.as_read,
        }
        self.pages = QStackedWidget()
        for each in (self.desk, self.stage, self.welcome, self.review, *self._asides.values()):
            self.pages.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.notice)
        whole.addWidget(self.work)
        whole.addWidget(self.pages, 1)
        self.help = HelpOverlay(look, self)
        self.undo = Undo(session, self.notice)
        self._keys = self._make_keys()
        self.take_actions = TakeActions(session, self.review, self)
        self.take_actions.done.connect(self.notice.show_done)
        self.message_actions = MessageActions(session, self.desk, self)
        self.message_actions.done.connect(self.notice.show_done)
        self._ring = FocusRing(self, look)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_moment)
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.setProperty("role", "ground")  # what no page covers follows the theme, too
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look)
        self.show_state()
        self.setFocus()

    def _make_keys(self) -> Keys:
        key, on_review = Qt.Key, self.review.deeds()
        on_page: dict[Page, Deeds] = {
            Page.WRITE: {key.Key_Delete: self.session.bin.delete_message, key.Key_M: self.desk.open_menu},
            **{page: aside.deeds() for page, aside in self._asides.items()},
        }
        return Keys(
            self,
            {
                key.Key_Space: self.toggle,
                key.Key_R: self.start_over,
                key.Key_Escape: self.step_back,
                key.Key_F: self.toggle_follow,
                key.Key_T: self.open_trends,
                key.Key_V: self.open_as_read,
                key.Key_Question: self.help.toggle,
            },
            lambda: on_review if self.page is Page.REVIEW and self.review.shown else on_page.get(self.page, {}),
            {
                "Return": self.start,
                "Enter": self.start,
                "N": self.new_message,
                "O": self.desk.open_file.emit,
                "E": self.desk.export.emit,
                "F": lambda: self._at_desk(self.desk.search.setFocus),
                "D": lambda: self._at_desk(self.session.shelf.duplicate),
                "L": self.choose_earlier,
                "Z": self.undo.bring_back,
                ",": self.open_settings,
                "1": lambda: self.turn_to(Page.WRITE),
                "2": lambda: self.turn_to(Page.REHEARSE),
                "3": lambda: self.turn_to(Page.REVIEW),
            },
        )

    def _connect(self) -> None:
        session = self.session
        for notice in (self.notice, self.stage.notice):
            notice.said.connect(lambda said: announce(self, said))
        self.bar.page.connect(lambda number: self.turn_to(Page(number)))
        self.bar.settings.connect(self.open_settings)
        self.bar.help.connect(self.help.toggle)
        self.desk.rehearse.connect(self.start)
        self.desk.advising.done.connect(self.notice.show_done)
        self.stage.toggle.connect(self.toggle)
        self.stage.over.connect(self.start_over)
        self.stage.throw.connect(self.step_back)
        self.stage.follow.connect(self.toggle_follow)
        self.welcome.write.connect(lambda: self.turn_to(Page.WRITE))
        self.welcome.sample.connect(self.open_sample)
        self.welcome.settings.connect(self.open_settings)
        self.review.again.connect(self.start)
        self.review.say.connect(self._say)
        self.review.compare.connect(self.open_compare)
        self.review.column.trends.connect(self.open_trends)
        self.review.column.as_read.connect(self.open_as_read)
        self.desk.as_read.connect(self.open_as_read)
        self.desk.follows.connect(self.choose_earlier)
        for aside in self._asides.values():
            aside.back.connect(self.step_back)
        session.booth.changed.connect(self.show_state)
        session.shown.connect(self._show_review)
        session.told.connect(self.tell)
        session.shelf.chosen.connect(lambda: self._show_review(None))
        session.shelf.changed.connect(self.show_state)
        session.measured_changed.connect(self.show_state)
        session.equipment.changed.connect(self.show_state)
        session.equipment.returned.connect(self._tell_of_return)
        session.ear.changed.connect(self._ear_changed)
        session.player.changed.connect(self.show_state)
        session.settings_changed.connect(self._show_look)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._show_look)

    # ---- Showing

    def show_state(self) -> None:
        """All that follows from where the session stands."""
        session, booth = self.session, self.session.booth
        self._tab = self._tab if self.page in self._asides else self.page
        busy = booth.may(Move.CANCEL)
        on_stage = self.page is Page.REHEARSE and (busy or not self.welcome.has_trouble)
        shown = {
            Page.WRITE: self.desk,
            Page.REHEARSE: self.stage if on_stage else self.welcome,
            Page.REVIEW: self.review,
            **self._asides,
        }[self.page]
        if self.pages.currentWidget() is not shown:
            self.pages.setCurrentWidget(shown)
        self.bar.setVisible(not (busy and self.page is Page.REHEARSE))
        self.work.show_stage(busy)
        self.bar.show_page(self._tab, bool(session.shelf.snapshot.takes) or self.review.shown is not None)
        state = MainState(booth.phase, typing=self.desk.is_typing)
        self.desk.show_main(state if busy else replace(state, phase=Phase.READY))
        again = self.review.shown is not None and not busy
        self.review.show_main(replace(state, phase=Phase.REVIEWED) if again else state)
        self.stage.show_state()
        self.review.show_state()
        if busy or session.player.is_playing:
            self._tick.start()
        else:
            self._tick.stop()

    def _show_moment(self) -> None:
        booth = self.session.booth
        if booth.may(Move.CANCEL):
            self.stage.show_moment()
            if booth.wanted is not None:
                news = self._announcer.news(booth.phase, booth.rehearsal.elapsed_s, booth.wanted.rules.limit_s)
                if news is not None:
                    announce(self, news)
        if self.session.player.is_playing:
            self.review.show_playing()
            self.compare.show_playing()
            self.as_read.show_playing()

    def _show_look(self) -> None:
        look = look_of(self.session.settings)
        if look != self.look:
            self.look = look
            dress(self, look)
        self.show_state()

    def _show_review(self, shown: Shown | None) -> None:
        fresh = shown is not None and shown.take is None  # it comes from the studio this moment
        self.review.show_review(shown)
        if fresh and shown is not None:
            self.turn_to(Page.REVIEW)
            announce(self, told_verdict(shown.review))
        self.show_state()

    def _ear_changed(self) -> None:
        if self.session.ear.problem is not None:
            self.tell(self.session.ear.problem)
        self.show_state()

    def tell(self, problem: Problem) -> None:
        helps = [Remedy("Settings", self.open_settings)] if isinstance(problem, NoModel) else []
        self.notice.show_problem(problem, helps)

    def _tell_of_return(self, microphone: str) -> None:
        self.notice.show_done(f"The microphone “{microphone}” is there again.")

    # ---- What a person does

    def turn_to(self, page: Page) -> None:
        """Another page; a rep that is under way keeps the stage."""
        if self.session.booth.may(Move.CANCEL) and page is not Page.REHEARSE:
            return
        if page is not self.page:
            self.session.player.stop()
        came_back, self.page = self.page in self._asides, page
        self.show_state()
        if page is Page.REHEARSE:
            self.stage.setFocus()
        elif page is Page.REVIEW:
            self.review.script.setFocus()
        elif page in self._asides:
            self._asides[page].take_focus()
        elif came_back:
            self.desk.messages.setFocus()

    def open_sample(self) -> None:
        """The review of the sample's latest take, whichever message is at hand."""
        sample = next((each for each in self.session.shelf.snapshot.messages if each.is_sample), None)
        if sample is not None:
            self.session.shelf.choose(sample.id)
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
            self.turn_to(self._tab)
        else:
            open_page()
            self.turn_to(page)

    def _at_desk(self, do: Callable[[], object]) -> None:
        """Not while a rep keeps the stage."""
        self.turn_to(Page.WRITE)
        if self.page is Page.WRITE:
            do()

    def new_message(self) -> None:
        self._at_desk(self.desk.new_message)

    def choose_earlier(self) -> None:
        """Which message the one at hand follows."""
        self._at_desk(lambda: choose_earlier(self.session, self.look, self))

    def start(self) -> None:
        """A rep of the message at hand, once its blanks are filled in."""
        if not self.session.booth.may(Move.CANCEL):
            self.session.when_measured(self._start)

    def _start(self) -> None:
        session = self.session
        if session.booth.may(Move.CANCEL):
            return
        if session.script() is None:
            nothing = session.shelf.is_open and session.shelf.message is None
            empty = session.measured.problem or problems.script_empty("of this message")
            self.tell(no_message() if nothing else empty)
            return
        self.notice.clear()
        fill_in(session, self.look, self, self.page is Page.WRITE, self._begin)

    def _begin(self) -> None:
        self.page = Page.REHEARSE
        self.session.start()
        self.stage.setFocus()

    def toggle(self) -> None:
        if self.session.booth.may(Move.STOP):
            self.session.booth.stop()
        else:
            self.start()

    def start_over(self) -> None:
        if self.session.booth.may(Move.CANCEL):
            self.session.start_over()
            self.stage.setFocus()
        else:
            self.start()

    def step_back(self) -> None:
        """Throws the take away; where there is none, stops the sound, then what takes long, then goes back."""
        booth, player = self.session.booth, self.session.player
        if self.help.isVisible():
            self.help.hide()
        elif booth.may(Move.CANCEL):
            booth.cancel()
        elif player.is_playing:
            player.stop()
        elif self.session.work.job is not None:
            self.session.work.give_up()
        elif self.page in self._asides:
            self.turn_to(self._tab)
        elif self.page is not Page.WRITE:
            self.turn_to(Page.WRITE)
        else:
            self.desk.messages.setFocus()

    def toggle_follow(self) -> None:
        settings = self.session.settings
        self.session.change_settings(replace(settings, live_place=not settings.live_place))

    def open_settings(self) -> None:
        if not self.session.booth.may(Move.CANCEL):
            SettingsDialog(self.look, self.session, self).open()

    def _say(self, saying: Saying) -> None:
        self.page = Page.REHEARSE
        if self.session.say_sentence(saying.shown.review, saying.word):
            self.stage.setFocus()

    # ---- What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.help.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Out of sight first; then everything that runs is ended, and what was spoken and typed is kept."""
        self._tick.stop()
        self.hide()
        self.session.close()
        event.accept()
