"""Where reps are spoken: the rehearsal of the window, and what each rep is made with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.audio.microphone import Microphone
from app.audio.sound import Samples
from app.audio.speaker import Speaker, Tell
from app.audio.tones import cues
from app.audio.waveform import Waveform, outline
from app.library.spoken import as_note, spoken
from app.practice.drill import Stand
from app.practice.lanes import Lane
from app.practice.rehearsal import Rehearsal
from app.practice.rep import Move, Phase, allowed
from app.practice.studio import Caught, Letter, Plan
from app.recognition.transcript import FreeHearing
from app.review.account import Review
from app.review.corrections import Correction, apply
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings
from ui.bridge import Bridge
from ui.ear import Ear
from ui.marked import Marked, mark
from ui.turn import Opening, Turn

COUNTDOWN_S = 3.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rep is to be made of."""

    message: int | None  # whose take it will be; None: of no message, and not kept
    script: Script
    rules: Rules
    corrections: tuple[Correction, ...] = ()
    turn: Turn | None = None  # in a drill

    @property
    def drill(self) -> str:
        """Its name; empty: it is of none."""
        return self.turn.drill.name if self.turn is not None else ""

    @property
    def is_aside(self) -> bool:
        """It will stand on no ladder."""
        return self.turn is not None and self.turn.task.is_aside

    @property
    def opening(self) -> Opening | None:
        return self.turn.opening if self.turn is not None else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a rep."""

    wanted: Wanted
    raw: Review  # before any correction
    free: FreeHearing
    review: Review
    marked: Marked
    samples: Samples  # int16 mono at `rate`
    rate: int
    waveform: Waveform
    stand: Stand | None = None  # of its drill, this rep counted


class Booth(QObject):
    """One rep after the other, in the window's thread; the studio does the work."""

    changed = Signal()  # the phase, a note
    judged = Signal(object)  # Judged
    orphaned = Signal(object)  # the Path of a take nobody wants

    def __init__(
        self,
        open_microphone: Callable[[Settings], Microphone],
        speaker: Callable[[Settings, Tell], Speaker],
        takes: Path,
        ear: Ear,
        studio: Lane,
        bridge: Bridge,
        countdown_s: float = COUNTDOWN_S,
    ) -> None:
        super().__init__()
        self.settings = Settings()
        self.wanted: Wanted | None = None  # of the rep at hand
        self.countdown_s = countdown_s
        self._open = open_microphone
        self._speaker = speaker
        self._ear = ear
        self.rehearsal: Rehearsal[Judged] = Rehearsal(
            studio, lambda: self._open(self.settings), takes, lambda letter: bridge.post(lambda: self._came(letter))
        )

    @property
    def phase(self) -> Phase:
        return self.rehearsal.phase

    def may(self, move: Move) -> bool:
        return move in allowed(self.phase)

    @property
    def due(self) -> int | None:
        """The script word that comes next; None where the ear cannot tell."""
        if self.wanted is None:
            return None
        arc = self.rehearsal.place
        return None if arc is None else self.wanted.script.readings.arcs[arc].last

    def start(self, wanted: Wanted) -> bool:
        """False where the phase does not allow it."""
        if not self.may(Move.START):
            return False
        self.wanted = wanted
        prepared = self._ear.prepare(wanted.script)

        def judge(caught: Caught) -> Judged:
            take = caught.take
            judge = self._ear.judge()
            raw = judge.judge(
                prepared.result(),
                str(take.path),
                take.duration_s,
                take.origin_s,
                caught.hearings,
                caught.sound,
                wanted.rules,
            )
            review = apply(raw, wanted.corrections, wanted.rules.settings)
            samples = take.samples()
            free = FreeHearing(raw.model.name, caught.hearings[-1].words)
            drawn = outline([samples], take.rate)
            stand = wanted.turn.stand_after(review) if wanted.turn is not None else None
            return Judged(wanted, raw, free, review, mark(review, wanted.drill), samples, take.rate, drawn, stand)

        settings, due = self.settings, cues(wanted.rules.limit_s, self.settings.live_ticks, self.settings.live_beep)
        opening = wanted.opening
        due = (*opening.cues, *due) if opening is not None else due
        plan = Plan(
            lambda rate: prepared.result().ears.listen(rate),
            judge,
            opening.seconds if opening is not None else self.countdown_s,
            (lambda tell: self._speaker(settings, tell).open_cues(due)) if due else None,
            wanted.turn.task.cut_off_s if wanted.turn is not None else None,
            keeps_countdown=opening is None,
            note=_note(wanted),
            is_ready=prepared.done,
        )
        started = self.rehearsal.start(plan)
        self.changed.emit()
        return started

    def stop(self) -> bool:
        """Also what is still counting down: then there is nothing to keep."""
        if self.phase is Phase.RECORDING and self.rehearsal.elapsed_s <= 0:
            return self.cancel()
        done = self.rehearsal.stop()
        self.changed.emit()
        return done

    def cancel(self) -> bool:
        done = self.rehearsal.cancel()
        self.changed.emit()
        return done

    def again(self, wanted: Wanted) -> bool:
        """From the beginning, whatever goes on; a take at hand is thrown away."""
        self.rehearsal.cancel()
        return self.start(wanted)

    def close(self) -> None:
        self.rehearsal.close()

    def _came(self, letter: Letter[Judged]) -> None:
        before = self.phase
        if not self.rehearsal.receive(letter):
            if letter.take is not None:  # thrown away in the moment it was reviewed: its file goes, too
                self.orphaned.emit(letter.take)
            return
        if self.phase is Phase.REVIEWED and before is not Phase.REVIEWED and self.rehearsal.review is not None:
            self.judged.emit(self.rehearsal.review)
        self.changed.emit()


def _note(wanted: Wanted) -> str | None:
    """What the next program should know of the take, where this one comes to a sudden end."""
    if wanted.message is None:
        return None
    now = datetime.now().astimezone()
    return as_note(spoken(wanted.message, wanted.script, wanted.rules, now, wanted.drill, wanted.is_aside))
