"""What the pictures show beside the sample as it comes: its takes spread over days, and drilled."""

from datetime import UTC, datetime, timedelta

from app.library.library import Library
from app.library.takes import KeptTake

DAYS = {9: (1, 1, 2), 8: (2, 1, 2), 5: (2, 2, 3), 4: (2, 3), 1: (3, 3)}  # days ago: which takes of the sample
_DRILLED = (("voicemail", (2, 3, 3)), ("fading", (3, 3)), ("pause-for-it", (1, 2)))  # by which takes of the sample


def spread(library: Library, sample: int) -> int:
    """A message of its own whose takes are those of the sample."""
    takes = library.takes.of(sample)
    message = library.messages.duplicate(sample).id
    for days_ago, numbers in DAYS.items():
        for number in numbers:
            _keep(library, message, takes[number - 1], datetime.now(UTC) - timedelta(days=days_ago))
    return message


def drill(library: Library, sample: int, message: int) -> None:
    """Those takes, as if spoken in drills today."""
    takes = library.takes.of(sample)
    for name, numbers in _DRILLED:
        for at, number in enumerate(numbers):
            _keep(library, message, takes[number - 1], datetime.now(UTC), name, name == "fading" and at > 0)


def _keep(
    library: Library, message: int, take: KeptTake, at: datetime, drill: str = "", is_aside: bool = False
) -> None:
    made = library.takes.keep(
        message,
        take.sound,
        take.script(),
        take.limit_s,
        take.strictness,
        take.duration_s,
        None,
        at,
        drill,
        is_aside,
    )
    kept = library.reviews.latest(take.id)
    if kept is not None:
        library.reviews.save(made.id, kept.review, kept.rules)
