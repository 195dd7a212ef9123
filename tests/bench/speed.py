"""How fast it is, and how much memory it takes: every table in one run, a single free pass and pocketsphinx beside.

python -m tests.bench.speed            all of it, some 20 minutes
python -m tests.bench.speed --quick    the smallest of each, once: to see that it runs
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Protocol, TypeVar

import soundfile
from rapidfuzz.distance import Levenshtein

from app.audio.take import Take
from app.audio.watcher import SoundWatcher
from app.places import Places
from app.practice.coach import WORD_COST_SHARE, Coach, Prepared, open_coach
from app.recognition.bent import PATIENT, read_language
from app.recognition.bias import Language, bend
from app.recognition.models import VoskModel, open_model
from app.recognition.openfst import write_const
from app.recognition.overlay import overlay
from app.recognition.recognizer import Hearing, LoadedModel
from app.recognition.validation import validate
from app.review.alignment import align
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.pronunciation import Pronunciations
from app.script.respelling import SoundAlikeSpeller
from app.script.script import parse
from app.script.words import fold
from app.settings import Settings
from tests.bench.speed_material import Spoken, sample_takes, script_text, spoken_takes, transcript

ROOT = Path(__file__).resolve().parents[2]
BLOCK_S = 0.1
LONG_S = 120.0  # longer takes are measured once
TIMES = 3
LENGTHS_S = (10.0, 30.0, 60.0, 600.0)
ALIGNED_WORDS = (50, 500, 2_000, 10_000)
BENT_WORDS = (50, 100, 500, 2_000)
QUICK_LENGTHS_S, QUICK_WORDS = (3.0,), (50, 100)
SPHINX_UTTERANCE_S = 65
MEMORY_WORDS = 100  # of the script that the children of the memory table are given
HEARINGS_TARGET, VERDICT_TARGET_S, ALIGNMENT_TARGET_S = 0.25, 0.5, 0.5

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Cost:
    """What work took: by the clock, which other programs lengthen, and of this process's processor time."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)

    def over(self, seconds: float) -> "Cost":
        return Cost(self.wall_s / seconds, self.cpu_s / seconds)

    def shown(self, digits: int = 3) -> str:
        return f"{self.wall_s:.{digits}f} ({self.cpu_s:.{digits}f})"


def timed(work: Callable[[], Result]) -> tuple[Result, Cost]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Cost(time.perf_counter() - wall, time.process_time() - cpu)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.wall_s for cost in costs), median(cost.cpu_s for cost in costs))


def middle_of(times: int, work: Callable[[], object]) -> Cost:
    return middle([timed(work)[1] for _ in range(times)])


# ---- Hearing a take as it would come in


@dataclass(frozen=True, slots=True)
class Heard:
    """What hearing one take cost. The parts of the ending are what is left to do after the last sample."""

    hearing: Cost  # the hearings alone, their endings too
    beside: Cost  # following level and pitch, and asking for the place in the script
    waiting_s: float  # how far behind the speaker it was when the last block came in
    ending: dict[str, Cost]

    @property
    def verdict(self) -> Cost:
        whole = sum(self.ending.values(), Cost())
        return Cost(whole.wall_s + self.waiting_s, whole.cpu_s)


class Listener(Protocol):
    def hear(self, block: bytes) -> object: ...
    def finish(self) -> object: ...


class Sphinx:
    """pocketsphinx with the English model of its package, as its documentation shows.

    Its later passes over an utterance grow with more than its length (over 10 minutes in one, longer than we cared to
    wait), so an utterance is ended every SPHINX_UTTERANCE_S.
    """

    def __init__(self, rate: int) -> None:
        import pocketsphinx  # type: ignore[import-untyped]  # late: it may be missing

        self._decoder = pocketsphinx.Decoder(samprate=rate, loglevel="FATAL")
        self._decoder.start_utt()
        self._words: list[tuple[str, int, int]] = []
        self._left = self._most = 2 * rate * SPHINX_UTTERANCE_S  # bytes

    def hear(self, block: bytes) -> None:
        if self._left <= 0:
            self._end()
            self._decoder.start_utt()
            self._left = self._most
        self._decoder.process_raw(block, False, False)
        self._left -= len(block)

    def finish(self) -> list[tuple[str, int, int]]:
        self._end()
        return self._words

    def _end(self) -> None:
        self._decoder.end_utt()
        self._words += [(each.word, each.start_frame, each.end_frame) for each in self._decoder.seg() or ()]


def hear_alone(listener: Listener, take: Spoken) -> Heard:
    """Nothing but one recognizer, fed as the sound comes in."""
    clock = _LiveClock()
    hearing = Cost()
    for block in take.blocks(BLOCK_S):
        _, cost = timed(partial(listener.hear, block.tobytes()))
        clock.worked(len(block) / take.rate, cost)
        hearing += cost
    _, last = timed(listener.finish)
    return Heard(hearing + last, Cost(), clock.waiting_s, {"last block": clock.last, "finish": last})


def hear_and_judge(coach: Coach, prepared: Prepared, take: Spoken, folder: Path) -> Heard:
    """As a rep does it: the take on disk, both hearings, the sound's own measures, the place; then the review."""
    clock, hearing, beside = _LiveClock(), Cost(), Cost()
    file = Take.begin(folder, f"take-{time.monotonic_ns()}", take.rate)
    listening, watcher = prepared.ears.listen(take.rate), SoundWatcher(take.rate)
    for block in take.blocks(BLOCK_S):

        def follow(block: Any = block) -> None:
            file.append(block)
            watcher.feed(block)
            listening.place()

        _, heard = timed(partial(listening.hear, block.astype("<i2").tobytes()))
        _, followed = timed(follow)
        clock.worked(len(block) / take.rate, heard + followed)
        hearing += heard
        beside += followed
    packed, packing = timed(file.finish)
    packed.unlink()
    hearings, finishing = timed(listening.finish)
    rules = Rules(0.9 * take.length_s, Strictness.MEANING, Settings())
    judged = partial(coach.judge, prepared, take.name, take.length_s, 0.0, hearings, watcher, rules)
    _, judging = timed(judged)
    ending = {"last block": clock.last, "packing": packing, "finish": finishing, "judge": judging}
    return Heard(hearing + finishing, beside, clock.waiting_s, ending)


class _LiveClock:
    """The clock of a speaker who waits for nobody, without waiting for the speaker either."""

    def __init__(self) -> None:
        self.waiting_s = 0.0
        self.last = Cost()
        self._now_s = self._ready_s = 0.0

    def worked(self, block_s: float, cost: Cost) -> None:
        self._now_s += block_s
        self.waiting_s = max(self._ready_s - self._now_s, 0.0)
        self._ready_s = max(self._ready_s, self._now_s) + cost.wall_s
        self.last = cost


# ---- The tables


class Table:
    """A Markdown table."""

    def __init__(self, title: str, head: str) -> None:
        self._lines = [f"\n## {title}\n", f"| {head} |", "|---" + "|---:" * head.count(" | ") + "|"]

    def row(self, *cells: str) -> None:
        self._lines.append(f"| {' | '.join(cells)} |")

    def __str__(self) -> str:
        return "\n".join(self._lines)


@dataclass(frozen=True, slots=True)
class Bench:
    """What one run is made with."""

    model: VoskModel
    places: Places
    folder: Path  # for what is thrown away
    times: int
    lengths_s: tuple[float, ...]
    aligned_words: tuple[int, ...]
    bent_words: tuple[int, ...]
    loads: tuple[str, ...]  # of LOADS
    sphinx: str | None  # why there is no pocketsphinx


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach, and what it came to."""

    name: str
    least: str
    came_to: str
    by_clock: bool  # reached
    by_processor_time: bool


def hearing_tables(bench: Bench, takes: Sequence[Spoken]) -> tuple[list[Table], list[Target]]:
    pace = Table(
        "Real-time factor: seconds of work for a second of sound",
        "take | sound, s | words | times | both hearings | + level, pitch, place | one free pass | both / free "
        "| pocketsphinx | both / pocketsphinx",
    )
    tail = Table(
        "Seconds from the last sample to the review, fed live",
        "take | behind | last block | packing the take | finish() | judge() | in all | one free pass | pocketsphinx "
        "| in all / free | in all / pocketsphinx",
    )
    targets = []
    coach = open_coach(bench.model, bench.places)
    free = LoadedModel(overlay(bench.model, bench.places.cache, PATIENT))
    for take in takes:
        times = 1 if take.length_s > LONG_S else bench.times
        ours, alone, sphinx = [], [], []
        prepared = coach.prepare(take.script)
        for number in range(times):
            progress(f"hearing {take.name} {number + 1}/{times}")
            ours.append(hear_and_judge(coach, prepared, take, bench.folder))
            alone.append(hear_alone(Hearing("free", free, take.rate), take))
            if bench.sphinx is None:
                sphinx.append(hear_alone(Sphinx(take.rate), take))
            progress(f"… to the review {ours[-1].verdict.shown()} s, both hearings {ours[-1].hearing.shown()} s")
        both, single = (middle([each.hearing for each in runs]).over(take.length_s) for runs in (ours, alone))
        beside = middle([each.beside for each in ours]).over(take.length_s)
        theirs = middle([each.hearing for each in sphinx]).over(take.length_s) if sphinx else None
        length, words = f"{take.length_s:.1f}", str(len(take.script.words))
        pace.row(take.name, length, words, str(times), both.shown(), (both + beside).shown(), single.shown(),
                 ratio(both, single), *compared(both, theirs))  # fmt: skip
        parts = [middle([each.ending[part] for each in ours]).shown() for part in ours[0].ending]
        verdict, free_end = (middle([each.verdict for each in runs]) for runs in (ours, alone))
        sphinx_end = middle([each.verdict for each in sphinx]) if sphinx else None
        shown, over = compared(verdict, sphinx_end)
        tail.row(take.name, f"{median(each.waiting_s for each in ours):.3f}", *parts, verdict.shown(),
                 free_end.shown(), shown, ratio(verdict, free_end), over)  # fmt: skip
        if times == bench.times:
            name = f"both hearings of {take.name}, of real time"
            targets.append(_target(name, both, HEARINGS_TARGET))
        if 55 <= take.length_s <= 65:
            targets.append(_target(f"seconds to the review of {take.name}", verdict, VERDICT_TARGET_S))
    return [pace, tail], targets


def alignment_table(bench: Bench) -> tuple[Table, list[Target]]:
    table = Table(
        "Aligning a script with a transcript that deviates in 5 % of its words, seconds",
        "script words | heard words | biased transcript | free transcript | biased, a word costs | free, a word costs "
        "| rapidfuzz opcodes",
    )
    targets: list[Target] = []
    before: tuple[int, Cost, Cost] | None = None
    for wanted in bench.aligned_words:
        progress(f"aligning {wanted} words")
        script = parse(script_text(wanted))
        words = len(script.words)
        biased, free = (
            # NB: sounds are remembered, so each time starts with new ones
            middle([timed(partial(align, script, said, _sounds(bench).alike))[1] for _ in range(bench.times)])
            for said in (transcript(script, True), transcript(script, False))
        )
        plain = [fold(arc.word) for arc in script.readings.plain()]
        said = [word.word for word in transcript(script, False)]
        naive = middle_of(bench.times, partial(Levenshtein.opcodes, plain, said))
        growth = ["–", "–"]
        if before:
            growth = [
                f"{now.cpu_s / words / (then.cpu_s / before[0]):.2f} ×"
                for now, then in ((biased, before[1]), (free, before[2]))
            ]
        table.row(str(words), str(len(said)), biased.shown(), free.shown(), *growth, naive.shown(4))
        before = words, biased, free
        if wanted == max(bench.aligned_words):
            targets += [
                _target(f"aligning {words} words, {name}, s", cost, ALIGNMENT_TARGET_S)
                for name, cost in (("biased", biased), ("free", free))
            ]
    return table, targets


def _sounds(bench: Bench) -> Pronunciations:
    return Pronunciations.load(bench.places.assets / "pronunciation")


def graph_tables(bench: Bench) -> list[Table]:
    once = Table("Read once for a model, seconds", "what | seconds")
    if not bench.model.look_ahead:
        once.row("the language: this model cannot be bent", "–")
        return [once]
    progress("reading the language")
    language, _ = timed(lambda: read_language(bench.model))
    once.row("the language (`Gr.fst`)", middle_of(bench.times, lambda: read_language(bench.model)).shown())
    once.row("the pronunciations", middle_of(bench.times, lambda: _sounds(bench)).shown())
    table = Table(
        "The bent graph of a script, seconds (the last two: all of `prepare`, not in the cache and in it)",
        "script words | parse | bend | write | states | arcs | file, MB | prepare | prepare again",
    )
    coach = open_coach(bench.model, bench.places)
    coach.prepare(parse("Hello."))  # so that the first script does not pay for what is done once for a model
    for wanted in bench.bent_words:
        progress(f"bending towards {wanted} words")
        text = script_text(wanted)
        script = parse(text)
        costs, file = [], bench.folder / "Gr.fst"
        for _ in range(bench.times):
            speller = _speller(bench, language)  # NB: new each time: its pronunciations remember
            graph, bending = timed(partial(bend, language, script, speller))
            costs.append((bending, timed(partial(write_const, file, graph))[1]))
        anew, again = [], []
        for number in range(bench.times):
            other = parse(f"{text}\nTake {number + 1}.")  # in no cache
            anew.append(timed(partial(coach.prepare, other))[1])
            again.append(timed(partial(coach.prepare, other))[1])
        table.row(
            str(len(script.words)),
            middle_of(bench.times, partial(parse, text)).shown(),
            middle([bending for bending, _ in costs]).shown(),
            middle([writing for _, writing in costs]).shown(),
            f"{len(graph.final):,}",
            f"{len(graph.arcs):,}",
            f"{file.stat().st_size / 1e6:.1f}",
            middle(anew).shown(),
            middle(again).shown(),
        )
    return [once, table]


def _speller(bench: Bench, language: Language) -> Callable[[str], list[tuple[str, ...]]]:
    """As the coach's, warmed up: made once for a model."""
    costs = language.costs()
    rare = max(costs.values(), default=0.0)
    speller = SoundAlikeSpeller(_sounds(bench), costs.keys(), lambda known: WORD_COST_SHARE * costs.get(known, rare))
    speller.spell("warm")
    return lambda word: [spelling for spelling, _ in speller.spell(word)]


# ---- Memory, each in a process of its own


@dataclass(frozen=True, slots=True)
class Footprint:
    loading: Cost
    before_mb: float  # with the program's modules, nothing loaded
    loaded_mb: float
    heard_mb: float  # after a take
    most_mb: float


def memory_mb() -> tuple[float, float]:
    """Resident now and at most, MB. NB: getrusage's maximum would count what the parent had before exec."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan"), float("nan")
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii", errors="replace").splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


def footprint(what: str, model: VoskModel, places: Places, take: Path, words: int) -> Footprint:
    """Load one of LOADS and hear a take with it; runs in a child."""
    samples, rate = soundfile.read(take, dtype="int16")
    script = parse(script_text(words))
    held: Any = None
    before, _ = memory_mb()
    listen, loading = timed(partial(LOADS[what], model, places, script, rate))
    loaded, _ = memory_mb()
    held = listen()
    if held is not None:
        hear_alone(held, Spoken(take.name, samples, rate, script))
    heard, most = memory_mb()
    return Footprint(loading, before, loaded, heard, most)


def _nothing(*_: object) -> Callable[[], None]:
    return lambda: None


def _vosk_alone(*_: object) -> Callable[[], None]:
    import vosk

    vosk.SetLogLevel(-1)
    return lambda: None


def _free_model(model: VoskModel, places: Places, _: object, rate: int) -> Callable[[], Listener]:
    loaded = LoadedModel(overlay(model, places.cache, PATIENT))
    return lambda: Hearing("free", loaded, rate)


def _both_models(model: VoskModel, places: Places, script: Any, rate: int) -> Callable[[], Listener]:
    prepared = open_coach(model, places).prepare(script)
    return lambda: prepared.ears.listen(rate)


def _sphinx(_: object, __: object, ___: object, rate: int) -> Callable[[], Listener]:
    sphinx = Sphinx(rate)
    return lambda: sphinx


LOADS: dict[str, Callable[..., Callable[[], Any]]] = {
    "nothing": _nothing,
    "Vosk's library": _vosk_alone,
    "the model, free": _free_model,
    "both models, ready for a script": _both_models,
    "pocketsphinx": _sphinx,
}


def memory_table(bench: Bench, take: Spoken) -> Table:
    table = Table(
        f"Loading, in a fresh process: seconds, and MB resident (a script of {MEMORY_WORDS} words, in the cache; "
        f"a take of {take.length_s:.0f} s)",
        "what | loading, s | before | loaded | grown by | after a take | at most | grown / free",
    )
    sound = bench.folder / "take.wav"
    soundfile.write(sound, take.samples, take.rate)
    free_mb: float | None = None
    if "both models, ready for a script" in bench.loads:
        run_child("both models, ready for a script", bench, sound)  # NB: fills the cache
    for what in bench.loads:
        if what == "pocketsphinx" and bench.sphinx:
            table.row(what, bench.sphinx, *["–"] * 6)
            continue
        runs = []
        for number in range(bench.times):
            progress(f"loading {what} {number + 1}/{bench.times}")
            runs.append(run_child(what, bench, sound))
        before, loaded, heard, most = (
            median(getattr(run, name) for run in runs) for name in ("before_mb", "loaded_mb", "heard_mb", "most_mb")
        )
        grown = loaded - before
        if what == "the model, free":
            free_mb = grown
        over = f"{grown / free_mb:.2f} ×" if free_mb else "–"
        cells = [f"{each:.0f}" for each in (before, loaded, grown, heard, most)]
        table.row(what, middle([run.loading for run in runs]).shown(), *cells, over)
    return table


def run_child(what: str, bench: Bench, sound: Path) -> Footprint:
    command = [sys.executable, "-m", "tests.bench.speed", "--child", what, "--model", str(bench.model.folder)]
    command += ["--cache", str(bench.places.cache), "--take", str(sound)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Loading {what} ended with exit {done.returncode}: {done.stderr.strip()[-500:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Footprint(Cost(found.pop("wall_s"), found.pop("cpu_s")), **found)


# ---- One run


def ratio(one: Cost, other: Cost) -> str:
    return f"{one.cpu_s / other.cpu_s:.2f} ×" if other.cpu_s > 0 else "–"


def compared(ours: Cost, theirs: Cost | None) -> tuple[str, str]:
    """Theirs and the ratio, or that they are missing."""
    return (theirs.shown(), ratio(ours, theirs)) if theirs else ("not there", "–")


def _target(name: str, cost: Cost, most: float) -> Target:
    return Target(name, f"≤ {most:g}", cost.shown(), cost.wall_s <= most, cost.cpu_s <= most)


def target_table(targets: Sequence[Target]) -> Table:
    table = Table("To reach", "what | to reach | came to | by the clock | by processor time")
    for target in targets:
        reached = ("reached" if each else "**not reached**" for each in (target.by_clock, target.by_processor_time))
        table.row(target.name, target.least, target.came_to, *reached)
    return table


def machine() -> str:
    """What it ran on. The load tells how far the clock is to be trusted."""
    cores = os.cpu_count() or 1
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "not known"
    busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > 0.5 * cores
    said = " **The machine is busy with other things: the clock overstates, processor time less so.**" if busy else ""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("vosk", "numpy", "rapidfuzz", "pocketsphinx"))
    return (
        f"{_processor()}, {cores} cores, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}, {packages}. Load average {load}.{said}"
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "a processor without a name"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def progress(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def report(bench: Bench, tell: Callable[[str], None]) -> None:
    """Everything, as Markdown, each table as soon as it is there: what is quick first."""
    started = time.monotonic()
    tell(f"# Speed, {bench.model.name}\n\n{machine()}\n")
    validate(overlay(bench.model, bench.places.cache, PATIENT), bench.places.cache / "models.json")
    progress("making the takes")
    samples = sample_takes(bench.places.assets / "sample")
    source = "the accuracy benchmark's scripts spoken by flite at 48 kHz, 5 % of the words left out or after an um"
    try:
        takes = spoken_takes(bench.lengths_s)
    except OSError as missing:
        takes, source = samples, f"the takes that come with the program, since there is no flite ({missing})"
    else:
        takes += samples[:1] if bench.times > 1 else ()
    if not takes:
        raise SystemExit("There is no sound to measure with: neither flite nor takes in assets/sample.")
    tell(
        f"Medians of {bench.times}, takes over {LONG_S:g} s once. Cells: seconds by the clock (processor time of the "
        "process); ratios are of processor time. “A word costs”: beside the row above; 1.00 × is linear. "
        f"Sound: {source}; fed in blocks of {BLOCK_S:g} s as a speaker gives them: a block that takes longer than "
        "it lasts makes the next one wait. No silence is long enough to end an utterance before the take ends."
    )
    if bench.sphinx:
        tell(f"\npocketsphinx is {bench.sphinx}: its columns are empty.")
    else:
        tell(
            f"\npocketsphinx: an utterance is ended every {SPHINX_UTTERANCE_S} s, since it slows down over longer ones."
        )
    alignment, targets = alignment_table(bench)
    for table in (alignment, *graph_tables(bench), memory_table(bench, takes[0])):
        tell(str(table))
    hearing, more = hearing_tables(bench, takes)
    for table in (*hearing, target_table([*more, *targets])):
        tell(str(table))
    tell(f"\nAt the end: {machine()}\nThe run took {(time.monotonic() - started) / 60:.1f} minutes.")


def make_bench(model: Path, folder: Path, quick: bool, lengths_s: tuple[float, ...] | None = None) -> Bench:
    places = Places(data=folder / "data", cache=folder / "cache", settings=folder / "settings.toml", program=ROOT)
    sphinx = None if find_spec("pocketsphinx") else "not installed (pip install pocketsphinx)"
    if quick:
        return Bench(
            open_model(model),
            places,
            folder,
            1,
            lengths_s or QUICK_LENGTHS_S,
            QUICK_WORDS,
            QUICK_WORDS[:1],
            tuple(LOADS),
            sphinx,
        )
    return Bench(
        open_model(model),
        places,
        folder,
        TIMES,
        lengths_s or LENGTHS_S,
        ALIGNED_WORDS,
        BENT_WORDS,
        tuple(LOADS),
        sphinx,
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench speed", formatter_class=argparse.RawTextHelpFormatter)
    parser.description = __doc__
    parser.add_argument("--quick", action="store_true", help="the smallest of each, once")
    parser.add_argument("--model", type=Path, default=ROOT / "vosk-model", help="the folder of the model")
    parser.add_argument("--lengths", type=float, nargs="+", metavar="S", help="takes of these lengths instead")
    parser.add_argument("--child", choices=list(LOADS), help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--take", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    if chosen.child:
        places = Places(chosen.cache, chosen.cache, chosen.cache / "settings.toml", ROOT)
        found = footprint(chosen.child, open_model(chosen.model), places, chosen.take, MEMORY_WORDS)
        flat = {name: getattr(found, name) for name in ("before_mb", "loaded_mb", "heard_mb", "most_mb")}
        print(json.dumps({"wall_s": found.loading.wall_s, "cpu_s": found.loading.cpu_s, **flat}))
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-speed-") as folder:
        lengths = tuple(sorted(chosen.lengths)) if chosen.lengths else None
        report(make_bench(chosen.model, Path(folder), chosen.quick, lengths), partial(print, flush=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
