"""The window: its bar, its pages, its keys, and one show_state() that reads where things stand."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.practice.rep import Move, Phase
from app.problems import Fault, Problem
from app.recognition.problems import NoModel
from ui.announce import Announcer, announce, told_verdict
from ui.buttons import MainState
from ui.drilling import Drilling
from ui.focus import OWN_FOCUS, FocusRing
from ui.help_overlay import HelpOverlay
from ui.keys import Keys
from ui.message_actions import MessageActions
from ui.notice import Notice, Remedy
from ui.pages import Page, Pages
from ui.reps import Reps
from ui.series_dialog import choose_earlier
from ui.session import Session
from ui.settings_dialog import SettingsDialog
from ui.shown import Shown
from ui.take_actions import TakeActions
from ui.theme import dress, look_of
from ui.top_bar import TopBar
from ui.undo import Undo
from ui.work_strip import WorkStrip

TICK_MS = 33  # level, clock and place: 30 a second
LEAST = QSize(900, 600)


class Window(QWidget):
    """Everything a person sees."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._announcer = Announcer()
        look = self.look = look_of(session.settings)
        self.setWindowTitle("After the Beep")
        self.setMinimumSize(LEAST)
        self.resize(1280, 800)
        self.bar = TopBar(look, session)
        self.notice = Notice(look)
        self.work = WorkStrip(look, session.work)
        self.pages = Pages(look, session)
        self.desk, self.stage, self.review = self.pages.desk, self.pages.stage, self.pages.review
        self.reps = Reps(session, self.pages, self)
        self.drilling = Drilling(session, self.pages, self.reps, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.notice)
        whole.addWidget(self.work)
        whole.addWidget(self.pages, 1)
        self._fresh: Shown | None = None  # the review of the take just spoken, until its page is turned to
        self.help = HelpOverlay(look, self)
        self.undo = Undo(session, self.notice)
        self._keys = self._make_keys()
        self.take_actions = TakeActions(session, self.review, self)
        for each in (self.take_actions, self.drilling):
            each.done.connect(self.notice.show_done)
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
        key, pages, reps = Qt.Key, self.pages, self.reps
        return Keys(
            self,
            {
                key.Key_Space: reps.toggle,
                key.Key_R: reps.start_over,
                key.Key_Escape: self.step_back,
                key.Key_F: reps.toggle_follow,
                key.Key_D: lambda: pages.turn_to(Page.DRILLS),
                key.Key_E: self.drilling.end,
                key.Key_T: pages.open_trends,
                key.Key_V: pages.open_as_read,
                key.Key_Question: self.help.toggle,
            },
            pages.deeds,
            {
                "Return": reps.start,
                "Enter": reps.start,
                "N": self.new_message,
                "O": self.desk.open_file.emit,
                "E": self.desk.export.emit,
                "F": lambda: pages.at_desk(self.desk.search.setFocus),
                "D": lambda: pages.at_desk(self.session.shelf.duplicate),
                "L": self.choose_earlier,
                "Z": self.undo.bring_back,
                ",": self.open_settings,
                "1": lambda: pages.turn_to(Page.WRITE),
                "2": lambda: pages.turn_to(Page.REHEARSE),
                "3": lambda: pages.turn_to(Page.REVIEW),
                "4": lambda: pages.turn_to(Page.DRILLS),
            },
        )

    def _connect(self) -> None:
        session = self.session
        for notice in (self.notice, self.stage.notice):
            notice.said.connect(lambda said: announce(self, said))
        self.pages.turned.connect(self.show_state)
        self.reps.asked.connect(self.notice.clear)
        self.bar.page.connect(lambda number: self.pages.turn_to(Page(number)))
        self.bar.settings.connect(self.open_settings)
        self.bar.help.connect(self.help.toggle)
        self.desk.advising.done.connect(self.notice.show_done)
        self.stage.throw.connect(self.step_back)
        self.pages.welcome.settings.connect(self.open_settings)
        self.desk.follows.connect(self.choose_earlier)
        session.booth.changed.connect(self.show_state)
        session.drill.changed.connect(self.show_state)
        session.shown.connect(self._show_review)
        session.told.connect(self.tell)
        session.shelf.chosen.connect(lambda: self._show_review(None))
        session.shelf.changed.connect(self.show_state)
        session.measured_changed.connect(self.show_state)
        session.equipment.changed.connect(self.show_state)
        session.equipment.returned.connect(self._tell_of_return)
        session.getter.ended.connect(self.notice.show_done)
        session.ear.changed.connect(self._ear_changed)
        session.player.changed.connect(self.show_state)
        session.settings_changed.connect(self._show_look)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._show_look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_main)

    # ---- Showing

    def show_state(self) -> None:
        """All that follows from where the session stands."""
        session = self.session
        busy = session.booth.may(Move.CANCEL) or self._fresh is not None
        self.pages.show_page(busy)
        self.bar.setVisible(not (busy and self.pages.page is Page.REHEARSE))
        self.work.show_stage(busy)
        self.bar.show_page(self.pages.tab, bool(session.shelf.snapshot.takes) or self.review.shown is not None)
        self._show_main()
        if self.pages.currentWidget() is self.stage:
            self.stage.show_state()  # else it would set the whole script in lines whenever it is typed into
        self.review.show_state()
        if busy or session.player.is_playing:
            self._tick.start()
        else:
            self._tick.stop()

    def _show_main(self) -> None:
        """What the main buttons do now, and by which key, which is another one where somebody types."""
        session, busy = self.session, self.session.booth.may(Move.CANCEL)
        state = MainState(session.booth.phase, typing=self.desk.is_typing, goes_on=session.drill.turn is not None)
        self.desk.show_main(state if busy else replace(state, phase=Phase.READY))
        again = self.review.shown is not None and not busy
        self.review.show_main(replace(state, phase=Phase.REVIEWED) if again else state)

    def _show_moment(self) -> None:
        booth = self.session.booth
        if booth.may(Move.CANCEL):
            self.stage.show_moment()
            if booth.wanted is not None:
                news = self._announcer.news(booth.phase, booth.rehearsal.elapsed_s, booth.wanted.rules.limit_s)
                if news is not None:
                    announce(self, news)
        if self.session.player.is_playing:
            self.pages.show_playing()

    def _show_look(self) -> None:
        look = look_of(self.session.settings)
        if look != self.look:
            self.look = look
            dress(self, look)
        self.show_state()

    def _show_review(self, shown: Shown | None) -> None:
        self.review.show_review(shown)
        if shown is None:
            self._fresh = None
        elif shown.take is None:  # it comes from the studio this moment
            self._fresh = shown
            QTimer.singleShot(0, self, self._turn_to_fresh)  # in a turn of its own: what waits meanwhile comes between
        self.show_state()

    def _turn_to_fresh(self) -> None:
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            self.pages.turn_to(Page.REVIEW)
            drill = self.session.drill.stand
            announce(self, ". ".join([told_verdict(fresh.review), *(drill.said if drill is not None else ())]))

    def _ear_changed(self) -> None:
        if self.session.ear.problem is not None:
            self.tell(self.session.ear.problem)
        self.show_state()

    def tell(self, problem: Problem) -> None:
        if isinstance(problem, Fault):
            return  # ui/crash.py tells of those
        helps = [Remedy("Settings", self.open_settings)] if isinstance(problem, NoModel) else []
        self.notice.show_problem(problem, helps)

    def _tell_of_return(self, microphone: str) -> None:
        self.notice.show_done(f"The microphone “{microphone}” is there again.")

    # ---- What a person does

    def new_message(self) -> None:
        self.pages.at_desk(self.desk.new_message)

    def choose_earlier(self) -> None:
        """Which message the one at hand follows."""
        self.pages.at_desk(lambda: choose_earlier(self.session, self.look, self))

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
        else:
            self.pages.go_back()

    def open_settings(self) -> None:
        if not self.session.booth.may(Move.CANCEL):
            SettingsDialog(self.look, self.session, self).open()

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
