"""How fluent the window is: its longest stalls through a rep and with much in it, as one table.

python -m tests.bench.window            all of it, under a minute where nothing else runs
python -m tests.bench.window --quick    little of everything: to see that it runs

Beside each time stands what is left of it without the time for which the window's thread had to wait for a processor,
which a busy machine is full of, and how much of it that thread was at work itself: what lies between the two, a
lane of this program held it up. Where the system does not tell (it is not Linux), nothing is taken off.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from app.audio.sound import Samples, open_sound
from app.audio.watcher import SoundWatcher
from app.library.draft import Draft
from app.library.library import Library, open_library
from app.library.takes import KeptTake
from app.places import Places, find_places
from app.practice.coach import Prepared
from app.practice.lanes import Lanes
from app.practice.rep import Phase
from app.recognition.transcript import Transcript
from app.review.account import Review, SpokenWord, TakeFacts
from app.review.finding import Kind, Strictness, Verdict
from app.review.review import Rules
from app.settings import Settings
from tests.bench.speed_material import script_text
from tests.review import reviews
from ui.doors import real_doors
from ui.ear import Judge
from ui.fluency import keep_fluent
from ui.marked import unreviewed
from ui.pages import Page
from ui.pictures import RecordedMicrophone
from ui.session import Session
from ui.theme import load_fonts
from ui.window import Window

ROOT = Path(__file__).resolve().parents[2]
STALL_TARGET_MS, REVIEW_TARGET_MS, WINDOW_TARGET_MS = 16.0, 300.0, 1000.0
TICK_MS = 1
PATIENCE_S = 300.0

# A window that is shown and closed again: how long it took, imports and all, is told by who started it.
START = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import __main__ as door
shown = door.Window.show
def stands(window):
    told = Path("/proc/thread-self/schedstat")
    waited_ms = int(told.read_text().split()[1]) / 1e6 if told.exists() else 0.0
    print("stands", waited_ms, 1e3 * time.process_time(), flush=True)
    window.close()
def show(window):
    shown(window)
    QTimer.singleShot(0, lambda: stands(window))
door.Window.show = show
sys.exit(door.main([]))
"""


@dataclass(frozen=True, slots=True)
class Size:
    messages: int = 500
    takes: int = 300
    words: int = 5_000
    rep_s: float = 20.0
    starts: int = 3


QUICK = Size(messages=5, takes=4, words=60, rep_s=1.5, starts=1)


class LiveMicrophone(RecordedMicrophone):
    """Delivers a recording as fast as it was spoken."""

    def read(self, timeout_s: float) -> Samples:
        if not self.frames:
            self._began = time.monotonic()
        elif self.frames > (time.monotonic() - self._began) * self.rate:
            time.sleep(min(timeout_s, 0.02))
            return self._samples[:0]
        block = self._samples[self.frames : self.frames + self.rate // 20]
        self.frames += len(block)
        if not len(block):
            time.sleep(timeout_s)
        return block


class NotingJudge:
    """Says when the tail was recognized: a take is judged as soon as its hearings are finished."""

    def __init__(self, judge: Judge, came: list[float]) -> None:
        self.prepare, self.check, self.hear = judge.prepare, judge.check, judge.hear
        self._judge, self._came = judge, came

    def judge(
        self,
        prepared: Prepared,
        file: str,
        duration_s: float,
        origin_s: float | None,
        hearings: tuple[Transcript, ...],
        sound: SoundWatcher,
        rules: Rules,
    ) -> Review:
        self._came.append(time.perf_counter())
        return self._judge.judge(prepared, file, duration_s, origin_s, hearings, sound, rules)


def waited_ms() -> float:
    """For how long this thread wanted a processor that another one had; 0 where the system does not tell."""
    told = Path("/proc/thread-self/schedstat")
    return int(told.read_text().split()[1]) / 1e6 if told.exists() else 0.0


class Pulse(QObject):
    """The longest time in which the event loop did nothing but one thing: between two beats of a timer."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self.ours_ms = 0.0  # the longest time without waiting for a processor
        self.own_ms = 0.0  # the longest time of the thread's own work between two beats
        self._worked = 0.0
        self._waited = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        took = self._since.nsecsElapsed() / 1e6 - TICK_MS
        worked, waited = time.thread_time(), waited_ms()
        self.longest_ms = max(self.longest_ms, took)
        self.ours_ms = max(self.ours_ms, took - (waited - self._waited))
        self.own_ms = max(self.own_ms, 1e3 * (worked - self._worked))
        self._worked, self._waited = worked, waited
        self._since.start()

    @contextmanager
    def measured(self) -> Iterator["Pulse"]:
        self.longest_ms = self.ours_ms = self.own_ms = 0.0
        self._worked, self._waited = time.thread_time(), waited_ms()
        self._since.start()
        self._timer.start()
        try:
            yield self
        finally:
            self._timer.stop()


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    took_ms: float
    ours_ms: float  # without waiting for a processor
    own_ms: float
    target_ms: float

    def line(self) -> str:
        times = (self.took_ms, self.ours_ms, self.own_ms, self.target_ms)
        return f"| {self.what} | {' | '.join(f'{time_ms:.0f} ms' for time_ms in times)} |"


class Bench:
    """A real window, the real library and the real ear; its microphone delivers the sample's better take."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.size = size
        self.rows: list[Row] = []
        self.pulse = Pulse()
        places = find_places({"REHEARSE_HOME": str(folder)}, ROOT)
        self._fill(places)
        with open_sound(places.assets / "sample" / "take-2.flac") as sound:
            samples, rate = sound.samples(), sound.rate
        self._recognized: list[float] = []  # when each rep's tail was
        real = real_doors(places, os.environ)
        doors = replace(
            real,
            open_judge=lambda model: NotingJudge(real.open_judge(model), self._recognized),
            open_microphone=lambda _: LiveMicrophone(samples[: round(size.rep_s * rate)], rate),
        )
        self.session = Session(doors, places, Settings(motion=False), Lanes(), countdown_s=0.0)
        keep_fluent(self.session)
        self.window = Window(self.session)

    def _fill(self, places: Places) -> None:
        library = open_library(places)
        sample = library.add_sample(places.assets / "sample", 30.0)
        assert sample is not None
        with library.store.writing():
            for number in range(self.size.messages):
                library.messages.add(Draft(f"Hello, this is message {number}. Please call back.", f"Message {number}"))
            self._fill_takes(library, sample.id)
            self._fill_long(library, library.takes.of(sample.id)[0])
        library.close()

    def _fill_takes(self, library: Library, message: int) -> None:
        """The sample's own takes again and again, their sound a short file: nobody plays it."""
        kept = library.takes.of(message)
        while len(library.takes.of(message)) < self.size.takes:
            for each in kept:
                take = library.takes.keep(
                    message, each.sound, each.script(), each.limit_s, each.strictness, each.duration_s, None
                )
                latest = library.reviews.latest(each.id)
                assert latest is not None
                library.reviews.save(take.id, latest.review, latest.rules)

    def _fill_long(self, library: Library, sounding: KeptTake) -> None:
        """A script of many words with a take in which every fiftieth is left out; its sound, again, is short."""
        draft = Draft(script_text(self.size.words), "The long one")
        message, script = library.messages.add(draft).id, draft.script()
        count = len(script.words)
        left_out = tuple(
            reviews.finding(Kind.OMISSION, at, at + 1, 0.4 * at, 0.4 * at + 0.3) for at in range(20, count, 50)
        )
        spoken = tuple(SpokenWord(each.text, 0.4 * at, 0.4 * at + 0.3, 1.0, at) for at, each in enumerate(script.words))
        review = replace(
            unreviewed(script),
            limit_s=0.4 * count,
            take=TakeFacts(sounding.sound.name, 0.4 * count, 0.0, 0.0, 0.4 * count, 0.0, None),
            words=tuple(each for at, each in enumerate(spoken) if at % 50 != 20),
            verdicts=tuple(Verdict.SKIPPED if at % 50 == 20 else Verdict.SAID for at in range(count)),
            findings=left_out,
        )
        rules = Rules(0.4 * count, Strictness.WORD, Settings())
        take = library.takes.keep(message, sounding.sound, script, rules.limit_s, rules.strictness, 0.4 * count, 0.0)
        library.reviews.save(take.id, review, rules)

    def run(self) -> tuple[Row, ...]:
        session, window = self.session, self.window
        window.resize(1280, 800)
        window.show()
        session.open()
        self.until(lambda: session.shelf.is_open and session.ear.is_ready and session.measured.script is not None)
        self.until(lambda: session.shelf.draft.title == "The long one")
        words = self.size.words
        window.desk.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.note(f"typing a letter into {words} words", lambda: window.desk.editor.insertPlainText("a"), self.settled)
        self.note(f"opening the stage with {words} words", lambda: window.pages.turn_to(Page.REHEARSE), self.settled)
        self.note(f"a review of {words} words", lambda: window.pages.turn_to(Page.REVIEW), self.review_stands)
        window.pages.turn_to(Page.WRITE)
        messages = session.shelf.snapshot.messages
        one = next(each for each in messages if each.draft.title == "Message 1")
        sample = next(each for each in messages if each.is_sample)
        listed = len(messages)
        self.note(f"another message, {listed} in the list", lambda: session.shelf.choose(one.id), self.at(one.id))
        self.note(f"searching {listed} messages", lambda: session.shelf.look_for("message 1"), self.settled)
        session.shelf.look_for("")
        takes = self.size.takes
        self.note(f"a message of {takes} takes", lambda: session.shelf.choose(sample.id), self.at(sample.id))
        self.note(f"its review, {takes} takes beside", lambda: window.pages.turn_to(Page.REVIEW), self.review_stands)
        window.pages.turn_to(Page.WRITE)
        session.shelf.choose(one.id)
        self.until(self.at(one.id))
        session.shelf.duplicate()
        self.until(lambda: session.shelf.message not in (None, one.id))
        session.edit(sample.draft)
        self.until(lambda: session.shelf.is_saved and session.measured.draft == sample.draft)
        script = session.script()
        assert script is not None
        self.until(session.ear.prepare(script).done)
        self.settle()
        self.rep()
        window.close()
        return tuple(self.rows)

    def rep(self) -> None:
        """From Space to the review, as long as the recording is."""
        session, window = self.session, self.window
        booth = session.booth
        with self.pulse.measured():
            window.reps.start()
            self.until(lambda: booth.rehearsal.elapsed_s >= self.size.rep_s - 0.3)
        self.add(f"a rep of {self.size.rep_s:.0f} s")
        with self.pulse.measured():
            window.reps.toggle()
            self.until(lambda: booth.phase in (Phase.REVIEWED, Phase.FAILED))
            self.until(lambda: window.review.shown is not None and window.pages.page is Page.REVIEW)
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
            on_screen = time.perf_counter()
        self.add("stop, until the review stands")
        took = 1e3 * (on_screen - self._recognized[-1])
        self.rows.append(
            Row("the tail recognized, until the review is painted", took, took, self.pulse.own_ms, REVIEW_TARGET_MS)
        )

    def note(self, what: str, do: Callable[[], object], done: Callable[[], bool]) -> None:
        """The longest stall from the deed until all that follows is drawn."""
        self.settle()
        with self.pulse.measured():
            do()
            self.until(done)
            self.settle()
        self.add(what)

    def add(self, what: str) -> None:
        pulse = self.pulse
        self.rows.append(Row(what, pulse.longest_ms, pulse.ours_ms, pulse.own_ms, STALL_TARGET_MS))

    def at(self, message: int) -> Callable[[], bool]:
        return lambda: self.session.shelf.message == message

    def settled(self) -> bool:
        session = self.session
        return session.shelf.is_saved and session.measured.draft == session.shelf.draft

    def review_stands(self) -> bool:
        return self.window.review.shown is not None

    def settle(self, for_s: float = 0.3) -> None:
        end = time.monotonic() + for_s
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.0005)

    def until(self, state: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not state():
            if time.monotonic() > end:
                raise TimeoutError("it never came to that")
            QApplication.processEvents()
            time.sleep(0.0005)


def start_ms(folder: Path) -> tuple[float, float, float]:
    """From the start of the program until its window stands, as a Row has it."""
    ours = {
        "QT_QPA_PLATFORM": "offscreen",
        "REHEARSE_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),  # wherever this runs, as where a program is installed
        "PYTHONDONTWRITEBYTECODE": "",
    }
    environ = {**os.environ, **ours}
    began = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", START], env=environ, stdout=pipe, stderr=pipe, text=True) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        said = program.stdout.readline()
        took = time.perf_counter() - began
        trouble = program.stderr.read()
    if not said.startswith("stands ") or program.returncode or "Traceback" in trouble:
        raise RuntimeError(f"the window did not stand, or not close: exit code {program.returncode}\n{trouble}")
    waiting_ms, worked_ms = (float(part) for part in said.split()[1:])
    return 1e3 * took, 1e3 * took - waiting_ms, worked_ms


def table(rows: tuple[Row, ...]) -> str:
    head = "| longest stall, or time | took | without waiting for a processor | at work itself | to reach |"
    return "\n".join([head, "|---" * 5 + "|", *(row.line() for row in rows)])


def measure(size: Size) -> tuple[Row, ...]:
    """Needs a QApplication. Every figure of one run."""
    with tempfile.TemporaryDirectory(prefix="after-the-beep-bench-") as home:
        start_ms(Path(home) / "start")  # compiles, once for all
        starts = [start_ms(Path(home) / "start") for _ in range(size.starts)]
        stands = Row(
            "the window stands, best of the starts", *min(starts, key=lambda start: start[1]), WINDOW_TARGET_MS
        )
        return (stands, *Bench(Path(home) / "full", size).run())


def main() -> None:
    parser = argparse.ArgumentParser(description="How fluent the window is.")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that it runs")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    load_fonts(ROOT / "assets" / "fonts")
    print(f"Load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print(table(measure(QUICK if given.quick else Size())))
    application.quit()


if __name__ == "__main__":
    main()
