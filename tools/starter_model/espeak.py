"""espeak-ng's voices, through its library: an accent, spoken by one of many variants, a new one each sentence."""

import ctypes
import random
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.starter_model.phones import SILENCE
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import Segment, SilentVoice, Speech

_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_VARIANTS: list[str] = _TOLD["variants"]
_OURS: dict[str, str] = _TOLD["phones"]  # espeak-ng's phoneme -> ours, several with blanks between
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


class EspeakVoice:
    """One a process: the library hangs when it is opened again."""

    def __init__(self, accent: str) -> None:
        """OSError where the library is not installed."""
        self._accent = accent
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._rate_hz = self._library.espeak_Initialize(_RETRIEVAL, 400, None, _PHONEME_EVENTS)
        self._blocks: list[NDArray[np.int16]] = []
        self._events: list[tuple[int, str | None, int]] = []  # sample, phoneme, or None and the word's first character
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
                self._events.append((event.sample, name, -1))
            elif event.type == _WORD:
                self._events.append((event.sample, None, event.text_position - 1))
            elif event.type in (_END, _MESSAGE_END):
                self._events.append((event.sample, "", -1))
            index += 1
        return 0

    def say(self, sentence: Sentence) -> Speech:
        self._blocks, self._events = [], []
        ctypes.CDLL(None).srand(1)  # breath noise is drawn at random
        dice = random.Random(repr(sentence))
        if self._library.espeak_SetVoiceByName(f"{self._accent}+{dice.choice(_VARIANTS)}".encode()) != 0:
            raise SilentVoice(f"espeak-ng has no voice {self._accent}")
        for parameter, (low, high) in ((_SET_RATE, _RATE_WPM), (_SET_PITCH, _PITCH), (_SET_RANGE, _RANGE)):
            self._library.espeak_SetParameter(parameter, round(dice.uniform(low, high)), 0)
        text, firsts = "", []
        for call in sentence.calls:
            firsts.append(len(text))
            text += f"{call.spoken}{',' if call.comma else ''} "
        sent = text.encode()
        self._library.espeak_Synth(sent, len(sent) + 1, 0, 1, 0, _CHARS_UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._blocks:
            raise SilentVoice("espeak-ng gave no sound")
        samples = np.concatenate(self._blocks)
        return Speech(samples, self._rate_hz, tuple(self._segments(firsts, len(samples))))

    def _segments(self, firsts: list[int], length: int) -> list[Segment]:
        """NB: "of the" and "at a" are said as one word; all of it then counts to the first."""
        sounds: list[tuple[int, list[str], int]] = []  # first sample, phones, word
        word = -1
        for sample, name, character in self._events:
            if name is None:
                word = max((i for i, first in enumerate(firsts) if first <= character), default=-1)
            elif name in _OURS:
                sounds.append((sample, _OURS[name].split(), word))
        segments = []
        for i, (sample, phones, place) in enumerate(sounds):
            end = sounds[i + 1][0] if i + 1 < len(sounds) else length
            for j, phone in enumerate(phones, 1):
                end_s = (sample + (end - sample) * j / len(phones)) / self._rate_hz
                segments.append(Segment(phone, end_s, -1 if phone == SILENCE else place))
        return segments
