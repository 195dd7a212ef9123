"""A greeting recorded through a microphone: kept without the silence round it, never longer than one may be."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import NoReturn

import numpy as np
import pytest

from app.audio.mailbox import LONGEST_GREETING_S, greeting
from app.audio.own_greeting import keep_greeting
from app.places import Places, find_places
from app.practice.greeting_rep import Greeting, greeting_plan
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Letter
from app.problems import no_speaker
from tests.fakes import FakeMicrophone, wait_until

RATE = 16_000


def noise(seconds: float, level: int) -> np.ndarray:
    return np.random.default_rng(7).integers(-level, level, round(seconds * RATE)).astype(np.int16)


class Room:
    """A rehearsal of a greeting."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.microphone = FakeMicrophone(RATE)
        self.letters: SimpleQueue[Letter[Greeting]] = SimpleQueue()
        self.lanes = Lanes()
        self.rehearsal: Rehearsal[Greeting] = Rehearsal(
            self.lanes.studio, lambda: self.microphone, places.takes, self.letters.put
        )

    def until(self, *phases: Phase) -> None:
        def there() -> bool:
            while not self.letters.empty():
                self.rehearsal.receive(self.letters.get_nowait())
            return self.rehearsal.phase in phases

        wait_until(there)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(find_places({"REHEARSE_HOME": str(tmp_path / "home")}))
    yield room
    room.rehearsal.close()
    room.lanes.close()


def test_what_was_spoken_is_kept_without_the_silence_round_it_and_is_no_take(room: Room) -> None:
    room.rehearsal.start(greeting_plan(room.places))
    for seconds, level in ((2.0, 20), (3.0, 9000), (2.0, 20)):
        room.microphone.say(noise(seconds, level))
    room.until(Phase.RECORDING)
    assert room.rehearsal.stop()
    room.until(Phase.REVIEWED)
    assert room.rehearsal.review is not None
    samples, rate = greeting(room.places.greeting)
    assert room.rehearsal.review.length_s == len(samples) / rate == pytest.approx(3.6, abs=0.1)
    assert room.places.greeting.stat().st_mode & 0o777 == 0o600
    assert list(room.places.takes.iterdir()) == []


def test_a_room_in_which_nobody_speaks_leaves_the_greeting_before(room: Room) -> None:
    keep_greeting(noise(1.0, 9000), RATE, room.places)
    before = room.places.greeting.read_bytes()
    room.rehearsal.start(greeting_plan(room.places))
    room.microphone.say(noise(2.0, 20))
    room.until(Phase.RECORDING)
    assert room.rehearsal.stop()
    room.until(Phase.FAILED)
    assert str(room.rehearsal.problem).startswith("No greeting was heard.")
    assert room.places.greeting.read_bytes() == before


def test_where_nothing_can_ring_the_rep_goes_on_and_says_when_the_clock_starts(room: Room) -> None:
    def opens(_: object) -> NoReturn:
        raise no_speaker("Device unavailable")

    plan = replace(greeting_plan(room.places), countdown_s=2.0, open_cues=opens, keeps_countdown=False)
    room.rehearsal.start(plan)
    for seconds, level in ((2.5, 20), (1.0, 9000), (1.0, 20)):
        room.microphone.say(noise(seconds, level))
    room.until(Phase.RECORDING)
    (told,) = (each.what for each in room.rehearsal.notes)
    assert told == (
        "Nothing can be played: no loudspeaker will open (Device unavailable), so nothing rings or beeps, and the "
        "clock starts by itself after 2 seconds."
    )
    assert room.rehearsal.stop()
    room.until(Phase.REVIEWED)


def test_it_stops_by_itself_where_a_greeting_would_be_too_long(room: Room) -> None:
    room.rehearsal.start(greeting_plan(room.places))
    room.microphone.say(np.tile(np.concatenate([noise(0.4, 9000), noise(0.1, 20)]), 50))
    room.until(Phase.REVIEWED)
    samples, rate = greeting(room.places.greeting)
    assert LONGEST_GREETING_S - 0.5 < len(samples) / rate <= LONGEST_GREETING_S
