"""OpenFst's `olabel_lookahead` type, in which a model keeps its sounds and lexicon (HCLr.fst): is a file whole?

NB: Vosk takes a file that has lost its end without a word, and then does not hear what stood there.

After a header of its own: int32 magic 446681434; a whole const file with its header; then what looks ahead:
    uint8 1 if there is any; then twice, for input and output: uint8 1 if there is any, and if so:
    uint8 1 if it is for input; uint8 1 if labels are kept, and if so: int64 pairs, for each int32, int32;
    int32 final label; int64 states; for each: int64 intervals, for each int32 begin, int32 end; then int32 labels.
"""

import struct
from pathlib import Path

from app.recognition.openfst import read_header, skip_const

KIND = "olabel_lookahead"
MAGIC = 446681434  # of what is added to a transducer


def check(path: Path) -> None:
    """ValueError if a file of this type is cut short or damaged in its frame; OSError as open() has it.

    A file of another type is not looked into.
    """
    raw = path.read_bytes()
    try:
        header, at = read_header(raw, 0)
        if header.kind == KIND and _end(raw, at) > len(raw):
            raise ValueError("it is cut short")
    except struct.error as e:
        raise ValueError(f"{path} is not a look-ahead file that can be read: it is cut short") from e
    except ValueError as e:
        raise ValueError(f"{path} is not a look-ahead file that can be read: {e}") from e


def _end(raw: bytes, at: int) -> int:
    """Where the file should end, or anywhere beyond its length."""
    if struct.unpack_from("<i", raw, at)[0] != MAGIC:
        raise ValueError("nothing is added to its transducer")
    at = skip_const(raw, at + 4)
    any_added, at = _flag(raw, at)
    for _ in range(2 if any_added else 0):
        there, at = _flag(raw, at)
        if there:
            at = _skip_reachable(raw, at)
    return at


def _skip_reachable(raw: bytes, at: int) -> int:
    _, at = _flag(raw, at)
    kept, at = _flag(raw, at)
    if kept:
        at = _skip_items(raw, at, 8)
    (states,) = struct.unpack_from("<q", raw, at + 4)
    at += 12
    if not 0 <= states <= (len(raw) - at) // 12:
        raise ValueError("it is cut short")
    for _ in range(states):
        at = _skip_items(raw, at, 8) + 4
    return at


def _skip_items(raw: bytes, at: int, size: int) -> int:
    (count,) = struct.unpack_from("<q", raw, at)
    if not 0 <= count <= (len(raw) - at) // size:
        raise ValueError("it is cut short")
    return at + 8 + int(count) * size


def _flag(raw: bytes, at: int) -> tuple[bool, int]:
    (flag,) = struct.unpack_from("<B", raw, at)
    if flag > 1:
        raise ValueError("it has a flag that is neither yes nor no")
    return flag == 1, at + 1
