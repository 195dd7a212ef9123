"""Kills reps of the real program at seeded moments, and looks what is left of them after a restart."""

import json
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from app.audio.take import origin_of
from app.library.draft import Draft
from app.library.library import open_library
from app.places import find_places
from tests.faults.nursery import Child, Nursery
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import PROJECT, VirtualMicrophone

GO = "Speak now"
WORDS = ("hello", "this", "is", "anna", "please", "call", "back")
TEXT = "Hello, this is Anna. Please call back.\n"
_SPOKEN_S = 120.0
_LOOK_S = 0.01
_PATIENCE_S = 120.0

# A phase of milliseconds is hit at a step on the disk, one of seconds at any moment; opening is both.
_STEPS = {
    "opening": (r"open .*\.part\.wav", r"open .*\.note\.json"),
    "recognizing": (r"open .*\.flac\.half", r"os\.rename .*\.flac\.half", r"os\.remove .*\.part\.wav"),
    "saving": (r"os\.chmod .*\.flac", r"os\.remove .*\.note\.json"),
}
PHASES = ("opening", "recording", "draining", "recognizing", "saving")


@dataclass(frozen=True)
class Killed:
    """What became of one rep."""

    number: int  # of its message and its seed
    phase: str  # in which it was to die
    spoken_s: float  # on the rep's clock, when it died; 0 before “go”
    starved_s: float  # of that, for which a busy machine let the program, or the sound server, wait
    kept_s: float | None  # what is left of that after the restart; None: no take
    takes: int
    is_reviewed: bool

    @property
    def short_s(self) -> float:
        return max(self.spoken_s - self.starved_s - (self.kept_s or 0.0), 0.0)


class Killing:
    """One library and a microphone that never falls silent, for any number of reps."""

    def __init__(self, virtual: VirtualMicrophone, nursery: Nursery, folder: Path) -> None:
        self.home = Path(virtual.environ["REHEARSE_HOME"])
        self._model = str(make_model(folder / "model"))
        words = say(WORDS)
        soundfile.write(folder / "spoken.wav", np.tile(words, round(_SPOKEN_S * 16_000 / len(words))), 16_000)
        self._spoken = folder / "spoken.wav"
        self._virtual = virtual
        self._places = find_places(virtual.environ, PROJECT)
        self._nursery = nursery
        (folder / "script.txt").write_text(TEXT)
        soundfile.write(folder / "once.wav", words, 16_000)
        self.run("list")
        self.run("check", str(folder / "script.txt"), str(folder / "once.wav"), "--model", self._model)

    def run(self, *arguments: str) -> tuple[str, str]:
        """A program that is let live; what it answers, and what it says."""
        code, out, err = self._nursery.run(*arguments)
        assert code in (0, 1), err
        return out, err

    def kill(self, seeds: range) -> list[Killed]:
        """Reps of a message each, all at once; then what the next program finds."""
        victims = self.only_kill(seeds)
        messages = {each["name"]: each for each in json.loads(self.run("list", "--json")[0])}
        return [self._looked_at(each, messages[f"Message {each.seed}"]["takes"]) for each in victims]

    def only_kill(self, seeds: range) -> list["_Victim"]:
        """Nothing was started since."""
        library = open_library(self._places)
        for seed in seeds:
            library.messages.add(Draft(TEXT, f"Message {seed}"))
        library.close()
        with self._virtual.start_playing(self._spoken) as speaker:
            servers = (self._virtual.server,)
            victims = [_Victim(seed, self._nursery, self._model, servers) for seed in seeds]
            end = time.monotonic() + _PATIENCE_S
            living = victims
            while living := [each for each in living if not each.look()]:
                assert time.monotonic() < end, [each.child.err for each in living]
                time.sleep(_LOOK_S)
            speaker.terminate()
        for each in victims:
            each.child.end()
        return victims

    def review(self, killed: Killed) -> str:
        """As the restart offers it; how it ends."""
        return self.run("check", "--message", f"Message {killed.number}", "--model", self._model)[0]

    def litter(self) -> list[str]:
        """What is no whole take, nor belongs to a message."""
        library = open_library(self._places)
        strays = {each.name for each in library.takes.strays()}
        library.close()
        files = (self.home / "takes").iterdir()
        return sorted(each.name for each in files if each.suffix != ".flac" or each.name in strays)

    def _looked_at(self, victim: "_Victim", takes: list[dict[str, object]]) -> Killed:
        kept_s = None
        for take in takes:
            assert np.abs(soundfile.read(str(take["file"]), dtype="int16")[0].astype(int)).max() > 1000
            kept_s = soundfile.info(str(take["file"])).duration - (origin_of(Path(str(take["file"]))) or 0.0)
        is_reviewed = any(take["clean"] is not None for take in takes)
        return Killed(victim.seed, victim.phase, victim.spoken_s, victim.starved_s, kept_s, len(takes), is_reviewed)


class _Victim:
    """A rep, and when it is to die."""

    def __init__(self, seed: int, nursery: Nursery, model: str, servers: tuple[int, ...]) -> None:
        chance = random.Random(seed)
        self.seed = seed
        self.phase = PHASES[seed % len(PHASES)]
        is_at_step = self.phase in _STEPS and (self.phase != "opening" or chance.random() < 0.5)
        self._step = chance.choice(_STEPS[self.phase]) if is_at_step else None
        self._speaks_s = chance.uniform(0.3, 2.0)
        self._lives_on_s = chance.uniform(0.0, 0.3)
        self._opens_s = chance.uniform(0.0, 2.0)
        self._began = time.monotonic()
        self._went: float | None = None  # when “go” was seen
        self._stopped: float | None = None
        self._died: float | None = None
        arguments = ("record", "--message", f"Message {seed}", "--model", model)
        self._waited: dict[tuple[int, str], float] = {}  # by “go”, each thread's time without a processor
        self.starved_s = 0.0
        self.child: Child = nursery.start(*arguments, dies_at=self._step)
        self._processes = (self.child.pid, *servers)

    @property
    def spoken_s(self) -> float:
        """At least; more may have been on its way to the program."""
        if self._went is None or self._died is None:
            return 0.0
        return (self._stopped or self._died) - self._went

    def look(self) -> bool:
        """Does what is due; whether it is dead."""
        now = time.monotonic()
        if self._died is None and not self.child.is_alive:
            self._died = now
        if self._died is not None:
            return True
        if self._went is None and GO in self.child.err:
            # NB: not `now`: on a busy machine “go” may have come long after that, and nothing was spoken between.
            self._went, self._waited = time.monotonic(), _waited(self._processes)
        if self._is_due(now):
            self._note_starved()
            self._died = time.monotonic()
            self.child.signal(signal.SIGKILL)
        elif self._went is not None and self._stopped is None and now - self._went >= self._speaks_s:
            self._note_starved()
            self._stopped = now
            self.child.press_enter()
        return self._died is not None

    def _note_starved(self) -> None:
        """Sound goes through the server and then through the program: the one's delay comes on top of the other's."""
        if self._went is not None and self._stopped is None:
            waits = _waited(self._processes)
            self.starved_s = sum(
                max((waits[each] - self._waited.get(each, 0.0) for each in waits if each[0] == process), default=0.0)
                for process in self._processes
            )

    def _is_due(self, now: float) -> bool:
        """NB: who is to die at a step does so by itself."""
        if self._step is not None:
            return False
        if self.phase == "opening":
            return now - self._began >= self._opens_s
        if self.phase == "recording":
            return self._went is not None and now - self._went >= self._speaks_s - 0.1
        return self._stopped is not None and now - self._stopped >= self._lives_on_s


def _waited(processes: tuple[int, ...]) -> dict[tuple[int, str], float]:
    """For how long (s) each of their threads, by process and thread, has waited for a processor so far."""
    waited = {}
    for process in processes:
        for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
            with suppress(OSError):  # it has come to its end
                waited[process, thread.parent.name] = int(thread.read_text().split()[1]) / 1e9
    return waited
