"""Bytes that were something once: well-formed files, bent in the ways files go wrong or are made to."""

import struct
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

MOST = 3 << 20  # bytes of one case: a little more than a script may have
_NUMBERS = (0, 1, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
_PACKED = tuple(
    struct.pack(f"{order}{code}", number % 256 ** struct.calcsize(code))
    for number in _NUMBERS
    for code in "BHIQ"
    for order in "<>"
)
_Change = Callable[[bytes], bytes]
_place = st.integers(0, 2**32 - 1)  # taken modulo the length: the same case for every seed


def _at(content: bytes, place: int) -> int:
    return place % (len(content) + 1)


def _flip(place: int, bit: int) -> _Change:
    def change(content: bytes) -> bytes:
        if not content:
            return content
        at = place % len(content)
        return content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]

    return change


def _over(place: int, new: bytes) -> _Change:
    return lambda content: content[: _at(content, place)] + new + content[_at(content, place) + len(new) :]


def _into(place: int, new: bytes) -> _Change:
    return lambda content: content[: _at(content, place)] + new + content[_at(content, place) :]


def _without(place: int, length: int) -> _Change:
    return lambda content: content[: _at(content, place)] + content[_at(content, place) + length :]


def _cut(place: int) -> _Change:
    return lambda content: content[: _at(content, place)]


def _again(place: int, length: int, times: int) -> _Change:
    """A piece of it, over and over: what takes quadratic time shows."""

    def change(content: bytes) -> bytes:
        at = _at(content, place)
        piece = content[at : at + length]
        count = min(times, MOST // max(len(piece), 1))
        return (content[:at] + piece * count + content[at:])[:MOST]

    return change


def mutated(seeds: Sequence[bytes], tokens: Sequence[bytes] = (), most: int = 6) -> st.SearchStrategy[bytes]:
    """One of the seeds with up to `most` changes; `tokens` are pieces that mean something to who reads it."""
    news = st.binary(min_size=1, max_size=12) | st.sampled_from(_PACKED)
    if tokens:
        news |= st.sampled_from(list(tokens))
    changes = st.one_of(
        st.builds(_flip, _place, st.integers(0, 7)),
        st.builds(_over, _place, news),
        st.builds(_into, _place, news),
        st.builds(_without, _place, st.integers(1, 200)),
        st.builds(_cut, _place),
        st.builds(_again, _place, st.integers(1, 60), st.sampled_from((2, 3, 10))),
    )
    swollen = st.builds(_again, _place, st.integers(1, 60), st.sampled_from((100, 2_000, 100_000)))
    seldom = st.integers(0, 39).flatmap(lambda dice: swollen if dice == 0 else changes)

    def made(seed: bytes, each: list[_Change], last: _Change) -> bytes:
        for change in (*each, last):
            seed = change(seed)
        return seed[:MOST]

    return st.builds(made, st.sampled_from(list(seeds)), st.lists(changes, max_size=most - 1), seldom)


def values() -> st.SearchStrategy[object]:
    """Whatever may stand where JSON or TOML expects something else."""
    numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=True) | st.sampled_from([0, -1, 1e308, 2**53])
    plain = st.none() | st.booleans() | numbers | st.text(max_size=20) | st.sampled_from(["\ud800", "\x00", "\x1b[2J"])
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@st.composite
def bent(draw: st.DrawFn, whole: object, most: int = 3) -> object:
    """The same tree of lists and dictionaries with up to `most` of its values replaced, left out, moved or doubled."""
    for _ in range(draw(st.integers(1, most))):
        whole = _bent_once(draw, whole)
    return whole


def _bent_once(draw: st.DrawFn, value: object) -> object:
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        other = dict(value)
        if draw(st.integers(0, 9)) == 0:
            del other[name]
        else:
            other[name] = _bent_once(draw, value[name])
        return other
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        at = draw(st.integers(0, len(value) - 1))
        if draw(st.integers(0, 9)) == 0:
            return value[:at] + [value[at]] * draw(st.sampled_from((0, 2, 3_000))) + value[at + 1 :]
        return [*value[:at], _bent_once(draw, value[at]), *value[at + 1 :]]
    return draw(values())
