"""A message as one file, written here and read back elsewhere."""

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import soundfile

from app.audio.sound import HIGHEST_HZ, LOWEST_HZ
from app.library import parcel, problems
from app.library.library import Library
from app.library.messages import Message, moment
from app.library.parcel import Misshapen, Newer, PackedReview, PackedTake, Parcel
from app.library.review_json import Unreadable, review_of, rules_of
from app.library.takes import KeptTake
from app.places import make_file, make_folder
from app.problems import Problem
from app.script.script import parse

SUFFIX = ".beep"  # a zip archive: message.json, and takes/1.flac and so on
_CONTENTS = "message.json"
_MOST_ENTRIES = parcel.MOST_TAKES + 10
_MOST_CONTENTS = 64 << 20  # bytes of message.json
_MOST_SOUND = 1 << 30  # bytes of one take: some three hours
_MOST_SOUNDS = 8 << 30  # bytes of all takes
_MOST_SWELLING = 200  # a text seldom shrinks to a hundredth; what swells more is made to
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError)


@dataclass(frozen=True, slots=True)
class Package:
    """A message ready to be written; needs the library no more."""

    contents: bytes  # of message.json
    sounds: tuple[tuple[str, Path], ...]  # the name in the archive, and where the sound lies
    missing: tuple[KeptTake, ...]  # left out, since their sound is gone


def package(library: Library, message: int) -> Package:
    """Raises Problem."""
    kept = library.messages.get(message)
    takes = library.takes.all_of(message)
    here = [take for take in takes if take.sound.is_file()]
    contents = parcel.written(_packed(library, kept, here))
    sounds = tuple((_sound_name(take), take.sound) for take in here)
    return Package(contents, sounds, tuple(take for take in takes if take not in here))


def write(packed: Package, to: Path, report: Callable[[float], object] = lambda _: None) -> None:
    """Written whole or not at all, in place of what was there. Raises Problem.

    `report` is told what part is done, from 0 to 1; where it raises, nothing is written.
    """
    half = to.with_name(f"{to.name}.half")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_CONTENTS, packed.contents)
            for number, (name, sound) in enumerate(packed.sounds):
                report(number / len(packed.sounds))
                archive.write(sound, name, zipfile.ZIP_STORED)
        half.replace(to)
    except OSError as error:
        raise problems.export_not_written(to, error.strerror or str(error)) from error
    finally:
        _removed(half)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An exported message as it came, its sound beside it; needs no library yet."""

    given: Parcel
    sounds: tuple[Path, ...]  # of its takes, in their order


def import_message(library: Library, file: Path) -> Message:
    """A new message, whatever is there already. Nothing is kept where anything is wrong with it. Raises Problem."""
    with unpacked(file, library.sounds.folder) as came:
        return take_in(library, came)


@contextmanager
def unpacked(file: Path, folder: Path, report: Callable[[float], object] = lambda _: None) -> Iterator[Unpacked]:
    """What is in it, for as long as one is at it; `folder`: where the sounds of takes lie. Raises Problem.

    `report` is told what part is done, from 0 to 1; where it raises, nothing is left.
    """
    with tempfile.TemporaryDirectory(prefix="import-", dir=make_folder(folder)) as name:
        with _told(file), zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > _MOST_ENTRIES:
                raise Misshapen("it holds too many files")
            given = parcel.unwrapped(_contents(archive))
            sounds = _unpacked(archive, given, Path(name), report)
        yield Unpacked(given, tuple(sounds))


# ---- Out


def _packed(library: Library, message: Message, takes: list[KeptTake]) -> Parcel:
    known = library.reviews.corrections(message.id)
    return Parcel(
        draft=message.draft,
        edits=library.messages.edits(message.id)[::-1],
        takes=tuple(
            PackedTake(
                sound=_sound_name(take),
                text=take.text,
                title=take.title,
                limit_s=take.limit_s,
                strictness=take.strictness,
                recorded_at=take.recorded_at,
                origin_s=take.origin_s,
                is_pinned=take.is_pinned,
                drill=take.drill,
                is_aside=take.is_aside,
                reviews=tuple(
                    PackedReview(moment(row["made_at"]), row["rules"], row["review"])
                    for row in library.reviews.as_made(take.id)
                ),
                corrections=tuple(each.correction for each in reversed(known) if each.take == take.id),
            )
            for take in takes
        ),
        corrections=tuple(each.correction for each in reversed(known) if each.take is None),
        silenced=message.silenced,
        answers=library.answers.own(message.id),
        follows=tuple(each.message.draft.name for each in reversed(library.series.earlier(message.id))),
    )


def _sound_name(take: KeptTake) -> str:
    return f"takes/{take.number}.flac"


def _removed(half: Path) -> None:
    try:
        half.unlink(missing_ok=True)
    except OSError as error:
        raise problems.export_not_written(half, error.strerror or str(error)) from error


# ---- In


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Whatever is wrong with the file as a Problem."""
    try:
        yield
    except Problem:
        raise
    except Newer as newer:
        raise problems.export_newer(file, newer.version) from newer
    except Misshapen as wrong:
        raise problems.export_unreadable(file, str(wrong)) from wrong
    except _BROKEN as error:
        raise problems.export_unreadable(file, "it is no whole archive") from error
    except OSError as error:
        raise problems.export_unreadable(file, error.strerror or str(error)) from error


def _contents(archive: zipfile.ZipFile) -> bytes:
    with _opened(archive, _CONTENTS, _MOST_CONTENTS) as file:
        content = file.read(_MOST_CONTENTS + 1)
    if len(content) > _MOST_CONTENTS:
        raise Misshapen("it is larger than it says")
    return content


@contextmanager
def _opened(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[IO[bytes]]:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise Misshapen(f"it has no {name}") from None
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Misshapen(f"{name} is packed in a way it never was")
    if entry.file_size > most or entry.file_size > _MOST_SWELLING * max(entry.compress_size, 1):
        raise Misshapen(f"{name} is too large")
    with archive.open(entry) as file:
        yield file


def _unpacked(archive: zipfile.ZipFile, given: Parcel, folder: Path, report: Callable[[float], object]) -> list[Path]:
    """The sound of each take, under names of our own, each seen to be a take's."""
    sounds: list[Path] = []
    written = 0
    whole = sum(entry.file_size for entry in archive.infolist()) or 1
    for number, take in enumerate(given.takes, 1):
        sound = folder / f"{number}.flac"
        with _opened(archive, take.sound, _MOST_SOUND) as source, _new(sound) as target:
            length = 0
            while piece := source.read(_PIECE):
                length += len(piece)
                written += len(piece)
                if length > _MOST_SOUND or written > _MOST_SOUNDS:
                    raise Misshapen(f"{take.sound} is too large")
                _put(piece, target, sound)
                report(min(written / whole, 1.0))
        _look_at(sound, take.sound)
        sounds.append(sound)
    return sounds


def _new(sound: Path) -> IO[bytes]:
    try:
        return make_file(sound).open("r+b", buffering=0)  # so that a full disk is noticed where it is written to
    except OSError as error:
        raise problems.take_not_kept(sound, error.strerror or str(error)) from error


def _put(piece: bytes, target: IO[bytes], sound: Path) -> None:
    try:
        target.write(piece)
    except OSError as error:
        raise problems.take_not_kept(sound, error.strerror or str(error)) from error


def _look_at(sound: Path, name: str) -> None:
    try:
        info = soundfile.info(sound)
    except soundfile.LibsndfileError as error:
        raise Misshapen(f"{name} is no sound") from error
    if info.format != "FLAC" or info.channels != 1 or not LOWEST_HZ <= info.samplerate <= HIGHEST_HZ or not info.frames:
        raise Misshapen(f"{name} is no take")


def take_in(library: Library, came: Unpacked, report: Callable[[float], object] = lambda _: None) -> Message:
    """All of it or nothing; `report` as in unpacked(). Raises Problem."""
    given, kept = came.given, list[KeptTake]()
    try:
        with library.store.writing():
            message = library.messages.add(given.draft).id
            library.messages.silence(message, given.silenced)
            library.answers.keep(message, given.answers)
            library.series.rejoin(message, given.follows)
            for edit in given.edits:
                library.messages.remember(message, edit)
            for correction in given.corrections:  # NB: before what they change, which would be made anew by each
                library.reviews.remember(message, None, correction)
            for take, sound in zip(given.takes, came.sounds, strict=True):
                report(len(kept) / len(given.takes))
                kept.append(_take_in(library, message, take, sound))
    except BaseException:
        for take_kept in kept:
            library.sounds.delete(take_kept.sound.name)
        raise
    return library.messages.get(message)


def _take_in(library: Library, message: int, take: PackedTake, sound: Path) -> KeptTake:
    script = replace(parse(take.text, "of a take in it"), title=take.title)
    duration_s = float(soundfile.info(sound).duration)
    kept = library.takes.keep(
        message,
        sound,
        script,
        take.limit_s,
        take.strictness,
        duration_s,
        take.origin_s,
        take.recorded_at,
        take.drill,
        take.is_aside,
    )
    if take.is_pinned:
        library.takes.pin(kept.id)
    for correction in take.corrections:
        library.reviews.remember(message, kept.id, correction)
    for each in take.reviews:
        try:
            review, rules = review_of(each.review, kept.script()), rules_of(each.rules)
        except Unreadable:
            continue  # it fits no script of this version's: the take will be reviewed again
        library.reviews.save(kept.id, review, rules, each.made_at)
    return kept
