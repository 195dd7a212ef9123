"""The benchmark's voices: flite and espeak-ng as libraries, festival through its command, all with word times.

The libraries are called with ctypes, so that nothing has to be compiled; they live in worker processes of the corpus.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
from numpy.typing import NDArray

from tools.starter_model.espeak import Espeak, Sign
from tools.starter_model.flite import Flite, Wave
from tools.starter_model.voices import SilentVoice

Samples = NDArray[np.float64]  # one channel, full scale 1.0
Times = tuple[tuple[float, float], ...]  # start and end in s; one a word


@dataclass(frozen=True, slots=True)
class Call:
    """One word asked of a synthesizer."""

    word: str
    pause: str  # what stands after it: "", "," or "."
    stretch: float  # times its natural length


@dataclass(frozen=True, slots=True)
class Speech:
    samples: Samples
    rate_hz: int
    times: Times  # from the first sample


@dataclass(frozen=True, slots=True)
class Pace:
    """How a whole take is spoken."""

    slowness: float  # times the voice's natural length
    pitch: float  # times the voice's natural pitch, where the synthesizer can


class Voice(Protocol):
    def say(self, words: Sequence[Call], pace: Pace) -> Speech: ...


# ---- flite


class FliteVoice:
    """One of flite's recorded speakers (slt, rms, awb: statistical; kal16: diphones, with a pitch to set)."""

    def __init__(self, name: str) -> None:
        self._flite = Flite(name)
        self._pitch_hz = self._flite.get_feature(self._flite.features, b"int_f0_target_mean", -1.0)
        self._stretch = max(self._flite.get_feature(self._flite.features, b"duration_stretch", 1.0), 0.1)

    def say(self, words: Sequence[Call], pace: Pace) -> Speech:
        flite = self._flite
        if self._pitch_hz > 0:
            flite.set_feature(flite.features, b"int_f0_target_mean", self._pitch_hz * pace.pitch)
        flite.set_feature(flite.features, b"duration_stretch", self._stretch * pace.slowness)
        utterance = flite.new_utterance()
        tokens = flite.create_relation(utterance, b"Token")
        flite.attach(utterance, flite.voice)
        for index, call in enumerate(words):
            token = flite.append(tokens, None)
            flite.set_text(token, b"name", call.word.encode())
            flite.set_text(token, b"whitespace", b" ")
            flite.set_text(token, b"prepunctuation", b"")
            flite.set_text(token, b"punc", call.pause.encode())
            flite.set_int(token, b"widx", index)
            if call.stretch != 1.0:
                flite.set_float(token, b"local_duration_stretch", call.stretch)
        if not flite.synthesize(utterance):
            raise SilentVoice("flite failed")
        wave = Wave.from_address(flite.wave(utterance))
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.float64) / 32768
        rate = wave.sample_rate
        segments: list[tuple[str, float, int]] = []
        segment = flite.head(flite.relation(utterance, b"Segment"))
        while segment:
            token = flite.path(segment, b"R:SylStructure.parent.parent.R:Token.parent")
            place = flite.get_int(token, b"widx") if token and flite.has(token, b"widx") else -1
            segments.append((flite.get_text(segment, b"name").decode(), flite.get_float(segment, b"end"), place))
            segment = flite.next(segment)
        flite.delete_utterance(utterance)
        return Speech(samples, rate, _word_times(segments, len(words), len(samples) / rate))


def _word_times(segments: Sequence[tuple[str, float, int]], count: int, length_s: float) -> Times:
    """From segments (phone, end in s, word or -1) to one time range a word."""
    starts, ends, before, last = [-1.0] * count, [-1.0] * count, 0.0, -1
    for phone, end, place in segments:
        if phone != "pau":
            place = last if place < 0 else place  # the second half of a phone split in two has no word of its own
            if place >= 0:
                starts[place] = before if starts[place] < 0 else starts[place]
                ends[place], last = min(end, length_s), place
        before = min(end, length_s)
    if any(start < 0 for start in starts):
        raise SilentVoice(f"no sound for words {[i for i, start in enumerate(starts) if start < 0]}")
    return tuple(zip(starts, ends, strict=True))


# ---- festival


_SCHEME = """
(define (bench_say words file)
 (let ((u (Utterance Text "x")) (n 0) (last 0) (now 0))
  (Initialize u)
  (utt.relation.create u 'Token)
  (mapcar (lambda (w) (set! n (+ n 1))
     (utt.relation.append u 'Token (list (car w) (list (list 'punc (cadr w)) (list 'whitespace " ")
       (list 'prepunctuation "") (list 'place n) (list 'stretch (caddr w)))))) words)
  (Token_POS u) (Token u) (POS u) (Phrasify u) (Word u) (Pauses u) (Intonation u) (PostLex u) (Duration u)
  (mapcar (lambda (s)
     (let ((end (item.feat s "end"))
           (f (parse-number (item.feat s "R:SylStructure.parent.parent.R:Token.parent.stretch"))))
       (set! now (+ now (* (if (> f 0) f 1) (- end last)))) (set! last end)
       (item.set_feat s "end" now))) (utt.relation.items u 'Segment))
  (Int_Targets u) (Wave_Synth u)
  (utt.save.wave u file 'riff)
  (mapcar (lambda (s) (format t "%s %f %s\\n" (item.name s) (item.feat s "end")
     (item.feat s "R:SylStructure.parent.parent.R:Token.parent.place"))) (utt.relation.items u 'Segment))))
"""


class FestivalVoice:
    """Festival's ked, by diphones. Words are given as tokens, so the same word twice keeps its own times."""

    def __init__(self, scheme_name: str) -> None:
        self._scheme_name = scheme_name

    def say(self, words: Sequence[Call], pace: Pace) -> Speech:
        # NB: this phrasing has one break only; a full stop's longer pause is put in by the corpus
        calls = " ".join(f'("{call.word}" "{"," if call.pause else ""}" {call.stretch:.3f})' for call in words)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            wave, program = Path(folder) / "said.wav", Path(folder) / "say.scm"
            program.write_text(
                f"({self._scheme_name}){_SCHEME}(Parameter.set 'Duration_Stretch {1.1 * pace.slowness:.4f})\n"
                f"(set! int_lr_params '((target_f0_mean {105 * pace.pitch:.1f}) (target_f0_std 14) (model_f0_mean 170) "
                f'(model_f0_std 34)))\n(bench_say \'({calls}) "{wave}")\n'
            )
            run = subprocess.run(["festival", "--batch", str(program)], capture_output=True, text=True, timeout=120)
            if run.returncode or not wave.exists():
                raise SilentVoice(f"festival failed: {run.stderr[-300:]}")
            samples, rate = soundfile.read(wave, dtype="float64")
        segments = []
        for line in run.stdout.splitlines():
            phone, end, place = line.split()
            segments.append((phone, float(end), int(place) - 1))
        return Speech(samples, rate, _word_times(segments, len(words), len(samples) / rate))


# ---- espeak-ng


_NATURAL_RATE_WPM = 168


class EspeakVoice:
    """A variant of espeak-ng's American voice. Single words are drawn out with sox's tempo."""

    def __init__(self, variant: str) -> None:
        self._espeak = Espeak()
        self._variant = variant

    def say(self, words: Sequence[Call], pace: Pace) -> Speech:
        text, firsts = _written(words)
        samples, signs = self._sound(f"en-us+{self._variant}", text, pace)
        return self._speech(words, firsts, signs, samples, self._espeak.rate_hz)

    def _sound(self, voice: str, text: str, pace: Pace) -> tuple[Samples, Sequence[Sign]]:
        rate_wpm, pitch = round(_NATURAL_RATE_WPM / pace.slowness), round(50 * pace.pitch)
        samples, signs = self._espeak.say(voice, text, rate_wpm, pitch, 50)
        return samples.astype(np.float64) / 32768, signs

    def _speech(
        self, words: Sequence[Call], firsts: list[int], signs: Sequence[Sign], samples: Samples, rate_hz: int
    ) -> Speech:
        times = self._times(words, firsts, signs, len(samples), rate_hz)
        return _drawn_out(Speech(samples, rate_hz, times), [call.stretch for call in words])

    def _times(
        self, words: Sequence[Call], firsts: list[int], signs: Sequence[Sign], length: int, rate_hz: int
    ) -> Times:
        begin = {
            firsts.index(sign.character): sign.sample for sign in signs if sign.length > 0 and sign.character in firsts
        }
        if 0 not in begin:
            raise SilentVoice("espeak-ng lost the first word")
        phones = [(sign.sample, sign.phone) for sign in signs if sign.phone]
        known = sorted(begin)
        starts, ends = [0] * len(words), [0] * len(words)
        for index, following in zip(known, [*known[1:], len(words)], strict=True):
            low, high = begin[index], begin[following] if following < len(words) else length
            inside = [(sample, name) for sample, name in phones if low <= sample < high]
            quiet = [sample for sample, name in inside if name.startswith("_")]
            end = quiet[0] if quiet and quiet[0] > low else high
            # espeak-ng says "of the", "at a" as one; the second begins at its own first phone
            group, edges = range(index, following), [low]
            for member in group[1:]:
                edges.append(_second_start(words[member].word, inside, edges[-1], end, following - member))
            for member, start, stop in zip(group, edges, [*edges[1:], end], strict=True):
                starts[member], ends[member] = start, stop
        return tuple((a / rate_hz, b / rate_hz) for a, b in zip(starts, ends, strict=True))


class MbrolaVoice(EspeakVoice):
    """One of mbrola's recorded speakers, by diphones, whom espeak-ng tells what to say.

    It says where each phone begins, but not where the words do: they begin where they do among the phones of
    espeak-ng's own voice, which are nearly the same.
    """

    rate_hz = 16_000

    def __init__(self, name: str) -> None:
        super().__init__("m1")
        self._name = name

    def say(self, words: Sequence[Call], pace: Pace) -> Speech:
        text, firsts = _written(words)
        _, plain = self._sound(f"en-us+{self._variant}", text, pace)
        samples, signs = self._sound(self._name, text, pace)
        phones = [sign for sign in signs if sign.phone]
        begins = [*_word_signs(plain, _spoken(signs), len(samples)), *phones]
        begins.sort(key=lambda sign: (sign.sample, sign.phone is not None))
        return self._speech(words, firsts, begins, samples, self.rate_hz)


def _written(words: Sequence[Call]) -> tuple[str, list[int]]:
    """The text for espeak-ng, and where each word begins in it."""
    text, firsts = "", []
    for call in words:
        firsts.append(len(text))
        text += f"{call.word}{call.pause} "
    return text, firsts


def _spoken(signs: Sequence[Sign]) -> list[Sign]:
    """The phones that are heard."""
    return [sign for sign in signs if _is_heard(sign)]


def _is_heard(sign: Sign) -> bool:
    """Whether it is a phone, and neither a pause nor the mark of a soft consonant."""
    return bool(sign.phone) and sign.phone != ";" and not str(sign.phone).startswith("_")


def _word_signs(plain: Sequence[Sign], phones: Sequence[Sign], length: int) -> list[Sign]:
    """The beginnings of words that `plain` has between its phones, each at the same phone of the other voice's."""
    mine, theirs = [sign.phone for sign in _spoken(plain)], [sign.phone for sign in phones]
    begins = {
        at + i: phones[other + i].sample
        for at, other, count in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        for i in range(count)
    }
    found, at = [], 0
    for sign in plain:
        if sign.phone is None:
            sample = next((begins[i] for i in range(at, len(mine)) if i in begins), length)
            found.append(Sign(sample, None, sign.character, sign.length))
        at += _is_heard(sign)
    return found


def _second_start(word: str, phones: Sequence[tuple[int, str]], low: int, end: int, left: int) -> int:
    voiced = [(sample, name) for sample, name in phones if low < sample < end and not name.startswith("_")]
    if word.startswith("th"):
        for sample, name in voiced:
            if name in ("D", "T"):
                return sample
    if word == "a" and voiced:
        return voiced[-1][0]
    return low + (end - low) // (left + 1)


def _drawn_out(speech: Speech, stretches: Sequence[float]) -> Speech:
    """Lengthen single words, keeping their pitch; the times of what follows move along."""
    if all(stretch == 1.0 for stretch in stretches):
        return speech
    pieces: list[Samples] = []
    times: list[tuple[float, float]] = []
    at, shift = 0, 0
    for (start, end), stretch in zip(speech.times, stretches, strict=True):
        first, last = round(start * speech.rate_hz), round(end * speech.rate_hz)
        if stretch == 1.0:
            times.append((start + shift / speech.rate_hz, end + shift / speech.rate_hz))
            continue
        longer = change_tempo(speech.samples[first:last], speech.rate_hz, 1 / stretch)
        pieces += [speech.samples[at:first], longer]
        times.append(((first + shift) / speech.rate_hz, (first + shift + len(longer)) / speech.rate_hz))
        at, shift = last, shift + len(longer) - (last - first)
    pieces.append(speech.samples[at:])
    return Speech(np.concatenate(pieces), speech.rate_hz, tuple(times))


def change_tempo(samples: Samples, rate_hz: int, tempo: float) -> Samples:
    """Sox's tempo for speech: the same pitch, another length."""
    return sox(samples, rate_hz, "tempo", "-s", f"{tempo:.4f}")[0]


def sox(samples: Samples, rate_hz: int, *effects: str) -> tuple[Samples, int]:
    """Pass mono sound through sox's effects; gives the sound and its rate. Sox is repeatable here (-R)."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        before, after = Path(folder) / "before.wav", Path(folder) / "after.wav"
        soundfile.write(before, samples, rate_hz, subtype="FLOAT")
        command = ["sox", "-R", "-V1", str(before), "-e", "floating-point", "-b", "32", str(after), *effects]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        changed, changed_rate = soundfile.read(after, dtype="float64", always_2d=True)
    return changed[:, 0].copy(), changed_rate


# ---- who speaks


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    half: str  # "tune" or "report"; a speaker belongs to one half only
    seen: bool  # the starter model was trained on it


SPEAKERS = (
    Speaker("slt", "tune", True),
    Speaker("kal16", "tune", True),
    Speaker("espeak-m3", "tune", True),
    Speaker("espeak-f2", "tune", True),
    Speaker("espeak-Michael", "tune", True),
    Speaker("rms", "report", True),
    Speaker("awb", "report", True),
    Speaker("espeak-m7", "report", True),
    Speaker("espeak-f4", "report", True),
    Speaker("espeak-Andy", "report", True),
    Speaker("ked", "report", False),
)
# They speak the half to tune on as voices that the starter model never heard, in a corpus of their own
STRANGERS = tuple(Speaker(f"mbrola-{name}", "tune", False) for name in ("us1", "us2", "us3", "en1"))
_MBROLA = {"us1": "us-mbrola-1", "us2": "us-mbrola-2", "us3": "us-mbrola-3", "en1": "english-mb-en1"}


def voice_of(name: str) -> Voice:
    """Open the synthesizer of a speaker; OSError where its library is not installed."""
    if name == "ked":
        return FestivalVoice("voice_ked_diphone")
    if name.startswith("mbrola-"):
        return MbrolaVoice(_MBROLA[name.removeprefix("mbrola-")])
    if name.startswith("espeak-"):
        return EspeakVoice(name.removeprefix("espeak-"))
    return FliteVoice(name)
