"""`rehearse drill voicemail` as it is: ring, greeting and beep out of a virtual sound card that is listened to."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from app.audio.take import origin_of
from tests.bench.mailbox import RATE, TEXT, call, furnish, start, until
from tests.recognition.tiny_model import say
from tests.virtual_microphone import VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


@pytest.fixture(scope="module")
def virtual() -> Iterator[VirtualMicrophone]:
    with VirtualMicrophone() as microphone:
        yield microphone


@pytest.fixture
def home(virtual: VirtualMicrophone, tmp_path: Path) -> Path:
    return furnish(virtual, tmp_path)


def test_ring_greeting_and_beep_come_in_time_and_the_take_begins_where_the_beep_ends(
    virtual: VirtualMicrophone, home: Path
) -> None:
    came = call(virtual, home)
    # Where nothing stalls these are exact to some milliseconds; after a stall cues go on with the clock.
    assert came.greeting_off_s == pytest.approx(0, abs=0.5)  # a ring is alike all the way through
    assert came.beep_off_s == pytest.approx(0, abs=0.15)
    assert came.first_sample_s == pytest.approx(0, abs=0.15)  # what the ways in and out of the sound system differ by
    take = came.take
    assert (take.drill, take.is_aside, take.origin_s, origin_of(take.sound)) == ("voicemail", False, 0.0, 0.0)
    assert take.attempt is not None
    assert take.attempt.clean
    assert came.code == 0
    assert len(came.said) == 1  # that it is kept, and nothing else
    assert "Clean after the beep: 1 of 1" in came.told
    assert "This week: 1 of 1 clean cold" in came.told


def test_a_mailbox_hangs_up_at_the_limit_and_the_end_of_standard_input_ends_the_drill(
    virtual: VirtualMicrophone, home: Path
) -> None:
    """With a greeting of the user's own, and a script that is no message."""
    (home / "script.txt").write_text(TEXT)
    soundfile.write(home / "greeting.wav", say(("hello",)), RATE)
    asked = [str(home / "script.txt"), "--model", str(home / "model"), "--greeting", str(home / "greeting.wav")]
    with start(virtual, "voicemail", *asked, "--cut-off", "--limit", "1") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        until(running, "Speak now")
        virtual.play(home / "take.wav")  # longer than the mailbox listens
        until(running, "The take is kept: ")
        until(running, "Enter: the next take.")
        running.stdin.close()
        told = running.stdout.read()
    (kept,) = (home / "home" / "takes").glob("*.flac")
    assert soundfile.info(kept).duration == pytest.approx(1.0, abs=0.001)
    assert "The mailbox hangs up at your limit." in " ".join(told.split())
    assert "was left out." in told
    assert "over the limit" not in told
    assert "Clean after the beep: 0 of 1." in told
    assert running.returncode == 1


def test_a_greeting_is_recorded_through_the_microphone(virtual: VirtualMicrophone, home: Path) -> None:
    with virtual.start([sys.executable, "-W", "error", "-m", "app", "greeting", "record"]) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        until(running, "Speak now")
        virtual.play(home / "take.wav")
        running.stdin.close()
        told = running.stdout.read()
    spoken, kept = soundfile.info(home / "take.wav"), soundfile.info(home / "home" / "greeting.flac")
    assert running.returncode == 0
    assert "answers in the voicemail drill from now on" in told
    assert kept.duration == pytest.approx(spoken.duration, abs=0.7)  # without what was silent round it
    assert list((home / "home" / "takes").iterdir()) == []
