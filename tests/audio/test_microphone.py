"""The microphone: on a PortAudio made of Python for what can go wrong, on a virtual sound card for what must work."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from app.audio.microphone import open_microphone
from app.audio.take import recover
from app.problems import Problem
from tests.fakes import FakeClock, wait_until
from tests.virtual_microphone import PROJECT, VirtualMicrophone, missing

needs_sound = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


# ---- a PortAudio made of Python


class FakeStream:
    def __init__(self, system: "FakePortAudio", **asked: Any) -> None:
        device = system.devices[asked["device"]]
        refused = system.refuse(asked)
        if refused:
            raise system.PortAudioError(refused)
        self.asked, self.device = asked, device
        self.active = self.closed = False
        self.latency = 0.02

    def start(self) -> None:
        self.active = True

    def stop(self) -> None:
        self.active = False

    def close(self) -> None:
        self.active, self.closed = False, True

    def deliver(self, samples: np.ndarray) -> None:
        """(frames,) or (frames, channels), int16."""
        self.asked["callback"](memoryview(samples.tobytes()), len(samples), None, None)


class FakePortAudio:
    class PortAudioError(Exception):
        pass

    class default:  # noqa: N801  sounddevice's name
        device = (-1, -1)

    def __init__(self, *devices: dict[str, Any], usual: int = 0) -> None:
        self.devices = devices
        self.default.device = (usual if devices else -1, -1)
        self.streams: list[FakeStream] = []
        self.refuse = lambda _: ""
        self.plugged: tuple[dict[str, Any], ...] | None = None  # seen once it is started anew; None: the same
        self.starts = 1

    def _terminate(self) -> None:
        assert all(stream.closed for stream in self.streams)

    def _initialize(self) -> None:
        self.starts += 1
        if self.plugged is not None:
            self.devices = self.plugged

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        return ({"name": "ALSA", "devices": [0], "default_input_device": 0}, {"name": "JACK", "devices": []})

    def query_devices(self) -> tuple[dict[str, Any], ...]:
        return self.devices

    def RawInputStream(self, **asked: Any) -> FakeStream:  # noqa: N802  sounddevice's name
        self.streams.append(FakeStream(self, **asked))
        return self.streams[-1]


def device(name: str, rate: float = 48000.0, channels: int = 2, api: int = 0) -> dict[str, Any]:
    return {"name": name, "hostapi": api, "max_input_channels": channels, "default_samplerate": rate}


def ramp(frames: int, first: int = 0) -> np.ndarray:
    return (np.arange(frames) + first).astype(np.int16)


def test_without_an_input_there_is_no_microphone_to_open():
    system = FakePortAudio(device("speaker", channels=0), usual=-1)
    with pytest.raises(Problem, match="no microphone"):
        open_microphone(system)


def test_the_usual_microphone_opens_at_its_own_rate_in_mono():
    system = FakePortAudio(device("a"), device("b", 44100.0), usual=1)
    microphone = open_microphone(system)
    assert (microphone.name, microphone.rate) == ("b", 44100)
    assert system.streams[0].asked["channels"] == 1
    assert system.streams[0].asked["dtype"] == "int16"
    system.streams[0].deliver(ramp(2205))
    system.streams[0].deliver(ramp(100, 2205))
    assert microphone.frames == 2305
    assert np.array_equal(microphone.read(0.1), ramp(2305))
    assert len(microphone.read(0.0)) == 0
    assert microphone.meter().peak_dbfs == pytest.approx(-23.06, abs=0.1)
    microphone.close()
    assert system.streams[0].closed


def test_a_microphone_is_remembered_by_name_and_host_api():
    system = FakePortAudio(device("a"), device("usb", 16000.0), device("usb", 44100.0, api=1))
    assert open_microphone(system, "usb", "JACK").rate == 44100
    assert open_microphone(system, "usb", "ALSA").rate == 16000
    assert open_microphone(system, "usb").rate == 16000
    for stream in system.streams:
        stream.close()
    with pytest.raises(Problem, match=r"“gone” is not there.*“a”, “usb”\."):
        open_microphone(system, "gone", "ALSA")


def test_a_microphone_that_was_plugged_in_since_is_found():
    system = FakePortAudio(device("a"))
    system.plugged = (device("a"), device("usb", 16000.0))
    assert open_microphone(system, "a").name == "a"
    assert system.starts == 1
    system.streams[0].close()
    assert open_microphone(system, "usb", "ALSA").rate == 16000
    assert system.starts == 2


def test_a_microphone_of_a_sound_server_that_is_another_now_is_opened():
    system = FakePortAudio(device("a"))
    system.refuse = lambda _: "" if system.starts > 1 else "Illegal combination of I/O devices"
    assert open_microphone(system).name == "a"
    assert system.starts == 2


def test_a_device_that_refuses_mono_is_opened_with_its_channels_and_averaged():
    system = FakePortAudio(device("a", channels=2))
    system.refuse = lambda asked: "Invalid number of channels" if asked["channels"] == 1 else ""
    microphone = open_microphone(system)
    system.streams[0].deliver(np.array([[100, 300], [-5, -7], [32767, 32767]], np.int16))
    assert microphone.read(0.1).tolist() == [200, -6, 32767]


def test_a_device_that_refuses_its_own_rate_is_opened_at_another():
    system = FakePortAudio(device("a", 192000.0))
    system.refuse = lambda asked: "" if asked["samplerate"] == 44100 else "Invalid sample rate"
    assert open_microphone(system).rate == 44100


def test_a_device_slower_than_the_recognizer_listens_is_doubled():
    system = FakePortAudio(device("headset", 8000.0, 1))
    system.refuse = lambda asked: "" if asked["samplerate"] == 8000 else "Invalid sample rate"
    microphone = open_microphone(system)
    assert microphone.rate == 16000
    system.streams[0].deliver(np.full(800, 1000, np.int16))
    assert microphone.frames == 1600
    assert abs(len(microphone.read(0.1)) - 1600) < 60


def test_a_device_that_refuses_everything_is_a_problem():
    system = FakePortAudio(device("a"))
    system.refuse = lambda _: "Device unavailable"
    with pytest.raises(Problem, match=r"will not open \(Device unavailable\)"):
        open_microphone(system)


def test_half_a_second_at_most_is_read_at_once_and_nothing_is_dropped():
    system = FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system)
    for at in range(0, 32000, 800):
        system.streams[0].deliver(ramp(800, at))
    parts = [microphone.read(0.0) for _ in range(6)]
    assert [len(part) for part in parts] == [8000, 8000, 8000, 8000, 0, 0]
    assert np.array_equal(np.concatenate(parts), ramp(32000))


def test_two_seconds_without_a_block_and_the_microphone_is_lost():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    system.streams[0].deliver(ramp(800))
    assert len(microphone.read(0.0)) == 800
    clock.pass_by(1.9)
    assert len(microphone.read(0.0)) == 0
    clock.pass_by(0.2)
    with pytest.raises(Problem, match="“a” stopped delivering"):
        microphone.read(0.0)


def test_the_first_block_may_take_five_seconds():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    for _ in range(3):
        clock.pass_by(1.6)
        assert len(microphone.read(0.0)) == 0
    clock.pass_by(0.3)
    with pytest.raises(Problem, match="“a” stopped delivering"):
        microphone.read(0.0)


def test_a_program_that_slept_gives_the_microphone_its_two_seconds_again():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    system.streams[0].deliver(ramp(800))
    microphone.read(0.0)
    clock.pass_by(60)
    assert len(microphone.read(0.0)) == 0
    clock.pass_by(1.9)
    assert len(microphone.read(0.0)) == 0
    clock.pass_by(0.2)
    with pytest.raises(Problem, match="“a” stopped delivering"):
        microphone.read(0.0)


def test_a_stream_that_ended_is_lost_at_once_but_what_came_before_is_read_first():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    system.streams[0].deliver(ramp(800))
    system.streams[0].active = False
    assert len(microphone.read(0.0)) == 800
    with pytest.raises(Problem, match="stopped delivering"):
        microphone.read(0.0)


def test_after_stop_nothing_is_lost_and_what_waits_can_be_read():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    system.streams[0].deliver(ramp(800))
    microphone.stop()
    microphone.stop()
    clock.pass_by(10)
    assert len(microphone.read(0.0)) == 800
    assert len(microphone.read(0.0)) == 0
    assert microphone.lost_s() == 0


def test_frames_that_never_came_are_counted_against_the_clock():
    clock, system = FakeClock(), FakePortAudio(device("a", 16000.0))
    microphone = open_microphone(system, clock=clock)
    clock.pass_by(1.6)  # the first sound may take its time
    for _ in range(20):
        system.streams[0].deliver(ramp(800))
        clock.pass_by(0.05)
        microphone.read(0.0)
    assert microphone.lost_s() == 0
    clock.pass_by(1.0)  # a second in which nothing came
    system.streams[0].deliver(ramp(800))
    microphone.read(0.0)
    assert microphone.lost_s() == pytest.approx(1.0, abs=0.11)
    assert microphone.late_s == pytest.approx(1.07, abs=0.11)  # what comes now may be as old


def test_without_portaudio_there_is_a_problem_that_says_what_to_install(tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    program = "from app.audio.microphone import sound_system\nsound_system()"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": f"{tmp_path}:{PROJECT}", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert "Problem: Sound cannot be recorded: PortAudio is missing" in run.stderr
    assert "libportaudio2" in run.stderr


def test_importing_the_room_does_not_import_sounddevice():
    program = "import sys, app.audio.microphone, app.practice.rehearsal; sys.exit('sounddevice' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=False).returncode == 0


# ---- a virtual sound card


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        yield microphone


def noise(path: Path, seconds: float, rate: int = 44100) -> np.ndarray:
    samples = np.random.default_rng(5).integers(-8000, 8000, round(seconds * rate)).astype(np.int16)
    soundfile.write(path, samples, rate)
    return samples


def where(needle: np.ndarray, hay: np.ndarray) -> int:
    """The frame of `hay` at which `needle` begins, by correlation."""
    size = 1 << (len(needle) + len(hay) - 1).bit_length()
    product = np.fft.rfft(hay, size) * np.conj(np.fft.rfft(needle, size))
    return int(np.argmax(np.fft.irfft(product, size)[: len(hay)]))


def assert_same(recorded: np.ndarray, played: np.ndarray, at_least: int | None = None) -> None:
    """Sample for sample, but for the first 0.1 s, which the sound server may swallow while it wakes."""
    start = where(played[:44100], recorded)
    came = recorded[start : start + len(played)]
    assert len(came) >= (at_least or len(played))
    assert np.abs(came.astype(int) - played[: len(came)])[4410:].max() <= 1


RECORD = """
import sys
from pathlib import Path
from app.audio.microphone import open_microphone, sound_system
from app.audio.take import Take
microphone = open_microphone(sound_system())
take = Take.begin(Path(sys.argv[1]), "take", microphone.rate)
while not take.frames:
    take.append(microphone.read(0.1))
print("recording", flush=True)
seconds = float(sys.argv[2])
while take.duration_s < seconds:
    take.append(microphone.read(0.1))
assert microphone.lost_s() == 0
microphone.close()
print(take.finish())
"""


@needs_sound
def test_every_sample_played_into_a_real_sound_system_is_in_the_take(virtual, tmp_path):
    played = noise(tmp_path / "noise.wav", 2.0)
    with virtual.python(RECORD, str(tmp_path), "4") as child:
        assert child.stdout.readline() == "recording\n"
        virtual.play(tmp_path / "noise.wav")
        packed, said = child.stdout.read(), child.stderr.read()
    assert child.returncode == 0, said
    samples, rate = soundfile.read(packed.strip(), dtype="int16")
    assert rate == 44100
    assert_same(samples, played)


@needs_sound
def test_a_recording_that_is_killed_is_recovered_up_to_its_last_half_second(virtual, tmp_path):
    played = noise(tmp_path / "noise.wav", 5.0)
    with virtual.python(RECORD, str(tmp_path), "60") as child:
        assert child.stdout.readline() == "recording\n"
        with virtual.start_playing(tmp_path / "noise.wav") as player:
            (part,) = tmp_path.glob("*.part.wav")
            wait_until(lambda: soundfile.info(part).duration > 1.0)
            before = time.monotonic()
            on_disk = soundfile.info(part).frames
            wait_until(lambda: time.monotonic() - before > 1.5)
            child.kill()
            passed = time.monotonic() - before
            player.kill()
    (packed,) = recover(tmp_path).takes
    samples, rate = soundfile.read(packed, dtype="int16")
    assert (len(samples) - on_disk) / rate > passed - 0.5
    assert_same(samples, played, at_least=rate)


@needs_sound
def test_a_sound_server_that_dies_is_a_lost_microphone(tmp_path):
    with VirtualMicrophone() as virtual, virtual.python(RECORD, str(tmp_path), "60") as child:
        assert child.stdout.readline() == "recording\n"
        virtual.pull_out()
        assert "stopped delivering sound" in child.stderr.read()
    (packed,) = recover(tmp_path).takes
    assert soundfile.info(packed).frames


@needs_sound
def test_a_machine_without_a_sound_card_has_no_microphone(tmp_path):
    program = (
        "from app.audio.devices import *\nfrom app.audio.microphone import *\n"
        "system = sound_system()\nassert list_devices(system) == Devices()\nopen_microphone(system)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
    )
    if "AssertionError" in run.stderr:
        pytest.skip("this machine has a sound card of its own")
    assert "Problem: There is no microphone" in run.stderr
