"""Fuzzed: a message as one file, stored reviews, and the library's database."""

import io
import json
import sqlite3
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from app.library.draft import Draft
from app.library.exchange import import_message, package, write
from app.library.library import NAME, Library, open_library
from app.library.messages import Edit
from app.library.review_json import Unreadable, review_of, review_text, rules_of, rules_text
from app.places import Places, program_folder
from app.review.report import as_html
from app.settings import Settings
from tests.fuzz.contract import Broken, Target, look_at, promised
from tests.fuzz.mutation import bent, mutated
from tests.library.kept import START, message, opened, poor, rules, spoken


def _places(folder: Path) -> Places:
    return Places(folder, folder / "cache", folder / "settings.toml", program_folder())


def _filled(folder: Path) -> Library:
    """A library with something in each of its tables."""
    library = opened(folder)
    made = message(library)
    library.messages.silence(made.id, {"hedge"})
    library.answers.keep(made.id, {"name": "Marta"})
    library.messages.remember(made.id, Edit(Draft("as it was", "Old", limit_s=12.0), START))
    take = spoken(library, made.id, poor(), folder / "elsewhere")
    library.reviews.overrule(take.id, next(each for each in poor().findings if each.heard == "thursday"))
    library.series.follow(message(library, "The second").id, made.id)
    library.messages.delete(message(library, "Gone").id)
    return library


@cache
def _seeds() -> tuple[bytes, bytes, object]:
    """An exported message, its archive and what stands in it; and a database."""
    with tempfile.TemporaryDirectory() as name:
        library = _filled(Path(name))
        write(package(library, library.messages.called("Late deliveries").id), Path(name) / "late.beep")
        library.store.scrub()  # all is in the one file
        library.close()
        archive = (Path(name) / "late.beep").read_bytes()
        with zipfile.ZipFile(io.BytesIO(archive)) as opened_archive:
            contents = json.loads(opened_archive.read("message.json"))
        return archive, (Path(name) / NAME).read_bytes(), contents


def _exports() -> st.SearchStrategy[bytes]:
    archive, _, contents = _seeds()

    def repacked(other: object) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
            for each in before.namelist():
                after.writestr(each, json.dumps(other).encode() if each == "message.json" else before.read(each))
        return made.getvalue()

    return mutated([archive], (b"PK\x01\x02", b"PK\x05\x06", b"takes/1.flac", b"fLaC")) | bent(contents).map(repacked)


def _export(content: bytes, folder: Path) -> None:
    library = opened(folder / "home")
    try:
        (folder / "came.beep").write_bytes(content)
        before = sorted((folder / "home").rglob("*"))
        came = promised(lambda: import_message(library, folder / "came.beep"))
        if came is None:
            after = sorted((folder / "home").rglob("*"))
            left = [each for each in after if each not in before and each.name != "takes"]
            if library.messages.all() or left:
                raise Broken(f"it was refused, and yet is there: {left}")
            return
        _look_through(library)
        write(package(library, came.id), folder / "again.beep")
        import_message(library, folder / "again.beep")
    finally:
        library.close()


def _database(content: bytes, folder: Path) -> None:
    (folder / NAME).write_bytes(content)
    library = promised(lambda: open_library(_places(folder)))
    if library is None:
        return
    try:
        for each in library.notices:
            look_at(each)
        promised(lambda: _look_through(library))
    finally:
        library.close()


def _look_through(library: Library) -> None:
    """All that the window and the terminal would ask of it. Raises Problem."""
    for each in (*library.messages.all(), *library.messages.deleted()):
        library.messages.edits(each.id)
        library.answers.of(each.id)
        library.series.earlier(each.id)
        library.series.may_follow(each.id)
        library.reviews.corrections(each.id)
        library.takes.ladder(each.id)
        library.weeks(each.id)
        for take in library.takes.all_of(each.id):
            take.script()
            library.hearings.of(take.id)
            kept = library.reviews.latest(take.id)
            if kept is not None:
                as_html(kept.review, Settings())
    library.pace_wpm()
    library.days()
    library.pasts()
    library.takes.strays()
    promised(lambda: library.messages.called("late"))


def _databases() -> st.SearchStrategy[bytes]:
    _, database, _ = _seeds()
    return mutated([database], (b"SQLite format 3\0", b"{", b"null", b"[]", b'"', b"\xff")) | _values(database)


@st.composite
def _values(draw: st.DrawFn, database: bytes) -> bytes:
    """A database that is whole, with something else in one of its cells."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / NAME
        file.write_bytes(database)
        connection = sqlite3.connect(file)
        try:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            table = draw(st.sampled_from(sorted(each for each in tables if not each.startswith("sqlite_"))))
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            column = draw(st.sampled_from(columns))
            value = draw(
                st.none()
                | st.integers(-(2**63), 2**63 - 1)
                | st.floats()
                | st.text(max_size=20)
                | st.binary(max_size=20)
                | st.sampled_from(("[]", "{}", "null", '"x"', "[1,2,3,4,5,6,7,8]", "[[]]", '{"findings":[{}]}'))
            )
            try:
                connection.execute(f'UPDATE {table} SET "{column}" = ?', (value,))
                connection.commit()
            except (sqlite3.Error, UnicodeError, OverflowError):
                connection.rollback()  # the table itself will not have it
        finally:
            connection.close()
        return file.read_bytes()


def _reviews() -> st.SearchStrategy[bytes]:
    whole = json.loads(review_text(poor()))
    chosen = json.loads(rules_text(rules(poor())))
    return st.tuples(st.just(whole) | bent(whole), st.just(chosen) | bent(chosen)).map(
        lambda both: json.dumps(both).encode()
    )


def _review(content: bytes, _: Path) -> None:
    given, chosen = json.loads(content)
    try:
        review = review_of(json.dumps(given), poor().script)
        settings = rules_of(json.dumps(chosen)).settings
    except Unreadable:
        return
    page = as_html(review, settings)
    if review_of(review_text(review), review.script) != review or "<script" in page:
        raise Broken("a review that was read is none")


TARGETS = {
    "message": Target(_exports, _export, longest_s=20.0),
    "database": Target(_databases, _database, longest_s=20.0),
    "review": Target(_reviews, _review),
}
