"""`rehearse record` as it is: in a child, with real PortAudio and real Vosk, spoken to through a virtual microphone."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from jsonschema import Draft202012Validator

from app.audio.take import origin_of
from app.library.draft import Draft
from app.library.library import open_library
from app.places import find_places
from tests.command_line import PROJECT, SAMPLE
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

GO = "Speak now"
WORDS = ("hello", "this", "is", "anna", "please", "call", "back")
TEXT = "Hello, this is Anna. Please call back.\n"


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        yield microphone


@pytest.fixture(scope="module")
def home(virtual: VirtualMicrophone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    virtual.environ["REHEARSE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Script and model of a message in tones: a rep with it takes seconds."""
    folder = tmp_path_factory.mktemp("tones")
    make_model(folder / "model")
    (folder / "script.txt").write_text(TEXT)
    soundfile.write(folder / "take.wav", say(WORDS), 16_000)
    return [str(folder / "script.txt"), "--model", str(folder / "model")]


def spoken(tones: list[str]) -> Path:
    return Path(tones[0]).with_name("take.wav")


def takes(home: Path) -> set[Path]:
    return set((home / "takes").glob("*")) if (home / "takes").exists() else set()


def start(virtual: VirtualMicrophone, *arguments: str) -> subprocess.Popen[str]:
    return virtual.start([sys.executable, "-W", "error", "-m", "app", "record", *arguments])


def until(running: subprocess.Popen[str], beginning: str) -> list[str]:
    """The lines on stderr up to the one that begins so."""
    assert running.stderr is not None
    lines = [""]
    while not lines[-1].startswith(beginning):
        line = running.stderr.readline()
        assert line, lines
        lines.append(line)
    return lines[1:]


def test_the_sample_spoken_into_the_microphone(virtual: VirtualMicrophone, home: Path, tmp_path: Path) -> None:
    """The better take: Enter, the verdict, as data and as a page; the take is kept. `bench speed` says how soon."""
    wave, rate = soundfile.read(SAMPLE / "take-2.flac", dtype="int16")
    soundfile.write(tmp_path / "take.wav", wave, rate)
    page = tmp_path / "page.html"
    with start(virtual, str(SAMPLE / "script.txt"), "--json", "--html", str(page)) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        said = until(running, GO)
        virtual.play(tmp_path / "take.wav")
        running.stdin.write("\n")
        running.stdin.flush()
        review = json.loads(running.stdout.read())
        said += running.stderr.read().splitlines()
    assert running.returncode == 1
    schema = json.loads((PROJECT / "docs" / "contract.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(review)
    found = {(each["kind"], each["heard"]) for each in review["findings"] if each["verdict"] == "certain"}
    assert {("filled_pause", "um"), ("number", "quarter")} <= found, review["findings"]
    assert review["script"]["limit_s"] == 30
    assert review["take"]["overrun_s"] == 0
    assert review["take"]["origin_s"] == pytest.approx(3.0, abs=0.6)  # the countdown, and what came before it
    assert review["model"]["hearings"] == ["biased", "free"]
    assert "Quillhaven" in page.read_text(encoding="utf-8")
    kept = Path(review["take"]["file"])
    assert any(str(kept) in line for line in said)
    assert any("Whitcombe, Quillhaven" in line for line in said)
    assert kept.parent == home / "takes"
    assert soundfile.info(kept).duration == pytest.approx(review["take"]["duration_s"], abs=0.001)
    assert origin_of(kept) == pytest.approx(review["take"]["origin_s"], abs=0.001)


def test_a_take_of_a_message_becomes_one_of_its_takes(virtual: VirtualMicrophone, home: Path, tones: list[str]) -> None:
    library = open_library(find_places(virtual.environ, PROJECT))
    message = library.messages.add(Draft(TEXT.replace("Anna", "{name}"), "A call to Anna", limit_s=25.0))
    with start(virtual, "--message", "to anna", *tones[1:], "--json", "--blank", "name=Anna") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        until(running, GO)
        virtual.play(spoken(tones))
        running.stdin.write("\n")
        running.stdin.flush()
        review = json.loads(running.stdout.read())
        said = running.stderr.read()
    (take,) = library.takes.of(message.id)
    assert "take 1 of “A call to Anna”" in said
    assert str(take.sound) == review["take"]["file"]
    assert (take.limit_s, take.text, take.sound.parent) == (25.0, TEXT, home / "takes")
    assert take.attempt is not None
    assert take.attempt.clean == (running.returncode == 0)
    library.close()


def test_enter_before_go_stops_nothing_and_the_end_of_standard_input_stops_as_enter_does(
    virtual: VirtualMicrophone, home: Path, tones: list[str]
) -> None:
    before = takes(home)
    with start(virtual, *tones, "--mic", "DEFAU") as running:  # a part of its name will do
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write("\n\n")
        running.stdin.flush()
        until(running, "Get ready")
        running.stdin.write("\n")
        running.stdin.flush()
        until(running, GO)
        virtual.play(spoken(tones))
        running.stdin.close()
        report, said = running.stdout.read(), running.stderr.read()
    assert running.returncode == 0, report
    assert "Clean" in report
    (kept,) = takes(home) - before
    assert f"The take is kept: {kept}\n" in said


def test_ctrl_c_throws_the_take_away(virtual: VirtualMicrophone, home: Path, tones: list[str]) -> None:
    before = takes(home)
    with start(virtual, *tones) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        until(running, GO)
        running.send_signal(signal.SIGINT)
        assert running.stdout.read() == ""
        assert running.stderr.read() == "The take is thrown away.\n"
    assert running.returncode == 130
    assert takes(home) == before


@pytest.mark.usefixtures("home")
def test_a_microphone_that_is_not_there(virtual: VirtualMicrophone, tones: list[str]) -> None:
    with start(virtual, *tones, "--mic", "Studio") as running:
        said, trouble = running.communicate(timeout=60)
    assert (running.returncode, said) == (2, "")
    assert trouble.startswith("The microphone “Studio” is not there. Plug it in, or choose another one: “")
    assert len(trouble.splitlines()) == 1


def test_a_sound_server_that_dies_in_the_middle_leaves_the_take_and_a_verdict(tmp_path: Path) -> None:
    make_model(tmp_path / "model")
    (tmp_path / "script.txt").write_text(TEXT)
    soundfile.write(tmp_path / "take.wav", say(WORDS), 16_000)
    with VirtualMicrophone() as mortal:
        mortal.environ["REHEARSE_HOME"] = str(tmp_path / "home")
        with start(mortal, str(tmp_path / "script.txt"), "--model", str(tmp_path / "model"), "--json") as running:
            assert running.stdout is not None
            assert running.stderr is not None
            until(running, GO)
            mortal.play(tmp_path / "take.wav")
            mortal.pull_out()
            review, said = json.loads(running.stdout.read()), running.stderr.read()
    assert review["verdicts"].count("said") >= 5
    assert "stopped delivering sound" in said
    assert f"The take is kept: {review['take']['file']}" in said
    assert soundfile.info(review["take"]["file"]).frames > 0


def test_a_rep_in_which_nothing_comes_fails_and_says_where_the_take_is(
    virtual: VirtualMicrophone, home: Path, tones: list[str]
) -> None:
    """A muted microphone gives exact zeros: a sentence and no verdict."""
    before = takes(home)
    with start(virtual, *tones) as running:
        assert running.stdin is not None
        until(running, GO)
        time.sleep(0.5)  # of a rep that is nothing but zeros
        said, trouble = running.communicate("\n", timeout=60)
    assert (running.returncode, said) == (2, "")
    (kept,) = takes(home) - before
    assert f"The take is kept: {kept}\n" in trouble
    assert trouble.splitlines()[-1].startswith("The microphone “default” delivers exact zeros")


def test_a_take_that_a_killed_session_left_is_packed_and_named(
    virtual: VirtualMicrophone, home: Path, tones: list[str]
) -> None:
    before = takes(home)
    with start(virtual, *tones) as running:
        until(running, GO)
        virtual.play(spoken(tones))
        running.kill()
    (left,) = (each for each in takes(home) - before if each.name.endswith(".part.wav"))
    with start(virtual, *tones) as running:
        lines = until(running, GO)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    packed = left.with_name(left.name.removesuffix(".part.wav") + ".flac")
    assert f"A take that was left unfinished is kept: {packed}\n" in lines
    assert f"To have it reviewed: rehearse check {tones[0]} {packed}\n" in lines
    assert takes(home) - before == {packed}
    assert np.abs(soundfile.read(packed, dtype="int16")[0].astype(int)).max() > 1000


class OnATerminal:
    """A rep on a terminal of its own, 80 by 24."""

    def __init__(self, virtual: VirtualMicrophone, *arguments: str) -> None:
        environ = {**virtual.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "LANG": "C.UTF-8"}
        self.seen = ""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(PROJECT)
            os.execve(sys.executable, [sys.executable, "-m", "app", "record", *arguments], environ)

    def until(self, text: str, timeout_s: float = 60.0) -> None:
        end = time.monotonic() + timeout_s
        while text not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            ready, _, _ = select.select([self._terminal], [], [], 0.1)
            if ready:
                self.seen += os.read(self._terminal, 1 << 16).decode(errors="replace")

    def type(self, keys: bytes) -> None:
        os.write(self._terminal, keys)

    def end(self) -> int:
        """Read what is left; the exit code."""
        try:
            while came := os.read(self._terminal, 1 << 16):
                self.seen += came.decode(errors="replace")
        except OSError:
            pass  # how Linux tells that nobody writes any more
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


@pytest.mark.usefixtures("home")
def test_on_a_terminal_the_clock_the_level_and_the_place_move(virtual: VirtualMicrophone, tones: list[str]) -> None:
    terminal = OnATerminal(virtual, *tones, "--limit", "1")
    terminal.until("Get ready.")
    terminal.until("Enter stops.")
    with virtual.start_playing(spoken(tones)):
        terminal.until("1 s over")
    terminal.type(b"\n")
    assert terminal.end() == 1
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.seen)
    assert re.findall(r"\r([321])\r", text)[:1] == ["3"]
    assert set(re.findall(r"\r([321])\r", text)) == {"1", "2", "3"}
    for second in range(3):
        assert f"0:0{second} of 0:01" in text
    levels = {line.count("━") for line in text.splitlines() if line.startswith("level")}
    assert len(levels) > 3
    assert "\x1b[1;4mHello\x1b[0m" in terminal.seen
    assert "\x1b[1;4mPlease\x1b[0m" in terminal.seen or "\x1b[1;4mcall\x1b[0m" in terminal.seen
    assert "The take is kept: " in text
    assert "words a minute" in text


def test_on_a_terminal_ctrl_c_throws_the_take_away_and_gives_the_terminal_back(
    virtual: VirtualMicrophone, home: Path, tones: list[str]
) -> None:
    before = takes(home)
    terminal = OnATerminal(virtual, *tones)
    terminal.until("Enter stops.")
    terminal.type(b"\x03")
    assert terminal.end() == 130
    assert terminal.seen.rstrip().endswith("The take is thrown away.")
    assert terminal.seen.rindex("\x1b[?25h") > terminal.seen.rindex("\x1b[?25l")  # the cursor is back
    assert takes(home) == before


def test_level_and_place_are_hidden_where_the_settings_say_so(
    virtual: VirtualMicrophone, home: Path, tones: list[str]
) -> None:
    (home / "settings.toml").write_text("live_level = false\nlive_place = false\n")
    try:
        terminal = OnATerminal(virtual, *tones)
        terminal.until("0:01 of 0:30")
        terminal.type(b"\x03")
        assert terminal.end() == 130
    finally:
        (home / "settings.toml").unlink()
    assert "level" not in terminal.seen
    assert "Anna" not in terminal.seen
