"""Doubling the sample rate, block by block, for what was recorded more slowly than a recognizer listens."""

import numpy as np
import numpy.typing as npt

_HALF = 24  # input samples on either side that have a say in a sample between two
_BETA = 8.0  # Kaiser window: images about 80 dB down


class RateDoubler:
    """int16 mono in, int16 mono at twice the rate out; the blocks may have any length.

    Every other sample out is a sample in, unchanged; those between come from a windowed sinc (a half-band filter, as in
    Smith, "Digital Audio Resampling"). It holds some 50 samples, however long the sound.
    """

    def __init__(self) -> None:
        away = np.arange(_HALF) + 0.5
        side = np.sinc(away) * np.i0(_BETA * np.sqrt(1 - (away / _HALF) ** 2))
        between = np.concatenate([side[::-1], side])
        self._filter = between / between.sum()  # a constant stays constant
        self._held: npt.NDArray[np.int16] = np.zeros(_HALF - 1, np.int16)  # silence before the first

    def feed(self, block: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
        """What can be said now; _HALF input samples stay behind until more comes."""
        held = np.concatenate([self._held, block])
        count = len(held) - 2 * _HALF + 1
        if count <= 0:
            self._held = held
            return np.zeros(0, np.int16)
        self._held = held[count:]
        doubled = np.empty(2 * count, np.int16)
        doubled[::2] = held[_HALF - 1 : _HALF - 1 + count]
        between = np.convolve(held.astype(np.float64), self._filter, "valid")
        doubled[1::2] = np.clip(np.rint(between), -32768, 32767)
        return doubled

    def finish(self) -> npt.NDArray[np.int16]:
        """What stayed behind, with silence after the end."""
        return self.feed(np.zeros(_HALF, np.int16))
