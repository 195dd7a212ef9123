"""Makes assets/pronunciation/ from the CMU dictionary in pocketsphinx's wheel. Run by hand; takes about a minute.

    python tools/pronunciation/make.py             writes the dictionary, the letter-to-sound model, licence, figures
    python tools/pronunciation/make.py --measure   prints how well words are said by a model that never saw them

Held out for the figures is every twentieth family of words (a word with its plural and its genitive), and every name
in names.txt. The model that is written learns from all words.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from align import Entry, Phones  # noqa: E402
from learn import learn  # noqa: E402

from app.script import letter_to_sound  # noqa: E402
from app.script.letter_to_sound import LETTERS  # noqa: E402
from app.script.pronunciation import DICTIONARY, MODEL, write_dictionary  # noqa: E402

FOLDER = ROOT / "assets" / "pronunciation"

# Chosen on the words held out, where orders 6 to 8 and thresholds 0 to 1 differ by less than 0.5 % of phones.
ORDER = 6  # graphones in the longest n-gram
THRESHOLD = 0.5  # an n-gram is kept when its count times the log-likelihood it gains is more than this


def read_entries() -> list[Entry]:
    """Every word of the dictionary with every way to say it, in the dictionary's order."""
    path = Path(str(distribution("pocketsphinx").locate_file("pocketsphinx/model/en-us/cmudict-en-us.dict")))
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        entries.append((re.sub(r"\(\d+\)$", "", word), tuple(phones)))
    return entries


def licence() -> str:
    """Carnegie Mellon's terms, as the wheel states them, without the terms of the code that lies beside them there."""
    path = Path(str(distribution("pocketsphinx").locate_file("")))
    (found,) = path.glob("pocketsphinx-*.dist-info/licenses/LICENSE")
    terms = found.read_text(encoding="utf-8").split("WebRTC VAD code", 1)[0].rstrip()
    return (
        "The pronunciations in this folder are those of the CMU Pronouncing Dictionary, in the form\n"
        "the CMU Sphinx project distributes (cmudict-en-us.dict), and a model learned from them.\n\n"
        "Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved.\n\n" + terms + "\n"
    )


# ---- Figures


def learnable(entries: list[Entry]) -> list[Entry]:
    """Words in plain letters that are said as they are spelled: no genitives, which are made by rule, no acronyms."""
    return [
        (word, phones)
        for word, phones in entries
        if set(word) <= set(LETTERS) and not word.endswith(("'s", "'")) and word[0] != "'" and len(word) > 1
    ]


def family(word: str) -> str:
    """A word without plural and genitive endings, so that "smiths" does not give "smith" away."""
    return re.sub(r"('s|s'|')$", "", word).rstrip("s")


def mistakes(said: Phones, meant: Phones) -> int:
    """The least number of phones put in, left out or changed."""
    row = list(range(len(meant) + 1))
    for i, phone in enumerate(said):
        corner, row[0] = row[0], i + 1
        for j, other in enumerate(meant):
            corner, row[j + 1] = row[j + 1], min(corner + (phone != other), row[j] + 1, row[j + 1] + 1)
    return row[-1]


def measure(path: Path, held_out: dict[str, list[Phones]]) -> dict[str, float]:
    """Phone errors over phones, words whose best guess is right, words with a right one among the best three."""
    model = letter_to_sound.load(path)
    wrong = phones = first = among = 0
    for word, meant in held_out.items():
        guesses = [guess for guess, _ in model.guess(word)]
        errors, length = min((mistakes(guesses[0], way), len(way)) for way in meant)
        wrong += errors
        phones += length
        first += errors == 0
        among += any(guess in meant for guess in guesses)
    words = len(held_out)
    return {
        "words": words,
        "phone_error_rate": round(wrong / phones, 4),
        "words_right": round(first / words, 4),
        "words_right_in_three": round(among / words, 4),
    }


def hold_out(entries: list[Entry], order: int, threshold: float) -> dict[str, dict[str, float]]:
    """The figures of a model that has not seen every twentieth family of words, nor the names in names.txt."""
    names = set((HERE / "names.txt").read_text(encoding="utf-8").split())
    families = {family(name) for name in names}
    usable = learnable(entries)
    seen, words, called = [], {}, {}
    for word, phones in usable:
        if family(word) in families:
            if word in names:
                called.setdefault(word, []).append(phones)
        elif crc32(family(word).encode()) % 20 == 0:
            words.setdefault(word, []).append(phones)
        else:
            seen.append((word, phones))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL
        learn(seen, path, order, threshold)
        print(f"{path.stat().st_size} bytes")
        return {"words": measure(path, words), "names": measure(path, called)}


def main() -> None:
    """Makes the assets, or measures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--measure", action="store_true", help="only print the figures on words held out")
    options.add_argument("--order", type=int, default=ORDER)
    options.add_argument("--threshold", type=float, default=THRESHOLD)
    chosen = options.parse_args()
    entries = read_entries()
    figures = hold_out(entries, chosen.order, chosen.threshold)
    print(json.dumps(figures, indent=1))
    if chosen.measure:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = write_dictionary(FOLDER / DICTIONARY, entries)
    learn(learnable(entries), FOLDER / MODEL, chosen.order, chosen.threshold)
    (FOLDER / "LICENSE.txt").write_text(licence(), encoding="utf-8")
    contents = {
        "words": words,
        "pronunciations": len(entries),
        "sha256": {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in (DICTIONARY, MODEL)},
        "held_out": figures,
    }
    (FOLDER / "contents.json").write_text(json.dumps(contents, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
