"""What takes long, in the workshop: one after the other, with how far it is, and given up at will."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.practice.lanes import Lane
from app.problems import Problem
from ui.bridge import Bridge
from ui.problems import GivenUp

Result = TypeVar("Result")
Report = Callable[[float], None]  # told the share that is done, 0 to 1; raises GivenUp once nobody wants it any more


class Job:
    """One piece of it, as both sides see it: the window gives it up, the workshop tells how far it is."""

    def __init__(self, label: str) -> None:
        self.label = label  # "Reviewing take 3 again"
        self.share = 0.0
        self.is_given_up = False

    def report(self, share: float) -> None:
        """On the lane."""
        if self.is_given_up:
            raise GivenUp(self.label)
        self.share = min(max(share, 0.0), 1.0)


class LongWork(QObject):
    """In the window's thread. What is given up leaves nothing half done: its work sees to that."""

    changed = Signal()  # something began or ended

    def __init__(self, workshop: Lane, bridge: Bridge) -> None:
        super().__init__()
        self._workshop = workshop
        self._bridge = bridge
        self._jobs: list[Job] = []
        self._shown: list[Job] = []

    @property
    def job(self) -> Job | None:
        """The one at hand of those that somebody asked for."""
        return self._shown[0] if self._shown else None

    def start(
        self,
        label: str,
        work: Callable[[Report], Result],
        then: Callable[[Result], object],
        otherwise: Callable[[Problem], object],
        quiet: bool = False,
    ) -> None:
        """`otherwise` learns of a GivenUp, too. `quiet`: nobody asked for it, so nobody is shown it."""
        job = Job(label)
        self._jobs.append(job)
        if not quiet:
            self._shown.append(job)

        def whole() -> Result:
            job.report(0.0)
            return work(job.report)

        def after(call: Callable[[], object]) -> None:
            self._jobs.remove(job)
            if not quiet:
                self._shown.remove(job)
            call()
            self.changed.emit()

        self._bridge.ask(
            self._workshop,
            whole,
            lambda result: after(lambda: then(result)),
            lambda problem: after(lambda: otherwise(problem)),
        )
        self.changed.emit()

    def give_up(self) -> bool:
        """The one at hand; False where there is none."""
        if self.job is None:
            return False
        self.job.is_given_up = True
        return True

    def close(self) -> None:
        """All of it: the window closes."""
        for job in self._jobs:
            job.is_given_up = True
