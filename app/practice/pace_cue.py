"""One sparse cue while somebody speaks: a word where the pace leaves its band, and silence otherwise."""

from app.script.length import spoken_before
from app.script.script import Script
from app.script.words import WordKind

EVERY_S = 6.0  # between two looks: one word in six seconds is sparse, and shorter is noise
SHOWN_S = 2.0  # how long the word stands
SLOWER, FASTER = "Slower.", "Faster."


class PaceCue:
    """Follows a rep by its clock and the script word that is due."""

    def __init__(self, script: Script, band_wpm: tuple[float, float]) -> None:
        self._spoken = spoken_before(script)
        self._numbers = [word for word in range(len(script.words)) if script.kind_of(word) is WordKind.PHONE]
        self._band_wpm = band_wpm
        self._looked: tuple[float, int] | None = None  # s on the rep's clock, and the word that was due then
        self._word: str | None = None

    def look(self, elapsed_s: float, due: int | None) -> str | None:
        """What is to be shown now. Nothing before the first word and after the last, nor round a number."""
        if not due or due >= len(self._spoken) - 1:
            self._looked = self._word = None
            return None
        if self._looked is None:
            self._looked = (elapsed_s, due)
        since_s, before = self._looked
        if elapsed_s - since_s >= EVERY_S:
            self._looked = (elapsed_s, due)
            self._word = self._judged(before, due, elapsed_s - since_s)
        elif elapsed_s - since_s >= SHOWN_S:
            self._word = None
        return self._word

    def _judged(self, before: int, due: int, seconds: float) -> str | None:
        if any(before <= number <= due for number in self._numbers):
            return None
        wpm = (self._spoken[due] - self._spoken[before]) * 60 / seconds
        slowest, fastest = self._band_wpm
        return SLOWER if wpm > fastest else FASTER if wpm < slowest else None
