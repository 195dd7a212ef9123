"""What can be done with a take beside looking at it: save, copy, review again, delete."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.library.takes import KeptTake
from app.problems import Problem
from ui.confirm import ask_before_deleting
from ui.export import save_report, save_sound, transcript
from ui.long_work import Report
from ui.problems import GivenUp
from ui.review_page import ReviewPage
from ui.session import Session
from ui.shown import Shown


class TakeActions(QObject):
    """Of the take the review page shows. Files are written in the workshop."""

    done = Signal(str)  # a sentence

    def __init__(self, session: Session, page: ReviewPage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        column = page.column
        column.pin.connect(self.pin)
        column.save_sound.connect(self.ask_for_sound)
        column.save_report.connect(self.ask_for_report)
        column.copy_transcript.connect(self.copy_transcript)
        column.review_again.connect(self.review_again)
        column.delete.connect(self.delete)
        column.forget.connect(self.ask_before_forgetting)

    def pin(self) -> None:
        if not self._page.pin():
            self.done.emit("Only a take on the ladder can be pinned: one of the whole message, under its own limit.")

    def ask_for_sound(self) -> None:
        self._ask("Save the sound", "flac", ["FLAC (*.flac)", "WAV (*.wav)", "MP3 (*.mp3)"], self.keep_sound)

    def ask_for_report(self) -> None:
        self._ask("Save the report", "html", ["Page (*.html)", "Paper (*.pdf)", "Data (*.json)"], self.keep_report)

    def keep_sound(self, to: Path) -> None:
        shown = self._page.shown
        if shown is not None:
            self._write(to, lambda report: save_sound(shown.samples, shown.rate, to, report))

    def keep_report(self, to: Path) -> None:
        shown = self._page.shown
        if shown is not None:
            self._write(to, lambda _: save_report(shown.review, shown.rules.settings, shown.waveform, to))

    def copy_transcript(self) -> None:
        shown = self._page.shown
        if shown is not None:
            QGuiApplication.clipboard().setText(transcript(shown.review))
            self.done.emit("The transcript is copied.")

    def review_again(self) -> None:
        take = self._kept(self._page.shown)
        if take is not None:
            self._session.reviewer.review_again(take, lambda: self._was_reviewed(take), self._broke)

    def delete(self) -> None:
        """It can be brought back; the page shows another one as soon as it is gone."""
        take = self._kept(self._page.shown)
        if take is not None:
            self._session.player.stop()
            self._session.bin.delete_take(take)

    def ask_before_forgetting(self) -> None:
        take = self._kept(self._page.shown)
        if take is None:
            return
        question = f"Delete take {take.number} for good? Its sound and its reviews go, too."
        ask_before_deleting(self._window, "Delete the take", question, lambda: self.forget(take))

    def forget(self, take: KeptTake) -> None:
        self._session.player.stop()
        self._session.takes.delete(take)
        self.done.emit(f"Take {take.number} is deleted for good.")

    def _kept(self, shown: Shown | None) -> KeptTake | None:
        return shown.take if shown is not None else None

    def _write(self, to: Path, work: Callable[[Report], Path]) -> None:
        self._session.work.start(f"Saving {to.name}", work, lambda path: self.done.emit(f"Saved: {path}"), self._broke)

    def _was_reviewed(self, take: KeptTake) -> None:
        now = self._kept(self._page.shown)
        if now is not None and now.id == take.id:
            self._session.takes.show(take.id)
        self.done.emit(f"Take {take.number} is reviewed again.")

    def _broke(self, problem: Problem) -> None:
        if isinstance(problem, GivenUp):
            self.done.emit(str(problem))
        else:
            self._session.told.emit(problem)

    def _ask(self, caption: str, suffix: str, filters: list[str], then: Callable[[Path], None]) -> None:
        if self._page.shown is None:
            return
        dialog = QFileDialog(self._window, caption)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()
