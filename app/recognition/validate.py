"""Try a model where it may end the process, as some damaged ones do: `python -m app.recognition.validate FOLDER`."""

import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from app.problems import Problem
from app.recognition import lookahead_fst, openfst
from app.recognition.models import LANGUAGE, LEXICON, WORDS, open_model, read_words

HIDDEN_SUBCOMMAND = "validate-model"  # of a frozen program, which has no Python to start; leads to main()
UNUSABLE = 3  # the exit code; what is wrong then stands in standard output
SILENCE_S = 0.2
RATE_HZ = 16_000


def main(arguments: Sequence[str]) -> int:
    """Load the model in the one folder given and let it hear silence; 0 if that went well."""
    try:
        try_out(Path(arguments[0]))
    except (Problem, ValueError, OSError) as found:
        sys.stdout.write(f"{found.what if isinstance(found, Problem) else found}\n")
        return UNUSABLE
    return 0


def try_out(folder: Path) -> None:
    """ValueError, OSError or Problem if the model cannot be used, provided that the process survives."""
    model = open_model(folder)
    words = read_words(model)
    if model.look_ahead:
        try:
            lookahead_fst.check(model.folder / LEXICON)
        except ValueError as error:
            raise ValueError(f"{LEXICON} is damaged or cut short") from error
        check_language(model.folder / LANGUAGE, words.values())
    hear_silence(model.folder)


def check_language(path: Path, labels: Collection[int]) -> None:
    """ValueError if a language graph is damaged or has words without a name, over which Vosk would stumble later."""
    try:
        graph = openfst.read(path)
    except ValueError as error:
        raise ValueError(f"{LANGUAGE} is damaged or cut short") from error
    named = np.fromiter(labels, np.int64, len(labels))
    if not bool(np.isin(graph.arcs["olabel"], named).all()):
        raise ValueError(f"{LANGUAGE} has words without a name; {WORDS} is cut short or of another model")


def hear_silence(folder: Path) -> None:
    """Make the model and a recognizer and feed it silence; ValueError if Vosk refuses."""
    import vosk

    vosk.SetLogLevel(-1)
    try:
        recognizer = vosk.KaldiRecognizer(vosk.Model(str(folder)), RATE_HZ)
    except Exception as refused:  # vosk raises nothing more precise
        raise ValueError(f"Vosk says “{refused}”") from refused
    recognizer.SetWords(True)
    recognizer.AcceptWaveform(bytes(2 * int(SILENCE_S * RATE_HZ)))
    json.loads(recognizer.FinalResult())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
