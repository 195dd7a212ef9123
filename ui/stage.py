"""Rehearse: the script large and calm, the clock, the level, the place. Nothing else moves."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.practice.rep import Move, Phase
from app.script.script import Script
from ui.buttons import MainButton, MainState
from ui.clock import BigClock, ClockState, HeadBand
from ui.faded import Faded
from ui.key_hint import KeyHint
from ui.marked import mark, unreviewed
from ui.measured import USUAL_WPM
from ui.meter import LevelMeter, MeterState
from ui.notice import Notice
from ui.rail import Rail, RailSize, RailState
from ui.session import Session
from ui.stage_text import MEASURE, StageText
from ui.text import Text
from ui.theme import Look, Type
from ui.turn import Turn

_LOW_PX, _SIDE = 480, 40  # at 100 %; px beside the script
_SAYS = {
    Phase.READY: "Ready when you are",
    Phase.OPENING: "Opening the microphone",
    Phase.RECORDING: "Recording",
    Phase.FINISHING: "Listening back",
    Phase.REVIEWED: "Reviewed",
    Phase.FAILED: "Stopped",
}


class _Dot(QWidget):
    """Red while it records."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._on = False
        self.setFixedSize(12, 12)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_on(self, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("rust_fill" if self._on else "wave"))
        painter.drawEllipse(QRectF(self.rect()))


class _Told(Text):
    """As high as its lines, which it is told the width of.

    WORKAROUND QBoxLayout: beside what asks a layout for its lines it squeezes others below their least.
    """

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False

    def fit(self, wide: int) -> None:
        self.setFixedHeight(max(self.heightForWidth(wide), 0))  # -1 where nothing is told


class Stage(QFrame):
    """Shows the rep at hand, thirty times a second; decides nothing."""

    toggle = Signal()  # start or stop
    over = Signal()  # start over
    throw = Signal()  # throw away
    follow = Signal()  # show the place, or not
    drills = Signal()  # to be chosen from
    end = Signal()  # the drill

    def __init__(
        self, look: Look, session: Session, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._clock = clock
        self._level = MeterState()
        self._script: Script | None = None
        self._faded = Faded()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setAccessibleName("Rehearse")
        self.setProperty("role", "paper")
        self.head = HeadBand(look)
        self._dot = _Dot(look)
        self._says = Text(look, "", Type.READING_STRONG)
        self._take = Text(look, "", Type.READING, "ink2")
        self._microphone = Text(look, "", Type.BODY, "ink2")
        self.meter = LevelMeter(look)
        self.clock = BigClock(look)
        self._cue = Text(look, "", Type.VERDICT, "amber")
        self.rail = Rail(look, RailSize.STAGE)
        line = QHBoxLayout()
        line.setSpacing(10)
        for each in (self._dot, self._says, self._take):
            line.addWidget(each)
        line.addStretch()
        line.addWidget(self._microphone)
        line.addWidget(self.meter)
        head = QVBoxLayout(self.head)
        head.setContentsMargins(40, 18, 40, 16)
        head.setSpacing(0)
        head.addLayout(line)
        head.addSpacing(14)
        row = QHBoxLayout()
        row.addWidget(self.clock, 1)
        row.addWidget(self._cue)
        head.addLayout(row)
        head.addSpacing(14)
        head.addWidget(self.rail)
        self.notice = Notice(look)
        self._told = _Told(look, "", Type.READING, "ink2", wraps=True)
        self.text = StageText(look)
        page = self._page = QVBoxLayout()
        page.addWidget(self._told)
        page.addWidget(self.text, 1)
        middle = self._middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(page, 100)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.notice)
        whole.addLayout(middle, 1)
        whole.addWidget(self._make_foot(look))

    def _make_foot(self, look: Look) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "foot")
        self.main = MainButton(look)
        self.main.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.main.clicked.connect(self.toggle)
        self._stop = KeyHint(look, "Space", "Stop")
        self._stop.clicked.connect(self.toggle)
        self._again = KeyHint(look, "R", "Start over")
        self._again.clicked.connect(self.over)
        self._away = KeyHint(look, "Esc", "Throw away")
        self._away.clicked.connect(self.throw)
        self._follow = KeyHint(look, "F", "Following your voice")
        self._follow.clicked.connect(self.follow)
        self._drills = KeyHint(look, "D", "Drills")
        self._drills.clicked.connect(self.drills)
        self._end = KeyHint(look, "E", "End the drill")
        self._end.clicked.connect(self.end)
        line = QHBoxLayout(foot)
        line.setContentsMargins(40, 9, 40, 10)
        line.setSpacing(24)
        for each in (self.main, self._stop, self._again, self._away, self._drills, self._end):
            line.addWidget(each)
        line.addStretch()
        line.addWidget(self._follow)
        return foot

    @property
    def says(self) -> str:
        """What goes on."""
        return self._says.text()

    @property
    def told(self) -> str:
        """What a drill asks for."""
        return self._told.text()

    @property
    def cue(self) -> str:
        return self._cue.text()

    def show_look(self, look: Look) -> None:
        self._look = look
        for each in (self._told, self.text):
            each.setMaximumWidth(look.px(MEASURE))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Where there is little room, large text has what there is."""
        low = self.height() < self._look.px(_LOW_PX)
        self._middle.setContentsMargins(_SIDE, 12 if low else 32, _SIDE, 8 if low else 16)
        self._page.setSpacing(8 if low else 24)
        self._told.fit(min(self.width() - 2 * _SIDE, self._look.px(MEASURE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A text longer than the window is scrolled; a key that is held goes on."""
        page = self.text.page_rows()
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        by = rows.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.text.scroll_by(by)

    # ---- Showing

    def show_state(self) -> None:
        """The phase and all that changes with it."""
        session, booth = self._session, self._session.booth
        phase, turn = self._phase(), self._turn()
        takes = session.shelf.snapshot.takes
        self._says.show_text(_SAYS[phase])
        busy = booth.may(Move.CANCEL)
        number = (takes[-1].number if takes else 0) + 1
        self._take.show_text(f"{turn.drill.title} · {turn.task.step}" if turn is not None else f"Take {number}")
        self._told.show_text(turn.task.told if turn is not None else "")
        self._told.setVisible(turn is not None)
        self._fit()
        self._microphone.show_text(session.equipment.microphone)
        self._dot.show_on(phase is Phase.RECORDING)
        self.main.setVisible(phase is not Phase.RECORDING)
        self._stop.setVisible(booth.may(Move.STOP))
        self._again.setVisible(booth.may(Move.CANCEL))
        self._away.setVisible(booth.may(Move.CANCEL))
        self._drills.setVisible(not busy)
        self._end.setVisible(not busy and turn is not None)
        self.meter.setVisible(session.settings.live_level)
        follows = session.settings.live_place
        self._follow.show_label("Following your voice" if follows else "Not following")
        task = turn.task if turn is not None else None
        if not self._faded.is_for(task):
            self._faded = Faded(task)
        self._follow.setVisible(not self._faded.is_empty)
        self._show_script(task.script if task is not None else session.measured.meant)
        if phase is Phase.FAILED and booth.rehearsal.problem is not None:
            self.notice.show_problem(booth.rehearsal.problem)
        elif booth.rehearsal.notes and busy:
            self.notice.show_problem(booth.rehearsal.notes[-1])
        else:
            self.notice.clear()
        self.show_moment()

    def _phase(self) -> Phase:
        """In a drill the next rep is waited for, whatever became of the last."""
        phase = self._session.booth.phase
        return Phase.READY if phase is Phase.REVIEWED and self._turn() is not None else phase

    def _turn(self) -> Turn | None:
        """Of the rep at hand, else of the next."""
        booth = self._session.booth
        if booth.may(Move.CANCEL) and booth.wanted is not None:
            return booth.wanted.turn
        return self._session.drill.turn

    def _is_measured(self, script: Script | None) -> bool:
        """Whether it is the message at hand, and not a part of it, say."""
        meant = self._session.measured.meant
        return script is not None and meant is not None and script.text == meant.text

    def _show_script(self, script: Script | None) -> None:
        if script is not None and script is not self._script:
            marked = self._session.measured.marked if self._is_measured(script) else None
            self.text.show_script(marked or mark(unreviewed(script)))
        self._script = script
        self.text.setVisible(script is not None and not self._faded.is_empty)

    def show_moment(self) -> None:
        """Clock, level and place, as they are now."""
        session, booth = self._session, self._session.booth
        phase, rehearsal, turn = self._phase(), booth.rehearsal, self._turn()
        opening = turn.opening if turn is not None else None
        busy = booth.may(Move.CANCEL)
        rules = turn.task.rules if turn is not None else booth.wanted.rules if busy and booth.wanted else None
        script = self._script
        limit_s = rules.limit_s if rules else session.rules(script).limit_s if script else session.settings.limit_s
        elapsed_s = rehearsal.elapsed_s if busy else 0.0
        state = ClockState(elapsed_s if opening is None else max(elapsed_s, 0.0), limit_s)
        self.clock.show_time(state)
        self.head.show_zone(state.zone)
        if phase is Phase.RECORDING:
            before = opening.says(elapsed_s) if opening is not None else "Get ready"
            self._says.show_text(before if elapsed_s < 0 else "Recording")
        self._dot.show_on(phase is Phase.RECORDING and elapsed_s >= 0)
        measured = session.measured
        pace_wpm = session.shelf.snapshot.pace_wpm or USUAL_WPM
        ends = measured.sentence_ends_s(pace_wpm) if self._is_measured(script) else ()
        filled = max(elapsed_s, 0.0) if busy else None
        self.rail.show_rail(RailState(limit_s, filled, ends, ground=self.head.ground))
        if phase is Phase.RECORDING and session.settings.live_level:
            self._level = self._level.after(rehearsal.level, self._clock())
        elif not busy:
            self._level = MeterState()
        self.meter.show_level(self._level)
        due = booth.due if busy else None
        place = 0 if due is None and elapsed_s > 0 and busy else due
        self.text.show_place(self._faded.state(place, session.settings.live_place))
        self._cue.show_text(self._faded.cue(elapsed_s, due) if busy else "")
        countdown = math.ceil(-elapsed_s) if elapsed_s < 0 else 0
        self.main.show_state(MainState(phase, countdown))
        if phase is Phase.READY and session.measured.script is None:
            self.main.setEnabled(False)
