"""Bring a model's files into a folder of ours, from a zip or a folder of whatever origin, within limits."""

import io
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from app.places import make_file
from app.recognition import problems
from app.recognition.download import MOST_BYTES, free_bytes
from app.recognition.progress import Cancelled, Pace, Report, Stage

MOST_ENTRIES = 5_000
MOST_RATIO = 100  # bytes that come out for one that is in the zip
_SMALL = 1 << 20  # bytes up to which the ratio does not matter
_BLOCK = 1 << 20
_DIRECTORY = 4 << 20  # bytes that the list of what is in a zip may have; as much is read at once
_HEADER = 30  # bytes before the name of an entry, at least
_JUNK = "__MACOSX"  # what macOS puts beside what one packs
_RESERVED = re.compile(  # no names for files on Windows, whatever ending they have
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
_BAD = re.compile(r'[<>:"|?*\\]')
_Opened = Callable[[], IO[bytes]]
_DAMAGED = (  # what zipfile raises over bytes that are no good
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


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
        file = _Archive(archive)
    except OSError as error:
        raise problems.model_source_unreadable(source, error.strerror or str(error)) from error
    try:
        with file, zipfile.ZipFile(file) as opened:
            if (fault := _fault_of_all(opened.infolist(), archive.stat().st_size)) is not None:
                raise problems.model_zip_refused(source, fault)
            entries = _without_junk(opened.infolist())
            files = [(entry.filename, entry.file_size, _opener(opened, entry)) for entry in entries]
            top = entries[0].filename.split("/")[0]
            _look_at_room(into, sum(size for _, size, _ in files), free)
            _write(into, source, [each for each in files if not each[0].endswith("/")], report, cancelled)
    except _DAMAGED as error:
        why = str(error) or type(error).__name__
        raise problems.model_zip_refused(source, f"it is damaged or of an unknown kind ({why})") from error
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
        if (fault := _fault_of_names([name for name, _, _ in files])) is not None:
            raise problems.model_refused(str(folder), fault)
        size = sum(size for _, size, _ in files)
        if size > MOST_BYTES:
            raise problems.model_too_big(str(folder), MOST_BYTES)
        _look_at_room(into, size, free)
        _write(into, str(folder), files, report, cancelled)
    except OSError as error:
        raise problems.model_not_kept(into, error.strerror or str(error)) from error
    return into / folder.name


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Opened:
    return lambda: archive.open(entry)


def _reader(file: Path) -> _Opened:
    def opened() -> IO[bytes]:
        try:
            return file.open("rb")
        except OSError as error:
            raise problems.model_source_unreadable(str(file), error.strerror or str(error)) from error

    return opened


class _Archive(io.FileIO):
    """A zip that cannot make us hold more of it at once than a list of MOST_ENTRIES takes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY:
            raise zipfile.BadZipFile("its list of contents is too long")
        return super().read(size)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """NB: zipfile's own is_dir() stumbles over an entry without a name."""
    return entry.filename.endswith("/")


def _without_junk(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return [each for each in entries if each.filename.split("/")[0] != _JUNK]


def _fault_of_all(everything: list[zipfile.ZipInfo], packed: int) -> str | None:
    """What is wrong with a zip, before anything of it is written."""
    entries = _without_junk(everything)
    if all(_is_folder(each) for each in entries):
        return "it is empty"
    if len(everything) > MOST_ENTRIES:
        return f"it has more than {MOST_ENTRIES:,} files"
    for entry in entries:
        if (fault := _fault_of_entry(entry)) is not None:
            return fault
    size = sum(each.file_size for each in entries)
    if size > MOST_BYTES:
        return f"more than {MOST_BYTES / 1e9:.0f} GB would come out of it"
    if size > max(MOST_RATIO * packed, _SMALL):
        return f"more than {MOST_RATIO} times its size would come out of it"
    if _lie_over_each_other(everything, packed):
        return "two of the files in it share their bytes, or lie outside of it"
    return _fault_of_names([each.filename for each in entries])


def _lie_over_each_other(entries: list[zipfile.ZipInfo], packed: int) -> bool:
    end = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        if each.header_offset < end:
            return True
        end = each.header_offset + _HEADER + len(each.orig_filename) + each.compress_size
    return end > packed


def _fault_of_names(names: list[str]) -> str | None:
    """What is wrong with these paths, those of folders with `/` at their end."""
    for name in names:
        if (fault := _fault_of_name(name)) is not None:
            return fault
    if len({name.split("/")[0] for name in names}) > 1 or any("/" not in name for name in names):
        return "it does not hold one folder with all the rest inside"
    folded = [unicodedata.normalize("NFC", name.rstrip("/")).casefold() for name in names]
    if len(set(folded)) < len(folded):
        return "a name is in it twice"
    files = {fold for fold, name in zip(folded, names, strict=True) if not name.endswith("/")}
    if any(fold.rpartition("/")[0] in files for fold in folded):
        return "a file in it is a folder too"
    return None


def _fault_of_entry(entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR and not _is_folder(entry)):
        return f"{_shown(entry.filename)} in it is a link or a device"
    if entry.flag_bits & 0x1:
        return "it is locked with a password"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not usual for models"
    return _fault_of_name(entry.orig_filename)  # NB: not the name zipfile makes of it, which is looked at later


def _fault_of_name(name: str) -> str | None:
    """A path, with `/`, that would lead out of its folder or cannot be everywhere."""
    parts = name.removesuffix("/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return f"{_shown(name)} in it leads out of its folder"
    wrong = any(not part or part.endswith((".", " ")) or len(part) > 200 or _RESERVED.match(part) for part in parts)
    if wrong or not name.isprintable() or _BAD.search(name) or len(name.encode()) > 500 or parts[0].startswith("."):
        return f"{_shown(name)} in it is no name for a file"
    return None


def _shown(name: str) -> str:
    return repr(name if len(name) <= 80 else name[:79] + "…")


def _look_at_room(into: Path, needed: int, free: Callable[[Path], int]) -> None:
    if needed > (room := free(into)):
        raise problems.model_disk_full(into, needed, room)


def _write(
    into: Path, source: str, files: list[tuple[str, int, _Opened]], report: Report, cancelled: Cancelled
) -> None:
    """Each is on the disk itself when it ends, so that a power cut leaves no model of empty files."""
    done, pace = 0, Pace(Stage.UNPACKING, sum(size for _, size, _ in files), report)
    for name, size, opened in files:
        end = done + size
        target = into.joinpath(*name.split("/"))
        for folder in reversed(target.parents[: len(name.split("/")) - 1]):
            if not folder.is_dir():
                folder.mkdir(mode=0o700)
        with opened() as content, make_file(target).open("r+b") as file:
            while block := content.read(_BLOCK):
                if cancelled():
                    raise problems.model_cancelled(0)
                file.write(block)
                done += len(block)
                if done > end:
                    break
                pace.at(done)
            if done != end:
                raise problems.model_refused(source, f"{_shown(name)} in it is not as long as it was said to be")
            file.flush()
            os.fsync(file.fileno())
