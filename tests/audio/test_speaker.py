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

from app.audio.speaker import DeviceSpeaker, Playback
from app.audio.tones import TONES_HZ, Cue
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
        self.device: int | None = None
        self.before_block: Callable[[], None] = lambda: None
        self.tells_time = True  # not every sound system does
        self._blocksize = blocksize
        self._callback = callback
        self._runs = False

    def start(self) -> None:
        self._runs = True

    @property
    def time(self) -> float:
        return time.monotonic() + 1000

    @property
    def active(self) -> bool:
        self.before_block()
        if self._runs:
            block = bytearray(2 * self._blocksize)
            now = self.time if self.tells_time else 0.0
            at = SimpleNamespace(outputBufferDacTime=now, currentTime=now)
            try:
                self._callback(memoryview(block), self._blocksize, at, None)
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
        self.devices = ["Speaker", "Headphones"]
        self.broken: tuple[int | None, ...] = ()  # numbers of those that will not open
        self.default = SimpleNamespace(device=(-1, 0))
        self.streams: list[OurStream] = []
        self.before_block: Callable[[], None] = lambda: None

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": "Ours", "devices": [0]}]

    def query_devices(self) -> list[dict[str, Any]]:
        facts = {"hostapi": 0, "max_input_channels": 0, "max_output_channels": 2, "default_samplerate": 48_000.0}
        return [{"name": name, **facts} for name in self.devices]

    def RawOutputStream(  # noqa: N802
        self, samplerate: int, blocksize: int, callback: Any, device: int | None, **_: Any
    ) -> OurStream:
        if device in self.broken:
            raise PortAudioError("Device unavailable")
        if samplerate not in self.rates:
            raise PortAudioError("Invalid sample rate")
        self.streams.append(OurStream(blocksize, callback))
        self.streams[-1].device = device
        self.streams[-1].before_block = self.before_block
        return self.streams[-1]


def ramp(seconds: float) -> np.ndarray:
    return np.arange(1, round(seconds * RATE) + 1).astype(np.int16)


def test_what_was_asked_for_is_played_and_nothing_beside() -> None:
    system, sound = OurSystem(RATE), ramp(1.0)
    DeviceSpeaker(system).play(Playback(sound, RATE, 0.25, 0.5))
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
    DeviceSpeaker(system).play(playback)
    (stream,) = system.streams
    assert stream.is_aborted
    assert stream.is_closed
    assert len(stream.heard) < 2 * RATE // 4
    assert playback.at_s is None


def test_one_that_is_stopped_before_its_turn_opens_nothing() -> None:
    system, playback = OurSystem(RATE), Playback(ramp(1.0), RATE)
    playback.stop = True
    DeviceSpeaker(system).play(playback)
    assert system.streams == []
    assert playback.ended


def test_where_it_is_can_be_looked_at() -> None:
    system, playback = OurSystem(RATE), Playback(ramp(0.4), RATE, 0.1)
    seen: list[float] = []
    system.before_block = lambda: seen.append(playback.at_s) if playback.at_s is not None else None
    assert playback.at_s is None
    DeviceSpeaker(system).play(playback)
    assert seen == sorted(seen)
    assert 0.1 < seen[0] < 0.2
    assert 0.3 < seen[-1] <= 0.41
    assert playback.at_s is None


def test_a_device_that_refuses_the_rate_gets_another() -> None:
    system = OurSystem(48_000)
    DeviceSpeaker(system).play(Playback(ramp(0.5), RATE))
    heard = np.frombuffer(system.streams[0].heard, np.int16)
    assert heard[3 * 100 : 3 * 200 : 3].tolist() == list(range(101, 201))


def test_a_device_that_refuses_everything_is_a_sentence() -> None:
    playback = Playback(ramp(0.5), RATE)
    with pytest.raises(Problem, match="no loudspeaker will open"):
        DeviceSpeaker(OurSystem()).play(playback)
    assert playback.ended


# ---- Which one


@pytest.mark.parametrize("host_api", ["Ours", None])
def test_the_one_that_was_chosen_plays(host_api: str | None) -> None:
    system, told = OurSystem(RATE), list[Problem]()
    DeviceSpeaker(system, "Headphones", host_api, told.append).play(Playback(ramp(0.1), RATE))
    assert [stream.device for stream in system.streams] == [1]
    assert told == []


@pytest.mark.parametrize("gone", ["pulled out", "of another sound system", "since the last look"])
def test_where_the_one_that_was_chosen_is_gone_the_usual_one_plays_and_one_sentence_says_so(gone: str) -> None:
    system, told = OurSystem(RATE), list[Problem]()
    if gone == "pulled out":
        system.devices.pop()
    elif gone == "since the last look":
        system.broken = (1,)
    api = "JACK" if gone == "of another sound system" else "Ours"
    DeviceSpeaker(system, "Headphones", api, told.append).play(Playback(ramp(0.1), RATE))
    assert [stream.device for stream in system.streams] == [None]
    assert [each.what for each in told] == [
        "The loudspeaker “Headphones” is not there, so what the system uses plays instead."
    ]


def test_where_nothing_plays_at_all_the_reason_is_told() -> None:
    system = OurSystem(RATE)
    system.broken = (1, None)
    with pytest.raises(Problem, match="Device unavailable"):
        DeviceSpeaker(system, "Headphones").play(Playback(ramp(0.1), RATE))


# ---- Cues


def heard_of(stream: OurStream, blocks: int) -> np.ndarray:
    before = len(stream.heard)
    for _ in range(blocks):
        assert stream.active
    return np.frombuffer(stream.heard[before:], np.int16)


def test_cues_are_silent_until_the_clock_starts_and_then_come_to_the_sample() -> None:
    system = OurSystem(TONES_HZ)
    sound = ramp(0.05)
    track = DeviceSpeaker(system).open_cues([Cue(0.3, sound), Cue(0.5, sound)])
    (stream,) = system.streams
    assert not heard_of(stream, 50).any()
    track.start(-0.2)
    heard = heard_of(stream, 50)  # a second
    sounding = np.flatnonzero(heard)
    first = sounding[0]
    assert first / TONES_HZ == pytest.approx(0.5, abs=0.05)
    assert heard[first : first + len(sound)].tolist() == sound.tolist()
    again = first + round(0.2 * TONES_HZ)
    assert heard[again : again + len(sound)].tolist() == sound.tolist()
    assert len(sounding) == 2 * len(sound)
    track.close()
    assert stream.is_closed


@pytest.mark.parametrize("tells_time", [True, False])
@pytest.mark.parametrize(("length_s", "stalled_s"), [(0.3, 0.5), (0.05, 0.12)])  # within a sound; between two, shorter
def test_after_a_stall_the_cues_are_where_the_clock_is(length_s: float, stalled_s: float, tells_time: bool) -> None:
    system, sound = OurSystem(TONES_HZ), ramp(length_s)
    track = DeviceSpeaker(system).open_cues([Cue(0.0, sound), Cue(1.0, sound)])
    (stream,) = system.streams
    stream.tells_time = tells_time
    track.start(0.0)
    began = time.monotonic()
    heard_of(stream, 3)
    while time.monotonic() - began < stalled_s:
        time.sleep(0.01)  # the device asks for nothing meanwhile
    passed_s = time.monotonic() - began
    heard = heard_of(stream, 60)
    assert np.flatnonzero(heard)[0] / TONES_HZ == pytest.approx(1.0 - passed_s, abs=0.02)


def test_cues_are_played_at_the_rate_the_device_takes() -> None:
    system = OurSystem(44_100)
    track = DeviceSpeaker(system).open_cues([Cue(0.1, ramp(0.05))])
    track.start(0.0)
    heard = heard_of(system.streams[0], 20)
    assert np.count_nonzero(heard) / 44_100 == pytest.approx(len(ramp(0.05)) / TONES_HZ, abs=0.0005)


# ---- On a virtual sound card

PLAYER = """
import json, sys
import soundfile
from app.audio.microphone import sound_system
from app.audio.speaker import DeviceSpeaker, Playback
from app.audio.tones import TONES_HZ, Cue
from app.practice.lanes import Lane

samples, rate = soundfile.read(sys.argv[1], dtype="int16")
playback = Playback(samples, rate, 0.5, 1.5)
lane = Lane("studio")
work = lane.run(lambda: DeviceSpeaker(sound_system()).play(playback))
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


def listened(virtual: VirtualMicrophone, raw: Path, program: str, *arguments: str) -> tuple[np.ndarray, str]:
    """What came out of the virtual sound card while the program ran, int16 at RATE; and what the program said."""
    format_ = ["--rate=16000", "--channels=1", "--format=s16le"]
    with virtual.start(["parec", "--device=mic.monitor", *format_, str(raw)]) as listener:
        end = time.monotonic() + 20
        while not (raw.exists() and raw.stat().st_size > RATE):
            assert time.monotonic() < end, "nothing is recorded"
            time.sleep(0.02)
        with virtual.python(program, *arguments) as player:
            said, trouble = player.communicate(timeout=60)
        before = raw.stat().st_size
        while raw.stat().st_size < before + RATE:
            time.sleep(0.02)
        listener.terminate()
    assert trouble == ""
    return np.frombuffer(raw.read_bytes()[: raw.stat().st_size & ~1], np.int16), said


def test_a_virtual_sound_card_plays_what_was_asked_for(virtual: VirtualMicrophone, tmp_path: Path) -> None:
    seconds = np.arange(2 * RATE) / RATE
    frequency = np.where(seconds < 0.5, 300, np.where(seconds < 1.5, 1000, 3000))
    soundfile.write(tmp_path / "tones.wav", (9000 * np.sin(2 * np.pi * frequency * seconds)).astype(np.int16), RATE)
    heard, said = listened(virtual, tmp_path / "heard.raw", PLAYER, str(tmp_path / "tones.wav"))
    sounding = np.flatnonzero(np.abs(heard.astype(int)) > 1000)
    played = heard[sounding[0] : sounding[-1] + 1]
    assert len(played) / RATE == pytest.approx(1.0, abs=0.03)
    spectrum = np.abs(np.fft.rfft(played))
    assert np.argmax(spectrum) * RATE / len(played) == pytest.approx(1000, abs=5)
    seen = json.loads(said)
    assert seen == sorted(seen)
    assert seen[0] >= 0.5
    assert 1.0 < seen[-1] <= 1.5


TICKER = """
import time
from app.audio.microphone import open_microphone, sound_system
from app.audio.speaker import DeviceSpeaker
from app.audio.tones import cues
from app.practice.lanes import Lane

def rep():
    told = []
    microphone = open_microphone(sound_system())
    track = DeviceSpeaker(sound_system(), "Gone", "ALSA", told.append).open_cues(cues(3.0, ticks=True, beep=True))
    while not microphone.frames:
        time.sleep(0.005)
    track.start(-0.5)
    while microphone.frames < 4.0 * microphone.rate:
        while len(microphone.read(0.05)):
            sum(range(100_000))  # busy, as the studio is
    microphone.close()
    track.close()
    print(*told)

lane = Lane("studio")
lane.run(rep).result()
lane.close()
"""


def test_ticks_and_the_tone_come_evenly_beside_an_open_microphone(virtual: VirtualMicrophone, tmp_path: Path) -> None:
    heard, said = listened(virtual, tmp_path / "heard.raw", TICKER)
    assert "“Gone” is not there" in said
    sounding = np.flatnonzero(np.abs(heard.astype(int)) > 100)
    begins = sounding[np.flatnonzero(np.diff(sounding, prepend=-RATE) > RATE // 4)] / RATE
    assert np.diff(begins) == pytest.approx([1.0, 1.0], abs=0.02)
    assert np.abs(heard.astype(int)).max() < 3000
