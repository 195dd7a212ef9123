"""What Vosk is asked for: a loaded model, and the hearings of one stream of sound.

NB: one recognizer touched by two threads aborts the process. A Listening belongs to the thread that made it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.recognition.bias import split_mark, unmark
from app.recognition.engine import vosk
from app.recognition.in_use import Hold
from app.recognition.problems import model_not_loaded
from app.recognition.transcript import HeardWord, Transcript

PRE_ROLL_S = 0.5  # of zeros before the first sample: without it a first short word can get lost

PLACE_S = 0.2  # of new sound at least between two looks for the place …
PLACE_SHARE = 0.005  # … and this share of the take: every 0.3 s after a minute, every 3 s after ten


class LoadedModel:
    """A model in memory; may serve many recognizers. Raises Problem where Vosk refuses the folder.

    NB: a file cut short can abort the process: have the folder validated in a child first (models.py).
    """

    def __init__(self, folder: Path) -> None:
        engine = vosk()
        engine.SetLogLevel(-1)
        try:
            self._model = engine.Model(str(folder))
        except Exception as refused:  # vosk raises nothing more precise
            raise model_not_loaded(folder) from refused
        self.folder = folder

    def recognizer(self, rate: int) -> Any:
        """A recognizer for int16 mono at `rate` Hz, giving words with times."""
        recognizer = vosk().KaldiRecognizer(self._model, rate)
        recognizer.SetWords(True)
        return recognizer

    def knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)


class Hearing:
    """One recognizer's account of one take, fed block by block."""

    def __init__(self, name: str, model: LoadedModel, rate: int) -> None:
        self._name = name
        self._recognizer = model.recognizer(rate)
        self._recognizer.AcceptWaveform(bytes(2 * int(PRE_ROLL_S * rate)))
        self._words: list[HeardWord] = []

    def hear(self, block: bytes) -> None:
        """The next samples: int16, mono, little-endian."""
        if self._recognizer.AcceptWaveform(block):
            self._keep(self._recognizer.Result())

    def newest(self) -> str:
        """The words of the utterance in hand, as far as they can be told yet; a bent model's with their marks."""
        return str(json.loads(self._recognizer.PartialResult()).get("partial", ""))

    def finish(self) -> Transcript:
        """Take the rest; nothing can be heard after this."""
        self._keep(self._recognizer.FinalResult())
        return Transcript(self._name, unmark(self._words))

    def _keep(self, result: str) -> None:
        for word in json.loads(result).get("result", ()):
            start, end = max(word["start"] - PRE_ROLL_S, 0.0), max(word["end"] - PRE_ROLL_S, 0.0)
            self._words.append(HeardWord(word["word"], start, end, min(max(word["conf"], 0.0), 1.0)))


@dataclass(frozen=True, slots=True)
class Ears:
    """What a rep is heard with: the model as it is and, where it can be bent, the model bent towards the script."""

    free: LoadedModel
    biased: LoadedModel | None

    def listen(self, rate: int) -> "Listening":
        """Begin to hear a stream of int16 mono at `rate` Hz, 16,000 at least."""
        hearings = [Hearing("free", self.free, rate)]
        if self.biased is not None:
            hearings.insert(0, Hearing("biased", self.biased, rate))
        return Listening(hearings, rate, Hold(self.free.folder))


class Listening:
    """Every hearing of one stream, fed together."""

    def __init__(self, hearings: Sequence[Hearing], rate: int, hold: Hold) -> None:
        self._hearings = tuple(hearings)
        self._hold = hold
        self._rate = rate
        self._frames = 0  # heard so far
        self._looked = 0  # of them, when the place was last asked for
        self._arc: int | None = None

    def hear(self, block: bytes) -> None:
        """The next samples: int16, mono, little-endian."""
        for hearing in self._hearings:
            hearing.hear(block)
        self._frames += len(block) // 2

    def place(self) -> int | None:
        """The arc of the script's readings that was said last; None before the first or where the model is not bent.

        NB: each look costs as much as the utterance is long, so a long take is looked at less often.
        """
        if self._frames - self._looked < max(PLACE_S * self._rate, PLACE_SHARE * self._frames):
            return self._arc
        self._looked = self._frames
        for word in reversed(self._hearings[0].newest().split()):
            _, arc = split_mark(word)
            if arc is not None:
                self._arc = arc
                break
        return self._arc

    def finish(self) -> tuple[Transcript, ...]:
        """The biased hearing, where there is one, then the free one."""
        heard = tuple(hearing.finish() for hearing in self._hearings)
        self._hold.let_go()
        return heard


def try_out(model: LoadedModel) -> None:
    """Hear a fifth of a second of silence. Raises Problem where the model answers with nothing of use."""
    hearing = Hearing("trial", model, 16_000)
    hearing.hear(bytes(2 * 3_200))
    try:
        hearing.finish()
    except (ValueError, TypeError, KeyError) as answer:
        raise model_not_loaded(model.folder) from answer
