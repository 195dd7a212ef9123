"""How loud: the meter, the speech and the noise under it, clipping, silence that no room makes."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.audio.sound import Samples

FRAME_S = 0.01  # every track in this room has one value a frame; frame i is the sound from i * FRAME_S on
FULL_SCALE = 32768.0

_SMOOTH_FRAMES = 5  # 50 ms: shorter than a syllable, longer than the slowest voice's period
_NOISE_SHARE = 10  # percent of the frames that are taken for noise
_SPEECH_SHARE = 95  # percent: the frames above are the loudest syllables
_OVER_NOISE_DB = 6.0  # speech stands at least this far over the noise …
_UP_TO_SPEECH = 0.35  # … and this far up from the noise to the loudest syllables
_UNDER_SPEECH_DB = 40.0  # nothing this far under the loudest syllables is speech, however quiet the room
_EDGE_DB = 3.0  # over the noise: where the weak sounds at an edge of speech (s, f, h) still belong to it
_EDGE_FRAMES = 20  # and how far they may reach
_LEAST_FRAMES = 6  # 60 ms: anything shorter is a click
_CLIPPED_RUN = 3  # samples in a row at full scale; fewer may be chance
FLOOR_DBFS = -100.0  # stands for silence where a logarithm needs a number
_DEAD_S = 1.0  # of exact zeros: no room is so quiet, so it is the microphone


@dataclass(frozen=True, slots=True)
class Meter:
    """One block, as a level meter shows it; dB under full scale, minus infinity for exact silence."""

    rms_dbfs: float
    peak_dbfs: float
    clipped: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """What a take's loudness tells. Levels in dB under full scale, minus infinity for exact silence."""

    level_dbfs: float  # RMS of the speech
    peak_dbfs: float
    noise_dbfs: float  # RMS of the quietest tenth of the take
    loudness_sd_db: float | None  # of the speech in steps of 50 ms; None where there is too little of it
    clipped: tuple[tuple[float, float], ...]  # [start, end) in s; one a frame, as long as its samples at full scale
    dead: tuple[tuple[float, float], ...]  # [start, end) in s: exact zeros for a second or longer
    speech_start_s: float | None  # by energy; None where no speech stands out
    speech_end_s: float | None


def meter(block: Samples) -> Meter:
    if not len(block):
        return Meter(-math.inf, -math.inf, False)
    values = block.astype(np.float32)
    peak = float(np.abs(values).max())
    return Meter(
        _dbfs(float(np.sqrt(np.mean(values * values)))), _dbfs(peak), bool(_in_runs(np.abs(values) >= 32767).any())
    )


class LevelTrack:
    """Follows the loudness of a stream of int16 mono, fed in blocks of any length."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._held: Samples = np.zeros(_CLIPPED_RUN - 1, np.int16)  # the end of the last frame, and what came after
        self._frames = 0
        self._powers: list[npt.NDArray[np.float32]] = []
        self._peaks: list[npt.NDArray[np.float32]] = []
        self._clipped: list[npt.NDArray[np.int32]] = []  # samples a frame

    def feed(self, block: Samples) -> None:
        """Costs about 1 ms a second of sound at 48 kHz."""
        held = np.concatenate([self._held, block])
        before = _CLIPPED_RUN - 1
        first = self._sample_of(self._frames)
        frames = (first + len(held) - 2 * before) * 100 // self._rate  # whole by now, and the look ahead a run needs
        if frames <= self._frames:
            self._held = held
            return
        edges = np.array([self._sample_of(frame) - first for frame in range(self._frames, frames + 1)])
        values = held.astype(np.float32)
        size = np.abs(values)
        inside = values[before : before + edges[-1]]
        self._powers.append((np.add.reduceat(inside * inside, edges[:-1]) / np.diff(edges)).astype(np.float32))
        self._peaks.append(np.maximum.reduceat(size[before : before + edges[-1]], edges[:-1]))
        runs = _in_runs(size[: edges[-1] + 2 * before] >= 32767)[before : before + edges[-1]]
        self._clipped.append(np.add.reduceat(runs.astype(np.int32), edges[:-1]))
        self._held = held[edges[-1] :]
        self._frames = frames

    def rms_dbfs(self) -> npt.NDArray[np.float32]:
        """One value a frame, smoothed over 50 ms; -100 for silence."""
        return _smoothed_dbfs(_joined(self._powers))

    def levels(self) -> Levels:
        powers, peaks, clipped = _joined(self._powers), _joined(self._peaks), _joined(self._clipped)
        if not len(powers) or not peaks.any():
            dead = ((0.0, len(powers) * FRAME_S),) if len(powers) * FRAME_S >= _DEAD_S else ()
            return Levels(-math.inf, -math.inf, -math.inf, None, (), dead, None, None)
        smooth = _smoothed_dbfs(powers)
        sounding = peaks > 0
        noise = float(np.percentile(smooth[sounding], _NOISE_SHARE))
        speaks = speech_frames(smooth, sounding)
        at = np.flatnonzero(speaks)
        spoken = powers[speaks] if len(at) else powers[sounding]
        by_50_ms = smooth[speaks][::_SMOOTH_FRAMES]
        return Levels(
            level_dbfs=_dbfs(math.sqrt(float(spoken.mean(dtype=np.float64)))),
            peak_dbfs=_dbfs(float(peaks.max())),
            noise_dbfs=noise,
            loudness_sd_db=float(by_50_ms.std()) if len(by_50_ms) >= 20 else None,
            clipped=tuple(
                (float(frame * FRAME_S), float(frame * FRAME_S + clipped[frame] / self._rate))
                for frame in np.flatnonzero(clipped)
            ),
            dead=tuple(
                (float(start * FRAME_S), float(end * FRAME_S))
                for start, end in stretches(~sounding)
                if (end - start) * FRAME_S >= _DEAD_S
            ),
            speech_start_s=float(at[0] * FRAME_S) if len(at) else None,
            speech_end_s=float((at[-1] + 1) * FRAME_S) if len(at) else None,
        )

    def _sample_of(self, frame: int) -> int:
        return frame * self._rate // 100


def speech_frames(rms_dbfs: npt.NDArray[np.float32], sounding: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which frames are speech, by energy alone: the bar lies between this take's own noise and its own loud syllables.

    `sounding` marks the frames that are not exact zeros, which tell nothing of the room. Where nothing stands out
    from the rest, a take is taken for speech throughout if it varies at all, and for noise if it does not.
    """
    if not sounding.any():
        return np.zeros(len(rms_dbfs), np.bool_)
    noise, loud = np.percentile(rms_dbfs[sounding], [_NOISE_SHARE, _SPEECH_SHARE])
    bar = max(noise + max(_OVER_NOISE_DB, _UP_TO_SPEECH * (loud - noise)), loud - _UNDER_SPEECH_DB)
    speaks = np.zeros(len(rms_dbfs), np.bool_)
    if bar > loud:  # a narrow range: no pause in it that could show the noise
        if loud - noise < 1.0 and sounding.all():
            return speaks
        bar = noise - _OVER_NOISE_DB
    edge = max(noise + _EDGE_DB, bar - 15.0)
    for start, end in stretches((rms_dbfs >= bar) & sounding):
        if end - start < _LEAST_FRAMES:
            continue
        low = rms_dbfs[max(start - _EDGE_FRAMES, 0) : start] < edge
        high = rms_dbfs[end : end + _EDGE_FRAMES] < edge
        first = start - (int(np.argmax(low[::-1])) if low.any() else len(low))
        last = end + (int(np.argmax(high)) if high.any() else len(high))
        speaks[first:last] = True
    return speaks


def stretches(marked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where marks stand without a gap: half-open ranges of frames."""
    steps = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in steps.reshape(-1, 2)]


def _in_runs(full: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which samples at full scale stand in a run of three or more."""
    marked = np.zeros(len(full), np.bool_)
    if full.any():
        begins = full[:-2] & full[1:-1] & full[2:]
        for shift in range(_CLIPPED_RUN):
            marked[shift : shift + len(begins)] |= begins
    return marked


def _joined(parts: list[npt.NDArray[np.float32]] | list[npt.NDArray[np.int32]]) -> npt.NDArray[np.float32]:
    joined: npt.NDArray[np.float32] = np.concatenate([np.zeros(0, np.float32), *parts]).astype(np.float32)
    return joined


def _smoothed_dbfs(powers: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    if not len(powers):
        return powers
    half = _SMOOTH_FRAMES // 2
    sums = np.cumsum(np.concatenate([[0.0], powers.astype(np.float64)]))
    frame = np.arange(len(powers))
    start, end = np.maximum(frame - half, 0), np.minimum(frame + half + 1, len(powers))
    mean = np.maximum((sums[end] - sums[start]) / (end - start), 0.0)
    floor = 10 ** (FLOOR_DBFS / 10)
    smoothed: npt.NDArray[np.float32] = (10 * np.log10(np.maximum(mean / FULL_SCALE**2, floor))).astype(np.float32)
    return smoothed


def _dbfs(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude > 0 else -math.inf
