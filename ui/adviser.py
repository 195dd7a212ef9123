"""Advice on the message at hand: looked for after a rest in typing, off the window's thread, never late."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from app.practice.lanes import Lane
from app.problems import Problem
from app.script.advice import as_written
from app.script.lint import Advice, Drafted, lint
from app.script.script import Script
from ui.bridge import Bridge

REST_MS = 500  # after a change


@dataclass(frozen=True, slots=True)
class Asked:
    """What advice is wanted on."""

    message: int | None
    drafted: Drafted | None  # None: there is nothing to speak
    off: frozenset[str] = frozenset()  # rules that say nothing here
    written: Script | None = None  # as it was before its blanks were filled in; None: it has none
    answers: Mapping[str, str] = field(default_factory=dict)  # to them

    def places(self, advice: tuple[Advice, ...]) -> tuple[Advice, ...]:
        """The same, where it is about what is written."""
        return as_written(advice, self.written, self.answers) if self.written is not None else advice


class Adviser(QObject):
    """In the window's thread. One search at a time; the text it was asked about may have changed when it ends."""

    changed = Signal()

    def __init__(
        self,
        asks: Callable[[], Asked | None],
        lane: Lane,
        bridge: Bridge,
        tell: Callable[[Problem], object],
        lint: Callable[[Drafted, frozenset[str]], tuple[Advice, ...]] = lint,
        rest_ms: int = REST_MS,
    ) -> None:
        """`asks` says what advice is wanted on now; None while that is not known yet."""
        super().__init__()
        self.searches = 0  # that came to their end: what is advised now stands where the last of them found it
        self._shown: tuple[int, tuple[Advice, ...] | None] = (0, None)
        self._asks = asks
        self._lane, self._bridge, self._tell, self._lint = lane, bridge, tell, lint
        self._answered: Asked | None = None
        self._found: tuple[Advice, ...] | None = None
        self._is_busy = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self._search)

    @property
    def advice(self) -> tuple[Advice, ...] | None:
        """What matters most first; None while it is not known whether there is any."""
        return self._shown[1]

    def look(self) -> None:
        """Something may have changed. What was found stands until there is other; what is silenced goes at once."""
        asked = self._asks()
        if asked is None:
            return
        if asked.drafted is None:
            self._answer(asked, None)
        elif asked != self._answered:
            self._rest.start()
        self._show([each for each in self._found or () if each.rule not in asked.off])

    def forget(self) -> None:
        """Another message is at hand."""
        self._answered = self._found = None
        self._show(())

    def stop(self) -> None:
        """The window closes."""
        self._rest.stop()

    def _search(self) -> None:
        asked = self._asks()
        if self._is_busy or asked is None or asked.drafted is None or asked == self._answered:
            return
        drafted, self._is_busy = asked.drafted, True
        self._bridge.ask(
            self._lane,
            lambda: asked.places(self._lint(drafted, asked.off)),
            lambda found: self._came(asked, found),
            self._failed,
        )

    def _came(self, asked: Asked, found: tuple[Advice, ...]) -> None:
        self._is_busy = False
        if self._asks() == asked:
            self.searches += 1
            self._answer(asked, found)
        self.look()

    def _failed(self, problem: Problem) -> None:
        self._is_busy = False
        self._tell(problem)

    def _answer(self, asked: Asked, found: tuple[Advice, ...] | None) -> None:
        self._answered, self._found = asked, found

    def _show(self, advice: Iterable[Advice]) -> None:
        shown = (self.searches, tuple(advice) if self._found is not None else None)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
