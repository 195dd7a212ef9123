"""A library of 5,000 takes: the window stands and lists as soon, and holds no more, than with fifty.

`python3 dev.py soak library [TAKES …]`. Each size is opened three times in a process of its own, with the real library
and window; microphone and ear are fakes. One message has 300 of the takes, the others twenty each.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.library.draft import Draft
from app.library.library import Library, open_library
from app.library.takes import KeptTake
from app.places import find_places
from tests.soak.held import look, missing
from tests.soak.turning import Turning
from tests.ui.room import PROJECT, Room

SIZES = (50, 500, 5_000)  # takes
A_MESSAGE, THE_LARGEST = 20, 300
TIMES = 3
# Of the largest library beside the smallest.
MOST_S_MORE = 0.25
MOST_MB_MORE = 25.0


def main(arguments: list[str]) -> int:
    """1 where the largest library costs more than it may."""
    if arguments[:1] == ["--open"]:
        return open_and_tell(Path(arguments[1]))
    if missing():
        print(missing(), file=sys.stderr)
        return 2
    found: list[tuple[float, float]] = []
    for takes in tuple(map(int, arguments)) or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            messages = fill(home, takes)
            told = [opened(home) for _ in range(TIMES)]
        listed_s, own_mb = median(each[0] for each in told), median(each[1] for each in told)
        found.append((listed_s, own_mb))
        print(f"{takes:6} takes of {messages:4} messages: listed after {listed_s:.2f} s, {own_mb:.1f} MB", flush=True)
    return 1 if found[-1][0] - found[0][0] > MOST_S_MORE or found[-1][1] - found[0][1] > MOST_MB_MORE else 0


def fill(home: Path, takes: int) -> int:
    """Messages with the sample's takes again and again, and their sounds; how many messages."""
    places = find_places({"REHEARSE_HOME": str(home)}, PROJECT)
    library = open_library(places)
    sample = library.add_sample(places.assets / "sample", 30.0)
    assert sample is not None
    kept = library.takes.of(sample.id)
    made = messages = 0
    with library.store.writing():
        while made < takes:
            messages += 1
            message = library.messages.add(Draft(sample.draft.text, f"Message {messages}")).id
            count = min(THE_LARGEST if messages == 1 else A_MESSAGE, takes - made)
            for at in range(count):
                add(library, message, kept[at % len(kept)])
            made += count
    library.close()
    return messages


def add(library: Library, message: int, like: KeptTake) -> None:
    take = library.takes.keep(message, like.sound, like.script(), like.limit_s, like.strictness, like.duration_s, None)
    latest = library.reviews.latest(like.id)
    assert latest is not None
    library.reviews.save(take.id, latest.review, latest.rules)


def opened(home: Path) -> tuple[float, float]:
    """Seconds from the window to its list, and the memory it holds then."""
    line = [sys.executable, "-P", "-m", "tests.soak.library", "--open", str(home)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        raise SystemExit(done.stderr)
    listed_s, own_mb = done.stdout.split()
    return float(listed_s), float(own_mb)


def open_and_tell(home: Path) -> int:
    room = Room(Turning(), home)  # type: ignore[arg-type]
    began = time.monotonic()
    room.enter()
    listed_s = time.monotonic() - began
    print(listed_s, look().own_mb)
    room.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
