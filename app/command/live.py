"""Where reps are spoken in the terminal: microphone, coach and screen, for one rep after the other."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from app import problems
from app.audio.devices import list_devices
from app.audio.microphone import Microphone, open_microphone, sound_system
from app.command.asked import tell_of_one_hearing
from app.command.kept import bring_back_takes
from app.command.keys import Key, Keys, listen
from app.command.screen import Moment, Screen
from app.command.terminal import Terminal, only_our_words
from app.places import Places
from app.practice.coach import Coach, Prepared, open_coach
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Caught, Cues, Letter, Plan
from app.problems import Problem
from app.recognition.models import VoskModel
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings

COUNTDOWN_S = 3.0
_LOOK_S = 0.04  # between two looks at level, clock and keys


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
    """One rep after the other, driven by looking at it some thirty times a second."""

    def __init__(
        self, lanes: Lanes, places: Places, opened: Callable[[], Microphone], coach: Coach, terminal: Terminal
    ) -> None:
        """Made by open_booth."""
        self.terminal = terminal  # the one to say things with, while it is open
        self._letters: SimpleQueue[Letter[Review]] = SimpleQueue()
        self._lanes = lanes
        self._rehearsal = Rehearsal(lanes.studio, opened, places.takes, self._letters.put)
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
        rehearsal, prepared = self._rehearsal, self.prepare(wanted.script)

        def judged(caught: Caught) -> Review:
            take = caught.take
            file, length_s = str(take.path), take.duration_s
            return self._coach.judge(
                prepared, file, length_s, take.origin_s, caught.hearings, caught.sound, wanted.rules
            )

        listens = prepared.ears.listen
        rehearsal.start(
            Plan(
                listens,
                judged,
                wanted.countdown_s,
                wanted.open_cues,
                wanted.cut_off_s,
                wanted.keeps_countdown,
                wanted.note,
            )
        )
        try:
            with listen(self.terminal.stdin) as keys, self._display(prepared) as show:
                self._follow(wanted, prepared, keys, show)
        except KeyboardInterrupt:
            rehearsal.cancel()
            self._throw_away()
            raise
        finally:
            rehearsal.close()
        for note in rehearsal.notes:
            self.terminal.say(str(note))
        if rehearsal.review is not None:
            return rehearsal.review
        if rehearsal.take is not None:
            self.terminal.say(f"The take is kept: {rehearsal.take}")
        raise rehearsal.problem or problems.stopped_too_soon()

    def waits_for_enter(self) -> bool:
        """False where nothing more can come from the keys."""
        with listen(self.terminal.stdin) as keys:
            key = Key.NONE
            while key is Key.NONE:
                key = keys.wait(_LOOK_S)
        return key is Key.ENTER

    def _follow(self, wanted: Wanted, prepared: Prepared, keys: Keys, show: Callable[[Moment], None]) -> None:
        rehearsal = self._rehearsal
        while rehearsal.phase not in (Phase.REVIEWED, Phase.FAILED):
            key = keys.wait(_LOOK_S)
            for letter in self._come():
                rehearsal.receive(letter)
            if key is not Key.NONE and rehearsal.elapsed_s > 0:  # before “go” there is nothing to stop
                rehearsal.stop()
            show(self._moment(wanted, prepared))

    def _come(self) -> Iterator[Letter[Review]]:
        with contextlib.suppress(Empty):
            while True:
                yield self._letters.get_nowait()

    def _throw_away(self) -> None:
        """Also what was reviewed just before Ctrl-C came."""
        self._rehearsal.close()
        for letter in self._come():
            if letter.take is not None:
                letter.take.unlink(missing_ok=True)
        self.terminal.say("The take is thrown away.")

    def _display(self, prepared: Prepared) -> contextlib.AbstractContextManager[Callable[[Moment], None]]:
        console = self.terminal.margin()
        if console.is_terminal and not console.is_dumb_terminal:
            return Screen(console, prepared.script)
        return contextlib.nullcontext(_Lines(self.terminal).show)

    def _moment(self, wanted: Wanted, prepared: Prepared) -> Moment:
        rehearsal, settings = self._rehearsal, wanted.rules.settings
        due = None
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


class _Lines:
    """In place of the screen where nobody watches: a line when something begins."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._said: set[str] = set()

    def show(self, moment: Moment) -> None:
        if moment.phase is Phase.RECORDING:
            self._once("Get ready." if moment.elapsed_s < 0 else "Speak now; Enter or the end of standard input stops.")

    def _once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._terminal.say(sentence)


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
            name, host_api = lanes.studio.run(lambda: _find(microphone, settings)).result()
            coach = lanes.studio.run(lambda: open_coach(model, places)).result()

            def opened() -> Microphone:
                return open_microphone(sound_system(), name, host_api)

            yield Booth(lanes, places, opened, coach, ours)
    finally:
        lanes.close()


def _find(wanted: str | None, settings: Settings) -> tuple[str | None, str | None]:
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
