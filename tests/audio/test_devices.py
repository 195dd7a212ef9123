"""Listing what there is: on a sound system that is ours, and on a virtual sound card."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.audio.devices import Device, Devices, Way, list_devices, numbered, sign_of_change
from app.problems import Problem
from tests.virtual_microphone import VirtualMicrophone, missing


class PortAudioError(Exception):
    pass


class OurSystem:
    """Sees what is plugged in when it starts, as PortAudio does."""

    PortAudioError = PortAudioError

    def __init__(self, *plugged: dict[str, Any], usual: tuple[int, int] = (-1, -1)) -> None:
        self.plugged = list(plugged)
        self.default = SimpleNamespace(device=usual)
        self.fails = ""  # what the next start says
        self._seen: list[dict[str, Any]] | None = list(plugged)

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        first = {"name": "ALSA", "devices": [0], "default_input_device": 1, "default_output_device": 0}
        return (first, {"name": "JACK", "devices": []})

    def query_devices(self) -> list[dict[str, Any]]:
        if self._seen is None:
            raise PortAudioError("PortAudio not initialized")
        return self._seen

    def _terminate(self) -> None:
        if self._seen is None:
            raise PortAudioError("PortAudio not initialized")
        self._seen = None

    def _initialize(self) -> None:
        if self.fails:
            raise PortAudioError(self.fails)
        self._seen = list(self.plugged)


def device(name: str, ins: int = 0, outs: int = 0, rate: float = 48_000.0, api: int = 0) -> dict[str, Any]:
    return {
        "name": name,
        "hostapi": api,
        "max_input_channels": ins,
        "max_output_channels": outs,
        "default_samplerate": rate,
    }


SPEAKER, HEADSET, DESK = device("speaker", outs=2), device("headset", 1, 2, 44_100.0), device("desk", 2, api=1)


def test_microphones_and_loudspeakers_are_listed_each_with_the_usual_one_first() -> None:
    assert list_devices(OurSystem(SPEAKER, HEADSET, DESK, usual=(2, 1))) == Devices(
        (Device("desk", "JACK", 2, 48_000, True), Device("headset", "ALSA", 1, 44_100, False)),
        (Device("headset", "ALSA", 2, 44_100, True), Device("speaker", "ALSA", 2, 48_000, False)),
    )


def test_where_the_program_names_none_the_first_sound_system_does() -> None:
    system = OurSystem(SPEAKER, HEADSET, DESK)
    assert [index for index, info in numbered(system, Way.IN) if info.usual] == [1]
    assert [index for index, info in numbered(system, Way.OUT) if info.usual] == [0]


def test_without_devices_the_lists_are_empty() -> None:
    assert list_devices(OurSystem()) == Devices()


def test_what_was_plugged_in_is_there_when_one_looks_again() -> None:
    system = OurSystem(SPEAKER)
    system.plugged.append(HEADSET)
    assert list_devices(system).microphones == ()
    assert [each.name for each in list_devices(system, look_again=True).microphones] == ["headset"]


def test_a_sound_system_that_does_not_come_up_again_may_do_so_later() -> None:
    system = OurSystem(HEADSET)
    system.fails = "Internal error"
    for _ in range(2):
        with pytest.raises(Problem, match="Internal error"):
            list_devices(system, look_again=True)
    with pytest.raises(Problem, match="not initialized"):
        list_devices(system)
    system.fails = ""
    assert len(list_devices(system, look_again=True).microphones) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux gives a sign of change")
def test_a_sign_tells_that_something_was_plugged_in_without_a_look(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    none = sign_of_change(cards)
    cards.write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n")
    one = sign_of_change(cards)
    assert one == sign_of_change(cards)
    cards.write_text(f"{one} 1 [Headset        ]: USB-Audio - A headset\n")
    assert len({none, one, sign_of_change(cards)}) == 3
    assert isinstance(sign_of_change(), str)


PLUGS_IN = """
import subprocess
from pathlib import Path
from app.audio.devices import list_devices
from app.audio.microphone import sound_system

def names(devices):
    return sorted(each.name for each in devices.microphones), sorted(each.name for each in devices.speakers)

system = sound_system()
before = names(list_devices(system))
asoundrc = Path.home() / ".asoundrc"
was = asoundrc.read_text()
asoundrc.write_text(was + "pcm.headset { type pulse device headset.monitor }\\n")
subprocess.run(["pactl", "load-module", "module-null-sink", "sink_name=headset"], check=True, capture_output=True)
assert names(list_devices(system)) == before
plugged = names(list_devices(system, look_again=True))
asoundrc.write_text(was)
again = names(list_devices(system, look_again=True))
assert again == before, again
print(set(plugged[0]) - set(before[0]))
"""


@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
def test_a_real_sound_system_shows_what_comes_and_goes() -> None:
    with VirtualMicrophone() as virtual, virtual.python(PLUGS_IN) as child:
        said, trouble = child.communicate(timeout=60)
    assert (said, trouble) == ("{'headset'}\n", "")
