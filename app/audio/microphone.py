"""The one door to sounddevice's input."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import numpy as np

from app import problems
from app.audio.doubling import RateDoubler
from app.audio.level import Meter, meter
from app.audio.sound import HEARING_HZ, HIGHEST_HZ, Samples

LOST_S = 2.0  # without a block: the microphone is gone
_BLOCK_S = 0.05
_AT_ONCE_S = 0.5  # the most read() gives: whoever is behind gets on in steps
_OTHER_HZ = (48_000, 44_100, 16_000)  # tried where the device's own rate is refused or none we take
_LATE_S = 0.3  # sound may be this late against the clock …
_DRIFT = 0.002  # … and its clock this wrong, before we say that some was lost


@dataclass(frozen=True, slots=True)
class MicrophoneInfo:
    """One microphone as the system lists it; name and host API together are remembered, its number changes."""

    name: str
    host_api: str  # "ALSA", "Core Audio", "Windows WASAPI" …
    channels: int
    rate: int  # Hz, the device's own
    usual: bool  # what the system takes where nobody chose


class Microphone(Protocol):
    """An open microphone: int16, one channel. Belongs to the thread that opened it, all but `frames` and `meter`."""

    @property
    def name(self) -> str: ...

    @property
    def rate(self) -> int:
        """Of what read() gives; at least 16 kHz."""

    @property
    def frames(self) -> int:
        """How many came in so far, whether read or not; at `rate`."""

    @property
    def late_s(self) -> float:
        """How long after it was spoken a sound comes out of read()."""

    def meter(self) -> Meter:
        """Of the newest block."""

    def read(self, timeout_s: float) -> Samples:
        """What came in and was not read yet, half a second at most; empty where nothing comes in time.

        Raises Problem once the microphone is lost; what came before can be read first.
        """

    def lost_s(self) -> float:
        """Seconds of sound that should have come and did not; 0 within the ordinary."""

    def stop(self) -> None:
        """No more comes in; what waits can still be read."""

    def close(self) -> None: ...


def sound_system() -> Any:
    """The sounddevice module. Raises Problem where it is not installed or finds no PortAudio."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise problems.no_portaudio(str(error)) from error
    except Exception as error:  # sounddevice.PortAudioError, which has no name before the import
        raise problems.no_microphone(str(error)) from error
    return sounddevice


def list_microphones(system: Any, look_again: bool = False) -> tuple[MicrophoneInfo, ...]:
    """Every input there is, the usual one first. `look_again` notices what was plugged in; never while one is open."""
    if look_again:
        system._terminate()
        system._initialize()
    try:
        apis = system.query_hostapis()
        usual = _usual_index(system)
        found = [
            (index != usual, index, _info(device, apis, index == usual))
            for index, device in enumerate(system.query_devices())
            if device["max_input_channels"] > 0
        ]
    except system.PortAudioError as error:
        raise problems.no_microphone(str(error)) from error
    return tuple(info for _, _, info in sorted(found, key=lambda each: each[:2]))


def open_microphone(
    system: Any,
    name: str | None = None,
    host_api: str | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> "DeviceMicrophone":
    """Open and start the microphone of that name (and host API), or the usual one, at the device's own rate.

    Raises Problem where there is none, where the chosen one is not plugged in, and where it will not open.
    """
    index, info = _choose(system, name, host_api)
    rates = dict.fromkeys([rate for rate in (info.rate, *_OTHER_HZ) if HEARING_HZ <= rate <= HIGHEST_HZ] + [info.rate])
    why = ""
    for rate in rates:
        for channels in dict.fromkeys((1, info.channels)):
            microphone = DeviceMicrophone(info.name, rate, channels, clock)
            try:
                microphone.start(system, index)
            except (system.PortAudioError, ValueError) as error:
                why = str(error)
                continue
            return microphone
    raise problems.microphone_refused(info.name, why)


class DeviceMicrophone:
    """A microphone of PortAudio's.

    The callback copies the block into an unbounded queue and counts, nothing else: an exception in it would stop the
    stream without a word, and whatever takes time in it loses sound.
    """

    def __init__(self, name: str, device_hz: int, channels: int, clock: Callable[[], float]) -> None:
        """Made by open_microphone."""
        self.name = name
        self._times = 1 if device_hz >= HEARING_HZ else 2
        self.rate = self._times * device_hz
        self._device_hz = device_hz
        self._channels = channels
        self._clock = clock
        self._doubler = RateDoubler() if self._times == 2 else None
        self._queue: SimpleQueue[bytes] = SimpleQueue()  # int16, `channels` interleaved, at device_hz
        self._newest = b""
        self._device_frames = 0
        self._stream: Any = None
        self._stopped = False
        self._last_came: float | None = None  # clock, when read() last had something
        self._counted_from: tuple[float, int] | None = None  # clock and device frames at the first block

    def start(self, system: Any, index: int) -> None:
        """Raises PortAudioError where the device refuses."""
        stream = system.RawInputStream(
            samplerate=self._device_hz,
            blocksize=round(_BLOCK_S * self._device_hz),
            device=index,
            channels=self._channels,
            dtype="int16",
            callback=self._came,
        )
        try:
            stream.start()
        except system.PortAudioError:
            stream.close()
            raise
        self._stream = stream
        self._last_came = self._clock()

    @property
    def frames(self) -> int:
        return self._device_frames * self._times

    @property
    def late_s(self) -> float:
        latency = float(self._stream.latency)
        return (latency if math.isfinite(latency) else 0.0) + _BLOCK_S

    def meter(self) -> Meter:
        return meter(self._mono(self._newest))

    def read(self, timeout_s: float) -> Samples:
        blocks: list[bytes] = []
        size = 0
        most = int(_AT_ONCE_S * self._device_hz) * 2 * self._channels
        try:
            while size < most:
                block = self._queue.get(timeout=timeout_s) if timeout_s > 0 and not blocks else self._queue.get_nowait()
                blocks.append(block)
                size += len(block)
        except Empty:
            pass  # all there is
        now = self._clock()
        if not blocks:
            self._raise_if_lost(now)
            return np.zeros(0, np.int16)
        self._last_came = now
        if self._counted_from is None:
            self._counted_from = (now, self._device_frames)
        samples = self._mono(b"".join(blocks))
        return self._doubler.feed(samples) if self._doubler is not None else samples

    def lost_s(self) -> float:
        if self._counted_from is None or self._stopped:
            return 0.0
        since, frames = self._counted_from
        passed = self._clock() - since
        missing = passed - (self._device_frames - frames) / self._device_hz
        return missing if missing > _LATE_S + _DRIFT * passed else 0.0

    def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            self._stream.stop()

    def close(self) -> None:
        self._stopped = True
        self._stream.close()

    def _came(self, indata: Any, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's thread."""
        block = bytes(indata)
        self._queue.put(block)
        self._newest = block
        self._device_frames += frames

    def _mono(self, block: bytes) -> Samples:
        samples: Samples = np.frombuffer(block, np.int16)
        if self._channels > 1:
            mean = samples.reshape(-1, self._channels).astype(np.int32).mean(axis=1)
            samples = np.rint(mean).astype(np.int16)
        return samples

    def _raise_if_lost(self, now: float) -> None:
        if self._stopped or self._last_came is None:
            return
        if now - self._last_came >= LOST_S or not self._stream.active:
            raise problems.microphone_lost(self.name)


def _choose(system: Any, name: str | None, host_api: str | None) -> tuple[int, MicrophoneInfo]:
    """The device's number of the moment, and what is known of it."""
    try:
        apis, devices, usual = system.query_hostapis(), list(system.query_devices()), _usual_index(system)
    except system.PortAudioError as error:
        raise problems.no_microphone(str(error)) from error
    found = [
        (index, _info(device, apis, index == usual))
        for index, device in enumerate(devices)
        if device["max_input_channels"] > 0
    ]
    if not found:
        raise problems.no_microphone("no input device is listed")
    if name is None:
        return next((each for each in found if each[0] == usual), found[0])
    fitting = [each for each in found if each[1].name == name and host_api in (None, each[1].host_api)]
    if not fitting:
        raise problems.microphone_missing(name, [info.name for _, info in found])
    return fitting[0]


def _usual_index(system: Any) -> int:
    """-1 where the system names none."""
    usual = system.default.device[0]
    if usual is not None and usual >= 0:
        return int(usual)
    return next((int(api["default_input_device"]) for api in system.query_hostapis() if api["devices"]), -1)


def _info(device: Any, apis: Any, usual: bool) -> MicrophoneInfo:
    return MicrophoneInfo(
        device["name"],
        apis[device["hostapi"]]["name"],
        int(device["max_input_channels"]),
        round(device["default_samplerate"]),
        usual,
    )
