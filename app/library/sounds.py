"""The takes folder: where the sound of each take lies, who may read it, and how it goes away."""

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path

import soundfile

from app.audio.sound import open_sound
from app.audio.take import is_recorded_into
from app.library import problems
from app.places import make_file, make_folder
from app.problems import Problem

_NAME = re.compile(r"[^/\\\0]{1,200}")
_PART = ".part.wav"


class Sounds:
    """The folder with the sound of every take; a file is known by its name in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, file: str) -> Path:
        """Where it lies; a take that was still being written when the program ended has been packed since."""
        path = self.folder / file
        packed = self.folder / (file.removesuffix(_PART) + ".flac")
        return packed if file.endswith(_PART) and not path.exists() and packed.exists() else path

    def take_in(self, sound: Path, name: str, known: Collection[str] = ()) -> str:
        """The file's name in the folder: as it is where it lies there, else copied, as FLAC. Raises Problem.

        `known` are names that belong to other takes: of those a copy is made.
        """
        if not sound.is_file():
            raise problems.take_sound_missing(sound)
        if sound.parent.resolve() == self.folder.resolve() and sound.name not in known:
            _make_private(sound)
            return sound.name
        make_folder(self.folder)
        target = self.free(name)
        half = target.with_name(target.name + ".half")
        try:
            make_file(half)
            if _is_flac(sound):
                shutil.copyfile(sound, half)
            else:
                _pack(sound, half)
            half.replace(target)
        except (OSError, soundfile.LibsndfileError) as error:
            raise problems.take_not_kept(sound, getattr(error, "strerror", None) or str(error)) from error
        finally:
            half.unlink(missing_ok=True)
        return target.name

    def free(self, name: str) -> Path:
        """A path for a new FLAC of about that name."""
        count, path = 1, self.folder / f"{name}.flac"
        while path.exists():
            count += 1
            path = self.folder / f"{name}-{count}.flac"
        return path

    def delete(self, file: str) -> Problem | None:
        """For good. None where it is gone, or was gone."""
        if not _NAME.fullmatch(file) or file in (".", ".."):
            return problems.sound_not_deleted(Path(file), "it is no name of a take")
        try:
            for path in {self.folder / file, self.path(file)}:
                path.unlink(missing_ok=True)
        except OSError as error:
            return problems.sound_not_deleted(self.folder / file, error.strerror or str(error))
        return None

    def delete_all(self) -> tuple[Problem, ...]:
        """Whatever lies in the folder, but a take that is being recorded. Returns what could not be deleted."""
        left = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                if is_recorded_into(path):
                    left.append(problems.sound_not_deleted(path, "another program is recording it"))
                elif path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            except OSError as error:
                left.append(problems.sound_not_deleted(path, error.strerror or str(error)))
        return tuple(left)

    def strays(self, known: Collection[str]) -> tuple[Path, ...]:
        """Whole takes in the folder that belong to no message, oldest first."""
        if not self.folder.is_dir():
            return ()
        ours = {self.path(file).name for file in known}
        found = [path for path in self.folder.glob("*.flac") if path.name not in ours]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime))


def _make_private(path: Path) -> None:
    """Readable by its owner alone: it is somebody's voice."""
    try:
        os.chmod(path, 0o600)  # noqa: PTH101  as the rest of os here
    except OSError as error:
        raise problems.take_not_kept(path, error.strerror or str(error)) from error


def _is_flac(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"fLaC"


def _pack(source: Path, to: Path) -> None:
    with open_sound(source) as sound, soundfile.SoundFile(to, "w", sound.rate, 1, "PCM_16", format="FLAC") as packed:
        for block in sound.blocks():
            packed.write(block)
