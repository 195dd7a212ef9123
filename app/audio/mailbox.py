"""What a caller hears before they may speak: the ring, a greeting, the beep; all of our own making, or the user's."""

from pathlib import Path

import numpy as np

from app.audio.problems import greeting_too_long
from app.audio.sound import Samples, open_sound
from app.audio.tones import Cue, made

LONGEST_GREETING_S = 20.0
LEAD_S = 0.3  # before the first ring: an output that has just opened swallows its beginning
_RING_HZ, _RING_S, _RING_DBFS = (440.0, 480.0), 2.0, -26.0  # what a caller hears ring in North America (ITU-T E.180)
_PICKED_UP_S = 1.0  # from the ring to the greeting
_BEFORE_BEEP_S = 0.4
_BEEP_HZ, _BEEP_S, _BEEP_DBFS = 1000.0, 0.4, -22.0


def ring() -> Samples:
    """int16 mono at TONES_HZ."""
    return made(_RING_HZ, _RING_S, _RING_DBFS)


def beep() -> Samples:
    """int16 mono at TONES_HZ."""
    return made((_BEEP_HZ,), _BEEP_S, _BEEP_DBFS)


def greeting(file: Path) -> tuple[Samples, int]:
    """int16 mono, and its rate in Hz. Raises Problem where it cannot be read, or is too long to wait for."""
    with open_sound(file) as sound:
        blocks, frames = [], 0
        for block in sound.blocks():
            blocks.append(block)
            frames += len(block)
            if frames > LONGEST_GREETING_S * sound.rate:
                raise greeting_too_long(file, LONGEST_GREETING_S)
        return np.concatenate(blocks), sound.rate


def until_the_beep(greeting: Samples, rate: int) -> tuple[tuple[Cue, ...], float]:
    """Ring, greeting and beep as cues that come before the clock starts, and how long they take in s.

    The beep ends at 0.
    """
    beep_at_s = -_BEEP_S
    greeting_at_s = beep_at_s - _BEFORE_BEEP_S - len(greeting) / rate
    ring_at_s = greeting_at_s - _PICKED_UP_S - _RING_S
    cues = (Cue(ring_at_s, ring()), Cue(greeting_at_s, greeting, rate), Cue(beep_at_s, beep()))
    return cues, LEAD_S - ring_at_s
