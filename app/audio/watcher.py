"""Listens along while a take grows, so that at Stop nothing but the tail is left to measure."""

import numpy as np
import numpy.typing as npt

from app.audio.filled_pauses import SteadyRules, SteadyStretch, find_steady_stretches
from app.audio.level import FLOOR_DBFS, FRAME_S, Levels, LevelTrack, speech_frames
from app.audio.pitch import PitchTrack, Voicing, pitch_sd_semitones
from app.audio.sound import Samples

_GATHERED_S = 0.25  # small blocks are measured together: each call has a price


class SoundWatcher:
    """The loudness, pitch and steadiness of one stream of int16 mono, live or from a file.

    Costs about 4 ms for a second of sound at 48 kHz.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._level = LevelTrack(rate)
        self._pitch = PitchTrack(rate)
        self._waiting: list[Samples] = []
        self._waiting_frames = 0
        self._speaks: npt.NDArray[np.bool_] | None = None  # which frames are speech; None: to be looked at anew

    def feed(self, block: Samples) -> None:
        self._speaks = None
        self._waiting.append(block)
        self._waiting_frames += len(block)
        if self._waiting_frames >= _GATHERED_S * self.rate:
            self._measure()

    def levels(self) -> Levels:
        self._measure()
        return self._level.levels()

    def rms_dbfs(self) -> npt.NDArray[np.float32]:
        """One value a frame of 10 ms, smoothed over 50 ms; -100 for silence: for a timeline."""
        self._measure()
        return self._level.rms_dbfs()

    def sounding_s(self, from_s: float, to_s: float) -> float:
        """For how long there is speech, by its energy, from one time to another."""
        if self._speaks is None:
            rms = self.rms_dbfs()
            self._speaks = speech_frames(rms, rms > FLOOR_DBFS)
        first, last = (min(max(round(at / FRAME_S), 0), len(self._speaks)) for at in (from_s, min(to_s, 1e6)))
        return float(np.count_nonzero(self._speaks[first:last])) * FRAME_S

    def voicing(self) -> Voicing:
        self._measure()
        return self._pitch.voicing()

    def pitch_sd_semitones(self, window_s: float = 8.0) -> float | None:
        """Over stretches of `window_s`; None where too little voiced speech was found."""
        return pitch_sd_semitones(self.voicing(), window_s)

    def steady_stretches(self, rules: SteadyRules | None = None) -> tuple[SteadyStretch, ...]:
        """Candidates for filled pauses, in the order of their times."""
        return find_steady_stretches(self.voicing(), self.rms_dbfs(), rules)

    def _measure(self) -> None:
        if self._waiting:
            block = np.concatenate(self._waiting)
            self._waiting, self._waiting_frames = [], 0
            self._level.feed(block)
            self._pitch.feed(block)


def watch(samples: Samples, rate: int) -> SoundWatcher:
    """A whole take at once."""
    watcher = SoundWatcher(rate)
    watcher.feed(samples)
    return watcher
