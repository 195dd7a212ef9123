"""Names that a model's vocabulary lacks: heard where they are said, and not where another is: `dev.py bench names`.

Each name is said by several voices in a sentence, and the model is bent once to that sentence and once to the same
sentence with another name. Measured: how often the script's name is heard in either.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from app.places import Places
from app.practice.coach import Coach, open_coach
from app.recognition.models import open_model, vocabulary
from app.recognition.recognizer import Hearing
from app.script.script import parse
from tools.starter_model.espeak import EspeakVoice
from tools.starter_model.festival import FestivalVoice
from tools.starter_model.flite import FliteVoice
from tools.starter_model.texts import Call, Sentence
from tools.starter_model.voices import Speech, Voice

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "hello this is {} from the office calling back about your order"
# Of many tongues; each beside one that is about as long and sounds otherwise.
PAIRS = (
    ("Okonjima", "Vandersteen"),
    ("Szarvasi", "Brightwellow"),
    ("Nakaguchi", "Thistlemoor"),
    ("Quillhaven", "Marrowdale"),
    ("Abernazzi", "Kowalenko"),
    ("Delgadino", "Frostbourne"),
    ("Ramanathapur", "Whitcombeley"),
    ("Oyelowande", "Pemberleigh"),
    ("Schmidlinger", "Castellucci"),
    ("Tanakawara", "Bjornefeldt"),
    ("Mwangalia", "Hollingdrake"),
    ("Petrovanik", "Gallowhurst"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench names", description=__doc__.partition("\n")[0])
    parser.add_argument("models", nargs="*", type=Path, default=[ROOT / "vosk-model"], metavar="MODEL")
    given = parser.parse_args()
    voices: dict[str, Voice] = {f"flite-{name}": FliteVoice(name) for name in ("rms", "slt", "awb")}
    voices |= {"espeak-en-us": EspeakVoice("en-us"), "festival-ked": FestivalVoice("voice_ked_diphone")}
    names = [name for pair in PAIRS for name in pair]
    said = {(voice, name): speaker.say(_asked(name)) for voice, speaker in voices.items() for name in names}
    with tempfile.TemporaryDirectory() as home:
        places = Places(data=Path(home), cache=Path(home), settings=Path(home) / "settings.toml", program=ROOT)
        for folder in given.models:
            model = open_model(folder)
            known = [name for name in names if name.lower() in vocabulary(model)]
            print(f"{folder}: {len(names) - len(known)} of {len(names)} names are not in the vocabulary", flush=True)
            coach = open_coach(model, places)
            for voice in voices:
                right = sum(_heard(coach, said[voice, name], name) for pair in PAIRS for name in pair)
                wrong = sum(_heard(coach, said[voice, a], b) + _heard(coach, said[voice, b], a) for a, b in PAIRS)
                print(f"  {voice}: heard where said {right} of {len(names)}, where another was {wrong}", flush=True)
    return 0


def _asked(name: str) -> Sentence:
    words = SENTENCE.format(name.lower()).split()
    return Sentence(tuple(Call(word, word, 1.0, False) for word in words), 1.0, 1.1)


def _heard(coach: Coach, said: Speech, name: str) -> bool:
    """Whether the model, bent to the sentence with this name, hears it."""
    ears = coach.prepare(parse(SENTENCE.format(name).capitalize() + ".")).ears
    if ears.biased is None:
        raise SystemExit("This model cannot be bent to a script.")
    hearing = Hearing("bent", ears.biased, said.rate_hz)
    hearing.hear(said.samples.astype("<i2").tobytes())
    return any(word.word == name.lower() and word.arc is not None for word in hearing.finish().words)


if __name__ == "__main__":
    sys.exit(main())
