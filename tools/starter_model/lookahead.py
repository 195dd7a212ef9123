"""Which words can come next from each state of a transducer, and the file that says so (OpenFst's olabel_lookahead).

The format is told in app/recognition/lookahead_fst.py. Here the pairs of labels are not kept, and what looks ahead is
for output labels alone.
"""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.recognition import openfst
from app.recognition.lookahead_fst import KIND, MAGIC

Intervals = tuple[tuple[int, int], ...]  # of labels, [begin, end), in ascending order


def intervals(labels: Iterable[int]) -> Intervals:
    found: list[tuple[int, int]] = []
    for label in sorted(set(labels)):
        if found and found[-1][1] == label:
            found[-1] = (found[-1][0], label + 1)
        else:
            found.append((label, label + 1))
    return tuple(found)


def write(path: Path, fst: openfst.Fst, reach: Sequence[Intervals], end_label: int) -> None:
    """`reach`: for each state, the labels that can come next; `end_label`: what stands among them for the end.

    The arcs of each state must be in the order of their output labels. OSError or ValueError as write_const() has it.
    """
    openfst.write_const(path, fst)
    inside = path.read_bytes()
    head = struct.pack(f"<ii{len(KIND)}si8s", 2125659606, len(KIND), KIND.encode(), 8, b"standard")
    head += struct.pack("<iiQqqqi", 1, 0, openfst.properties(fst), -1, 0, 0, MAGIC)
    tail = [struct.pack("<BBBBBiq", 1, 0, 1, 0, 0, end_label, len(reach))]
    for each in reach:
        tail.append(struct.pack("<q", len(each)))
        tail += [struct.pack("<ii", *interval) for interval in each]
        tail.append(struct.pack("<i", sum(end - begin for begin, end in each)))
    path.write_bytes(head + inside + b"".join(tail))
