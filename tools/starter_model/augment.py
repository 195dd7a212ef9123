"""What makes one sentence many: another pace, another throat, a room, noise, a microphone; all on log mel energies.

Each change draws what it does from the dice it is given. Energies are natural logs, float32 (frames, 40); power is
their exponential. Vosk's samples are whole numbers up to 32768, so speech peaks at 19 to 26.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from tools.starter_model import mel
from tools.starter_model.network import FLOOR, as_input
from tools.starter_model.phones import DRAWN_OUT, INDEX, SILENCE

Dice = np.random.Generator
Energies = NDArray[np.float32]

_SILENT = 2.0  # log energy of the silence put before and after
_LOG_10 = float(np.log(10) / 10)  # natural logs of power in a dB


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A sentence: energies; which of its phones each frame belongs to, from 0 on; the phones, of phones.PHONES."""

    energies: Energies
    instance: NDArray[np.int64]
    phones: NDArray[np.uint8]


def sound(energies: NDArray[np.floating], phone: NDArray[np.uint8], begins: NDArray[np.bool_]) -> Sound:
    return Sound(np.asarray(energies, np.float32), np.cumsum(begins) - 1, phone[begins])


def augmented(plain: Sound, others: Sequence[Energies], dice: Dice) -> Sound:
    """One drawing of all changes, as the network gets it; `others` talk in the background, if anybody does."""
    changed = in_silence(in_another_throat(at_another_pace(plain, dice), dice), dice)
    energies = changed.energies
    for change in (with_more_contrast, less_regular, with_slow_swells):
        energies = change(energies, dice)
    power = through_a_microphone(energies, 1.2, dice)
    power = in_a_room(power, dice)
    power = in_noise(power, dice)
    power = among_others(power, others, dice)
    power = with_bumps_in_pauses(power, changed, dice)
    energies = np.log(power + 1e-3)
    energies = through_a_narrow_line(energies, dice)
    energies = with_holes(energies, dice)
    return Sound(as_input(energies), changed.instance, changed.phones)


def as_it_is(plain: Sound, dice: Dice) -> Sound:
    """The voice itself through some microphone, now and then in noise."""
    quiet = in_silence(plain, dice)
    power = through_a_microphone(quiet.energies, 0.4, dice)
    if dice.random() < 0.15:
        power = in_noise(power, dice)
    return Sound(as_input(np.log(power + 1e-3)), quiet.instance, quiet.phones)


# ---- The speaker


def at_another_pace(plain: Sound, dice: Dice) -> Sound:
    """A pace for all of it and one for each phone: people read slower and less regularly than these voices."""
    pace = np.exp(dice.uniform(np.log(0.7), np.log(1.7)))
    of_phone = np.exp(dice.standard_normal(len(plain.phones)) * dice.uniform(0, 0.4))
    held = (plain.phones >= INDEX[DRAWN_OUT[0]]) & (of_phone < 0.7)
    of_phone[held] = 0.7  # a filler clipped too short is another word
    length = len(plain.energies)
    ends = np.cumsum(pace * of_phone[plain.instance])
    frames = max(30, int(ends[-1]))
    at = np.clip(np.interp(np.arange(frames) + 0.5, ends, np.arange(length)), 0, length - 1)
    low = at.astype(int)
    high, share = np.minimum(low + 1, length - 1), (at - low)[:, None].astype(np.float32)
    instance = plain.instance[np.rint(at).astype(int)]
    return _renumbered(plain.energies[low] * (1 - share) + plain.energies[high] * share, instance, plain.phones)


def _renumbered(energies: Energies, instance: NDArray[np.int64], phones: NDArray[np.uint8]) -> Sound:
    """Phones that have lost their last frame go."""
    left, instance = np.unique(instance, return_inverse=True)
    return Sound(energies, instance.astype(np.int64), phones[left])


def in_another_throat(plain: Sound, dice: Dice) -> Sound:
    """Formants moved together by up to a fifth, and each a little on its own."""
    asked_hz = mel.middles_hz() * np.exp(dice.uniform(np.log(0.8), np.log(1.22)))
    at = mel.bin_of(np.minimum(asked_hz, mel.HIGH_HZ)) + (curve(0.9, dice) if dice.random() < 0.6 else 0)
    at = np.clip(at, 0, mel.BINS - 1)
    low = np.minimum(at.astype(int), mel.BINS - 2)
    share = (at - low).astype(np.float32)
    energies = plain.energies[:, low] * (1 - share) + plain.energies[:, low + 1] * share
    return Sound(np.maximum(energies, 0), plain.instance, plain.phones)


def in_silence(plain: Sound, dice: Dice) -> Sound:
    before, after = dice.integers(5, 80, 2)
    energies = np.pad(plain.energies, ((before, after), (0, 0)), constant_values=_SILENT)
    instance = np.concatenate(
        (np.zeros(before, np.int64), plain.instance + 1, np.full(after, len(plain.phones) + 1, np.int64))
    )
    silence = np.array([INDEX[SILENCE]], np.uint8)
    return Sound(energies, instance, np.concatenate((silence, plain.phones, silence)))


def with_more_contrast(energies: Energies, dice: Dice) -> Energies:
    """Synthesizers smooth their spectra too much, some too little."""
    if dice.random() >= 0.6:
        return energies
    smooth = sum((np.roll(energies, by, 1) for by in (-2, -1, 1, 2)), energies) / 5
    return np.asarray(energies + dice.uniform(-0.5, 0.9) * (energies - smooth), np.float32)


def less_regular(energies: Energies, dice: Dice) -> Energies:
    """A human voice is never twice the same, from one frame to the next."""
    if dice.random() >= 0.5:
        return energies
    flutter = lfilter([1], [1, -0.7], dice.standard_normal(energies.shape), 0) * dice.uniform(0, 0.45)
    return np.asarray(energies + flutter, np.float32)


def with_slow_swells(energies: Energies, dice: Dice) -> Energies:
    if dice.random() >= 0.5:
        return energies
    swell = lfilter([1], [1, -0.97], dice.standard_normal(len(energies))) * 0.25 * dice.uniform(0, 1)
    return np.asarray(energies + swell[:, None], np.float32)


# ---- The room and the line


def through_a_microphone(energies: Energies, bend: float, dice: Dice) -> Energies:
    """Power, from log energies: another curve, so strongly bent, and another level."""
    return np.exp(np.clip(at_another_level(energies + curve(bend, dice), dice), -5, 32))


def at_another_level(energies: Energies, dice: Dice) -> Energies:
    speech = np.percentile(energies.max(1), 90)
    return np.asarray(energies + (dice.uniform(15, 27) - speech), np.float32)


def in_a_room(power: Energies, dice: Dice) -> Energies:
    """Reverberation: an exponential tail behind all that is loud."""
    if dice.random() >= 0.45:
        return power
    decay_s = np.exp(dice.uniform(np.log(0.12), np.log(1.0)))  # to a millionth of the power
    fading = 10 ** (-6 / mel.FRAMES_A_SECOND / decay_s)
    tail = 10 ** (-dice.uniform(0, 18) / 10) * (1 - fading)
    late = [0.0] * int(dice.integers(1, 4)) + [1.0]
    return np.asarray(power + tail * lfilter(late, [1, -fading], power, 0), np.float32)


def in_noise(power: Energies, dice: Dice) -> Energies:
    """Steady noise of any colour, mostly 6 to 42 dB below the speech."""
    if dice.random() >= 0.8:
        return power
    below_db = dice.uniform(6, 42) if dice.random() < 0.85 else dice.uniform(0, 10)
    level = np.log(power.max(1).mean() + 1e-3) - below_db * _LOG_10
    colour = np.exp(curve(1.8, dice) - np.linspace(0, dice.uniform(-1, 3), mel.BINS) + level)
    grain = dice.gamma(3, 1 / 3, power.shape) if dice.random() < 0.7 else 1.0
    return np.asarray(power + colour * grain, np.float32)


def among_others(power: Energies, others: Sequence[Energies], dice: Dice) -> Energies:
    if dice.random() >= 0.12 or not others:
        return power
    babble = np.zeros_like(power)
    for _ in range(int(dice.integers(1, 5))):
        other = np.exp(np.minimum(others[int(dice.integers(len(others)))].astype(np.float32), 32))
        babble += np.resize(other, power.shape) / other.mean()
    below_db = dice.uniform(8, 30)
    return np.asarray(power + babble * (power.mean() / babble.mean() * 10 ** (-below_db / 10)), np.float32)


def with_bumps_in_pauses(power: Energies, where: Sound, dice: Dice) -> Energies:
    """Clicks, bumps, breaths, hiss: what is heard when nobody speaks."""
    if dice.random() >= 0.45:
        return power
    silent = where.phones[where.instance] == INDEX[SILENCE]
    places, power = np.flatnonzero(silent), power.copy()
    for _ in range(int(dice.integers(1, 6))):
        begin = int(dice.choice(places))
        length = min(int(dice.integers(2, 60)), len(power) - begin)
        shape = np.hanning(length + 2)[1:-1, None] if dice.random() < 0.6 else np.ones((length, 1))
        loud = np.log(power.mean() + 1e-3) - dice.uniform(0, 5)
        colour = np.exp(curve(2.0, dice) + np.linspace(0, dice.uniform(-3, 3), mel.BINS) + loud)
        grain = dice.gamma(2, 0.5, (length, mel.BINS))
        power[begin : begin + length] += silent[begin : begin + length, None] * shape * colour * grain
    return power


def through_a_narrow_line(energies: Energies, dice: Dice) -> Energies:
    """A telephone's upper edge; a small microphone's lower one."""
    energies = energies.copy()
    if dice.random() < 0.10:
        energies[:, int(mel.bin_of(dice.uniform(3000, 4500))) :] = dice.uniform(0, 7)
    if dice.random() < 0.15:
        energies[:, : dice.integers(1, 7)] -= dice.uniform(1, 6)
    return energies


def with_holes(energies: Energies, dice: Dice) -> Energies:
    """Bands and moments that say nothing, so that the network learns not to trust in any one."""
    if dice.random() >= 0.35:
        return energies
    energies = energies.copy()
    for _ in range(int(dice.integers(1, 3))):
        begin = int(dice.integers(0, 36))
        energies[:, begin : begin + int(dice.integers(1, 6))] = energies.mean() if dice.random() < 0.5 else FLOOR
    for _ in range(int(dice.integers(0, 3))):
        begin = int(dice.integers(0, len(energies)))
        energies[begin : begin + int(dice.integers(1, 10))] -= dice.uniform(0, 6)
    return energies


def curve(size: float, dice: Dice) -> Energies:
    """A smooth curve over the bins, (40,): five cosines, the finer the smaller."""
    k = np.arange(5)
    heights = dice.standard_normal(5) * size / (1 + k)
    turns = np.where(k == 0, 0.5, k)
    angles = np.pi * turns * np.arange(mel.BINS)[:, None] / mel.BINS + 2 * np.pi * dice.random(5)
    return np.asarray((heights * np.cos(angles)).sum(1), np.float32)
