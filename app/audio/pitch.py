"""The voice's pitch, how voiced it is and how fast its colour changes: one value a frame of 10 ms."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.audio.level import FRAME_S, FULL_SCALE
from app.audio.sound import Samples

LOWEST_HZ, HIGHEST_HZ = 60.0, 400.0
_WORK_HZ = 8_000  # about: voices are looked at through a telephone's band, which is enough and cheap
_YIN_S = 0.025  # the stretch compared with its own past
_YIN_BAR = 0.15  # de Cheveigné and Kawahara 2002, who use 0.1; a little more for hoarse voices
_COLOUR_S = 0.032
_BANDS = 20  # mel bands up to the band's edge
_CEPSTRA = 12  # the first but the zeroth, which is loudness
_SMOOTH_FRAMES = 5  # colours are averaged over 50 ms: less follows each single pulse of the voice
_CHANGE_FRAMES = 3  # then compared 30 ms before and 30 ms after
_MARGIN = _CHANGE_FRAMES + _SMOOTH_FRAMES // 2  # frames at either end whose change cannot be told
_CLEAR = 0.75  # strength from which a frame's pitch can be trusted
_LEAST_VOICED_S = 2.0
_OCTAVE = 11.0  # semitones; further from the median is an octave too high or too low, not intonation
_BATCH_FRAMES = 500  # worked on at once: more would leave the cache

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Voicing:
    """Arrays with one value a frame; frame i has its middle at (i + 0.5) * FRAME_S."""

    f0_hz: Floats  # the best guess, voiced or not
    strength: Floats  # 0 to 1, how periodic
    change: Floats  # how much the colour of the sound changes over 60 ms: distance of mel cepstra


def semitones(f0_hz: Floats) -> Floats:
    """Over A1 (55 Hz); only differences matter."""
    return (12 * np.log2(np.maximum(f0_hz, 1.0) / 55.0)).astype(np.float32)


def pitch_sd_semitones(voicing: Voicing, window_s: float) -> float | None:
    """How much the voice's pitch varies: the median, over stretches of `window_s`, of its standard deviation.

    Clearly voiced frames only, without jumps of an octave; None with less than two seconds of them.
    """
    clear = voicing.strength >= _CLEAR
    if clear.sum() * FRAME_S < _LEAST_VOICED_S:
        return None
    pitch = semitones(voicing.f0_hz)
    near = np.abs(pitch - np.median(pitch[clear])) < _OCTAVE
    spreads = []
    width = max(1, round(window_s / FRAME_S))
    for start in range(0, max(len(pitch) - width // 2, 1), width):
        inside = pitch[start : start + width][(clear & near)[start : start + width]]
        if len(inside) * FRAME_S >= min(_LEAST_VOICED_S, window_s / 4):
            spreads.append(float(inside.std()))
    return float(np.median(spreads)) if spreads else None


class PitchTrack:
    """Follows the pitch of a stream of int16 mono, fed in blocks of any length; one frame is 10 ms.

    f0 by YIN (de Cheveigné and Kawahara 2002): the difference function by Fourier transform, its cumulative mean
    normalization, the first dip under the bar, refined by a parabola. About 3 ms of work a second of sound.
    """

    def __init__(self, rate: int) -> None:
        self._lower = _Lowering(max(1, round(rate / _WORK_HZ)))
        self._hz = rate / self._lower.factor
        self._longest = int(np.ceil(self._hz / LOWEST_HZ)) + 1  # lags, in samples
        self._shortest = int(self._hz / HIGHEST_HZ)
        self._window = round(_YIN_S * self._hz)
        self._colour_window = np.hanning(round(_COLOUR_S * self._hz) + 2)[1:-1].astype(np.float32)
        self._mel = _mel_bands(self._hz, 256)
        self._cosines = _cosines(_BANDS, _CEPSTRA)
        self._reach = (self._window + self._longest) // 2 + 1  # samples a frame looks at on either side of its middle
        self._held: Floats = np.zeros(self._reach, np.float32)  # silence before the first sample
        self._held_from = -self._reach  # sample at _hz where the held ones begin
        self._frames = 0
        self._f0: list[Floats] = []
        self._strength: list[Floats] = []
        self._change: list[Floats] = []  # from frame _MARGIN on
        self._cepstra: Floats = np.zeros((0, _CEPSTRA), np.float32)  # of the newest 2 * _MARGIN frames

    def feed(self, block: Samples) -> None:
        self._held = np.concatenate([self._held, self._lower.feed(block)])
        last = self._held_from + len(self._held) - self._reach  # the last middle that has all it looks at
        self._take(math.floor((last - 0.5) / (FRAME_S * self._hz) - 0.5) + 1)

    def voicing(self) -> Voicing:
        """So far: the newest 30 ms are missing."""
        none = np.zeros(0, np.float32)
        margin = np.full(min(_MARGIN, self._frames), np.inf, np.float32)
        change = np.concatenate([margin, *self._change, margin])[: self._frames]
        return Voicing(np.concatenate([none, *self._f0]), np.concatenate([none, *self._strength]), change)

    def _take(self, upto: int) -> None:
        while self._frames < upto:
            frames = np.arange(self._frames, min(upto, self._frames + _BATCH_FRAMES))
            middles = np.rint((frames + 0.5) * FRAME_S * self._hz).astype(np.int64) - self._held_from
            self._yin(middles)
            self._colour(middles)
            self._frames = int(frames[-1]) + 1
        middle = int(np.rint((self._frames + 0.5) * FRAME_S * self._hz)) - self._held_from
        done = max(middle - self._reach, 0)
        self._held, self._held_from = self._held[done:], self._held_from + done

    def _yin(self, middles: npt.NDArray[np.int64]) -> None:
        window, longest = self._window, self._longest
        span = window + longest
        cut = np.lib.stride_tricks.sliding_window_view(self._held, span)[middles - span // 2]
        cut = cut - cut.mean(axis=1, keepdims=True)
        size = 1 << (span - 1).bit_length()
        first = np.fft.rfft(cut[:, :window], size)
        products = np.fft.irfft(np.conj(first) * np.fft.rfft(cut, size), size)[:, : longest + 1]
        sums = np.cumsum(np.concatenate([np.zeros((len(cut), 1)), cut.astype(np.float64) ** 2], axis=1), axis=1)
        energy = sums[:, window : window + longest + 1] - sums[:, : longest + 1]
        difference = np.maximum(energy[:, :1] + energy - 2 * products, 0.0)[:, 1:]  # of lags 1 …
        lags = np.arange(1, longest + 1)
        normal = difference * lags / np.maximum(np.cumsum(difference, axis=1), 1e-9)
        looked = normal[:, self._shortest - 1 : longest - 1]  # every one has a neighbour on either side
        dips = (looked < _YIN_BAR) & (looked <= normal[:, self._shortest : longest])
        at = np.where(dips.any(axis=1), dips.argmax(axis=1), looked.argmin(axis=1)) + self._shortest - 1
        row = np.arange(len(at))
        before, here, after = normal[row, np.maximum(at - 1, 0)], normal[row, at], normal[row, at + 1]
        bend = before - 2 * here + after
        shift = np.where(bend > 1e-9, 0.5 * (before - after) / np.maximum(bend, 1e-9), 0.0)
        self._f0.append((self._hz / (lags[at] + np.clip(shift, -0.5, 0.5))).astype(np.float32))
        audible = energy[:, 0] > window * 1e-9  # silence is periodic in every way
        self._strength.append(np.where(audible, np.clip(1 - here, 0, 1), 0.0).astype(np.float32))

    def _colour(self, middles: npt.NDArray[np.int64]) -> None:
        width = len(self._colour_window)
        cut = np.lib.stride_tricks.sliding_window_view(self._held, width)[middles - width // 2] * self._colour_window
        spectrum = np.abs(np.fft.rfft(cut, 2 * (self._mel.shape[0] - 1))).astype(np.float32)
        bands = np.log(spectrum * spectrum @ self._mel + 1e-7)
        cepstra = np.concatenate([self._cepstra, (bands @ self._cosines).astype(np.float32)])
        if len(cepstra) > 2 * _MARGIN:
            smooth = np.lib.stride_tricks.sliding_window_view(cepstra, _SMOOTH_FRAMES, axis=0).mean(axis=2)
            steps = smooth[2 * _CHANGE_FRAMES :] - smooth[: -2 * _CHANGE_FRAMES]
            self._change.append(np.sqrt((steps * steps).sum(axis=1)))
        self._cepstra = cepstra[-2 * _MARGIN :]


class _Lowering:
    """Every n-th sample of a stream after a low-pass; full scale 1.0."""

    def __init__(self, factor: int) -> None:
        self.factor = factor
        taps = 16 * factor
        away = np.arange(taps) - (taps - 1) / 2
        low_pass = np.sinc(0.9 * away / factor) * np.hamming(taps)
        self._filter = (low_pass / low_pass.sum() / FULL_SCALE).astype(np.float32).reshape(16, factor).T
        self._held: Floats = np.zeros(taps // 2, np.float32)  # so that sample 0 out is sample 0 in

    def feed(self, block: Samples) -> Floats:
        if self.factor == 1:
            return block.astype(np.float32) / np.float32(FULL_SCALE)
        held = np.concatenate([self._held, block.astype(np.float32)])
        rows = len(held) // self.factor
        made = rows - 15
        if made <= 0:
            self._held = held
            return np.zeros(0, np.float32)
        parts = held[: rows * self.factor].reshape(rows, self.factor) @ self._filter  # each row under each 16th
        lowered: Floats = np.zeros(made, np.float32)
        for sixteenth in range(16):
            lowered += parts[sixteenth : sixteenth + made, sixteenth]
        self._held = held[made * self.factor :]
        return lowered


def _mel_bands(hz: float, size: int) -> Floats:
    """(bins, bands): triangles evenly spaced in mel from 100 Hz to the band's edge."""
    edges_mel = np.linspace(2595 * np.log10(1 + 100 / 700), 2595 * np.log10(1 + 0.475 * hz / 700), _BANDS + 2)
    edges = 700 * (10 ** (edges_mel / 2595) - 1)
    bins = np.arange(size // 2 + 1)[:, np.newaxis] * hz / size
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles: Floats = np.maximum(np.minimum(rising, falling), 0).astype(np.float32)
    return triangles


def _cosines(bands: int, cepstra: int) -> Floats:
    angle = np.pi * np.outer(np.arange(bands) + 0.5, np.arange(1, cepstra + 1)) / bands
    cosines: Floats = (np.cos(angle) * np.sqrt(2 / bands)).astype(np.float32)
    return cosines
