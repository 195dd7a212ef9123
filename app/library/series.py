"""Which message follows which: the second or third of a series to the same person."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.library import problems
from app.library.messages import Message, Messages
from app.library.store import Store
from app.problems import Problem
from app.script.script import Script
from app.script.words import without_accents

_BEFORE = """WITH RECURSIVE before (id, steps) AS (
    SELECT earlier, 1 FROM follows WHERE message = ?
    UNION ALL SELECT earlier, steps + 1 FROM follows JOIN before ON message = before.id
) SELECT id FROM before ORDER BY steps DESC"""
_AFTER = """WITH RECURSIVE after (id) AS (
    SELECT message FROM follows WHERE earlier = ?
    UNION ALL SELECT message FROM follows JOIN after ON earlier = after.id
) SELECT id FROM after"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message that another one follows."""

    message: Message
    script: Script | None  # None: there is nothing to speak


class Series:
    """The series of a library."""

    def __init__(self, store: Store, messages: Messages) -> None:
        self._store = store
        self._messages = messages

    def earlier(self, message: int) -> tuple[Earlier, ...]:
        """What it follows, oldest first. One that is deleted, and may come back, is passed over."""
        before = (self._messages.get(row["id"]) for row in self._store.rows(_BEFORE, message))
        return tuple(_with_script(each) for each in before if each.deleted_at is None)

    def may_follow(self, message: int) -> tuple[Message, ...]:
        """Any but itself and what comes after it: those to the same person first, then the last edited."""
        person, after = _person(self._messages.get(message)), self._after(message)
        others = [each for each in self._messages.all() if each.id not in after]
        return tuple(sorted(others, key=lambda each: not person or _person(each) != person))

    def follow(self, message: int, earlier: int | None) -> None:
        """From now on it follows that one; None: it is the first. Raises Problem where one is gone, or comes after."""
        with self._store.writing():
            later = self._messages.get(message)
            self._store.run("DELETE FROM follows WHERE message = ?", message)
            if earlier is None:
                return
            before = self._messages.get(earlier)
            if earlier in self._after(message):
                raise problems.series_in_a_circle(later.draft.name, before.draft.name)
            self._store.run("INSERT INTO follows (message, earlier) VALUES (?, ?)", message, earlier)

    def _after(self, message: int) -> set[int]:
        """Itself, and what comes after it."""
        return {message} | {row["id"] for row in self._store.rows(_AFTER, message)}

    def rejoin(self, message: int, names: Iterable[str]) -> None:
        """It followed messages of these names elsewhere, the nearest first: now the first of them that is here."""
        here = {each.draft.name: each.id for each in reversed(self.may_follow(message))}  # of several the last edited
        found = next((here[name] for name in names if name in here), None)
        if found is not None:
            self.follow(message, found)

    def loosen(self, messages: Iterable[int]) -> None:
        """These are about to go for good: what follows one of them will follow what that one follows."""
        for gone in messages:
            before = self._store.row("SELECT earlier FROM follows WHERE message = ?", gone)
            if before is None:
                self._store.run("DELETE FROM follows WHERE earlier = ?", gone)
            else:
                self._store.run("UPDATE follows SET earlier = ? WHERE earlier = ?", before["earlier"], gone)


def _with_script(message: Message) -> Earlier:
    try:
        return Earlier(message, message.draft.script())
    except Problem:
        return Earlier(message, None)


def _person(message: Message) -> str:
    """Their name, without what they do."""
    return without_accents(message.draft.to.split(",")[0]).strip()
