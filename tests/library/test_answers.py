"""What was filled into a message's blanks stands there the next time."""

import sqlite3
from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.library import NAME, Library
from app.library.messages import Message
from app.library.schema import APPLICATION, MIGRATIONS
from tests.library.kept import Watch, opened


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def library(tmp_path: Path, watch: Watch) -> Library:
    return opened(tmp_path / "home", watch)


def added(library: Library, title: str) -> Message:
    return library.messages.add(Draft("Hi {name}, this is {your name}.", title))


def test_the_last_answers_of_a_message_stay_with_it(library: Library) -> None:
    lead, guide = added(library, "Lead"), added(library, "Guide")
    library.answers.keep(lead.id, {"name": "Marta", "day": "Thursday"})
    library.answers.keep(lead.id, {"Name": " Priya\n Sandhal ", "day": "  "})
    assert library.answers.of(lead.id) == {"name": "Priya Sandhal", "day": "Thursday"}
    assert library.answers.of(guide.id) == {}


def test_what_is_about_the_speaker_is_known_in_every_message(library: Library, watch: Watch) -> None:
    lead, guide, third = added(library, "Lead"), added(library, "Guide"), added(library, "Third")
    library.answers.keep(lead.id, {"name": "Marta", "your name": "Nora", "my number": "704-555-0142"})
    watch.pass_by(minutes=1)
    library.answers.keep(guide.id, {"your name": "Nora Whitcombe"})
    assert library.answers.of(lead.id)["your name"] == "Nora"  # its own goes first
    assert library.answers.of(third.id) == {"your name": "Nora Whitcombe", "my number": "704-555-0142"}
    assert library.answers.own(third.id) == {}


def test_answers_go_with_their_message(library: Library) -> None:
    lead, guide = added(library, "Lead"), added(library, "Guide")
    library.answers.keep(lead.id, {"your name": "Nora"})
    library.messages.delete(lead.id)
    assert library.answers.of(guide.id) == {}
    library.messages.restore(lead.id)
    assert library.answers.of(guide.id) == {"your name": "Nora"}
    library.forget(lead.id)
    assert library.answers.of(guide.id) == {}


def test_a_library_from_before_there_was_a_plan_is_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    connection = sqlite3.connect(tmp_path / "home" / NAME)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute(
        'INSERT INTO messages (title, "to", cares_about, goal, next_step, text, folded, created_at, begun_at,'
        " edited_at, is_sample) VALUES ('Lead', 'Marta', 'Shops', 'A call', 'I call', 'Hi.', '', 1, 1, 1, 0)"
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    (lead,) = opened(tmp_path / "home").messages.all()
    assert lead.draft == Draft("Hi.", "Lead", "Marta", "A call", "Shops", "", "I call", "")
