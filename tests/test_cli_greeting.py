"""`rehearse greeting`: which one answers, a file taken in, removed, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.places import find_places
from tests.command_line import PROJECT, CommandLine


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


def sound(file: Path, seconds: float) -> Path:
    soundfile.write(file, (9000 * np.sin(np.arange(round(seconds * 16_000)) / 9)).astype(np.int16), 16_000)
    return file


def test_a_greeting_is_taken_in_answers_and_is_removed(rehearse: CommandLine, tmp_path: Path) -> None:
    kept = find_places(rehearse.environ).greeting
    assert rehearse("greeting").out.startswith("Ours answers.")
    done = rehearse("greeting", "take", sound(tmp_path / "mine.wav", 2.5))
    assert (done.code, done.err) == (0, "")
    assert done.out == f"Your greeting of 2.5 s answers in the voicemail drill from now on: {kept}\n"
    assert rehearse("greeting").out == f"Your own greeting answers: {kept}\n"
    (rehearse.home / "settings.toml").write_text("own_greeting = false\n")
    assert "Ours answers, since own_greeting is false" in rehearse("greeting").out
    assert "until then ours does" in rehearse("greeting", "take", tmp_path / "mine.wav").err
    assert rehearse("greeting", "remove").out.startswith("Your greeting is deleted for good")
    assert not kept.exists()
    assert rehearse("greeting", "remove").out.startswith("There is none of yours")


@pytest.mark.parametrize(
    ("line", "fragment"),
    [
        (("take",), "FILE"),
        (("take", "none.wav"), "no sound file at none.wav"),
        (("take", PROJECT / "README.md"), "is no sound that can be read"),
        (("take", PROJECT / "assets" / "sample" / "take-1.flac"), "longer than 20 seconds"),
        (("play",), "play"),
    ],
)
def test_what_is_no_greeting_is_a_sentence(rehearse: CommandLine, line: tuple[str, ...], fragment: str) -> None:
    assert rehearse("greeting", *line).refuses(fragment)
