"""A rep in the terminal where nobody watches: what the speaker should know is said when it is known."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from app.command.reps import Reps
from app.command.screen import Moment
from app.command.terminal import Terminal
from app.places import find_places
from app.practice.greeting_rep import Greeting, greeting_plan
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Plan
from app.problems import no_speaker
from tests.fakes import FakeEars, FakeMicrophone

RATE = 16_000


def noise(seconds: float, level: int) -> np.ndarray:
    return np.random.default_rng(7).integers(-level, level, round(seconds * RATE)).astype(np.int16)


def test_what_went_wrong_is_said_while_the_rep_goes_on_and_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def opens(_: object) -> NoReturn:
        raise no_speaker("Device unavailable")

    places, microphone, lanes = find_places({"REHEARSE_HOME": str(tmp_path / "home")}), FakeMicrophone(RATE), Lanes()
    for seconds, level in ((2.5, 20), (1.0, 9000), (1.0, 20)):
        microphone.say(noise(seconds, level))
    plan = replace(greeting_plan(places), countdown_s=2.0, open_cues=opens, keeps_countdown=False)
    terminal, said = Terminal(None, sys.stdout, sys.stderr, {}), list[str]()

    def moment(rehearsal: Rehearsal[Greeting]) -> Moment:
        said.append(capsys.readouterr().err)
        return Moment(rehearsal.phase, rehearsal.elapsed_s, 20.0, None, None, None)

    try:
        reps: Reps[Greeting] = Reps(lanes.studio, lambda: microphone, places.takes, terminal)
        assert reps.speak(plan, moment).length_s == pytest.approx(1.6, abs=0.1)
    finally:
        lanes.close()
    (told,) = filter(None, said)
    assert "the clock starts by itself after 2 seconds" in told
    assert capsys.readouterr().err == ""


def test_enter_stops_from_the_very_frame_on_at_which_the_clock_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    microphone, lanes, looks = FakeMicrophone(RATE), Lanes(), list[Phase]()
    microphone.say(noise(0.05, 9000))
    microphone.say(noise(1.0, 9000))
    reading, writing = os.pipe()

    def moment(rehearsal: Rehearsal[str]) -> Moment:
        looks.append(rehearsal.phase)
        if looks.count(Phase.RECORDING) == 1 and rehearsal.phase is Phase.RECORDING:
            assert rehearsal.elapsed_s == 0
            os.write(writing, b"\n")
        if looks.count(Phase.FINISHING) == 1:
            microphone.say(noise(0.5, 9000))
        assert looks.count(Phase.RECORDING) < 100
        return Moment(rehearsal.phase, rehearsal.elapsed_s, 20.0, None, None, None)

    with os.fdopen(reading) as keys, os.fdopen(writing, "w"):
        terminal = Terminal(keys, sys.stdout, sys.stderr, {})
        reps: Reps[str] = Reps(lanes.studio, lambda: microphone, tmp_path, terminal)
        try:
            microphone.late_s = 0.1
            assert reps.speak(Plan(FakeEars, lambda _: "reviewed", countdown_s=1.0), moment) == "reviewed"
        finally:
            lanes.close()
    assert "Speak now" in capsys.readouterr().err
