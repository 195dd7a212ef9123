"""OpenFst's compact `ngram` type: a back-off language model as a tree of histories, unfolded into states and arcs.

`ngram` (version 4) of n states, f futures (arcs that carry a word), e final states; all little-endian:
    uint64    n, f, e
    contexts  2n+1 bits: 1 0, then for each state a 1 for every child and a 0
    futures   f+n+1 bits: 0, then for each state a 1 for every future and a 0
    finals    n bits: 1 where the state is final
              each bit vector is whole uint64s, lowest bit first
    int32     n+1 context words, f future words
    float32   n+1 back-off costs, e final costs, f+1 future costs

A state is a history. They form a tree, numbered breadth first: state 0 is the empty history, state 1 the start of a
sentence (context word 0, so it sorts first), and a child's history is its parent's with one word, its context word,
before it. Backing off is going to the parent. A future leads to the longest history that ends the state's own history
plus the word; this is not stored but found by walking down from state 0: the future's word first, then the state's
history from its last word to its first. The last context word, the last back-off and the last future cost, and those of
state 0, mean nothing.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.fst import ARC, starts

START = 1  # the state at the start of a sentence
_DEEPEST = 40  # words in a history; a damaged file may claim a tree as deep as it is long, which would take for ever


def unfold(raw: bytes, at: int) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[Any]]:
    """`final`, `first` and `arcs` as in Fst, from what stands after header and symbols; ValueError if damaged."""

    def take(kind: str, count: int) -> NDArray[Any]:
        nonlocal at
        if count * np.dtype(kind).itemsize > len(raw) - at:
            raise ValueError("it is cut short")
        array: NDArray[Any] = np.frombuffer(raw, kind, count, at)
        at += array.nbytes
        return array

    def bits(count: int) -> NDArray[np.bool_]:
        whole = np.unpackbits(take("u1", -(-count // 64) * 8), bitorder="little", count=count)
        return whole.view(bool)

    states, futures, finals = (int(x) for x in take("<u8", 3))
    contexts, is_future, is_final = bits(2 * states + 1), bits(futures + states + 1), bits(states)
    context_word, future_word = take("<i4", states + 1), take("<i4", futures)
    backoff, final_cost, future_cost = take("<f4", states + 1), take("<f4", finals), take("<f4", futures + 1)

    node = np.flatnonzero(contexts)
    breaks = np.flatnonzero(~is_future)
    if states < 2 or len(node) != states or len(breaks) != states + 1 or is_final.sum() != finals:
        raise ValueError("its bits do not fit its counts")
    parent = (node - np.arange(states) - 1).astype(np.int32)  # parent[0] is -1
    if breaks[0] != 0 or parent[1] != 0 or bool((parent >= np.arange(states)).any()):
        raise ValueError("its states are no tree")
    if min(context_word[1:-1].min(), future_word.min(initial=0)) < 0:
        raise ValueError("it has words below zero")
    counts = np.diff(breaks) - 1  # futures of each state
    to = _next_histories(parent, context_word, counts, future_word)

    # Between the first and the last 0 of `futures`, every 1 is an arc with a word and every 0 the back-off arc of the
    # state that begins there.
    is_future = is_future[1:-1]
    is_backoff = ~is_future
    arcs = np.empty(len(is_future), ARC)
    columns = (("ilabel", future_word, 0), ("cost", future_cost[:-1], backoff[1:-1]), ("to", to, parent[1:]))
    for field, of_future, of_backoff in columns:
        column = np.empty(len(arcs), ARC[field])
        column[is_future] = of_future
        column[is_backoff] = of_backoff
        arcs[field] = column
        if field == "ilabel":
            arcs["olabel"] = column
    final = np.full(states, np.inf, np.float32)
    final[is_final] = final_cost
    first = breaks - 1
    first[0] = 0
    return final, first, arcs


def _next_histories(
    parent: NDArray[np.int32],
    context_word: NDArray[np.int32],
    counts: NDArray[np.int64],
    future_word: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The state each future leads to, int32 (futures,): for all at once, one word of history deeper in every round."""
    states = len(parent)
    level = [0, 1]  # the states of depth d are range(level[d], level[d + 1])
    while level[-1] < states:
        level.append(int(np.searchsorted(parent, level[-1])))
        if len(level) > _DEEPEST + 2:
            raise ValueError("its histories are too long to be believed")
    begins = starts(counts)
    to = _children_of_root(context_word[1 : level[2]], future_word)
    source = np.repeat(np.arange(states, dtype=np.int32), counts)
    for depth in range(1, len(level) - 2):  # from nodes of this depth to their children
        ancestor = np.arange(states, dtype=np.int32)  # of every state, the one of this depth above it
        for below in range(depth + 1, len(level) - 1):
            some = slice(level[below], level[below + 1])
            ancestor[some] = ancestor[parent[some]]
        child = np.arange(level[depth + 1], level[depth + 2])
        # Word first, then parent: so the arcs, in their order, ask for neighbours.
        key = context_word[child].astype(np.int64) << 32 | parent[child]
        order = np.argsort(key)
        key = key[order]
        has_child = np.zeros(states, bool)
        has_child[parent[child]] = True
        begin = begins[level[depth]]  # shallower states have no word left to add
        ask = begin + np.flatnonzero(has_child[to[begin:]] & (to[begin:] >= level[depth]))
        wanted = context_word[ancestor[source[ask]]].astype(np.int64) << 32 | to[ask]
        found = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        hit = key[found] == wanted
        to[ask[hit]] = child[order[found[hit]]]
    return to


def _children_of_root(words: NDArray[np.int32], wanted: NDArray[np.int32]) -> NDArray[np.int32]:
    """The state of each wanted word among the states 1, 2, … of these words; 0 where there is none.

    NB: no table over all labels: a damaged file may have one of two thousand million.
    """
    order = np.argsort(words)
    ordered = words[order]
    found = np.minimum(np.searchsorted(ordered, wanted), len(words) - 1)
    return np.where(ordered[found] == wanted, order[found] + 1, 0).astype(np.int32)
