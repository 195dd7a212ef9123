"""A whole session with the network out of reach: nothing gets out, nobody else may read it, and all of it can go.

Every program here is ended by the kernel if it makes a socket, but for those of this machine: PortAudio reaches the
sound server by one. What is not said to be private is made for everybody, so that a file nobody thought of shows.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile

from app.audio.take import Take
from app.faults import LAST_WORDS
from tests import sealed, virtual_microphone
from tests.command_line import PROJECT
from tests.recognition.tiny_model import make_model, say
from tests.virtual_microphone import VirtualMicrophone

LACKS = sealed.missing() or virtual_microphone.missing()
pytestmark = pytest.mark.skipif(bool(LACKS), reason=LACKS or "-")

WORDS = ("Zanzibarese", "Quimbletonian", "Marmaladen", "Pumpernickel")
TEXT = f"Hello, this is Anna {WORDS[0]}. Please call back."
SPOKEN = ("hello", "this", "is", "anna", "please", "call", "back")
MARKS = [form for word in WORDS for form in (word.lower().encode(), word.lower().encode("utf-16-le"))]

# Each line of its input is one command line of the terminal program, as JSON, with what is typed then.
TERMINAL = """
import io, json, os, sys
from app.cli import main
from app.command.terminal import Terminal
for line in sys.stdin:
    arguments, typed = json.loads(line)
    terminal = Terminal(io.TextIOWrapper(io.BytesIO(typed.encode())), io.StringIO(), io.StringIO(), os.environ)
    code = main(arguments, terminal)
    print(json.dumps([arguments[0], code, terminal.err.getvalue()]), flush=True)
"""

# A person at the window: opens the message, speaks it, looks at the page that is made of it, deletes another message.
PERSON = """
import os, sys, time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.places import find_places
from app.practice.lanes import Lanes
from app.practice.rep import Phase
from app.settings import Settings
from ui.crash import Crashes, LastWords
from ui.doors import real_doors
from ui.pages import Page
from ui.session import Session
from ui.window import Window

application = QApplication([])
places = find_places(os.environ)
last_words = LastWords(places.cache)
last_words.open()
last_words.listen()
session = Session(real_doors(places, os.environ), places, Settings(), Lanes(), countdown_s=0.3)
window = Window(session)
crashes = Crashes(session.lanes.workshop.run, places.cache, lambda: window.look, window)
crashes.watch(session)
crashes.catch()

def until(state):
    end = time.monotonic() + 240
    while not state():
        if time.monotonic() > end:
            sys.exit(f"it never came to that: {session.booth.phase}, {session.booth.rehearsal.problem}")
        application.processEvents()
        time.sleep(0.005)

def named(name):
    return next(each.id for each in session.shelf.snapshot.messages if name in each.draft.name)

window.show()
session.open()
until(lambda: session.shelf.is_open and session.ear.is_ready)
session.shelf.choose(named(sys.argv[1]))
until(lambda: session.shelf.message == named(sys.argv[1]) and session.script() is not None)
window.setFocus()
QTest.keyClick(window, Qt.Key.Key_Space)
until(lambda: session.booth.phase is Phase.RECORDING and session.booth.rehearsal.elapsed_s > 0)
print("speak", flush=True)
sys.stdin.readline()
QTest.keyClick(window, Qt.Key.Key_Space)
until(lambda: session.booth.phase in (Phase.REVIEWED, Phase.FAILED))
until(lambda: window.review.shown is not None and window.review.shown.take is not None)
session.settings_changed.emit()
try:
    raise KeyError(sys.argv[1])
except KeyError as error:
    sys.excepthook(type(error), error, error.__traceback__)
until(lambda: crashes.dialog is not None)
crashes.dialog.accept()
session.shelf.choose(named("copy"))
until(lambda: session.shelf.message == named("copy"))
session.bin.delete_message()
until(lambda: all("copy" not in each.draft.name for each in session.shelf.snapshot.messages))
window.close()
last_words.close()
print(session.booth.phase.name, flush=True)
"""


@dataclass(frozen=True)
class Stage:
    """Where it happens."""

    virtual: VirtualMicrophone
    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def start(self, *command: str) -> subprocess.Popen[str]:
        return self.virtual.start(sealed.sealed(sys.executable, *command))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("sealed")
    make_model(folder / "model")
    (folder / "script.txt").write_text(f"---\ntitle: {WORDS[1]}\nto: {WORDS[2]}\ngoal: {WORDS[3]}\n---\n{TEXT}\n")
    soundfile.write(folder / "take.wav", say(SPOKEN), 16_000)
    (folder / "temporary").mkdir()
    with VirtualMicrophone() as virtual:
        virtual.environ |= {
            "REHEARSE_HOME": str(folder / "home"),
            "REHEARSE_MODEL": str(folder / "model"),
            "QT_QPA_PLATFORM": "offscreen",
            "TMPDIR": str(folder / "temporary"),
        }
        yield Stage(virtual, folder)


def typed(stage: Stage, *lines: list[str]) -> dict[str, tuple[int, str]]:
    """The commands one after the other in one program; the exit code of each, and what it said beside its answer."""
    with stage.start("-c", TERMINAL) as terminal:
        given = [json.dumps([line, "delete\n"]) for line in lines]
        out, trouble = terminal.communicate("\n".join(given) + "\n", timeout=300)
    assert terminal.returncode == 0, (terminal.returncode, trouble[-2000:])
    answers = [json.loads(line) for line in out.splitlines()]
    return {name: (code, said) for name, code, said in answers}


def spoken_into(stage: Stage, running: subprocess.Popen[str], sign: str) -> tuple[str, str]:
    stream = running.stderr if sign == "Speak now" else running.stdout
    assert stream is not None
    assert running.stdin is not None
    said = [""]
    while not said[-1].startswith(sign):
        said.append(stream.readline())
        assert said[-1], (said, running.communicate(timeout=60))
    stage.virtual.play(stage.folder / "take.wav")
    return running.communicate("\n", timeout=300)


def tell_tales(folder: Path) -> list[str]:
    """The files below a folder that hold one of the words."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return sorted(
        each.relative_to(folder).as_posix()
        for each in files
        if any(mark in each.read_bytes().lower() for mark in MARKS)
    )


def everything(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


@pytest.fixture(scope="module")
def session(stage: Stage) -> Stage:
    """All that one does in a day, terminal and window; what was said beside the answers is kept to be looked at."""
    script, take = str(stage.folder / "script.txt"), str(stage.folder / "take.wav")
    page, parcel = str(stage.folder / "page.html"), str(stage.folder / "message.beep")
    with stage.start("-m", "app", "record", script) as running:
        _, said = spoken_into(stage, running, "Speak now")
    assert running.returncode in (0, 1), (running.returncode, said)
    (stage.folder / "import.py").write_text(
        "import os\nfrom pathlib import Path\nfrom app.library.draft import draft_of\n"
        "from app.library.library import open_library\nfrom app.places import find_places\n"
        "library = open_library(find_places(os.environ))\n"
        f"made = library.messages.add(draft_of(Path({script!r}).read_text()))\n"
        "library.messages.duplicate(made.id)\nlibrary.close()\n"
    )
    with stage.start(str(stage.folder / "import.py")) as running:
        _, trouble = running.communicate(timeout=120)
    assert running.returncode == 0, trouble
    with stage.start("-c", PERSON, WORDS[1]) as person:
        phase, said = spoken_into(stage, person, "speak")
    assert (person.returncode, phase) == (0, "REVIEWED\n"), said
    assert not any(word in said for word in WORDS)  # of a window's terminal a desktop keeps a log
    done = typed(
        stage,
        ["check", script, take, "--html", page],
        ["lint", script],
        ["list", "--json"],
        ["mics"],
        ["speakers"],
        ["model"],
        ["settings"],
        ["starts", "lead"],
        ["doctor"],
        ["export", WORDS[1], parcel],
        ["import", parcel],
    )
    assert {name: code for name, (code, _) in done.items() if code not in (0, 1)} == {}, done
    half = Take.begin(stage.home / "takes", "unfinished", 16_000)
    half.append(say(SPOKEN))
    half.keep()
    return stage


def test_a_session_makes_no_socket_to_the_outside_and_getting_a_model_does(session: Stage) -> None:
    """The session itself went through: whoever makes one is ended, as getting a model is."""
    with session.start("-m", "app", "model", "get", "http://127.0.0.1:9/tones.zip") as getting:
        getting.communicate(timeout=120)
    assert getting.returncode == sealed.ENDED


def test_whatever_a_session_writes_is_its_user_s_alone_but_for_what_is_exported(session: Stage) -> None:
    written = [each for each in (session.home, *session.home.rglob("*")) if not each.is_symlink()]
    modes = {each.relative_to(session.folder).as_posix(): each.stat().st_mode & 0o777 for each in written}
    open_to_others = {name: oct(mode) for name, mode in modes.items() if mode & 0o077}
    assert not open_to_others
    assert len(modes) > 15
    assert {"home/library.sqlite3", f"home/cache/{LAST_WORDS}", "home/cache/fault.txt"} <= modes.keys()
    for name in ("page.html", "message.beep"):  # where it was wished for: as the user's other files
        assert (session.folder / name).stat().st_mode & 0o777 == 0o666


def test_what_was_said_and_written_is_in_the_library_and_nowhere_else(session: Stage) -> None:
    found = tell_tales(session.home)
    graphs = [name for name in found if name.startswith("cache/bent/")]
    others = set(found) - set(graphs)
    assert "library.sqlite3" in others
    assert others <= {"library.sqlite3", "library.sqlite3-wal"}
    assert everything(session.folder / "temporary") == []
    assert "KeyError" in (session.home / "cache" / "fault.txt").read_text()
    outside = Path(session.virtual.environ["HOME"])
    assert tell_tales(outside) == []


def test_deleting_everything_leaves_nothing(session: Stage) -> None:
    before = everything(session.home)
    assert any(name.startswith("cache/bent/") for name in before)
    assert {"takes/unfinished.part.wav", "cache/fault.txt", "library.sqlite3"} <= set(before)
    done = typed(session, ["delete", "--everything"])
    assert done["delete"] == (0, done["delete"][1])
    after = everything(session.home)
    assert tell_tales(session.home) == []
    left = [name for name in after if not name.startswith(("cache/model-", "library.sqlite3", "models"))]
    about_models = ["cache/bent-models.json", "cache/hearing.json", "cache/models.json"]
    assert sorted({*left} - {*about_models}) == ["cache", f"cache/{LAST_WORDS}", "takes"]
    assert (session.home / "cache" / LAST_WORDS).stat().st_size == 0
    assert everything(session.folder / "temporary") == []
    assert (session.folder / "message.beep").exists()


def test_a_program_that_makes_a_socket_is_ended() -> None:
    """Else the rest would prove nothing."""
    for made, code in (("AF_UNIX", 0), ("AF_INET", sealed.ENDED), ("AF_INET6", sealed.ENDED)):
        program = f"import socket; socket.socket(socket.{made})"
        line = sealed.sealed(sys.executable, "-c", program)
        assert subprocess.call(line, cwd=PROJECT, env={**os.environ, "PYTHONWARNINGS": "ignore"}) == code
