"""Raising the sample rate, block by block, for what was recorded more slowly than a recognizer listens."""

from math import ceil, gcd

import numpy as np
import numpy.typing as npt

_HALF = 24  # samples on either side of an output sample that have a say in it
_CUTOFF = 0.95  # of the source's Nyquist frequency
_BETA = 8.0  # Kaiser window: about -80 dB outside the band


class RateRaiser:
    """int16 mono at `source_hz` in, int16 mono at `target_hz` out; the blocks may have any length.

    A windowed sinc in polyphase form (Smith, "Digital Audio Resampling"): one short filter for every position an
    output sample can have between two input samples. It holds some 50 samples, however long the sound.
    """

    def __init__(self, source_hz: int, target_hz: int) -> None:
        if target_hz < source_hz:
            raise ValueError("rates are only ever raised here: lowering needs a narrower filter")
        shared = gcd(source_hz, target_hz)
        self._up, self._down = target_hz // shared, source_hz // shared
        taps = np.arange(1 - _HALF, _HALF + 1)
        away = taps[np.newaxis, :] - np.arange(self._up)[:, np.newaxis] / self._up  # input samples, per phase and tap
        window = np.i0(_BETA * np.sqrt(np.clip(1 - (away / _HALF) ** 2, 0, 1))) / np.i0(_BETA)
        filters = np.sinc(_CUTOFF * away) * window
        self._filters = (filters / filters.sum(axis=1, keepdims=True)).astype(np.float32)  # a constant stays constant
        self._held: npt.NDArray[np.int16] = np.zeros(_HALF - 1, np.int16)  # the newest input, silence before the first
        self._held_from = 1 - _HALF  # input index of the first sample held
        self._made = 0  # output samples so far
        self._taken = 0  # input samples so far

    def feed(self, block: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
        """What can be said now; _HALF input samples stay behind until more comes."""
        self._taken += len(block)
        held = np.concatenate([self._held, block])
        ready = self._held_from + len(held) - _HALF  # outputs up to this input index have all they need
        upto = max(self._made, ceil(max(ready, 0) * self._up / self._down))
        return self._make(held, upto)

    def finish(self) -> npt.NDArray[np.int16]:
        """What stayed behind, with silence after the end."""
        upto = ceil(self._taken * self._up / self._down)
        return self._make(np.concatenate([self._held, np.zeros(_HALF + 1, np.int16)]), upto)

    def _make(self, held: npt.NDArray[np.int16], upto: int) -> npt.NDArray[np.int16]:
        at = np.arange(self._made, upto, dtype=np.int64) * self._down
        first = at // self._up + 1 - _HALF - self._held_from  # index into `held` of each output's first tap
        made = np.zeros(0, np.int16)
        if len(at):
            windows = np.lib.stride_tricks.sliding_window_view(held, 2 * _HALF)[first]
            sums = np.einsum("ij,ij->i", windows.astype(np.float32), self._filters[at % self._up])
            made = np.clip(np.rint(sums), -32768, 32767).astype(np.int16)
        self._made = upto
        keep = upto * self._down // self._up + 1 - _HALF - self._held_from  # nothing before it is needed again
        self._held, self._held_from = held[keep:], self._held_from + keep
        return made
