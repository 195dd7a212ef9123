"""How good the verdicts are: run the checker over a half of the corpus, hold it against the truth, print the table.

python -m tests.bench.accuracy report          the half nobody tunes on
python -m tests.bench.accuracy tune --every 4  a quarter of the other
python -m tests.bench.accuracy strangers       the other, by voices that the starter model never heard
python -m tests.bench.accuracy --recordings DIR
"""

import argparse
import functools
import json
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.bench import corpus, recordings
from tests.bench.checkers import Checker, opening
from tests.bench.naive import FreeHearing, Heard, naive_review, spoken_words, written_words
from tests.bench.scoring import (
    ROWS,
    Entry,
    Review,
    TakeScore,
    by_detail,
    by_false_kind,
    score,
    unscored,
)
from tests.bench.scripts import all_scripts
from tests.bench.voices import STRANGERS

DEFAULT_CHECKER = "tests.bench.checkers:in_process"
MODEL = Path("vosk-model")
WAYS = ("ours", "naive", "naive, told the numbers", "run-time grammar, told the numbers")


@dataclass(frozen=True, slots=True)
class Job:
    """One take to be measured, with all a worker process needs."""

    entry: Entry
    script: str
    take: str
    checker: str
    model: str | None
    naive_model: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    scores: dict[str, TakeScore]  # by way
    seconds: float  # what the check took
    review: Review | None


@functools.cache
def _open_checker(name: str, model: str | None) -> Checker:
    return opening(name)(Path(model) if model else None)


@functools.cache
def _open_hearing(model: str) -> FreeHearing:
    return FreeHearing(Path(model))


def measure(job: Job) -> Measured:
    """Check one take and score it, and the naive way beside it. Runs in a worker process."""
    entry, script, take = job.entry, Path(job.script), Path(job.take)
    began, review = time.perf_counter(), None
    try:
        review = _open_checker(job.checker, job.model)(script, take, entry["limit_s"])
        own = score(entry, review)
    except Exception as problem:  # noqa: BLE001  # a checker that fails on one take is measured as failing, not hidden
        own = unscored(entry, f"{type(problem).__name__}: {problem}", len(written_words(script.read_text("utf-8"))))
    seconds = time.perf_counter() - began
    scores = {WAYS[0]: own}
    if job.naive_model:
        heard: list[Heard] = _open_hearing(job.naive_model)(take)
        scores[WAYS[1]] = score(entry, naive_review(written_words(script.read_text("utf-8")), heard))
        told = {each.id: each for each in all_scripts()}.get(script.stem)
        if told:
            spoken = spoken_words(told)
            scores[WAYS[2]] = score(entry, naive_review(spoken, heard))
            bound = _open_hearing(job.naive_model)(take, [" ".join(word for word, _, _ in spoken)])
            scores[WAYS[3]] = score(entry, naive_review(spoken, bound))
    return Measured(scores, seconds, review)


def run(jobs: Sequence[Job], workers: int, show: bool = True) -> list[Measured]:
    """Measure these takes, in order; progress on stderr."""
    done: list[Measured] = []
    if workers <= 1:
        for job in jobs:
            done.append(measure(job))
            _progress(len(done), len(jobs), show)
        return done
    with _pool(workers) as pool:
        futures = [pool.submit(measure, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            try:
                done.append(future.result())
            except BrokenProcessPool:  # a native library killed its process; with it went the takes in the queue
                done.append(_alone(job))
            _progress(len(done), len(jobs), show)
    return done


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))


def _alone(job: Job) -> Measured:
    """Measure one take in a process of its own, which it may take down."""
    with _pool(1) as pool:
        try:
            return pool.submit(measure, job).result()
        except BrokenProcessPool:
            words = len(written_words(Path(job.script).read_text("utf-8")))
            return Measured({WAYS[0]: unscored(job.entry, "its process died", words)}, 0.0, None)


def _progress(count: int, whole: int, show: bool) -> None:
    if show and (count % 5 == 0 or count == whole):
        print(f"\r{count} of {whole} takes", end="\n" if count == whole else "", file=sys.stderr, flush=True)


# ---- the table


def table(scores: dict[str, list[TakeScore]], title: str) -> str:
    """The issue's table in Markdown: rows against columns, each cell with what it rests on."""
    groups = _groups(next(iter(scores.values())))
    ways = [way for way in WAYS if scores.get(way)]
    columns = [(way, group) for group in groups for way in ways]
    lines = [f"## {title}", "", "| | " + " | ".join(f"{way}: {group}" for way, group in columns) + " | to reach |"]
    lines.append("|---|" + "---|" * (len(columns) + 1))
    for row in ROWS:
        cells = []
        for way, group in columns:
            cell = row.cell([each for each in scores[way] if _in_group(each, group)])
            cells.append(f"{cell.shown} ({cell.of})")
        lines.append(f"| {row.name} | " + " | ".join(cells) + f" | {' · '.join(filter(None, row.targets)) or '–'} |")
    return "\n".join(lines)


def _groups(takes: Sequence[TakeScore]) -> list[str]:
    groups = ["seen voices"] if any(take.seen for take in takes) else []
    return groups + sorted({take.voice for take in takes if not take.seen and take.voice == "ked"}) or ["all"]


def _in_group(take: TakeScore, group: str) -> bool:
    return group == "all" or (take.seen if group == "seen voices" else take.voice == group)


def details(takes: Sequence[TakeScore]) -> str:
    """Our own way by kind of event, by kind of false finding, by voice."""
    lines = ["", "### By kind of event", "", "| kind | detail | found | only unsure | wrong kind | missed | of |"]
    lines.append("|---|---|---|---|---|---|---|")
    for (kind, detail), counts in sorted(by_detail(takes).items()):
        cells = [str(counts[result]) for result in ("found", "unsure", "wrong kind", "missed")]
        lines.append(f"| {kind} | {detail} | " + " | ".join(cells) + f" | {counts.total()} |")
    lines += ["", "### False findings by kind", ""]
    for name, perfect in (("perfect reps", True), ("planted reps", False)):
        counts = by_false_kind(take for take in takes if take.perfect is perfect)
        lines.append(f"- {name}: " + (", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "none"))
    shown = ROWS[:9]
    lines += ["", "### By voice", "", "| voice | " + " | ".join(row.name for row in shown) + " |"]
    lines.append("|---|" + "---|" * len(shown))
    for voice in sorted({take.voice for take in takes}):
        own = [take for take in takes if take.voice == voice]
        lines.append(f"| {voice} | " + " | ".join(row.cell(own).shown for row in shown) + " |")
    broken = [take for take in takes if take.problem]
    if broken:
        lines += ["", f"### {len(broken)} takes could not be checked", ""]
        lines += [f"- {take.id}: {take.problem}" for take in broken[:20]]
    return "\n".join(lines)


def as_data(
    entries: Sequence[Entry], measured: Sequence[Measured], scores: dict[str, list[TakeScore]]
) -> dict[str, Any]:
    """All that was measured, for other tools and for looking closer."""
    groups = _groups(next(iter(scores.values())))
    return {
        "rows": {
            row.key: {
                f"{way}: {group}": {"value": cell.value, "of": cell.of}
                for way, takes in scores.items()
                for group in groups
                for cell in [row.cell([each for each in takes if _in_group(each, group)])]
            }
            for row in ROWS
        },
        "takes": [
            {"said": entry["said"], "seconds": round(each.seconds, 2), **asdict(each.scores[WAYS[0]])}
            for entry, each in zip(entries, measured, strict=True)
        ],
    }


def report(title: str, entries: Sequence[Entry], measured: Sequence[Measured], out: Path) -> str:
    """Print-ready text of one run; writes the data beside it."""
    scores: dict[str, list[TakeScore]] = {}
    for each in measured:
        for way, own in each.scores.items():
            scores.setdefault(way, []).append(own)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(as_data(entries, measured, scores), ensure_ascii=False, indent=1), encoding="utf-8")
    seconds = sum(each.seconds for each in measured)
    spoken = sum(entry["duration_s"] for entry in entries)
    pace = f" {spoken / 60:.0f} minutes of sound checked in {seconds / 60:.1f}." if spoken else ""
    return f"{table(scores, title)}\n{details(scores[WAYS[0]])}\n\n{len(entries)} takes.{pace} Data: {out}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench accuracy", formatter_class=argparse.RawTextHelpFormatter)
    parser.description = __doc__
    parser.add_argument("half", nargs="?", choices=["tune", "report", "strangers"], default="report")
    parser.add_argument("--corpus", type=Path, help="made here when it is missing")
    parser.add_argument("--recordings", type=Path, help="score the recordings of people in this folder instead")
    parser.add_argument("--checker", default=DEFAULT_CHECKER, help="module:function that opens a checker")
    parser.add_argument("--model", type=Path, default=None, help="the checker's model, if not the one it finds")
    parser.add_argument("--no-naive", action="store_true", help="leave out the naive way")
    parser.add_argument("--every", type=int, default=1, help="one take in N, drawn at random")
    parser.add_argument("--voices", default="", help="only these voices, with commas between")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=None, help="where the data goes")
    chosen = parser.parse_args(argv)
    if chosen.recordings:
        name, root = "recordings", Path()
        entries = recordings.entries(chosen.recordings, Path("build/bench/recordings"))
        title = f"Recordings of people: {chosen.recordings}"
    else:
        name, strange = chosen.half, chosen.half == "strangers"
        root = chosen.corpus or (corpus.STRANGERS_FOLDER if strange else corpus.DEFAULT_FOLDER)
        made = corpus.make(root, chosen.jobs, corpus.items(STRANGERS) if strange else None)
        entries = [entry for entry in made if strange or entry["half"] == chosen.half]
        voices = [voice for voice in chosen.voices.split(",") if voice]
        entries = [entry for entry in entries if not voices or entry["voice"] in voices]
        # NB: drawn at random, since every fourth in order would be every perfect one
        some = random.Random("every").sample(range(len(entries)), -(-len(entries) // chosen.every))
        entries = [entries[index] for index in sorted(some)]
        title = "The half to tune on, by strangers" if strange else f"The half to {chosen.half} on"
    model = str(chosen.model) if chosen.model else None
    naive = None if chosen.no_naive else str(chosen.model or MODEL)
    jobs = [
        Job(entry, str(root / entry["script"]), str(root / entry["take"]), chosen.checker, model, naive)
        for entry in entries
    ]
    if not jobs:
        print("No take is left to measure.", file=sys.stderr)
        return 2
    measured = run(jobs, chosen.jobs)
    print(report(title, entries, measured, chosen.out or Path(f"build/bench/accuracy-{name}.json")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
