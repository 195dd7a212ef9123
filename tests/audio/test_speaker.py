"""Playing on a sound system that is ours, and on a virtual sound card whose monitor is listened to."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile

from app.audio.speaker import Playback, play
from app.problems import Problem
from tests.virtual_microphone import VirtualMicrophone, missing

RATE = 16_000


class PortAudioError(Exception):
    pass


class CallbackStop(Exception):
    pass


class OurStream:
    """Asks for the next block whenever somebody looks whether it is active."""

    latency = 0.0

    def __init__(self, blocksize: int, callback: Callable[..., None]) -> None:
        self.heard = b""
        self.is_closed = False
        self.is_aborted = False
        self.before_block: Callable[[], None] = lambda: None
        self._blocksize = blocksize
        self._callback = callback
        self._runs = False

    def start(self) -> None:
        self._runs = True

    @property
    def active(self) -> bool:
        self.before_block()
        if self._runs:
            block = bytearray(2 * self._blocksize)
            try:
                self._callback(
                    memoryview(block), self._blocksize, SimpleNamespace(outputBufferDacTime=5.0, currentTime=5.0), None
                )
            except CallbackStop:
                self._runs = False
            self.heard += bytes(block)
        return self._runs

    def abort(self) -> None:
        self.is_aborted = True

    def close(self) -> None:
        self.is_closed = True


class OurSystem:
    """Takes some rates only, as WASAPI does."""

    PortAudioError = PortAudioError
    CallbackStop = CallbackStop

    def __init__(self, *rates: int) -> None:
        self.rates = rates
        self.streams: list[OurStream] = []
        self.before_block: Callable[[], None] = lambda: None

    def RawOutputStream(self, samplerate: int, blocksize: int, callback: Any, **_: Any) -> OurStream:  # noqa: N802
        if samplerate not in self.rates:
            raise PortAudioError("Invalid sample rate")
        self.streams.append(OurStream(blocksize, callback))
        self.streams[-1].before_block = self.before_block
        return self.streams[-1]


def ramp(seconds: float) -> np.ndarray:
    return np.arange(1, round(seconds * RATE) + 1).astype(np.int16)


def test_what_was_asked_for_is_played_and_nothing_beside() -> None:
    system, sound = OurSystem(RATE), ramp(1.0)
    play(system, Playback(sound, RATE, 0.25, 0.5))
    (stream,) = system.streams
    heard = np.frombuffer(stream.heard, np.int16)
    assert heard[: RATE // 4].tolist() == sound[RATE // 4 : RATE // 2].tolist()
    assert not heard[RATE // 4 :].any()
    assert stream.is_closed


def test_a_stop_ends_it_within_a_block() -> None:
    system = OurSystem(RATE)
    playback = Playback(ramp(1.0), RATE)
    blocks = 0

    def stop_after_three() -> None:
        nonlocal blocks
        blocks += 1
        playback.stop = blocks >= 3

    system.before_block = stop_after_three
    play(system, playback)
    (stream,) = system.streams
    assert stream.is_aborted
    assert stream.is_closed
    assert len(stream.heard) < 2 * RATE // 4
    assert playback.at_s is None


def test_one_that_is_stopped_before_its_turn_opens_nothing() -> None:
    system, playback = OurSystem(RATE), Playback(ramp(1.0), RATE)
    playback.stop = True
    play(system, playback)
    assert system.streams == []
    assert playback.ended


def test_where_it_is_can_be_looked_at() -> None:
    system, playback = OurSystem(RATE), Playback(ramp(0.4), RATE, 0.1)
    seen: list[float] = []
    system.before_block = lambda: seen.append(playback.at_s) if playback.at_s is not None else None
    assert playback.at_s is None
    play(system, playback)
    assert seen == sorted(seen)
    assert 0.1 < seen[0] < 0.2
    assert 0.3 < seen[-1] <= 0.41
    assert playback.at_s is None


def test_a_device_that_refuses_the_rate_gets_another() -> None:
    system = OurSystem(48_000)
    play(system, Playback(ramp(0.5), RATE))
    heard = np.frombuffer(system.streams[0].heard, np.int16)
    assert heard[3 * 100 : 3 * 200 : 3].tolist() == list(range(101, 201))


def test_a_device_that_refuses_everything_is_a_sentence() -> None:
    playback = Playback(ramp(0.5), RATE)
    with pytest.raises(Problem, match="no loudspeaker will open"):
        play(OurSystem(), playback)
    assert playback.ended


# ---- On a virtual sound card

PLAYER = """
import json, sys
import soundfile
from app.audio.microphone import sound_system
from app.audio.speaker import Playback, play
from app.practice.lanes import Lane

samples, rate = soundfile.read(sys.argv[1], dtype="int16")
playback = Playback(samples, rate, 0.5, 1.5)
lane = Lane("studio")
work = lane.run(lambda: play(sound_system(), playback))
seen = []
import time
while not work.done():
    if playback.at_s is not None:
        seen.append(playback.at_s)
    time.sleep(0.01)
work.result()
lane.close()
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    if missing():
        pytest.skip(missing())
    with VirtualMicrophone() as microphone:
        yield microphone


def test_a_virtual_sound_card_plays_what_was_asked_for(virtual: VirtualMicrophone, tmp_path: Path) -> None:
    seconds = np.arange(2 * RATE) / RATE
    frequency = np.where(seconds < 0.5, 300, np.where(seconds < 1.5, 1000, 3000))
    soundfile.write(tmp_path / "tones.wav", (9000 * np.sin(2 * np.pi * frequency * seconds)).astype(np.int16), RATE)
    raw = tmp_path / "heard.raw"
    format_ = ["--rate=16000", "--channels=1", "--format=s16le"]
    with virtual.start(["parec", "--device=mic.monitor", *format_, str(raw)]) as listener:
        end = time.monotonic() + 20
        while not (raw.exists() and raw.stat().st_size > RATE):
            assert time.monotonic() < end, "nothing is recorded"
            time.sleep(0.02)
        with virtual.python(PLAYER, str(tmp_path / "tones.wav")) as player:
            said, trouble = player.communicate(timeout=60)
        before = raw.stat().st_size
        while raw.stat().st_size < before + RATE:
            time.sleep(0.02)
        listener.terminate()
    assert trouble == ""
    heard = np.frombuffer(raw.read_bytes()[: raw.stat().st_size & ~1], np.int16)
    sounding = np.flatnonzero(np.abs(heard.astype(int)) > 1000)
    played = heard[sounding[0] : sounding[-1] + 1]
    assert len(played) / RATE == pytest.approx(1.0, abs=0.03)
    spectrum = np.abs(np.fft.rfft(played))
    assert np.argmax(spectrum) * RATE / len(played) == pytest.approx(1000, abs=5)
    seen = json.loads(said)
    assert seen == sorted(seen)
    assert seen[0] >= 0.5
    assert 1.0 < seen[-1] <= 1.5
