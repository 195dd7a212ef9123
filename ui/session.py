"""What the window holds in its hands: the message, the ear, the rep, the sound, the settings; each behind its lane."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.audio.devices import Devices
from app.audio.microphone import Microphone
from app.audio.speaker import Speaker, Tell
from app.library.draft import Draft, draft_of
from app.library.library import Library
from app.places import Places
from app.practice.drill import Drilled
from app.practice.drill_page import failing_sentence
from app.practice.lanes import Lane, Lanes
from app.practice.rep import Move
from app.problems import Problem
from app.recognition.bent import forget_bent
from app.recognition.models import VoskModel
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.blanks import answered
from app.script.lint import Drafted
from app.script.script import Script, read
from app.settings import Settings
from ui.adviser import Adviser, Asked
from ui.bin import Bin
from ui.booth import COUNTDOWN_S, Booth, Judged, Wanted
from ui.bridge import Bridge
from ui.checkup import Checkup, CheckupDoors
from ui.drill_run import DrillRun
from ui.ear import Ear, Judge
from ui.equipment import Equipment
from ui.getter import Getter, ModelDoors
from ui.greeter import Greeter
from ui.hearer import Hearer
from ui.long_work import LongWork
from ui.measured import USUAL_WPM, Measured, measure
from ui.player import Player
from ui.problems import in_window
from ui.reviewer import Reviewer
from ui.shelf import Shelf
from ui.shown import Shown
from ui.takes import Takes

QUICK_CHARACTERS = 2000  # of a script are measured in some 10 ms; more is for the lane


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the window: what touches devices, models and files. Each is called on a lane."""

    open_microphone: Callable[[Settings], Microphone]
    list_devices: Callable[[bool], Devices]  # True: look again at what is plugged in
    sign_of_change: Callable[[], str | None]  # of what is plugged in
    speaker: Callable[[Settings, Tell], Speaker]
    find_model: Callable[[Settings], VoskModel]
    open_judge: Callable[[VoskModel], Judge]
    open_library: Callable[[], Library]
    save_settings: Callable[[Settings], None]
    models: ModelDoors
    checkup: CheckupDoors


class Session(QObject):
    """One for a window. Belongs to its thread; nothing here waits but close()."""

    settings_changed = Signal()
    told = Signal(object)  # a Problem
    shown = Signal(object)  # Shown: a review to look at
    measured_changed = Signal()
    forgotten = Signal()  # everything is deleted

    def __init__(
        self, doors: Doors, places: Places, settings: Settings, lanes: Lanes, countdown_s: float = COUNTDOWN_S
    ) -> None:
        super().__init__()
        self.settings = settings
        self.places = places
        self.bridge = Bridge()
        self._is_closed = False
        self.lanes = lanes
        self._doors = doors
        self._library_lane = Lane("library")  # not the workshop: what is typed waits for no export
        self._ear_lane = Lane("ear")
        self.ear = Ear(self._open_judge, self._ear_lane, self.bridge)
        self.work = LongWork(lanes.workshop, self.bridge)
        self.booth = Booth(
            doors.open_microphone, doors.speaker, places.takes, self.ear, lanes.studio, self.bridge, countdown_s
        )
        self.booth.settings = settings
        self.player = Player(lambda tell: doors.speaker(self.settings, tell), lanes.studio, self.bridge)
        self.greeter = Greeter(
            lambda: doors.open_microphone(self.settings),
            places,
            lanes.studio,
            self._library_lane,
            self.bridge,
            self.player,
        )
        self.equipment = Equipment(doors.list_devices, doors.sign_of_change, lanes.studio, self.bridge, self.is_quiet)
        self.equipment.use(settings)
        self.shelf = Shelf(doors.open_library, places, self._library_lane, self.bridge)
        self.takes = Takes(self.shelf)
        self.bin = Bin(self.shelf, self.takes)
        self.drill = DrillRun(self.shelf, self.takes, places, lambda: self.settings)
        self.reviewer = Reviewer(self.ear, self.shelf, self.takes, self.work, lambda: self.settings, self.told.emit)
        self.hearer = Hearer(self.ear, self.shelf, self.work)
        self.getter = Getter(doors.models, self.bridge)
        self.getter.got.connect(self._model_came)
        self.getter.removed.connect(self._model_went)
        self.getter.failed.connect(self.told)
        self.checkup = Checkup(doors.checkup, lanes, self.bridge, lambda: self.settings)
        self._advice_lane = Lane("advice")
        self.adviser = Adviser(self._asked, self._advice_lane, self.bridge, self.told.emit)
        self.measured = Measured(Draft())
        self._waits: Callable[[], object] | None = None  # for the figures of what is typed
        self._soon = _timer(self, 200, self._measure)  # after the last key
        self._later = _timer(self, 3000, self._prepare)
        self.booth.judged.connect(self._judged)
        self.booth.orphaned.connect(self._remove)
        self.player.failed.connect(self.told)
        self.equipment.told.connect(self.told)
        self.equipment.changed.connect(self.player.forget_told)
        self.shelf.told.connect(self.told)
        self.takes.shown.connect(self.shown)
        self.shelf.chosen.connect(self._turned)
        for changed in (self.measured_changed, self.settings_changed, self.shelf.changed):
            changed.connect(self.adviser.look)

    def open(self) -> None:
        """Everything begins, behind the window; nothing where that was closed at once."""
        if self._is_closed:
            return
        self.shelf.limit_s = self.settings.limit_s
        self.shelf.open()
        self.equipment.look(again=False)
        self.ear.load()

    def close(self) -> None:
        """Waits until every lane has let go; what is typed and what was spoken is kept."""
        self._is_closed = True
        self._soon.stop()
        self._later.stop()
        self.adviser.stop()
        self.equipment.close()
        self.player.stop()
        self.work.close()
        self.getter.cancel()
        kept = self.shelf.close()
        self.bridge.close()
        self.booth.close()
        self.greeter.close()
        self.lanes.close()
        self._ear_lane.close()
        self._advice_lane.close()
        self.getter.close()
        kept.result()
        self._library_lane.close()

    # ---- The script at hand

    def edit(self, draft: Draft) -> None:
        """As typed."""
        if draft != self.shelf.draft:
            self.drill.leave()
            self.shelf.edit(draft)
            self._soon.start()
            self._later.start()

    def script(self) -> Script | None:
        """Of what is typed, its blanks filled in as far as they are answered; None while there is nothing to speak."""
        if not self._is_measured():
            self.measured = measure(self.shelf.draft, self.shelf.snapshot.answers)  # quicker than the lane could tell
        return self.measured.meant

    def _is_measured(self) -> bool:
        """Whether the figures are those of what is typed."""
        return self.measured.draft == self.shelf.draft and self.measured.answers == self.shelf.snapshot.answers

    def when_measured(self, then: Callable[[], object]) -> None:
        """At once where that is quick; else as soon as the lane has measured what is typed, as nobody turns away."""
        if self._is_measured() or len(self.shelf.draft.text) <= QUICK_CHARACTERS:
            then()
        else:
            self._waits = then
            self._measure()

    def answer(self, answers: Mapping[str, str]) -> None:
        """What the blanks are filled with from now on; the message remembers."""
        shelf, message = self.shelf, self.shelf.message
        shelf.snapshot = replace(shelf.snapshot, answers={**shelf.snapshot.answers, **answered(answers)})
        if message is not None:
            shelf.change(lambda library: library.answers.keep(message, answers), message, lambda: None)
        self._measure()

    def rules(self, script: Script) -> Rules:
        limit_s = script.limit_s if script.limit_s is not None else self.settings.limit_s
        return Rules(limit_s, Strictness(self.settings.strictness), self.settings)

    def drilled(self) -> Drilled | None:
        """The message at hand, for a drill; None while there is nothing to speak."""
        script, snapshot = self.script(), self.shelf.snapshot
        if script is None or snapshot.message is None:
            return None
        return Drilled(
            snapshot.message.draft.name,
            script,
            self.rules(script),
            snapshot.message.id,
            failing_sentence(snapshot.ladder, script) if snapshot.ladder.stubborn is not None else None,
            self.settings.mailbox_hangs_up,
            written=self.measured.script,
        )

    def settle_drill(self) -> None:
        """The drill at hand goes on with what is chosen now; not while a rep is under way."""
        if not self.booth.may(Move.CANCEL):
            self.drill.settle(self.rules)

    def _asked(self) -> Asked | None:
        """What is advised on: the message at hand; None while it is being measured."""
        shelf, script, written = self.shelf, self.measured.meant, self.measured.script
        if not self._is_measured():
            return None
        message = shelf.snapshot.message
        if script is None:
            return Asked(shelf.message, None)
        earlier = tuple(each.script for each in shelf.snapshot.earlier if each.script is not None)
        drafted = Drafted(script, shelf.snapshot.pace_wpm or USUAL_WPM, self.rules(script).limit_s, earlier)
        silenced = message.silenced if message is not None else frozenset()
        off = silenced | frozenset(self.settings.advice_off)
        return Asked(shelf.message, drafted, off, None if script is written else written, self.measured.answers)

    def wanted(self) -> Wanted | None:
        """The rep of the drill, where one goes on, else of the message at hand."""
        if self.drill.turn is not None:
            return self.drill.wanted
        script = self.script()
        if script is None or script.blanks:
            return None
        return Wanted(self.shelf.message, script, self.rules(script), self.shelf.snapshot.corrections)

    def start(self) -> bool:
        """A rep of the drill or the message at hand; False where nothing is to be spoken, or the phase forbids it."""
        wanted = self.wanted()
        if wanted is None or not self.booth.may(Move.START):
            return False
        if wanted.turn is None:
            self.drill.leave()  # one that is done
        self.shelf.save()
        self.player.stop()
        return self.booth.start(wanted)

    def start_over(self) -> bool:
        """The same from the beginning."""
        wanted = self.booth.wanted if self.booth.may(Move.CANCEL) else self.wanted()
        if wanted is None:
            return False
        self.player.stop()
        return self.booth.again(wanted)

    def bring_in(self, path: Path) -> None:
        """A script from a file becomes a new message."""

        def work() -> Draft:
            return draft_of(read(path).text)

        self.bridge.ask(self._library_lane, work, self.shelf.add, self.told.emit)

    def forget_everything(self) -> None:
        """For good. What is under way of it is given up, and what it prepared meanwhile goes, too."""
        self.player.stop()
        self.work.close()
        self.shelf.forget_everything()
        self.bridge.ask(self._library_lane, lambda: None, lambda _: self._sweep(), self.told.emit)

    def _sweep(self) -> None:
        self.bridge.ask(
            self._ear_lane, lambda: forget_bent(self.places.cache), lambda _: self.forgotten.emit(), self.told.emit
        )

    # ---- Settings and devices

    def change_settings(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        self.booth.settings = settings
        self.shelf.limit_s = settings.limit_s
        if settings == before:
            return
        self.bridge.ask(self._library_lane, lambda: self._doors.save_settings(settings), lambda _: None, self.told.emit)
        if settings.model_folder != before.model_folder:
            self.ear.load()
            self._prepare()
        self.equipment.use(settings)
        self.settle_drill()
        self.settings_changed.emit()

    def _open_judge(self) -> Judge:
        """On the ear's lane. Raises Problem."""
        try:
            return self._doors.open_judge(self._doors.find_model(self.settings))
        except Problem as problem:
            raise in_window(problem) from problem  # the studio tells it, too, which asks the ear itself

    def is_quiet(self) -> bool:
        """Nothing is recorded and nothing sounds."""
        return not (self.booth.may(Move.CANCEL) or self.player.is_playing or self.greeter.is_recording)

    def _model_came(self, _: VoskModel) -> None:
        """The best one installed hears from now on, where no other was chosen."""
        self.ear.load()
        self._prepare()

    def _model_went(self, model: VoskModel) -> None:
        """Another one hears from now on, where this one was chosen, too."""
        chosen = self.settings.model_folder
        if chosen is not None and (chosen == model.folder or chosen in model.folder.parents):
            self.change_settings(replace(self.settings, model_folder=None))
        else:
            self.ear.load()
            self._prepare()

    # ---- Reviews

    def _turned(self) -> None:
        """To another message."""
        self._waits = None
        self.adviser.forget()
        self._measure()
        self._later.start()

    def _measure(self) -> None:
        draft, answers = self.shelf.draft, self.shelf.snapshot.answers

        def then(measured: Measured) -> None:
            if draft == self.shelf.draft and answers == self.shelf.snapshot.answers:
                first, self.measured = self.measured.draft == Draft(), measured
                if first:
                    self._prepare()
                self.measured_changed.emit()
                waits, self._waits = self._waits, None
                if waits is not None:
                    waits()

        self.bridge.ask(self._library_lane, lambda: measure(draft, answers), then, self.told.emit)

    def _prepare(self) -> None:
        """The ear for what stands there now, so that a rep need not wait for it."""
        if self.measured.meant is not None:
            self.ear.prepare(self.measured.meant)

    def _judged(self, judged: Judged) -> None:
        rules = judged.wanted.rules
        self.drill.judged(judged)
        self.shown.emit(Shown(judged.review, judged.marked, rules, judged.samples, judged.rate, judged.waveform, None))
        self.takes.keep(judged)

    def _remove(self, path: Path) -> None:
        self.bridge.ask(self._library_lane, lambda: path.unlink(missing_ok=True), lambda _: None, self.told.emit)


def _timer(parent: QObject, after_ms: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(then)
    return timer
