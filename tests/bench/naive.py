"""The naive way, to compare with: the recognizer's free transcript and rapidfuzz's opcodes, nothing between."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from rapidfuzz.distance import Levenshtein

from tests.bench.scoring import Entry, Review
from tests.bench.scripts import BenchScript

FILLERS = frozenset({"um", "uh", "er", "erm", "ah", "hmm", "mm"})
_BLOCK_S = 0.2


@dataclass(frozen=True, slots=True)
class Heard:
    word: str
    start: float  # s from the take's first sample
    end: float


class FreeHearing:
    """A Vosk model used as its documentation shows."""

    def __init__(self, model_folder: Path) -> None:
        import vosk  # late: not everything that reads this file may load a native library

        vosk.SetLogLevel(-1)
        self._recognizer = vosk.KaldiRecognizer
        self._model = vosk.Model(str(model_folder))

    def __call__(self, take: Path, phrases: Sequence[str] = ()) -> list[Heard]:
        """The words of a take; with phrases, under Vosk's run-time grammar of them, the fillers and [unk]."""
        samples, rate = soundfile.read(take, dtype="int16", always_2d=True)
        mono = np.ascontiguousarray(samples[:, 0])
        grammar = [json.dumps([*phrases, *sorted(FILLERS), "[unk]"])] if phrases else []
        recognizer = self._recognizer(self._model, rate, *grammar)
        recognizer.SetWords(True)
        heard: list[dict[str, Any]] = []
        step = round(_BLOCK_S * rate)
        for start in range(0, len(mono), step):
            if recognizer.AcceptWaveform(mono[start : start + step].tobytes()):
                heard += json.loads(recognizer.Result()).get("result", [])
        heard += json.loads(recognizer.FinalResult()).get("result", [])
        return [Heard(word["word"], word["start"], word["end"]) for word in heard if word["word"] != "[unk]"]


def written_words(text: str) -> list[tuple[str, int, int]]:
    """A script's words as they are written, without marks: what a plain diff would compare. (word, start, end)"""
    hidden = re.sub(r"\A---\n.*?\n---\n|\[pause\]|\([^)]*\)", lambda match: " " * len(match[0]), text, flags=re.DOTALL)
    found = []
    for match in re.finditer(r"\S+", hidden):
        core = re.search(r"[\w$].*[\w%]|\w", match[0])
        if core:
            word = core[0].lower().replace("’", "'")
            found.append((word, match.start() + core.start(), match.start() + core.end()))
    return found


def spoken_words(script: BenchScript) -> list[tuple[str, int, int]]:
    """The same, told how every number and name is spoken."""
    return [(token.word, unit.start, unit.end) for unit in script.units for token in unit.spoken]


def naive_review(reference: Sequence[tuple[str, int, int]], heard: Sequence[Heard]) -> Review:
    """A review in the contract's form, made of opcodes alone; every finding is certain."""
    words: list[Entry] = [{"text": word, "start": start, "end": end} for word, start, end in reference]
    findings: list[Entry] = []
    verdicts = ["said"] * len(words)
    account: list[Entry] = []
    opcodes = Levenshtein.opcodes([word for word, _, _ in reference], [each.word for each in heard])
    for code in opcodes:
        said = heard[code.dest_start : code.dest_end]
        first, last = code.src_start, code.src_end
        for offset, each in enumerate(said):
            own = first + offset if code.tag in ("equal", "replace") and first + offset < last else None
            account.append(
                {"heard": each.word, "start_s": each.start, "end_s": each.end, "confidence": 1.0, "script_word": own}
            )
        if code.tag == "equal":
            continue
        verdicts[first:last] = ["skipped" if code.tag == "delete" else "changed"] * (last - first)
        before = heard[code.dest_start - 1].end if code.dest_start else 0.0
        after = heard[code.dest_end].start if code.dest_end < len(heard) else before
        findings.append(
            {
                "kind": _kind(code.tag, words[first:last], said, reference, first),
                "verdict": "certain",
                "script_start": first,
                "script_end": last,
                "start_s": said[0].start if said else before,
                "end_s": said[-1].end if said else after,
                "expected": " ".join(word["text"] for word in words[first:last]) or None,
                "heard": " ".join(each.word for each in said) or None,
                "counts": True,
                "advice": None,
            }
        )
    return {
        "script": {"words": words},
        "words": account,
        "verdicts": verdicts,
        "findings": findings,
        "clean": not findings,
    }


def _kind(
    tag: str,
    expected: Sequence[Entry],
    said: Sequence[Heard],
    reference: Sequence[tuple[str, int, int]],
    first: int,
) -> str:
    """The kind a plain diff would give: generous, since it also looks for fillers and repeats among what was added."""
    if tag == "delete":
        return "omission"
    if tag == "replace":
        digits = any(any(letter.isdigit() for letter in word["text"]) for word in expected)
        spelled = [word for word in expected if word["end"] - word["start"] >= 10 and word["text"].isalpha()]
        told = any(
            _DIGIT.fullmatch(word["text"]) for word in spelled
        )  # a digit word inside a long range: a phone number
        return "number" if digits or told else "substitution"
    added = [each.word for each in said]
    if all(word in FILLERS for word in added):
        return "filled_pause"
    count = len(added)
    around = (
        [word for word, _, _ in reference[max(0, first - count) : first]],
        [word for word, _, _ in reference[first : first + count]],
    )
    return "repetition" if added in around else "insertion"


_DIGIT = re.compile("oh|zero|one|two|three|four|five|six|seven|eight|nine")
