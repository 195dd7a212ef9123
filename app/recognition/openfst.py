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

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition import ngram_fst
from app.recognition.fst import ARC, Fst, Symbols, arcsort, extend, properties, starts

__all__ = ["ARC", "Fst", "Symbols", "arcsort", "extend", "properties", "read", "symbols", "write_const"]

_STATE = np.dtype([("final", "<f4"), ("first", "<u4"), ("arcs", "<u4"), ("iepsilons", "<u4"), ("oepsilons", "<u4")])
_MAGIC, _SYMBOLS_MAGIC = 2125659606, 2125658996
_ALIGNMENT = 16
_Body = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[Any]]  # final, first, arcs as in Fst


def read(path: Path) -> Fst:
    """Read a `vector`, `const` or `ngram` file. ValueError if it is something else or damaged; OSError from open().

    What is read is never much larger than the file, whatever the file says of itself.
    """
    raw = path.read_bytes()
    try:
        return _read(raw)
    except (ValueError, struct.error, IndexError, OverflowError) as e:
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


def _read(raw: bytes) -> Fst:
    if raw[:4] != struct.pack("<i", _MAGIC):
        raise ValueError("it does not begin as one")
    kind, at = _string(raw, 4)
    arc_type, at = _string(raw, at)
    version, flags, _, start, states, arcs = struct.unpack_from("<iiQqqq", raw, at)
    at += 40
    if arc_type != "standard":
        raise ValueError(f"its arcs are of type {arc_type}, not standard")
    isymbols, osymbols = None, None
    if flags & 1:
        isymbols, at = _symbols(raw, at, None)
    if flags & 2:
        osymbols, at = _symbols(raw, at, isymbols)
    if kind == "const" and version in (1, 2):
        final, first, body = _const(raw, at, states, arcs, aligned=version == 1 or bool(flags & 4))
    elif kind == "vector" and version == 2:
        final, first, body = _vector(raw, at, states)
    elif kind == "ngram" and version == 4:
        final, first, body = ngram_fst.unfold(raw, at)
        start = ngram_fst.START
    else:
        raise ValueError(f"its type is {kind}, version {version}")
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


def _string(raw: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<i", raw, at)
    end = at + 4 + length
    if not at + 4 <= end <= len(raw):
        raise ValueError("it is cut short")
    return raw[at + 4 : end].decode(), end


def _symbols(raw: bytes, at: int, other: Symbols | None) -> tuple[Symbols, int]:
    if other is not None and raw.startswith(other.raw, at):  # input and output words are mostly the same
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


def _const(raw: bytes, at: int, states: int, arcs: int, aligned: bool) -> _Body:
    def align(at: int) -> int:
        return -(-at // _ALIGNMENT) * _ALIGNMENT if aligned else at

    at = align(at)
    arcs_at = align(at + states * _STATE.itemsize)
    if states < 0 or arcs < 0 or arcs_at + arcs * ARC.itemsize > len(raw):
        raise ValueError("it is cut short")
    table = np.frombuffer(raw, _STATE, states, at)
    body = np.frombuffer(raw, ARC, arcs, arcs_at)
    first = starts(table["arcs"])
    if first[-1] != arcs or not np.array_equal(first[:-1], table["first"]):
        raise ValueError("its states and arcs do not fit together")
    return np.ascontiguousarray(table["final"]), first, body


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
