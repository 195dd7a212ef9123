"""How well models hear what they have not learned from, pocketsphinx beside them: `dev.py bench hearing [MODEL …]`.

Free: the model's whole language. Bent: the language bent to the words that are said, without the fillers. What is
heard are the held-out sentences that `dev.py starter-model` leaves in build/starter-model/full, and recordings of
people where there are some (`--recordings DIR`). With `--weather` each sentence is heard in rooms and noise, too.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pocketsphinx
import soundfile
from numpy.typing import NDArray

from app.places import Places
from app.practice.coach import open_coach
from app.recognition.bias import FILLERS, RARE_FILLERS
from app.recognition.models import open_model
from app.recognition.recognizer import Hearing
from app.recognition.transcript import HeardWord
from app.script.pronunciation import Pronunciations
from app.script.readings import Arc
from app.script.script import Script, parse
from tests.bench.recordings import read_recordings
from tests.bench.sound import Setting, record
from tests.bench.voices import Speech
from tools.starter_model import spoken, texts
from tools.starter_model.measured import fillers_found, words_wrong

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "build/starter-model/full"
FILLER = frozenset((*FILLERS, *RARE_FILLERS))
STRANGER = "festival-ked"  # the voice the model never learned from
WEATHER = {  # sox's reverb in per cent; pink noise, dB below the speech
    "as it is": (0, 60.0),
    "noise 20 dB below": (0, 20.0),
    "noise 10 dB below": (0, 10.0),
    "a room": (25, 60.0),
    "a hall": (60, 60.0),
    "a room with noise 20 dB below": (25, 20.0),
}
RECORDINGS = "recordings"
RATE_HZ = 16_000
BLOCK = 8000  # samples


@dataclass(frozen=True)
class Said:
    """A sentence and its sound: int16 (samples,), one channel."""

    group: str  # whose voice
    words: tuple[str, ...]
    samples: NDArray[np.int16]
    rate_hz: int


@dataclass
class Score:
    words: int = 0
    errors: int = 0
    said: int = 0  # fillers
    heard: int = 0
    right: int = 0

    def add(self, said: Sequence[str], heard: Sequence[str]) -> None:
        words, errors = words_wrong(said, heard, FILLER)
        fillers = fillers_found(said, heard, FILLER)
        self.words, self.errors = self.words + words, self.errors + errors
        self.said, self.heard, self.right = self.said + fillers[0], self.heard + fillers[1], self.right + fillers[2]

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.said + self.heard, 1)


class Model:
    """A model of ours, freely and bent."""

    def __init__(self, folder: Path, home: Path, sounds: Pronunciations) -> None:
        self.name = str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else folder.name
        places = Places(data=home, cache=home, settings=home / "settings.toml", program=ROOT)
        self._coach = open_coach(open_model(folder), places, sounds)
        self.worked_s = self.sound_s = 0.0  # of the free hearing

    def hear(self, said: Said) -> dict[str, list[str]]:
        script = parse(" ".join(word for word in said.words if word not in FILLER))
        ears = self._coach.prepare(script).ears
        if ears.biased is None:
            raise SystemExit(f"{self.name} cannot be bent to a script.")
        began = time.process_time()
        free = heard(Hearing("free", ears.free, said.rate_hz), said)
        self.worked_s += time.process_time() - began
        self.sound_s += len(said.samples) / said.rate_hz
        bent = heard(Hearing("bent", ears.biased, said.rate_hz), said)
        return {"free": [word.word for word in free], "bent": as_written(bent, script)}


class Sphinx:
    """pocketsphinx with the English model of its package."""

    name = "pocketsphinx"

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(samprate=RATE_HZ, loglevel="FATAL")

    def hear(self, said: Said) -> dict[str, list[str]]:
        if said.rate_hz != RATE_HZ:
            raise SystemExit(f"pocketsphinx hears at {RATE_HZ} Hz; a recording has {said.rate_hz}.")
        self._decoder.start_utt()
        self._decoder.process_raw(said.samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        words = [re.sub(r"\(\d+\)$", "", part.word) for part in self._decoder.seg() or ()]
        return {"free": [word for word in words if word[0] not in "<["]}


def heard(hearing: Hearing, said: Said) -> tuple[HeardWord, ...]:
    for begin in range(0, len(said.samples), BLOCK):
        hearing.hear(said.samples[begin : begin + BLOCK].astype("<i2").tobytes())
    return hearing.finish().words


def as_written(words: Sequence[HeardWord], script: Script) -> list[str]:
    """What was heard on the script's path, in the script's words: "mr" for "mister" is no error."""
    told: list[str] = []
    before: Arc | None = None
    for word in words:
        arc = script.readings.arcs[word.arc] if word.arc is not None else None
        if arc is None:
            told.append(word.word)
        elif before is None or arc.source != before.to or arc.first >= before.last:
            told += [each.text.lower() for each in script.words[arc.first : arc.last]]
        before = arc
    return told


def held_out(made: Path, count: int) -> Iterator[Said]:
    """So many sentences of each voice, half of them with fillers; espeak-ng in American English alone."""
    for path in sorted((made / "04-speech").glob("*.test.000.npz")):
        voice = path.name.split(".")[0]
        if voice.startswith("espeak-") and voice != "espeak-en-us":
            continue
        part, sentences = spoken.load(path), texts.load(made / "03-texts" / f"{voice}.test.jsonl")
        half = len(part.sentence) // 2
        for i in (*range(half)[: count // 2], *range(half, 2 * half)[: count // 2]):
            yield Said(voice, tuple(sentences[part.sentence[i]].words), part.of(i)[0], RATE_HZ)


def in_all_weathers(said: Said) -> Iterator[Said]:
    """A sentence in each of WEATHER; its group is told by that and by whether the model knows the voice."""
    whose = said.group if said.group in (STRANGER, RECORDINGS) else "voices it learned from"
    plain = Speech(said.samples / 2**15, said.rate_hz, ((0.0, len(said.samples) / said.rate_hz),))
    for name, (reverberance, snr_db) in WEATHER.items():
        setting = Setting(
            slowness=1.0,
            pitch=1.0,
            speed=1.0,
            shift_cents=0,
            reverberance=reverberance,
            noise="pink",
            snr_db=snr_db,
            level_dbfs=-20.0,
            rate_hz=RATE_HZ,
            before_s=0.3,
            after_s=0.3,
        )
        sound = record(plain, setting, " ".join(said.words)).samples
        yield Said(f"{name}: {whose}", said.words, np.asarray(np.rint(sound * 32767), np.int16), RATE_HZ)


def recordings(folder: Path) -> Iterator[Said]:
    for path, words in read_recordings(folder):
        samples, rate_hz = soundfile.read(path, dtype="int16")
        yield Said(RECORDINGS, tuple(re.findall(r"[\w']+", words.lower())), samples, rate_hz)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench hearing", description=__doc__.partition("\n")[0])
    parser.add_argument("models", nargs="*", type=Path, default=[ROOT / "vosk-model"], metavar="MODEL")
    parser.add_argument("--sentences", type=int, default=24, help="of each voice")
    parser.add_argument("--recordings", type=Path, help="a folder of recordings with what is said in them")
    parser.add_argument("--weather", action="store_true", help="in rooms and noise, too; a line for all its voices")
    given = parser.parse_args()
    if not (MADE / "04-speech/done").exists() and given.recordings is None:
        print("There is no speech to hear: make it with python3 dev.py starter-model.", file=sys.stderr)
        return 2
    said = list(held_out(MADE, given.sentences))
    said += recordings(given.recordings) if given.recordings else []
    if not said:
        print("There is no sentence to hear: --sentences takes 2 or more.", file=sys.stderr)
        return 2
    if given.weather:
        said = [each for one in said for each in in_all_weathers(one)]
    sounds = Pronunciations.load(ROOT / "assets/pronunciation")
    columns: dict[str, dict[str, Score]] = {}
    with tempfile.TemporaryDirectory() as home:
        models = [Model(folder.absolute(), Path(home), sounds) for folder in given.models]
        recognizers: list[Model | Sphinx] = [*models, Sphinx()]
        for each in said:
            for recognizer in recognizers:
                for kind, words in recognizer.hear(each).items():
                    scores = columns.setdefault(f"{recognizer.name}, {kind}", {})
                    scores.setdefault(each.group, Score()).add(each.words, words)
    print_table(columns)
    for model in models:
        print(f"{model.name}: the free hearing takes {model.worked_s / model.sound_s:.3f} of real time on one core")
    return 0


def print_table(columns: dict[str, dict[str, Score]]) -> None:
    """Share of words wrong, and F1 of the fillers."""
    print(f"| | {' | '.join(columns)} |")
    print(f"|---|{'---|' * len(columns)}")
    for group in dict.fromkeys(group for scores in columns.values() for group in scores):
        cells = []
        for scores in columns.values():
            score = scores[group]
            fillers = f", fillers {score.f1:.2f}" if score.said else ""
            cells.append(f"{100 * score.errors / max(score.words, 1):.1f} %{fillers}")
        first = next(iter(columns.values()))[group]
        print(f"| {group} ({first.words} words, {first.said} fillers) | {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
