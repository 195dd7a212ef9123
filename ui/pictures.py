"""Pictures of every page with the sample message, in both themes and three sizes: for the README and for looking."""

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.audio.devices import Device, Devices
from app.audio.level import Meter, meter
from app.audio.sound import Samples, open_sound
from app.doctor.answer import broken, note, works
from app.doctor.problems import disk_nearly_full
from app.faults import NOTES, told
from app.library.draft import Draft
from app.places import Places, find_places
from app.practice.drills import named
from app.practice.lanes import Lanes
from app.problems import program_broke
from app.settings import Settings
from ui.blanks_dialog import BlanksDialog
from ui.checkup import CheckupDialog, CheckupDoors
from ui.crash_dialog import CrashDialog
from ui.doors import real_doors
from ui.forget_dialog import ForgetDialog
from ui.greeting_dialog import GreetingDialog
from ui.interview import Interview
from ui.models_panel import ModelsPanel
from ui.pages import Page
from ui.pictured import DAYS, drill, spread
from ui.series_dialog import SeriesDialog
from ui.session import Session
from ui.settings_dialog import SettingsDialog
from ui.window import Window

SIZES = ((QSize(900, 600), 1), (QSize(1280, 800), 1), (QSize(1280, 800), 2))
NAME = "Headset microphone"
_LOUD_DBFS = -24.0
_WINGED = (
    "Hi Marta, um, this is Nora Whitcombe. I just wanted to touch base about our services. We are a leading provider"
    " and we would love to work with you. Maybe you could call me back when you get a chance, or I can send you"
    " something. I’ll try again another time."
)
_SECOND = Draft(
    "Hi Marta, Nora from Quillhaven. The baker in Leeds told me which two ideas on my page paid for themselves in a"
    " month. I’ll send you his notes tomorrow, and I’ll call on Friday at ten.",
    "His notes",
    "Marta Ellison, operations",
)
_PATIENCE_S = 600.0
_EXAMINED = (
    works("Sound", "PortAudio V19.7.0."),
    note("Microphone", f"“{NAME}” delivers exact zeros. It may be muted, or this program may not use it yet."),
    works("Model", "It comes with the program, and heard three words it was given."),
    broken("Disk", disk_nearly_full(Path("takes"), 40_000_000, 7.0)),
)


class RecordedMicrophone:
    """Delivers a recording up to a moment, at once, and nothing after it."""

    name = NAME
    late_s = 0.0

    def __init__(self, samples: Samples, rate: int) -> None:
        self.rate = rate
        self.frames = 0
        self._samples = samples

    def meter(self) -> Meter:
        loud = meter(self._samples[: self.frames])
        return replace(loud, rms_dbfs=max(loud.rms_dbfs, _LOUD_DBFS))

    def read(self, timeout_s: float) -> Samples:
        most = self.rate // 2 if self.frames else self.rate // 20  # the clock starts after the first
        block = self._samples[self.frames : self.frames + most]
        self.frames += len(block)
        if not len(block):
            time.sleep(timeout_s)
        return block

    def lost_s(self) -> float:
        return 0.0

    def stop(self) -> None:
        """It has delivered all."""

    def close(self) -> None:
        """Nothing is open."""


def take_pictures(folder: Path, environ: Mapping[str, str]) -> int:
    """The exit code. Raises Problem or OSError. Works in a folder of its own, never in the user's."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="after-the-beep-") as home:
        places = find_places({**environ, "REHEARSE_HOME": home})
        with open_sound(places.assets / "sample" / "take-1.flac") as sound:
            samples, rate = sound.samples(), sound.rate
        _Pictures(folder, places, samples, rate).take()
    return 0


class _Pictures:
    def __init__(self, folder: Path, places: Places, samples: Samples, rate: int) -> None:
        self._folder = folder
        self._samples, self._rate = samples, rate
        self._until_s = 21.0
        self._plugged = Devices((Device(NAME, "", 1, rate, True),))
        self._doors = replace(
            real_doors(places, os.environ),
            open_microphone=lambda _: RecordedMicrophone(samples[: round((self._until_s + 0.05) * rate)], rate),
            list_devices=lambda _: self._plugged,
            save_settings=lambda _: None,
            checkup=CheckupDoors(lambda _: _EXAMINED[:2], lambda: _EXAMINED[2:]),
        )
        self._session = Session(self._doors, places, Settings(theme="light"), Lanes(), countdown_s=0.0)
        self._window = Window(self._session)

    def take(self) -> None:
        session, window = self._session, self._window
        window.show()
        session.open()
        self._wait(lambda: session.measured.script is not None and session.ear.is_ready)
        self._wait(lambda: all(each.attempt is not None for each in session.shelf.snapshot.takes))
        self._wait(lambda: session.adviser.advice is not None)
        self._all("desk")
        for name, until_s in (("stage", 21.3), ("stage-80", 26.2), ("stage-over", 33.4)):
            self._until_s = until_s
            window.reps.start()
            self._wait(lambda: session.booth.rehearsal.elapsed_s >= self._until_s - 0.1)
            self._wait(lambda: session.booth.due is not None)
            self._for_ms(300)
            self._all(name)
            window.step_back()
        for name, number in (("review", 1), ("review-clean", 3)):
            window.pages.turn_to(Page.REVIEW)
            window.review.show_number(number)
            self._wait(lambda number=number: self._shows(number))  # type: ignore[misc]
            self._all(name)
        window.pages.open_compare(1)
        self._wait(lambda: all(each.shown is not None for each in window.pages.compare.halves.values()))
        self._all("compare")
        window.pages.open_as_read()
        self._wait(lambda: window.pages.as_read.read is not None)
        self._all("as-read")
        self._all_trends()
        self._all_of_drills()
        self._all_of_advice()
        self._all_of_planning()
        self._all_of_series()
        dialog = SettingsDialog(window.look, session, window)
        self._all("settings", dialog)
        self._all_of_models(dialog)
        dialog.close()
        asking = ForgetDialog(window.look, window)
        asking.open()
        self._all("delete-everything", asking)
        asking.close()
        self._all_of_trouble()
        window.help.toggle()
        self._all("help")
        window.help.hide()
        self._plugged = Devices()
        session.equipment.look()
        self._wait(lambda: session.equipment.problem is not None)
        window.notice.clear()
        window.pages.turn_to(Page.REHEARSE)
        self._all("first-run")
        window.close()

    def _all_trends(self) -> None:
        """Of a message whose takes are those of the sample, spread over days."""
        session, window = self._session, self._window
        sample = session.shelf.message
        assert sample is not None
        session.shelf.look(lambda library: spread(library, sample), session.shelf.choose)
        self._wait(lambda: session.shelf.message not in (None, sample))
        mine = session.shelf.message
        assert mine is not None
        window.pages.open_trends()
        self._wait(lambda: len(window.pages.trends.days) == len(DAYS))
        self._all("trends")
        window.pages.trends.toggle_weeks()
        self._all("trends-weeks")
        window.pages.trends.toggle_weeks()
        window.pages.trends.toggle_table()
        self._all("trends-table")
        window.pages.open_trends()
        session.shelf.change(lambda library: drill(library, sample, mine), mine)
        self._wait(lambda: bool(session.shelf.snapshot.asides))

    def _all_of_drills(self) -> None:
        """The list, a mailbox that waits, a page with first letters, an um answered, and which greeting answers."""
        session, window = self._session, self._window
        window.pages.turn_to(Page.DRILLS)
        rows = window.pages.drills.rows
        self._wait(lambda: all(row.accessibleDescription() != row.drill.sentence for row in (rows[0], rows[-1])))
        self._all("drills")
        window.drilling.choose_greeting()
        for dialog in window.findChildren(GreetingDialog):
            self._all("greeting", dialog)
            dialog.close()
        for name in ("voicemail", "fading", "pause-for-it"):
            window.drilling.begin(named(name))
            self._wait(lambda name=name: session.drill.drill is named(name))  # type: ignore[misc]
            self._all(f"drill-{name}")
        self._until_s = len(self._samples) / self._rate
        window.reps.start()
        self._wait(lambda: session.booth.rehearsal.elapsed_s >= self._until_s - 0.1)
        session.booth.stop()
        self._wait(lambda: window.pages.page is Page.REVIEW and bool(window.review.drill.told))
        self._for_ms(300)
        self._all("review-drill")
        window.drilling.end()
        window.notice.clear()

    def _all_of_advice(self) -> None:
        """A message that nobody prepared: what is advised, and the first of it with its reason."""
        session, window = self._session, self._window
        session.shelf.add(Draft(_WINGED, "Late deliveries, at first", "Marta Ellison, operations"))
        self._wait(lambda: session.shelf.draft.text == _WINGED and bool(session.adviser.advice))
        window.pages.turn_to(Page.WRITE)
        self._all("desk-advice")
        window.desk.advising.step(1)
        self._all("desk-advice-chosen")
        session.bin.delete_message()
        self._wait(lambda: session.shelf.draft.text != _WINGED)
        window.notice.clear()

    def _all_of_planning(self) -> None:
        """A new message: what it may begin with, the interview, a starting point, its blanks."""
        session, desk = self._session, self._window.desk
        self._window.new_message()
        self._wait(lambda: session.shelf.draft == Draft() and desk.starts.are_known)
        desk.starts.list.setCurrentRow(0)
        self._all("starts")
        desk.planning.ask()
        self._wait(lambda: desk.findChild(Interview) is not None)
        for interview in desk.findChildren(Interview):
            for answer in ("Marta Ellison, operations", "She takes Thursday’s call"):
                interview.field.setText(answer)
                interview.next.click()
            self._all("interview", interview)
            interview.close()
        desk.planning.begin_with(desk.starts.points[0])
        self._wait(lambda: session.measured.draft == session.shelf.draft)
        self._all("plan")
        self._window.reps.start()
        for asking in self._window.findChildren(BlanksDialog):
            asking.fields["name"].setText("Marta")
            self._all("blanks", asking)
            asking.close()
        session.bin.delete_message()
        self._wait(lambda: session.shelf.draft.text != desk.starts.points[0].text and session.shelf.message is not None)

    def _all_of_series(self) -> None:
        """The second message to the same person: which one it follows, and that one below the script."""
        session, window = self._session, self._window
        session.shelf.add(_SECOND)
        self._wait(lambda: session.shelf.draft == _SECOND)
        window.choose_earlier()
        self._wait(lambda: window.findChild(SeriesDialog) is not None)
        for asking in window.findChildren(SeriesDialog):
            asking.list.setCurrentRow(1)
            self._all("series-choice", asking)
            asking.accept()
        self._wait(lambda: bool(session.shelf.snapshot.earlier) and session.measured.draft == _SECOND)
        self._for_ms(300)
        self._all("series")
        session.bin.delete_message()
        self._wait(lambda: session.shelf.draft != _SECOND)
        window.notice.clear()

    def _all_of_models(self, dialog: SettingsDialog) -> None:
        """The settings, where they list the models."""
        for panel in dialog.findChildren(ModelsPanel):
            self._wait(lambda panel=panel: bool(panel.buttons))  # type: ignore[misc]
            self._for_ms(100)
            for area in dialog.findChildren(QScrollArea):
                area.verticalScrollBar().setValue(panel.y() - 60)
            self._all("settings-models", dialog)

    def _all_of_trouble(self) -> None:
        """What works here, and what is told where the program itself is at fault."""
        session, window = self._session, self._window
        examined = CheckupDialog(window.look, session.checkup, window)
        examined.open()
        self._wait(lambda: session.checkup.answers is not None)
        self._for_ms(100)
        self._all("what-works-here", examined)
        examined.close()
        try:
            float("")
        except ValueError as error:
            fault = CrashDialog(window.look, program_broke(error, Path(NOTES)), told(error), window)
        fault.open()
        self._all("fault", fault)
        fault.close()

    def _shows(self, number: int) -> bool:
        shown = self._window.review.shown
        return shown is not None and shown.take is not None and shown.take.number == number

    def _all(self, name: str, dialog: QWidget | None = None) -> None:
        session, window = self._session, self._window
        for theme in ("light", "dark"):
            session.change_settings(replace(session.settings, theme=theme))
            for size, ratio in SIZES:
                widget = dialog or window
                if dialog is None:
                    window.resize(size)
                else:
                    dialog.show()
                QApplication.processEvents()
                QApplication.processEvents()
                picture = QPixmap(widget.size() * ratio)
                picture.setDevicePixelRatio(ratio)
                picture.fill(Qt.GlobalColor.transparent)
                widget.render(picture, QPoint(0, 0))
                ending = f"-{ratio}x" if ratio > 1 else ""
                picture.save(str(self._folder / f"{name}-{theme}-{size.width()}x{size.height()}{ending}.png"))

    def _wait(self, state: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not state():
            if time.monotonic() > end:
                raise TimeoutError("the pages never came to the state to be drawn")
            self._for_ms(20)

    def _for_ms(self, ms: int) -> None:
        end = time.monotonic() + ms / 1000
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
