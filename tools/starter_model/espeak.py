"""espeak-ng's voices, through its library: an accent, spoken by one of many variants, a new one each sentence."""

import ctypes
import random
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.script.phones import VOWELS
from tools.starter_model.phones import SILENCE
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import Segment, SilentVoice, Speech

_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_VARIANTS: list[str] = _TOLD["variants"]
_OURS: dict[str, str] = _TOLD["phones"]  # espeak-ng's phoneme -> ours, several with blanks between
_DARK_L_S = 0.03  # an L after a vowel that is shorter was said in one with it, and is told at its end
_RATE_WPM, _PITCH, _RANGE = (130, 215), (25, 75), (20, 80)


class _Name(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),  # from 1
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    )


_RETRIEVAL, _PHONEME_EVENTS, _CHARS_UTF8 = 1, 1, 1
_END_OF_LIST, _WORD, _END, _MESSAGE_END, _PHONEME = 0, 1, 5, 6, 7
_SET_RATE, _SET_PITCH, _SET_RANGE = 1, 3, 4


@dataclass(frozen=True, slots=True)
class Sign:
    """What espeak-ng says of a place in its sound: a word begins, or a phone."""

    sample: int
    phone: str | None  # its own name for it, empty at the end; None where a word begins
    character: int  # where that word begins in the text, -1 for a phone
    length: int  # of the word, in characters


class Espeak:
    """libespeak-ng; one a process: it hangs when it is opened again."""

    def __init__(self) -> None:
        """OSError where it is not installed."""
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate_hz = int(self._library.espeak_Initialize(_RETRIEVAL, 400, None, _PHONEME_EVENTS))
        self._blocks: list[NDArray[np.int16]] = []
        self._signs: list[Sign] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
        self._callback = kind(self._take)  # NB: kept, or the library calls into freed memory
        self._library.espeak_SetSynthCallback(self._callback)

    def _take(self, wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            self._blocks.append(np.ctypeslib.as_array(wave, (count,)).copy())
        index = 0
        while events[index].type != _END_OF_LIST:
            event = events[index]
            if event.type == _PHONEME:
                name = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0].decode("utf8", "replace")
                self._signs.append(Sign(event.sample, name, -1, 0))
            elif event.type == _WORD:
                self._signs.append(Sign(event.sample, None, event.text_position - 1, event.length))
            elif event.type in (_END, _MESSAGE_END):
                self._signs.append(Sign(event.sample, "", -1, 0))
            index += 1
        return 0

    def say(
        self, voice: str, text: str, rate_wpm: int, pitch: int, pitch_range: int
    ) -> tuple[NDArray[np.int16], list[Sign]]:
        """The sound of a text, and what stands where in it. pitch, pitch_range: 0 to 100. Raises SilentVoice."""
        self._blocks, self._signs = [], []
        ctypes.CDLL(None).srand(1)  # breath noise is drawn at random
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SilentVoice(f"espeak-ng has no voice {voice}")
        for parameter, value in ((_SET_RATE, rate_wpm), (_SET_PITCH, pitch), (_SET_RANGE, pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        sent = text.encode()
        self._library.espeak_Synth(sent, len(sent) + 1, 0, 1, 0, _CHARS_UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._blocks:
            raise SilentVoice("espeak-ng gave no sound")
        return np.concatenate(self._blocks), self._signs


class EspeakVoice:
    """One accent."""

    stretches = False

    def __init__(self, accent: str) -> None:
        """OSError where the library is not installed."""
        self._accent = accent
        self._espeak = Espeak()

    def say(self, sentence: Sentence) -> Speech:
        dice = random.Random(repr(sentence))
        voice = f"{self._accent}+{dice.choice(_VARIANTS)}"
        rate_wpm, pitch, pitch_range = (round(dice.uniform(*each)) for each in (_RATE_WPM, _PITCH, _RANGE))
        text, firsts = "", []
        for call in sentence.calls:
            firsts.append(len(text))
            text += f"{call.spoken}{',' if call.comma else ''} "
        samples, signs = self._espeak.say(voice, text, rate_wpm, pitch, pitch_range)
        return Speech(samples, self._espeak.rate_hz, tuple(segments(signs, firsts, len(samples), self._espeak.rate_hz)))


def segments(signs: list[Sign], firsts: list[int], length: int, rate_hz: int) -> list[Segment]:
    """Where each phone ends, of a sound of so many samples whose words begin at these characters.

    NB: "of the" and "at a" are said as one word; all of it then counts to the first.
    """
    sounds: list[tuple[int, list[str], int]] = []  # first sample, phones, word
    word = -1
    for sign in signs:
        if sign.phone is None:
            word = max((i for i, first in enumerate(firsts) if first <= sign.character), default=-1)
        elif sign.phone in _OURS:
            sounds.append((sign.sample, _OURS[sign.phone].split(), word))
    begins = [sample for sample, _, _ in sounds] + [length]
    for i, (before, (_, phones, place)) in enumerate(pairwise(sounds), 1):
        after_a_vowel = before[1][-1] in VOWELS and before[2] == place
        if phones == ["L"] and after_a_vowel and begins[i + 1] - begins[i] < _DARK_L_S * rate_hz:
            begins[i] = (begins[i - 1] + begins[i + 1]) // 2
    found = []
    for (_, phones, place), (sample, end) in zip(sounds, pairwise(begins), strict=True):
        for j, phone in enumerate(phones, 1):
            end_s = (sample + (end - sample) * j / len(phones)) / rate_hz
            found.append(Segment(phone, end_s, -1 if phone == SILENCE else place))
    return found
