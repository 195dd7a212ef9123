"""The library: messages, takes and reviews in one file, their sound beside it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import soundfile

from app import faults
from app.audio.own_greeting import forget_greeting
from app.library import problems, trends
from app.library.answers import Answers
from app.library.draft import draft_of
from app.library.hearings import Hearings
from app.library.messages import Message, Messages
from app.library.review_json import Unreadable, review_of
from app.library.reviews import Reviews
from app.library.series import Series
from app.library.sounds import Sounds
from app.library.store import Store, open_store, utc_now
from app.library.takes import Takes
from app.places import Places
from app.practice.rounds import Past
from app.problems import Problem
from app.recognition.bent import forget_bent
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.script import read
from app.settings import Settings

NAME = "library.sqlite3"
LEFT_S = 86_400.0  # what is deleted and older than this has no window any more that would bring it back
_SAMPLE = "sample"  # the fact that the sample was put in once


class Library:
    """Everything kept of this user's. One thread opens it and makes every call; SQLite refuses any other."""

    def __init__(self, store: Store, sounds: Sounds, places: Places, notices: tuple[Problem, ...]) -> None:
        """Made by open_library."""
        self.notices = notices  # what the user should know of the opening
        self.messages = Messages(store)
        self.takes = Takes(store, sounds)
        self.answers = Answers(store)
        self.reviews = Reviews(store, self.takes)
        self.hearings = Hearings(store)
        self.series = Series(store, self.messages)
        self.store = store
        self.sounds = sounds
        self._places = places

    def add_sample(self, folder: Path, limit_s: float) -> Message | None:
        """The message that comes with the program, its recorded takes reviewed; None where it was added before.

        `limit_s` holds where its script names none. Raises Problem.
        """
        store, known = self.store, "SELECT 1 FROM facts WHERE name = ?"
        if store.row(known, _SAMPLE) is not None:
            return None
        if not (folder / "script.txt").is_file():
            raise problems.sample_missing(folder)
        draft = draft_of(read(folder / "script.txt").text)
        with store.writing():
            if store.row(known, _SAMPLE) is not None:  # another program was quicker
                return None
            message = self.messages.add(draft, is_sample=True)
            script = draft.script()
            limit_s = script.limit_s or limit_s
            rules = Rules(limit_s, Strictness.MEANING, Settings())
            for sound in sorted(folder.glob("take-*.flac")):
                length_s = soundfile.info(sound).duration
                take = self.takes.keep(message.id, sound, script, rules.limit_s, rules.strictness, length_s, None)
                with suppress(OSError, UnicodeError, Unreadable):  # without one it is reviewed when it is looked at
                    told = sound.with_suffix(".json").read_text(encoding="utf-8")
                    self.reviews.save(take.id, review_of(told, script), rules)
            store.run("INSERT INTO facts VALUES (?, '1')", _SAMPLE)
        return self.messages.get(message.id)

    def pace_wpm(self) -> float | None:
        """The pace this user speaks at, in words a minute; None before a take of theirs went well."""
        return trends.pace_wpm(trends.spoken(self.store))

    def days(self, message: int | None = None) -> tuple[trends.Day, ...]:
        """How this user comes along, with one message or (None) with all of their own; oldest day first."""
        return trends.days(trends.spoken(self.store, message))

    def weeks(self, message: int | None = None) -> tuple[trends.Week, ...]:
        """The same by weeks; oldest first."""
        return trends.weeks(trends.spoken(self.store, message))

    def pasts(self) -> tuple[Past, ...]:
        """What a round needs to know of each of this user's messages that has words, spoken or not."""
        days = trends.cold_days(trends.spoken(self.store))
        return tuple(
            Past(each.id, each.created_at.astimezone().date(), days.get(each.id, ()))
            for each in self.messages.all()
            if not each.is_sample and each.draft.text.strip()
        )

    def forget(self, message: int) -> tuple[Problem, ...]:
        """One message goes for good, with takes and sound. Returns what could not be deleted yet. Raises Problem."""
        self.messages.get(message)
        return self._forget("id = ?", message)

    def forget_deleted(self, messages: Iterable[int] = (), takes: Iterable[int] = ()) -> tuple[Problem, ...]:
        """Those of these that are still deleted go for good, with takes and sound; so does what was deleted a day ago
        and left by a program that broke off. What another window deleted just now is its to bring back.

        Returns what could not be deleted yet.
        """
        long_ago_s, wanted = self.store.now_s() - LEFT_S, set(messages)
        deleted = [(each.id, each.deleted_at) for each in self.messages.deleted()]
        going = [each for each, at in deleted if each in wanted or (at is not None and at.timestamp() < long_ago_s)]
        for take in self.takes.hidden(takes, long_ago_s):
            self.takes.delete(take)
        return self._forget(f"id IN ({', '.join('?' * len(going))})", *going) if going else self.takes.sweep()

    def forget_everything(self) -> tuple[Problem, ...]:
        """Every word and every sound goes for good: messages, takes, reviews, the corrections with them, backups,
        damaged libraries, unfinished takes, graphs bent towards a script, a greeting of their own, the note of the last
        fault.

        Settings and models stay, and so does what was exported. The sample does not come back by itself. Returns what
        could not be deleted yet: a take, too, that another program is recording.
        """
        left = self._forget("1")
        left += self.sounds.delete_all()
        self.store.forget_damaged()
        try:
            forget_greeting(self._places)
        except Problem as problem:
            left += (problem,)
        faults.forget(self._places.cache)
        return left

    def _forget(self, which: str, *values: object) -> tuple[Problem, ...]:
        with self.store.writing():
            self.takes.doom(f"message IN (SELECT id FROM messages WHERE {which})", *values)
            self.series.loosen(row["id"] for row in self.store.rows(f"SELECT id FROM messages WHERE {which}", *values))
            self.store.run(f"DELETE FROM messages WHERE {which}", *values)
        left = self.takes.sweep() + self.store.scrub()
        still = forget_bent(self._places.cache)
        return (*left, problems.not_deleted(still, "it is in use")) if still is not None else left

    def close(self) -> None:
        self.store.close()


def open_library(places: Places, now: Callable[[], datetime] = utc_now) -> Library:
    """Opens it, or begins one. Raises Problem where it cannot be, or a newer version wrote it."""
    store, notice = open_store(places.data / NAME, now)
    library = Library(store, Sounds(places.takes), places, (notice,) if notice else ())
    try:
        library.notices += library.takes.sweep()
    except BaseException:
        library.close()
        raise
    return library
