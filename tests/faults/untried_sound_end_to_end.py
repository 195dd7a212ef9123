"""What may happen to a microphone while the real program records with it, each really done to a real sound server."""

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile

from app.library.draft import Draft
from app.library.library import open_library
from app.library.takes import KeptTake
from app.places import find_places
from tests.faults.matrix import NOTHING, fault
from tests.faults.nursery import Child, Nursery
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import PROJECT, VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

GO = "Speak now"
TEXT = "Hello, this is Anna. Please call back.\n"
SPOKEN_S = 2.0  # about; each of its seven words is two tones
Told = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


class Stage:
    """A library, a model and a microphone for each who speaks; all of them speak at once."""

    def __init__(self, virtual: VirtualMicrophone, nursery: Nursery, folder: Path) -> None:
        self.virtual = virtual
        self.nursery = nursery
        self.home = folder / "home"
        self.script = folder / "script.txt"
        self.script.write_text(TEXT)
        self.spoken = folder / "spoken.wav"
        soundfile.write(self.spoken, say(("hello", "this", "is", "anna", "please", "call", "back")), 16_000)
        self.model = ("--model", str(make_model(folder / "model")))
        code, _, err = nursery.run("check", str(self.script), str(self.spoken), *self.model)
        assert code in (0, 1), err
        nursery.run("list")

    def message(self, name: str) -> str:
        library = open_library(find_places(self.virtual.environ, PROJECT))
        library.messages.add(Draft(TEXT, name))
        library.close()
        return name

    def record(self, name: str, *more: str) -> Child:
        """A rep of that message, at the microphone called so."""
        environ = {"PULSE_SOURCE": f"{name}.monitor"}
        return self.nursery.start("record", "--message", name, *self.model, *more, environ=environ)

    def takes(self, name: str) -> tuple[KeptTake, ...]:
        library = open_library(find_places(self.virtual.environ, PROJECT))
        takes = library.takes.of(library.messages.called(name).id)
        library.close()
        return takes


def unplugged(stage: Stage) -> Outcome:
    plug = stage.virtual.plug_in(stage.message("unplugged"))
    rep = stage.record("unplugged")
    rep.until(GO)
    stage.virtual.play(stage.spoken, "unplugged")
    stage.virtual.pull_one_out(plug)
    return Outcome(rep.end(), rep.out, rep.err)


def held_up(stage: Stage) -> Outcome:
    stage.virtual.plug_in(stage.message("held-up"))
    rep = stage.record("held-up")
    rep.until(GO)
    stage.virtual.play(stage.spoken, "held-up")
    stage.virtual.hold_up("held-up")
    return Outcome(rep.end(), rep.out, rep.err)


def slept(stage: Stage) -> Outcome:
    stage.virtual.plug_in(stage.message("slept"))
    rep = stage.record("slept")
    rep.until(GO)
    with stage.virtual.start_playing(stage.spoken, "slept"):
        pass
    rep.signal(signal.SIGSTOP)
    time.sleep(2.5)  # of sleep; a microphone that was silent for two seconds would be lost
    rep.signal(signal.SIGCONT)
    stage.virtual.play(stage.spoken, "slept")
    rep.press_enter()
    return Outcome(rep.end(), rep.out, rep.err)


def dead(stage: Stage) -> Outcome:
    stage.virtual.plug_in(stage.message("dead"))
    rep = stage.record("dead")
    rep.until(GO)
    time.sleep(0.5)  # of a rep in which a muted microphone delivers
    rep.press_enter()
    return Outcome(rep.end(), rep.out, rep.err)


def another_rate(stage: Stage) -> Outcome:
    """Two reps of one program, and between them the microphone is another."""
    plug = stage.virtual.plug_in("another-rate", 48_000)
    environ = {"PULSE_SOURCE": "another-rate.monitor"}
    drill = stage.nursery.start("drill", "beat-the-clock", str(stage.script), *stage.model, environ=environ)
    drill.until(GO)
    stage.virtual.play(stage.spoken, "another-rate")
    drill.press_enter()
    drill.until("Enter: the next take.")
    stage.virtual.pull_one_out(plug)
    stage.virtual.plug_in("another-rate", 16_000)
    return _second_rep(stage, drill, "another-rate")


def both(stage: Stage) -> tuple[Outcome, Outcome]:
    """Two programs, one message, one microphone."""
    stage.virtual.plug_in(stage.message("both"))
    reps = stage.record("both"), stage.record("both")
    for rep in reps:
        rep.until(GO)
    stage.virtual.play(stage.spoken, "both")
    for rep in reps:
        rep.press_enter()
    one, other = (Outcome(rep.end(), rep.out, rep.err) for rep in reps)
    return one, other


def _second_rep(stage: Stage, drill: Child, microphone: str) -> Outcome:
    drill.press_enter()
    drill.until_again(GO)
    stage.virtual.play(stage.spoken, microphone)
    drill.press_enter()
    drill.until_again("The take is kept")
    drill.signal(signal.SIGINT)
    return Outcome(drill.end(), drill.out, drill.err)


SCENES: tuple[Callable[[Stage], object], ...] = (unplugged, held_up, slept, dead, another_rate, both)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    with VirtualMicrophone() as virtual, Nursery(virtual, folder) as nursery:
        yield Stage(virtual, nursery, folder)


@pytest.fixture(scope="module")
def played(stage: Stage) -> Iterator[dict[str, Future[object]]]:
    """All at once: they wait for sound, not for each other."""
    with ThreadPoolExecutor(len(SCENES)) as pool:
        yield {scene.__name__: pool.submit(scene, stage) for scene in SCENES}


def outcome(played: dict[str, Future[object]], scene: Callable[[Stage], object]) -> Outcome:
    found = played[scene.__name__].result()
    assert isinstance(found, Outcome)
    return found


@fault(
    "The microphone is unplugged while it records",
    "The microphone “…” stopped delivering sound. What came before is kept. Plug it in again, or choose another one.",
    "the take up to then, with its review",
)
def test_a_microphone_that_is_unplugged(stage: Stage, played: dict[str, Future[object]], told: Told) -> None:
    ended = outcome(played, unplugged)
    told(ended.err)
    assert "words a minute" in ended.out
    (take,) = stage.takes("unplugged")
    assert take.attempt is not None
    assert take.duration_s >= SPOKEN_S


@fault(
    "The microphone stays there and delivers nothing for 2 s",
    "The microphone “…” stopped delivering sound. What came before is kept.",
    "the take up to then, with its review",
)
def test_a_microphone_that_delivers_nothing_for_two_seconds(
    stage: Stage, played: dict[str, Future[object]], told: Told
) -> None:
    ended = outcome(played, held_up)
    told(ended.err)
    assert "words a minute" in ended.out
    (take,) = stage.takes("held-up")
    assert take.attempt is not None
    assert take.duration_s >= SPOKEN_S


@fault(
    "The machine sleeps in the middle of a rep, and wakes",
    "About … s of sound were lost on the way from the microphone. Close programs that keep the computer busy,"
    " and record again.",
    "all that was spoken before and after, as one take with its review",
)
def test_a_machine_that_sleeps_in_the_middle(stage: Stage, played: dict[str, Future[object]], told: Told) -> None:
    ended = outcome(played, slept)
    told(ended.err)
    assert "words a minute" in ended.out
    assert "stopped delivering" not in ended.err
    (take,) = stage.takes("slept")
    assert take.attempt is not None
    assert take.duration_s - (take.origin_s or 0.0) >= 2 * SPOKEN_S - 0.5


@fault(
    "The microphone delivers exact zeros",
    "The microphone “…” delivers exact zeros, which no room does. Unmute it;",
    "the sound, of which there is nothing to review",
)
def test_a_microphone_that_delivers_exact_zeros(stage: Stage, played: dict[str, Future[object]], told: Told) -> None:
    ended = outcome(played, dead)
    assert ended.code == 2
    told(ended.err)
    (kept,) = (line for line in ended.err.splitlines() if line.startswith("The take is kept: "))
    assert soundfile.info(kept.removeprefix("The take is kept: ")).frames > 0
    assert stage.takes("dead") == ()


@fault(
    "The microphone's sample rate is another in the next rep",
    NOTHING,
    "both takes, each at its own rate, with their reviews",
)
def test_a_sample_rate_that_is_another_in_the_next_rep(played: dict[str, Future[object]]) -> None:
    ended = outcome(played, another_rate)
    assert ended.err.count("The take is kept") == 2
    assert ended.out.count("Clean.") == 2, ended.out  # each word was heard by its tones: none is too high or too low


@fault("Two windows or programs record the same message at once", NOTHING, "both takes, with their reviews")
def test_two_programs_that_record_the_same_message_at_once(stage: Stage, played: dict[str, Future[object]]) -> None:
    found = played[both.__name__].result()
    assert isinstance(found, tuple)
    for ended in found:
        assert "The take is kept as take" in ended.err, ended.err
        assert "left unfinished" not in ended.err
    takes = stage.takes("both")
    assert [take.number for take in takes] == [1, 2]
    assert all(take.attempt is not None for take in takes)


@fault("Two windows or programs are started at once, for the first time", NOTHING, "one library, one sample")
def test_programs_that_start_at_once_for_the_first_time(stage: Stage, tmp_path: Path) -> None:
    starts = [stage.nursery.start("list", environ={"REHEARSE_HOME": str(tmp_path)}) for _ in range(3)]
    assert [each.end() for each in starts] == [0, 0, 0], [each.err for each in starts]
    assert len({each.out for each in starts}) == 1
    assert len(list((tmp_path / "takes").iterdir())) == len(list((PROJECT / "assets" / "sample").glob("*.flac")))


@fault(
    "The sound server dies while it records, and comes back",
    "The microphone “…” stopped delivering sound. What came before is kept.",
    "the take up to then, with its review; the next rep of the same program is as any other",
)
def test_a_sound_server_that_dies_and_comes_back(stage: Stage, played: dict[str, Future[object]], told: Told) -> None:
    for each in played.values():
        each.exception()  # the others have no use for it any more
    drill = stage.nursery.start("drill", "beat-the-clock", str(stage.script), *stage.model)
    drill.until(GO)
    stage.virtual.play(stage.spoken)
    stage.virtual.restart()
    drill.until("Enter: the next take.")
    told(drill.err)
    ended = _second_rep(stage, drill, "mic")
    assert ended.err.count("The take is kept") == 2
    assert ended.out.count("Clean.") == 2, ended.out
