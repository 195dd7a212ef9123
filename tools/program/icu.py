"""Qt's Unicode library for Linux carries 32 MB about the world's languages; what Qt 6 itself asks of it fits into five.

That library (ICU) is called by QtCore alone, to sort, to change case, to name time zones and to read codecs; dates,
numbers and the names of languages Qt knows by itself. Kept is the order of every language's letters and what belongs
to none; not kept are the names of things in other languages than English, how to break lines, and old codecs: nothing
of ours asks for them.

The format is ICU's "common data": a header, the number of items, for each where its name and where its content lies
(both from that number's place, sorted by name), the names, the contents.
"""

import re
import struct
import subprocess
from pathlib import Path, PurePosixPath

_KIND = b"CmnD"
_KIND_AT = 12  # in the header, whose length stands at its start
_EDGE = 16  # bytes; each content begins at a multiple
_ENTRY = struct.Struct("<II")
_KEPT_FOLDERS = ("", "coll", "zone")  # what concerns everything, the order of letters, time zones
_LANGUAGE = re.compile(r"(?!en)[a-z]{2,3}(_[A-Z0-9]\w*)?")  # "sv", "sr_Latn_RS"; neither "root" nor "zoneinfo64"
_KEPT_KINDS = (".res", ".icu")
_CONTENT = "icu.dat"
_SOURCE = """\
.section .rodata
.balign {edge}
.globl {symbol}
.type {symbol}, %object
{symbol}: .incbin "{content}"
.size {symbol}, . - {symbol}
"""


def lessen(library: Path, aside: Path) -> None:
    """Put a smaller libicudata in this one's place. The folder aside is for what is made on the way."""
    header, items = read(library.read_bytes())
    (aside / _CONTENT).write_bytes(written(header, {name: item for name, item in items.items() if is_kept(name)}))
    symbol = f"{next(iter(items)).partition('/')[0].rstrip('lbe')}_dat"  # of "icudt73l": little-endian
    (aside / "icu.s").write_text(_SOURCE.format(edge=_EDGE, symbol=symbol, content=_CONTENT), encoding="ascii")
    subprocess.run(["as", "icu.s", "-o", "icu.o"], cwd=aside, check=True)
    link = ["ld", "-shared", "-soname", library.name, "-z", "noexecstack", "-o", str(library.resolve()), "icu.o"]
    subprocess.run(link, cwd=aside, check=True)


def is_kept(item: str) -> bool:
    """Of the name of an item: "icudt73l/coll/sv.res"."""
    path = PurePosixPath(item).relative_to(PurePosixPath(item).parts[0])
    folder = "" if path.parent == PurePosixPath() else path.parts[0]
    if folder not in _KEPT_FOLDERS or path.suffix not in _KEPT_KINDS:
        return False
    return folder == "coll" or not _LANGUAGE.fullmatch(path.stem)


def read(library: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The header and the items of a library that holds ICU's data. ValueError where it does not."""
    start = library.index(_KIND) - _KIND_AT
    size, magic = struct.unpack_from("<H2s", library, start)
    if magic != b"\xda\x27":
        raise ValueError("no ICU data, or in another order of bytes")
    table = start + size
    (count,) = struct.unpack_from("<I", library, table)
    entries = list(_ENTRY.iter_unpack(library[table + 4 : table + 4 + count * _ENTRY.size]))
    ends = [content for _, content in entries[1:]] + [len(library) - table]
    items = {}
    for (name, content), end in zip(entries, ends, strict=True):
        called = library[table + name : library.index(b"\0", table + name)].decode("ascii")
        items[called] = library[table + content : table + end]
    return library[start:table], items


def written(header: bytes, items: dict[str, bytes]) -> bytes:
    """The same, of these items alone."""
    name_at = 4 + _ENTRY.size * len(items)
    names = b"".join(name.encode("ascii") + b"\0" for name in items)
    names += bytes(-(len(header) + name_at + len(names)) % _EDGE)
    content_at = name_at + len(names)
    table, contents = struct.pack("<I", len(items)), []
    for name, content in items.items():
        table += _ENTRY.pack(name_at, content_at)
        contents.append(content + bytes(-len(content) % _EDGE))
        name_at += len(name) + 1
        content_at += len(contents[-1])
    return b"".join((header, table, names, *contents))
