"""The one door to sounddevice's output."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from app import problems
from app.audio.devices import Way, numbered
from app.audio.sound import Samples
from app.audio.tones import TONES_HZ, Cue

_BLOCK_S = 0.02  # how soon a stop is heard
_LOOK_S = 0.01  # between two looks whether it has ended
_PATIENCE_S = 2.0  # beyond the length of the sound: a device that has stopped asking is gone
_TAIL_S = 0.2  # of silence after the sound: some systems drop what is under way when a stream ends
_STALLED_S = 0.15  # that a device did not ask for sound: what is due goes on with the clock, what was is left out
_APART_S = 0.03  # the same where nothing sounds, and a step is heard by nobody
_AHEAD_S = 0.2  # that cues are handed over before they are heard: a busy computer asks for sound late
_OTHER_HZ = (48_000, 44_100)  # tried where the device refuses the sound's own rate

Tell = Callable[[problems.Problem], object]
Feeder = Callable[[Any, int, Any, Any], None]  # PortAudio's callback: the block to fill, its frames, times, flags


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


class Speaker(Protocol):
    """Where sound comes out. Belongs to the studio's thread."""

    def play(self, playback: Playback) -> None: ...

    def open_cues(self, cues: Sequence[Cue]) -> "CueTrack": ...


class DeviceSpeaker:
    """The loudspeaker of that name (and host API), or the system's own choice."""

    def __init__(
        self, system: Any, name: str | None = None, host_api: str | None = None, tell: Tell = lambda _: None
    ) -> None:
        """`system` is sounddevice. `tell` learns where the one that was chosen is not there: the usual one plays."""
        self._system = system
        self._name = name
        self._host_api = host_api
        self._tell = tell

    def play(self, playback: Playback) -> None:
        """Back when it has ended or was stopped. Raises Problem where nothing can be played."""
        try:
            if len(playback.sound) and not playback.stop:
                stops = self._system.CallbackStop
                sound, own_hz = playback.sound, playback.rate
                stream = self._opened(own_hz, lambda rate: _Sound(stops, playback, _at_rate(sound, own_hz, rate), rate))
                _run(stream, playback)
        finally:
            playback.ended = True

    def open_cues(self, cues: Sequence[Cue]) -> "CueTrack":
        """A stream that is silent but for its cues, once its clock is started. Raises Problem."""
        track = CueTrack(cues)
        track.stream = self._opened(TONES_HZ, track.at_rate, _AHEAD_S)
        return track

    def _opened(self, own_hz: int, feeder: Callable[[int], Feeder], ahead_s: float | None = None) -> Any:
        """A stream that runs on the device that was chosen, or else, with a word, on the usual one."""
        if self._name is not None:
            try:
                return self._stream(self._index(self._name), own_hz, feeder, ahead_s)
            except problems.Problem:
                self._tell(problems.speaker_missing(self._name))
        return self._stream(None, own_hz, feeder, ahead_s)

    def _index(self, name: str) -> int:
        for index, device in numbered(self._system, Way.OUT):
            if device.name == name and self._host_api in (None, device.host_api):
                return index
        raise problems.no_speaker("it is not listed")

    def _stream(self, device: int | None, own_hz: int, feeder: Callable[[int], Feeder], ahead_s: float | None) -> Any:
        """At the sound's own rate or the nearest the device takes; `ahead_s` None: as far ahead as is usual there."""
        why = ""
        for rate in dict.fromkeys((own_hz, *_OTHER_HZ)):
            try:
                stream = self._system.RawOutputStream(
                    samplerate=rate,
                    blocksize=round(_BLOCK_S * rate),
                    device=device,
                    channels=1,
                    dtype="int16",
                    latency=ahead_s,
                    callback=feeder(rate),
                )
            except (self._system.PortAudioError, ValueError) as error:
                why = str(error)
                continue
            try:
                stream.start()
            except self._system.PortAudioError as error:
                stream.close()
                why = str(error)
                continue
            return stream
        raise problems.no_speaker(why)


class CueTrack:
    """An open output with its cues; made by open_cues. The studio opens, starts and closes it, and is free between.

    Its own frames are its clock once it runs, so that ticks come as evenly as the device plays, whatever else the
    computer does meanwhile; only where the device stalls it is set again, and after a shorter stall between sounds.
    """

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.stream: Any = None
        self._cues = cues
        # What monotonic, the stream's and the rep's clock said at once; the studio writes.
        self._started: tuple[float, float, float] | None = None

    def start(self, elapsed_s: float) -> None:
        """The rep's clock says so now; negative while it counts down."""
        self._started = (time.monotonic(), self.stream.time, elapsed_s)

    def close(self) -> None:
        """At once, whatever sounds."""
        self.stream.close()

    def at_rate(self, rate: int) -> Feeder:
        sounds = [(round(cue.at_s * rate), _at_rate(cue.sound, cue.rate, rate)) for cue in self._cues]
        place: int | None = None  # frame of the rep's clock that leaves the speaker first of the next block

        def sounds_within(start: int, end: int) -> bool:
            return any(first < end and start < first + len(sound) for first, sound in sounds)

        def feed(outdata: Any, frames: int, at: Any, _status: Any) -> None:
            nonlocal place
            if self._started is not None:
                monotonic, stream_time, elapsed_s = self._started
                # By the stream's own clock, where it has one: a busy computer comes here late.
                passed_s = at.currentTime - stream_time if at.currentTime else time.monotonic() - monotonic
                due = round((elapsed_s + passed_s + _late_s(at)) * rate)
                if place is None or due - place > (_STALLED_S if sounds_within(place, due) else _APART_S) * rate:
                    place = due
            outdata[:] = bytes(2 * frames)
            if place is not None:
                for first, sound in sounds:
                    start, end = max(first, place), min(first + len(sound), place + frames)
                    if start < end:
                        outdata[2 * (start - place) : 2 * (end - place)] = sound[start - first : end - first].tobytes()
                place += frames

        return feed


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


class _Sound:
    """PortAudio's callback for a playback: copies the next block, counts, and says when there is no more."""

    def __init__(self, stops: type[Exception], playback: Playback, sound: Samples, rate: int) -> None:
        self._playback = playback
        self._bytes = sound.astype(np.int16).tobytes()
        self._rate = rate
        self._given = 0  # bytes
        self._silence = 0  # frames that followed them
        self._stops = stops

    def __call__(self, outdata: Any, frames: int, at: Any, _status: Any) -> None:
        block = self._bytes[self._given : self._given + 2 * frames]
        outdata[: len(block)] = block
        outdata[len(block) :] = bytes(2 * frames - len(block))
        at_s = self._given / 2 / self._rate - _late_s(at)
        self._playback.played = max(at_s, self._playback.played)
        self._given += len(block)
        self._silence += frames - len(block) // 2
        if self._silence >= _TAIL_S * self._rate:
            raise self._stops


def _late_s(at: Any) -> float:
    """How long until the block that is asked for now is heard."""
    return float(max(at.outputBufferDacTime - at.currentTime, 0.0))


def _at_rate(sound: Samples, rate: int, wanted: int) -> Samples:
    """Straight lines between the samples: good enough to hear a word again."""
    if rate == wanted:
        return sound
    at = np.arange(int(len(sound) * wanted / rate)) * (rate / wanted)
    stretched: Samples = np.rint(np.interp(at, np.arange(len(sound)), sound)).astype(np.int16)
    return stretched
