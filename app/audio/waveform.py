"""A take's outline at every zoom: least, greatest and mean power of its samples in a pyramid."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.audio.sound import Samples

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
        level = self.levels[depth]
        made = []
        for place in range(count):
            first = int((start_s + place * step_s) / bucket_s + 0.5)
            last = max(int((start_s + (place + 1) * step_s) / bucket_s + 0.5), first + 1)
            part = level[max(first, 0) : max(last, 0)]
            if not len(part):
                made.append(Bar(0.0, 0.0, 0.0))
                continue
            made.append(Bar(float(part[:, 0].min()), float(part[:, 1].max()), float(np.sqrt(part[:, 2].mean()))))
        return tuple(made)


def outline(blocks: Iterable[Samples], rate: int) -> Waveform:
    """Of int16 mono blocks at `rate` Hz; memory grows by 2.4 kB a second of sound, and not with the blocks."""
    size = max(round(rate * BUCKET_S), 1)
    finest: list[npt.NDArray[np.float32]] = []
    held = np.zeros(0, np.int16)
    frames = 0
    for block in blocks:
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
