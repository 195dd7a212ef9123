"""Has takes heard without their script in the workshop, for those who want to know how one reads."""

from collections.abc import Callable

from app.audio.sound import open_sound
from app.library.library import Library
from app.library.takes import KeptTake
from app.problems import Problem
from app.recognition.transcript import FreeHearing
from ui.ear import Ear
from ui.long_work import LongWork, Report
from ui.shelf import Shelf


class Hearer:
    """In the window's thread. What was heard is kept with the take."""

    def __init__(self, ear: Ear, shelf: Shelf, work: LongWork) -> None:
        self._ear = ear
        self._shelf = shelf
        self._work = work

    def hear(
        self, take: KeptTake, then: Callable[[FreeHearing], object], otherwise: Callable[[Problem], object]
    ) -> None:
        """`otherwise` learns of a GivenUp, too."""

        def work(report: Report) -> FreeHearing:
            judge = self._ear.judge()
            with open_sound(take.sound) as sound:
                return judge.hear(sound, lambda heard_s: report(heard_s / take.duration_s))

        def done(heard: FreeHearing) -> None:
            def keep(library: Library) -> None:
                library.hearings.save(take.id, heard)

            self._shelf.look(keep, lambda _: then(heard))

        self._work.start(f"Reading take {take.number} as a phone does", work, done, otherwise)
