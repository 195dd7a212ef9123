"""Where every phone ends in the sound of a synthesizer that does not say so: pocketsphinx hears it along its text."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import Decoder

from app.script.pronunciation import Pronunciations
from tools.starter_model.lexicon import ways
from tools.starter_model.mel import RATE_HZ
from tools.starter_model.phones import INDEX, SILENCE
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import Segment, SilentVoice, Speech

_SOUNDS = Path(__file__).resolve().parents[2] / "assets/pronunciation"
_FRAME_S = 0.01


class Listener:
    """NB: its edges are right to some 20 ms; those of synthesizers that tell their own are exact."""

    def __init__(self) -> None:
        self._pronunciations = Pronunciations.load(_SOUNDS)
        self._decoder = Decoder(lm=None, samprate=RATE_HZ, loglevel="FATAL")
        self._known: set[str] = set()

    def speech(self, samples: NDArray[np.int16], sentence: Sentence) -> Speech:
        """What a synthesizer gave for a sentence, at 16 kHz, with its segments. Raises SilentVoice."""
        return Speech(samples, RATE_HZ, self.segments(samples, [call.spoken for call in sentence.calls]))

    def segments(self, samples: NDArray[np.int16], words: Sequence[str]) -> tuple[Segment, ...]:
        """Samples at 16 kHz of these words, one after the other, to their phones. Raises SilentVoice."""
        text = " ".join(self._word(word) for word in words)
        said = samples.astype("<i2").tobytes()
        try:
            self._decoder.set_align_text(text)
            self._hear(said)
            self._decoder.set_alignment()  # of the words it has found: now their phones
            self._hear(said)
            found = self._decoder.get_alignment()
        except RuntimeError as error:
            raise SilentVoice(f"pocketsphinx does not hear {text!r}") from error
        if found is None:
            raise SilentVoice(f"pocketsphinx does not hear {text!r}")
        segments, place = [], -1
        for word in found:
            is_word = word.name.startswith("_")
            place += is_word
            for phone in word:
                name = phone.name if is_word and phone.name in INDEX else SILENCE
                segments.append(Segment(name, (phone.start + phone.duration) * _FRAME_S, place if is_word else -1))
        if place + 1 != len(words):
            raise SilentVoice(f"pocketsphinx heard {place + 1} of {len(words)} words")
        return tuple(segments)

    def _hear(self, said: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(said, full_utt=True)
        self._decoder.end_utt()

    def _word(self, word: str) -> str:
        """Its name in pocketsphinx's dictionary, where it has the ways of our lexicon and no others."""
        name = f"_{word}"
        if word not in self._known:
            self._known.add(word)
            for number, way in enumerate(ways(word, self._pronunciations), 1):
                self._decoder.add_word(name if number == 1 else f"{name}({number})", " ".join(way), False)
        return name
