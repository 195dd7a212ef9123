"""2,000 reps in one window, at high speed: what it holds stays the same.

`python3 dev.py soak reps [COUNT]`. The window, its lanes, the rehearsal, the takes on disk and the library are the real
ones; microphone and ear are fakes, so that a rep of three seconds takes a fraction of one.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.library.draft import Draft
from app.practice.rep import Phase
from tests.soak.held import Held, look, missing
from tests.soak.turning import Turning
from tests.ui.room import Room

REPS = 2_000
A_MESSAGE = 20  # reps
SPOKEN_S = 3.0
LOOKS = 20
# From a quarter of the way, where everything was done once, to the end.
MOST_MB_MORE = 12.0
MOST_HANDLES_MORE, MOST_THREADS_MORE = 4, 1


def main(arguments: list[str]) -> int:
    """1 where something grew."""
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    count = int(arguments[0]) if arguments else REPS
    held: list[Held] = []
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Turning(), Path(folder) / "home")  # type: ignore[arg-type]
        room.enter()
        for rep in range(count):
            if rep % A_MESSAGE == 0:
                new_message(room, rep // A_MESSAGE)
            began = time.monotonic()
            one_rep(room)
            times.append(time.monotonic() - began)
            if (rep + 1) % max(count // LOOKS, 1) == 0:
                held.append(look())
                print(f"{rep + 1:6} reps  {held[-1]}  {median(times):.3f} s a rep", flush=True)
        told = [str(each) for each in room.told]
        room.leave()
    print(f"told on the way: {told or 'nothing'}")
    return 1 if told or grew(held) else 0


def new_message(room: Room, number: int) -> None:
    session = room.session
    session.shelf.add(Draft(f"Hello, this is message {number}. Please call back on Thursday.", f"Message {number}"))
    room.until(
        lambda: session.shelf.draft.title == f"Message {number}" and session.measured.draft == session.shelf.draft
    )
    room.until(lambda: session.ear.is_ready)


def one_rep(room: Room) -> None:
    session = room.session
    before = len(session.shelf.snapshot.takes)
    if not session.start():
        raise RuntimeError(f"no rep could be started: {session.booth.phase}")
    room.speak(SPOKEN_S)
    room.window.reps.toggle()
    room.phase(Phase.REVIEWED, Phase.FAILED)
    room.until(lambda: len(session.shelf.snapshot.takes) > before)
    room.microphones.clear()  # what the fakes remember is none of the program's
    room.judge.judged.clear()


def grew(held: list[Held]) -> bool:
    """From a quarter of the way to the end."""
    settled, last = held[len(held) // 4], held[-1]
    return (
        last.own_mb - settled.own_mb > MOST_MB_MORE
        or last.handles - settled.handles > MOST_HANDLES_MORE
        or last.threads - settled.threads > MOST_THREADS_MORE
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
