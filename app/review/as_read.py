"""A take as its recipient reads it: phones show voicemail as a transcript, and many read no more than its beginning."""

from dataclasses import dataclass

from app.recognition.transcript import FreeHearing
from app.script.lint_opening import FIRST_S


@dataclass(frozen=True, slots=True)
class AsRead:
    """The words as they were heard, in the order of their times."""

    words: tuple[str, ...]
    starts_s: tuple[float, ...]  # of each, from the take's first sample
    first: int  # so many of them were said within the first seconds

    @property
    def lit(self) -> str:
        return " ".join(self.words[: self.first])

    @property
    def rest(self) -> str:
        return " ".join(self.words[self.first :])

    def at(self, at_s: float | None) -> int | None:
        """The word that sounds then; between two words the one before; None before the first."""
        if at_s is None:
            return None
        return next((place for place in range(len(self.words) - 1, -1, -1) if self.starts_s[place] <= at_s), None)


def as_read(heard: FreeHearing, origin_s: float) -> AsRead:
    """`origin_s`: where the take's clock starts to count. A noise a model has no word for is a gap: “…”."""
    words = tuple("…" if each.word[0] in "<[" else each.word for each in heard.words)
    first = sum(each.start < origin_s + FIRST_S for each in heard.words)
    return AsRead(words, tuple(each.start for each in heard.words), first)
