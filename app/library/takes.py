"""Takes: each with its sound, and the script, limit and strictness as they stood."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from app.audio.take import part_name
from app.library import problems
from app.library.messages import moment
from app.library.review_json import Unreadable, attempt_of
from app.library.sounds import Sounds
from app.library.store import Store
from app.practice.ladder import Attempt, Ladder, best, clean_streaks, ladder
from app.problems import Problem
from app.review.finding import Strictness
from app.script.script import Script, parse


@dataclass(frozen=True, slots=True)
class KeptTake:
    """One take as it was kept."""

    id: int
    message: int
    number: int  # within its message, from 1; never given twice
    sound: Path  # the FLAC
    text: str  # the script as it stood, blanks filled in
    title: str | None
    limit_s: float
    strictness: Strictness
    recorded_at: datetime
    duration_s: float
    origin_s: float | None  # where the clock starts to count; None: at the first speech
    attempt: Attempt | None  # what its latest review says, for lists and the ladder; None: not reviewed yet
    is_pinned: bool
    drill: str = ""  # in which it was spoken; empty: in none
    is_aside: bool = False  # a part of the message, or under another limit: it stands on no ladder

    def script(self) -> Script:
        """Raises Problem."""
        return replace(_parsed(self.text), title=self.title)


class Takes:
    """The takes of a library."""

    def __init__(self, store: Store, sounds: Sounds) -> None:
        self._store = store
        self._sounds = sounds

    def of(self, message: int) -> tuple[KeptTake, ...]:
        """Those on its ladder, reviewed or not, in the order they were spoken."""
        return self._kept("takes.message = ? AND NOT is_aside ORDER BY number", message)

    def all_of(self, message: int) -> tuple[KeptTake, ...]:
        """In the order they were spoken, also those of drills that are no take of the message as it is."""
        return self._kept("takes.message = ? ORDER BY number", message)

    def get(self, take: int) -> KeptTake:
        """Raises Problem where it is gone."""
        found = self._kept("takes.id = ?", take)
        if not found:
            raise problems.take_gone(take)
        return found[0]

    def with_sound(self, sound: Path) -> KeptTake | None:
        """The one this file of the takes folder belongs to, growing or packed."""
        found = self._kept("file IN (?, ?)", sound.name, part_name(sound).name)
        return next(iter(found), None)

    def ladder(self, message: int) -> Ladder:
        """Of the takes that are reviewed."""
        return ladder(self._attempts(message))

    def keep(
        self,
        message: int,
        sound: Path,
        script: Script,
        limit_s: float,
        strictness: Strictness,
        duration_s: float,
        origin_s: float | None,
        recorded_at: datetime | None = None,
        drill: str = "",
        is_aside: bool = False,
    ) -> KeptTake:
        """A rep that is over, by default just now. Sound that lies elsewhere is copied in, as FLAC. Raises Problem."""
        if self._store.row("SELECT 1 FROM messages WHERE id = ?", message) is None:
            raise problems.message_gone(message)
        at_s = recorded_at.timestamp() if recorded_at else self._store.now_s()
        known = {row["file"] for row in self._store.rows("SELECT file FROM takes WHERE file = ?", sound.name)}
        file = self._sounds.take_in(sound, f"{moment(at_s):%Y%m%d-%H%M%S}-{message}", known)
        try:
            with self._store.writing():
                kept = self._entered(message, file, script, limit_s, strictness, at_s, duration_s, origin_s)
                self._store.run("UPDATE takes SET drill = ?, is_aside = ? WHERE id = ?", drill, is_aside, kept)
                self.refresh(message)
            return self.get(kept)
        except BaseException:
            if file != sound.name:  # the copy alone: a rep's own sound is never deleted for a database's sake
                self._sounds.delete(file)
            raise

    def _entered(
        self,
        message: int,
        file: str,
        script: Script,
        limit_s: float,
        strictness: Strictness,
        at_s: float,
        duration_s: float,
        origin_s: float | None,
    ) -> int:
        with self._store.writing():
            (row,) = self._store.rows(
                "SELECT coalesce(max(number), 0) + 1 AS number FROM"
                " (SELECT number FROM takes WHERE message = ?1 UNION ALL SELECT last_take FROM messages WHERE id = ?1)",
                message,
            )
            kept = self._store.run(
                "INSERT INTO takes (message, number, file, text, title, limit_s, strictness, recorded_at, duration_s,"
                " origin_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message,
                row["number"],
                file,
                script.text,
                script.title,
                limit_s,
                strictness.value,
                at_s,
                duration_s,
                origin_s,
            )
            self._store.run("UPDATE messages SET last_take = ? WHERE id = ?", row["number"], message)
        return kept

    def pin(self, take: int, pinned: bool = True) -> None:
        """The best of its message, as its speaker says; the one pinned before is let go. Raises Problem."""
        with self._store.writing():
            kept = self.get(take)
            if pinned or kept.is_pinned:
                number = kept.number if pinned else None
                self._store.run("UPDATE messages SET pinned = ? WHERE id = ?", number, kept.message)
            self.refresh(kept.message)

    def hide(self, take: int) -> None:
        """Out of sight; bring_back() brings it back until the library forgets it. Raises Problem where it is gone."""
        self._mark(take, self._store.now_s())

    def bring_back(self, take: int) -> None:
        """Raises Problem where it is gone for good."""
        self._mark(take, None)

    def delete(self, take: int) -> tuple[Problem, ...]:
        """For good, with its sound and its reviews. Returns what could not be deleted yet. Raises Problem."""
        with self._store.writing():
            message, number = self._place(take)
            self.doom("id = ?", take)
            self._store.run("DELETE FROM takes WHERE id = ?", take)
            self._store.run("UPDATE messages SET pinned = NULL WHERE id = ? AND pinned = ?", message, number)
            self.refresh(message)
        return self.sweep() + self._store.scrub()

    def hidden(self, among: Iterable[int], since_s: float) -> tuple[int, ...]:
        """Those of these that are hidden, and all that were hidden before that moment, s since 1970."""
        wanted = set(among)
        rows = self._store.rows("SELECT id, hidden_at FROM takes WHERE hidden_at IS NOT NULL")
        return tuple(row["id"] for row in rows if row["id"] in wanted or row["hidden_at"] < since_s)

    def strays(self) -> tuple[Path, ...]:
        """Sounds in the takes folder that belong to no message: recovered after a crash, or made in the terminal."""
        return self._sounds.strays([row["file"] for row in self._store.rows("SELECT file FROM takes")])

    def doom(self, which: str, *values: object) -> None:
        """The sounds of these takes are to go, whatever happens before they are gone."""
        self._store.run(f"INSERT OR IGNORE INTO doomed SELECT file FROM takes WHERE {which}", *values)

    def sweep(self) -> tuple[Problem, ...]:
        """Deletes what is doomed; the problems of what stays for the next time."""
        left = []
        for row in self._store.rows("SELECT file FROM doomed"):
            problem = self._sounds.delete(row["file"])
            if problem is not None:
                left.append(problem)
                continue
            with self._store.writing():
                self._store.run("DELETE FROM doomed WHERE file = ?", row["file"])
        return tuple(left)

    def refresh(self, message: int) -> None:
        """Brings what the message says of its takes up to date."""
        attempts = self._attempts(message)
        pinned = self._store.row(
            "SELECT pinned FROM messages JOIN takes ON takes.message = messages.id AND number = pinned"
            " WHERE messages.id = ? AND hidden_at IS NULL",
            message,
        )
        chosen = pinned["pinned"] if pinned is not None else best(attempts)
        lengths = [each.length_s for each in attempts if each.number == chosen]
        self._store.run(
            "UPDATE messages SET takes = (SELECT count(*) FROM takes WHERE message = ?1 AND hidden_at IS NULL"
            " AND NOT is_aside),"
            " best_s = ?2, streak = ?3 WHERE id = ?1",
            message,
            lengths[0] if lengths else None,
            (clean_streaks(attempts) or [0])[-1],
        )

    def _attempts(self, message: int) -> list[Attempt]:
        rows = self._store.rows(
            "SELECT attempt FROM takes WHERE message = ? AND attempt IS NOT NULL AND hidden_at IS NULL AND NOT is_aside"
            " ORDER BY number",
            message,
        )
        return [attempt for row in rows if (attempt := _attempt(row["attempt"])) is not None]

    def _mark(self, take: int, hidden_at: float | None) -> None:
        with self._store.writing():
            message, _ = self._place(take)
            self._store.run("UPDATE takes SET hidden_at = ? WHERE id = ?", hidden_at, take)
            self.refresh(message)

    def _place(self, take: int) -> tuple[int, int]:
        """Its message and its number, though it may be hidden. Raises Problem where it is gone for good."""
        row = self._store.row("SELECT message, number FROM takes WHERE id = ?", take)
        if row is None:
            raise problems.take_gone(take)
        return row["message"], row["number"]

    def _kept(self, which: str, *values: object) -> tuple[KeptTake, ...]:
        return self._store.made(
            self._take,
            "SELECT takes.*, takes.number IS messages.pinned AS is_pinned"
            f" FROM takes JOIN messages ON messages.id = takes.message WHERE hidden_at IS NULL AND {which}",
            *values,
        )

    def _take(self, row: sqlite3.Row) -> KeptTake:
        return KeptTake(
            id=row["id"],
            message=row["message"],
            number=row["number"],
            sound=self._sounds.path(row["file"]),
            text=row["text"],
            title=row["title"],
            limit_s=row["limit_s"],
            strictness=Strictness(row["strictness"]),
            recorded_at=moment(row["recorded_at"]),
            duration_s=row["duration_s"],
            origin_s=row["origin_s"],
            attempt=None if row["attempt"] is None else _attempt(row["attempt"]),
            is_pinned=bool(row["is_pinned"]),
            drill=row["drill"],
            is_aside=bool(row["is_aside"]),
        )


@lru_cache(maxsize=1024)
def _attempt(text: str) -> Attempt | None:
    """None where it cannot be read: then the take is reviewed anew."""
    try:
        return attempt_of(text)
    except Unreadable:
        return None


@lru_cache(maxsize=8)
def _parsed(text: str) -> Script:
    """The takes of a message have mostly one script between them."""
    return parse(text, "of this take")
