"""Reps in the terminal, each from its start to what came of it, looked at some thirty times a second."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Generic

from app import problems
from app.audio.microphone import Microphone
from app.command.keys import Key, Keys, listen
from app.command.screen import Moment, Screen
from app.command.terminal import Terminal
from app.practice.lanes import Lane
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Phase
from app.practice.studio import Letter, Plan, ReviewT
from app.script.script import Script

_LOOK_S = 0.04  # between two looks at level, clock and keys


class Reps(Generic[ReviewT]):
    """One after the other."""

    def __init__(self, studio: Lane, opened: Callable[[], Microphone], folder: Path, terminal: Terminal) -> None:
        self._letters: SimpleQueue[Letter[ReviewT]] = SimpleQueue()
        self._rehearsal = Rehearsal(studio, opened, folder, self._letters.put)
        self._terminal = terminal
        self._told = 0  # of the rehearsal's notes

    def speak(
        self,
        plan: Plan[ReviewT],
        moment: Callable[[Rehearsal[ReviewT]], Moment],
        script: Script | None = None,
    ) -> ReviewT:
        """Raises Problem where it fails, KeyboardInterrupt where the speaker throws it away."""
        rehearsal, self._told = self._rehearsal, 0
        rehearsal.start(plan)
        try:
            with listen(self._terminal.stdin) as keys, self._display(script) as show:
                self._follow(keys, lambda: show(moment(rehearsal)))
        except KeyboardInterrupt:
            rehearsal.cancel()
            self._throw_away()
            raise
        finally:
            rehearsal.close()
        self._tell_notes()
        if rehearsal.review is not None:
            return rehearsal.review
        if rehearsal.take is not None and rehearsal.take.is_file():
            self._terminal.say(f"The take is kept: {rehearsal.take}")
        raise rehearsal.problem or problems.stopped_too_soon()

    def waits_for_enter(self) -> bool:
        """False where nothing more can come from the keys."""
        with listen(self._terminal.stdin) as keys:
            key = Key.NONE
            while key is Key.NONE:
                key = keys.wait(_LOOK_S)
        return key is Key.ENTER

    def _follow(self, keys: Keys, show: Callable[[], None]) -> None:
        rehearsal = self._rehearsal
        while rehearsal.phase not in (Phase.REVIEWED, Phase.FAILED):
            key = keys.wait(_LOOK_S)
            for letter in self._come():
                rehearsal.receive(letter)
            if key is not Key.NONE and _has_gone(rehearsal):  # before “go” there is nothing to stop
                rehearsal.stop()
            if not self._is_watched():
                self._tell_notes()
            show()

    def _tell_notes(self) -> None:
        for note in self._rehearsal.notes[self._told :]:
            self._terminal.say(str(note))
        self._told = len(self._rehearsal.notes)

    def _come(self) -> Iterator[Letter[ReviewT]]:
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

    def _is_watched(self) -> bool:
        console = self._terminal.margin()
        return console.is_terminal and not console.is_dumb_terminal

    def _display(self, script: Script | None) -> contextlib.AbstractContextManager[Callable[[Moment], None]]:
        if self._is_watched():
            return Screen(self._terminal.margin(), script)
        return contextlib.nullcontext(_Lines(self._terminal).show)


def _has_gone(rehearsal: Rehearsal[ReviewT]) -> bool:
    """From the very frame on at which the clock starts: there it is said that Enter stops."""
    return rehearsal.phase is Phase.RECORDING and rehearsal.elapsed_s >= 0


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
