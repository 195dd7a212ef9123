"""The one door to sounddevice's output."""

import time
from typing import Any

import numpy as np

from app import problems
from app.audio.sound import Samples

_BLOCK_S = 0.02  # how soon a stop is heard
_LOOK_S = 0.01  # between two looks whether it has ended
_PATIENCE_S = 2.0  # beyond the length of the sound: a device that has stopped asking is gone
_TAIL_S = 0.2  # of silence after the sound: some systems drop what is under way when a stream ends
_OTHER_HZ = (48_000, 44_100)  # tried where the device refuses the sound's own rate


class Playback:
    """One sound being played, as both sides see it: the caller asks to stop and looks where it is, the studio plays."""

    def __init__(self, samples: Samples, rate: int, from_s: float = 0.0, to_s: float | None = None) -> None:
        """`samples` int16 mono at `rate` Hz; [from_s, to_s) of them is played, as far as there are any."""
        end = len(samples) if to_s is None else round(to_s * rate)
        first = min(max(round(from_s * rate), 0), len(samples))
        self.rate = rate
        self.sound: Samples = samples[first : max(end, first)]
        self._from_s = first / rate
        # the caller writes
        self.stop = False
        # the studio and PortAudio's callback write
        self.ended = False
        self.played = 0.0  # s that left the speaker, as well as the device can tell; 0 before the first

    @property
    def at_s(self) -> float | None:
        """Where it is, in s from the first sample that was given; None before the first sound and after the last."""
        return None if self.ended or self.played <= 0 else self._from_s + self.played


def play(system: Any, playback: Playback, device: int | None = None) -> None:
    """Back when it has ended or was stopped; `system` is sounddevice. Raises Problem where nothing can be played."""
    try:
        if len(playback.sound) and not playback.stop:
            _run(_opened(system, playback, device), playback)
    finally:
        playback.ended = True


def _opened(system: Any, playback: Playback, device: int | None) -> Any:
    """A stream that plays, at the sound's own rate or the nearest the device takes."""
    why = ""
    for rate in dict.fromkeys((playback.rate, *_OTHER_HZ)):
        try:
            stream = system.RawOutputStream(
                samplerate=rate,
                blocksize=round(_BLOCK_S * rate),
                device=device,
                channels=1,
                dtype="int16",
                callback=_Feeder(system, playback, _at_rate(playback.sound, playback.rate, rate), rate),
            )
        except (system.PortAudioError, ValueError) as error:
            why = str(error)
            continue
        try:
            stream.start()
        except system.PortAudioError as error:
            stream.close()
            why = str(error)
            continue
        return stream
    raise problems.no_speaker(why)


def _run(stream: Any, playback: Playback) -> None:
    end = time.monotonic() + len(playback.sound) / playback.rate + _TAIL_S + float(stream.latency) + _PATIENCE_S
    try:
        while stream.active and not playback.stop:
            if time.monotonic() > end:
                raise problems.speaker_lost()
            time.sleep(_LOOK_S)
        if playback.stop:
            stream.abort()
    finally:
        stream.close()


class _Feeder:
    """PortAudio's callback: copies the next block, counts, and says when there is no more."""

    def __init__(self, system: Any, playback: Playback, sound: Samples, rate: int) -> None:
        self._playback = playback
        self._bytes = sound.astype(np.int16).tobytes()
        self._rate = rate
        self._given = 0  # bytes
        self._silence = 0  # frames that followed them
        self._stops = system.CallbackStop

    def __call__(self, outdata: Any, frames: int, at: Any, _status: Any) -> None:
        block = self._bytes[self._given : self._given + 2 * frames]
        outdata[: len(block)] = block
        outdata[len(block) :] = bytes(2 * frames - len(block))
        late_s = max(at.outputBufferDacTime - at.currentTime, 0.0)
        at_s = self._given / 2 / self._rate - late_s
        self._playback.played = max(at_s, self._playback.played)
        self._given += len(block)
        self._silence += frames - len(block) // 2
        if self._silence >= _TAIL_S * self._rate:
            raise self._stops


def _at_rate(sound: Samples, rate: int, wanted: int) -> Samples:
    """Straight lines between the samples: good enough to hear a word again."""
    if rate == wanted:
        return sound
    at = np.arange(int(len(sound) * wanted / rate)) * (rate / wanted)
    stretched: Samples = np.rint(np.interp(at, np.arange(len(sound)), sound)).astype(np.int16)
    return stretched
