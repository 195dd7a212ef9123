"""One speaker made into another, and a line between: what is done to a synthesizer's sound before it is kept.

Pitch, melody, formants, breath and roughness by WORLD (Morise and others, WORLD: a vocoder-based high-quality speech
synthesis system for real-time applications, 2016); fillers sink and lose their melody; codecs by libsndfile. Nothing
moves in time. Samples int16 (samples,) at 16 kHz.
"""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyworld
import soundfile
from numpy.typing import NDArray
from scipy.signal import lfilter, resample_poly

from tools.starter_model.mel import RATE_HZ
from tools.starter_model.rate import as_samples

Samples = NDArray[np.int16]
Dice = np.random.Generator
Span = tuple[float, float]  # s

_CHANGED, _CODED = 0.35, 0.15  # chances
_PITCH, _MELODY = (0.62, 1.6), (0.3, 1.7)  # times the speaker's own
_FORMANTS = (0.86, 1.18)
_FILLER_PITCH = (0.7, 0.95)  # times the speaker's middle pitch
_BREATH = (0.35, 1.3)  # exponent of the aperiodic share: the smaller, the breathier
_ROUGH = 0.03  # how far the pitch shakes from one 5 ms to the next, times itself, at most
_TILT_DB = (-6.0, 6.0)  # at the upper edge
_FRAME = RATE_HZ * 5 // 1000  # samples between WORLD's frames
_SEAM = 2 * _FRAME  # samples in which one sound fades into the other
_AROUND = RATE_HZ // 10  # samples to each side that WORLD needs to tell the pitch
# Container, codec, and its rate in Hz; each with no delay.
_CODECS = (("WAV", "GSM610", 8000), ("WAV", "ULAW", 8000), ("WAV", "NMS_ADPCM_16", 8000), ("OGG", "VORBIS", 16000))


def made(samples: Samples, fillers: Sequence[Span], dice: Dice) -> Samples:
    """What a microphone gets of somebody else saying the same, once in a while; mostly the samples as they are."""
    if dice.random() < _CHANGED:
        samples = in_another_body(samples, fillers, dice)
    if dice.random() < _CODED:
        samples = coded(samples, *_CODECS[int(dice.integers(len(_CODECS)))])
    return samples


def drawn_out(samples: Samples, begin: int, end: int, times: float) -> Samples:
    """What is said between two samples lasts so many times as long, at the same pitch; the rest stays."""
    first, last = max(begin - _SEAM, 0), min(end + _SEAM, len(samples))
    start = max(begin - _AROUND, 0)
    pitch, envelope, aperiodic = _analyzed(samples[start : end + _AROUND])
    length = round((end - begin) * times)
    edges = np.array([first, begin, end, last]) - start
    new_edges = np.cumsum([0, begin - first, length, last - end])
    at = np.interp(np.arange(0, new_edges[-1] + _FRAME, _FRAME), new_edges, edges)
    frames = np.minimum(np.rint(at / _FRAME).astype(int), len(pitch) - 1)
    longer = pyworld.synthesize(pitch[frames], envelope[frames], aperiodic[frames], RATE_HZ)[: new_edges[-1]]
    longer[: begin - first] = _faded(samples[first:begin], longer[: begin - first])
    longer[length + begin - first :] = _faded(longer[length + begin - first :], samples[end:last])
    return np.concatenate((samples[:first], as_samples(longer), samples[last:]))


def _faded(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float64]:
    """From one sound into the other, of the same length."""
    share = np.linspace(0, 1, len(one))
    return np.asarray((1 - share) * one + share * other)


def in_another_body(samples: Samples, fillers: Sequence[Span], dice: Dice) -> Samples:
    pitch, envelope, aperiodic = _analyzed(samples)
    times = np.arange(len(pitch)) * _FRAME / RATE_HZ
    pitch = _another_pitch(pitch, times, fillers, dice)
    envelope = _other_formants(envelope, dice)
    breathy = aperiodic ** dice.uniform(*_BREATH)
    spoken = pyworld.synthesize(pitch, envelope, np.clip(breathy, 1e-3, 1.0), RATE_HZ)
    return as_samples(np.resize(spoken, len(samples)))


def _analyzed(samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Pitch in Hz (frames,), 0 where there is none; power's envelope and its aperiodic share, (frames, bins)."""
    sound = samples.astype(np.float64)
    rough_pitch, times = pyworld.dio(sound, RATE_HZ)
    pitch = pyworld.stonemask(sound, rough_pitch, times, RATE_HZ)
    envelope = pyworld.cheaptrick(sound, pitch, times, RATE_HZ)
    return pitch, envelope, pyworld.d4c(sound, pitch, times, RATE_HZ)


def _another_pitch(
    pitch: NDArray[np.float64], times: NDArray[np.float64], fillers: Sequence[Span], dice: Dice
) -> NDArray[np.float64]:
    voiced = pitch > 0
    if not voiced.any():
        return pitch
    middle = float(np.median(pitch[voiced]))
    changed = np.where(voiced, middle * (np.maximum(pitch, 1.0) / middle) ** dice.uniform(*_MELODY), 0.0)
    for begin, end in fillers:
        held = voiced & (times >= begin) & (times < end)
        sinking = np.linspace(1.0, dice.uniform(0.92, 1.0), int(held.sum()))
        changed[held] = middle * dice.uniform(*_FILLER_PITCH) * sinking
    shaking = lfilter([1], [1, -0.8], dice.standard_normal(len(pitch))) * dice.uniform(0, _ROUGH)
    factor = np.exp(dice.uniform(*np.log(_PITCH)))
    return np.asarray(np.where(voiced, np.clip(changed * factor * (1 + shaking), 60, 500), 0.0))


def _other_formants(envelope: NDArray[np.float64], dice: Dice) -> NDArray[np.float64]:
    bins = np.arange(envelope.shape[1])
    asked = np.clip(bins / np.exp(dice.uniform(*np.log(_FORMANTS))), 0, bins[-1])
    low = np.minimum(asked.astype(int), bins[-1] - 1)
    share = asked - low
    logs = np.log(envelope + 1e-12)
    moved = logs[:, low] * (1 - share) + logs[:, low + 1] * share
    tilt_db = dice.uniform(*_TILT_DB) * bins / bins[-1]
    return np.ascontiguousarray(np.exp(moved + tilt_db * np.log(10) / 10))


def coded(samples: Samples, container: str, codec: str, rate_hz: int) -> Samples:
    """After a codec and back."""
    sound = samples / 32768
    if rate_hz != RATE_HZ:
        sound = resample_poly(sound, rate_hz, RATE_HZ)
    file = io.BytesIO()
    soundfile.write(file, np.clip(sound, -1, 1), rate_hz, format=container, subtype=codec)
    file.seek(0)
    heard, _ = soundfile.read(file)
    if rate_hz != RATE_HZ:
        heard = resample_poly(heard, RATE_HZ, rate_hz)
    back = np.zeros(len(samples))
    back[: min(len(heard), len(back))] = heard[: len(back)]
    return as_samples(back * 32768)
