"""A library that SQLite finds whole, with a value in it that cannot be: made again where it can be, else told."""

from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.library import Library
from app.library.messages import Edit
from app.problems import Problem
from app.recognition.transcript import FreeHearing, HeardWord
from tests.library.kept import START, message, opened, poor, spoken


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = opened(tmp_path)
    made = message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    library.answers.keep(made.id, {"name": "Marta"})
    library.messages.remember(made.id, Edit(Draft("as it was"), START))
    library.reviews.overrule(take.id, next(each for each in poor().findings if each.heard == "thursday"))
    library.hearings.save(take.id, FreeHearing("tones", (HeardWord("hello", 0.0, 0.5, 1.0),)))
    return library


def damage(library: Library, table: str, column: str, value: object) -> tuple[int, int]:
    """The ids of the one message and its take."""
    with library.store.writing():
        library.store.run(f'UPDATE {table} SET "{column}" = ?', value)
    row = library.store.row("SELECT id, message FROM takes")
    assert row is not None
    return row["message"], row["id"]


@pytest.mark.parametrize("value", ["", "[1]", '[1,true,"x",1,1,1,"a",[]]', '[1,true,1,1,1,1,"a",[["um"]]]', 7])
def test_what_follows_from_a_review_is_made_again(library: Library, value: object) -> None:
    made, take = damage(library, "takes", "attempt", value)
    assert library.takes.get(take).attempt is None
    assert library.takes.ladder(made).rungs == ()
    assert library.pace_wpm() is None
    assert library.days() == ()


@pytest.mark.parametrize(
    ("column", "value"), [("review", "["), ("review", "[]"), ("rules", "null"), ("made_at", "noon")]
)
def test_a_review_that_cannot_be_read_is_none(library: Library, column: str, value: object) -> None:
    made, take = damage(library, "reviews", column, value)
    assert library.reviews.latest(take) is None
    library.reviews.overrule(take, next(each for each in poor().findings if each.heard == "um"))
    assert library.reviews.corrections(made)


@pytest.mark.parametrize("value", ["", "[[1]]", b"\xff"])
def test_a_hearing_that_cannot_be_read_is_none(library: Library, value: object) -> None:
    _, take = damage(library, "hearings", "words", value)
    assert library.hearings.of(take) is None


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("messages", "created_at", "yesterday"),
        ("messages", "edited_at", 1e300),
        ("messages", "text", b"\xff"),
        ("answers", "blank", b"\xff"),
        ("edits", "draft", "["),
        ("takes", "strictness", "harsh"),
        ("takes", "recorded_at", "noon"),
        ("corrections", "kind", "sin"),
        ("corrections", "start_s", "soon"),
    ],
)
def test_what_cannot_be_made_again_is_told_in_a_sentence(
    library: Library, table: str, column: str, value: object
) -> None:
    made, take = damage(library, table, column, value)
    if column == "start_s":
        damage(library, table, "end_s", 1.0)
    look = {
        "messages": library.messages.all,
        "answers": lambda: library.answers.of(made),
        "edits": lambda: library.messages.edits(made),
        "takes": lambda: library.takes.get(take),
        "corrections": lambda: library.reviews.corrections(made),
    }
    with pytest.raises(Problem, match="cannot stand there"):
        look[table]()
