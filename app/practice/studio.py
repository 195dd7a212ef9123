"""One rep as one straight line: open, record and hear, keep, review."""

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np

from app import problems
from app.audio.microphone import Microphone
from app.audio.sound import Samples
from app.audio.take import Take
from app.audio.watcher import SoundWatcher
from app.practice.problems import nothing_rings
from app.practice.rep import Move
from app.recognition.transcript import Transcript

ReviewT = TypeVar("ReviewT")  # what the review is made of is no business of this room

_HEARD_AT_ONCE_S = 0.25  # between two such pieces the take on disk is brought up to date
_BEHIND_S = 0.4  # so much at once comes of a microphone that was not asked for a while
_PATIENCE_S = 0.05  # how long one look for new sound waits, and so how soon Stop is noticed
_LONGEST_TAIL_S = 0.5  # after Stop, for what was spoken before it and is still on its way
_DEAD_S = 1.0  # of exact zeros from the beginning: no room is so quiet
_MADE_UP_S = 1.0  # of sound that came since: what was only late, as on a busy computer, is there by then
_MUTED_S = 3.0  # of exact zeros later on: longer than what software that silences pauses makes of one


class Ears(Protocol):
    """The hearings of one take, fed while it grows. Belongs to the thread that made it."""

    def hear(self, block: bytes) -> None:
        """int16, mono, little-endian."""

    def place(self) -> int | None: ...

    def finish(self) -> tuple[Transcript, ...]: ...


class Cues(Protocol):
    """Sounds that tell the time while it records, on a clock of their own once it is started."""

    def start(self, elapsed_s: float) -> None:
        """The rep's clock says so now."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Caught:
    """What a rep caught, for the review: the take on disk, its hearings, and what its sound tells."""

    take: Take
    hearings: tuple[Transcript, ...]
    sound: SoundWatcher


@dataclass(frozen=True, slots=True)
class Plan(Generic[ReviewT]):
    """What one rep is made with."""

    listen: Callable[[int], Ears]  # from the rate in Hz
    review: Callable[[Caught], ReviewT]
    countdown_s: float = 0.0  # from the first sound to "go", where the clock starts to count
    open_cues: Callable[[Callable[[problems.Problem], None]], Cues] | None = None  # from who is told of what is wrong
    cut_off_s: float | None = None  # of the rep's clock: it stops there by itself, to the sample
    keeps_countdown: bool = True  # else the take begins at "go": what sounds before it, a greeting, is no part of it
    note: str | None = None  # lies beside the take until it is where it belongs: what it is of, should we die before
    is_ready: Callable[[], bool] = lambda: True  # to listen; until then what is spoken only goes to disk


@dataclass(frozen=True, slots=True)
class Letter(Generic[ReviewT]):
    """News of a rep, from the studio to the caller."""

    rep: int
    move: Move | None  # None: something to know, the rep goes on
    problem: problems.Problem | None = None
    review: ReviewT | None = None
    take: Path | None = None  # where the take lies, once it is kept


class Live:
    """The rep at hand, as both sides see it: the caller asks, the studio tells. Each attribute has one writer."""

    def __init__(self, rep: int) -> None:
        self.rep = rep
        # the caller writes
        self.stop: int | None = None  # frames that had come in when Stop was asked for
        self.cancel = False
        self.keep = False  # even where it is cancelled: the program closes
        # the studio writes
        self.microphone: Microphone | None = None  # while it is open
        self.rate = 0
        self.frames: int | None = None  # of the whole take, once the microphone is closed
        self.origin: int | None = None  # frame at which the clock starts, once the first sound came
        self.skipped = 0  # frames that came in before the take's first
        self.place: int | None = None


class _Cancelled(Exception):
    """The caller has turned to something else; nobody waits for this rep."""


def conduct(
    live: Live,
    plan: Plan[ReviewT],
    open_microphone: Callable[[], Microphone],
    folder: Path,
    name: str,
    post: Callable[[Letter[ReviewT]], None],
) -> None:
    """From opening the microphone to the review. Never raises: what goes wrong is posted.

    The take is on disk as it grows and packed before its hearings are finished, since a recognizer may take the whole
    program with it. A cancelled rep's take is thrown away, that of a failed rep kept once the clock ran.
    """
    take: Take | None = None
    kept: Path | None = None
    try:
        microphone = open_microphone()  # NB: first, while no other stream is open
        try:
            with _cues(live, plan, post) as start_cues:
                live.rate, live.microphone = microphone.rate, microphone
                first = _first_sound(live, microphone)
                take = Take.begin(folder, name, microphone.rate, plan.note)
                go = len(first) + round(plan.countdown_s * microphone.rate)
                live.skipped = 0 if plan.keeps_countdown else go
                take.start_clock(go - live.skipped)
                live.origin = go
                start_cues((microphone.frames - go) / microphone.rate)
                post(Letter(live.rep, Move.OPENED))
                take.append(first if plan.keeps_countdown else _from(live, microphone, first))
                ears, unheard, sound = _record(live, plan, microphone, take, post)
        finally:
            live.frames = live.skipped + take.frames if take is not None else 0
            live.microphone = None
            microphone.close()
        if take.frames <= go - live.skipped:
            raise problems.stopped_too_soon()
        if live.cancel:
            raise _Cancelled
        kept = _packed(live, take, post)
        ears = ears or plan.listen(take.rate)
        while unheard:
            _hear_some(live, ears, unheard, take.rate)
            if live.cancel:
                raise _Cancelled
        if not take.samples().any():
            take.tear_up_note()
            raise problems.microphone_dead(microphone.name)
        review = plan.review(Caught(take, ears.finish(), sound))
        post(Letter(live.rep, Move.REVIEWED, review=review, take=kept))
    except _Cancelled:
        if take is not None and not live.keep:
            take.discard()
        elif take is not None:
            take.keep()
    except problems.Problem as problem:
        post(Letter(live.rep, Move.FAIL, problem, take=_left(take, kept)))
    except Exception as error:  # noqa: BLE001  a fault of ours must reach the screen, and the take the disk
        fault = problems.rep_broke(error)
        fault.__cause__ = error
        post(Letter(live.rep, Move.FAIL, fault, take=_left(take, kept)))
    finally:
        if take is not None:
            take.let_go()


@contextlib.contextmanager
def _cues(
    live: Live, plan: Plan[ReviewT], post: Callable[[Letter[ReviewT]], None]
) -> Iterator[Callable[[float], object]]:
    """Gives what starts them. Where none are wanted, or none can be played, the rep goes on without."""

    def tell(problem: problems.Problem) -> None:
        post(Letter(live.rep, None, problem))

    cues: Cues | None = None
    try:
        cues = plan.open_cues(tell) if plan.open_cues is not None else None
    except problems.Problem as problem:
        tell(problem if plan.keeps_countdown else nothing_rings(problem, plan.countdown_s))
    try:
        yield cues.start if cues is not None else lambda _: None
    finally:
        if cues is not None:
            cues.close()


def _first_sound(live: Live, microphone: Microphone) -> Samples:
    """Raises _Cancelled, or Problem where none comes."""
    while True:
        samples = microphone.read(_PATIENCE_S)
        if live.cancel:
            raise _Cancelled
        if len(samples):
            return samples


def _from(live: Live, microphone: Microphone, first: Samples) -> Samples:
    """Lets go by what comes in before the take; its first samples. Raises _Cancelled, or Problem where none comes."""
    gone, samples = 0, first
    while gone + len(samples) <= live.skipped:
        gone += len(samples)
        samples = microphone.read(_PATIENCE_S)
        if live.cancel:
            raise _Cancelled
        if live.stop is not None and live.stop <= live.skipped:
            raise problems.stopped_too_soon()
    return samples[live.skipped - gone :]


def _record(
    live: Live,
    plan: Plan[ReviewT],
    microphone: Microphone,
    take: Take,
    post: Callable[[Letter[ReviewT]], None],
) -> tuple[Ears | None, deque[Samples], SoundWatcher]:
    """Until Stop, Cancel or the microphone's loss: to disk, then to the ears. Gives what they have yet to hear.

    None where the ears were not ready in all that time.
    """
    sound = SoundWatcher(take.rate)
    unheard = deque([take.samples()])
    sound.feed(unheard[0])
    ears: Ears | None = None
    news = _News(live.rep, microphone, post)
    end = None if plan.cut_off_s is None else round((take.origin_s + plan.cut_off_s) * take.rate)  # frames
    enough: int | None = None  # frames, once Stop is asked for: nothing spoken before it is missing from them
    while not live.cancel:
        if ears is None and plan.is_ready():
            ears = plan.listen(take.rate)
        if live.stop is not None and enough is None:
            enough = live.stop + round(min(microphone.late_s, _LONGEST_TAIL_S) * take.rate)
        ended = enough is not None and live.skipped + take.frames >= enough
        if ended:
            news.end()
            microphone.stop()
        try:
            samples = microphone.read(0.0 if (unheard and ears) or ended else _PATIENCE_S)
        except problems.Problem as lost:
            post(Letter(live.rep, Move.STOP, lost))
            return ears, unheard, sound
        is_full = end is not None and take.frames + len(samples) >= end
        samples = samples[: max(end - take.frames, 0)] if end is not None else samples
        if len(samples):
            take.append(samples)
            sound.feed(samples)
            unheard.append(samples)
            news.look(samples)
        elif ended:
            return ears, unheard, sound
        if is_full:
            news.end()
            post(Letter(live.rep, Move.STOP))
            return ears, unheard, sound
        is_behind = len(samples) >= round(_BEHIND_S * take.rate)  # more waits: to disk with it before any is heard
        if unheard and ears is not None and not is_behind:
            _hear_some(live, ears, unheard, take.rate)
    raise _Cancelled


def _hear_some(live: Live, ears: Ears, unheard: deque[Samples], rate: int) -> None:
    """The oldest that were not heard yet, a quarter of a second at most, so that nothing waits for long."""
    most = round(_HEARD_AT_ONCE_S * rate)
    parts, count = [], 0
    while unheard and count < most:
        part = unheard.popleft()
        if count + len(part) > most:
            unheard.appendleft(part[most - count :])
            part = part[: most - count]
        parts.append(part)
        count += len(part)
    ears.hear(np.concatenate(parts).astype("<i2").tobytes())
    live.place = ears.place()


class _News:
    """What the caller should know while the rep goes on, each said once."""

    def __init__(self, rep: int, microphone: Microphone, post: Callable[[Letter[ReviewT]], None]) -> None:
        self._rep = rep
        self._microphone = microphone
        self._post = post
        self._zeros = 0  # frames of exact zeros up to now
        self._late = 0  # frames that came since some are missing
        self._sounded = False
        self._said_dead = False
        self._said_lost = False

    def look(self, samples: Samples) -> None:
        sounding = np.flatnonzero(samples)
        self._zeros = len(samples) - 1 - int(sounding[-1]) if len(sounding) else self._zeros + len(samples)
        self._sounded = self._sounded or len(sounding) > 0
        bar_s = _MUTED_S if self._sounded else _DEAD_S
        if not self._said_dead and self._zeros >= bar_s * self._microphone.rate:
            self._said_dead = True
            self._post(Letter(self._rep, None, problems.microphone_dead(self._microphone.name)))
        lost_s = self._microphone.lost_s()
        self._late = self._late + len(samples) if lost_s > 0 else 0
        if self._late >= _MADE_UP_S * self._microphone.rate:
            self._say_lost(lost_s)

    def end(self) -> None:
        """Nothing more is awaited."""
        self._say_lost(self._microphone.lost_s())

    def _say_lost(self, lost_s: float) -> None:
        if not self._said_lost and lost_s > 0:
            self._said_lost = True
            self._post(Letter(self._rep, None, problems.recording_gap(lost_s)))


def _packed(live: Live, take: Take, post: Callable[[Letter[ReviewT]], None]) -> Path | None:
    """Where it lies now. None where the disk refused, which is told: it is heard all the same."""
    try:
        return take.finish()
    except problems.Problem as problem:
        post(Letter(live.rep, None, take.trouble or problem))
        return None


def _left(take: Take | None, kept: Path | None) -> Path | None:
    """Where a failed rep's take lies: packed where that was still to do; nothing before the clock ran."""
    if take is None or kept is not None:
        return kept
    if take.duration_s <= take.origin_s:
        take.discard()
        return None
    try:
        return take.finish()
    except problems.Problem:
        return take.path  # NB: the part file; the letter in hand tells of the first trouble, which matters more
