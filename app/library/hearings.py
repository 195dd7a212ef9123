"""What was heard of a take without its script: kept from the rep, or found again by whoever asks."""

import json
from dataclasses import astuple, dataclass

from app.library.store import Store
from app.recognition.transcript import HeardWord, Transcript


@dataclass(frozen=True, slots=True)
class KeptHearing:
    """The free hearing of a take."""

    model: str  # who heard it
    transcript: Transcript


class Hearings:
    """The free hearings of a library, one a take."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, take: int, heard: KeptHearing) -> None:
        """In place of an earlier one; nothing where the take is gone."""
        words = [astuple(each)[:4] for each in heard.transcript.words]
        with self._store.writing():
            self._store.run(
                "INSERT OR REPLACE INTO hearings (take, model, hearing, words)"
                " SELECT id, ?, ?, ? FROM takes WHERE id = ?",
                heard.model,
                heard.transcript.hearing,
                json.dumps(words, ensure_ascii=False, separators=(",", ":")),
                take,
            )

    def of(self, take: int) -> KeptHearing | None:
        """None where it must be found again."""
        row = self._store.row("SELECT * FROM hearings WHERE take = ?", take)
        if row is None:
            return None
        words = tuple(HeardWord(*each) for each in json.loads(row["words"]))
        return KeptHearing(row["model"], Transcript(row["hearing"], words))

    def forget(self, take: int) -> None:
        """Another ear will listen to it."""
        with self._store.writing():
            self._store.run("DELETE FROM hearings WHERE take = ?", take)
