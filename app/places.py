"""Where things lie: the user's folders, and what comes with the program."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.problems import folder_not_made

NAME = "after-the-beep"
HOME_VARIABLE = "REHEARSE_HOME"  # one folder for everything of the user's: tests, a stick, a second profile


@dataclass(frozen=True, slots=True)
class Places:
    """Absolute paths. Nothing of it need exist: whoever writes first asks make_folder()."""

    data: Path  # what the user would miss: messages, takes, installed models
    cache: Path  # what can be made again: bent graphs, conf overlays
    settings: Path  # the one settings file
    program: Path  # the folder that holds assets/ and vosk-model/; read only

    @property
    def models(self) -> Path:
        """The folder in which each installed model has a folder of its own."""
        return self.data / "models"

    @property
    def takes(self) -> Path:
        return self.data / "takes"

    @property
    def greeting(self) -> Path:
        """The user's own, for the voicemail drill; there need not be one."""
        return self.data / "greeting.flac"

    @property
    def assets(self) -> Path:
        return self.program / "assets"

    @property
    def starter_model(self) -> Path:
        return self.program / "vosk-model"


def find_places(environ: Mapping[str, str], program: Path | None = None) -> Places:
    """The places of this user; `REHEARSE_HOME` moves all but the program.

    NB: without REHEARSE_HOME platformdirs reads the platform's own variables (XDG_DATA_HOME, APPDATA …) itself.
    """
    beside = (program or program_folder()).absolute()
    home = environ.get(HOME_VARIABLE, "").strip()
    if home:
        root = Path(home).expanduser().absolute()
        return Places(data=root, cache=root / "cache", settings=root / "settings.toml", program=beside)
    return Places(
        data=platformdirs.user_data_path(NAME, appauthor=False),
        cache=platformdirs.user_cache_path(NAME, appauthor=False),
        settings=platformdirs.user_config_path(NAME, appauthor=False) / "settings.toml",
        program=beside,
    )


def program_folder() -> Path:
    """The checkout, or where a frozen program keeps what it carries."""
    carried: str | None = getattr(sys, "_MEIPASS", None)  # set by PyInstaller alone
    return Path(carried) if carried else Path(__file__).resolve().parent.parent


def make_folder(folder: Path) -> Path:
    """Make a folder and what is missing above it, readable by its owner alone: takes are somebody's voice.

    Folders that exist keep their mode. Raises Problem where it cannot be made.
    """
    missing = [folder, *folder.parents]
    try:
        for each in reversed(missing):
            if not each.is_dir():
                each.mkdir(mode=0o700, exist_ok=True)  # exist_ok: another of our programs may be quicker
    except OSError as error:
        raise folder_not_made(folder, error) from error
    return folder


def make_file(file: Path) -> Path:
    """Make an empty file, readable by its owner alone, for whoever writes by its name; one that is there stays as it
    is. Raises OSError."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    return file
