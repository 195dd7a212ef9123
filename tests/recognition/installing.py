"""What tests of getting and unpacking models need alike."""

import zipfile
from io import BytesIO
from pathlib import Path

from app.places import Places
from app.recognition.install import COMING
from app.recognition.progress import Progress
from tests.command_line import everything_in


def never() -> bool:
    return False


def ignore(_: Progress) -> None:
    pass


def zip_of(folder: Path, named: str | None = None) -> bytes:
    """With one top folder."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"{named or folder.name}/{file.relative_to(folder)}")
    return content.getvalue()


def left_over(places: Places) -> set[str]:
    """What lies in the folder of models beside the models."""
    return {each for each in everything_in(places.models) if each.startswith(".")} - {COMING, f"{COMING}/lock"}
