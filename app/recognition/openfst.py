"""OpenFst's binary files: read `vector`, `const` and `ngram` (arc type `standard`), write `const`. No OpenFst needed.

Numbers are little-endian, nothing is padded unless said so, a string is an int32 length and that many bytes (UTF-8).

Header:    int32 magic 2125659606; string FST type; string arc type; int32 version;
           int32 flags (1 input symbols, 2 output symbols, 4 aligned); uint64 properties;
           int64 start state (-1: none), number of states (-1: unknown), number of arcs (0 in an ngram file).
Symbols:   input, then output table, each only if its flag is set: int32 magic 2125658996; string name;
           int64 first free label; int64 entries; for each: string word, int64 label.
Arc:       16 bytes: int32 ilabel, int32 olabel, float32 cost, int32 next state.
`vector`   (version 2): for each state float32 final cost (inf: not final), int64 number of arcs, its arcs.
`const`    (version 2; 1 when aligned): for each state 20 bytes: float32 final cost, uint32 first arc, arcs, arcs with
           ilabel 0, arcs with olabel 0; then all arcs. When aligned, zeros before the states and before the arcs bring
           each to a multiple of 16 in the file.
`ngram`    in ngram_fst.py.
"""

import mmap
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.recognition import ngram_fst
from app.recognition.fst import ARC, Fst, Symbols, arcsort, extend, properties, starts

__all__ = [
    "ARC",
    "Fst",
    "Symbols",
    "arcsort",
    "extend",
    "properties",
    "read",
    "read_output_symbols",
    "symbols",
    "write_const",
]

_STATE = np.dtype([("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("iepsilons", "<u4"), ("oepsilons", "<u4")])
_MAGIC, _SYMBOLS_MAGIC = 2125659606, 2125658996
_ALIGNMENT = 16
_Raw = bytes | mmap.mmap
_Body = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[Any]]  # final, first, arcs as in Fst


def read(path: Path) -> Fst:
    """Read a `vector`, `const` or `ngram` file. ValueError if it is something else or damaged; OSError from open().

    What is read is never much larger than the file, whatever the file says of itself.
    """
    raw = path.read_bytes()
    try:
        return _read(raw)
    except struct.error as e:
        raise ValueError(f"{path} is not an OpenFst file that can be read: it is cut short") from e
    except (ValueError, OverflowError) as e:
        raise ValueError(f"{path} is not an OpenFst file that can be read: {e}") from e


def read_output_symbols(path: Path) -> Symbols | None:
    """The output symbols inside a file of any type, None if it has none; it is read no further. Raises as read()."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
            header, at = read_header(raw, 0)
            return _both_symbols(raw, at, header.flags)[1]
    except struct.error as e:
        raise ValueError(f"{path} is not an OpenFst file that can be read: it is cut short") from e
    except (ValueError, OverflowError) as e:
        raise ValueError(f"{path} is not an OpenFst file that can be read: {e}") from e


def symbols(name: str, words: Sequence[str], labels: Sequence[int] | NDArray[np.integer[Any]]) -> Symbols:
    """A symbol table of our own: the i-th word has the i-th label. ValueError where a label or a word comes twice."""
    numbers = np.array(labels, np.int64)
    if len(words) != len(numbers):
        raise ValueError("as many words as labels are needed")
    if len(set(words)) != len(words) or len(np.unique(numbers)) != len(numbers):
        raise ValueError("a word or a label is in the table twice")
    if len(numbers) and numbers.min() < 0:
        raise ValueError("a label is below zero")
    free = int(numbers.max()) + 1 if len(numbers) else 0
    parts = [struct.pack("<i", _SYMBOLS_MAGIC), _packed(name), struct.pack("<qq", free, len(words))]
    for word, label in zip(words, numbers.tolist(), strict=True):
        parts += (_packed(word), struct.pack("<q", label))
    return Symbols(name, words, numbers, b"".join(parts))


def write_const(path: Path, fst: Fst, aligned: bool = False) -> None:
    """Write a `const` file, symbol tables inside if there are any; ValueError if it does not fit 32-bit arc numbers."""
    if len(fst.arcs) >= 2**32 or len(fst.final) >= 2**31:
        raise ValueError("too many states or arcs for a const file")
    table = np.zeros(len(fst.final), _STATE)
    table["final"], table["first"], table["arcs"] = fst.final, fst.first[:-1], np.diff(fst.first)
    source = fst.sources()
    for column, label in (("iepsilons", "ilabel"), ("oepsilons", "olabel")):
        table[column] = np.bincount(source[fst.arcs[label] == 0], minlength=len(table))
    tables = [table.raw if table is not None else b"" for table in (fst.isymbols, fst.osymbols)]
    flags = bool(tables[0]) | bool(tables[1]) << 1 | aligned << 2
    counts = (properties(fst), fst.start, len(fst.final), len(fst.arcs))
    with path.open("wb") as file:
        file.write(struct.pack("<i", _MAGIC) + _packed("const") + _packed("standard"))
        file.write(struct.pack("<iiQqqq", 1 if aligned else 2, flags, *counts) + b"".join(tables))
        for array in (table, np.ascontiguousarray(fst.arcs)):
            if aligned:
                file.write(bytes(-file.tell() % _ALIGNMENT))
            file.write(array.view("u1").data)


def _packed(text: str) -> bytes:
    inside = text.encode()
    return struct.pack("<i", len(inside)) + inside


class _Header(NamedTuple):
    kind: str
    version: int
    flags: int
    start: int
    states: int
    arcs: int


def read_header(raw: _Raw, at: int) -> tuple[_Header, int]:
    """What stands at the beginning of a file of any type, and where it ends."""
    if raw[at : at + 4] != struct.pack("<i", _MAGIC):
        raise ValueError("it does not begin as one")
    kind, at = _string(raw, at + 4)
    arc_type, at = _string(raw, at)
    version, flags, _, start, states, arcs = struct.unpack_from("<iiQqqq", raw, at)
    if arc_type != "standard":
        raise ValueError(f"its arcs are of type {arc_type}, not standard")
    return _Header(kind, version, flags, start, states, arcs), at + 40


def skip_const(raw: _Raw, at: int) -> int:
    """Where the const transducer that begins here ends; ValueError if it is none or goes beyond the file."""
    header, at = read_header(raw, at)
    _, _, at = _both_symbols(raw, at, header.flags)
    return _const_parts(len(raw), at, header)[2]


def _read(raw: bytes) -> Fst:
    header, at = read_header(raw, 0)
    isymbols, osymbols, at = _both_symbols(raw, at, header.flags)
    start = header.start
    if header.kind == "vector" and header.version == 2:
        final, first, body = _vector(raw, at, header.states)
    elif header.kind == "ngram" and header.version == 4:
        final, first, body = ngram_fst.unfold(raw, at)
        start = ngram_fst.START
    else:
        final, first, body = _const(raw, at, header)
    if not -1 <= start < len(final):
        raise ValueError("it starts at a state that it does not have")
    if len(body):
        if not 0 <= body["to"].min() <= body["to"].max() < len(final):
            raise ValueError("it leads to states that it does not have")
        if min(body["ilabel"].min(), body["olabel"].min()) < 0:
            raise ValueError("it has labels below zero")
    for cost in (final, body["cost"]):
        if not bool((cost > -np.inf).all()):  # NB: false for what is no number, too
            raise ValueError("it has costs that are no numbers")
    return Fst(start, final, first, body, isymbols, osymbols)


def _string(raw: _Raw, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<i", raw, at)
    end = at + 4 + length
    if not at + 4 <= end <= len(raw):
        raise ValueError("it is cut short")
    return raw[at + 4 : end].decode(), end


def _both_symbols(raw: _Raw, at: int, flags: int) -> tuple[Symbols | None, Symbols | None, int]:
    isymbols, osymbols = None, None
    if flags & 1:
        isymbols, at = _symbols(raw, at, None)
    if flags & 2:
        osymbols, at = _symbols(raw, at, isymbols)
    return isymbols, osymbols, at


def _symbols(raw: _Raw, at: int, other: Symbols | None) -> tuple[Symbols, int]:
    if other is not None and raw[at : at + len(other.raw)] == other.raw:  # input and output words are mostly the same
        return other, at + len(other.raw)
    begin = at
    if struct.unpack_from("<i", raw, at)[0] != _SYMBOLS_MAGIC:
        raise ValueError("its symbol table is damaged")
    name, at = _string(raw, at + 4)
    _, count = struct.unpack_from("<qq", raw, at)
    at += 16
    if not 0 <= count <= (len(raw) - at) // 12:
        raise ValueError("its symbol table is cut short")
    words: list[str] = []
    label_at = np.empty(count, np.int64)
    for i in range(count):
        word, at = _string(raw, at)
        words.append(word)
        label_at[i] = at
        at += 8
    if at > len(raw):
        raise ValueError("its symbol table is cut short")
    labels = np.frombuffer(raw, "u1")[label_at[:, None] + np.arange(8)].view("<i8")[:, 0]
    return Symbols(name, words, labels, raw[begin:at]), at


def _align(at: int, aligned: bool) -> int:
    return -(-at // _ALIGNMENT) * _ALIGNMENT if aligned else at


def _const(raw: bytes, at: int, header: _Header) -> _Body:
    states_at, arcs_at, _ = _const_parts(len(raw), at, header)
    table = np.frombuffer(raw, _STATE, header.states, states_at)
    body = np.frombuffer(raw, ARC, header.arcs, arcs_at)
    first = starts(table["arcs"])
    if first[-1] != header.arcs or not np.array_equal(first[:-1], table["first"]):
        raise ValueError("its states and arcs do not fit together")
    return np.ascontiguousarray(table["final"]), first, body


def _const_parts(length: int, at: int, header: _Header) -> tuple[int, int, int]:
    """Where in a file of this length the states begin, the arcs begin, and the arcs end."""
    aligned = header.version == 1 or bool(header.flags & 4)
    states_at = _align(at, aligned)
    arcs_at = _align(states_at + header.states * _STATE.itemsize, aligned)
    end = arcs_at + header.arcs * ARC.itemsize
    if header.kind != "const" or header.version not in (1, 2):
        raise ValueError(f"its type is {header.kind}, version {header.version}")
    if header.states < 0 or header.arcs < 0 or end > length:
        raise ValueError("it is cut short")
    return states_at, arcs_at, end


def _vector(raw: bytes, at: int, states: int) -> _Body:
    begin = at
    heads: list[int] = []
    counts: list[int] = []
    state = struct.Struct("<fq").unpack_from
    while len(heads) != states and at < len(raw):
        heads.append(at)
        arcs = state(raw, at)[1]
        if arcs < 0:
            raise ValueError("a state has fewer than no arcs")
        counts.append(arcs)
        at += 12 + 16 * arcs
    if at > len(raw) or len(heads) < states or states < -1:
        raise ValueError("it is cut short")
    numbers = np.frombuffer(raw, "<i4", (at - begin) // 4, begin)  # everything in it is a multiple of four bytes
    head = (np.array(heads, np.int64) - begin) // 4
    is_arc = np.ones(len(numbers), bool)
    for part in range(3):  # final cost, low and high half of the number of arcs
        is_arc[head + part] = False
    return numbers[head].view("<f4"), starts(np.array(counts, np.int64)), numbers[is_arc].view(ARC)
