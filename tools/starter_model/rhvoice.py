"""RHVoice's English voices, through its library: statistical ones, of four recorded speakers (alan, bdl, clb, slt)."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.starter_model.listener import Listener
from tools.starter_model.rate import at_our_rate
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import SilentVoice, Speech, as_text

_DATA, _CONF = b"/usr/share/RHVoice", b"/etc/RHVoice"
_TEXT = 0

_Set = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_Play = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_uint, ctypes.c_void_p)


class _Callbacks(ctypes.Structure):
    _fields_ = (
        ("set_sample_rate", _Set),
        ("play_speech", _Play),
        ("unused", ctypes.c_void_p * 7),
    )


class _Opening(ctypes.Structure):
    _fields_ = (
        ("data_path", ctypes.c_char_p),
        ("config_path", ctypes.c_char_p),
        ("resource_paths", ctypes.c_void_p),
        ("callbacks", _Callbacks),
        ("options", ctypes.c_uint),
    )


class _Asked(ctypes.Structure):
    _fields_ = (
        ("voice_profile", ctypes.c_char_p),
        *((f"absolute_{name}", ctypes.c_double) for name in ("rate", "pitch", "volume")),
        *((f"relative_{name}", ctypes.c_double) for name in ("rate", "pitch", "volume")),
        ("punctuation_mode", ctypes.c_int),
        ("punctuation_list", ctypes.c_char_p),
        ("capitals_mode", ctypes.c_int),
        ("flags", ctypes.c_int),
    )


class RHVoice:
    """libRHVoice's functions with their types."""

    def __init__(self) -> None:
        library = ctypes.CDLL("libRHVoice.so.5")
        self._speak, self._delete = library.RHVoice_speak, library.RHVoice_delete_message
        self._message = library.RHVoice_new_message
        for function in (self._speak, self._delete):
            function.argtypes = [ctypes.c_void_p]
        self._delete.restype = None
        self._message.restype = ctypes.c_void_p
        self._message.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.POINTER(_Asked),
            ctypes.c_void_p,
        ]
        self.rate_hz = 0
        self._blocks: list[NDArray[np.int16]] = []
        # NB: kept, or the library calls into freed memory
        self._opening = _Opening(_DATA, _CONF, None, _Callbacks(_Set(self._take_rate), _Play(self._take)), 0)
        library.RHVoice_new_tts_engine.restype = ctypes.c_void_p
        library.RHVoice_new_tts_engine.argtypes = [ctypes.POINTER(_Opening)]
        self._engine = library.RHVoice_new_tts_engine(ctypes.byref(self._opening))
        if not self._engine:
            raise OSError("RHVoice finds none of its voices")

    def _take_rate(self, rate_hz: int, _: Any) -> int:
        self.rate_hz = rate_hz
        return 1

    def _take(self, samples: Any, count: int, _: Any) -> int:
        if count:
            self._blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 1

    def say(self, voice: str, text: str, rate: float, pitch: float) -> NDArray[np.int16]:
        """The sound of a text, at rate_hz. rate, pitch: times the voice's own. Raises SilentVoice."""
        self._blocks = []
        sent = text.encode()
        asked = _Asked(voice.encode(), 0, 0, 0, rate, pitch, 1, 0, None, 0, 0)
        message = self._message(self._engine, sent, len(sent), _TEXT, ctypes.byref(asked), None)
        if not message:
            raise SilentVoice(f"RHVoice does not take {text!r}")
        spoken = self._speak(message)
        self._delete(message)
        if not spoken or not self._blocks:
            raise SilentVoice("RHVoice gave no sound")
        return np.concatenate(self._blocks)


class RHVoiceVoice:
    stretches = False

    def __init__(self, name: str) -> None:
        """OSError where the library or its voices are not installed."""
        self._name = name
        self._rhvoice = RHVoice()
        self._listener = Listener()

    def say(self, sentence: Sentence) -> Speech:
        samples = self._rhvoice.say(self._name, as_text(sentence.calls), 1 / sentence.slowness, sentence.pitch)
        return self._listener.speech(at_our_rate(samples, self._rhvoice.rate_hz), sentence)
