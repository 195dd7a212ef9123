"""The one door to SQLite: opens the file, brings it up to date, and turns its complaints into problems."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.library import problems
from app.library.schema import APPLICATION, MIGRATIONS
from app.places import make_file, make_folder
from app.problems import Problem

PATIENCE_S = 5.0  # how long another program may hold the file before we say so
BACKUPS_KEPT = 5
_DAMAGED = "-damaged-"
_BESIDE = ("-wal", "-shm")  # what SQLite puts beside the file

Migrations = Sequence[Sequence[str]]
_Made = TypeVar("_Made")


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open library file. Belongs to the thread that opened it; its connection refuses every other."""

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime]) -> None:
        """Made by open_store."""
        self.path = path
        self._connection = connection
        self._now = now

    def now_s(self) -> float:
        """Since 1970."""
        return self._now().timestamp()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with told(self.path):
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(query, *values)
        return found[0] if found else None

    def made(self, make: Callable[[sqlite3.Row], _Made], query: str, *values: object) -> tuple[_Made, ...]:
        """What `make` makes of each row. Raises Problem, too, where a row holds what this program never wrote."""
        rows = self.rows(query, *values)
        try:
            if any(isinstance(value, bytes) for row in rows for value in row):
                raise ValueError("bytes, where there are none")
            return tuple(make(row) for row in rows)
        except (ValueError, TypeError, AttributeError, OverflowError, OSError) as error:  # OSError: no such year
            raise problems.value_damaged(self.path, str(error)) from error

    def run(self, statement: str, *values: object) -> int:
        """The new row's id. Belongs into a `with store.writing()`."""
        with told(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is run inside is kept, or nothing of it. May be nested: the outermost decides."""
        if self._is_writing():
            yield
            return
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with told(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            if self._is_writing():  # a full disk has rolled back already
                self._connection.execute("ROLLBACK")
            raise

    def _is_writing(self) -> bool:
        return self._connection.in_transaction

    def scrub(self) -> tuple[Problem, ...]:
        """Leaves nothing of deleted rows in the file, nor in the log beside it, nor in a backup.

        Returns why something of them may still stand there.
        """
        try:
            for backup in _backups(self.path):
                backup.unlink(missing_ok=True)
            with told(self.path):
                self._connection.execute("VACUUM")
                is_held = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except Problem as problem:
            return (problems.traces_left(self.path, problem),)
        except OSError as error:
            return (problems.not_deleted(self.path.parent / "backups", error.strerror or str(error)),)
        return (problems.traces_left(self.path, problems.library_locked(self.path)),) if is_held else ()

    def forget_damaged(self) -> None:
        """Deletes the damaged files that were moved aside."""
        for aside in self.path.parent.glob(f"{self.path.stem}{_DAMAGED}*"):
            aside.unlink(missing_ok=True)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as problems."""
    try:
        yield
    except sqlite3.Error as error:
        problem = _problem(path, error)
        if problem is None:
            raise
        raise problem from error


def _problem(path: Path, error: sqlite3.Error) -> Problem | None:
    """None for what is no state of the disk but a fault of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary one of the extended codes
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return problems.library_locked(path)
        case sqlite3.SQLITE_FULL:
            return problems.library_full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return problems.library_not_written(path, str(error))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return problems.library_damaged(path, str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return problems.library_not_opened(path, str(error))
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a library file is found to be, without opening it for use."""

    version: int
    newest: int  # that this program knows
    messages: int
    takes: int


def looked_at(path: Path, patience_s: float = PATIENCE_S) -> Looked | None:
    """Reads the whole file and changes nothing; None where there is none. Raises Problem where it could not be used."""
    if not path.exists():
        return None
    with (
        told(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=patience_s, uri=True)) as connection,
    ):
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise problems.library_newer(path, version, len(MIGRATIONS))
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise problems.library_foreign(path)
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise problems.library_damaged(path, "its parts do not fit together")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("messages", "takes")]
    return Looked(version, len(MIGRATIONS), *counts)


def open_store(
    path: Path,
    now: Callable[[], datetime] = utc_now,
    migrations: Migrations = MIGRATIONS,
    patience_s: float = PATIENCE_S,
) -> tuple[Store, Problem | None]:
    """The store, and what the user should know: a damaged file was moved aside, and a new one begun.

    Raises Problem where it cannot be opened, or was written by a newer version; then nothing is written.
    """
    make_folder(path.parent)
    _make_file(path)
    notice = None
    try:
        connection = _connected(path, patience_s)
    except sqlite3.DatabaseError as error:
        notice = _set_aside(path, error, now)
        connection = _connected(path, patience_s)
    try:
        _bring_up_to_date(connection, path, migrations, now)
        with told(path):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return Store(connection, path, now), notice


def _make_file(path: Path) -> None:
    """Readable by its owner alone; what SQLite puts beside it takes after it."""
    try:
        make_file(path)
    except OSError as error:
        raise problems.library_not_opened(path, error.strerror or str(error)) from error


def _connected(path: Path, patience_s: float) -> sqlite3.Connection:
    """Checked from end to end. Raises sqlite3.DatabaseError where it is damaged, else Problem."""
    with told_but_damage(path):
        connection = sqlite3.connect(path, timeout=patience_s, isolation_level=None)
    try:
        with told_but_damage(path):
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError(found)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def told_but_damage(path: Path) -> Iterator[None]:
    """As told(), but damage is let through as sqlite3.DatabaseError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise sqlite3.DatabaseError(str(error)) from error
        raise _problem(path, error) or error from error


def _set_aside(path: Path, error: sqlite3.DatabaseError, now: Callable[[], datetime]) -> Problem:
    """Moves a damaged file, and what lies beside it, to a name of its own."""
    stem = f"{path.stem}{_DAMAGED}{now():%Y%m%d-%H%M%S}"
    aside = path.with_name(stem + path.suffix)
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{stem}-{count}{path.suffix}")
    try:
        for ending in ("", *_BESIDE):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    except OSError as refused:
        raise problems.library_damaged(path, f"{error}; {refused.strerror}") from refused
    _make_file(path)
    return problems.library_set_aside(path, aside)


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, migrations: Migrations, now: Callable[[], datetime]
) -> None:
    with told(path):
        version = _version(connection)
        if version > len(migrations):
            raise problems.library_newer(path, version, len(migrations))
        is_empty = not connection.execute(
            "SELECT 1 FROM sqlite_master LIMIT 1"
        ).fetchall()  # asked first: another may begin it now
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION and not is_empty:
            raise problems.library_foreign(path)
        if version == len(migrations):
            return
        if version:
            _back_up(connection, path, version, now)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in migrations[_version(connection) :]:  # another program may have been quicker
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(migrations)}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return int(version)


def _back_up(connection: sqlite3.Connection, path: Path, version: int, now: Callable[[], datetime]) -> None:
    """A whole copy, made beside and renamed; the oldest go."""
    folder = make_folder(path.parent / "backups")
    copy = folder / f"{path.stem}-v{version}-{now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    half = copy.with_suffix(".half")
    _make_file(half)
    target = sqlite3.connect(half)
    try:
        with told(half):
            connection.backup(target)
    finally:
        target.close()
    half.replace(copy)
    for old in _backups(path)[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)


def _backups(path: Path) -> list[Path]:
    """Oldest first."""
    return sorted((path.parent / "backups").glob(f"{path.stem}-v*"), key=lambda each: each.stat().st_mtime)
