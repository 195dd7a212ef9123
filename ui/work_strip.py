"""A line across the window while something takes long: what, how far, and the way out."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.buttons import Button, Kind, Size
from ui.long_work import LongWork
from ui.text import Text
from ui.theme import Look, Type

SHOWN_AFTER_MS = 400  # what is done sooner needs no line
_LOOK_MS = 100
_STEPS = 1000


class WorkStrip(QFrame):
    """Looks ten times a second how far it is; hidden where nothing is under way, and while a rep is."""

    def __init__(self, look: Look, work: LongWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._is_on_stage = False
        self.setProperty("role", "foot")
        self._what = Text(look, "", Type.BODY_MEDIUM)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self._share = Text(look, "", Type.BODY, "ink2")
        self.stop = Button(look, "Give up", kind=Kind.QUIET, size=Size.SMALL, key="Esc")
        self.stop.clicked.connect(work.give_up)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 12, 6)
        line.setSpacing(12)
        line.addWidget(self._what)
        line.addWidget(self.bar, 1)
        line.addWidget(self._share)
        line.addWidget(self.stop)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOWN_AFTER_MS)
        self._soon.timeout.connect(self._show)
        self._tick = QTimer(self)
        self._tick.setInterval(_LOOK_MS)
        self._tick.timeout.connect(self._show_share)
        work.changed.connect(self._show_work)
        self.setAccessibleName("Under way")
        self.hide()

    def show_stage(self, on_stage: bool) -> None:
        """Nothing else moves while a rep is under way."""
        self._is_on_stage = on_stage
        self._show_work()

    def _show_work(self) -> None:
        if self._work.job is None or self._is_on_stage:
            self._soon.stop()
            self._tick.stop()
            self.hide()
        elif self.isHidden() and not self._soon.isActive():
            self._soon.start()
        elif not self.isHidden():
            self._show_share()

    def _show(self) -> None:
        self._show_share()
        self._tick.start()
        self.show()

    def _show_share(self) -> None:
        job = self._work.job
        if job is not None:
            self._what.show_text(job.label)
            self.bar.setValue(round(_STEPS * job.share))
            self.bar.setAccessibleName(job.label)
            self._share.show_text("Giving up …" if job.is_given_up else f"{job.share:.0%}")
            self.stop.setEnabled(not job.is_given_up)
