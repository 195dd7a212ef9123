"""A sound file as a stream of samples, whatever its format."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import numpy.typing as npt
import soundfile

from app import problems
from app.audio.doubling import RateDoubler

Samples = npt.NDArray[np.int16]  # one channel

HEARING_HZ = 16_000  # the least a recognizer takes; slower sound is doubled
LOWEST_HZ, HIGHEST_HZ = 8_000, 96_000
SILENT_DBFS = -70.0  # no tenth of a second louder than this: nothing can be heard
_READ_FRAMES = 8_192
_LOUDEST_INSTEAD = 0.3  # of the loudest channel's power: where the mean has less, the channels cancel or most are empty
_JUDGED_S = 5.0  # of audible sound, from which the channels are judged
_SPOOL_LIMIT = 8 << 30  # bytes taken from a pipe before we say it has no end


class _Forward(soundfile.SoundFile):  # type: ignore[misc]  # it has no types
    """Read from front to back only.

    WORKAROUND libsndfile 1.2.2, soundfile 0.14: soundfile seeks to where it is after each read, and a seek in an MP3
    garbles what follows it.
    """

    def seekable(self) -> bool:
        return False


class Sound:
    """A sound file as int16 mono blocks: WAV, FLAC, OGG/Opus, MP3 and what else libsndfile reads; 8 to 96 kHz.

    Channels are averaged, unless they cancel each other or most of them are empty (the average has less than 0.3 of the
    loudest channel's power in the first 5 audible seconds): then the loudest channel stands for all. Samples beyond
    full scale are clipped to it. Sound slower than 16 kHz is doubled in rate, all other keeps its own.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Made by open_sound."""
        self.name = name  # for messages: the file's path, or "standard input"
        self._file = file
        with self._opened() as sound:
            self.source_hz: int = sound.samplerate
            self._channels: int = sound.channels
            promised: int = sound.frames
        if not LOWEST_HZ <= self.source_hz <= HIGHEST_HZ:
            raise problems.sound_rate(name, self.source_hz)
        if promised == 0:
            raise problems.sound_without_frames(name)
        self._times = 1 if self.source_hz >= HEARING_HZ else 2
        self.rate: int = self._times * self.source_hz  # of the blocks
        self.frames: int = self._times * promised  # exact once blocks() ran through
        self._channel = self._judge_channels()

    @property
    def duration_s(self) -> float:
        """As the file promises, until blocks() has run through it; then what there was."""
        return self.frames / self.rate

    def blocks(self, seconds: float = 0.25) -> Iterator[Samples]:
        """From the beginning, each block about as long as asked; memory does not grow with the file.

        A file cut short is read as far as it goes.
        """
        doubler = RateDoubler() if self._times == 2 else None
        came = 0
        for chunk in self._chunks(max(1, round(seconds * self.source_hz))):
            mono = chunk.mean(axis=1) if self._channel is None else chunk[:, self._channel]
            block = np.clip(np.rint(mono * 32768), -32768, 32767).astype(np.int16)
            block = doubler.feed(block) if doubler else block
            came += len(block)
            yield block
        if doubler:
            block = doubler.finish()
            came += len(block)
            yield block
        self.frames = came

    def samples(self) -> Samples:
        """The whole sound at once, int16 mono at `rate`."""
        return np.concatenate([*self.blocks(), np.zeros(0, np.int16)])

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _opened(self) -> "_Forward":
        """At the first frame. Raises Problem."""
        self._file.seek(0)
        try:
            return _Forward(self._file)
        except (soundfile.LibsndfileError, TypeError) as error:  # TypeError: a name that ends in .raw
            raise problems.sound_unreadable(self.name) from error

    def _chunks(self, frames: int) -> Iterator[npt.NDArray[np.float32]]:
        """(frames, channels), full scale 1.0 and nothing beyond, what is not a number made 0."""
        with self._opened() as sound:
            missing = 0
            while not missing:
                parts, missing = [], frames
                while missing:
                    try:
                        part = sound.read(min(missing, _READ_FRAMES), dtype="float32", always_2d=True)
                    except soundfile.LibsndfileError:  # cut short: what came before stands
                        break
                    if not len(part):
                        break
                    parts.append(np.clip(np.nan_to_num(part, nan=0.0), -1.0, 1.0))
                    missing -= len(part)
                if parts:
                    yield np.concatenate(parts)

    def _judge_channels(self) -> int | None:
        """None: the mean of all; else the channel to listen to. Reads up to the first sound that can be heard.

        Raises Problem where nothing can be heard at all.
        """
        audible = 10 ** (SILENT_DBFS / 10)
        power = np.zeros(self._channels)
        mean_power, judged, heard_any = 0.0, 0.0, False
        for chunk in self._chunks(max(1, self.source_hz // 10)):
            heard_any = True
            each = np.mean(chunk.astype(np.float64) ** 2, axis=0)
            if each.max() < audible:
                continue
            power += each
            mean_power += float(np.mean(chunk.mean(axis=1, dtype=np.float64) ** 2))
            judged += 0.1
            if judged >= _JUDGED_S or self._channels == 1:
                break
        if not heard_any:
            raise problems.sound_without_frames(self.name)
        if not judged:
            raise problems.sound_silent(self.name)
        loudest = int(power.argmax())
        return loudest if mean_power < _LOUDEST_INSTEAD * power[loudest] else None


def open_sound(source: Path | str | BinaryIO) -> Sound:
    """A file, "-" for standard input, or a stream of bytes. Close it, or use it in a `with`.

    Raises Problem for what is missing, empty, no sound, silent, or sampled too slowly or too fast.
    """
    if source == "-":
        return open_sound(sys.stdin.buffer)
    if not isinstance(source, (str, Path)):
        return _made(_spooled(source, "standard input"), "standard input")
    path = Path(source)
    try:
        if path.is_dir():
            raise problems.sound_is_a_folder(path)
        file: BinaryIO = path.open("rb")
        if not path.is_file():  # a pipe with a name, as a shell makes for <(…)
            with file:
                file = _spooled(file, str(path))
        return _made(file, str(path))
    except FileNotFoundError as error:
        raise problems.sound_missing(path) from error
    except OSError as error:
        raise problems.sound_not_allowed(path, error.strerror or str(error)) from error


def _made(file: BinaryIO, name: str) -> Sound:
    try:
        if not file.read(1):
            raise problems.sound_empty(name)
        file.seek(0)
        return Sound(file, name)
    except BaseException:
        file.close()
        raise


def _spooled(stream: BinaryIO, name: str) -> BinaryIO:
    """A pipe cannot be gone back in, which most formats need: its bytes go to a file without a name."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  Sound closes it
    try:
        taken = 0
        while block := stream.read(1 << 20):
            taken += len(block)
            if taken > _SPOOL_LIMIT:
                raise problems.sound_endless(name, _SPOOL_LIMIT)
            file.write(block)
        file.seek(0)
    except OSError as error:
        file.close()
        raise problems.sound_not_kept(name, error.strerror or str(error)) from error
    except BaseException:
        file.close()
        raise
    return file
