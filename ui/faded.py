"""What a drill leaves of the script on the stage, and the word it shows while somebody speaks."""

from app.practice.drill import Task
from app.practice.fading import Shown
from app.practice.pace_cue import PaceCue
from ui.stage_text import StageState


class Faded:
    """For one task; without one all is there and nothing is cued."""

    def __init__(self, task: Task | None = None) -> None:
        self._task = task
        shown = task.shown if task is not None else ()
        self._hidden = frozenset(word for word, each in enumerate(shown) if each is Shown.GONE)
        self._letters = frozenset(word for word, each in enumerate(shown) if each is Shown.LETTER)
        band = task.band_wpm if task is not None else None
        self._pace = PaceCue(task.script, band) if task is not None and band is not None else None

    def is_for(self, task: Task | None) -> bool:
        return task is self._task

    @property
    def _is_whole(self) -> bool:
        return not self._hidden and not self._letters

    @property
    def is_empty(self) -> bool:
        """Nothing is left."""
        return self._task is not None and len(self._hidden) == len(self._task.shown)

    def state(self, place: int | None, follows: bool) -> StageState:
        """Where words are missing the page scrolls along and shows no place: it would give them away."""
        return StageState(place, follows, self._is_whole, self._hidden, self._letters)

    def cue(self, elapsed_s: float, due: int | None) -> str:
        """One word, or nothing."""
        return (self._pace.look(elapsed_s, due) or "") if self._pace is not None else ""
