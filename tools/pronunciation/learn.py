"""Learns graphone n-grams: interpolated Kneser-Ney, three discounts an order (Chen and Goodman 1998), then pruned."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from align import CHUNKS, Entry, align, phones_of

from app.script import letter_to_sound
from app.script.letter_to_sound import EDGE, LETTERS, LOG_STEP

RAREST = 4  # a word with a graphone seen less often than this is not learned from


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
        [("-", ()), *((LETTERS[pair // CHUNKS], phones_of(pair % CHUNKS)) for pair in names)],
        order,
        *(np.concatenate(part).astype(np.int64) for part in (graphone, cost, back_off, children)),
    )
    sizes = " ".join(str(int(np.count_nonzero(keep))) for keep in kept)
    print(f"{len(common)} of {len(entries)} ways to say a word, {len(names)} graphones, n-grams {sizes}")
