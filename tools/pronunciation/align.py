"""Which phones each letter of a word stands for, found by expectation and maximisation."""

import numpy as np

from app.script.letter_to_sound import LETTERS
from app.script.phones import PHONES

ROUNDS = 8
NONE, ONE, TWO = 0, 1, 1 + len(PHONES)  # the first chunk of 0, 1 and 2 phones
CHUNKS = TWO + len(PHONES) ** 2

Phones = tuple[str, ...]
Entry = tuple[str, Phones]  # a word and one way to say it


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


def phones_of(chunk: int) -> Phones:
    """The phones of a chunk."""
    if chunk == NONE:
        return ()
    if chunk < TWO:
        return (PHONES[chunk - ONE],)
    return PHONES[(chunk - TWO) // len(PHONES)], PHONES[(chunk - TWO) % len(PHONES)]
