"""Hostile zips: nothing of them is ever written, and each is refused with a reason."""

import stat
import struct
import warnings
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from app.places import Places, find_places, program_folder
from app.problems import Problem
from app.recognition.install import install
from app.recognition.unpack import MOST_ENTRIES, unpack
from tests.command_line import everything_in
from tests.recognition.installing import ignore, left_over, never


def entry(name: str, mode: int | None = None, system: int = 3) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    if mode is not None:
        info.create_system, info.external_attr = system, mode << 16
    return info


def made_of(*entries: tuple[zipfile.ZipInfo | str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    content = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", packed) as archive:
        warnings.simplefilter("ignore")  # a name twice
        for info, data in entries:
            archive.writestr(info, data)
    return content.getvalue()


def understated() -> bytes:
    """An entry that says it is smaller than what comes out of it."""
    content = bytearray(made_of(("m/a", bytes(2_000_000)), packed=zipfile.ZIP_DEFLATED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


def enormous() -> bytes:
    """Says that 4 GB would come out of it."""
    content = bytearray(made_of(("m/a", b"x")))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    return bytes(content)


def locked() -> bytes:
    content = bytearray(made_of(("m/a", b"x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def spoiled() -> bytes:
    content = made_of(("m/a", b"content"))
    return content.replace(b"content", b"contend", 1)


def named(raw: bytes) -> bytes:
    """An entry with a name that zipfile would not write."""
    return made_of(("m/" + "z" * (len(raw) - 2), b"x")).replace(b"m/" + b"z" * (len(raw) - 2), raw)


def listed_twice(names: tuple[bytes, bytes] = (b"m/a", b"m/b")) -> bytes:
    """Two names in the list for the same bytes."""
    content = made_of(("m/a", b"x" * 50))
    at = content.index(b"PK\x01\x02")
    one = content[at : content.index(b"PK\x05\x06")]
    whole = b"".join(one.replace(b"m/a", name) for name in names)
    return content[:at] + whole + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(whole), at, 0)


def one_inside_another() -> bytes:
    """The second entry stands, header and all, in the first one's bytes."""
    inner = made_of(("m/b", b"y" * 20))
    inner_at = inner.index(b"PK\x01\x02")
    outer = made_of(("m/a", inner[:inner_at]))
    at = outer.index(b"PK\x01\x02")
    second = bytearray(inner[inner_at : inner.index(b"PK\x05\x06")])
    second[42:46] = (30 + len("m/a")).to_bytes(4, "little")  # where its header stands
    whole = outer[at : outer.index(b"PK\x05\x06")] + bytes(second)
    return outer[:at] + whole + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(whole), at, 0)


def with_long_numbers(size: int, packed: int, at: int) -> bytes:
    """An entry that says so in the extra field for big files."""
    content = bytearray(made_of(("m/a", b"x" * 50)))
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, at)
    one = content[begin:end] + extra
    one[20:28], one[42:46] = b"\xff" * 8, b"\xff" * 4
    one[30:32] = len(extra).to_bytes(2, "little")
    return bytes(content[:begin] + one) + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(one), begin, 0)


def with_long_end(entries: int, length: int, at: int) -> bytes:
    """The record at the end for big files says so."""
    content = made_of(("m/a", b"x" * 50))
    end = content.index(b"PK\x05\x06")
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, entries, entries, length, at)
    return content[:end] + record + struct.pack("<IIQI", 0x07064B50, 0, end, 1) + content[end:]


def with_another_name(name: bytes) -> bytes:
    """Says in an extra field, which newer Pythons heed, that it is called otherwise."""
    extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"m/a")) + name
    info = entry("m/a")
    info.extra = extra
    return made_of((info, b"x"))


def nameless() -> bytes:
    content = bytearray(made_of(("m", b"x")))
    at = content.index(b"PK\x01\x02")
    del content[at + 46]
    content[at + 28] = 0
    end = content.index(b"PK\x05\x06")
    content[end + 12] -= 1
    return bytes(content)


def flagged(bit: int) -> bytes:
    content = bytearray(made_of(("m/a", b"x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        content[at : at + 2] = (int.from_bytes(content[at : at + 2], "little") | bit).to_bytes(2, "little")
    return bytes(content)


def a_list_without_end() -> bytes:
    """Millions of entries would be held in memory before the first is looked at; this list is 5 MB long."""
    one = struct.pack("<IBBBBHHHIIIHHHHHII", 0x02014B50, 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0) + b"m/a"
    whole = one * (5 * 2**20 // len(one))
    return whole + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(whole), 0, 0)


def overstated() -> bytes:
    """Says that more comes out of it than does, with the checksum of what does."""
    content = bytearray(made_of(("m/a", b"x" * 5000), packed=zipfile.ZIP_DEFLATED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = (6000).to_bytes(4, "little")
    return bytes(content)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "absolute": (made_of(("/m/a", b"x")), "leads out of"),
    "a drive": (made_of(("C:/m/a", b"x")), "leads out of"),
    "up": (made_of(("m/../../a", b"x")), "leads out of"),
    "up at the end": (made_of(("m/..", b"x")), "leads out of"),
    "up by backslashes": (named(rb"m\..\..\a"), "no name for a file"),
    "a share": (named(rb"\\host\a"), "leads out of"),
    "a name cut by a zero": (named(b"m/a\x00/../b"), "leads out of|no name"),
    "a stream beside": (made_of(("m/a:b", b"x")), "no name for a file"),
    "a device of Windows": (made_of(("m/NUL.txt", b"x")), "no name for a file"),
    "a device of Windows without ending": (made_of(("m/com¹", b"x")), "no name for a file"),
    "a device of Windows with a blank": (made_of(("m/Aux .fst", b"x")), "no name for a file"),
    "the console of Windows": (made_of(("CONOUT$/a", b"x")), "no name for a file"),
    "what moves a terminal": (made_of(("m\x9b2J/a", b"x")), "no name for a file"),
    "what turns writing round": (made_of(("m\u202etxt/a", b"x")), "no name for a file"),
    "long in bytes": (made_of(("m/" + "\u4e00" * 190, b"x")), "no name for a file"),
    "a dot at the end": (made_of(("m/a.", b"x")), "no name for a file"),
    "nothing between slashes": (made_of(("m//a", b"x")), "no name for a file"),
    "a hidden top": (made_of((".coming/a", b"x")), "no name for a file"),
    "no name": (nameless(), "no name for a file"),
    "a long name": (made_of(("m/" + "a" * 300, b"x")), "no name for a file"),
    "deep": (made_of(("m/" + "a/" * 400 + "a", b"x")), "no name for a file"),
    "a link": (made_of((entry("m/a", stat.S_IFLNK | 0o777), b"/etc/passwd")), "a link or a device"),
    "a device": (made_of((entry("m/a", stat.S_IFCHR | 0o600), b"")), "a link or a device"),
    "a link from a system without links": (made_of((entry("m/a", stat.S_IFLNK | 0o777, 0), b"/etc")), "a link or"),
    "a socket": (made_of((entry("m/a", stat.S_IFSOCK | 0o600), b"")), "a link or a device"),
    "a link that says it is a folder": (
        made_of((entry("m/a/", stat.S_IFLNK | 0o777), b""), ("m/b", b"x")),
        "a link or a device",
    ),
    "a pipe": (made_of((entry("m/a", stat.S_IFIFO | 0o600), b"")), "a link or a device"),
    "a folder that is a file": (made_of((entry("m/a", stat.S_IFDIR | 0o600), b"x")), "a link or a device"),
    "a bomb": (made_of(("m/a", bytes(20_000_000)), packed=zipfile.ZIP_DEFLATED), "more than 100 times"),
    "an understated bomb": (understated(), "damaged"),
    "an overstated one": (overstated(), "not as long as it was said"),
    "many small bombs": (
        made_of(*((f"m/{n}", bytes(100_000)) for n in range(99)), packed=zipfile.ZIP_DEFLATED),
        "more than 100 times",
    ),
    "one byte for two names": (listed_twice(), "share their bytes"),
    "one inside another": (one_inside_another(), "share their bytes"),
    "an exabyte": (with_long_numbers(2**60, 50, 0), "more than 3 GB"),
    "packed to an exabyte": (with_long_numbers(50, 2**60, 0), "outside of it"),
    "beyond all files": (with_long_numbers(50, 50, 2**64 - 1), "outside of it"),
    "a list beyond all files": (with_long_end(1, 2**64 - 1, 2**64 - 1), "damaged"),
    "a list before all files": (with_long_end(1, 50, 2**63), "damaged"),
    "a list without end": (a_list_without_end(), "list of contents is too long"),
    "no list": (with_long_end(0, 0, 0), "it is empty|damaged"),
    "locked strongly": (flagged(0x41), "a password"),
    "locked in its list": (flagged(0x40), "damaged or of an unknown kind"),
    "a patch": (flagged(0x20), "damaged or of an unknown kind"),
    "4 GB": (enormous(), "more than 3 GB"),
    "many": (made_of(*((f"m/{n}", b"") for n in range(MOST_ENTRIES + 1))), "more than 5,000 files"),
    "two tops": (made_of(("m/a", b"x"), ("n/a", b"x")), "one folder"),
    "no top": (made_of(("a", b"x")), "one folder"),
    "empty": (made_of(), "it is empty"),
    "folders alone": (made_of(("m/", b"")), "it is empty"),
    "twice": (made_of(("m/a", b"x"), ("m/a", b"y")), "twice"),
    "twice but for capitals": (made_of(("m/a", b"x"), ("m/A", b"y")), "twice"),
    "twice but for accents": (made_of(("m/\u00e9", b"x"), ("m/e\u0301", b"y")), "twice"),
    "a file and a folder": (made_of(("m/a", b"x"), ("m/a/b", b"y")), "a folder too"),
    "locked": (locked(), "a password"),
    "packed oddly": (made_of(("m/a", b"x" * 99), packed=zipfile.ZIP_LZMA), "not usual"),
    "spoiled": (spoiled(), "damaged"),
    "cut": (made_of(("m/a", b"x" * 999))[:-30], "damaged"),
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places({"REHEARSE_HOME": str(tmp_path / "home")}, program_folder())


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_zip_leaves_nothing_behind(places: Places, tmp_path: Path, case: str) -> None:
    content, why = HOSTILE[case]
    (tmp_path / "hostile.zip").write_bytes(content)
    before = everything_in(tmp_path)
    with pytest.raises(Problem, match=rf"hostile\.zip was not (unpacked|installed): .*({why})"):
        install(tmp_path / "hostile.zip", places, ignore, never)
    home = places.data.name
    after = {name: each for name, each in everything_in(tmp_path).items() if not name.startswith(home)}
    assert after == before
    assert left_over(places) == set()


def test_a_name_that_only_newer_pythons_heed_leads_nowhere(places: Places, tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(with_another_name(b"../../a"))
    before = everything_in(tmp_path)
    with pytest.raises(Problem, match=r"m\.zip was not"):
        install(tmp_path / "m.zip", places, ignore, never)
    assert {name: each for name, each in everything_in(tmp_path).items() if not name.startswith("home")} == before
    assert left_over(places) == set()


def test_a_zip_that_may_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "m.zip").mkdir()
    with pytest.raises(Problem, match=r"m\.zip cannot be read"):
        unpack(tmp_path / "m.zip", "m.zip", tmp_path, ignore, never)


def test_what_stands_before_a_zip_does_not_matter(tmp_path: Path) -> None:
    """As in one that unpacks itself."""
    (tmp_path / "m.zip").write_bytes(b"#!/bin/sh\n" + made_of(("m/a", b"x")))
    (tmp_path / "into").mkdir()
    unpack(tmp_path / "m.zip", "m.zip", tmp_path / "into", ignore, never)
    assert everything_in(tmp_path / "into") == {"m": None, "m/a": b"x"}


def test_what_macos_puts_beside_does_not_matter(tmp_path: Path) -> None:
    content = made_of(("m/a", b"x"), ("__MACOSX/m/._a", b"y"))
    (tmp_path / "m.zip").write_bytes(content)
    (tmp_path / "into").mkdir()
    assert unpack(tmp_path / "m.zip", "m.zip", tmp_path / "into", ignore, never) == tmp_path / "into" / "m"
    assert everything_in(tmp_path / "into") == {"m": None, "m/a": b"x"}


def test_what_is_unpacked_belongs_to_the_user_alone(tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(made_of((entry("m/sub/a", stat.S_IFREG | 0o6777), b"x")))
    (tmp_path / "into").mkdir()
    made = unpack(tmp_path / "m.zip", "m.zip", tmp_path / "into", ignore, never)
    assert stat.S_IMODE(made.stat().st_mode) == stat.S_IMODE((made / "sub").stat().st_mode) == 0o700
    assert not stat.S_IMODE((made / "sub/a").stat().st_mode) & 0o6111
