"""Sound at 16 kHz, whatever rate a synthesizer gives."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from tools.starter_model.mel import RATE_HZ


def at_our_rate(samples: NDArray[np.int16], rate_hz: int) -> NDArray[np.int16]:
    if rate_hz == RATE_HZ:
        return samples
    common = math.gcd(rate_hz, RATE_HZ)
    changed = resample_poly(samples.astype(np.float64), RATE_HZ // common, rate_hz // common)
    return as_samples(changed)


def as_samples(sound: NDArray[np.floating]) -> NDArray[np.int16]:
    return np.asarray(np.clip(np.rint(sound), -32768, 32767), np.int16)
