"""From words to a take: a synthesizer speaks them, the sound is cut and filled with silence, then put into a room."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.bench.plant import Said
from tests.bench.voices import Call, Pace, Samples, Speech, Voice, sox

_FADE_S = 0.006


@dataclass(frozen=True, slots=True)
class Setting:
    """How a take sounds, beside its words."""

    slowness: float  # times the voice's natural length
    pitch: float  # times the voice's natural pitch, where the synthesizer can
    speed: float  # sox's speed: pitch and formants and pace together
    shift_cents: int  # sox's pitch, in cents; moves edges a little, so such takes are not measured for edges
    reverberance: int  # sox's reverb, per cent; 0 none
    noise: str  # "pink", "white" or "hum"
    snr_db: float
    level_dbfs: float  # RMS of the speech
    rate_hz: int
    before_s: float
    after_s: float


def quiet_setting(dice: random.Random) -> Setting:
    """A close microphone in a quiet room."""
    return Setting(
        slowness=dice.uniform(0.98, 1.22),
        pitch=dice.uniform(0.92, 1.1),
        speed=1.0,
        shift_cents=0,
        reverberance=0,
        noise="pink",
        snr_db=50.0,
        level_dbfs=dice.uniform(-23, -19),
        rate_hz=dice.choice([16000, 44100, 48000]),
        before_s=dice.uniform(0.5, 1.0),
        after_s=0.5,
    )


def lively_setting(dice: random.Random) -> Setting:
    """Another pace, another voice a little, a room, some noise."""
    shifted = dice.random() < 0.25
    return Setting(
        slowness=dice.uniform(0.95, 1.3),
        pitch=dice.uniform(0.88, 1.15),
        speed=1.0 if shifted else dice.uniform(0.95, 1.06),
        shift_cents=dice.choice([-120, -60, 60, 120]) if shifted else 0,
        reverberance=dice.choice([0, 8, 15, 22]),
        noise=dice.choice(["pink", "white", "hum"]),
        snr_db=dice.uniform(20, 30),
        level_dbfs=dice.uniform(-27, -18),
        rate_hz=dice.choice([16000, 44100, 48000]),
        before_s=dice.uniform(0.5, 1.0),
        after_s=0.5,
    )


def speak(voice: Voice, said: Sequence[Said], pace: Pace, stop_s: tuple[float, float]) -> Speech:
    """Have the words spoken, cut off what is cut off, put in the silences; stop_s: the range of a full stop's rest."""
    speech = voice.say([Call(word.word, word.pause, word.stretch) for word in said], pace)
    dice = random.Random(f"{len(said)} {said[0].word} {said[-1].word} {pace.slowness:.4f}")
    rate, samples = speech.rate_hz, speech.samples
    pieces: list[Samples] = []
    times: list[tuple[float, float]] = []
    at = shift = 0  # samples of the speech used so far, samples the take is longer than the speech so far
    for index, (word, (start, end)) in enumerate(zip(said, speech.times, strict=True)):
        last = index == len(said) - 1
        first_sample, end_sample = round(start * rate), round(end * rate)
        silence_s = word.silence_s + (dice.uniform(*stop_s) if word.pause == "." and not last else 0.0)
        if word.kept is None and silence_s == 0:
            times.append((start + shift / rate, end + shift / rate))
            continue
        stop = end_sample
        if word.kept is not None:  # at least a syllable stays
            stop = min(end_sample, first_sample + round(max(word.kept * (end - start), 0.16) * rate))
        quiet = np.zeros(round(silence_s * rate))
        pieces += [_faded(samples[at:stop], rate, begins=bool(pieces), ends=True), quiet]
        times.append((start + shift / rate, (stop + shift) / rate))
        at, shift = end_sample, shift + stop - end_sample + len(quiet)
    pieces.append(_faded(samples[at:], rate, begins=bool(pieces), ends=False))
    return Speech(np.concatenate(pieces), rate, tuple(times))


def _faded(samples: Samples, rate: int, begins: bool, ends: bool) -> Samples:
    """Soften the edges of a cut, so that it does not click."""
    faded, length = samples.copy(), min(round(_FADE_S * rate), len(samples) // 2)
    ramp = np.linspace(0, 1, length, endpoint=False)
    if length and begins:
        faded[:length] *= ramp
    if length and ends:
        faded[-length:] *= ramp[::-1]
    return faded


def record(speech: Speech, setting: Setting, seed: str) -> Speech:
    """The speech as a take: silence round it, in its room, at its level and rate, with its noise."""
    before, after = round(setting.before_s * speech.rate_hz), round(setting.after_s * speech.rate_hz)
    samples = np.concatenate([np.zeros(before), speech.samples / 4, np.zeros(after)])  # NB: headroom for sox's filters
    effects: list[str] = []
    if setting.speed != 1.0:
        effects += ["speed", f"{setting.speed:.5f}"]
    if setting.shift_cents:
        effects += ["pitch", str(setting.shift_cents)]
    if setting.reverberance:
        effects += ["reverb", str(setting.reverberance), "60", str(setting.reverberance + 10), "0"]
    effects += ["rate", str(setting.rate_hz)]
    heard, rate = sox(samples, speech.rate_hz, *effects)
    times = tuple(
        ((start + setting.before_s) / setting.speed, (end + setting.before_s) / setting.speed)
        for start, end in speech.times
    )
    spoken = np.concatenate([heard[round(start * rate) : round(end * rate)] for start, end in times])
    gain = 10 ** (setting.level_dbfs / 20) / max(float(np.sqrt(np.mean(spoken**2))), 1e-9)
    gain = min(gain, 10 ** (-1.5 / 20) / max(float(np.max(np.abs(heard))), 1e-9))  # never clipped
    heard = heard * gain
    level = float(np.sqrt(np.mean(spoken**2))) * gain
    noisy = heard + _noise(setting.noise, len(heard), rate, seed) * level * 10 ** (-setting.snr_db / 20)
    return Speech(np.clip(noisy, -1, 1 - 2**-15), rate, times)


def _noise(kind: str, length: int, rate: int, seed: str) -> Samples:
    """Noise of RMS 1."""
    dice = np.random.default_rng(list(seed.encode()))
    whole = 1 << (length - 1).bit_length()  # NB: a transform of any other length may be a hundred times slower
    noise = dice.standard_normal(whole)
    if kind != "white":
        spectrum = np.fft.rfft(noise)
        spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(whole, 1 / rate), 20.0))
        noise = np.fft.irfft(spectrum, whole)
    noise = noise[:length]
    noise /= max(float(np.std(noise)), 1e-12)
    if kind == "hum":
        clock = np.arange(length) / rate
        noise = 0.7 * noise + sum(np.sin(2 * np.pi * 60 * k * clock) / k for k in (1, 2, 3))
    return noise / max(float(np.std(noise)), 1e-12)
