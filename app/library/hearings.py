"""What was heard of a take without its script: kept from the rep, or found again by whoever asks."""

import json
import sqlite3
from dataclasses import astuple

from app.library.store import Store
from app.recognition.transcript import FreeHearing, HeardWord


class Hearings:
    """The free hearings of a library, one a take."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, take: int, heard: FreeHearing) -> None:
        """In place of an earlier one; nothing where the take is gone."""
        words = [astuple(each)[:4] for each in heard.words]
        with self._store.writing():
            self._store.run(
                "INSERT OR REPLACE INTO hearings (take, model, words) SELECT id, ?, ? FROM takes WHERE id = ?",
                heard.model,
                json.dumps(words, ensure_ascii=False, separators=(",", ":")),
                take,
            )

    def of(self, take: int) -> FreeHearing | None:
        """None where it must be found again."""
        row = self._store.row("SELECT * FROM hearings WHERE take = ?", take)
        try:
            return None if row is None else _heard(row)
        except (ValueError, TypeError):
            return None  # it cannot be read

    def forget(self, take: int) -> None:
        """Another ear will listen to it."""
        with self._store.writing():
            self._store.run("DELETE FROM hearings WHERE take = ?", take)


def _heard(row: sqlite3.Row) -> FreeHearing:
    return FreeHearing(row["model"], tuple(HeardWord(*each) for each in json.loads(row["words"])))
