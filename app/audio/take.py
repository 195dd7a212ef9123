"""The audio caught in a rep: grows block by block, in memory and on disk, and survives a crash."""

import os
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile

from app import problems
from app.audio.sound import Samples

if sys.platform != "win32":
    import fcntl

# The part file: a WAV whose sizes say "until the end of the file", so that players read it while it grows, with one
# chunk of our own before the samples that keeps the origin.
_PART = ".part.wav"
_OPEN_END = 0xFFFFFFFF
_ORIGIN_AT = 12 + 24 + 8  # byte of the file where the origin stands
_ORIGIN_NOTE = "origin_s="  # in the comment of the packed take
_SAMPLES_AT = _ORIGIN_AT + 8 + 8  # byte of the file where the samples begin


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

    def __init__(self, file: BinaryIO, part: Path, rate: int) -> None:
        """Made by Take.begin."""
        self.rate = rate
        self.path = part  # where the sound lies now: the part file, after finish() the FLAC
        self.trouble: problems.Problem | None = None  # set where the disk refused; the take goes on in memory
        self._file = file
        self._blocks: list[Samples] = []
        self._frames = 0
        self._origin = 0

    @classmethod
    def begin(cls, folder: Path, name: str, rate: int) -> "Take":
        """Starts `name`.part.wav in the folder, which is made where it is missing. Raises Problem where that fails."""
        part = folder / (name + _PART)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = part.open("xb", buffering=0)  # unbuffered: written means given to the system
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.write(_header(rate, 0, None))
        except OSError as error:
            raise problems.take_not_written(part, error.strerror or str(error)) from error
        return cls(file, part, rate)

    @property
    def frames(self) -> int:
        return self._frames

    @property
    def duration_s(self) -> float:
        return self._frames / self.rate

    @property
    def origin_s(self) -> float:
        return self._origin / self.rate

    def start_clock(self, origin_frame: int) -> None:
        """From this frame on the time counts against the limit."""
        self._origin = origin_frame
        self._write(struct.pack("<Q", origin_frame), _ORIGIN_AT)

    def append(self, block: Samples) -> None:
        self._blocks.append(block)
        self._write(block.astype("<i2").tobytes(), None)
        self._frames += len(block)

    def samples(self) -> Samples:
        """The whole take so far."""
        whole = np.concatenate([*self._blocks, np.zeros(0, np.int16)])
        self._blocks = [whole]
        return whole

    def finish(self) -> Path:
        """Packs the take as FLAC, then removes the part file; where that fails, raises Problem and keeps it."""
        if self._file.closed:
            return self.path
        packed = _packed_name(self.path)
        try:
            _pack(self.samples(), self.rate, self._origin, packed)
        except (OSError, soundfile.LibsndfileError) as error:
            self.keep()
            raise problems.take_not_written(packed, str(error)) from error
        self._file.close()
        self.path.unlink()
        self.path = packed
        return packed

    def keep(self) -> Path:
        """Stops writing and leaves the part file as a WAV any player reads: the quick way out, when closing."""
        if not self._file.closed:
            self._write(_header(self.rate, self._origin, 2 * self._frames), 0)
            self._file.close()
        return self.path

    def discard(self) -> None:
        """The speaker threw it away."""
        if not self._file.closed:
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, content: bytes, at: int | None) -> None:
        if self.trouble is not None:
            return
        try:
            if at is not None:
                self._file.seek(at)
            self._file.write(content)
            if at is not None:
                self._file.seek(0, os.SEEK_END)
        except OSError as error:
            self.trouble = problems.take_not_written(self.path, error.strerror or str(error))


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of the part files that were lying about."""

    takes: tuple[Path, ...]  # the FLAC files made of them, oldest first
    problems: tuple[problems.Problem, ...]  # one for each part file that could not be packed; it stays where it is


def recover(folder: Path) -> Recovery:
    """Packs the part files that a session which is no more left in the folder.

    A part file that a running program still writes is left alone; one without a single sample is removed.
    """
    takes: list[Path] = []
    failures: list[problems.Problem] = []
    for part in sorted(folder.glob("*" + _PART), key=lambda path: path.stat().st_mtime):
        try:
            if sys.platform == "win32":
                part.rename(part)  # PermissionError while somebody has it open
            with part.open("r+b") as file:
                if sys.platform != "win32":
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError while somebody records into it
                content = file.read()
                if len(content) >= _SAMPLES_AT + 2:
                    takes.append(_pack_part(part, content))
            part.unlink()
        except (BlockingIOError, PermissionError):
            continue
        except (OSError, ValueError, soundfile.LibsndfileError) as error:
            failures.append(problems.take_not_recovered(part, str(error)))
    return Recovery(tuple(takes), tuple(failures))


def is_recorded_into(path: Path) -> bool:
    """Whether a running program still writes this file of the takes folder. Raises OSError."""
    if not path.name.endswith(_PART) or sys.platform == "win32":  # where an open file cannot be removed anyway
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def origin_of(packed: Path) -> float:
    """The origin (s) a packed take was given; 0 where it has none."""
    with soundfile.SoundFile(packed) as sound:
        note = sound.comment
        return float(note.removeprefix(_ORIGIN_NOTE)) if note.startswith(_ORIGIN_NOTE) else 0.0


def _pack_part(part: Path, content: bytes) -> Path:
    """Raises ValueError for what is no part file of ours."""
    if content[:4] != b"RIFF" or content[_ORIGIN_AT - 8 : _ORIGIN_AT - 4] != b"orig":
        raise ValueError("it is not a take of ours")
    (rate,) = struct.unpack_from("<I", content, 24)
    (origin,) = struct.unpack_from("<Q", content, _ORIGIN_AT)
    samples = np.frombuffer(content, "<i2", offset=_SAMPLES_AT, count=(len(content) - _SAMPLES_AT) // 2)
    packed = _packed_name(part)
    _pack(samples.astype(np.int16), rate, origin, packed)
    return packed


def _packed_name(part: Path) -> Path:
    return part.with_name(part.name.removesuffix(_PART) + ".flac")


def _pack(samples: Samples, rate: int, origin: int, to: Path) -> None:
    """Writes beside it and renames, so that a file under that name is always whole."""
    half = to.with_name(to.name + ".half")
    try:
        with soundfile.SoundFile(half, "w", rate, 1, "PCM_16", format="FLAC") as sound:
            sound.comment = f"{_ORIGIN_NOTE}{origin / rate:.6f}"
            sound.write(samples)
        half.replace(to)
    finally:
        half.unlink(missing_ok=True)
