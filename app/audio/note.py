"""What is to be known of a take until it is where it belongs: a note beside its sound, held while its rep goes on.

A program that comes to a sudden end leaves it; the next one reads there what the take is of.
"""

from pathlib import Path
from typing import BinaryIO

from app.audio.held import create

ENDING = ".note.json"


class Note:
    """One note, written and held."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Made by Note.write."""
        self.path = path
        self._file = file

    @classmethod
    def write(cls, path: Path, text: str) -> "Note":
        """Raises OSError."""
        file = create(path)
        try:
            file.write(text.encode())
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return cls(path, file)

    def let_go(self) -> None:
        """Whoever comes may read it now."""
        self._file.close()

    def tear_up(self) -> None:
        """Nobody needs it. Raises OSError."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def note_beside(sound: Path) -> Path:
    """Where the note of a take lies, or would lie; `sound` as it grows or packed."""
    return sound.with_name(stem_of(sound) + ENDING)


def stem_of(path: Path) -> str:
    """What the files of one take have in common."""
    for ending in (ENDING, ".part.wav", ".flac"):
        if path.name.endswith(ending):
            return path.name.removesuffix(ending)
    return path.stem
