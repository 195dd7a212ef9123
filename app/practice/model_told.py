"""What is told of a model: before it is got, while it comes, and before it goes."""

from pathlib import Path

from app.recognition.install import Wish
from app.recognition.models import STARTER, KnownModel, VoskModel
from app.recognition.progress import Progress, Stage
from app.review.telling import clock

STEPS = {
    Stage.ASKING: "Asking",
    Stage.GETTING: "Getting",
    Stage.CHECKING: "Checking",
    Stage.UNPACKING: "Unpacking",
    Stage.TRYING: "Trying",
}


def told_before(wish: Wish) -> str:
    """What it is, how big, under what licence and how good, as far as that is known."""
    if isinstance(wish, KnownModel):
        return (
            f"{wish.name}: {size(wish.size_bytes)} to get, {wish.licence}, {wish.word_error:.1%} of words wrong "
            f"(LibriSpeech test-clean); {wish.note}. From {wish.url}"
        )
    if isinstance(wish, Path):
        return f"Installing what is in {wish}; its licence and its accuracy are not known here."
    return f"Getting {wish}; its size, licence and accuracy are not known here, and what comes cannot be vouched for."


def size(count: float) -> str:
    """Bytes as people say them: 1.2 MB, 41 MB, 1.9 GB."""
    megabytes = count / 1e6
    if megabytes >= 1000:
        return f"{megabytes / 1000:.1f} GB"
    return f"{megabytes:.0f} MB" if megabytes >= 9.95 else f"{megabytes:.1f} MB"


def line(progress: Progress) -> str:
    """One moment in words: 12.3 of 41 MB, 1.2 MB/s, 0:24 left."""
    if progress.stage in (Stage.ASKING, Stage.TRYING):
        return ""
    parts = [size(progress.done) + (f" of {size(progress.total)}" if progress.total is not None else "")]
    if progress.speed is not None:
        parts.append(f"{size(progress.speed)}/s")
    if progress.left_s is not None:
        parts.append(f"{clock(progress.left_s)} left")
    return ", ".join(parts)


def facts(known: KnownModel) -> str:
    return f"{size(known.size_bytes)}, {known.licence}, {known.word_error:.1%} of words wrong; {known.note}"


def told_of_removal(model: VoskModel, hears_then: str | None = None) -> str:
    """What it means; `hears_then`: the model that takes its place, where it was the one that heard."""
    then = ""
    if hears_then is not None:
        then = f"{'The one that comes with the program' if hears_then == STARTER else hears_then} hears from then on. "
    back = "takes the zip or the folder it came from"
    if model.known is not None:
        back = f"means to fetch {size(model.known.size_bytes)}"
    return f"{then}Takes and their reviews stay as they are. To have it back {back}."
