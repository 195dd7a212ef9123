"""`rehearse doctor`: a line for each part with a mark in words; it goes on where parts are missing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.doctor.answer import Mark, works
from app.doctor.examination import rest, sound
from app.library.library import NAME
from app.places import find_places
from app.problems import no_portaudio
from app.settings import Settings
from tests.audio.test_microphone import FakePortAudio, FakeStream
from tests.command_line import PROJECT, CommandLine
from tests.recognition.tiny_model import make_model


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("tones") / "model")


@pytest.fixture
def home(tmp_path: Path, tones: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'model_folder = "{tones.as_posix()}"\n')
    return home


def examined(home: Path, **more: str) -> dict[str, tuple[Mark, str]]:
    environ = {"REHEARSE_HOME": str(home), **more}
    return {each.about: (each.mark, each.says) for each in rest(find_places(environ, PROJECT), environ)}


def test_what_works_is_told_in_a_line_each(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    CommandLine(capfd, home)("list")
    found = examined(home)
    assert {mark for mark, _ in found.values()} == {Mark.WORKS}
    assert "one message, three takes; whole" in found["Library"][1]
    assert "minutes of takes" in found["Disk"][1]
    for part in ("After the Beep", "Python", "Qt", "Vosk", "libsndfile"):
        assert part in found["Versions"][1]


@pytest.mark.parametrize("damage", ["not a database at all", None])
def test_it_goes_on_where_model_library_and_settings_are_broken(
    tmp_path: Path, damage: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    """The program itself, in a place where nothing is as it should be."""
    (tmp_path / "settings.toml").write_text(f'model_folder = "{tmp_path.as_posix()}/nowhere"\nlimit_s = "long"\n')
    (tmp_path / "model").mkdir()
    if damage is None:
        connection = sqlite3.connect(tmp_path / NAME)
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
    else:
        (tmp_path / NAME).write_text(damage)
    before = (tmp_path / NAME).read_bytes()
    rehearse = CommandLine(capfd, tmp_path)
    rehearse.environ["REHEARSE_MODEL"] = str(tmp_path / "model")
    done = rehearse("doctor")
    assert done.code == 1
    lines = {each.split()[1].rstrip(":"): each for each in done.out.splitlines()}
    for about in ("Model", "Library", "Settings"):
        assert lines[about].startswith("BROKEN  "), lines
    for about in ("Disk", "Versions"):
        assert lines[about].startswith("works   "), lines
    assert (tmp_path / NAME).read_bytes() == before
    assert done.err == ""


def test_without_portaudio_and_without_a_screen_it_goes_on(home: Path) -> None:
    hidden = "import sys; sys.modules['sounddevice'] = None; from app.cli import main; sys.exit(main(['doctor']))"
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", hidden],
        cwd=PROJECT,
        env={**kept, "REHEARSE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done
    assert done.stdout.startswith("BROKEN  Sound: Sound cannot be recorded: PortAudio is missing")
    assert "works   Model: model hears" in done.stdout
    assert done.stderr == ""


def test_a_disk_that_is_nearly_full_or_read_only_is_broken(home: Path) -> None:
    if os.name == "posix" and os.geteuid() != 0:
        home.chmod(0o500)
        assert examined(home, REHEARSE_MODEL="nowhere")["Disk"][0] is Mark.BROKEN
        home.chmod(0o700)
    assert examined(home / "not" / "yet" / "there", REHEARSE_MODEL="nowhere")["Disk"][0] is Mark.WORKS


def test_the_folder_of_the_user_is_named_by_a_sign() -> None:
    assert works("Library", f"{Path.home()}/x.").says == "~/x."


class Speaking(FakeStream):
    """Delivers as soon as it is started: half a second of these samples, or nothing."""

    level: int | None = 1000

    def start(self) -> None:
        super().start()
        if self.level is not None:
            self.deliver(np.full(24_000, self.level, np.int16))


class System(FakePortAudio):
    def __init__(self, level: int | None, outputs: int = 2) -> None:
        self.level = level
        both = {"hostapi": 0, "max_input_channels": 1, "max_output_channels": outputs, "default_samplerate": 48_000.0}
        super().__init__({"name": "Desk", **both})
        self.default.device = (0, 0 if outputs else -1)

    def query_hostapis(self) -> tuple[dict[str, object], ...]:
        return ({"name": "ALSA", "devices": [0], "default_input_device": 0, "default_output_device": 0},)

    def get_portaudio_version(self) -> tuple[int, str]:
        return 1246976, "PortAudio V19.7.0-devel, revision unknown"

    def RawInputStream(self, **asked: object) -> FakeStream:  # noqa: N802  sounddevice's name
        stream = Speaking(self, **asked)
        stream.level = self.level
        self.streams.append(stream)
        return stream


def marks(system: System, settings: Settings | None = None) -> dict[str, tuple[Mark, str]]:
    return {each.about: (each.mark, each.says) for each in sound(settings or Settings(), lambda: system, 0.3)}


def test_a_microphone_that_delivers_works_and_is_let_go() -> None:
    system = System(1000)
    found = marks(system)
    assert found["Sound"] == (Mark.WORKS, "PortAudio V19.7.0-devel.")
    assert found["Microphone"] == (Mark.WORKS, "“Desk” of one microphone, 48,000 Hz, delivers sound.")
    assert found["Loudspeaker"] == (Mark.WORKS, "“Desk” of one loudspeaker.")
    assert all(each.closed for each in system.streams)


def test_exact_zeros_are_worth_a_note_and_nothing_at_all_is_broken() -> None:
    assert marks(System(0))["Microphone"][0] is Mark.NOTE
    system = System(None)
    assert marks(system)["Microphone"][0] is Mark.BROKEN
    assert all(each.closed for each in system.streams)


def test_devices_that_were_chosen_and_are_gone_are_named() -> None:
    found = marks(System(1000), Settings(microphone="USB", speaker="Headset"))
    assert found["Microphone"][0] is Mark.BROKEN
    assert "“USB” is not there" in found["Microphone"][1]
    assert "“Headset” is not there" in found["Loudspeaker"][1]
    assert marks(System(1000, outputs=0))["Loudspeaker"][0] is Mark.BROKEN


def test_no_sound_system_is_one_line() -> None:
    def none() -> object:
        raise no_portaudio("no library")

    (answer,) = sound(Settings(), none)
    assert answer.mark is Mark.BROKEN
