"""`rehearse mics`, `model`, `model words`, `settings`, `--version`, `--help`, and the door behind the door."""

import dataclasses
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.cli import VERSION
from app.recognition.models import KNOWN_MODELS
from app.recognition.validate import HIDDEN_SUBCOMMAND
from app.settings import Settings, describe
from tests.command_line import PROJECT, SAMPLE, CommandLine, child
from tests.recognition.tiny_model import make_model
from tests.virtual_microphone import VirtualMicrophone, missing

COMMANDS = ("check", "record", "mics", "model", "settings")


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


def test_the_version_is_the_one_the_package_takes() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "app.VERSION"}
    done = child("--version")
    assert (done.code, done.out, done.err) == (0, f"rehearse {VERSION}\n", "")


def test_help_names_every_command_and_no_hidden_one() -> None:
    done = child("--help")
    assert (done.code, done.err) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^ +{command} ", done.out, re.MULTILINE), command
    assert HIDDEN_SUBCOMMAND not in done.out


@pytest.mark.parametrize("command", [*COMMANDS, "model words"])
def test_each_command_has_its_help(command: str) -> None:
    done = child(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: rehearse {command}")
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_readme_names_every_command() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert re.search(rf"^\| `{command}\b", readme, re.MULTILINE), command


def test_models_lists_what_is_installed_and_which_one_hears(rehearse: CommandLine) -> None:
    make_model(rehearse.home / "models" / "vosk-model-small-en-us-0.15")
    make_model(rehearse.home / "models" / "mine", look_ahead=False)
    done = rehearse("model")
    assert (done.code, done.err) == (0, "")
    before, _, after = done.out.partition("Official")
    assert "vosk-model-small-en-us-0.15: two hearings; the one that hears now" in before
    assert "mine: one hearing" in before
    assert str(rehearse.home / "models" / "mine") in before
    assert "vosk-model (comes with the program): two hearings\n" in before
    assert before.count("hears now") == 1
    for known in KNOWN_MODELS:
        assert known.name in after
    for fact in ("41 MB", "128 MB", "1.9 GB", "Apache 2.0", "9.8% of words wrong", "5.7% of words wrong"):
        assert fact in after, fact
    assert str(rehearse.home / "models") in after


def test_models_marks_the_one_that_is_named(rehearse: CommandLine, tmp_path: Path) -> None:
    mine = make_model(tmp_path / "mine [1]")
    assert "mine [1]: two hearings; the one that hears now" in rehearse("model", "--model", mine).out
    rehearse.environ["REHEARSE_MODEL"] = str(mine)
    assert "mine [1]: two hearings; the one that hears now" in rehearse("model").out
    assert (
        "vosk-model (comes with the program): two hearings; the one"
        in rehearse("model", "--model", PROJECT / "vosk-model").out
    )


def test_model_words_names_what_the_model_cannot_know(rehearse: CommandLine, tmp_path: Path) -> None:
    done = rehearse("model", "words", SAMPLE / "script.txt")
    assert (done.code, done.err) == (0, "")
    assert "does not know these words of the script: Whitcombe, Quillhaven." in done.out
    assert "listened for by their sound" in done.out
    assert "knows every filler" in done.out
    tones = make_model(tmp_path / "tones", look_ahead=False)
    done = rehearse("model", "words", SAMPLE / "script.txt", "--model", tones)
    assert "will come out as others" in done.out
    assert "does not know these fillers: uh, " in done.out
    assert " um" not in done.out.partition("fillers")[2]
    assert rehearse("model", "--model", tones, "words", SAMPLE / "script.txt").out == done.out
    done = rehearse("model", "words", "-", "--model", tones, stdin=b"Hello, this is Anna.")
    assert "knows every word of the script" in done.out


def test_settings_shows_each_with_its_default_its_meaning_and_its_source(rehearse: CommandLine) -> None:
    rehearse.home.mkdir()
    (rehearse.home / "settings.toml").write_text('limit_s = 25\nmicrophone = "Desk [USB]"\n')
    done = rehearse("settings")
    assert (done.code, done.err) == (0, "")
    assert "limit_s = 25 s (default 30)\n" in done.out
    assert 'microphone = "Desk [USB]" (default not set)\n' in done.out
    assert "filled_pauses_allowed = 0 in a rep\n" in done.out
    assert f"The settings file: {rehearse.home / 'settings.toml'}\n" in done.out
    for each in describe(Settings()):
        assert re.search(rf"^{each.name} = ", done.out, re.MULTILINE), each.name
        assert f"{each.explains} Source: {each.source}" in done.out
    assert len(dataclasses.fields(Settings)) == len(describe(Settings()))


def test_settings_says_where_the_file_would_lie(rehearse: CommandLine) -> None:
    assert f"{rehearse.home / 'settings.toml'} (there is none yet)" in rehearse("settings").out
    assert not rehearse.home.exists()


def test_what_settings_shows_can_be_put_into_the_file(rehearse: CommandLine) -> None:
    rehearse.home.mkdir()
    shown = rehearse("settings").out
    for each in describe(Settings()):
        (line,) = re.findall(rf"^{each.name} = .*$", shown, re.MULTILINE)
        value = line.removesuffix(f" {each.unit}") if each.unit else line
        if value.endswith("= not set"):
            continue
        (rehearse.home / "settings.toml").write_text(value + "\n", encoding="utf-8")
        done = rehearse("settings")
        assert done.code == 0, done.err
        assert done.out.partition("settings file")[0] == shown.partition("settings file")[0]


@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
@pytest.mark.parametrize("command", ["mics", "speakers"])
def test_what_there_is_to_record_with_or_to_play_on_is_listed_with_the_usual_one_marked(command: str) -> None:
    with VirtualMicrophone() as virtual, virtual.start([sys.executable, "-m", "app", command]) as running:
        said, trouble = running.communicate(timeout=60)
    assert (running.returncode, trouble) == (0, "")
    lines = said.splitlines()
    assert len(lines) >= 1
    assert all(re.search(r"   ALSA   +\d+ channels?, [\d,]+ Hz", line) for line in lines), said
    assert ["taken where none is named" in line for line in lines] == [True, *[False] * (len(lines) - 1)]


def test_the_hidden_subcommand_tries_a_model_as_a_frozen_program_does(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "app", HIDDEN_SUBCOMMAND]
    good = subprocess.run([*line, str(make_model(tmp_path / "model"))], cwd=PROJECT, capture_output=True, timeout=60)
    assert good.returncode == 0
    bad = subprocess.run(
        [*line, str(tmp_path / "model" / "am")], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert bad.returncode == 3
    assert "not a model" in bad.stdout
