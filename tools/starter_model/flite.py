"""Flite's voices, through its library: recorded speakers (slt, rms, awb statistical; kal16 diphones)."""

import ctypes
from typing import Any

import numpy as np

from tools.starter_model.phones import INDEX, SILENCE
from tools.starter_model.texts import Sentence
from tools.starter_model.voices import Segment, SilentVoice, Speech

# Radio phones, as flite and festival have them, that are not called as ours.
_OURS = {"ax": "AH", "axr": "ER", "hv": "HH", "dx": "D", "nx": "N", "el": "L", "em": "M", "en": "N"}


def our_phone(name: str) -> str:
    """Our phone for one of flite's or festival's; whatever is no sound of speech is silence."""
    phone = _OURS.get(name, name.upper())
    return phone if phone in INDEX else SILENCE


class Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class Flite:
    """libflite's functions with their types. NB: flite keeps the pointer to a feature's name: only literals."""

    def __init__(self, voice: str) -> None:
        pointer, text, whole, real = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_float
        core = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        for name in ("usenglish", "cmulex"):
            ctypes.CDLL(f"libflite_{name}.so.1", mode=ctypes.RTLD_GLOBAL)
        sound = ctypes.CDLL(f"libflite_cmu_us_{voice}.so.1", mode=ctypes.RTLD_GLOBAL)

        def typed(library: ctypes.CDLL, name: str, result: Any, *arguments: Any) -> Any:
            function = getattr(library, name)
            function.restype, function.argtypes = result, list(arguments)
            return function

        self.new_utterance = typed(core, "new_utterance", pointer)
        self.delete_utterance = typed(core, "delete_utterance", None, pointer)
        self.create_relation = typed(core, "utt_relation_create", pointer, pointer, text)
        self.relation = typed(core, "utt_relation", pointer, pointer, text)
        self.head = typed(core, "relation_head", pointer, pointer)
        self.append = typed(core, "relation_append", pointer, pointer, pointer)
        self.next = typed(core, "item_next", pointer, pointer)
        self.set_text = typed(core, "item_set_string", None, pointer, text, text)
        self.set_int = typed(core, "item_set_int", None, pointer, text, whole)
        self.set_float = typed(core, "item_set_float", None, pointer, text, real)
        self.attach = typed(core, "utt_init", pointer, pointer, pointer)
        self.synthesize = typed(core, "utt_synth_tokens", pointer, pointer)
        self.path = typed(core, "path_to_item", pointer, pointer, text)
        self.has = typed(core, "item_feat_present", whole, pointer, text)
        self.get_text = typed(core, "item_feat_string", text, pointer, text)
        self.get_int = typed(core, "item_feat_int", whole, pointer, text)
        self.get_float = typed(core, "item_feat_float", real, pointer, text)
        self.wave = typed(core, "utt_wave", pointer, pointer)
        self.set_feature = typed(core, "feat_set_float", None, pointer, text, real)
        self.get_feature = typed(core, "get_param_float", real, pointer, text, real)
        typed(core, "flite_init", whole)()
        self.voice = typed(sound, f"register_cmu_us_{voice}", pointer, pointer)(None)
        # struct cst_voice begins with its name, then its features
        self.features = ctypes.cast(self.voice, ctypes.POINTER(pointer))[1]


class FliteVoice:
    stretches = True

    def __init__(self, name: str) -> None:
        """OSError where its library is not installed."""
        self._flite = Flite(name)
        self._pitch_hz = self._flite.get_feature(self._flite.features, b"int_f0_target_mean", 100.0)

    def say(self, sentence: Sentence) -> Speech:
        """NB: the statistical voices take no pitch; kal16's last phones may end a little after its sound does."""
        flite = self._flite
        flite.set_feature(flite.features, b"int_f0_target_mean", self._pitch_hz * sentence.pitch)
        flite.set_feature(flite.features, b"duration_stretch", sentence.slowness)
        utterance = flite.new_utterance()
        tokens = flite.create_relation(utterance, b"Token")
        flite.attach(utterance, flite.voice)
        for index, call in enumerate(sentence.calls):
            token = flite.append(tokens, None)
            flite.set_text(token, b"name", call.spoken.encode())
            flite.set_text(token, b"whitespace", b" ")
            flite.set_text(token, b"prepunctuation", b"")
            flite.set_text(token, b"punc", b"," if call.comma else b"")
            flite.set_int(token, b"widx", index)
            if call.stretch != 1.0:
                flite.set_float(token, b"local_duration_stretch", call.stretch)
        if not flite.synthesize(utterance):
            raise SilentVoice("flite failed")
        wave = Wave.from_address(flite.wave(utterance))
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.int16)
        rate_hz = int(wave.sample_rate)
        segments = []
        segment = flite.head(flite.relation(utterance, b"Segment"))
        while segment:
            token = flite.path(segment, b"R:SylStructure.parent.parent.R:Token.parent")
            word = flite.get_int(token, b"widx") if token and flite.has(token, b"widx") else -1
            phone = our_phone(flite.get_text(segment, b"name").decode())
            segments.append(Segment(phone, float(flite.get_float(segment, b"end")), word))
            segment = flite.next(segment)
        flite.delete_utterance(utterance)
        return Speech(samples, rate_hz, tuple(segments))
