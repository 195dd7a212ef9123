"""Make the benchmark's corpus: scripts, takes and a manifest that holds the truth. Can be stopped and resumed."""

import argparse
import hashlib
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import soundfile

from tests.bench.plant import Planted, Planter, Rep, Said, perfect, spell
from tests.bench.scripts import BenchScript, all_scripts
from tests.bench.sound import Setting, lively_setting, quiet_setting, record, speak
from tests.bench.voices import SPEAKERS, Pace, Speaker, Voice, voice_of

DEFAULT_FOLDER = Path("build/bench/corpus")
STRANGERS_FOLDER = Path("build/bench/strangers")
# What a synthesizer leaves at a full stop, brought near to what a person does
_STOP_S = {"flite": (0.2, 0.45), "ked": (0.2, 0.45), "espeak": (0.0, 0.15), "mbrola": (0.0, 0.15)}
_PLANTED = {True: 2, False: 4}  # planted reps of a script: by a voice the model has heard, by one it has not

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    script: BenchScript
    speaker: Speaker
    rep: Rep
    setting: Setting


def items(speakers: Sequence[Speaker] = SPEAKERS) -> tuple[Item, ...]:
    """Every take of the corpus, the same each time."""
    made: list[Item] = []
    for speaker in speakers:
        planter = Planter(f"planted {speaker.name}")
        for script in all_scripts():
            if script.half != speaker.half:
                continue
            for number in range(2):
                name = f"{speaker.name}-{script.id}-perfect{number}"
                dice = random.Random(name)
                setting = quiet_setting(dice) if number == 0 else lively_setting(dice)
                made.append(Item(name, script, speaker, perfect(script, dice), setting))
            for number in range(_PLANTED[speaker.seen]):
                name = f"{speaker.name}-{script.id}-planted{number}"
                dice = random.Random(name)
                setting = quiet_setting(dice) if dice.random() < 0.4 else lively_setting(dice)
                rep = planter.plant(script)
                made.append(
                    Item(name, script, speaker, rep, replace(setting, slowness=setting.slowness * rep.slowness))
                )
    return tuple(made)


def make_take(item: Item, voice: Voice, folder: Path) -> Entry:
    """Speak one item, write its take, and give its line of the manifest."""
    kind = item.speaker.name.split("-")[0]
    stop_s = _STOP_S.get(kind, _STOP_S["flite"])
    speech = speak(voice, item.rep.said, Pace(item.setting.slowness, item.setting.pitch), stop_s)
    take = record(speech, item.setting, item.id)
    file = folder / "takes" / f"{item.id}.flac"
    part = file.with_suffix(f".{os.getpid()}.part")
    soundfile.write(part, take.samples, take.rate_hz, format="FLAC", subtype="PCM_16")
    part.replace(file)
    said, times = item.rep.said, take.times
    speech_start, speech_end = times[0][0], times[-1][1]
    return {
        "id": item.id,
        "half": item.script.half,
        "voice": item.speaker.name,
        "seen": item.speaker.seen,
        "script": f"scripts/{item.script.id}.txt",
        "take": f"takes/{item.id}.flac",
        "perfect": not item.rep.events,
        "limit_s": _limit(item.rep, speech_end - speech_start),
        "speech_start_s": round(speech_start, 4),
        "speech_end_s": round(speech_end, 4),
        "duration_s": round(len(take.samples) / take.rate_hz, 4),
        "said": spell(said),
        "events": [_event(number, event, said, times) for number, event in enumerate(item.rep.events)],
        "words": [
            {"word": word.word, "start": round(start, 4), "end": round(end, 4), "script": word.script}
            for word, (start, end) in zip(said, times, strict=True)
        ],
        "edges": item.setting.shift_cents == 0 and item.speaker.seen,
        "effects": {
            key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(item.setting).items()
        },
    }


def _limit(rep: Rep, length_s: float) -> float:
    """A limit the rep keeps with room to spare, or one it clearly breaks."""
    if any(event.kind == "overrun" for event in rep.events):
        return float(max(5, round(length_s - max(2.0, 0.12 * length_s))))
    return float(round(1.1 * length_s + 1.5))


def _event(number: int, event: Planted, said: Sequence[Said], times: Sequence[tuple[float, float]]) -> Entry:
    own = [index for index, word in enumerate(said) if word.event == number]
    if own:
        start_s, end_s = times[own[0]][0], times[own[-1]][1]
    elif event.kind == "overrun":
        start_s, end_s = times[0][0], times[-1][1]
    else:  # the gap an omission left, or the pause: between the words before and after
        after = next((i for i, word in enumerate(said) if word.script and word.script[0] >= event.end), len(said))
        start_s = times[after - 1][1] if after else 0.0
        end_s = times[after][0] if after < len(said) else times[-1][1]
    return {
        "kind": event.kind,
        "detail": event.detail,
        "start": event.start,
        "end": event.end,
        "said": event.said,
        "accept": list(event.accept),
        "content": event.content,
        "start_s": round(start_s, 4),
        "end_s": round(max(end_s, start_s), 4),
    }


def _work(chunk: Sequence[Item], folder: Path) -> list[Entry]:
    """The takes of one speaker, in a process of their own: espeak-ng can be opened once only."""
    voice = voice_of(chunk[0].speaker.name)
    return [make_take(item, voice, folder) for item in chunk]


def _chunks(wanted: Sequence[Item]) -> Iterator[list[Item]]:
    """Items of one speaker together, not too many at a time, so that a stop loses little."""
    for speaker in dict.fromkeys(item.speaker for item in wanted):
        own = [item for item in wanted if item.speaker == speaker]
        for start in range(0, len(own), 14):
            yield own[start : start + 14]


def make(folder: Path, jobs: int = 2, wanted: Sequence[Item] | None = None) -> list[Entry]:
    """Make what is missing of the corpus in this folder; gives the whole manifest, in a fixed order."""
    wanted = items() if wanted is None else wanted
    (folder / "takes").mkdir(parents=True, exist_ok=True)
    (folder / "scripts").mkdir(exist_ok=True)
    for script in {item.script.id: item.script for item in wanted}.values():
        (folder / "scripts" / f"{script.id}.txt").write_text(script.text, encoding="utf-8", newline="\n")
    journal = folder / "manifest.part.jsonl"
    recipes = {item.id: _recipe(item) for item in wanted}
    done = {
        entry["id"]: entry
        for path in (folder / "manifest.jsonl", journal)
        for entry in _read(path)
        if entry.get("recipe") == recipes.get(entry["id"], "") and (folder / entry["take"]).exists()
    }
    missing = [item for item in wanted if item.id not in done]
    if missing:
        chunks = list(_chunks(missing))
        workers = ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"), max_tasks_per_child=1)
        with journal.open("a", encoding="utf-8") as lines, workers as pool:
            for count, entries in enumerate(pool.map(_work, chunks, [folder] * len(chunks)), 1):
                for entry in entries:
                    entry["recipe"] = recipes[entry["id"]]
                    done[entry["id"]] = entry
                    lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
                lines.flush()
                print(f"\rcorpus: {count} of {len(chunks)} parts", end="", file=sys.stderr)
        print(file=sys.stderr)
    manifest = [done[item.id] for item in wanted]
    part = folder / f"manifest.{os.getpid()}.part"
    part.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in manifest), encoding="utf-8")
    part.replace(folder / "manifest.jsonl")
    journal.unlink(missing_ok=True)
    return manifest


def _recipe(item: Item) -> str:
    """What a take was made from; another recipe makes it anew."""
    text = repr((item.script.text, item.rep, item.setting, item.speaker))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(path: Path) -> list[Entry]:
    if not path.exists():
        return []
    entries: list[Entry] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entries.append(json.loads(line))
        except json.JSONDecodeError:
            print(f"corpus: a line of {path.name} was cut short; its take is made again", file=sys.stderr)
    return entries


def read_manifest(folder: Path) -> list[Entry]:
    """The truth of a corpus that has been made; FileNotFoundError where there is none."""
    path = folder / "manifest.jsonl"
    if not path.exists():
        raise FileNotFoundError(f"There is no corpus in {folder}.")
    return _read(path)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench corpus", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(argv)
    entries = make(chosen.folder, chosen.jobs)
    minutes = sum(entry["duration_s"] for entry in entries) / 60
    events = sum(len(entry["events"]) for entry in entries)
    print(f"{len(entries)} takes, {minutes:.0f} minutes, {events} events in {chosen.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
