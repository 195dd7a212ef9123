"""`rehearse export` and `import`: a message leaves one home and arrives in another."""

from pathlib import Path

import pytest

from app.library.library import open_library
from app.places import find_places
from tests.command_line import PROJECT, CommandLine, everything_in


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


@pytest.fixture
def elsewhere(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "elsewhere")


def test_a_message_goes_with_its_takes(rehearse: CommandLine, elsewhere: CommandLine, tmp_path: Path) -> None:
    done = rehearse("export", "late", tmp_path / "late")
    file = tmp_path / "late.beep"
    assert done.code == 0
    assert done.out == f"“Late deliveries” with three takes is written to {file}\n"
    elsewhere("list")
    assert elsewhere("delete", "late", stdin=b"delete\n").code == 0
    assert elsewhere("import", file).out == "“Late deliveries” with three takes is among your messages\n"
    library = open_library(find_places(elsewhere.environ, PROJECT))
    (message,) = library.messages.all()
    assert message.draft.to == "Marta Ellison, operations"
    assert [take.number for take in library.takes.of(message.id)] == [1, 2, 3]
    assert all(take.sound.is_file() for take in library.takes.of(message.id))
    library.close()


def test_a_take_without_its_sound_is_left_out_and_named(rehearse: CommandLine, tmp_path: Path) -> None:
    rehearse("list")
    library = open_library(find_places(rehearse.environ, PROJECT))
    (message,) = library.messages.all()
    library.takes.of(message.id)[1].sound.unlink()
    library.close()
    done = rehearse("export", "late", tmp_path / "late.beep")
    assert "two takes" in done.out
    assert "Take 2 is left out" in done.err


def test_what_cannot_be_exported_or_imported_is_a_sentence(rehearse: CommandLine, tmp_path: Path) -> None:
    assert rehearse("export", "submarine", tmp_path / "x.beep").refuses("submarine")
    assert rehearse("export", "late", tmp_path / "nowhere" / "x.beep").refuses("cannot be written", "nowhere")
    (tmp_path / "x.beep").write_text("Hello.")
    before = everything_in(tmp_path / "home" / "takes")
    assert rehearse("import", tmp_path / "x.beep").refuses("x.beep", "no whole archive")
    assert rehearse("import", tmp_path / "y.beep").refuses("y.beep", "No such file")
    assert everything_in(tmp_path / "home" / "takes") == before
