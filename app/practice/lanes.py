"""The two lanes of work beside the caller's; the only file in app/ with a thread in it.

Four threads, and who may do what:
  caller    the window or the terminal: owns Rehearsal; never waits on audio, calls Vosk, touches PortAudio or a file.
  studio    everything PortAudio, and the hearings of the rep at hand; posts letters; never touches a widget.
  workshop  what is long and not the rep: old takes, exports, models, backups; never PortAudio, never the studio's ears.
  callback  PortAudio's own: copies the block, counts frames, returns.
The window gives its library, its ear and the fetching of a model a lane each, too: nobody waits behind what is long.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias, TypeVar

Result = TypeVar("Result")
Work: TypeAlias = Future[Result]  # under way; its result() waits


class Lane:
    """One thing after the other, on one thread of its own that starts with the first of them."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def run(self, work: Callable[[], Result]) -> Work[Result]:
        return self._pool.submit(work)

    def close(self) -> None:
        """Lets what runs come to its end, forgets what waits, and joins the thread."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class Lanes:
    """The studio and the workshop of one program."""

    def __init__(self) -> None:
        self.studio = Lane("studio")
        self.workshop = Lane("workshop")

    def close(self) -> None:
        self.studio.close()
        self.workshop.close()
