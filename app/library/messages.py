"""Messages with the history of their edits."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from app.library import problems
from app.library.draft import FACTS, Draft, as_json, folded, from_json, one_line
from app.library.store import Store
from app.practice.ladder import READY
from app.script.words import without_accents

ONE_EDIT_S = 600.0  # typing within this time is one edit, unless a take was made of it


@dataclass(frozen=True, slots=True)
class Message:
    """One message, with what its takes say of it."""

    id: int
    draft: Draft
    created_at: datetime
    edited_at: datetime
    deleted_at: datetime | None
    is_sample: bool  # it came with the program; its takes are not this user's voice
    takes: int
    best_s: float | None  # length of the pinned take, else of the best; None without a review
    streak: int  # clean takes in a row, up to the last one
    pinned: int | None  # the number of the take that is pinned
    silenced: frozenset[str] = frozenset()  # rules that give no advice on this message

    @property
    def is_ready(self) -> bool:
        return self.streak >= READY


@dataclass(frozen=True, slots=True)
class Edit:
    """A message as it once stood."""

    draft: Draft
    edited_at: datetime  # when it was last changed


class Messages:
    """The messages of a library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, search: str = "") -> tuple[Message, ...]:
        """Those that are not deleted, the last edited first; each word of `search` stands somewhere in them."""
        wanted = without_accents(search).split()
        found = "".join(" AND instr(folded, ?)" for _ in wanted)
        return self._store.made(
            _message,
            f"SELECT * FROM messages WHERE deleted_at IS NULL{found} ORDER BY edited_at DESC, id DESC",
            *wanted,
        )

    def deleted(self) -> tuple[Message, ...]:
        """What restore() can bring back, the last deleted first."""
        return self._store.made(
            _message, "SELECT * FROM messages WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
        )

    def get(self, message: int) -> Message:
        """Raises Problem where it is gone for good."""
        found = self.find(message)
        if found is None:
            raise problems.message_gone(message)
        return found

    def find(self, message: int) -> Message | None:
        """None where it is gone for good."""
        return next(iter(self._store.made(_message, "SELECT * FROM messages WHERE id = ?", message)), None)

    def called(self, name: str) -> Message:
        """By its name, else by a part of it; capitals and accents do not matter. Raises Problem for none or several."""
        wanted = without_accents(one_line(name))
        names = [(without_accents(each.draft.name), each) for each in self.all()]
        fitting = [each for its, each in names if its == wanted]
        fitting = fitting or [each for its, each in names if wanted and wanted in its]
        if not fitting:
            raise problems.message_unnamed(name)
        if len(fitting) > 1:
            raise problems.message_ambiguous(name, [each.draft.name for each in fitting])
        return fitting[0]

    def add(self, draft: Draft, is_sample: bool = False) -> Message:
        store, now_s = self._store, self._store.now_s()
        with store.writing():
            times = dict.fromkeys(("created_at", "begun_at", "edited_at"), now_s)
            columns = {**_columns(draft), **times, "is_sample": is_sample}
            added = store.run(
                f"INSERT INTO messages ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})",
                *columns.values(),
            )
        return self.get(added)

    def save(self, message: int, draft: Draft) -> Message:
        """What is typed, as it is typed. The version before is remembered once it is ten minutes old or was spoken.

        Raises Problem where the message is gone.
        """
        store, now_s = self._store, self._store.now_s()
        with store.writing():
            before = self.get(message)
            draft = _tidy(draft)
            if draft == before.draft:
                return before
            begun_at = self._begun_at(message)
            spoken = store.row("SELECT 1 FROM takes WHERE message = ? AND recorded_at >= ?", message, begun_at)
            is_new = spoken is not None or not 0 <= now_s - begun_at < ONE_EDIT_S
            if is_new:
                self.remember(message, Edit(before.draft, before.edited_at))
            columns = {**_columns(draft), "begun_at": now_s if is_new else begun_at, "edited_at": now_s}
            store.run(
                f"UPDATE messages SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
                *columns.values(),
                message,
            )
            return self.get(message)

    def remember(self, message: int, edit: Edit) -> None:
        """How it once stood."""
        with self._store.writing():
            self._store.run(
                "INSERT INTO edits (message, edited_at, draft) VALUES (?, ?, ?)",
                message,
                edit.edited_at.timestamp(),
                as_json(_tidy(edit.draft)),
            )

    def edits(self, message: int) -> tuple[Edit, ...]:
        """How it stood before, the newest first; to go back, save() one of their drafts."""
        return self._store.made(
            lambda row: Edit(from_json(row["draft"]), moment(row["edited_at"])),
            "SELECT draft, edited_at FROM edits WHERE message = ? ORDER BY edited_at DESC, id DESC",
            message,
        )

    def duplicate(self, message: int) -> Message:
        """A message of the same words, corrections and silenced advice, without the takes.

        Raises Problem where it is gone.
        """
        with self._store.writing():
            original = self.get(message)
            copy = self.add(replace(original.draft, title=f"{original.draft.name} (copy)"))
            self.silence(copy.id, original.silenced)
            self._store.run(
                "INSERT INTO corrections (message, made_at, kind, words, heard)"
                " SELECT ?, made_at, kind, words, heard FROM corrections WHERE message = ? AND take IS NULL",
                copy.id,
                message,
            )
            return self.get(copy.id)

    def silence(self, message: int, rules: Collection[str]) -> None:
        """These rules, and no others, give no advice on it. Raises Problem where it is gone."""
        with self._store.writing():
            self.get(message)
            self._store.run("UPDATE messages SET silenced = ? WHERE id = ?", " ".join(sorted(rules)), message)

    def delete(self, message: int) -> None:
        """Out of sight; restore() brings it back until the library forgets it. Raises Problem where it is gone."""
        self._mark(message, self._store.now_s())

    def restore(self, message: int) -> None:
        """Raises Problem where it is gone for good."""
        self._mark(message, None)

    def _mark(self, message: int, deleted_at: float | None) -> None:
        with self._store.writing():
            self.get(message)
            self._store.run("UPDATE messages SET deleted_at = ? WHERE id = ?", deleted_at, message)

    def _begun_at(self, message: int) -> float:
        (begun_at,) = self._store.made(
            lambda row: float(row["begun_at"]), "SELECT begun_at FROM messages WHERE id = ?", message
        )
        return begun_at


def moment(seconds: float) -> datetime:
    """From s since 1970. Raises ValueError where that is no time."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (TypeError, OverflowError, OSError) as error:
        raise ValueError(str(error)) from error


def _tidy(draft: Draft) -> Draft:
    text = draft.text.encode("utf-8", "replace").decode("utf-8")  # half a character, as a paste may bring, is "?"
    facts: dict[str, Any] = {name: one_line(getattr(draft, name)) for name in FACTS}
    return replace(draft, text=text, **facts)


def _columns(draft: Draft) -> dict[str, object]:
    """What stands in each column of a message, by its quoted name."""
    tidy = _tidy(draft)
    facts: dict[str, object] = {f'"{name}"': getattr(tidy, name) for name in FACTS}
    return {**facts, "limit_s": tidy.limit_s, "text": tidy.text, "folded": folded(tidy)}


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        draft=Draft(text=row["text"], limit_s=row["limit_s"], **{name: row[name] for name in FACTS}),
        created_at=moment(row["created_at"]),
        edited_at=moment(row["edited_at"]),
        deleted_at=None if row["deleted_at"] is None else moment(row["deleted_at"]),
        is_sample=bool(row["is_sample"]),
        takes=row["takes"],
        best_s=row["best_s"],
        streak=row["streak"],
        pinned=row["pinned"],
        silenced=frozenset(row["silenced"].split()),
    )
