"""A take as the other end hears it: the band of a telephone line, and G.711 at 8 kHz."""

import io
from functools import cache

import numpy as np
import numpy.typing as npt
import soundfile

from app.audio.sound import Samples

LINE_HZ = 8_000  # samples a second on the line
LOW_HZ, HIGH_HZ = 300.0, 3_400.0  # the band a line carries (ITU-T G.712)
HEADROOM = 0.7  # of the level, -3 dB: what a filter adds to a peak still fits
_ROLL_LOW_HZ, _ROLL_HIGH_HZ = 100.0, 400.0  # from all to nothing beyond the band's edges
_PIECE_S, _AROUND_S = 8, 1  # s heard at once, and the s before and after it that a filter rings on into
_FULL = 32767.0

_Wave = npt.NDArray[np.float64]


def carried(samples: Samples, rate: int) -> Samples:
    """What is left of int16 mono at `rate` Hz behind a telephone line, at that rate, as long, HEADROOM lower.

    Twice through the band, as at both ends of a line, and once through G.711, µ-law (ITU-T G.711; libsndfile's own).
    Memory does not grow with the sound beyond its copy.
    """
    heard = np.empty_like(samples)
    around, step = _AROUND_S * rate, _PIECE_S * rate
    for start in range(0, len(samples), step):
        piece = np.zeros(step + 2 * around)
        first, last = max(start - around, 0), min(start + step + around, len(samples))
        piece[first - start + around : last - start + around] = samples[first:last]
        end = min(start + step, len(samples))
        heard[start:end] = _whole(_over_the_line(HEADROOM * piece, rate)[around : around + end - start])
    return heard


def _over_the_line(piece: _Wave, rate: int) -> _Wave:
    """A whole number of seconds, so that it has a whole number of samples on the line, too."""
    on_line = len(piece) // rate * LINE_HZ
    return _through_band(_coded(_through_band(piece, rate, on_line)), LINE_HZ, len(piece))


def _through_band(wave: _Wave, rate: int, length: int) -> _Wave:
    """Band and change of rate in one, by the spectrum: no phase is shifted, nothing is folded back."""
    spectrum = np.fft.rfft(wave)
    kept = np.zeros(length // 2 + 1, np.complex128)
    both = min(len(kept), len(spectrum))
    kept[:both] = spectrum[:both] * _band(len(wave), rate)[:both]
    made: _Wave = np.fft.irfft(kept, length) * (length / len(wave))
    return made


@cache
def _band(length: int, rate: int) -> _Wave:
    """How much of each frequency of so many samples passes: 1 within the band, with soft edges."""
    hz = np.arange(length // 2 + 1) * (rate / length)
    inside = np.minimum((hz - LOW_HZ) / _ROLL_LOW_HZ, (HIGH_HZ - hz) / _ROLL_HIGH_HZ)
    passes: _Wave = 0.5 + 0.5 * np.cos(np.pi * np.clip(-inside, 0.0, 1.0))
    return passes


def _coded(wave: _Wave) -> _Wave:
    """To eight bits a sample and back."""
    line = io.BytesIO()
    soundfile.write(line, _whole(wave), LINE_HZ, "ULAW", format="RAW")
    line.seek(0)
    back, _ = soundfile.read(line, dtype="int16", samplerate=LINE_HZ, channels=1, format="RAW", subtype="ULAW")
    return np.asarray(back, np.float64)


def _whole(wave: _Wave) -> Samples:
    whole: Samples = np.rint(np.clip(wave, -_FULL, _FULL)).astype(np.int16)
    return whole
