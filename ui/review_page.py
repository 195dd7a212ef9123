"""Review: the verdict, what to mend, the script with its marks, the sound in time, the takes so far."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.review.corrections import may_be_overruled
from app.review.finding import Finding
from app.review.telling import order_of_fixes, verdict, verdict_details
from ui.buttons import Button, Kind, MainButton, MainState, Size
from ui.drill_card import DrillCard
from ui.fix_card import FixCard
from ui.icons import Icon
from ui.keys import Deeds
from ui.ladder_rows import LadderState
from ui.ladder_view import TakeStrip
from ui.phone_button import PhoneButton
from ui.ready_card import ReadyCard
from ui.script_view import ScriptView
from ui.scrolled import scrolled
from ui.session import Session
from ui.shown import Shown
from ui.takes_column import WIDE, TakesColumn
from ui.text import Text
from ui.theme import Look, Type
from ui.timeline import Timeline
from ui.timeline_paint import TimelineState

AROUND_S = 0.5  # heard before and after a finding
_LOW_PX = 480  # of a page, for text of 100 %: less has room for one card alone


@dataclass(frozen=True, slots=True)
class Saying:
    """A wish to say one sentence of a review again."""

    shown: Shown
    word: int


class ReviewPage(QWidget):
    """Shows one take's review; plays it; says what the speaker wants to do about it."""

    again = Signal()
    say = Signal(object)  # Saying
    compare = Signal(object)  # the number of the take to stand beside this one; None: any

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self.shown: Shown | None = None
        self.cards: list[FixCard] = []
        self.chosen: Finding | None = None
        self._is_tight = False
        self._verdict = Text(look, "", Type.VERDICT)
        self._details = Text(look, "", Type.READING, "ink2", wraps=True)
        self._details.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.hear_all = Button(look, "Hear it all", Icon.PLAY, size=Size.TALL, tip="Hear the whole take (A)")
        self.hear_all.clicked.connect(self.toggle_all)
        self.by_phone = PhoneButton(look, session.player, Size.TALL)
        self.main = MainButton(look)
        self.main.clicked.connect(self.again)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(12)
        self.script = ScriptView(look)
        self.script.wordClicked.connect(self.hear_word)
        self.script.findingClicked.connect(self.choose)
        self.timeline = Timeline(look)
        self.timeline.seekAsked.connect(lambda at_s: self._play(at_s, None))
        self.timeline.findingClicked.connect(self.choose)
        self.column = TakesColumn(look)
        self.column.picked.connect(self.show_number)
        self.column.compare.connect(lambda: self.compare.emit(None))
        self.column.ladder.compareAsked.connect(lambda number: self.compare.emit(number))
        self.strip = TakeStrip(look)
        self.strip.takeChosen.connect(self.show_number)
        self._asides = tuple(
            Button(look, icon=icon, kind=Kind.QUIET, size=Size.SMALL, tip=tip)
            for icon, tip in (
                (Icon.COMPARE, "Compare two takes (C)"),
                (Icon.TREND, "Over the days (T)"),
                (Icon.PAGE, "As it will be read (V)"),
                (Icon.MORE, "What can be done with this take (M)"),
            )
        )
        beside, days, read, self.more = self._asides
        beside.clicked.connect(self.column.compare)
        days.clicked.connect(self.column.trends)
        read.clicked.connect(self.column.as_read)
        self.more.clicked.connect(self.open_menu)
        self.ready = ReadyCard(look)
        self.drill = DrillCard(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_page())
        self._empty_page = self._make_empty(look)
        self._stack.addWidget(self._empty_page)
        self._stack.setCurrentIndex(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.column)
        session.player.changed.connect(self.show_playing)

    def _make_page(self) -> QScrollArea:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._verdict)
        head.addSpacing(8)
        head.addWidget(self._details, 1)
        head.addWidget(self.hear_all)
        head.addWidget(self.by_phone)
        head.addWidget(self.main)
        self._upper = QVBoxLayout()
        self._upper.setContentsMargins(32, 20, 32, 0)
        self._upper.setSpacing(16)
        self._upper.addLayout(head)
        self._upper.addWidget(self.drill)
        self._upper.addLayout(self._cards)
        self._upper.addWidget(self.ready)
        self._upper.addWidget(self.script, 1)
        foot = QFrame()
        foot.setProperty("role", "foot")
        self._legend = Text(
            self._look, "Dots: could not tell, not counted. Click a word to hear it.", Type.LABEL, "ink3"
        )
        lower = QVBoxLayout(foot)
        lower.setContentsMargins(0, 12, 0, 4)
        lower.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self._legend)
        line.addStretch()
        line.addWidget(self.strip)
        for button in self._asides:
            line.addWidget(button)
        lower.addLayout(line)
        lower.addWidget(self.timeline)
        self._lower = lower
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._upper, 1)
        whole.addWidget(foot)
        area = scrolled(whole, "Review")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _make_empty(self, look: Look) -> QFrame:
        page = QFrame()
        page.setProperty("role", "paper")
        self._empty = Text(look, "No take yet.", Type.TITLE)
        self._empty_details = Text(look, "Say it once; what was heard stands here.", Type.READING, "ink2")
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._empty_details, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    # ---- Showing

    def show_review(self, shown: Shown | None) -> None:
        self.shown = shown
        self._stack.setCurrentIndex(0 if shown is not None else 1)
        if shown is not None and self._empty_page.hasFocus():
            self.script.setFocus()  # it came there from what is shown again now
        for card in self.cards:
            self._cards.removeWidget(card)
            card.deleteLater()
        self.cards = []
        self.chosen = None
        if shown is None:
            return
        review = shown.review
        number = f"Take {shown.take.number} · " if shown.take is not None else ""
        self._verdict.show_text(verdict(review))
        self._details.show_text(number + verdict_details(review))
        self._details.setToolTip(self._details.text())
        for place, finding in enumerate(order_of_fixes(review.findings, review.script), 1):
            card = FixCard(self._look, place, finding, keys=shown.take is not None)
            card.hear.connect(self.hear)
            card.say.connect(self.say_sentence)
            card.overrule.connect(self.overrule)
            card.picked.connect(self.choose)
            self._cards.addWidget(card, 1)
            self.cards.append(card)
        buttons = [*self.drill.buttons, *(button for card in self.cards for button in card.buttons)]
        for before, after in pairwise([self.main, *buttons]):
            self.setTabOrder(before, after)
        self._fit()
        self.script.show_marked(shown.marked)
        if self.cards:
            self.choose(self.cards[0].finding)
            QTimer.singleShot(0, self, self._reveal)  # again, once the cards have taken their room
        else:
            self._show_timeline()

    def _show_timeline(self) -> None:
        shown = self.shown
        if shown is not None:
            band = (shown.rules.settings.pace_from_wpm, shown.rules.settings.pace_to_wpm)
            self.timeline.show_take(TimelineState(shown.review, shown.waveform, self.chosen, band))

    def show_waiting(self, what: str, details: str) -> None:
        """In place of a review that is not there yet."""
        self._empty.show_text(what)
        self._empty_details.show_text(details)

    def show_latest(self) -> None:
        """The newest take that is reviewed; soon, by `session.shown`."""
        reviewed = [each for each in self._session.shelf.snapshot.takes if each.attempt is not None]
        if reviewed:
            self._session.takes.show(reviewed[-1].id)

    def show_state(self) -> None:
        """The takes so far; and where there is no review yet, why."""
        snapshot = self._session.shelf.snapshot
        takes, every = snapshot.takes, (*snapshot.takes, *snapshot.asides)
        kept = self.shown.take if self.shown is not None else None
        if kept is not None and all(each.id != kept.id for each in every):
            self.show_review(None)  # it was deleted, or another message is at hand by now
        number = self.shown.take.number if self.shown is not None and self.shown.take is not None else None
        state = LadderState(snapshot.rows, number)
        self.column.show_takes(state, snapshot.ladder)
        self.strip.show_takes(state)
        self.ready.show_takes(snapshot, number)
        self.drill.show_drill(self._session.drill, self._session.measured.meant, snapshot.ladder, self.shown)
        if self.shown is None and self.isVisible():
            self.show_latest()
        if self.shown is None and takes:
            self.show_waiting("Listening …", "The takes of this message are being reviewed; that takes a moment each.")
        elif self.shown is None:
            self.show_waiting("No take yet.", "Say it once; what was heard stands here.")

    def show_number(self, number: int) -> None:
        """That take's review, soon."""
        self._session.player.stop()
        take = next((each for each in self._session.shelf.snapshot.takes if each.number == number), None)
        if take is not None:
            self._session.takes.show(take.id)

    def show_main(self, state: MainState) -> None:
        self.main.show_state(state)

    def show_playing(self) -> None:
        """The word that sounds now; called while something plays."""
        player, shown = self._session.player, self.shown
        self._show_hear_all()
        at_s = player.at_s
        word = None
        if shown is not None and at_s is not None:
            word = next((each.script_word for each in shown.review.words if each.start <= at_s < each.end), None)
        self.script.show_playing(word)
        self.timeline.show_playing(at_s)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._fit()

    def _fit(self) -> None:
        """As much as there is room for, as large as the text is."""
        look, low = self._look, self.height() < self._look.px(_LOW_PX)
        narrow = look.is_narrow(self.width())
        room = self.width() if narrow else self.width() - look.px(WIDE)
        self._is_tight = look.is_tight(room) or low
        self.script.show_narrow(narrow)
        self.timeline.show_narrow(narrow or low)
        self._show_hear_all()
        self._verdict.show_size(Type.TITLE if self._is_tight else Type.VERDICT)
        self._legend.setVisible(not narrow)
        self.column.setVisible(not narrow)
        self.strip.setVisible(narrow)
        self.by_phone.show_narrow(narrow)
        for button in self._asides:
            button.setVisible(narrow)
        for card in self.cards:
            card.show_narrow(narrow)
            card.show_tight(self._is_tight)
        margin = 24 if narrow else 32
        self._upper.setContentsMargins(margin, 12 if narrow else 20, margin, 0)
        self._upper.setSpacing(10 if narrow else 16)
        self._lower.setContentsMargins(margin, 8 if narrow else 12, margin, 4)

    def _show_hear_all(self) -> None:
        playing = self._session.player.is_playing
        label = "Stop" if playing else "Hear it all"
        self.hear_all.show_label("" if self._is_tight else label, Icon.STOP if playing else Icon.PLAY)
        self.hear_all.setAccessibleName(label)

    # ---- What is done here

    def deeds(self) -> Deeds:
        key = Qt.Key
        return {
            key.Key_H: self.hear,
            key.Key_A: self.toggle_all,
            key.Key_L: self._session.player.toggle_phone,
            key.Key_S: self.say_sentence,
            key.Key_I: self.overrule,
            key.Key_P: self.column.pin.emit,
            key.Key_Delete: self.column.delete.emit,
            key.Key_M: self.open_menu,
            key.Key_C: lambda: self.compare.emit(None),
            key.Key_1: lambda: self.choose_number(1),
            key.Key_2: lambda: self.choose_number(2),
            key.Key_3: lambda: self.choose_number(3),
        }

    def choose(self, finding: Finding) -> None:
        if finding != self.chosen:
            self.chosen = finding
            self._show_timeline()
        for card in self.cards:
            card.show_chosen(card.finding == finding)
        self._reveal()

    def _reveal(self) -> None:
        """What was chosen, in the script."""
        if self.shown is not None and self.chosen is not None and self.shown.review.script.words:
            self.script.reveal(min(self.chosen.script_start, len(self.shown.review.script.words) - 1))

    def choose_number(self, number: int) -> None:
        if 1 <= number <= len(self.cards):
            self.choose(self.cards[number - 1].finding)

    def hear(self, finding: Finding | None = None) -> None:
        """Half a second before to half a second after; without a finding the one that is chosen."""
        finding = finding or self.chosen
        if finding is not None:
            self.choose(finding)
            self._play(finding.start - AROUND_S, finding.end + AROUND_S)

    def hear_word(self, word: int) -> None:
        if self.shown is None:
            return
        heard = [each for each in self.shown.review.words if each.script_word == word]
        if heard:
            self._play(heard[0].start - 0.1, heard[-1].end + 0.1)
            return
        about = [each for each in self.shown.review.findings if each.script_start <= word < each.script_end]
        if about:
            self.hear(about[0])

    def toggle_all(self) -> None:
        if self._session.player.is_playing:
            self._session.player.stop()
        else:
            self._play(0.0, None)

    def overrule(self, finding: Finding | None = None) -> None:
        finding = finding or self.chosen
        if finding is not None and self.shown is not None and self.shown.take and may_be_overruled(finding):
            self._session.takes.overrule(self.shown, finding)

    def pin(self) -> bool:
        """Or let go; False where the take shown is none of the ladder's."""
        number = self.shown.take.number if self.shown is not None and self.shown.take is not None else None
        climbed = [take for take in self._session.shelf.snapshot.takes if take.number == number]
        for take in climbed:
            self._session.takes.pin(take)
        return bool(climbed)

    def say_sentence(self, finding: Finding | None = None) -> None:
        finding = finding or self.chosen
        if finding is not None and self.shown is not None:
            last = len(self.shown.review.script.words) - 1
            self.say.emit(Saying(self.shown, min(finding.script_start, last)))

    def open_menu(self) -> None:
        """All that can be done with the take."""
        more = self.column.more if self.column.isVisible() else self.more
        self.column.open_menu(more.mapToGlobal(QPoint(0, more.height())))

    def _play(self, from_s: float, to_s: float | None) -> None:
        if self.shown is not None:
            self._session.player.start(self.shown.samples, self.shown.rate, max(from_s, 0.0), to_s)
