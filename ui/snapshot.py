"""What the library says, taken down at one moment, for the window to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.library.library import Library
from app.library.messages import Message
from app.library.series import Earlier
from app.library.takes import KeptTake
from app.library.trends import pace_wpm, spoken
from app.practice.drills import title_of
from app.practice.ladder import Ladder, ladder
from app.review.corrections import Correction
from ui.ladder_rows import LadderRow, ladder_rows


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Of all messages, and of the one at hand."""

    messages: tuple[Message, ...] = ()
    message: Message | None = None
    takes: tuple[KeptTake, ...] = ()  # on its ladder
    asides: tuple[KeptTake, ...] = ()  # of drills: no takes of the message as it is
    ladder: Ladder = ladder(())  # noqa: RUF009  frozen
    rows: tuple[LadderRow, ...] = ()  # what the ladder says of each take, the newest first
    corrections: tuple[Correction, ...] = ()  # that hold in every take of the message
    pace_wpm: float | None = None  # this user's, measured; None before the first takes
    answers: Mapping[str, str] = field(default_factory=dict)  # to the blanks of the message at hand
    earlier: tuple[Earlier, ...] = ()  # the messages before it in its series, oldest first


def look_at(library: Library, search: str, message: int | None) -> Snapshot:
    """With that message at hand, and of all only those that `search` finds. Raises Problem where it is gone."""
    messages = library.messages.all(search)
    pace = pace_wpm(spoken(library.store))
    if message is None:
        return Snapshot(messages, pace_wpm=pace)
    found, climbed = library.messages.get(message), library.takes.ladder(message)
    kept = library.reviews.corrections(message)
    every = library.takes.all_of(message)
    return Snapshot(
        messages,
        found,
        tuple(each for each in every if not each.is_aside),
        tuple(each for each in every if each.is_aside),
        climbed,
        ladder_rows(climbed, found.pinned, {each.number: title_of(each.drill) for each in every if each.drill}),
        tuple(each.correction for each in kept if each.take is None),
        pace,
        library.answers.of(message),
        library.series.earlier(message),
    )
