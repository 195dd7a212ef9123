"""`rehearse model get` and `remove`; and that nothing else reaches for the network."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from app.command.getting import get_model
from app.command.terminal import Terminal
from app.places import find_places
from app.practice.model_told import line, size, told_before
from app.recognition.install import COMING
from app.recognition.models import KNOWN_MODELS, installed
from app.recognition.progress import Progress, Stage
from tests.command_line import PROJECT, SAMPLE, CommandLine, child, everything_in
from tests.recognition.model_server import Site, serving, stalling_after
from tests.recognition.tiny_model import make_model, say


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def tones(tmp_path: Path) -> Path:
    return make_model(tmp_path / "tones")


@pytest.fixture
def zipped(tones: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "tones.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(tones.rglob("*")):
            archive.write(file, f"tones/{file.relative_to(tones)}")
    return tmp_path / "tones.zip"


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


# ---- Getting


def test_an_address_a_zip_and_a_folder_are_installed_and_then_hear(
    rehearse: CommandLine, site: Site, zipped: Path, tones: Path
) -> None:
    site.files["/tones.zip"] = zipped.read_bytes()
    for what in (f"{site.base}/tones.zip", zipped, tones):
        done = rehearse("model", "get", what)
        assert done.code == 0, done.err
        where = rehearse.home / "models" / "tones"
        assert done.out == f"tones is installed in {where}\nIt is the one that hears now.\n"
        assert str(what) in done.err.splitlines()[0]
        assert "not known here" in done.err.splitlines()[0]
        assert "tones: two hearings; the one that hears now" in rehearse("model").out
        done = rehearse("model", "remove", "tones")
        assert done.code == 0, done.err
        assert "tones was removed" in done.out
        assert "The one that hears now is vosk-model." in done.out
    assert everything_in(rehearse.home / "models") == {COMING: None, f"{COMING}/lock": b""}


def test_what_is_told_before_names_size_licence_and_accuracy() -> None:
    for known in KNOWN_MODELS:
        told = told_before(known)
        for fact in (known.name, size(known.size_bytes), known.licence, f"{known.word_error:.1%}", known.url):
            assert fact in told


def test_it_is_told_before_anything_is_asked_for(capfd: pytest.CaptureFixture[str], site: Site, tmp_path: Path) -> None:
    """An official model from a server that has something else in its place."""
    site.put(KNOWN_MODELS[1].name, b"PK\x03\x04 something else", "0" * 32)
    terminal = Terminal(None, sys.stdout, sys.stderr, {})
    with pytest.raises(Exception, match="its checksum is another one"):
        get_model("lgraph", terminal, find_places({"REHEARSE_HOME": str(tmp_path / "home")}), site.base)
    lines = capfd.readouterr().err.splitlines()
    assert lines[0] == told_before(KNOWN_MODELS[1])
    assert lines[1:] == ["Asking …", "Getting …", "Checking …"]


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (Progress(Stage.ASKING), ""),
        (Progress(Stage.TRYING), ""),
        (Progress(Stage.GETTING, 0, 41_205_931), "0.0 MB of 41 MB"),
        (Progress(Stage.GETTING, 12_300_000, 41_205_931, 1_200_000, 24.1), "12 MB of 41 MB, 1.2 MB/s, 0:24 left"),
        (Progress(Stage.GETTING, 1_500_000_000, None, 20_000_000), "1.5 GB, 20 MB/s"),
    ],
)
def test_a_moment_is_told_in_a_line(progress: Progress, told: str) -> None:
    assert line(progress) == told


@pytest.mark.parametrize(
    ("what", "fragment"),
    [
        ("smal", "no model called smal"),
        ("http://example.org/a.zip", "not encrypted"),
        ("ftp://example.org/a.zip", "no address"),
        ("https://", "no address"),
        (SAMPLE, "not a model"),
        (SAMPLE / "script.txt", "was not unpacked"),
        ("/dev/null", "neither a zip file nor a folder"),
    ],
)
def test_what_cannot_be_got_is_a_sentence(rehearse: CommandLine, what: str | Path, fragment: str) -> None:
    done = rehearse("model", "get", what)
    assert (done.code, done.out) == (2, "")
    assert fragment in done.err.splitlines()[-1]
    assert "Traceback" not in done.err
    assert "hears now" in rehearse("model").out


@pytest.mark.parametrize("name", ["tones", "vosk-model", "..", ""])
def test_what_cannot_be_removed_is_a_sentence(rehearse: CommandLine, name: str) -> None:
    assert rehearse("model", "remove", name).refuses()


def test_without_anything_to_get_it_says_what_is_missing(rehearse: CommandLine) -> None:
    assert rehearse("model", "get").refuses("small|lgraph|URL|ZIP|FOLDER")
    assert rehearse("model", "remove").refuses("NAME")


@pytest.mark.parametrize("blow", ["SIGINT", "SIGKILL"])
def test_what_came_before_ctrl_c_or_a_kill_is_kept_and_gone_on_with(
    site: Site, zipped: Path, tmp_path: Path, blow: str
) -> None:
    site.files["/tones.zip"] = zipped.read_bytes()
    site.script = [stalling_after(1000)]
    home = tmp_path / "home"
    started = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "app", "model", "get", f"{site.base}/tones.zip"],
        cwd=PROJECT,
        env={**os.environ, "REHEARSE_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started:
        until = time.monotonic() + 60
        while [each.stat().st_size for each in home.glob(f"models/{COMING}/*.part")] != [1000]:
            assert started.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        started.send_signal(signal.Signals[blow])
        out, err = started.communicate(timeout=30)
    if blow == "SIGINT":
        assert (started.returncode, out) == (130, "")
        assert "the next time goes on from there" in err
        assert "Traceback" not in err
    assert installed(home / "models") == ()
    done = child("model", "get", f"{site.base}/tones.zip", environ={"REHEARSE_HOME": str(home)})
    assert done.code == 0, done.err
    assert site.ranges() == [None, "bytes=1000-"]


# ---- Offline means offline

# What a child runs first: whoever so much as makes a socket ends there.
# WORKAROUND vosk: it imports requests for its own downloads, whose urllib3 tries, when imported, whether this computer
# has IPv6 by a socket of its own. It gets none either, and takes that for a no.
FORBIDDEN = """
import os, sys
def refuse(event, arguments):
    if event.startswith("socket."):
        caller = sys._getframe(1)
        while caller.f_code.co_filename.endswith("socket.py"):
            caller = caller.f_back
        if caller.f_code.co_name == "_has_ipv6":
            raise OSError("no sockets here")
        os.write(2, f"Somebody reached for the network: {event} in {caller.f_code}\\n".encode())
        os._exit(99)
sys.addaudithook(refuse)
"""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """The environment of a child that has no network, and whose children have none."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(FORBIDDEN)
    return {"PYTHONPATH": str(tmp_path / "first"), "REHEARSE_HOME": str(tmp_path / "home")}


def test_whoever_makes_a_socket_is_noticed(offline: dict[str, str]) -> None:
    line = [sys.executable, "-c", "import socket; socket.socket()"]
    done = subprocess.run(line, env={**os.environ, **offline}, cwd=PROJECT, capture_output=True, timeout=60)
    assert done.returncode == 99
    done = child("model", "get", "https://127.0.0.1:9/a.zip", environ=offline)
    assert done.code == 99
    assert "reached for the network" in done.err


def test_checking_with_the_starter_model_makes_no_socket(offline: dict[str, str], tmp_path: Path) -> None:
    beginning, rate = soundfile.read(SAMPLE / "take-1.flac", frames=5 * 16_000, dtype="int16")
    soundfile.write(tmp_path / "take.wav", beginning, rate)
    done = child("check", SAMPLE / "script.txt", tmp_path / "take.wav", environ=offline)
    assert (done.code, done.err) == (1, "")


def test_nothing_but_getting_from_an_address_makes_a_socket(
    offline: dict[str, str], tones: Path, zipped: Path, tmp_path: Path
) -> None:
    (tmp_path / "script.txt").write_text("Hello, this is Anna.\n")
    soundfile.write(tmp_path / "take.wav", say(("hello", "this", "is", "anna")), 16_000)
    for arguments in (
        ("model", "get", zipped),
        ("model", "get", tones),
        ("check", tmp_path / "script.txt", tmp_path / "take.wav", "--model", tones, "--html", tmp_path / "page.html"),
        ("model", "words", tmp_path / "script.txt"),
        ("model", "remove", "tones"),
    ):
        done = child(*arguments, environ=offline)
        assert done.code in (0, 1), (arguments, done)
        assert "network" not in done.err
