"""Bring a model's files into a folder of ours, from a zip or a folder of whatever origin, within limits."""

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from app.recognition import problems
from app.recognition.download import MOST_BYTES, free_bytes
from app.recognition.progress import Cancelled, Pace, Report, Stage

MOST_ENTRIES = 5_000
MOST_RATIO = 100  # bytes that come out for one that is in the zip
_SMALL = 1 << 20  # bytes up to which the ratio does not matter
_BLOCK = 1 << 20
_JUNK = "__MACOSX"  # what macOS puts beside what one packs
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # no names for files on Windows
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_Opened = Callable[[], IO[bytes]]


def unpack(
    archive: Path,
    source: str,
    into: Path,
    report: Report,
    cancelled: Cancelled,
    free: Callable[[Path], int] = free_bytes,
) -> Path:
    """The one top folder of a zip, made in the folder `into`. Raises Problem; `source` is how the zip is called then.

    NB: what a zip says of its sizes is checked before, and zipfile gives no more of an entry than it says.
    """
    try:
        packed = archive.stat().st_size
        with zipfile.ZipFile(archive) as opened:
            entries = [each for each in opened.infolist() if each.filename.split("/")[0] != _JUNK]
            if (fault := _fault_of_all(entries, packed)) is not None:
                raise problems.model_zip_refused(source, fault)
            files = [(entry.filename, entry.file_size, _opener(opened, entry)) for entry in entries]
            top = entries[0].filename.split("/")[0]
            _look_at_room(into, sum(size for _, size, _ in files), free)
            _write(into, [each for each in files if not each[0].endswith("/")], report, cancelled)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise problems.model_zip_refused(source, f"it is damaged or of an unknown kind ({error})") from error
    except OSError as error:
        raise problems.model_not_kept(into, error.strerror or str(error)) from error
    return into / top


def copy(
    folder: Path, into: Path, report: Report, cancelled: Cancelled, free: Callable[[Path], int] = free_bytes
) -> Path:
    """The same folder, made in the folder `into`; links to files become files. Raises Problem."""
    try:
        files = []
        for each in sorted(folder.rglob("*")):
            inside = f"{folder.name}/{each.relative_to(folder).as_posix()}"
            if each.is_file():
                files.append((inside, each.stat().st_size, _reader(each)))
            elif each.is_symlink() or not each.is_dir():
                raise problems.model_refused(str(folder), f"{inside} in it is neither a file nor a folder")
            if len(files) > MOST_ENTRIES:
                raise problems.model_refused(str(folder), f"it has more than {MOST_ENTRIES:,} files")
        if (fault := next(filter(None, (_fault_of_name(name) for name, _, _ in files)), None)) is not None:
            raise problems.model_refused(str(folder), fault)
        size = sum(size for _, size, _ in files)
        if size > MOST_BYTES:
            raise problems.model_too_big(str(folder), MOST_BYTES)
        _look_at_room(into, size, free)
        _write(into, files, report, cancelled)
    except OSError as error:
        raise problems.model_not_kept(into, error.strerror or str(error)) from error
    return into / folder.name


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Opened:
    return lambda: archive.open(entry)


def _reader(file: Path) -> _Opened:
    return lambda: file.open("rb")


def _fault_of_all(entries: list[zipfile.ZipInfo], packed: int) -> str | None:
    """What is wrong with a zip, before anything of it is written."""
    if not any(not each.is_dir() for each in entries):
        return "it is empty"
    if len(entries) > MOST_ENTRIES:
        return f"it has more than {MOST_ENTRIES:,} files"
    for entry in entries:
        if (fault := _fault_of_entry(entry)) is not None:
            return fault
    size = sum(each.file_size for each in entries)
    if size > MOST_BYTES:
        return f"more than {MOST_BYTES / 1e9:.0f} GB would come out of it"
    if size > max(MOST_RATIO * packed, _SMALL):
        return f"more than {MOST_RATIO} times its size would come out of it"
    if len({each.filename.split("/")[0] for each in entries}) > 1 or any("/" not in each.filename for each in entries):
        return "it does not hold one folder with all the rest inside"
    names = [unicodedata.normalize("NFC", each.filename.rstrip("/")).casefold() for each in entries]
    if len(set(names)) < len(names):
        return "a name is in it twice"
    files = {name for name, entry in zip(names, entries, strict=True) if not entry.is_dir()}
    if any(name.rpartition("/")[0] in files for name in names):
        return "a file in it is a folder too"
    return None


def _fault_of_entry(entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR and not entry.is_dir()):
        return f"{_shown(entry.filename)} in it is a link or a device"
    if entry.flag_bits & 0x1:
        return "it is locked with a password"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not usual for models"
    return _fault_of_name(entry.orig_filename)


def _fault_of_name(name: str) -> str | None:
    """A path, with `/`, that would lead out of its folder or cannot be everywhere."""
    parts = name.removesuffix("/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return f"{_shown(name)} in it leads out of its folder"
    wrong = any(
        not part or part == "." or part.endswith((".", " ")) or len(part) > 200 or _RESERVED.match(part)
        for part in parts
    )
    if wrong or _BAD.search(name) or len(name) > 500 or parts[0].startswith("."):
        return f"{_shown(name)} in it is no name for a file"
    return None


def _shown(name: str) -> str:
    return repr(name if len(name) <= 80 else name[:79] + "…")


def _look_at_room(into: Path, needed: int, free: Callable[[Path], int]) -> None:
    if needed > (room := free(into)):
        raise problems.model_disk_full(into, needed, room)


def _write(into: Path, files: list[tuple[str, int, _Opened]], report: Report, cancelled: Cancelled) -> None:
    """Each is on the disk itself when it ends, so that a power cut leaves no model of empty files."""
    done, pace = 0, Pace(Stage.UNPACKING, sum(size for _, size, _ in files), report)
    for name, _, opened in files:
        target = into.joinpath(*name.split("/"))
        for folder in reversed(target.parents[: len(name.split("/")) - 1]):
            if not folder.is_dir():
                folder.mkdir(mode=0o700)
        with opened() as content, target.open("xb") as file:
            while block := content.read(_BLOCK):
                if cancelled():
                    raise problems.model_cancelled(0)
                file.write(block)
                done += len(block)
                if done > MOST_BYTES:
                    raise problems.model_too_big(str(into), MOST_BYTES)
                pace.at(done)
            file.flush()
            os.fsync(file.fileno())
