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
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from zlib import crc32

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from app.script import letter_to_sound  # noqa: E402
from app.script.letter_to_sound import EDGE, LETTERS, LOG_STEP  # noqa: E402
from app.script.phones import PHONES  # noqa: E402
from app.script.pronunciation import DICTIONARY, MODEL, write_dictionary  # noqa: E402

FOLDER = ROOT / "assets" / "pronunciation"

# Learning. Chosen on held-out words, see --order and --threshold.
ORDER = 6  # graphones in the longest n-gram
THRESHOLD = 0.5  # an n-gram is kept when it makes its count times this much of log-likelihood more probable
ROUNDS = 8  # of expectation and maximisation in the alignment
RAREST = 4  # a word with a graphone seen less often than this is not learned from

Phones = tuple[str, ...]
Entry = tuple[str, Phones]

NONE, ONE, TWO = 0, 1, 1 + len(PHONES)  # the first chunk of 0, 1 and 2 phones
CHUNKS = TWO + len(PHONES) ** 2


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


# ---- Alignment: which phones each letter stands for


def _batches(entries: list[Entry]) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Entries of like shape together: (places in entries, letters [entry, place], phones [entry, place])."""
    code = {phone: i for i, phone in enumerate(PHONES)}
    by_shape: dict[tuple[int, int], list[int]] = {}
    for i, (word, phones) in enumerate(entries):
        by_shape.setdefault((len(word), len(phones)), []).append(i)
    return [
        (
            np.array(places),
            np.array([[LETTERS.index(letter) for letter in entries[i][0]] for i in places]),
            np.array([[code[phone] for phone in entries[i][1]] for i in places]),
        )
        for places in by_shape.values()
    ]


def _chunks(phones: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The chunks of 0, 1 and 2 phones that begin at each place: [entry, places + 1], [.., places], [.., places - 1]."""
    entries, length = phones.shape
    none = np.full((entries, length + 1), NONE)
    return none, ONE + phones, TWO + phones[:, :-1] * len(PHONES) + phones[:, 1:]


def align(entries: list[Entry]) -> list[tuple[int, ...]]:
    """The likeliest chunk of phones for each letter of each entry, by expectation and maximisation."""
    batches = _batches(entries)
    chance = np.full((len(LETTERS), CHUNKS), 1e-4)  # of a chunk, given its letter
    chance[:, NONE] = 0.2
    chance[:, ONE:TWO] = 0.5 / len(PHONES)
    for _ in range(ROUNDS):
        seen = np.zeros(len(LETTERS) * CHUNKS)
        for _, letters, phones in batches:
            _expect(letters, phones, chance, seen)
        table = seen.reshape(chance.shape)
        table[table < 1e-3] = 0.0
        chance = (table + 1e-9) / (table.sum(axis=1, keepdims=True) + 1e-9 * CHUNKS)
    aligned: list[tuple[int, ...]] = [()] * len(entries)
    for places, letters, phones in batches:
        for place, chunks in zip(places, _likeliest(letters, phones, chance), strict=True):
            aligned[place] = tuple(int(chunk) for chunk in chunks)
    return aligned


def _expect(letters: np.ndarray, phones: np.ndarray, chance: np.ndarray, seen: np.ndarray) -> None:
    """Adds to seen[letter * CHUNKS + chunk] how often each pair is expected in a batch."""
    entries, length = letters.shape
    many = phones.shape[1]
    chunks = _chunks(phones)
    forward = np.zeros((length + 1, entries, many + 1))
    backward = np.zeros_like(forward)
    forward[0, :, 0] = 1.0
    backward[length, :, many] = 1.0
    steps = [[chance[letters[:, i, None], chunks[n]] for n in range(3)] for i in range(length)]
    for i in range(length):
        for n in range(3):
            forward[i + 1, :, n:] += forward[i, :, : many + 1 - n] * steps[i][n]
    for i in range(length - 1, -1, -1):
        for n in range(3):
            backward[i, :, : many + 1 - n] += backward[i + 1, :, n:] * steps[i][n]
    whole = forward[length, :, many]
    share = np.divide(1.0, whole, out=np.zeros_like(whole), where=whole > 0)[:, None]
    for i in range(length):
        for n in range(3):
            expected = forward[i, :, : many + 1 - n] * steps[i][n] * backward[i + 1, :, n:] * share
            pairs = letters[:, i, None] * CHUNKS + chunks[n]
            seen += np.bincount(pairs.ravel(), weights=expected.ravel(), minlength=len(seen))


def _likeliest(letters: np.ndarray, phones: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The best chunk for each letter: [entry, letter]. Of two equally good ways, always the same one."""
    entries, length = letters.shape
    many = phones.shape[1]
    chunks = _chunks(phones)
    score = np.full((entries, many + 1), -np.inf)
    score[:, 0] = 0.0
    taken = np.zeros((length, entries, many + 1), dtype=np.int64)
    for i in range(length):
        ways = np.full((3, entries, many + 1), -np.inf)
        for n in range(3):
            ways[n, :, n:] = score[:, : many + 1 - n] + np.log(chance[letters[:, i, None], chunks[n]])
        taken[i] = ways.argmax(axis=0)
        score = ways.max(axis=0)
    at = np.full(entries, many)
    rows = np.arange(entries)
    result = np.zeros((entries, length), dtype=np.int64)
    for i in range(length - 1, -1, -1):
        n = taken[i, rows, at]
        at = at - n
        for size in range(3):
            chosen = n == size
            result[chosen, i] = chunks[size][rows[chosen], at[chosen]]
    return result


# ---- The n-grams: interpolated Kneser-Ney with three discounts an order (Chen and Goodman 1998), then pruned


@dataclass(frozen=True, slots=True)
class Grams:
    """All n-grams of one order, sorted by (prefix, last)."""

    last: np.ndarray  # the last graphone
    prefix: np.ndarray  # the n-gram without it, among those of one order less
    suffix: np.ndarray  # the n-gram without its first graphone, likewise
    count: np.ndarray  # how often it is seen
    begins: np.ndarray  # whether it begins with EDGE


def count_grams(words: list[list[int]], graphones: int, order: int) -> list[Grams]:
    """The n-grams of orders 1 to `order` in the words, each given with its two edges."""
    symbols = np.concatenate([np.array(word) for word in words])
    place = np.concatenate([np.arange(len(word)) for word in words])
    every = np.arange(graphones)
    zero = np.zeros(graphones, dtype=np.int64)
    counts = np.bincount(symbols[place > 0], minlength=graphones)
    orders = [Grams(every, zero, zero, counts, np.zeros(graphones, dtype=bool))]
    node = symbols.copy()  # the n-gram of the order before that ends at each symbol
    for k in range(2, order + 1):
        ends = np.flatnonzero(place >= k - 1)
        keys, first, inverse, counts = np.unique(
            node[ends - 1] * graphones + symbols[ends], return_index=True, return_inverse=True, return_counts=True
        )
        seen_at = ends[first]
        orders.append(Grams(keys % graphones, keys // graphones, node[seen_at], counts, place[seen_at] == k - 1))
        longer = np.full(len(symbols), -1)
        longer[ends] = inverse
        node = longer
    return orders


def smooth(orders: list[Grams]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """(probability of each n-gram's last graphone after the others, weight of leaving each n-gram for its suffix)."""
    chances: list[np.ndarray] = []
    weights: list[np.ndarray] = []
    for k, grams in enumerate(orders):
        if k + 1 < len(orders):
            longer = orders[k + 1]
            follows = np.bincount(longer.suffix, minlength=len(grams.last))
            count = np.where(grams.begins, grams.count, follows)
        else:
            count = grams.count
        n1, n2, n3, n4 = (max(1, int(np.count_nonzero(count == n))) for n in (1, 2, 3, 4))
        y = n1 / (n1 + 2 * n2)
        steps = np.clip([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3], 0.0, [0, 0.95, 1.9, 2.8])
        discount = steps[np.minimum(count, 3)]
        contexts = 1 if k == 0 else len(orders[k - 1].last)
        whole = np.bincount(grams.prefix, weights=count, minlength=contexts)
        freed = np.bincount(grams.prefix, weights=discount, minlength=contexts)
        weight = np.divide(freed, whole, out=np.ones(contexts), where=whole > 0)
        lower = np.full(len(grams.last), 1 / len(grams.last)) if k == 0 else chances[k - 1][grams.suffix]
        per_gram = np.maximum(whole[grams.prefix], 1)
        chances.append((count - discount) / per_gram + weight[grams.prefix] * lower)
        weights.append(weight)
    return chances, weights


def prune(
    orders: list[Grams], chances: list[np.ndarray], weights: list[np.ndarray], threshold: float
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """(which n-grams to keep, the weight of leaving each context when only they are kept).

    An n-gram goes when nothing longer begins with it and its count times the log of what it gains over its suffix is
    under the threshold (Seymore and Rosenfeld 1996). All single graphones stay.
    """
    kept = [np.ones(len(grams.last), dtype=bool) for grams in orders]
    for k in range(len(orders) - 1, 0, -1):
        grams = orders[k]
        lower = weights[k][grams.prefix] * chances[k - 1][grams.suffix]
        gain = grams.count * np.log(chances[k] / lower)
        kept[k] = np.abs(gain) > threshold
        if k + 1 < len(orders):
            kept[k][orders[k + 1].prefix[kept[k + 1]]] = True
    leaving: list[np.ndarray] = [np.ones(1)]
    effective = chances[0]
    for k in range(1, len(orders)):
        grams = orders[k]
        keep = kept[k]
        contexts = len(orders[k - 1].last)
        taken = np.bincount(grams.prefix[keep], weights=chances[k][keep], minlength=contexts)
        below = np.bincount(grams.prefix[keep], weights=effective[grams.suffix[keep]], minlength=contexts)
        leave = np.clip(1 - taken, 1e-6, 1) / np.clip(1 - below, 1e-6, 1)
        leaving.append(leave)
        effective = np.where(keep, chances[k], leave[grams.prefix] * effective[grams.suffix])
    return kept, leaving


def learn(entries: list[Entry], path: Path, order: int, threshold: float) -> None:
    """Learns a model from entries and writes it."""
    usable = [entry for entry in entries if len(entry[1]) <= 2 * len(entry[0])]
    aligned = align(usable)
    pairs = [
        [LETTERS.index(letter) * CHUNKS + chunk for letter, chunk in zip(word, chunks, strict=True)]
        for (word, _), chunks in zip(usable, aligned, strict=True)
    ]
    seen = np.bincount(np.concatenate([np.array(word) for word in pairs]), minlength=len(LETTERS) * CHUNKS)
    common = [word for word in pairs if min(seen[pair] for pair in word) >= RAREST]
    names = sorted({pair for word in common for pair in word})
    number = {pair: i + 1 for i, pair in enumerate(names)}
    words = [[EDGE, *(number[pair] for pair in word), EDGE] for word in common]
    orders = count_grams(words, len(names) + 1, order)
    chances, weights = smooth(orders)
    kept, leaving = prune(orders, chances, weights, threshold)

    graphone, cost, back_off, children = [np.zeros(1)], [np.zeros(1)], [np.zeros(1)], [np.array([len(names) + 1])]
    for k, grams in enumerate(orders):
        keep = kept[k]
        graphone.append(grams.last[keep])
        cost.append(np.clip(np.rint(-np.log(chances[k][keep]) / LOG_STEP), 0, 255))
        if k + 1 < len(orders):
            below = np.bincount(orders[k + 1].prefix[kept[k + 1]], minlength=len(keep))[keep]
            leave = np.clip(np.rint(-np.log(leaving[k + 1][keep]) / LOG_STEP), -127, 127)
        else:
            below = leave = np.zeros(np.count_nonzero(keep))
        children.append(below)
        back_off.append(np.where(below > 0, leave, 0))
    letter_to_sound.write(
        path,
        [("-", ()), *((LETTERS[pair // CHUNKS], _phones(pair % CHUNKS)) for pair in names)],
        order,
        *(np.concatenate(part).astype(np.int64) for part in (graphone, cost, back_off, children)),
    )
    sizes = " ".join(str(int(np.count_nonzero(keep))) for keep in kept)
    print(f"{len(common)} of {len(entries)} ways to say a word, {len(names)} graphones, n-grams {sizes}")


def _phones(chunk: int) -> Phones:
    if chunk == NONE:
        return ()
    if chunk < TWO:
        return (PHONES[chunk - ONE],)
    return PHONES[(chunk - TWO) // len(PHONES)], PHONES[(chunk - TWO) % len(PHONES)]


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
