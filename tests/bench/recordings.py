"""Recordings of people as takes of the benchmark: the script as it was read, and with some of its words changed."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.scoring import Entry
from tests.bench.scripts import FUNCTION_WORDS

SOUNDS = (".wav", ".flac", ".ogg", ".mp3")
CHANGED_SCRIPTS = 4  # a recording
WORDS_A_CHANGE = 7
_OTHERS = (
    "garden winter letter quiet market silver window seldom travel narrow gentle thirty captain simple morning yellow "
    "doctor number bright village"
)

_SPEAKER_SAYS = re.compile(r'In (\S+) the speaker says "([^"]+)"')


def read_recordings(folder: Path) -> list[tuple[Path, str]]:
    """The recordings of a folder with what is said in each: from the README's table `| file | said |`, else NAME.txt.

    A false start is written with a dash at its end ("a more a- amiable woman"), in the table or in a sentence below it:
    `In NAME the speaker says "a more a- amiable"`. Raises FileNotFoundError where there is no recording, or none whose
    words are known.
    """
    readme = folder / "README.md"
    said: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        notes = _SPEAKER_SAYS.findall(text)
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) >= 2 and cells[0].lower().endswith(SOUNDS):
                said[cells[0]] = cells[1]
    for path in sorted(folder.iterdir()):
        words_file = path.with_suffix(".txt")
        if path.suffix.lower() in SOUNDS and path.name not in said and words_file.exists():
            said[path.name] = " ".join(words_file.read_text(encoding="utf-8").split())
    for name, phrase in notes:
        smooth = " ".join(word for word in phrase.split() if not word.endswith("-"))
        for file in said:
            if name in file:
                said[file] = said[file].replace(smooth, phrase, 1)
    found = [(folder / name, words) for name, words in sorted(said.items()) if (folder / name).exists()]
    if not found:
        raise FileNotFoundError(f"There is no recording with its words in {folder}.")
    return found


def entries(folder: Path, scripts: Path) -> list[Entry]:
    """Lines of a manifest for these recordings; writes their scripts to a folder of ours."""
    scripts.mkdir(parents=True, exist_ok=True)
    made: list[Entry] = []
    for path, said in read_recordings(folder):
        words = said.split()
        made.append(_entry(path, scripts, "as read", words, {}))
        made += [_changed(path, scripts, words, number) for number in range(CHANGED_SCRIPTS)]
    return made


def _changed(path: Path, scripts: Path, words: list[str], number: int) -> Entry:
    """The same reading against a script that differs: what is left out of the script was added by the reader."""
    dice = random.Random(f"{path.name} {number}")
    changes: dict[int, tuple[str, str]] = {}  # at which word: what was done to the script there, the script's word
    places = list(_places(words, dice))[: max(1, len(words) // WORDS_A_CHANGE)]
    for at in sorted(places):
        kind = dice.choice(["omission", "insertion", "substitution"])
        other = dice.choice([each for each in _OTHERS.split() if each not in words])
        changes[at] = (kind, other)
    return _entry(path, scripts, f"changed{number}", words, changes)


def _places(words: list[str], dice: random.Random) -> Iterator[int]:
    """Content words far from each other, none at the edge and none beside its twin or a false start."""
    order = list(range(1, len(words) - 1))
    dice.shuffle(order)
    taken: set[int] = set()
    for at in order:
        near = words[at - 1 : at + 2]
        plain = len(words[at]) >= 4 and words[at] not in FUNCTION_WORDS
        if plain and len(set(near)) == 3 and not any(word.endswith("-") for word in near) and at not in taken:
            taken.update(range(at - 2, at + 3))
            yield at


def _entry(path: Path, scripts: Path, name: str, words: list[str], changes: dict[int, tuple[str, str]]) -> Entry:
    text, events = "", []
    start_of_false: str | None = None
    for at, word in enumerate(words):
        if word.endswith("-"):
            start_of_false = word
            continue
        kind, other = changes.get(at, ("", ""))
        if kind == "omission":  # a word in the script that nobody said
            text, start = _joined(text, other)
            events.append(_event(kind, start, len(text), "", ["omission"]))
        if kind == "insertion":  # a word that was said and is not in the script
            events.append(_event(kind, len(text) + 1, len(text) + 1, word, ["insertion"]))
            continue
        text, start = _joined(text, other if kind == "substitution" else word)
        if kind == "substitution":
            events.append(_event(kind, start, len(text), word, ["substitution"]))
        if start_of_false:
            events.append(
                _event("self_correction", start, len(text), start_of_false, ["repetition", "self_correction"])
            )
            start_of_false = None
    text = text[:1].upper() + text[1:] + "."
    script = scripts / f"{path.stem}-{re.sub(r'[^a-z0-9]+', '-', name)}.txt"
    script.write_text(text + "\n", encoding="utf-8")
    return {
        "id": f"{path.stem}, {name}",
        "half": "recordings",
        "voice": path.stem,
        "seen": False,
        "script": str(script),
        "take": str(path),
        "perfect": not events,
        "limit_s": 3600.0,
        "speech_start_s": 0.0,
        "speech_end_s": 0.0,
        "duration_s": 0.0,
        "said": " ".join(words),
        "events": events,
        "words": None,
        "edges": False,
        "effects": {},
    }


def _joined(text: str, word: str) -> tuple[str, int]:
    joined = f"{text} {word}" if text else word
    return joined, len(joined) - len(word)


def _event(kind: str, start: int, end: int, said: str, accept: list[str]) -> Entry:
    # NB: nobody knows when it was said, so its time is before any take
    return {
        "kind": kind,
        "detail": "recording",
        "start": start,
        "end": end,
        "said": said,
        "accept": accept,
        "content": True,
        "start_s": -10.0,
        "end_s": -10.0,
    }
