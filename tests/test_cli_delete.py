"""`rehearse delete`: for good, and only once it is confirmed."""

from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.library import Library, open_library
from app.places import find_places
from tests.command_line import PROJECT, CommandLine


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


@pytest.fixture
def library(rehearse: CommandLine) -> Library:
    """With the sample and another message in it."""
    rehearse("list")
    library = open_library(find_places(rehearse.environ, PROJECT))
    library.messages.add(Draft("Call me back.", "The red boat"))
    return library


def sounds(rehearse: CommandLine) -> int:
    return len(list((rehearse.home / "takes").iterdir()))


@pytest.mark.parametrize("answer", [b"", b"\n", b"no\n", b"yes\n", b"deleted\n"])
def test_without_the_word_nothing_is_deleted(rehearse: CommandLine, library: Library, answer: bytes) -> None:
    for what in (["late"], ["late", "2"], ["--everything"]):
        done = rehearse("delete", *what, stdin=answer)
        assert (done.code, done.out) == (1, "")
        assert done.err.endswith("Nothing is deleted.\n")
        assert "Type “delete”" in done.err
    assert len(library.messages.all()) == 2
    assert sounds(rehearse) == 3


def test_a_take_is_deleted(rehearse: CommandLine, library: Library) -> None:
    done = rehearse("delete", "Late deliveries", "2", stdin=b" Delete\n")
    assert (done.code, done.out) == (0, "Take 2 of “Late deliveries”: deleted for good\n")
    message = library.messages.called("late")
    assert [take.number for take in library.takes.of(message.id)] == [1, 3]
    assert sounds(rehearse) == 2


def test_a_message_is_deleted_with_its_takes_and_no_other(rehearse: CommandLine, library: Library) -> None:
    done = rehearse("delete", "late", stdin=b"delete\n")
    assert (done.code, done.out) == (0, "“Late deliveries” with three takes: deleted for good\n")
    assert [each.draft.name for each in library.messages.all()] == ["The red boat"]
    assert sounds(rehearse) == 0


def test_everything_is_deleted_and_the_settings_stay(rehearse: CommandLine, library: Library) -> None:
    (rehearse.home / "settings.toml").write_text("limit_s = 25\n")
    done = rehearse("delete", "--everything", stdin=b"delete")
    assert (done.code, done.out) == (0, "Everything, two messages with all takes: deleted for good\n")
    assert library.messages.all() == ()
    assert sounds(rehearse) == 0
    assert b"Quillhaven" not in (rehearse.home / "library.sqlite3").read_bytes()
    assert (rehearse.home / "settings.toml").exists()
    assert "no message yet" in rehearse("list").err


def test_what_is_not_there_is_a_sentence(rehearse: CommandLine, library: Library) -> None:
    assert rehearse("delete", "submarine").refuses("submarine")
    assert rehearse("delete", "late", "9").refuses("no take 9", "1, 2, 3")
    assert rehearse("delete", "boat", "1").refuses("no take 1", "Nothing is recorded")
    assert rehearse("delete").refuses("--everything")
    assert rehearse("delete", "late", "--everything").refuses("--everything")
    assert rehearse("delete", "late", stdin=None).code == 2
    assert len(library.messages.all()) == 2
