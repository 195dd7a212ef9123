"""The audio caught in a rep: grows block by block on disk, and survives a crash."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile

from app import problems
from app.audio.held import HELD, create, is_held, taken_up
from app.audio.note import ENDING, Note, note_beside, stem_of
from app.audio.sound import Samples
from app.places import make_file, make_folder

# The part file: a WAV whose sizes say "until the end of the file", so that players read it while it grows, with one
# chunk of our own before the samples that keeps the origin.
_PART = ".part.wav"
_OPEN_END = 0xFFFFFFFF
_ORIGIN_AT = 12 + 24 + 8  # byte of the file where the origin stands
_ORIGIN_NOTE = "origin_s="  # in the comment of the packed take
_SAMPLES_AT = _ORIGIN_AT + 8 + 8  # byte of the file where the samples begin
_LATEST_ORIGIN_S = 10.0  # no countdown takes as long: what is later was damaged on the disk


def _header(rate: int, origin: int, sample_bytes: int | None) -> bytes:
    data = _OPEN_END if sample_bytes is None else sample_bytes
    riff = _OPEN_END if sample_bytes is None else sample_bytes + _SAMPLES_AT - 8
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16)
    return (
        struct.pack("<4sI4s", b"RIFF", riff, b"WAVE") + fmt + struct.pack("<4sIQ4sI", b"orig", 8, origin, b"data", data)
    )


class Take:
    """A take that grows. What append() was given survives the death of the process.

    Samples are int16, one channel, at the microphone's own rate. Times are seconds from the first sample; the pre-roll
    is kept, and `origin_s` says where the clock starts to count.
    """

    def __init__(self, file: BinaryIO, part: Path, rate: int, note: Note | None = None) -> None:
        """Made by Take.begin."""
        self.rate = rate
        self.path = part  # where the sound lies now: the part file, after finish() the FLAC
        self.trouble: problems.Problem | None = None  # set where the disk refused; the take goes on in memory
        self._file = file
        self._note = note
        self._on_disk = 0  # frames
        self._blocks: list[Samples] = []  # after those: what the disk refused
        self._whole: Samples | None = None  # once somebody asked, until more comes
        self._origin = 0

    @classmethod
    def begin(cls, folder: Path, name: str, rate: int, note: str | None = None) -> "Take":
        """Starts `name`.part.wav in the folder, which is made where it is missing; where there is one of that name, as
        there may be once a clock was set back, it is called otherwise. `note` lies beside it until it is torn up.

        Raises Problem where that fails.
        """
        part = _free(make_folder(folder), name)
        try:
            file = create(part)
            try:
                file.write(_header(rate, 0, None))
                noted = Note.write(note_beside(part), note) if note is not None else None
            except OSError:
                file.close()
                part.unlink()
                raise
        except OSError as error:
            raise problems.take_not_written(part, error.strerror or str(error)) from error
        return cls(file, part, rate, noted)

    @property
    def frames(self) -> int:
        return self._on_disk + sum(map(len, self._blocks))

    @property
    def duration_s(self) -> float:
        return self.frames / self.rate

    @property
    def origin_s(self) -> float:
        return self._origin / self.rate

    def start_clock(self, origin_frame: int) -> None:
        """From this frame on the time counts against the limit."""
        self._origin = origin_frame
        self._write(struct.pack("<Q", origin_frame), _ORIGIN_AT)

    def append(self, block: Samples) -> None:
        self._whole = None
        written = self._write(block.astype("<i2").tobytes(), None) // 2
        self._on_disk += written
        if written < len(block):
            self._blocks.append(block[written:])

    def samples(self) -> Samples:
        """The whole take so far; in memory from the first time it is asked for until more comes."""
        if self._whole is None:
            written = self._read()
            self._whole = np.concatenate([written, *self._blocks]) if self._blocks else written
        return self._whole

    def finish(self) -> Path:
        """Packs the take as FLAC, then removes the part file; where that fails, raises Problem and keeps it.

        Also where the disk refused before: there may be room again, and packed it is half as long.
        """
        if self._file.closed:
            return self.path
        packed = packed_name(self.path)
        try:
            make_folder(packed.parent)  # somebody may have removed it
            _pack(self.samples(), self.rate, self._origin, packed)
        except (OSError, soundfile.LibsndfileError, problems.Problem) as error:
            self.keep()
            raise problems.take_not_written(packed, str(error)) from error
        self._file.close()
        self.path.unlink(missing_ok=True)
        self.path = packed
        return packed

    def keep(self) -> Path:
        """Stops writing and leaves the part file as a WAV any player reads: the quick way out, when closing."""
        if not self._file.closed:
            self._write(_header(self.rate, self._origin, 2 * self.frames), 0)
            self._file.close()
        return self.path

    def discard(self) -> None:
        """The speaker threw it away."""
        if not self._file.closed:
            self._file.close()
        self.path.unlink(missing_ok=True)
        self.tear_up_note()

    def let_go(self) -> None:
        """The rep is over: from now on the note tells whoever comes, until the take is where it belongs."""
        if self._note is not None:
            self._note.let_go()

    def tear_up_note(self) -> None:
        """The take is no take of anything."""
        if self._note is not None:
            self._note.tear_up()

    def _read(self) -> Samples:
        """What is on disk. NB: out of the file as it is open, which may have lost its name and folder meanwhile."""
        if not self._on_disk:
            return np.zeros(0, np.int16)
        self._file.seek(_SAMPLES_AT)
        written: Samples = np.fromfile(self._file, "<i2", self._on_disk).astype(np.int16, copy=False)
        self._file.seek(0, os.SEEK_END)
        return written

    def _write(self, content: bytes, at: int | None) -> int:
        """How many bytes; fewer where the disk refused: a disk that fills up takes a part of them before it does."""
        done = 0
        if self.trouble is not None:
            return done
        try:
            if at is not None:
                self._file.seek(at)
            while done < len(content):
                done += self._file.write(content[done:])
            if at is not None:
                self._file.seek(0, os.SEEK_END)
        except OSError as error:
            self.trouble = problems.take_not_written(self.path, error.strerror or str(error))
        return done


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of the part files that were lying about."""

    takes: tuple[Path, ...]  # the FLAC files made of them, oldest first
    problems: tuple[problems.Problem, ...]  # one for each part file that could not be packed; it stays where it is


def recover(folder: Path) -> Recovery:
    """Packs the part files that a session which is no more left in the folder.

    A part file that a running program still writes is left alone; one that ends before its clock began to count is
    removed: nobody spoke yet.
    """
    takes: list[Path] = []
    failures: list[problems.Problem] = []
    for part in sorted(folder.glob("*" + _PART), key=_changed_at):
        try:
            with taken_up(part) as file:
                packed = _pack_part(part, file.read())
            part.unlink()
            takes += [packed] if packed is not None else []
        except (HELD, FileNotFoundError):
            continue  # another program records into it, or was quicker
        except (OSError, ValueError, OverflowError, soundfile.LibsndfileError) as error:
            failures.append(problems.take_not_recovered(part, str(error)))
    return Recovery(tuple(takes), tuple(failures))


def is_recorded_into(path: Path) -> bool:
    """Whether a running program still holds this file of the takes folder. Raises OSError."""
    return path.name.endswith((_PART, ENDING)) and is_held(path)


def origin_of(packed: Path) -> float | None:
    """The origin (s) a packed take was given; None where it has none."""
    with soundfile.SoundFile(packed) as sound:
        note = sound.comment
        return float(note.removeprefix(_ORIGIN_NOTE)) if note.startswith(_ORIGIN_NOTE) else None


def packed_name(path: Path) -> Path:
    """Where the take lies or will lie once it is packed, to which this part file or note belongs."""
    return path.with_name(stem_of(path) + ".flac")


def part_name(path: Path) -> Path:
    """Where it lies while it grows."""
    return path.with_name(stem_of(path) + _PART)


def _pack_part(part: Path, content: bytes) -> Path | None:
    """None where nobody spoke yet. Raises ValueError for what is no part file of ours."""
    if len(content) < _SAMPLES_AT:
        return None
    if content[:4] != b"RIFF" or content[_ORIGIN_AT - 8 : _ORIGIN_AT - 4] != b"orig":
        raise ValueError("it is not a take of ours")
    (rate,) = struct.unpack_from("<I", content, 24)
    (origin,) = struct.unpack_from("<Q", content, _ORIGIN_AT)
    samples = np.frombuffer(content, "<i2", offset=_SAMPLES_AT, count=(len(content) - _SAMPLES_AT) // 2)
    is_damaged = origin > _LATEST_ORIGIN_S * rate
    if not len(samples) or (len(samples) <= origin and not is_damaged):
        return None
    packed = packed_name(part)
    _pack(samples.astype(np.int16), rate, None if is_damaged else origin, packed)
    return packed


def _changed_at(path: Path) -> float:
    """0 for what has gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _free(folder: Path, name: str) -> Path:
    """A path for a new part file of about that name; no other take's file is called so."""
    count, part = 1, folder / (name + _PART)
    while part.exists() or packed_name(part).exists() or note_beside(part).exists():
        count += 1
        part = folder / f"{name}-{count}{_PART}"
    return part


def _pack(samples: Samples, rate: int, origin: int | None, to: Path) -> None:
    """Writes beside it and renames, so that a file under that name is always whole."""
    half = to.with_name(to.name + ".half")
    try:
        with soundfile.SoundFile(make_file(half), "w", rate, 1, "PCM_16", format="FLAC") as sound:
            if origin is not None:
                sound.comment = f"{_ORIGIN_NOTE}{origin / rate:.6f}"
            sound.write(samples)
        with half.open("r+b") as file:
            os.fsync(file.fileno())  # on the disk before the part file goes: the power may fail
        half.replace(to)
    finally:
        half.unlink(missing_ok=True)
