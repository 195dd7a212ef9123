"""Take from a Linux library what only a debugger reads, where that changes nothing of what is loaded."""

import struct
import subprocess
from pathlib import Path

_HEADER_SIZE = 64  # bytes; says where the sections are, which nothing reads when a library is loaded
_SEGMENT = struct.Struct("<IIQQQQQQ")  # kind, flags, place in the file, addresses, size there, in memory, edge
_LOADED = 1  # a kind
_ELF_OF_64_BITS = b"\x7fELF\x02\x01"


def strip(library: Path, aside: Path) -> None:
    """In its place. The folder aside is for what is made on the way.

    NB: wheels come with libraries that were rearranged; strip moves their parts and so breaks them. They are left.
    """
    stripped = aside / "stripped"
    done = subprocess.run(["strip", "--strip-unneeded", "-o", str(stripped), str(library)], capture_output=True)
    if done.returncode == 0 and loaded(stripped.read_bytes()) == loaded(library.read_bytes()):
        library.write_bytes(stripped.read_bytes())


def loaded(library: bytes) -> list[tuple[tuple[int, ...], bytes]]:
    """Each segment and, where it is loaded, its content. ValueError where it is no library of 64 bits."""
    if not library.startswith(_ELF_OF_64_BITS):
        raise ValueError("no library of 64 bits")
    (table,) = struct.unpack_from("<Q", library, 32)
    _, count = struct.unpack_from("<HH", library, 54)
    segments = list(_SEGMENT.iter_unpack(library[table : table + count * _SEGMENT.size]))
    return [
        (each, library[max(each[2], _HEADER_SIZE) : each[2] + each[5]] if each[0] == _LOADED else b"")
        for each in segments
    ]
