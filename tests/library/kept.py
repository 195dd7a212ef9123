"""A library in a folder of its own, and reviews to put into it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile

from app.library.draft import Draft
from app.library.library import Library, open_library
from app.library.messages import Message
from app.library.takes import KeptTake
from app.places import Places, program_folder
from app.review.account import Review
from app.review.review import Rules
from app.settings import Settings
from tests.review.reviews import TEXT, clean, sample

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DRAFT = Draft(text="Hi Marta, this is Nora. I'll call you on Thursday at ten.", title="Late deliveries", to="Marta")


class Watch:
    """The time of day, moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


def places(folder: Path) -> Places:
    return Places(folder, folder / "cache", folder / "settings.toml", program_folder())


def opened(folder: Path, now: Callable[[], datetime] | None = None) -> Library:
    return open_library(places(folder), now or Watch())


def rules(review: Review, settings: Settings | None = None) -> Rules:
    return Rules(review.limit_s, review.strictness, settings or Settings())


def sound(folder: Path, name: str = "take.flac", seconds: float = 0.5, rate: int = 16_000) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    samples = (3000 * np.sin(np.arange(int(seconds * rate)) / 9)).astype(np.int16)
    soundfile.write(folder / name, samples, rate)
    return folder / name


def spoken(library: Library, message: int, review: Review | None, elsewhere: Path) -> KeptTake:
    """A rep of TEXT that came out like that; None: not reviewed."""
    script = (review or sample()).script
    limit_s, strictness = sample().limit_s, sample().strictness
    take = library.takes.keep(message, sound(elsewhere), script, limit_s, strictness, 0.5, 0.1)
    if review is not None:
        library.reviews.save(take.id, review, rules(review))
    return library.takes.get(take.id)


def message(library: Library, title: str = "Late deliveries") -> Message:
    return library.messages.add(Draft(text=TEXT, title=title))


def poor() -> Review:
    return sample()


def better() -> Review:
    """As the poor one without its first um, and with another word added."""
    review = sample()
    findings = tuple(each for each in review.findings if each.heard != "um")
    added = replace(next(each for each in findings if each.heard == "really"), heard="just")
    findings = tuple(added if each.heard == "really" else each for each in findings)
    return replace(review, findings=findings)


def good() -> Review:
    return clean()
