"""SVOX Pico's voices, through its command: one woman of America, one of Britain."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from tools.starter_model.listener import Listener
from tools.starter_model.rate import at_our_rate
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import SilentVoice, Speech, as_text

_TIMEOUT_S = 60


class PicoVoice:
    stretches = False

    def __init__(self, accent: str) -> None:
        """OSError where it is not installed."""
        self._accent = accent
        self._listener = Listener()
        subprocess.run(["pico2wave", "--help"], capture_output=True, timeout=_TIMEOUT_S)

    def say(self, sentence: Sentence) -> Speech:
        pitch, speed = round(100 * sentence.pitch), round(100 / sentence.slowness)
        text = f'<pitch level="{pitch}"><speed level="{speed}">{as_text(sentence.calls)}</speed></pitch>'
        with tempfile.TemporaryDirectory(prefix="starter-model-") as folder:
            wave = Path(folder) / "said.wav"
            done = subprocess.run(
                ["pico2wave", "-l", self._accent, "-w", str(wave), text], capture_output=True, timeout=_TIMEOUT_S
            )
            if done.returncode or not wave.exists():
                raise SilentVoice(f"pico2wave failed: {done.stderr[-300:].decode(errors='replace')}")
            samples, rate_hz = soundfile.read(wave, dtype="int16")
        return self._listener.speech(at_our_rate(np.asarray(samples, np.int16), int(rate_hz)), sentence)
