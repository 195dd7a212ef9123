"""Stage 10: what real Vosk hears with the model: the held-out sentences of every voice, freely.

Makes `measured.json`: load_s and real_time (s of work on one core, the latter for each s of sound), and for each voice:
words and errors for general English, calls and sentences with fillers (fillers left out there; one word written as two
and a contraction in full are right, as in the program); fillers said, heard, heard as such; edges_ms: how far the
beginnings and ends of rightly heard words are off, median and 9 of 10.
"""

import json
import time
from collections.abc import Container, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from app.recognition import validate
from app.script.everyday import EXPANSIONS
from tools.starter_model import mel, spoken, texts
from tools.starter_model.fillers import FILLER
from tools.starter_model.lexicon import UNKNOWN

_BLOCK = 8000  # samples
_PROCESSES = 2
_NONE = -1


@dataclass
class _Score:
    words: dict[str, list[int]] = field(default_factory=dict)  # kind of sentence: words, errors
    fillers: list[int] = field(default_factory=lambda: [0, 0, 0])  # said, heard, rightly
    edges_ms: list[float] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        edges = [round(float(np.percentile(self.edges_ms, part))) for part in (50, 90)] if self.edges_ms else []
        return {"words": self.words, "fillers": self.fillers, "edges_ms": edges}


def make(folder: Path, of_model: Path, of_speech: Path, of_texts: Path) -> None:
    validate.try_out(of_model)
    began = time.process_time()
    validate.load(of_model)
    load_s = time.process_time() - began
    paths = sorted(of_texts.glob("*.test.jsonl"))
    voices, spent_s, sound_s = {}, 0.0, 0.0
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn")) as pool:
        for path, (score, spent, sound) in zip(
            paths, pool.map(partial(_heard, of_model, of_speech), paths), strict=True
        ):
            name = _voice(path)
            voices[name] = score.told()
            spent_s, sound_s = spent_s + spent, sound_s + sound
            print(name, voices[name], flush=True)
    told = {"load_s": round(load_s, 2), "real_time": round(spent_s / max(sound_s, 1e-9), 3), "voices": voices}
    (folder / "measured.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"loads in {load_s:.2f} s, {told['real_time']} of real time")


def _voice(text: Path) -> str:
    return text.name.removesuffix(".test.jsonl")


def _heard(of_model: Path, of_speech: Path, text: Path) -> tuple[_Score, float, float]:
    """Of one voice; s of work on one core and s of sound."""
    model, sentences, score = validate.load(of_model), texts.load(text), _Score()
    spent_s, sound_s = 0.0, 0.0
    for path in sorted(of_speech.glob(f"{_voice(text)}.test.*.npz")):
        part = spoken.load(path)
        for i, place in enumerate(part.sentence):
            samples, segments = part.of(i)
            began = time.process_time()
            words = hear(model, samples)
            spent_s += time.process_time() - began
            sound_s += len(samples) / mel.RATE_HZ
            kind = "fillers" if place >= len(sentences) // 2 else ("call" if place % 2 else "general")
            _count(score, kind, sentences[place].words, words, _times(part, segments))
    return score, spent_s, sound_s


def hear(model: Any, samples: np.ndarray) -> list[dict[str, Any]]:
    """Vosk's words, in several blocks, as a take comes in."""
    import vosk

    recognizer = vosk.KaldiRecognizer(model, mel.RATE_HZ)
    recognizer.SetWords(True)
    words: list[dict[str, Any]] = []
    for begin in range(0, len(samples), _BLOCK):
        if recognizer.AcceptWaveform(samples[begin : begin + _BLOCK].tobytes()):
            words += json.loads(recognizer.Result()).get("result", [])
    return words + list(json.loads(recognizer.FinalResult()).get("result", []))


def _times(part: spoken.Spoken, segments: slice) -> dict[int, tuple[float, float]]:
    """Where each word of a sentence begins and ends, in s."""
    ends = part.end[segments] / mel.RATE_HZ
    begins = np.concatenate(([0.0], ends[:-1]))
    times: dict[int, tuple[float, float]] = {}
    for begin, end, word in zip(begins, ends, part.word[segments].tolist(), strict=True):
        if word >= 0:
            times[word] = (times.get(word, (begin, end))[0], end)
    return times


def _count(
    score: _Score,
    kind: str,
    said: Sequence[str],
    heard: Sequence[dict[str, Any]],
    times: dict[int, tuple[float, float]],
) -> None:
    words = [word["word"] for word in heard]
    counts = score.words.setdefault(kind, [0, 0])
    for i, count in enumerate(words_wrong(said, words)):
        counts[i] += count
    for i, count in enumerate(fillers_found(said, words)):
        score.fillers[i] += count
    for i, j, same in aligned(said, words):
        if same and i in times and j != _NONE:
            score.edges_ms += [1000 * abs(heard[j]["start"] - times[i][0]), 1000 * abs(heard[j]["end"] - times[i][1])]


def words_wrong(said: Sequence[str], heard: Sequence[str], fillers: Container[str] = FILLER) -> tuple[int, int]:
    """How many words were said, and how many errors are in what was heard; fillers left out on both sides."""
    plain = [word for word in said if word not in fillers]
    pairs = aligned(plain, [word for word in heard if word not in fillers and word != UNKNOWN])
    return len(plain), sum(not same for _, _, same in pairs)


def fillers_found(said: Sequence[str], heard: Sequence[str], fillers: Container[str] = FILLER) -> tuple[int, int, int]:
    """How many fillers were said, how many heard, and how many heard where any was said."""
    pairs = [
        (i != _NONE and said[i] in fillers, j != _NONE and heard[j] in fillers) for i, j, _ in aligned(said, heard)
    ]
    return sum(was for was, _ in pairs), sum(found for _, found in pairs), sum(was and found for was, found in pairs)


def aligned(said: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The cheapest way from one to the other (Levenshtein): the place in each, -1: none; whether that is right.

    Two words that are the same as one, written otherwise, stand by themselves and are right.
    """
    # Of so many words of each: the cost, and how many of each came last.
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {(0, 0): (0, (0, 0))}
    for i in range(len(said) + 1):
        for j in range(len(heard) + 1):
            ways = []
            for a, b in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                before = best.get((i - a, j - b))
                if before is not None:
                    right = bool(a and b) and _same(said[i - a : i], heard[j - b : j])
                    if right or a + b < 3:
                        ways.append((before[0] + (not right), (a, b)))
            if ways:
                best[i, j] = min(ways, key=lambda way: way[0])
    pairs: list[tuple[int, int, bool]] = []
    i, j = len(said), len(heard)
    while i or j:
        a, b = best[i, j][1]
        right = best[i, j][0] == best[i - a, j - b][0]
        i, j = i - a, j - b
        if a == b == 1:
            pairs.append((i, j, right))
        else:
            pairs += [(_NONE, j + k, right) for k in reversed(range(b))]
            pairs += [(i + k, _NONE, right) for k in reversed(range(a))]
    return pairs[::-1]


def _same(said: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether these are the same but for their writing: "i'm" and "i am", "metrobank" and "metro bank"."""
    if list(said) == list(heard):
        return True
    one, other = sorted((said, heard), key=len)
    if len(one) == len(other):
        return heard[0] in EXPANSIONS.get(said[0], ()) or said[0] in EXPANSIONS.get(heard[0], ())
    return one[0] == "".join(other) or " ".join(other) in EXPANSIONS.get(one[0], ())
