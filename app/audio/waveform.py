"""A take's outline at every zoom: least, greatest and mean power of its samples in a pyramid."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.audio.sound import Samples

_AT_ONCE_S = 30.0  # measured together; a take may come as one block
BUCKET_S = 0.005  # the finest step
_STEP = 4  # buckets of one level in a bucket of the next
_FULL = 32768.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of sound; parts of full scale, -1 to 1 and 0 to 1."""

    least: float
    greatest: float
    rms: float


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """Levels from fine to coarse, each (buckets, 3) float32: least, greatest, mean power; parts of full scale."""

    levels: tuple[npt.NDArray[np.float32], ...]
    bucket_s: float  # of the finest level
    duration_s: float

    def bars(self, start_s: float, end_s: float, count: int) -> tuple[Bar, ...]:
        """`count` stretches of equal length; costs the same at every zoom. What lies outside is silence."""
        step_s = (end_s - start_s) / max(count, 1)
        depth, bucket_s = 0, self.bucket_s
        while depth + 1 < len(self.levels) and bucket_s * _STEP <= step_s:
            depth, bucket_s = depth + 1, bucket_s * _STEP
        edges = np.floor((start_s + np.arange(count + 1) * step_s) / bucket_s + 0.5).astype(np.int64)
        return tuple(Bar(*bar) for bar in _over(self.levels[depth], edges).tolist())


def outline(blocks: Iterable[Samples], rate: int) -> Waveform:
    """Of int16 mono blocks at `rate` Hz; memory grows by 2.4 kB a second of sound, and not with the blocks."""
    size = max(round(rate * BUCKET_S), 1)
    most = round(_AT_ONCE_S * rate)
    finest: list[npt.NDArray[np.float32]] = []
    held = np.zeros(0, np.int16)
    frames = 0
    for block in (each[at : at + most] for each in blocks for at in range(0, len(each), most)):
        frames += len(block)
        held = np.concatenate([held, block])
        whole = len(held) // size * size
        finest.append(_buckets(held[:whole].reshape(-1, size)))
        held = held[whole:]
    if len(held):
        finest.append(_buckets(held.reshape(1, -1)))
    levels = [np.concatenate(finest) if finest else np.zeros((0, 3), np.float32)]
    while len(levels[-1]) > _STEP:
        levels.append(_coarser(levels[-1]))
    return Waveform(tuple(levels), size / rate, frames / rate)


def _over(level: npt.NDArray[np.float32], edges: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Least, greatest and root of the mean power from each edge, in buckets, to the next, of one bucket at least."""
    made = np.zeros((max(len(edges) - 1, 0), 3), np.float32)
    firsts, lasts = edges[:-1], np.maximum(edges[1:], edges[:-1] + 1)
    inside = (lasts > 0) & (firsts < len(level))
    starts, ends = np.maximum(firsts[inside], 0), np.minimum(lasts[inside], len(level))
    if len(starts):
        heard = level[: ends[-1]]
        made[inside, 0] = np.minimum.reduceat(heard[:, 0], starts)
        made[inside, 1] = np.maximum.reduceat(heard[:, 1], starts)
        made[inside, 2] = np.sqrt(np.add.reduceat(heard[:, 2], starts) / (ends - starts))
    return made


def _buckets(rows: Samples) -> npt.NDArray[np.float32]:
    if not rows.size:
        return np.zeros((0, 3), np.float32)
    values = rows.astype(np.float32) / np.float32(_FULL)
    return np.stack([values.min(axis=1), values.max(axis=1), np.mean(values * values, axis=1)], axis=1)


def _coarser(level: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    short = -len(level) % _STEP
    padded = np.concatenate([level, np.repeat(level[-1:], short, axis=0)]) if short else level
    parts = padded.reshape(-1, _STEP, 3)
    return np.stack([parts[:, :, 0].min(axis=1), parts[:, :, 1].max(axis=1), parts[:, :, 2].mean(axis=1)], axis=1)
