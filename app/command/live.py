"""Where reps are spoken in the terminal: microphone, coach and screen, for one rep after the other."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app import problems
from app.audio.devices import list_devices
from app.audio.microphone import Microphone, open_microphone, sound_system
from app.command.asked import tell_of_one_hearing
from app.command.kept import bring_back_takes
from app.command.reps import Reps
from app.command.screen import Moment
from app.command.terminal import Terminal, only_our_words
from app.places import Places
from app.practice.coach import Coach, Prepared, open_coach
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.studio import Caught, Cues, Plan
from app.problems import Problem
from app.recognition.models import VoskModel
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings

COUNTDOWN_S = 3.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rep is to be made of."""

    script: Script
    rules: Rules
    shows_place: bool = True  # where the settings want it, too
    countdown_s: float = COUNTDOWN_S
    open_cues: Callable[[Callable[[Problem], None]], Cues] | None = None
    keeps_countdown: bool = True
    cut_off_s: float | None = None  # of the rep's clock: it stops there by itself
    note: str | None = None  # what the next program should know of the take, where this one comes to a sudden end
    cue: Callable[[float, int | None], str | None] | None = None  # from the clock and the word that is due


class Booth:
    """One rep after the other, of whatever script."""

    def __init__(
        self, lanes: Lanes, places: Places, opened: Callable[[], Microphone], coach: Coach, terminal: Terminal
    ) -> None:
        """Made by open_booth."""
        self.terminal = terminal  # the one to say things with, while it is open
        self._lanes = lanes
        self._reps: Reps[Review] = Reps(lanes.studio, opened, places.takes, terminal)
        self._coach = coach
        self._prepared: dict[str, Prepared] = {}

    def prepare(self, script: Script) -> Prepared:
        """What the ears cannot do is said once for each script. Raises Problem."""
        if script.text not in self._prepared:
            prepared = self._lanes.studio.run(lambda: self._coach.prepare(script)).result()
            if prepared.trouble is not None or not self._prepared:
                tell_of_one_hearing(prepared, self.terminal)
            if prepared.facts.unknown_words:
                unknown = ", ".join(prepared.facts.unknown_words)
                self.terminal.say(f"The model does not know {unknown}: heard by their sound alone.")
            self._prepared[script.text] = prepared
        return self._prepared[script.text]

    def speak(self, wanted: Wanted) -> Review:
        """Raises Problem where it fails, KeyboardInterrupt where the speaker throws it away."""
        prepared = self.prepare(wanted.script)

        def judged(caught: Caught) -> Review:
            take = caught.take
            file, length_s = str(take.path), take.duration_s
            return self._coach.judge(
                prepared, file, length_s, take.origin_s, caught.hearings, caught.sound, wanted.rules
            )

        plan = Plan(
            prepared.ears.listen,
            judged,
            wanted.countdown_s,
            wanted.open_cues,
            wanted.cut_off_s,
            wanted.keeps_countdown,
            wanted.note,
        )
        return self._reps.speak(plan, lambda rehearsal: _moment(rehearsal, wanted, prepared), prepared.script)

    def waits_for_enter(self) -> bool:
        """False where nothing more can come from the keys."""
        return self._reps.waits_for_enter()


def _moment(rehearsal: Rehearsal[Review], wanted: Wanted, prepared: Prepared) -> Moment:
    settings, due = wanted.rules.settings, None
    if len(prepared.facts.hearings) > 1:  # the free hearing knows no place
        arc = rehearsal.place
        due = 0 if arc is None else prepared.script.readings.arcs[arc].last
    cue = wanted.cue(rehearsal.elapsed_s, due) if wanted.cue is not None else None
    return Moment(
        phase=rehearsal.phase,
        elapsed_s=rehearsal.elapsed_s,
        limit_s=wanted.rules.limit_s,
        level=rehearsal.level if settings.live_level else None,
        due=due if settings.live_place and wanted.shows_place else None,
        note=" ".join([*filter(None, [cue]), *(str(note) for note in rehearsal.notes)]) or None,
    )


@contextlib.contextmanager
def open_booth(
    model: VoskModel, microphone: str | None, settings: Settings, terminal: Terminal, places: Places
) -> Iterator[Booth]:
    """With the microphone called so, or a part of it, else that of the settings. Raises Problem."""
    bring_back_takes(terminal, places)
    lanes = Lanes()
    try:
        with only_our_words(terminal) as ours:
            # PortAudio and a coach belong to one thread each: here the studio's, where they will work.
            name, host_api = lanes.studio.run(lambda: find_microphone(microphone, settings)).result()
            coach = lanes.studio.run(lambda: open_coach(model, places)).result()

            def opened() -> Microphone:
                return open_microphone(sound_system(), name, host_api)

            yield Booth(lanes, places, opened, coach, ours)
    finally:
        lanes.close()


def find_microphone(wanted: str | None, settings: Settings) -> tuple[str | None, str | None]:
    """Name and host API of the microphone; None where the system may choose. Raises Problem where there is none."""
    microphones = list_devices(sound_system()).microphones
    if not microphones:
        raise problems.no_microphone("no input device is listed")
    if wanted is None:
        return settings.microphone, settings.microphone_host_api
    fitting = [each for each in microphones if wanted.casefold() in each.name.casefold()]
    exact = [each for each in fitting if each.name == wanted]
    names = dict.fromkeys(each.name for each in exact or fitting)
    if not names:
        raise problems.microphone_missing(wanted, [each.name for each in microphones])
    if len(names) > 1:
        raise problems.microphone_ambiguous(wanted, list(names))
    return next(iter(names)), None
