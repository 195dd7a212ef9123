"""`rehearse record`: a rep in the terminal, from the countdown to the verdict."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

from app import problems
from app.audio.devices import list_devices
from app.audio.microphone import Microphone, open_microphone, sound_system
from app.audio.take import recover
from app.command.asked import (
    STANDARD_INPUT,
    Asked,
    chosen_model,
    look_at_page,
    open_script,
    report,
    rules_for,
    tell_of_one_hearing,
)
from app.command.blanks import answers_for
from app.command.kept import opened, script_of
from app.command.keys import Key, Keys, listen
from app.command.screen import Moment, Screen
from app.command.terminal import Terminal, only_our_words
from app.library.messages import Message
from app.places import Places, make_folder
from app.practice.coach import Coach, Prepared, open_coach
from app.practice.lanes import Lanes
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Caught, Letter, Plan
from app.problems import Problem
from app.review import corrections
from app.review.account import Review
from app.review.review import Rules
from app.script.script import Script, filled
from app.settings import Settings
from app.settings_file import load

COUNTDOWN_S = 3.0
_LOOK_S = 0.04  # between two looks at level, clock and keys


def record(asked: Asked, message: str | None, microphone: str | None, terminal: Terminal, places: Places) -> int:
    """Of a message of the library where one is named; then the take becomes one of its takes. The exit code.

    Raises Problem; KeyboardInterrupt once the take is thrown away.
    """
    if message is None and asked.script == STANDARD_INPUT:
        raise problems.script_from_standard_input()
    settings = load(places.settings)
    look_at_page(asked.html, asked.script)
    if message is None:
        meant, script = None, open_script(asked.script, terminal)
        script = filled(script, answers_for(script, asked.blanks, {}, terminal))
    else:
        meant, script = _meant(message, asked, terminal, places, settings)
    rules = rules_for(script, asked, settings)
    model = chosen_model(asked.model, settings, terminal, places)
    _recover(make_folder(places.takes), terminal)
    lanes = Lanes()
    try:
        with only_our_words(terminal) as ours:
            # PortAudio and a coach belong to one thread each: here the studio's, where they will work.
            name, host_api = lanes.studio.run(lambda: _find(microphone, settings)).result()
            coach = lanes.studio.run(lambda: open_coach(model, places)).result()
            prepared = lanes.studio.run(lambda: coach.prepare(script)).result()
            tell_of_one_hearing(prepared, ours)
            _tell_of_unknown_words(prepared, ours)

            def opened() -> Microphone:
                return open_microphone(sound_system(), name, host_api)

            review = _Rep(lanes, places, opened, prepared, rules, ours).run(coach)
    finally:
        lanes.close()
    if meant is None:
        terminal.say(f"The take is kept: {review.take.file}")
    else:
        review = _keep(review, rules, meant, terminal, places)
    return report(review, asked, settings, terminal)


def _meant(name: str, asked: Asked, terminal: Terminal, places: Places, settings: Settings) -> tuple[Message, Script]:
    """A message and its script, filled in; the message remembers with what. Raises Problem."""
    with opened(terminal, places, settings) as library:
        message = library.messages.called(name)
        return message, script_of(library, message, asked, terminal)


def _keep(review: Review, rules: Rules, message: Message, terminal: Terminal, places: Places) -> Review:
    """The review without what was overruled in the message before. Raises Problem; the sound is kept in any case."""
    facts = review.take
    try:
        with opened(terminal, places, rules.settings) as library:
            take = library.takes.keep(
                message.id,
                Path(facts.file),
                review.script,
                rules.limit_s,
                rules.strictness,
                facts.duration_s,
                facts.origin_s,
            )
            library.reviews.save(take.id, review, rules)
            known = library.reviews.corrections(message.id)
    except Problem:
        terminal.say(f"The take is kept: {facts.file}")
        raise
    terminal.say(f"The take is kept as take {take.number} of “{message.draft.name}”: {take.sound}")
    return corrections.apply(review, [each.correction for each in known if each.take is None], rules.settings)


class _Rep:
    """One rep, driven by looking at it some thirty times a second."""

    def __init__(
        self,
        lanes: Lanes,
        places: Places,
        open_it: Callable[[], Microphone],
        prepared: Prepared,
        rules: Rules,
        terminal: Terminal,
    ) -> None:
        self._letters: SimpleQueue[Letter[Review]] = SimpleQueue()
        self._rehearsal = Rehearsal(lanes.studio, open_it, places.takes, self._letters.put)
        self._prepared = prepared
        self._rules = rules
        self._terminal = terminal

    def run(self, coach: Coach) -> Review:
        """Raises Problem where it fails, KeyboardInterrupt where the speaker throws it away."""
        rehearsal = self._rehearsal

        def judged(caught: Caught) -> Review:
            take, prepared = caught.take, self._prepared
            file, length_s = str(take.path), take.duration_s
            return coach.judge(prepared, file, length_s, take.origin_s, caught.hearings, caught.sound, self._rules)

        rehearsal.start(Plan(self._prepared.ears.listen, judged, COUNTDOWN_S))
        try:
            with listen(self._terminal.stdin) as keys, self._display() as show:
                self._follow(keys, show)
        except KeyboardInterrupt:
            rehearsal.cancel()
            self._throw_away()
            raise
        finally:
            rehearsal.close()
        for note in rehearsal.notes:
            self._terminal.say(str(note))
        if rehearsal.review is not None:
            return rehearsal.review
        if rehearsal.take is not None:
            self._terminal.say(f"The take is kept: {rehearsal.take}")
        raise rehearsal.problem or problems.stopped_too_soon()

    def _follow(self, keys: Keys, show: Callable[[Moment], None]) -> None:
        rehearsal = self._rehearsal
        while rehearsal.phase not in (Phase.REVIEWED, Phase.FAILED):
            key = keys.wait(_LOOK_S)
            for letter in self._come():
                rehearsal.receive(letter)
            if key is not Key.NONE and rehearsal.elapsed_s > 0:  # before “go” there is nothing to stop
                rehearsal.stop()
            show(self._moment())

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
        self._terminal.say("The take is thrown away.")

    def _display(self) -> contextlib.AbstractContextManager[Callable[[Moment], None]]:
        console = self._terminal.margin()
        if console.is_terminal and not console.is_dumb_terminal:
            return Screen(console, self._prepared.script)
        return contextlib.nullcontext(_Lines(self._terminal).show)

    def _moment(self) -> Moment:
        rehearsal, settings = self._rehearsal, self._rules.settings
        due = None
        if settings.live_place and len(self._prepared.facts.hearings) > 1:  # the free hearing knows no place
            arc = rehearsal.place
            due = 0 if arc is None else self._prepared.script.readings.arcs[arc].last
        return Moment(
            phase=rehearsal.phase,
            elapsed_s=rehearsal.elapsed_s,
            limit_s=self._rules.limit_s,
            level=rehearsal.level if settings.live_level else None,
            due=due,
            note=" ".join(str(note) for note in rehearsal.notes) or None,
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


def _tell_of_unknown_words(prepared: Prepared, terminal: Terminal) -> None:
    if prepared.facts.unknown_words:
        terminal.say(f"The model does not know {', '.join(prepared.facts.unknown_words)}: heard by their sound alone.")


def _recover(takes: Path, terminal: Terminal) -> None:
    """What a session left that came to a sudden end."""
    found = recover(takes)
    for take in found.takes:
        terminal.say(f"A take that was left unfinished is kept: {take}")
    for problem in found.problems:
        terminal.say(str(problem))
