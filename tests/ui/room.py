"""A window with everything behind it fake but the lanes, the rehearsal and the library."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import problems
from app.audio.devices import Device, Devices
from app.audio.speaker import Playback, Tell
from app.audio.tones import Cue
from app.doctor.answer import Answer, Mark
from app.library.library import open_library
from app.places import Places, find_places
from app.practice.coach import Prepared
from app.practice.lanes import Lanes
from app.practice.rep import Phase
from app.problems import Problem
from app.recognition.install import Wish
from app.recognition.models import VoskModel
from app.recognition.progress import Cancelled, Report
from app.recognition.transcript import FreeHearing, HeardWord
from app.review.account import Metrics, ModelFacts, Review, SpokenWord, TakeFacts
from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings
from tests.fakes import FakeEars, FakeMicrophone, wait_until
from ui.checkup import CheckupDoors
from ui.getter import ModelDoors
from ui.session import Doors, Session
from ui.window import Window

PROJECT = Path(__file__).resolve().parents[2]
FACTS = ModelFacts("fake", ("free",), (), ())
RATE = 16_000
MODEL = VoskModel("fake", PROJECT / "vosk-model", True)
MICROPHONE = Device("Fake", "Fakes", 1, RATE, True)
SPEAKER = Device("Fake speaker", "Fakes", 2, 48_000, True)


def noise(seconds: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-9000, 9000, round(seconds * RATE)).astype(np.int16)


def finding(kind: Kind, first: int, last: int, script: Script, heard: str | None = None) -> Finding:
    expected = " ".join(word.text for word in script.words[first:last]) or None
    return Finding(kind, Certainty.CERTAIN, first, last, 1.0 + 0.3 * first, 1.2 + 0.3 * last, expected, heard, True)


class PlacedEars(FakeEars):
    """Goes no further than its script."""

    def __init__(self, rate: int, arcs: int) -> None:
        super().__init__(rate)
        self._arcs = arcs

    def place(self) -> int | None:
        place = super().place()
        return None if place is None else min(place, self._arcs - 1)


class FakeEarsMaker:
    """Stands for app.recognition.recognizer.Ears."""

    def __init__(self, script: Script) -> None:
        self._arcs = len(script.readings.arcs)

    def listen(self, rate: int) -> FakeEars:
        return PlacedEars(rate, self._arcs)


class FakeJudge:
    """Everything was said as written, but for what `finds` finds."""

    def __init__(self) -> None:
        self.finds: Callable[[Script], tuple[Finding, ...]] = lambda _: ()
        self.judged: list[str] = []
        self.heard: list[str] = []  # without a script

    def prepare(self, script: Script) -> Prepared:
        return Prepared(script, FakeEarsMaker(script), FACTS, None)  # type: ignore[arg-type]

    def judge(self, prepared: Prepared, file: str, duration_s: float, origin_s: float | None, *rest: Any) -> Review:
        rules: Rules = rest[-1]
        script, start = prepared.script, origin_s or 0.0
        self.judged.append(script.text)
        found = self.finds(script)
        words = tuple(
            SpokenWord(word.text.lower(), start + 0.3 * at, start + 0.3 * at + 0.25, 1.0, at)
            for at, word in enumerate(script.words)
        )
        return Review(
            script,
            rules.limit_s,
            rules.strictness,
            TakeFacts(file, duration_s, start, start, words[-1].end, 0.0, None),
            FACTS,
            words,
            (Verdict.SAID,) * len(script.words),
            found,
            Metrics(150.0, 170.0, 0, 0, 0.0, 2, 0.5, -20.0, -6.0, -60.0, None, None, ((1.0, 150.0), (3.0, 160.0))),
            not found,
        )

    def check(self, prepared: Prepared, sound: Any, rules: Rules, **_: Any) -> Review:
        return self.judge(prepared, sound.name, sound.duration_s, 0.0, rules)

    def hear(self, sound: Any, _: Any = None) -> FreeHearing:
        """A word a second."""
        self.heard.append(sound.name)
        words = (HeardWord(f"word{at}", float(at), at + 0.5, 1.0) for at in range(int(sound.duration_s)))
        return FreeHearing("fake", tuple(words))


class FakeSpeaker:
    """Plays as its room says, and keeps what was to be played."""

    def __init__(self, room: "Room", tell: Tell) -> None:
        self._room = room
        if room.speaker_gone is not None:
            tell(room.speaker_gone)

    def play(self, playback: Playback) -> None:
        self._room.played.append(playback)
        try:
            self._room.playing(playback)
        finally:
            playback.ended = True

    def open_cues(self, cues: Sequence[Cue]) -> "FakeCues":
        if self._room.mute is not None:
            raise self._room.mute
        self._room.cues.append(FakeCues(cues))
        return self._room.cues[-1]


class FakeCues:
    """Knows when its clock was started."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = tuple(cues)
        self.started_s: float | None = None
        self.is_closed = False

    def start(self, elapsed_s: float) -> None:
        self.started_s = elapsed_s

    def close(self) -> None:
        self.is_closed = True


class Room:
    """The doors, and what came through them."""

    def __init__(self, qtbot: QtBot, home: Path, countdown_s: float = 0.0) -> None:
        self.qtbot = qtbot
        self.places = replace(find_places({"REHEARSE_HOME": str(home)}), program=_unreviewed(home.with_name("program")))
        self.microphones: list[FakeMicrophone] = []
        self.plugged = Devices((MICROPHONE,), (SPEAKER,))
        self.looks = 0  # at what is plugged in
        self.sign: str | None = None  # of a change
        self.refuses: Problem | None = None
        self.deaf: Problem | None = None
        self.judge = FakeJudge()
        self.played: list[Playback] = []
        self.cues: list[FakeCues] = []
        self.speaker_gone: Problem | None = None  # what is told before the usual one plays
        self.mute: Problem | None = None
        self.playing: Callable[[Playback], None] = lambda _: None
        self.saved: list[Settings] = []
        self.models: tuple[VoskModel, ...] = (MODEL,)  # that are there
        self.getting: Callable[[Wish, Report, Cancelled], VoskModel] = lambda *_: MODEL
        self.removing: Callable[[str], VoskModel] = lambda _: MODEL
        self.told: list[Problem] = []
        self.examined = (
            Answer(Mark.WORKS, "Sound", "PortAudio V19.7.0."),
            Answer(Mark.NOTE, "Microphone", "“Fake” of one microphone delivers exact zeros."),
            Answer(Mark.BROKEN, "Library", "The library is damaged. Start the program again."),
        )
        self.countdown_s = countdown_s
        self.session: Session
        self.window: Window

    def enter(self, settings: Settings | None = None) -> Window:
        doors = Doors(
            self._open_microphone,
            self._list,
            lambda: self.sign,
            lambda _, tell: FakeSpeaker(self, tell),
            lambda _: MODEL,
            self._open_judge,
            lambda: open_library(self.places),
            self.saved.append,
            ModelDoors(
                lambda: self.models,
                lambda wish, report, cancelled: self.getting(wish, report, cancelled),
                lambda name: self.removing(name),
            ),
            CheckupDoors(lambda _: self.examined[:1], lambda: self.examined[1:]),
        )
        self.session = Session(doors, self.places, settings or Settings(), Lanes(), self.countdown_s)
        self.session.told.connect(self.told.append)
        self.window = Window(self.session)
        self.window.show()
        self.session.open()
        self.until(lambda: self.session.shelf.is_open and self.session.measured.script is not None)
        self.until(lambda: self.session.equipment.microphones is not None)
        if self.deaf is None:
            self.until(self.reviewed)
        return self.window

    def reviewed(self) -> bool:
        takes = self.session.shelf.snapshot.takes
        return all(each.attempt is not None for each in takes)

    def leave(self) -> None:
        self.window.close()

    def until(self, state: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(state, timeout=20_000)

    def phase(self, *phases: Phase) -> None:
        self.until(lambda: self.session.booth.phase in phases)
        QApplication.processEvents()  # what follows from it in a turn of its own

    @property
    def microphone(self) -> FakeMicrophone:
        return self.microphones[-1]

    def speak(self, seconds: float = 2.0) -> None:
        """A rep that is under way hears this."""
        count = len(self.microphones)
        self.until(lambda: len(self.microphones) >= max(count, 1) and not self.microphone.is_closed)
        self.microphone.say(noise(seconds))
        self.phase(Phase.RECORDING)
        self.until(lambda: self.session.booth.rehearsal.elapsed_s >= seconds - 0.1)

    def wait_for_stop(self, playback: Playback) -> None:
        """Plays until it is stopped."""
        wait_until(lambda: playback.stop)

    def _open_microphone(self, _: Settings) -> FakeMicrophone:
        if self.refuses is not None:
            raise self.refuses
        self.microphones.append(FakeMicrophone(RATE))
        return self.microphones[-1]

    def _list(self, _: bool) -> Devices:
        self.looks += 1
        if self.refuses is not None:
            raise self.refuses
        return self.plugged

    def _open_judge(self, _: VoskModel) -> FakeJudge:
        if self.deaf is not None:
            raise self.deaf
        return self.judge


def _unreviewed(program: Path) -> Path:
    """The sample as it comes but for its reviews, so that the fake judge makes them."""
    sample, starts, prompts = Path("assets", "sample"), Path("assets", "starts"), Path("assets", "keeps_them_up.toml")
    shutil.copytree(PROJECT / sample, program / sample, ignore=shutil.ignore_patterns("*.json"), dirs_exist_ok=True)
    for folder in (starts, Path("assets", "greetings")):
        shutil.copytree(PROJECT / folder, program / folder, dirs_exist_ok=True)
    shutil.copy(PROJECT / prompts, program / prompts)
    return program


def press(room: Room, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, where the keyboard is."""
    room.qtbot.keyClick(room.window.focusWidget() or room.window, key, modifiers)


__all__ = ["FakeJudge", "Places", "Room", "finding", "noise", "press", "problems"]
