"""The file itself: opened, brought up to date, backed up, found damaged, full, locked or too new."""

import os
import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.library import NAME
from app.library.schema import MIGRATIONS
from app.library.store import BACKUPS_KEPT, Store, open_store
from app.problems import Problem
from tests.library.kept import DRAFT, Watch, message, opened, poor, spoken

NEXT = (*MIGRATIONS, ("ALTER TABLE messages ADD COLUMN colour TEXT",))


def store(path: Path, **options: object) -> Store:
    made, notice = open_store(path, Watch(), **options)
    assert notice is None
    return made


def copies(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*"))


def test_what_was_written_is_there_the_next_time(tmp_path: Path) -> None:
    library = opened(tmp_path)
    kept = library.messages.add(DRAFT)
    library.close()
    again = opened(tmp_path)
    assert again.messages.all() == (kept,)
    assert again.notices == ()
    again.close()


def test_the_file_keeps_a_log_ahead_and_leaves_nothing_of_what_is_deleted(tmp_path: Path) -> None:
    opened_store = store(tmp_path / NAME)
    for pragma, value in (
        ("journal_mode", "wal"),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("user_version", len(MIGRATIONS)),
    ):
        (row,) = opened_store.rows(f"PRAGMA {pragma}")
        assert row[0] == value, pragma
    opened_store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    library = opened(tmp_path / "home")
    take = spoken(library, message(library).id, poor(), tmp_path)
    for file in (tmp_path / "home").rglob("*"):
        assert file.stat().st_mode & 0o077 == 0, file
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert take.sound.stat().st_mode & 0o777 == 0o600
    library.close()


def test_a_backup_is_made_before_the_file_is_changed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    library = opened(tmp_path)
    library.messages.add(DRAFT)
    library.close()
    assert copies(path) == []
    newer = store(path, migrations=NEXT)
    assert newer.rows("SELECT colour, title FROM messages")[0]["title"] == DRAFT.title
    newer.close()
    (backup,) = copies(path)
    before = sqlite3.connect(backup)
    assert before.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert before.execute("SELECT title FROM messages").fetchone() == (DRAFT.title,)
    before.close()


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    store(tmp_path / NAME, migrations=NEXT).close()
    assert not (tmp_path / "backups").exists()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    store(path).close()
    broken = (*MIGRATIONS, ("ALTER TABLE messages ADD COLUMN colour TEXT", "THIS IS NO SQL"))
    with pytest.raises(sqlite3.OperationalError):
        open_store(path, Watch(), broken)
    again = store(path)
    assert "colour" not in [row["name"] for row in again.rows("PRAGMA table_info(messages)")]
    again.close()


def test_only_the_latest_backups_are_kept(tmp_path: Path) -> None:
    path, watch, steps = tmp_path / NAME, Watch(), list(MIGRATIONS)
    for number in range(BACKUPS_KEPT + 3):
        steps.append((f"ALTER TABLE messages ADD COLUMN extra_{number} TEXT",))
        watch.pass_by(minutes=1)
        made, _ = open_store(path, watch, tuple(steps))
        made.close()
    versions = sorted(int(each.name.split("-v")[1].split("-")[0]) for each in copies(path))
    assert len(versions) == BACKUPS_KEPT
    assert versions[-1] == len(MIGRATIONS) + BACKUPS_KEPT + 2  # the first round began at nothing


def test_a_file_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / NAME
    store(path, migrations=NEXT).close()
    before = path.read_bytes()
    with pytest.raises(Problem, match="newer version"):
        open_store(path, Watch())
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / NAME
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Problem, match="another program"):
        open_store(path, Watch())
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "beginning", "middle"])
def test_a_damaged_file_is_moved_aside_and_never_written_over(tmp_path: Path, damage: str) -> None:
    path = tmp_path / NAME
    library = opened(tmp_path)
    for number in range(200):
        library.messages.add(Draft(text=f"{number} " * 200))
    library.close()
    whole = path.read_bytes()
    spoiled = {
        "text": b"This is no database, but long enough to be taken for one. " * 40,
        "beginning": b"\0" * 4096 + whole[4096:],
        "middle": whole[:8192] + os.urandom(4096 * 8) + whole[8192 + 4096 * 8 :],
    }[damage]
    path.write_bytes(spoiled)
    again = opened(tmp_path)
    (notice,) = again.notices
    assert "damaged" in str(notice)
    assert again.messages.all() == ()
    again.messages.add(DRAFT)
    (aside,) = tmp_path.glob("library-damaged-*")
    assert str(aside) in str(notice)
    assert aside.read_bytes() == spoiled
    again.close()
    path.write_bytes(spoiled)  # and once more in the same second
    opened(tmp_path).close()
    assert len(list(tmp_path.glob("library-damaged-*.sqlite3"))) == 2


def test_a_file_that_is_held_elsewhere_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / NAME
    mine = store(path, patience_s=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem, match="Another program holds"), mine.writing():
        pass
    assert mine.rows("SELECT count(*) FROM messages")[0][0] == 0  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    with mine.writing():
        mine.run("INSERT INTO facts VALUES ('a', 'b')")
    mine.close()


def test_a_full_disk_is_a_sentence_and_what_was_there_stays(tmp_path: Path) -> None:
    library = opened(tmp_path)
    kept = library.messages.add(DRAFT)
    pages = library.store.rows("PRAGMA page_count")[0][0]
    library.store.rows(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(Problem, match="no room left"):
        library.messages.add(Draft(text="long " * 20_000))
    assert library.messages.all() == (kept,)
    library.store.rows("PRAGMA max_page_count = 100000")
    assert library.messages.add(DRAFT).id != kept.id
    library.close()


def test_a_file_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    library = opened(tmp_path)
    library.store.rows("PRAGMA query_only = ON")
    with pytest.raises(Problem, match="cannot be written"):
        library.messages.add(DRAFT)
    assert library.messages.all() == ()
    library.close()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem, match="cannot be made"):
        opened(tmp_path / "file" / "home")


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(Problem, match="cannot be opened"):
        opened(tmp_path)


def test_a_nested_change_is_kept_with_the_outer_one_or_not_at_all(tmp_path: Path) -> None:
    library = opened(tmp_path)

    def breaks_off() -> None:
        with library.store.writing():
            library.messages.add(DRAFT)
            raise KeyError("something else")

    with pytest.raises(KeyError):
        breaks_off()
    assert library.messages.all() == ()
    library.close()


def test_another_thread_is_refused(tmp_path: Path) -> None:
    library = opened(tmp_path)
    refused: list[BaseException] = []

    def elsewhere() -> None:
        try:
            library.messages.all()
        except sqlite3.ProgrammingError as error:
            refused.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(refused) == 1
    library.close()


def test_two_programs_may_have_it_open(tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    kept = one.messages.add(DRAFT)
    assert other.messages.all() == (kept,)
    other.messages.delete(kept.id)
    assert one.messages.all() == ()
    one.close()
    other.close()
