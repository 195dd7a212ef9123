"""Stage 4: the voices say their sentences, two at a time.

Makes `VOICE.train.000.npz`, …, of up to 250 sentences each, and `VOICE.test.000.npz`: samples int16 (samples,) at
16 kHz, one channel, all sentences end to end; starts int64 (sentences + 1,), where each begins among the samples;
sentence int32 (sentences,), its line in the texts; segment_starts int64 (sentences + 1,), where its segments begin
among: phone uint8 (segments,), of phones.PHONES, end int32 (segments,), in samples from the sentence's first, word
int16 (segments,), its place in the sentence, -1: a pause. A part that is there is not made again.
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from tools.starter_model import texts
from tools.starter_model.files import save_whole
from tools.starter_model.phones import INDEX
from tools.starter_model.spoken import Spoken
from tools.starter_model.synthesizers import voice_of
from tools.starter_model.voices import SilentVoice, Speech, Voice

RATE_HZ = 16_000
_PART = 250  # sentences
_SHORTEST_S = 0.004  # a segment below it is none
_PROCESSES = 2


def make(folder: Path, of_texts: Path) -> None:
    tasks = [
        (text, begin, folder / f"{text.name.removesuffix('.jsonl')}.{number:03}.npz")
        for text in sorted(of_texts.glob("*.jsonl"))
        for number, begin in enumerate(range(0, len(texts.load(text)), _PART))
    ]
    missing = [task for task in tasks if not task[2].exists()]
    # NB: a new process for each part: espeak-ng can be opened once only, and flite gives no memory back.
    workers = ProcessPoolExecutor(_PROCESSES, get_context("spawn"), max_tasks_per_child=1)
    with workers as pool:
        for made in pool.map(_make_part, *zip(*missing, strict=True)) if missing else ():
            print(made, flush=True)


def _make_part(text: Path, begin: int, path: Path) -> str:
    voice = voice_of(text.name.split(".")[0])
    part, silent = spoken(voice, texts.load(text)[begin : begin + _PART], begin)
    save_whole(path, {name: getattr(part, name) for name in Spoken.__slots__})
    return f"{path.stem}: {len(part.samples) / RATE_HZ / 60:.1f} min, {silent} sentences not said"


def spoken(voice: Voice, sentences: Sequence[texts.Sentence], begin: int) -> tuple[Spoken, int]:
    """The sentences as a voice says them; how many it could not say."""
    samples: list[NDArray[np.int16]] = []
    segments: list[list[tuple[int, int, int]]] = []
    places = []
    for place, sentence in enumerate(sentences, begin):
        try:
            speech = voice.say(sentence)
        except SilentVoice:
            continue
        samples.append(at_our_rate(speech))
        segments.append(list(_segments(speech, len(samples[-1]))))
        places.append(place)
    flat = np.array([each for one in segments for each in one], np.int32).reshape(-1, 3)
    part = Spoken(
        np.concatenate([*samples, np.zeros(0, np.int16)]),
        _starts([len(each) for each in samples]),
        np.array(places, np.int32),
        _starts([len(each) for each in segments]),
        flat[:, 0].astype(np.uint8),
        flat[:, 1].copy(),
        flat[:, 2].astype(np.int16),
    )
    return part, len(sentences) - len(places)


def at_our_rate(speech: Speech) -> NDArray[np.int16]:
    if speech.rate_hz == RATE_HZ:
        return speech.samples
    common = math.gcd(speech.rate_hz, RATE_HZ)
    changed = resample_poly(speech.samples.astype(np.float64), RATE_HZ // common, speech.rate_hz // common)
    return np.asarray(np.clip(np.rint(changed), -32768, 32767), np.int16)


def _segments(speech: Speech, length: int) -> Iterator[tuple[int, int, int]]:
    before_s = 0.0
    for segment in speech.segments:
        if segment.end_s > before_s + _SHORTEST_S:
            before_s = segment.end_s
            yield INDEX[segment.phone], min(round(segment.end_s * RATE_HZ), length), segment.word


def _starts(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int64)
