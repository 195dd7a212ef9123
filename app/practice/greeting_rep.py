"""A greeting of one's own, recorded as a rep that nobody judges."""

from dataclasses import dataclass

from app.audio.mailbox import LONGEST_GREETING_S
from app.audio.own_greeting import keep_greeting
from app.audio.problems import greeting_silent
from app.places import Places
from app.practice.studio import Caught, Plan
from app.recognition.transcript import Transcript

_EDGE_S = 0.3  # that stays before the first sound and after the last


@dataclass(frozen=True, slots=True)
class Greeting:
    """The user's own, as it was kept."""

    length_s: float


def greeting_plan(places: Places) -> Plan[Greeting]:
    """For a Rehearsal: it records up to the longest a greeting may be; its review is that the greeting is kept."""
    return Plan(lambda _: _NoEars(), lambda caught: _kept(caught, places), cut_off_s=LONGEST_GREETING_S)


def _kept(caught: Caught, places: Places) -> Greeting:
    """What was spoken, without the silence round it. The sound of the rep goes: it is no take. Raises Problem."""
    levels, take = caught.sound.levels(), caught.take
    if levels.speech_start_s is None or levels.speech_end_s is None:
        take.discard()
        raise greeting_silent()
    first = max(round((levels.speech_start_s - _EDGE_S) * take.rate), 0)
    last = round((levels.speech_end_s + _EDGE_S) * take.rate)
    spoken = take.samples()[first : min(last, first + round(LONGEST_GREETING_S * take.rate))]
    keep_greeting(spoken, take.rate, places)
    take.discard()
    return Greeting(len(spoken) / take.rate)


class _NoEars:
    """Nothing is to be understood."""

    def hear(self, block: bytes) -> None: ...

    def place(self) -> int | None:
        return None

    def finish(self) -> tuple[Transcript, ...]:
        return ()
