"""Reps with a fake microphone and fake ears: every phase, every way out of it, and what reaches the disk."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
import pytest
import soundfile

from app import problems
from app.audio.take import origin_of, recover
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Move, Phase
from app.practice.studio import Caught, Letter, Plan
from app.problems import Problem
from tests.fakes import FakeEars, FakeMicrophone, wait_until

RATE = 16000


def speech(seconds: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-9000, 9000, round(seconds * RATE)).astype(np.int16)


class Room:
    """A rehearsal with everything fake round it, and the caller's loop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.microphones: list[FakeMicrophone] = []
        self.ears: list[FakeEars] = []
        self.caught: list[Caught] = []
        self.letters: list[Letter[str]] = []
        self.lanes = Lanes()
        self.opens: Callable[[], FakeMicrophone] = FakeMicrophone
        self.delay_s = 0.0
        self.listen: Callable[[int, float], FakeEars] = FakeEars
        self.review: Callable[[Caught], str] = lambda caught: f"{len(caught.hearings[0].words)} words"
        self._post: SimpleQueue[Letter[str]] = SimpleQueue()
        self.rehearsal: Rehearsal[str] = Rehearsal(self.lanes.studio, self._open, folder, self._post.put)

    def _open(self) -> FakeMicrophone:
        self.microphones.append(self.opens())
        return self.microphones[-1]

    def _listen(self, rate: int) -> FakeEars:
        self.ears.append(self.listen(rate, self.delay_s))
        return self.ears[-1]

    def _review(self, caught: Caught) -> str:
        self.caught.append(caught)
        return self.review(caught)

    @property
    def microphone(self) -> FakeMicrophone:
        return self.microphones[-1]

    def start(self, countdown_s: float = 0.0, keeps_countdown: bool = True, cut_off_s: float | None = None) -> None:
        count = len(self.microphones)
        plan = Plan(self._listen, self._review, countdown_s, None, cut_off_s, keeps_countdown)
        assert self.rehearsal.start(plan)
        wait_until(lambda: len(self.microphones) > count)

    def deliver(self) -> None:
        try:
            while True:
                letter = self._post.get_nowait()
                self.letters.append(letter)
                self.rehearsal.receive(letter)
        except Empty:
            pass

    def until(self, *phases: Phase) -> None:
        def there() -> bool:
            self.deliver()
            return self.rehearsal.phase in phases

        wait_until(there)

    def idle(self) -> None:
        """Until the studio has done all it was given."""
        self.lanes.studio.run(lambda: None).result()
        self.deliver()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.rehearsal.close()
    room.lanes.close()
    assert all(microphone.is_closed for microphone in room.microphones)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("studio", "workshop"))]


def test_a_rep_from_start_to_review(room):
    rehearsal = room.rehearsal
    assert rehearsal.phase is Phase.READY
    room.start()
    assert rehearsal.phase is Phase.OPENING
    said = [room.microphone.say(speech(0.1))]
    room.until(Phase.RECORDING)
    said += [room.microphone.say(speech(1.0, seed)) for seed in (1, 2)]
    wait_until(lambda: rehearsal.place is not None and rehearsal.place > 5)
    assert rehearsal.level.rms_dbfs == pytest.approx(-16, abs=1)
    assert rehearsal.stop()
    assert rehearsal.phase is Phase.FINISHING
    room.until(Phase.REVIEWED)
    assert rehearsal.review == "21 words"
    samples, rate = soundfile.read(rehearsal.take, dtype="int16")
    assert rate == RATE
    assert np.array_equal(samples, np.concatenate(said))
    assert room.ears[0].heard == np.concatenate(said).tobytes()
    assert np.array_equal(room.caught[0].take.samples(), np.concatenate(said))
    assert room.caught[0].sound.levels().level_dbfs == pytest.approx(-16, abs=1)
    assert rehearsal.elapsed_s == pytest.approx(2.05)  # from the end of the first block of 0.05 s
    assert rehearsal.notes == ()
    assert list(room.folder.iterdir()) == [rehearsal.take]


def test_what_is_said_right_before_stop_is_in_the_take(room):
    room.start()
    room.microphone.late_s = 0.25
    room.microphone.say(speech(0.1))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(1.0, 1))
    room.rehearsal.stop()
    room.microphone.say(speech(0.3, 2))  # was on its way
    room.until(Phase.REVIEWED)
    assert room.rehearsal.elapsed_s >= 1.25


def test_the_clock_counts_down_and_then_up_and_the_take_keeps_its_pre_roll(room):
    rehearsal = room.rehearsal
    room.start(countdown_s=0.5)
    assert rehearsal.elapsed_s == 0
    room.microphone.say(speech(0.05))
    room.until(Phase.RECORDING)
    assert rehearsal.elapsed_s == pytest.approx(-0.5)
    room.microphone.say(speech(0.2, 1))
    assert rehearsal.elapsed_s == pytest.approx(-0.3)
    room.microphone.say(speech(1.3, 2))
    assert rehearsal.elapsed_s == pytest.approx(1.0)
    rehearsal.stop()
    room.until(Phase.REVIEWED)
    take = room.caught[0].take
    assert take.duration_s == pytest.approx(1.55)
    assert take.origin_s == pytest.approx(0.55)
    assert origin_of(rehearsal.take) == pytest.approx(0.55)


def test_slow_ears_lose_nothing_and_do_not_keep_the_take_from_the_disk(room):
    room.delay_s = 0.02
    room.start()
    said = room.microphone.say(speech(4.0))
    room.until(Phase.RECORDING)
    part = next(room.folder.glob("*.part.wav"))
    wait_until(lambda: part.stat().st_size > 2 * len(said))
    assert len(room.ears[0].heard) < 2 * len(said)
    room.rehearsal.stop()
    room.until(Phase.REVIEWED)
    assert room.ears[0].heard == said.tobytes()


def test_of_a_machine_that_falls_behind_all_that_was_spoken_goes_to_the_disk_before_any_of_it_is_heard(room):
    on_disk: list[int] = []

    class Noting(FakeEars):
        def hear(self, block: bytes) -> None:
            on_disk.append(sum(each.stat().st_size for each in room.folder.glob("*.part.wav")))
            super().hear(block)

    room.listen = Noting
    room.opens = lambda: behind(speech(10.0))
    room.start()
    room.until(Phase.RECORDING)
    wait_until(lambda: bool(on_disk))
    room.rehearsal.stop()
    room.until(Phase.REVIEWED)
    assert on_disk[0] > 2 * 10.0 * RATE


def behind(waiting: np.ndarray) -> FakeMicrophone:
    """One that was not asked for as long as that; it gives half a second at once."""
    microphone = FakeMicrophone()
    microphone.say(waiting, block=RATE // 2)
    return microphone


def test_a_second_stop_a_second_start_and_what_is_not_allowed_do_nothing(room):
    rehearsal = room.rehearsal
    assert not rehearsal.stop()
    assert not rehearsal.cancel()
    room.start()
    assert not rehearsal.start(Plan(FakeEars, lambda _: ""))
    assert not rehearsal.stop()  # not before the first sound
    room.microphone.say(speech(0.2))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(0.2))
    assert rehearsal.stop()
    assert not rehearsal.stop()
    room.until(Phase.REVIEWED)
    assert not rehearsal.stop()
    assert not rehearsal.cancel()
    assert len(room.microphones) == 1


def test_cancel_while_opening_lets_go_of_the_microphone(room):
    room.start()
    assert room.rehearsal.cancel()
    assert room.rehearsal.phase is Phase.READY
    room.idle()
    assert room.microphone.is_closed
    assert list(room.folder.iterdir()) == []
    assert room.rehearsal.phase is Phase.READY


def test_cancel_while_recording_throws_the_take_away(room):
    room.start()
    room.microphone.say(speech(1.0))
    room.until(Phase.RECORDING)
    assert room.rehearsal.cancel()
    room.idle()
    assert room.rehearsal.phase is Phase.READY
    assert list(room.folder.iterdir()) == []
    assert room.caught == []


def test_a_review_that_comes_after_cancel_falls_to_the_floor(room):
    go_on = threading.Event()
    room.review = lambda _: str(go_on.wait(10))
    room.start()
    room.microphone.say(speech(1.0))
    room.until(Phase.RECORDING)
    room.rehearsal.stop()
    wait_until(lambda: room.caught != [])
    assert room.rehearsal.cancel()
    go_on.set()
    room.idle()
    assert room.letters[-1].move is Move.REVIEWED
    assert room.rehearsal.phase is Phase.READY
    assert room.rehearsal.review is None


def test_letters_of_an_earlier_rep_do_not_touch_the_next(room):
    rehearsal = room.rehearsal
    room.start()
    rehearsal.cancel()
    room.start()
    for move in (Move.OPENED, Move.FAIL, Move.REVIEWED, Move.STOP, None):
        assert not rehearsal.receive(Letter(1, move, problems.stopped_too_soon(), review="old"))
    assert rehearsal.phase is Phase.OPENING
    assert rehearsal.notes == ()
    room.microphones[-1].say(speech(0.5))
    room.until(Phase.RECORDING)
    assert rehearsal.rep == 2


def test_the_next_rep_starts_clean(room):
    for rep in (1, 2):
        room.start()
        room.microphone.gap_s = 0.7 if rep == 1 else 0.0
        room.microphone.say(speech(0.4))
        room.until(Phase.RECORDING)
        room.microphone.say(speech(0.4))
        room.rehearsal.stop()
        room.until(Phase.REVIEWED)
        assert len(room.rehearsal.notes) == (1 if rep == 1 else 0)
    assert len(list(room.folder.glob("*.flac"))) == 2


def test_sound_that_is_only_late_is_not_called_lost_and_sound_that_does_not_come_is(room):
    def speak_with(gap_s: float, seed: int) -> None:
        room.microphone.gap_s = gap_s
        said = room.microphone.say(speech(0.6, seed))
        wait_until(lambda: room.ears[-1].heard.endswith(said[-100:].tobytes()))
        room.deliver()

    for rep in (1, 2):
        room.start()
        room.microphone.say(speech(0.1))
        room.until(Phase.RECORDING)
        speak_with(0.7, seed=1)
        assert room.rehearsal.notes == ()
        speak_with(0.0 if rep == 1 else 0.7, seed=2)
        assert len(room.rehearsal.notes) == rep - 1
        room.rehearsal.stop()
        room.until(Phase.REVIEWED)
        assert len(room.rehearsal.notes) == rep - 1
    assert "0.7 s of sound were lost" in room.rehearsal.notes[0].what


def test_close_while_opening(room):
    room.start()
    room.rehearsal.close()
    assert room.microphone.is_closed
    assert room.rehearsal.phase is Phase.READY


def test_close_while_recording_keeps_the_take(room):
    room.start()
    room.microphone.say(speech(0.1))
    room.until(Phase.RECORDING)
    said = room.microphone.say(speech(1.0, 1))
    wait_until(lambda: room.ears[0].heard.endswith(said[-100:].tobytes()))
    room.rehearsal.close()
    (kept,) = room.folder.iterdir()
    assert len(soundfile.read(kept)[0]) == len(said) + 1600


def test_close_while_finishing_waits_for_the_studio(room):
    room.delay_s = 0.02
    room.start()
    room.microphone.say(speech(3.0))
    room.until(Phase.RECORDING)
    room.rehearsal.stop()
    room.rehearsal.close()
    assert room.microphone.is_closed
    assert room.rehearsal.phase is Phase.READY
    assert len(list(room.folder.iterdir())) == 1


def test_close_before_after_and_twice(room):
    room.rehearsal.close()
    room.start()
    room.microphone.say(speech(0.2))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(0.2))
    room.rehearsal.stop()
    room.until(Phase.REVIEWED)
    room.rehearsal.close()
    room.rehearsal.close()
    assert room.rehearsal.phase is Phase.REVIEWED


def test_no_microphone_fails_with_its_problem_and_the_next_start_tries_again(room):
    def refuse() -> FakeMicrophone:
        raise problems.no_microphone("none is listed")

    room.opens = refuse
    assert room.rehearsal.start(Plan(FakeEars, lambda _: ""))
    room.until(Phase.FAILED)
    assert isinstance(room.rehearsal.problem, Problem)
    assert "no microphone" in room.rehearsal.problem.what
    room.opens = FakeMicrophone
    room.start()
    assert room.rehearsal.problem is None
    room.microphone.say(speech(0.2))
    room.until(Phase.RECORDING)


def test_a_microphone_that_never_delivers_fails(room):
    room.start()
    room.microphone.pull_out()
    room.until(Phase.FAILED)
    assert "stopped delivering" in room.rehearsal.problem.what
    assert room.rehearsal.take is None


def test_a_microphone_pulled_out_ends_the_rep_and_what_came_before_is_reviewed(room):
    room.start()
    room.microphone.say(speech(0.1))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(1.0, 1))
    room.microphone.pull_out()
    room.until(Phase.REVIEWED)
    assert room.rehearsal.review == "11 words"
    (note,) = room.rehearsal.notes
    assert "stopped delivering" in note.what
    assert room.rehearsal.take.exists()


def test_a_microphone_lost_after_stop_was_pressed_is_noted(room):
    room.start()
    room.microphone.late_s = 0.5
    room.microphone.say(speech(0.1))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(0.5))
    room.rehearsal.stop()
    room.microphone.pull_out()
    room.until(Phase.REVIEWED)
    assert len(room.rehearsal.notes) == 1


def test_a_second_of_exact_zeros_is_said_at_once_and_a_take_of_nothing_else_fails(room):
    room.start()
    room.microphone.say(np.zeros(RATE // 10, np.int16))
    room.until(Phase.RECORDING)
    room.microphone.say(np.zeros(2 * RATE, np.int16))

    def noted() -> bool:
        room.deliver()
        return bool(room.rehearsal.notes)

    wait_until(noted)
    assert room.rehearsal.phase is Phase.RECORDING
    assert "exact zeros" in room.rehearsal.notes[0].what
    room.rehearsal.stop()
    room.until(Phase.FAILED)
    assert "exact zeros" in room.rehearsal.problem.what


def test_a_take_may_begin_at_go_so_that_what_sounded_before_is_no_part_of_it(room):
    rehearsal = room.rehearsal
    room.start(countdown_s=0.5, keeps_countdown=False)
    room.microphone.say(speech(0.05))
    room.until(Phase.RECORDING)
    assert rehearsal.elapsed_s == pytest.approx(-0.5)
    room.microphone.say(speech(0.48, 1))
    assert rehearsal.elapsed_s == pytest.approx(-0.02)
    said = speech(1.0, 2)
    room.microphone.say(said)
    assert rehearsal.elapsed_s == pytest.approx(0.98)
    rehearsal.stop()
    room.until(Phase.REVIEWED)
    take = room.caught[0].take
    assert take.origin_s == 0
    assert np.array_equal(take.samples(), said[round(0.02 * RATE) :])
    assert rehearsal.elapsed_s == pytest.approx(0.98)
    assert origin_of(rehearsal.take) == 0


@pytest.mark.parametrize("keeps_countdown", [True, False])
def test_a_rep_may_be_cut_off_to_the_sample(room, keeps_countdown):
    room.start(countdown_s=0.5, keeps_countdown=keeps_countdown, cut_off_s=0.77)
    room.microphone.say(speech(0.05))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(0.5, 1))
    said = room.microphone.say(speech(2.0, 2))
    room.until(Phase.REVIEWED)
    take = room.caught[0].take
    assert take.duration_s - take.origin_s == pytest.approx(0.77)
    assert np.array_equal(take.samples()[-round(0.77 * RATE) :], said[: round(0.77 * RATE)])
    assert room.ears[0].heard == take.samples().tobytes()


def test_who_stops_before_the_cut_off_has_stopped(room):
    room.start(cut_off_s=5.0)
    room.microphone.say(speech(0.5))
    room.until(Phase.RECORDING)
    room.rehearsal.stop()
    room.until(Phase.REVIEWED)
    assert room.caught[0].take.duration_s == pytest.approx(0.5)


@pytest.mark.parametrize("way", ["cancel", "stop", "pulled out", "close"])
def test_a_rep_that_ends_before_go_leaves_nothing_where_the_countdown_is_not_kept(room, way):
    room.start(countdown_s=3.0, keeps_countdown=False)
    room.microphone.say(speech(0.2))
    room.until(Phase.RECORDING)
    if way == "pulled out":
        room.microphone.pull_out()
    elif way == "close":
        room.rehearsal.close()
    else:
        assert getattr(room.rehearsal, way)()
    room.until(Phase.FAILED if way in ("stop", "pulled out") else Phase.READY)
    room.idle()
    assert room.rehearsal.take is None
    recover(room.folder)
    assert list(room.folder.iterdir()) == []


def test_stop_during_the_countdown_fails_and_leaves_nothing(room):
    room.start(countdown_s=3.0)
    room.microphone.say(speech(0.5))
    room.until(Phase.RECORDING)
    room.rehearsal.stop()
    room.until(Phase.FAILED)
    assert "before it began" in room.rehearsal.problem.what
    assert list(room.folder.iterdir()) == []


def test_a_fault_in_the_review_is_a_problem_and_the_take_is_kept(room):
    def fault(_: Caught) -> str:
        raise ZeroDivisionError("oh")

    room.review = fault
    room.start()
    room.microphone.say(speech(0.2))
    room.until(Phase.RECORDING)
    room.microphone.say(speech(1.0))
    room.rehearsal.stop()
    room.until(Phase.FAILED)
    assert "ZeroDivisionError" in room.rehearsal.problem.what
    assert isinstance(room.rehearsal.problem.__cause__, ZeroDivisionError)
    assert len(soundfile.read(room.rehearsal.take)[0]) == round(1.2 * RATE)


def test_a_folder_that_cannot_be_written_fails(room, tmp_path):
    (tmp_path / "file").write_text("in the way")
    rehearsal = Rehearsal(room.lanes.studio, room._open, tmp_path / "file", room._post.put)
    room.rehearsal = rehearsal
    room.start()
    room.microphone.say(speech(0.2))
    room.until(Phase.FAILED)
    assert "cannot be made" in rehearsal.problem.what


def test_while_no_microphone_is_open_the_level_is_silence(room):
    assert room.rehearsal.level.rms_dbfs == float("-inf")
    assert room.rehearsal.elapsed_s == 0
    assert room.rehearsal.place is None
