"""Reviews with the rules and the model they were made by, and what their speaker overruled in them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.library.messages import moment
from app.library.review_json import Unreadable, attempt_text, concerns, review_of, review_text, rules_of, rules_text
from app.library.store import Store
from app.library.takes import KeptTake, Takes
from app.practice.ladder import attempt
from app.review import corrections
from app.review.account import Review
from app.review.corrections import Correction
from app.review.finding import Finding, Kind
from app.review.review import Rules


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as it is to be shown: what its speaker overruled is taken out."""

    id: int
    take: int
    made_at: datetime
    rules: Rules
    review: Review  # its model says who heard it


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction that can be taken back."""

    id: int
    message: int
    take: int | None  # None: holds in every take of the message
    made_at: datetime
    correction: Correction


class Reviews:
    """The reviews of a library."""

    def __init__(self, store: Store, takes: Takes) -> None:
        self._store = store
        self._takes = takes

    def save(self, take: int, review: Review, rules: Rules, made_at: datetime | None = None) -> KeptReview:
        """As it was made, before any correction. From now on it is the take's; the earlier ones stay.

        Raises Problem where the take is gone.
        """
        file = Path(review.take.file).name  # where it lies is this machine's affair, not an export's
        review = replace(review, take=replace(review.take, file=file))
        with self._store.writing():
            kept = self._takes.get(take)
            made = self._store.run(
                "INSERT INTO reviews (take, made_at, model, rules, review) VALUES (?, ?, ?, ?, ?)",
                take,
                made_at.timestamp() if made_at else self._store.now_s(),
                review.model.name,
                rules_text(rules),
                review_text(review),
            )
            self._refresh(kept)
            (row,) = self._store.rows("SELECT * FROM reviews WHERE id = ?", made)
            return self._kept(kept, row)

    def latest(self, take: int) -> KeptReview | None:
        """None where the take is not reviewed yet, or must be again. Raises Problem where the take is gone."""
        return next(self._readable(self._takes.get(take)), None)

    def of_drill(self, message: int, drill: str) -> tuple[Review, ...]:
        """The latest of each take that was spoken in that drill, in the order they were spoken."""
        latest = (next(self._readable(take), None) for take in self._takes.all_of(message) if take.drill == drill)
        return tuple(each.review for each in latest if each is not None)

    def all_of(self, take: int) -> tuple[KeptReview, ...]:
        """The newest first. Raises Problem where the take is gone."""
        return tuple(self._readable(self._takes.get(take)))

    def overrule(self, take: int, finding: Finding) -> KeptReview | None:
        """“I did say it”, “that was not a filler”: the take's review without it, and from now on without its like.

        Raises Problem for a finding that is measured, and where the take is gone.
        """
        with self._store.writing():
            kept = self._takes.get(take)
            made = corrections.correction(finding, kept.script())
            self.remember(kept.message, take if made.span else None, made)
            return self.latest(take)

    def remember(self, message: int, take: int | None, correction: Correction) -> None:
        """A correction from elsewhere: for that take, or (None) for every take of the message."""
        start, end = correction.span or (None, None)
        with self._store.writing():
            self._store.run(
                "INSERT INTO corrections (message, take, made_at, kind, words, heard, start_s, end_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                message,
                take,
                self._store.now_s(),
                correction.kind.value,
                correction.words,
                correction.heard,
                start,
                end,
            )
            self._refresh_where(message, take, correction)

    def as_made(self, take: int) -> tuple[sqlite3.Row, ...]:
        """made_at, rules and review as they are stored, oldest first."""
        return tuple(self._store.rows("SELECT made_at, rules, review FROM reviews WHERE take = ? ORDER BY id", take))

    def corrections(self, message: int) -> tuple[KeptCorrection, ...]:
        """What the message remembers, the newest first."""
        return self._store.made(_correction, "SELECT * FROM corrections WHERE message = ? ORDER BY id DESC", message)

    def take_back(self, correction: int) -> None:
        """The findings it overruled stand again."""
        with self._store.writing():
            row = self._store.row("SELECT * FROM corrections WHERE id = ?", correction)
            if row is not None:
                self._store.run("DELETE FROM corrections WHERE id = ?", correction)
                self._refresh_where(row["message"], row["take"], _correction(row).correction)

    def _refresh_where(self, message: int, take: int | None, correction: Correction) -> None:
        """The takes it may speak of, of hundreds."""
        rows = self._store.rows(
            "SELECT take, review FROM reviews JOIN takes ON takes.id = take WHERE message = ?1 AND (?2 IS NULL"
            " OR take = ?2)",
            message,
            take,
        )
        concerned = sorted({row["take"] for row in rows if concerns(row["review"], correction)})
        for each in concerned:
            self._write_attempt(self._takes.get(each))
        if concerned:
            self._takes.refresh(message)

    def _refresh(self, take: KeptTake) -> None:
        self._write_attempt(take)
        self._takes.refresh(take.message)

    def _write_attempt(self, take: KeptTake) -> None:
        latest = next(self._readable(take), None)
        text = attempt_text(attempt(take.number, latest.review)) if latest else None
        self._store.run("UPDATE takes SET attempt = ? WHERE id = ?", text, take.id)

    def _readable(self, take: KeptTake) -> Iterator[KeptReview]:
        """The newest first, each read when it is asked for."""
        for row in self._store.rows("SELECT * FROM reviews WHERE take = ? ORDER BY id DESC", take.id):
            try:
                yield self._kept(take, row)
            except Unreadable:
                continue  # words are found otherwise today; the take wants a new review

    def _kept(self, take: KeptTake, row: sqlite3.Row) -> KeptReview:
        """Raises Unreadable."""
        rules = rules_of(row["rules"])
        known = self._store.made(
            _correction,
            "SELECT * FROM corrections WHERE message = ? AND (take IS NULL OR take = ?)",
            take.message,
            take.id,
        )
        review = review_of(row["review"], take.script())
        review = corrections.apply(review, [each.correction for each in known], rules.settings)
        try:
            made_at = moment(row["made_at"])
        except ValueError as error:
            raise Unreadable(str(error)) from error
        return KeptReview(row["id"], take.id, made_at, rules, review)


def _correction(row: sqlite3.Row) -> KeptCorrection:
    times = (row["start_s"], row["end_s"])
    span = None if None in times else (float(times[0]), float(times[1]))
    return KeptCorrection(
        id=row["id"],
        message=row["message"],
        take=row["take"],
        made_at=moment(row["made_at"]),
        correction=Correction(Kind(row["kind"]), row["words"], row["heard"], span),
    )
