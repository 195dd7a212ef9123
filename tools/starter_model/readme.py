"""Stage 11: what is told beside the model: from what it was made, how well it hears, its licences.

Makes `README.md`.
"""

import json
from pathlib import Path
from typing import Any

from tools.starter_model.recipe import Recipe

_TEXT = """\
# A small English model in Vosk's layout, made from synthetic speech

Made by `python3 dev.py starter-model`, from nothing but packages: {voices}, saying {sentences:,} sentences.
No part of another acoustic model is in it. {words:,} words, 16 kHz, look-ahead layout, {size:.1f} MB;
it loads in {load_s} s and takes {real_time} of real time, counted in one core's work.

Pronunciations: the CMU dictionary; language: pruned from the general English trigram that comes with pocketsphinx; both
BSD (Carnegie Mellon University). Voices: flite and festival (Carnegie Mellon University, University of Edinburgh;
licences in BSD's manner), RHVoice (LGPL 2.1; only its freely licensed voices), Pico (Apache 2.0) and espeak-ng (GPL 3,
which does not cover what it says).

Each phone is a word too (`/AA/`), which the general language never uses: a language given at run time can spell with
them what the vocabulary lacks.

Free hearing of held-out sentences{strangers}.

| voice | word error: general English | calls | with fillers | fillers F1 | edges, median / 9 of 10 |
|---|---|---|---|---|---|
{rows}

Over all, freely: {over_all}.

Good for following a known script, with the language graph bent to it. Not for free dictation: people are not
synthesizers. For more, install an official Vosk model.
"""


def make(folder: Path, recipe: Recipe, of_model: Path, of_measured: Path) -> None:
    measured = json.loads((of_measured / "measured.json").read_text(encoding="utf-8"))
    voices = [voice for voice in recipe.texts.voices if voice.sentences]
    heard: dict[str, Any] = measured["voices"]
    known = {voice.name for voice in voices}
    strange = [name for name in heard if name not in known]
    text = _TEXT.format(
        voices=", ".join(voice.name for voice in voices),
        sentences=sum(voice.sentences for voice in voices),
        words=len((of_model / "graph/words.txt").read_text(encoding="utf-8").splitlines()) - 1,
        size=sum(file.stat().st_size for file in of_model.rglob("*") if file.is_file()) / 1e6,
        load_s=measured["load_s"],
        real_time=measured["real_time"],
        rows="\n".join(_row(name, voice) for name, voice in heard.items()),
        strangers=f"; it never learned from {', '.join(strange)}" if strange else "",
        over_all="; ".join(
            f"{_in_all([heard[name] for name in names])} on {whose}"
            for whose, names in (
                ("voices it learned from", [name for name in heard if name in known]),
                (", ".join(strange), strange),
            )
            if names
        ),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _in_all(voices: list[dict[str, Any]]) -> str:
    counts = [count for voice in voices for count in voice["words"].values()]
    words, errors = (sum(count[i] for count in counts) for i in (0, 1))
    return f"{100 * errors / words:.1f} % of {words:,} words wrong, fillers F1 {_f1(voices)}" if words else "–"


def _f1(voices: list[dict[str, Any]]) -> str:
    said, heard, rightly = (sum(voice["fillers"][i] for voice in voices) for i in range(3))
    return f"{2 * rightly / (said + heard):.2f}" if said + heard else "–"


def _row(name: str, voice: dict[str, Any]) -> str:
    def error(kind: str) -> str:
        words, errors = voice["words"].get(kind, [0, 0])
        return f"{100 * errors / words:.1f} %" if words else "–"

    edges = " / ".join(map(str, voice["edges_ms"])) + " ms" if voice["edges_ms"] else "–"
    return f"| {name} | {error('general')} | {error('call')} | {error('fillers')} | {_f1([voice])} | {edges} |"
