"""The verdict of a recognizer that never errs: what falls short with it is ours, what falls short without it is its.

python -m tests.bench.accuracy report --no-naive --checker tests.bench.perfect_ears:perfect_ears

Both hearings are what the manifest says was said, with its times and full confidence; the sound is the take's own.
Of a word that was cut off, its letters stand for what was left: no model has a word for it.
"""

import functools
from collections.abc import Sequence
from pathlib import Path

from app.audio.sound import open_sound
from app.audio.watcher import watch
from app.places import find_places
from app.recognition.transcript import HeardWord, Transcript
from app.review.account import ModelFacts
from app.review.finding import Strictness
from app.review.report import as_json
from app.review.review import Rules, TakeHeard, review
from app.script.pronunciation import Pronunciations
from app.script.script import Script, read
from app.script.words import fold
from app.settings import Settings
from tests.bench.checkers import Checker
from tests.bench.corpus import read_manifest
from tests.bench.scoring import Entry, Review

_TWIN = 4  # words: a repetition stands no further from what it repeats
_EDGE_S = 0.01
_FACTS = ModelFacts("perfect ears", ("biased", "free"), (), ())


def perfect_ears(_: Path | None) -> Checker:
    """For takes of a corpus, whose manifest lies beside their folder."""
    sounds = Pronunciations.load(find_places({}).assets / "pronunciation")
    truth = functools.cache(lambda corpus: {entry["id"]: entry for entry in read_manifest(corpus)})

    def check(script: Path, take: Path, limit_s: float) -> Review:
        written, entry = read(script), truth(take.parent.parent)[take.stem]
        with open_sound(take) as sound:
            watched = watch(sound.samples(), sound.rate)
            heard = TakeHeard(sound.name, sound.duration_s, None, hearings(entry, written), watched, _FACTS)
        found: Review = as_json(review(written, heard, Rules(limit_s, Strictness.MEANING, Settings()), sounds))
        return found

    return check


def hearings(entry: Entry, script: Script) -> tuple[Transcript, Transcript]:
    """Biased and free."""
    said: list[Entry] = entry["words"]
    broken = _broken_off(entry)
    arcs = _arcs(said, script)
    for at, word in enumerate(said):
        if word["script"] is None and at not in broken:  # said again: the same arc as its twin near by
            near = [i for i in range(max(at - _TWIN, 0), min(at + _TWIN + 1, len(said))) if said[i]["script"]]
            arcs[at] = next((arcs[i] for i in near if said[i]["word"] == word["word"]), None)
    words = [
        HeardWord(_left_of(word["word"]) if at in broken else word["word"], word["start"], word["end"], 1.0, arcs[at])
        for at, word in enumerate(said)
    ]
    free = tuple(HeardWord(word.word, word.start, word.end, word.confidence) for word in words)
    return Transcript("biased", tuple(words)), Transcript("free", free)


def _arcs(said: Sequence[Entry], script: Script) -> list[int | None]:
    """The arc of each word that says something of the script; of several alike, the one that goes on."""
    found: list[int | None] = []
    node = script.readings.boundaries[0]
    for word in said:
        fits = [
            (arc.source < node, abs(arc.source - node), index)
            for index, arc in enumerate(script.readings.arcs)
            if word["script"] is not None
            and fold(arc.word) == fold(word["word"])
            and script.words[arc.first].start < word["script"][1]
            and script.words[arc.last - 1].end > word["script"][0]
        ]
        best = min(fits)[2] if fits else None
        node = script.readings.arcs[best].to if best is not None else node
        found.append(best)
    return found


def _broken_off(entry: Entry) -> set[int]:
    """Which of the words said were cut off."""
    return {
        at
        for event in entry["events"]
        if "cut off" in event["detail"]
        for at, word in enumerate(entry["words"])
        if word["script"] is None
        and event["start_s"] - _EDGE_S <= word["start"] < event["end_s"]
        and f"{word['word']}-" in event["said"]
    }


def _left_of(word: str) -> str:
    return word[: max(2, round(0.6 * len(word)))]
