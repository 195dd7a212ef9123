"""What was last filled into the blanks of each message."""

from collections.abc import Mapping

from app.library.store import Store
from app.script.blanks import answered

_OWN = ("your ", "my ")  # blanks that begin so are about the speaker, whoever the message is for


class Answers:
    """The answers of a library, by the keys of their blanks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, message: int) -> dict[str, str]:
        """Those of the message; of what is about the speaker the last one given anywhere, where it has none itself."""
        rows = self._store.made(
            dict,
            "SELECT blank, answer, message FROM answers JOIN messages ON messages.id = message"
            " WHERE message = ?1 OR deleted_at IS NULL ORDER BY message = ?1, given_at",
            message,
        )
        return {
            row["blank"]: row["answer"] for row in rows if row["message"] == message or row["blank"].startswith(_OWN)
        }

    def own(self, message: int) -> dict[str, str]:
        """Those of the message alone."""
        rows = self._store.made(dict, "SELECT blank, answer FROM answers WHERE message = ? ORDER BY blank", message)
        return {row["blank"]: row["answer"] for row in rows}

    def keep(self, message: int, answers: Mapping[str, str]) -> None:
        """In place of what was answered before."""
        with self._store.writing():
            for blank, answer in answered(answers).items():
                self._store.run(
                    "INSERT OR REPLACE INTO answers (message, blank, answer, given_at) VALUES (?, ?, ?, ?)",
                    message,
                    blank,
                    answer,
                    self._store.now_s(),
                )
