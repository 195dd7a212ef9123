"""Stage 4: the voices say their sentences, two at a time.

Makes `VOICE.train.000.npz`, …, of up to 250 sentences each, and `VOICE.test.000.npz`: samples int16 (samples,) at
16 kHz, one channel, all sentences end to end; starts int64 (sentences + 1,), where each begins among the samples;
sentence int32 (sentences,), its line in the texts; segment_starts int64 (sentences + 1,), where its segments begin
among: phone uint8 (segments,), of phones.PHONES, end int32 (segments,), in samples from the sentence's first, word
int16 (segments,), its place in the sentence, -1: a pause. A part that is there is not made again.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.starter_model import texts
from tools.starter_model.files import save_whole
from tools.starter_model.fillers import FILLER
from tools.starter_model.made import drawn_out, made
from tools.starter_model.mel import RATE_HZ
from tools.starter_model.phones import INDEX
from tools.starter_model.rate import at_our_rate
from tools.starter_model.spoken import Spoken
from tools.starter_model.synthesizers import voice_of
from tools.starter_model.voices import SilentVoice, Speech, Voice

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
        for told in pool.map(_make_part, *zip(*missing, strict=True)) if missing else ():
            print(told, flush=True)


def _make_part(text: Path, begin: int, path: Path) -> str:
    name, kind, _ = text.name.split(".")
    dice = np.random.default_rng([begin, *text.name.encode()]) if kind == "train" else None
    wanted = texts.load(text)[begin : begin + _PART]
    part, silent = spoken(voice_of(name), wanted, begin, dice)
    if silent > len(wanted) / 2:
        raise SilentVoice(f"{name} does not say {silent} of {len(wanted)} sentences")
    save_whole(path, {name: getattr(part, name) for name in Spoken.__slots__})
    return f"{path.stem}: {len(part.samples) / RATE_HZ / 60:.1f} min, {silent} sentences not said"


def spoken(
    voice: Voice, sentences: Sequence[texts.Sentence], begin: int, dice: np.random.Generator | None
) -> tuple[Spoken, int]:
    """The sentences as a voice says them, and with dice as others do, made from it; how many it could not say.

    Without dice fillers last as long as they are asked for, where a voice cannot do that, too. With dice they stay:
    features.py draws them out, another length each.
    """
    samples: list[NDArray[np.int16]] = []
    segments: list[list[tuple[int, int, int]]] = []
    places = []
    for place, sentence in enumerate(sentences, begin):
        try:
            speech = voice.say(sentence)
        except SilentVoice:
            continue
        plain = at_our_rate(speech.samples, speech.rate_hz)
        if dice is None:
            if not voice.stretches:
                plain, speech = _with_long_fillers(plain, speech, sentence)
            samples.append(plain)
        else:
            samples.append(made(plain, _fillers(speech, sentence), dice))
        segments.append(list(_segments(speech, len(plain))))
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


def _fillers(speech: Speech, sentence: texts.Sentence) -> list[tuple[float, float]]:
    """Where a filler's sounds are, in s."""
    ends = [segment.end_s for segment in speech.segments]
    words = [sentence.words[segment.word] if segment.word >= 0 else "" for segment in speech.segments]
    return [(begin, end) for begin, end, word in zip([0.0, *ends[:-1]], ends, words, strict=True) if word in FILLER]


def _with_long_fillers(
    samples: NDArray[np.int16], speech: Speech, sentence: texts.Sentence
) -> tuple[NDArray[np.int16], Speech]:
    """Samples at our rate, and where their segments are then."""
    before_s, later_s, segments = 0.0, 0.0, []
    for segment in speech.segments:
        times = sentence.calls[segment.word].stretch if segment.word >= 0 else 1.0
        begin, end = round((before_s + later_s) * RATE_HZ), round((segment.end_s + later_s) * RATE_HZ)
        if times != 1.0 and begin < end <= len(samples):
            samples = drawn_out(samples, begin, end, times)
            later_s += (end - begin) * (times - 1) / RATE_HZ
        before_s = segment.end_s
        segments.append(replace(segment, end_s=segment.end_s + later_s))
    return samples, replace(speech, segments=tuple(segments))


def _segments(speech: Speech, length: int) -> Iterator[tuple[int, int, int]]:
    before_s = 0.0
    for segment in speech.segments:
        if segment.end_s > before_s + _SHORTEST_S:
            before_s = segment.end_s
            yield INDEX[segment.phone], min(round(segment.end_s * RATE_HZ), length), segment.word


def _starts(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int64)
