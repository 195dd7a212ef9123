"""Log mel energies, as Kaldi makes them by the model's `conf/mfcc.conf`, and the cosine transform on top of them."""

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000
BINS = 40
LOW_HZ, HIGH_HZ = 20.0, 7600.0
WINDOW, SHIFT = 400, 160  # samples
FRAMES_A_SECOND = RATE_HZ / SHIFT
FIRST_MIDDLE = WINDOW / 2 / SHIFT  # of frame 0, in shifts from the first sample
_TRANSFORM = 512
_PREEMPHASIS = 0.97

CONF = f"""\
--sample-frequency={RATE_HZ}
--use-energy=false
--num-mel-bins={BINS}
--num-ceps={BINS}
--low-freq={LOW_HZ:.0f}
--high-freq={HIGH_HZ:.0f}
--cepstral-lifter=0
--dither=0
--allow-downsample=true
"""


def log_mel(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """(samples,) at 16 kHz to (frames, 40): natural logs; 0 for sound shorter than a window."""
    count = max(0, 1 + (len(samples) - WINDOW) // SHIFT)
    at = np.arange(count)[:, None] * SHIFT + np.arange(WINDOW)
    frames = samples[at].astype(np.float64)
    frames -= frames.mean(1, keepdims=True)
    before = np.concatenate((frames[:, :1], frames[:, :-1]), 1)
    frames = (frames - _PREEMPHASIS * before) * _window()
    power = np.abs(np.fft.rfft(frames, _TRANSFORM)[:, :-1]) ** 2
    energies = np.maximum(power @ _filters().T, np.finfo(np.float32).eps)
    return np.log(energies).astype(np.float32)


def mel_of(hz: NDArray[np.floating] | float) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log(1.0 + np.asarray(hz, np.float64) / 700.0))


def middles_hz() -> NDArray[np.float64]:
    """The middle of each bin, (40,)."""
    mels = np.linspace(mel_of(LOW_HZ), mel_of(HIGH_HZ), BINS + 2)[1:-1]
    return np.asarray(700.0 * (np.exp(mels / 1127.0) - 1.0))


def bin_of(hz: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """Where a frequency stands among the bins, 0 to 39, with what lies between two."""
    edges = np.linspace(mel_of(LOW_HZ), mel_of(HIGH_HZ), BINS + 2)[1:-1]
    return np.interp(mel_of(hz), edges, np.arange(BINS))


def cosine() -> NDArray[np.float64]:
    """The transform from log mel energies to Kaldi's cepstra, (40, 40), orthonormal: its inverse is its transpose."""
    k, n = np.arange(BINS)[:, None], np.arange(BINS)[None]
    matrix = np.sqrt(2 / BINS) * np.cos(np.pi / BINS * (n + 0.5) * k)
    matrix[0] = np.sqrt(1 / BINS)
    return np.asarray(matrix)


def _window() -> NDArray[np.float64]:
    """Kaldi's own ("povey")."""
    return np.asarray((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85)


def _filters() -> NDArray[np.float64]:
    """Triangles on the mel scale, (40, 256)."""
    edges = np.linspace(mel_of(LOW_HZ), mel_of(HIGH_HZ), BINS + 2)
    place = mel_of(np.arange(_TRANSFORM // 2) * (RATE_HZ / _TRANSFORM))
    rising = (place - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - place) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(np.minimum(rising, falling), 0.0)
