"""The whole program with the real parts: window, PortAudio on a virtual microphone, Vosk with the starter model."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from tests.virtual_microphone import VirtualMicrophone, missing

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "assets" / "sample"

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

# The sample's first three sentences, and the seconds at which they are over in the poor take and in the clean one.
TEXT = (
    "Hi Marta, this is Nora Whitcombe at Quillhaven. "
    "On Tuesday you said that late deliveries are costing you two of your best shops. "
    "I put together one page on how a bakery your size cut its late drops by a third, without adding a van."
)
OVER_S = {"take-1.flac": 22.0, "take-3.flac": 17.6}

# Drives a real window by its keys; says what it sees, a line each, and goes on when it is told to.
PERSON = """
import json, os, sys, time
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.places import find_places
from app.practice.lanes import Lanes
from app.practice.rep import Phase
from app.script.front_matter import front_matter
from app.settings import Settings
from ui.doors import real_doors
from ui.session import Session
from ui.pages import Page
from ui.window import Window

application = QApplication([])
places = find_places(os.environ)
session = Session(real_doors(places, os.environ), places, Settings(), Lanes())
window = Window(session)
told = []
session.told.connect(lambda problem: told.append(str(problem)))

def say(**what):
    print(json.dumps({**what, "told": told}), flush=True)

def until(state, seconds=240):
    end = time.monotonic() + seconds
    while not state():
        if time.monotonic() > end:
            say(trouble="it never came to that", phase=session.booth.phase)
            sys.exit(3)
        application.processEvents()
        time.sleep(0.005)

def press(key):
    QTest.keyClick(window.focusWidget() or window, key)

def rep(key):
    press(key)
    until(lambda: session.booth.phase is Phase.RECORDING and session.booth.rehearsal.elapsed_s > 0)
    say(phase=session.booth.phase)
    until(lambda: session.booth.rehearsal.elapsed_s > float(sys.argv[1 if key is Qt.Key.Key_Space else 2]))
    place = session.booth.due
    press(Qt.Key.Key_Space)
    until(lambda: session.booth.phase in (Phase.REVIEWED, Phase.FAILED))
    until(lambda: window.review.shown is not None and window.review.shown.take is not None)
    review = window.review.shown.review
    say(
        phase=session.booth.phase, page=window.pages.page.name, clean=review.clean, place=place,
        kinds=sorted({each.kind for each in review.findings if each.counts}), cards=len(window.review.cards),
        verdict=window.review._verdict.text(),
    )

window.show()
session.open()
until(lambda: session.shelf.is_open and session.measured.script is not None)
if sys.argv[3] == "look":
    until(lambda: len(session.shelf.snapshot.takes) > 0)
    say(name=session.shelf.draft.name, takes=[each.number for each in session.shelf.snapshot.takes],
        clean=[each.attempt and each.attempt.clean for each in session.shelf.snapshot.takes])
else:
    text = sys.argv[4]
    before = session.shelf.message
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    until(lambda: session.shelf.message not in (None, before))
    window.desk.name.setFocus()
    QTest.keyClicks(window.desk.name, "Typed here")
    window.desk.editor.setFocus()
    QTest.keyClicks(window.desk.editor, text)
    until(lambda: session.shelf.is_saved and session.ear.is_ready)
    press(Qt.Key.Key_Escape)
    rep(Qt.Key.Key_Space)
    rep(Qt.Key.Key_R)
window.close()
"""


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        microphone.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield microphone


def test_type_speak_read_the_review_and_speak_again_until_it_is_clean(
    virtual: VirtualMicrophone, tmp_path: Path
) -> None:
    virtual.environ["REHEARSE_HOME"] = str(tmp_path)
    stops = [str(seconds + 1.5) for seconds in OVER_S.values()]
    with virtual.python(PERSON, *stops, "rehearse", TEXT) as person:
        assert person.stdout is not None
        told = []
        for sound in OVER_S:
            wave, rate = soundfile.read(SAMPLE / sound, dtype="int16")
            soundfile.write(tmp_path / "spoken.wav", wave[: round(OVER_S[sound] * rate)], rate)
            line = person.stdout.readline()
            if json.loads(line)["phase"] == "recording":
                virtual.play(tmp_path / "spoken.wav")
            told.append(json.loads(person.stdout.readline()))
        _, trouble = person.communicate(timeout=120)
    poor, clean = told
    assert person.returncode == 0, trouble
    assert poor["page"] == "REVIEW"
    assert not poor["clean"]
    assert "filled_pause" in poor["kinds"], poor
    assert set(poor["kinds"]) >= {"insertion", "number"}, poor
    assert poor["cards"] == 3
    assert poor["place"] is not None
    assert clean["clean"], clean
    assert clean["verdict"].startswith("Clean."), clean
    with virtual.python(PERSON, "0", "0", "look") as person:
        said, trouble = person.communicate(timeout=240)
    kept = json.loads(said.splitlines()[-1])
    assert person.returncode == 0, trouble
    assert kept["name"] == "Typed here"
    assert kept["takes"] == [1, 2]
    assert kept["clean"] == [False, True]


def test_a_terminal_without_a_screen_gets_a_sentence(tmp_path: Path) -> None:
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if not sys.platform.startswith("linux"):
        pytest.skip("every Windows and macOS session has a screen")
    done = subprocess.run(
        [sys.executable, "-m", "ui"],
        cwd=PROJECT,
        env={**environ, "REHEARSE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "no screen" in done.stderr
    assert "record" in done.stderr
    assert done.stdout == ""
