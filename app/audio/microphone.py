"""The one door to sounddevice's input."""

import math
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import numpy as np

from app import problems
from app.audio.devices import Device, Way, numbered, start_anew
from app.audio.doubling import RateDoubler
from app.audio.level import Meter, meter
from app.audio.sound import HEARING_HZ, HIGHEST_HZ, Samples

LOST_S = 2.0  # without a block: the microphone is gone
FIRST_S = 5.0  # the same before the first: a headset without a wire takes its time, and so does a busy computer
_BLOCK_S = 0.05
_AT_ONCE_S = 0.5  # the most read() gives: whoever is behind gets on in steps
_OTHER_HZ = (48_000, 44_100, 16_000)  # tried where the device's own rate is refused or none we take
_LATE_S = 0.3  # sound may be this late against the clock …
_DRIFT = 0.002  # … and its clock this wrong, before we say that some was lost


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
        """Seconds of sound that should have come and did not, or not yet; 0 within the ordinary."""

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


def open_microphone(
    system: Any,
    name: str | None = None,
    host_api: str | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> "DeviceMicrophone":
    """Open and start the microphone of that name (and host API), or the usual one, at the device's own rate.

    NB: never while a stream is open: where it will not open, the sound system is started anew and asked once more.

    Raises Problem where there is none, where the chosen one is not plugged in, and where it will not open.
    """
    try:
        return _opened(system, name, host_api, clock)
    except problems.Problem:  # plugged in again, or its sound server is another one since
        start_anew(system)
    return _opened(system, name, host_api, clock)


def _opened(system: Any, name: str | None, host_api: str | None, clock: Callable[[], float]) -> "DeviceMicrophone":
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
        self._looked: float | None = None  # clock, when read() last came back
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
        return (latency if math.isfinite(latency) else 0.0) + _BLOCK_S + self.lost_s()

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
        before, self._looked = self._looked, now
        if not blocks:
            if before is not None and self._last_came is not None and now - before >= LOST_S:
                self._last_came += now - before  # the machine, or this program, slept: that is no fault of a microphone
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
        patience_s = LOST_S if self._counted_from is not None else FIRST_S
        if now - self._last_came >= patience_s or not self._stream.active:
            raise problems.microphone_lost(self.name)


def _choose(system: Any, name: str | None, host_api: str | None) -> tuple[int, Device]:
    """The device's number of the moment, and what is known of it."""
    found = numbered(system, Way.IN)
    if not found:
        raise problems.no_microphone("no input device is listed")
    fitting = [each for each in found if name in (None, each[1].name) and host_api in (None, each[1].host_api)]
    if not fitting:
        raise problems.microphone_missing(str(name), [device.name for _, device in found])
    return fitting[0]
