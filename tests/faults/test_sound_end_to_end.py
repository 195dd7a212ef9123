"""What may happen to a microphone while the real program records with it, each really done to a real sound server."""

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.library.draft import Draft
from app.library.library import open_library
from app.library.takes import KeptTake
from app.places import find_places
from tests.fakes import wait_until
from tests.faults.matrix import NOTHING, fault
from tests.faults.nursery import Child, Nursery
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import PROJECT, VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

GO = "Speak now"
NEXT = "Enter: the next take."
KEPT = "The take is kept as take"
LOST = "stopped delivering sound"
TEXT = "Hello, this is Anna. Please call back.\n"
WORDS = ("hello", "this", "is", "anna", "please", "call", "back")
NAME = "A call"
QUIET_S = 0.2  # no pause between two of the words is as long
LOUD = 500  # of 32,767
AT_ONCE = 4
PATIENCE_S = 120.0
LOOK_S = 0.05
Told = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Stage:
    """What all scenes begin with: a model and a script, and a home in which the model was used before."""

    nursery: Nursery
    folder: Path
    model: Path
    script: Path
    spoken: Path

    @classmethod
    def build(cls, nursery: Nursery, folder: Path) -> "Stage":
        stage = cls(nursery, folder, make_model(folder / "model"), folder / "script.txt", folder / "spoken.wav")
        stage.script.write_text(TEXT)
        soundfile.write(stage.spoken, say(WORDS), 16_000)
        code, _, err = nursery.run("check", str(stage.script), str(stage.spoken), "--model", str(stage.model))
        assert code in (0, 1), err
        nursery.run("list")
        return stage

    def play(self, scene: "Play") -> "Scene":
        with VirtualMicrophone() as virtual:
            played = Scene(self, scene.__name__, virtual)
            scene(played)
        return played


class Scene:
    """A message in a home of its own, spoken to a sound server of its own."""

    def __init__(self, stage: Stage, name: str, virtual: VirtualMicrophone) -> None:
        self.virtual = virtual
        self.ended: list[Outcome] = []
        self._stage = stage
        self._home = stage.folder / name
        shutil.copytree(stage.folder / "home", self._home)
        self._places = find_places({"REHEARSE_HOME": str(self._home)}, PROJECT)
        library = open_library(self._places)
        library.messages.add(Draft(TEXT, NAME))
        library.close()

    def record(self) -> Child:
        """A rep, once it may be spoken."""
        return self._begun("record")

    def drill(self) -> Child:
        """Rep after rep; the first may be spoken."""
        return self._begun("drill", "beat-the-clock")

    def speak(self, times: int = 1) -> None:
        """All the words; back when each rep under way has had them so many times and they are on the disk."""
        self.virtual.play(self._stage.spoken)
        wait_until(lambda: all(self._is_on_disk(part, times) for part in self._parts()), PATIENCE_S, LOOK_S)

    def end(self, *reps: Child) -> None:
        self.ended += [Outcome(rep.end(), rep.out, rep.err) for rep in reps]

    def times_spoken(self, sound: Path) -> float:
        return sounding(sound)[0] / sounding(self._stage.spoken)[0]

    def takes(self) -> tuple[KeptTake, ...]:
        library = open_library(self._places)
        takes = library.takes.all_of(library.messages.called(NAME).id)
        library.close()
        return takes

    def _begun(self, *arguments: str) -> Child:
        environ = {name: self.virtual.environ[name] for name in ("HOME", "XDG_RUNTIME_DIR")}
        environ["REHEARSE_HOME"] = str(self._home)
        model = ("--model", str(self._stage.model))
        return self._stage.nursery.start(*arguments, "--message", NAME, *model, environ=environ)

    def _parts(self) -> list[Path]:
        parts = list((self._home / "takes").glob("*.part.wav"))
        assert parts, "nobody records"
        return parts

    def _is_on_disk(self, part: Path, times: int) -> bool:
        return self.times_spoken(part) >= times - 0.1 and sounding(part)[1] >= QUIET_S


Play = Callable[[Scene], None]
Played = dict[Play, Future[Scene]]


def sounding(path: Path) -> tuple[float, float]:
    """For how long (s) there is sound in it, and none at its end."""
    samples, rate = soundfile.read(path, dtype="int16")
    loud = np.flatnonzero(np.abs(samples.astype(int)) > LOUD)
    return len(loud) / rate, (len(samples) - 1 - loud[-1]) / rate if len(loud) else 0.0


def unplugged(scene: Scene) -> None:
    rep = scene.record()
    rep.until(GO)
    scene.speak()
    scene.virtual.unplug()
    scene.end(rep)


def held_up(scene: Scene) -> None:
    rep = scene.record()
    rep.until(GO)
    scene.speak()
    scene.virtual.hold_up()
    scene.end(rep)


def slept(scene: Scene) -> None:
    rep = scene.record()
    rep.until(GO)
    scene.speak()
    rep.signal(signal.SIGSTOP)
    time.sleep(2.5)  # of sleep; a microphone that was silent for two seconds would be lost
    rep.signal(signal.SIGCONT)
    scene.speak(times=2)
    rep.press_enter()
    scene.end(rep)


def dead(scene: Scene) -> None:
    rep = scene.record()
    rep.until("exact zeros")
    rep.until(GO)
    rep.press_enter()
    scene.end(rep)


def another_rate(scene: Scene) -> None:
    drill = scene.drill()
    drill.until(GO)
    scene.speak()
    drill.press_enter()
    drill.until(NEXT)
    scene.virtual.unplug()
    scene.virtual.plug_in(16_000)
    _speak_another(scene, drill)


def died(scene: Scene) -> None:
    drill = scene.drill()
    drill.until(GO)
    scene.speak()
    scene.virtual.restart(48_000)
    drill.until(NEXT)
    _speak_another(scene, drill)


def _speak_another(scene: Scene, drill: Child) -> None:
    drill.press_enter()
    drill.until_again(GO)
    scene.speak()
    drill.press_enter()
    drill.until_again(NEXT)
    drill.signal(signal.SIGINT)
    scene.end(drill)


def both(scene: Scene) -> None:
    """Two programs, one message, one microphone."""
    reps = scene.record(), scene.record()
    for rep in reps:
        rep.until(GO)
    scene.speak()
    for rep in reps:
        rep.press_enter()
    scene.end(*reps)


SCENES: tuple[Play, ...] = (died, another_rate, slept, held_up, unplugged, both, dead)  # what takes longest first


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    with VirtualMicrophone() as virtual, Nursery(virtual, folder) as nursery:
        yield Stage.build(nursery, folder)


@pytest.fixture(scope="module")
def played(stage: Stage) -> Iterator[Played]:
    """Some at once: they wait for sound, not for each other."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {scene: pool.submit(stage.play, scene) for scene in SCENES}


@fault(
    "The microphone is unplugged while it records",
    "The microphone “…” stopped delivering sound. What came before is kept. Plug it in again, or choose another one.",
    "the take up to then, with its review",
)
def test_a_microphone_that_is_unplugged(played: Played, told: Told) -> None:
    the_take_up_to_then(played[unplugged].result(), told)


@fault(
    "The microphone stays there and delivers nothing for 2 s",
    "The microphone “…” stopped delivering sound. What came before is kept.",
    "the take up to then, with its review",
)
def test_a_microphone_that_delivers_nothing_for_two_seconds(played: Played, told: Told) -> None:
    the_take_up_to_then(played[held_up].result(), told)


def the_take_up_to_then(scene: Scene, told: Told) -> None:
    (ended,) = scene.ended
    told(ended.err)
    assert "Clean." in ended.out, ended.out
    (take,) = scene.takes()
    assert take.attempt is not None


@fault("The program is held up for 2.5 s in the middle of a rep, as by sleep, and goes on", NOTHING, "all of it")
def test_a_program_that_sleeps_in_the_middle(played: Played) -> None:
    scene = played[slept].result()
    (ended,) = scene.ended
    assert KEPT in ended.err
    assert LOST not in ended.err
    (take,) = scene.takes()
    assert take.attempt is not None
    assert scene.times_spoken(take.sound) == pytest.approx(2.0, abs=0.1)


@fault(
    "The microphone delivers exact zeros",
    "The microphone “…” delivers exact zeros, which no room does. Unmute it;",
    "the sound, of which there is nothing to review",
)
def test_a_microphone_that_delivers_exact_zeros(played: Played, told: Told) -> None:
    scene = played[dead].result()
    (ended,) = scene.ended
    assert ended.code == 2
    told(ended.err)
    (kept,) = (line for line in ended.err.splitlines() if line.startswith("The take is kept: "))
    assert soundfile.info(kept.removeprefix("The take is kept: ")).frames > 0
    assert scene.takes() == ()


@fault(
    "The microphone is another one in the next rep, at another sample rate", NOTHING, "both takes, with their reviews"
)
def test_a_microphone_that_is_another_one_in_the_next_rep(played: Played) -> None:
    both_takes_of_a_drill(played[another_rate].result())


@fault(
    "The sound server dies while it records, and comes back",
    "The microphone “…” stopped delivering sound. What came before is kept.",
    "the take up to then, with its review; the next rep of the same program is as any other",
)
def test_a_sound_server_that_dies_and_comes_back(played: Played, told: Told) -> None:
    scene = played[died].result()
    told(scene.ended[0].err)
    both_takes_of_a_drill(scene)


def both_takes_of_a_drill(scene: Scene) -> None:
    (ended,) = scene.ended
    assert ended.err.count(KEPT) == 2, ended.err
    assert ended.out.count("Clean.") == 2, ended.out  # each word was heard by its tones: none is too high or too low
    assert [take.attempt is not None for take in scene.takes()] == [True, True]


@fault("Two windows or programs record the same message at once", NOTHING, "both takes, with their reviews")
def test_two_programs_that_record_the_same_message_at_once(played: Played) -> None:
    scene = played[both].result()
    for ended in scene.ended:
        assert KEPT in ended.err, ended.err
    takes = scene.takes()
    assert [take.number for take in takes] == [1, 2]
    assert all(take.attempt is not None for take in takes)


@fault("Two windows or programs are started at once, for the first time", NOTHING, "one library, one sample")
def test_programs_that_start_at_once_for_the_first_time(stage: Stage, tmp_path: Path) -> None:
    starts = [stage.nursery.start("list", environ={"REHEARSE_HOME": str(tmp_path)}) for _ in range(3)]
    assert [each.end() for each in starts] == [0, 0, 0], [each.err for each in starts]
    assert len({each.out for each in starts}) == 1
    assert len(list((tmp_path / "takes").iterdir())) == len(list((PROJECT / "assets" / "sample").glob("*.flac")))
