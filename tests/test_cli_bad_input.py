"""What may be given to the terminal program and cannot be used: exit code 2, one sentence, nothing written."""

import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.command_line import PROJECT, SAMPLE, CommandLine, child, everything_in
from tests.recognition.tiny_model import make_model, say

SCRIPT = SAMPLE / "script.txt"
TAKE = SAMPLE / "take-3.flac"
STARTER = PROJECT / "vosk-model"

Make = Callable[[Path], Path]  # puts the bad thing into a folder and gives its path


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(capfd, tmp_path_factory.mktemp("home"))


def of_bytes(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def of_samples(name: str, samples: np.ndarray, rate: int = 16_000) -> Make:
    def make(folder: Path) -> Path:
        soundfile.write(folder / name, samples, rate)
        return folder / name

    return make


def missing(folder: Path) -> Path:
    return folder / "nothing-here"


def the_folder(folder: Path) -> Path:
    return folder


def not_readable(folder: Path) -> Path:
    """A file that exists and may not be read; root, who may read all, gets one whose reading fails."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/proc/self/mem")
    path = folder / "closed"
    path.write_bytes(b"Hello this is Anna.")
    path.chmod(0)
    return path


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_text("Hello.")
    return folder / "file" / "script.txt"


def cut(file: Path, to: int, name: str) -> Make:
    return of_bytes(name, file.read_bytes()[:to])


def silence(folder: Path) -> Path:
    return of_samples("silent.wav", np.zeros(16_000, np.int16))(folder)


def with_a_limit_of(limit: str) -> Make:
    return of_bytes("script.txt", f"---\nlimit: {limit}\n---\nHello this is Anna.\n".encode())


SCRIPTS = {
    "missing": (missing, "There is no script"),
    "empty": (of_bytes("a.txt", b""), "is empty"),
    "blank": (of_bytes("a.txt", b" \r\n\t\n"), "is empty"),
    "without a word": (of_bytes("a.md", b"# Title\n\n[pause] (smiling)\n"), "no words to speak"),
    "nothing but front matter": (of_bytes("a.md", b"---\nlimit: 30\n---\n"), "no words to speak"),
    "a folder": (the_folder, "is a folder"),
    "not readable": (not_readable, "cannot be"),
    "below a file": (below_a_file, "cannot be"),
    "Latin 1": (of_bytes("a.txt", "Grüße aus Köln".encode("latin-1")), "not UTF-8 text: byte 2"),
    "UTF-16": (of_bytes("a.txt", "Hello this is Anna.".encode("utf-16")), "UTF-16"),
    "UTF-16 without its mark": (of_bytes("a.txt", "Hello this is Anna.".encode("utf-16-le")), "UTF-16"),
    "a picture": (of_bytes("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"), "not"),
    "20,001 words": (of_bytes("a.txt", b"word " * 20_001), "longer than 20,000 words"),
    "endless": (lambda _: Path("/dev/zero"), "longer than 20,000 words"),
    "a limit of nothing": (with_a_limit_of("0"), "no positive number"),
    "a limit in words": (with_a_limit_of("half a minute"), "no positive number"),
}

SOUNDS = {
    "missing": (missing, "no sound file"),
    "empty": (of_bytes("a.wav", b""), "is empty"),
    "a folder": (the_folder, "is a folder"),
    "not readable": (not_readable, "cannot be"),
    "below a file": (below_a_file, "cannot be"),
    "a header and no sound": (of_samples("a.wav", np.zeros(0, np.int16)), "no sound in it"),
    "a FLAC cut in its header": (cut(TAKE, 20, "a.flac"), "no sound"),
    "a FLAC cut before its first sound": (cut(TAKE, 60, "a.flac"), "sound"),
    "a script": (of_bytes("a.wav", SCRIPT.read_bytes()), "no sound that can be read"),
    "a picture called a WAV": (
        of_bytes("a.wav", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        "no sound that can be read",
    ),
    "noise called an MP3": (of_bytes("a.mp3", np.random.default_rng(1).bytes(5000)), "sound"),
    "raw samples": (of_bytes("a.raw", say(["hello"]).tobytes()), "no sound that can be read"),
    "silent": (silence, "Nothing can be heard"),
    "all but silent": (of_samples("a.wav", np.full(16_000, 2, np.int16)), "Nothing can be heard"),
    "4 kHz": (of_samples("a.wav", say(["hello"]), 4_000), "4000 samples a second"),
    "192 kHz": (of_samples("a.wav", say(["hello"]), 192_000), "192000 samples a second"),
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_script_that_is_none(case: str, rehearse: CommandLine, tmp_path: Path) -> None:
    make, fragment = SCRIPTS[case]
    script = make(tmp_path)
    before = everything_in(tmp_path)
    assert rehearse("check", script, TAKE, "--html", tmp_path / "page.html").refuses(fragment)
    assert rehearse("record", script).refuses(fragment)
    assert rehearse("model", "words", script).refuses(fragment)
    assert everything_in(tmp_path) == before
    assert not (rehearse.home / "takes").exists()


@pytest.mark.parametrize("case", [case for case in SCRIPTS if case not in ("missing", "a folder", "below a file")])
def test_a_script_that_is_none_on_standard_input(case: str, rehearse: CommandLine, tmp_path: Path) -> None:
    make, fragment = SCRIPTS[case]
    if (script := make(tmp_path)).is_relative_to(tmp_path) and case != "not readable":
        assert rehearse("check", "-", TAKE, stdin=script.read_bytes()).refuses(fragment.replace("cannot be", "read"))


@pytest.mark.parametrize("case", SOUNDS)
def test_a_sound_that_is_none(case: str, rehearse: CommandLine, tmp_path: Path) -> None:
    make, fragment = SOUNDS[case]
    sound = make(tmp_path)
    before = everything_in(tmp_path)
    for arguments in ((), ("--json",), ("--html", tmp_path / "page.html")):
        assert rehearse("check", SCRIPT, sound, *arguments).refuses(fragment)
    assert everything_in(tmp_path) == before
    assert everything_in(rehearse.home) == {}  # it is seen before a model is even looked for


@pytest.mark.parametrize("content", [b"", b"no sound", TAKE.read_bytes()[:60]], ids=["empty", "text", "cut short"])
def test_a_sound_that_is_none_on_standard_input(content: bytes, rehearse: CommandLine) -> None:
    assert rehearse("check", SCRIPT, "-", stdin=content).refuses("standard input")


def test_both_from_standard_input(rehearse: CommandLine) -> None:
    assert rehearse("check", "-", "-", stdin=b"Hello.").refuses("cannot both come from standard input")


def test_recording_with_the_script_on_standard_input(rehearse: CommandLine) -> None:
    assert rehearse("record", "-", stdin=b"Hello.").refuses("standard input is where Enter comes from")


def test_no_standard_input_at_all(rehearse: CommandLine) -> None:
    assert rehearse("check", "-", TAKE, stdin=None).refuses("no standard input")
    assert rehearse("check", SCRIPT, "-", stdin=None).refuses("no standard input")


@pytest.mark.parametrize(
    "limit", ["0", "-5", "-0.1", "nan", "inf", "-inf", "1e999", "", "thirty", "30,5", "0:00", "1:75"]
)
@pytest.mark.parametrize("command", [("check", SCRIPT, TAKE), ("record", SCRIPT)], ids=["check", "record"])
def test_a_limit_that_is_no_positive_number(command: tuple[str | Path], limit: str, rehearse: CommandLine) -> None:
    assert rehearse(*command, "--limit", limit).refuses("limit")
    assert rehearse(*command, f"--limit={limit}").refuses("no positive number", limit)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check",),
        ("check", SCRIPT),
        ("check", SCRIPT, TAKE, "more"),
        ("check", SCRIPT, TAKE, "--limit"),
        ("check", SCRIPT, TAKE, "--strictness", "kind"),
        ("check", SCRIPT, TAKE, "--jsn"),
        ("check", SCRIPT, TAKE, "--js"),
        ("record",),
        ("rec", SCRIPT),
        ("mics", "all"),
        ("model", "wrds", SCRIPT),
        ("model", "words"),
        ("settings", "--json"),
        ("--verbose",),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(SAMPLE), "") or "nothing",
)
def test_usage_that_is_wrong(arguments: tuple[str | Path, ...], rehearse: CommandLine) -> None:
    assert rehearse(*arguments).refuses("rehearse", "--help")


def a_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "model.zip", "w") as file:
        file.writestr("am/final.mdl", "")
    return folder / "model.zip"


def two_models(folder: Path) -> Path:
    make_model(folder / "several" / "one")
    make_model(folder / "several" / "two", look_ahead=False)
    return folder / "several"


def without(part: str) -> Make:
    def make(folder: Path) -> Path:
        model = make_model(folder / "model")
        (model / part).unlink()
        return model

    return make


NO_MODELS = {
    "missing": (missing, "no folder"),
    "a folder of something else": (the_folder, "not a model"),
    "a file": (of_bytes("model", b"model"), "a model is a folder"),
    "a zip": (a_zip, "is a zip file"),
    "several at once": (two_models, "several models: one, two"),
    "without its net": (without("am/final.mdl"), "it has no am/final.mdl"),
    "without its language": (without("graph/Gr.fst"), "it has no graph/Gr.fst"),
    "without its words": (without("graph/words.txt"), "it has no graph/words.txt"),
}


@pytest.mark.parametrize("case", NO_MODELS)
def test_a_model_that_is_none(case: str, rehearse: CommandLine, tmp_path: Path) -> None:
    make, fragment = NO_MODELS[case]
    model = make(tmp_path)
    before = everything_in(tmp_path)
    assert rehearse("check", SCRIPT, TAKE, "--model", model).refuses(fragment)
    assert rehearse("record", SCRIPT, "--model", model).refuses(fragment)
    assert rehearse("model", "--model", model).refuses(fragment)
    assert rehearse("model", "words", SCRIPT, "--model", model).refuses(fragment)
    assert everything_in(tmp_path) == before
    rehearse.environ["REHEARSE_MODEL"] = str(model)
    assert rehearse("check", SCRIPT, TAKE).refuses(fragment, "REHEARSE_MODEL")


def test_a_model_that_is_none_in_the_settings(rehearse: CommandLine, tmp_path: Path) -> None:
    (rehearse.home / "settings.toml").write_text(f"model_folder = '{tmp_path}'\n")
    assert rehearse("check", SCRIPT, TAKE).refuses("not a model", "settings file")


@pytest.mark.parametrize("part", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst", "graph/words.txt"])
def test_a_model_with_a_file_cut_short(part: str, tmp_path: Path) -> None:
    """In a child: over some of these Vosk takes the whole process with it, and must not."""
    model = shutil.copytree(STARTER, tmp_path / "model")
    content = (model / part).read_bytes()
    (model / part).write_bytes(content[: len(content) // 2])
    home = {"REHEARSE_HOME": str(tmp_path / "home")}
    assert child("check", SCRIPT, TAKE, "--model", model, environ=home).refuses(str(tmp_path), "cannot be")


def test_a_settings_file_that_is_wrong(rehearse: CommandLine) -> None:
    for wrong in ("limit_s = 'long'", "limit_s = ", "pace_from_wpm = 300\npace_to_wpm = 200"):
        (rehearse.home / "settings.toml").write_text(wrong)
        for command in (("check", SCRIPT, TAKE), ("record", SCRIPT), ("model",), ("settings",)):
            assert rehearse(*command).refuses("settings.toml")


@pytest.mark.parametrize(
    ("page", "fragment"),
    [
        ("no-folder/page.html", "there is no folder"),
        (".", "it is a folder"),
        ("-", "a file of its own"),
    ],
)
def test_a_page_that_cannot_be_written_is_known_beforehand(
    page: str, fragment: str, rehearse: CommandLine, tmp_path: Path
) -> None:
    path = page if page == "-" else tmp_path / page
    assert rehearse("check", SCRIPT, TAKE, "--html", path).refuses(fragment)
    assert everything_in(rehearse.home) == {}


def test_a_page_in_place_of_what_it_is_about(rehearse: CommandLine, tmp_path: Path) -> None:
    script, take = shutil.copy(SCRIPT, tmp_path), shutil.copy(TAKE, tmp_path)
    (tmp_path / "link.html").symlink_to(take)
    before = everything_in(tmp_path)
    for page in (script, take, tmp_path / "link.html"):
        assert rehearse("check", script, take, "--html", page).refuses("take the place of")
    assert everything_in(tmp_path) == before


# ---- Microphones, in a child: PortAudio looks round once, when it starts


def no_devices(folder: Path) -> dict[str, str]:
    """A machine without a sound card, and no sound server that could be asked."""
    cards = Path("/proc/asound/cards")
    if cards.exists() and "no soundcards" not in cards.read_text():
        pytest.skip("this machine has a sound card")
    return {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "PULSE_SERVER": f"unix:{folder}/nobody"}


def no_library(folder: Path) -> dict[str, str]:
    """A machine whose PortAudio does not load: found first, and damaged."""
    (folder / "libportaudio.so.2").write_bytes(b"")
    return {"LD_LIBRARY_PATH": str(folder)}


@pytest.mark.parametrize(
    ("lack", "fragment"),
    [(no_devices, "There is no microphone"), (no_library, "PortAudio is missing")],
    ids=["no microphone", "no PortAudio"],
)
@pytest.mark.parametrize("command", [("mics",), ("record", SCRIPT)], ids=["mics", "record"])
def test_without(
    lack: Callable[[Path], dict[str, str]], fragment: str, command: tuple[str | Path, ...], tmp_path: Path
) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux a machine can be made to lack it")
    environ = lack(tmp_path)
    before = everything_in(tmp_path)
    home = {"REHEARSE_HOME": str(tmp_path.parent / f"{tmp_path.name}-home")}
    assert child(*command, environ={**environ, **home}).refuses(fragment)
    assert everything_in(tmp_path) == before


def test_check_needs_no_portaudio(tmp_path: Path) -> None:
    make_model(tmp_path / "model")
    (tmp_path / "script.txt").write_text("Hello this is Anna.")
    soundfile.write(tmp_path / "take.wav", say(["hello", "this", "is", "anna"]), 16_000)
    arguments = ("check", tmp_path / "script.txt", tmp_path / "take.wav", "--model", tmp_path / "model")
    done = child(*arguments, environ={**no_library(tmp_path), "REHEARSE_HOME": str(tmp_path / "home")})
    assert done.code == 0, done
    assert done.err == ""
