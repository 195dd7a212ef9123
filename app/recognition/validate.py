"""Try a model where it may end the process, as some damaged ones do.

`python -m app.recognition.validate FOLDER [TAKE WORD …]`
"""

import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from app.problems import Problem
from app.recognition import lookahead_fst, openfst
from app.recognition.engine import vosk
from app.recognition.models import LANGUAGE, LEXICON, WORDS, open_model, read_words

HIDDEN_SUBCOMMAND = "validate-model"  # of a frozen program, which has no Python to start; leads to main()
UNUSABLE = 3  # the exit code; what is wrong then stands in standard output
SILENCE_S = 0.2
RATE_HZ = 16_000
TAKE_S = 10.0  # of a take that is heard
GLANCE_S = 1.0  # … by a model that need not understand it: it may be one for another language
UNDERSTOOD = 0.5  # share of the words due that a model hears at least; a good one hears nearly all


def main(arguments: Sequence[str]) -> int:
    """Load the model in the folder given and let it hear silence, then the take, if one is given; 0 if it went well.

    After the take stand words that are said in its first seconds.
    """
    folder, *take = arguments
    try:
        model = try_out(Path(folder))
        if take:
            understand(model, Path(take[0]), take[1:])
    except (Problem, ValueError, OSError) as found:
        sys.stdout.write(f"{found.what if isinstance(found, Problem) else found}\n")
        return UNUSABLE
    return 0


def try_out(folder: Path) -> Any:
    """The model, loaded. ValueError, OSError or Problem if it cannot be used, provided that the process survives."""
    model = open_model(folder)
    words = read_words(model)
    if model.look_ahead:
        try:
            lookahead_fst.check(model.folder / LEXICON)
        except ValueError as error:
            raise ValueError(f"{LEXICON} is damaged or cut short") from error
        check_language(model.folder / LANGUAGE, words.values())
    loaded = load(model.folder)
    hear(loaded, bytes(2 * int(SILENCE_S * RATE_HZ)), RATE_HZ)
    return loaded


def check_language(path: Path, labels: Collection[int]) -> None:
    """ValueError if a language graph is damaged or has words without a name, over which Vosk would stumble later."""
    try:
        graph = openfst.read(path)
    except ValueError as error:
        raise ValueError(f"{LANGUAGE} is damaged or cut short") from error
    named = np.fromiter(labels, np.int64, len(labels))
    if not bool(np.isin(graph.arcs["olabel"], named).all()):
        raise ValueError(f"{LANGUAGE} has words without a name; {WORDS} is cut short or of another model")


def load(folder: Path) -> Any:
    """Vosk's model. ValueError if Vosk refuses."""
    engine = vosk()
    engine.SetLogLevel(-1)
    try:
        return engine.Model(str(folder))
    except Exception as refused:  # vosk raises nothing more precise
        raise ValueError(f"Vosk says “{refused}”") from refused


def hear(model: Any, sound: bytes, rate: int) -> str:
    """What is heard in int16 mono samples. ValueError if Vosk refuses."""
    try:
        recognizer = vosk().KaldiRecognizer(model, rate)
    except Exception as refused:  # vosk raises nothing more precise
        raise ValueError(f"Vosk says “{refused}”") from refused
    recognizer.SetWords(True)
    text, step = "", rate // 2  # bytes: a quarter of a second
    for begin in range(0, len(sound), step):
        if recognizer.AcceptWaveform(sound[begin : begin + step]):
            text += json.loads(recognizer.Result())["text"] + " "
    return text + str(json.loads(recognizer.FinalResult())["text"])


def understand(model: Any, take: Path, words: Sequence[str]) -> None:
    """ValueError if too few of these words are heard in the take, or if it cannot be read."""
    seconds = TAKE_S if words else GLANCE_S
    try:
        with soundfile.SoundFile(take) as file:
            samples, rate = file.read(int(seconds * file.samplerate), "int16"), file.samplerate
    except soundfile.LibsndfileError as error:
        raise ValueError(f"the take to try it with cannot be read: {take}") from error
    heard = set(hear(model, samples.astype("<i2").tobytes(), rate).split())
    understood = sum(word in heard for word in words)
    if understood < UNDERSTOOD * len(words):
        raise ValueError(f"of {len(words)} words of a known take it understands {understood}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
