"""What there is to record with and to play on, as the sound system lists it."""

import contextlib
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from app import problems

_CARDS = Path("/proc/asound/cards")


class Way(Enum):
    """Which way the sound goes; the value is how sounddevice calls it."""

    IN = "input"
    OUT = "output"


_NONE = {Way.IN: problems.no_microphone, Way.OUT: problems.no_speaker}


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or a loudspeaker; name and host API together are remembered, its number changes."""

    name: str
    host_api: str  # "ALSA", "Core Audio", "Windows WASAPI" …
    channels: int  # the way it is listed for
    rate: int  # Hz, the device's own
    usual: bool  # what the system takes where nobody chose


@dataclass(frozen=True, slots=True)
class Devices:
    """All there is, each way the usual one first."""

    microphones: tuple[Device, ...] = ()
    speakers: tuple[Device, ...] = ()


def list_devices(system: Any, look_again: bool = False) -> Devices:
    """`system` is sounddevice. `look_again` notices what was plugged in: about 0.1 s, never while a stream is open.

    Raises Problem.
    """
    if look_again:
        start_anew(system)
    return Devices(*(tuple(device for _, device in numbered(system, way)) for way in Way))


def sign_of_change(cards: Path = _CARDS) -> str | None:
    """Differs once something was plugged in or out; costs nothing. None where the system gives no such sign.

    Under Linux each new list means that every sound card is opened for a moment, which other programs may notice, and
    nobody wants every few seconds for nothing.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        return cards.read_text(errors="replace")
    except OSError:
        return ""  # no sound card, yet


def numbered(system: Any, way: Way) -> list[tuple[int, Device]]:
    """The devices of one way with their numbers of the moment, the usual one first. Raises Problem."""
    try:
        apis = system.query_hostapis()
        usual = _usual_index(system, way)
        found = [
            (index, _device(listed, apis, way, index == usual))
            for index, listed in enumerate(system.query_devices())
            if listed[f"max_{way.value}_channels"] > 0
        ]
    except system.PortAudioError as error:
        raise _NONE[way](str(error)) from error
    return sorted(found, key=lambda each: not each[1].usual)


def start_anew(system: Any) -> None:
    """It knows what was plugged in, and which sound server ran, when it started. Never while a stream is open.

    Raises Problem.
    """
    with contextlib.suppress(system.PortAudioError):  # raised where it did not come up again the last time
        system._terminate()
    try:
        system._initialize()
    except system.PortAudioError as error:
        raise problems.no_microphone(str(error)) from error


def _usual_index(system: Any, way: Way) -> int:
    """-1 where the system names none."""
    usual = system.default.device[list(Way).index(way)]
    if usual is not None and usual >= 0:
        return int(usual)
    key = f"default_{way.value}_device"
    return next((int(api[key]) for api in system.query_hostapis() if api["devices"]), -1)


def _device(listed: Any, apis: Any, way: Way, usual: bool) -> Device:
    return Device(
        listed["name"],
        apis[listed["hostapi"]]["name"],
        int(listed[f"max_{way.value}_channels"]),
        round(listed["default_samplerate"]),
        usual,
    )
