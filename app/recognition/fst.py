"""A weighted transducer in NumPy arrays, and what can be done to one: sort its arcs, extend it, find its properties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARC = np.dtype([("ilabel", "<i4"), ("olabel", "<i4"), ("cost", "<f4"), ("to", "<i4")])


@dataclass(frozen=True, slots=True, eq=False)
class Symbols:
    """A symbol table: words[i] has label labels[i]. Made by `openfst.read` or `openfst.symbols`."""

    name: str
    words: Sequence[str]
    labels: NDArray[np.int64]  # (words,)
    raw: bytes  # the table as it stands in a file


@dataclass(frozen=True, slots=True, eq=False)
class Fst:
    """A transducer over float32 costs (OpenFst's tropical semiring: costs add up, less is better). Label 0 is epsilon.

    NB: its arrays may be read-only, a view of the file's bytes.
    """

    start: int  # the start state, -1 if there is none
    final: NDArray[np.float32]  # (states,): the cost of ending there, inf where one cannot
    first: NDArray[np.int64]  # (states + 1,): arcs[first[s]:first[s + 1]] leave state s
    arcs: NDArray[Any]  # ARC (arcs,)
    isymbols: Symbols | None = None
    osymbols: Symbols | None = None

    def of(self, state: int) -> NDArray[Any]:
        """The arcs that leave a state, ARC (arcs of the state,)."""
        return self.arcs[self.first[state] : self.first[state + 1]]

    def sources(self) -> NDArray[np.int32]:
        """The state that each arc leaves, int32 (arcs,)."""
        return np.repeat(np.arange(len(self.final), dtype=np.int32), np.diff(self.first))


def starts(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Where stretches of these lengths begin when laid end to end, and where the last ends: int64 (counts + 1,)."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))


def arcsort(fst: Fst) -> Fst:
    """The same with the arcs of each state in the order of their ilabels, as Vosk needs them; itself if they are."""
    label, inside = fst.arcs["ilabel"], _inside(fst)
    if bool((label[1:] >= label[:-1])[inside].all()):
        return fst
    return replace(fst, arcs=fst.arcs[np.lexsort((label, fst.sources()))])


def extend(
    fst: Fst, start: int, final: NDArray[np.float32], source: NDArray[np.integer[Any]], arcs: NDArray[Any]
) -> Fst:
    """Another start, len(final) more states (numbered on from the last), more arcs (ARC), the i-th leaving source[i].

    `fst` must be arcsorted; the result is. Only the states that get arcs are sorted again. ValueError for an arc from
    or to a state that the result does not have.
    """
    old = len(fst.final)
    states = old + len(final)
    for ends in (source, arcs["to"], np.array([start])):
        if len(ends) and not 0 <= ends.min() <= ends.max() < states:
            raise ValueError("an arc or the start is at a state that there is not")
    order = np.lexsort((arcs["ilabel"], source))
    source, arcs = source[order], arcs[order]
    added = starts(np.bincount(source, minlength=states))
    first = np.concatenate((fst.first, np.full(len(final), fst.first[-1]))) + added
    pieces, at = [], 0
    for state in np.unique(source[source < old]):
        more = np.concatenate((fst.of(state), arcs[added[state] : added[state + 1]]))
        pieces += [fst.arcs[at : fst.first[state]], more[np.argsort(more["ilabel"], kind="stable")]]
        at = int(fst.first[state + 1])
    pieces += [fst.arcs[at:], arcs[added[old] :]]
    return replace(fst, start=start, final=np.concatenate((fst.final, final)), first=first, arcs=np.concatenate(pieces))


def properties(fst: Fst) -> int:
    """OpenFst's property bits, those that a look at each arc decides; the others stay "unknown" (both bits 0).

    OpenFst finds those at need. The known ones matter: Vosk takes it from them that the arcs are sorted.
    """
    arcs, inside = fst.arcs, _inside(fst)
    ilabel, olabel = (np.ascontiguousarray(arcs[x]) for x in ("ilabel", "olabel"))
    acceptor = np.array_equal(ilabel, olabel)

    def along(label: NDArray[np.int32]) -> tuple[bool, bool, bool]:
        up, same = label[1:] >= label[:-1], label[1:] == label[:-1]
        return bool((label == 0).any()), bool((up | ~inside).all()), bool((same & inside).any())

    iepsilons, isorted, itwice = along(ilabel)
    oepsilons, osorted, otwice = (iepsilons, isorted, itwice) if acceptor else along(olabel)
    epsilons = iepsilons if acceptor else bool(((ilabel == 0) & (olabel == 0)).any())
    weighted = any(bool(((cost != 0) & (cost != np.inf)).any()) for cost in (arcs["cost"], fst.final))
    forward = bool((arcs["to"] > fst.sources()).all())

    pairs = (
        (16, acceptor),
        (22, epsilons),
        (24, iepsilons),
        (26, oepsilons),
        (28, isorted),
        (30, osorted),
        (32, weighted),
        (38, forward),
    )
    bits = 1  # expanded: the number of states is known
    for bit, yes in pairs:
        bits |= 1 << (bit if yes else bit + 1)  # a pair of bits: so, not so
    for bit, twice, is_sorted in ((18, itwice, isorted), (20, otwice, osorted)):  # deterministic: no label twice
        if twice or is_sorted:
            bits |= 1 << (bit + 1 if twice else bit)
    if not bool((arcs["to"] == fst.start).any()):
        bits |= 1 << 37  # no way back to the start
    return bits


def _inside(fst: Fst) -> NDArray[np.bool_]:
    """For each arc but the last: does the next one leave the same state? bool (arcs - 1,)."""
    inside = np.ones(max(len(fst.arcs) - 1, 0), bool)
    border = fst.first[1:-1]
    border = border[(border > 0) & (border < len(fst.arcs))]
    inside[border - 1] = False
    return inside
