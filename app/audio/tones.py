"""Sounds of our own making that tell the time of a take: a tick in its last seconds, a tone at the limit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.audio.sound import Samples

TONES_HZ = 48_000  # samples a second of what is made here
TICKS = 5  # one in each of the last seconds before the limit
_FULL = 32767
_TICK_HZ, _TICK_S, _TICK_DBFS = 1400.0, 0.03, -32.0
# NB: should it leak into a pause of the take, a tone of 880 or 1760 Hz is heard as an um, one of 2600 Hz is not; and it
# is shorter than any steady stretch that could pass for one.
_BEEP_HZ, _BEEP_S, _BEEP_DBFS = 2600.0, 0.1, -30.0
_ONSET_S = 0.006  # from nothing to full, so that nothing clicks


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound that is due at a time of the rep's clock."""

    at_s: float
    sound: Samples  # int16 mono at `rate`
    rate: int = TONES_HZ


def cues(limit_s: float, ticks: bool, beep: bool) -> tuple[Cue, ...]:
    """In the order of their times."""
    soft = [Cue(limit_s - left, tick()) for left in range(TICKS, 0, -1) if limit_s > left] if ticks else []
    return (*soft, Cue(limit_s, end_beep())) if beep else tuple(soft)


def tick() -> Samples:
    """A soft knock that dies away by itself."""
    at_s = _times(_TICK_S)
    return _at_level(np.sin(2 * np.pi * _TICK_HZ * at_s) * np.exp(-at_s / (_TICK_S / 5)), _TICK_DBFS)


def end_beep() -> Samples:
    """A thin tone, as a watch gives it, that swells and falls."""
    at_s = _times(_BEEP_S)
    return _at_level(np.sin(2 * np.pi * _BEEP_HZ * at_s) * np.cos(np.pi / 2 * at_s / _BEEP_S), _BEEP_DBFS)


def made(tones_hz: Sequence[float], length_s: float, peak_dbfs: float) -> Samples:
    """Some tones together, int16 mono at TONES_HZ."""
    at_s = _times(length_s)
    return _at_level(sum((np.sin(2 * np.pi * hz * at_s) for hz in tones_hz), np.zeros(len(at_s))), peak_dbfs)


def _times(length_s: float) -> np.ndarray:
    return np.arange(round(length_s * TONES_HZ)) / TONES_HZ


def _at_level(wave: np.ndarray, peak_dbfs: float) -> Samples:
    """With a soft onset and a soft end."""
    edge = round(_ONSET_S * TONES_HZ)
    ramp = 0.5 - 0.5 * np.cos(np.pi * np.arange(edge) / edge)
    wave[:edge] *= ramp
    wave[-edge:] *= ramp[::-1]
    level: Samples = np.rint(wave / np.abs(wave).max() * _FULL * 10 ** (peak_dbfs / 20)).astype(np.int16)
    return level
