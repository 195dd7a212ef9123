"""Deleted for good: nothing of a script, and no sound of it, is left in any file of the user's."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.audio.take import Take
from app.faults import NOTES as FAULT
from app.library.draft import Draft
from app.library.library import NAME, Library, open_library
from app.library.messages import Message
from app.problems import Problem
from app.recognition.bent import bent_folder, read_language
from app.recognition.models import open_model
from app.review.finding import Strictness
from app.script.script import parse
from tests.library.kept import Watch, opened, places, poor, sound, spoken
from tests.recognition.tiny_model import make_model

WORDS = ("Zanzibarese", "Quimbletonian", "Marmaladen", "Trelawneyan", "Oxymoronical", "Pumpernickelly")
DRAFT = Draft(f"Hello {WORDS[0]}, {WORDS[1]} calls.", WORDS[2], WORDS[3], WORDS[4], WORDS[5])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path / "home")


def full(library: Library, folder: Path) -> Message:
    """A message whose words have come to stand wherever they can."""
    made = library.messages.add(DRAFT)
    library.messages.save(made.id, replace(DRAFT, text=DRAFT.text + " Thank you."))
    take = library.takes.keep(made.id, sound(folder), DRAFT.script(), 20.0, Strictness.WORD, 0.5, 0.1)
    text = DRAFT.text.split()
    review = poor()
    found = tuple(replace(each, heard=" ".join(text)) for each in review.findings)
    spoken(library, made.id, replace(review, findings=found), folder)
    library.reviews.overrule(library.takes.of(made.id)[1].id, found[0])
    assert take.sound.is_file()
    return library.messages.get(made.id)


def left(home: Path) -> list[str]:
    """The files that hold one of the words, in the ways a text may be written, or a voice."""
    found = []
    for path in sorted(home.rglob("*")):
        content = path.read_bytes().lower() if path.is_file() else b""
        forms = [word.lower().encode(kind) for word in WORDS for kind in ("utf-8", "utf-16-le", "utf-16-be")]
        if any(form in content for form in forms) or b"flac" in content[:4] or path.suffix == ".wav":
            found.append(path.relative_to(home).as_posix())
    return found


def strewn(home: Path) -> None:
    """What a life of the program leaves beside the library."""
    whole = (home / NAME).read_bytes() + " ".join(WORDS).encode()
    for name in ("backups/library-v1-20260302-093000-000000.sqlite3", "library-damaged-20260301-101010.sqlite3"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(whole)
    take = Take.begin(home / "takes", "unfinished", 16_000)
    take.append(np.ones(1600, np.int16))
    take.keep()
    (home / "takes" / "import-abc").mkdir()
    sound(home / "takes" / "import-abc", "1.flac")
    (home / "takes" / "20260302.flac.half").write_bytes(b"fLaC half a take")
    (home / "greeting.flac").write_bytes(b"fLaC a greeting")
    (home / "cache").mkdir(exist_ok=True)
    (home / "cache" / FAULT).write_text(f"Traceback: {WORDS[0]}")


def test_everything_leaves_nothing_of_any_word_and_no_sound(library: Library, tmp_path: Path) -> None:
    home = tmp_path / "home"
    full(library, tmp_path)
    deleted = full(library, tmp_path)
    library.messages.delete(deleted.id)
    strewn(home)
    model = open_model(make_model(tmp_path / "tones"))
    script = parse("Hello, this is Anna.")
    bent_folder(model, read_language(model), script, lambda _: [], home / "cache")
    (home / "settings.toml").write_text("limit_s = 25\n")
    assert {f"{NAME}-wal", "backups/library-v1-20260302-093000-000000.sqlite3", f"cache/{FAULT}"} <= set(left(home))
    assert library.forget_everything() == ()
    assert left(home) == []
    assert list((home / "takes").iterdir()) == []
    assert not (home / "cache" / "bent").exists()
    assert (home / "settings.toml").read_text() == "limit_s = 25\n"
    assert library.messages.add(Draft("Something new.")).draft.text == "Something new."  # it goes on


def test_one_message_leaves_nothing_and_the_others_stay(library: Library, tmp_path: Path) -> None:
    kept = library.messages.add(Draft("Call me back."))
    take = spoken(library, kept.id, poor(), tmp_path)
    waiting = library.messages.add(Draft("May be brought back."))
    library.messages.delete(waiting.id)
    made = full(library, tmp_path)
    assert library.forget(made.id) == ()
    assert left(tmp_path / "home") == [f"takes/{take.sound.name}"]
    assert [each.id for each in library.messages.all()] == [kept.id]
    assert [each.id for each in library.messages.deleted()] == [waiting.id]
    with pytest.raises(Problem, match="no message"):
        library.forget(made.id)


def test_a_take_that_is_being_recorded_elsewhere_is_left_and_named(library: Library, tmp_path: Path) -> None:
    recorded = Take.begin(tmp_path / "home" / "takes", "now", 16_000)
    (problem,) = library.forget_everything()
    assert "recording it" in str(problem)
    recorded.append(np.ones(1600, np.int16))
    assert recorded.finish().is_file()
    assert library.forget_everything() == ()
    assert not recorded.path.exists()


def test_where_another_program_reads_along_it_is_said_that_traces_may_be_left(tmp_path: Path) -> None:
    library = open_library(places(tmp_path / "home"), Watch())
    library.store.rows("PRAGMA busy_timeout = 1")
    full(library, tmp_path)
    other = sqlite3.connect(tmp_path / "home" / NAME, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM messages").fetchall()
    (problem,) = library.forget_everything()
    assert "may still be found" in str(problem)
    assert library.messages.all() == ()
    other.execute("ROLLBACK")
    other.close()
    assert library.forget_everything() == ()
    assert left(tmp_path / "home") == []
