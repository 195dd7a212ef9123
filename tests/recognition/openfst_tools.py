"""OpenFst's own command-line tools, to test against; and language models for them."""

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = ("fstcompile", "fstconvert", "fstprint", "fstequal", "fstinfo", "fstarcsort")
NGRAM = "libfstngram.so.22"  # teaches the tools the compact type
HAS_NGRAM = any(Path("/usr/lib").glob(f"*/{NGRAM}"))

with_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason="OpenFst's own tools (Debian: libfst-tools) are missing"
)
with_ngram = pytest.mark.skipif(not HAS_NGRAM, reason=f"{NGRAM} (Debian: libfst22) is missing")


def run(*command: str | Path) -> str:
    """What one of OpenFst's tools prints; a tool that grumbles is a failure."""
    environ = {**os.environ, "LD_PRELOAD": NGRAM} if HAS_NGRAM else None
    done = subprocess.run([str(part) for part in command], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def backoff_model(chance: random.Random, vocabulary: int, order: int) -> list[str]:
    """A back-off language model as fstcompile reads it. States are histories, with 0 for the start of a sentence."""
    every = range(1, vocabulary + 1)
    histories: dict[tuple[int, ...], int] = {(0,): 0, (): 1}
    for word in every:
        if chance.random() < 0.7:
            histories[(word,)] = len(histories)
    for depth in range(2, order):
        for before in [h for h in histories if len(h) == depth - 1]:
            for word in every:
                if (*before[1:], word) in histories and chance.random() < 0.5:
                    histories[(*before, word)] = len(histories)
    follows: dict[tuple[int, ...], list[int]] = {(): list(every)}
    for history in sorted(histories, key=len):
        if history:
            leads_on = [w for w in every if (*history, w) in histories]
            others = [w for w in follows[history[1:]] if w not in leads_on and chance.random() < 0.4]
            follows[history] = sorted(leads_on + others)

    def cost() -> float:
        return chance.randrange(1, 64) / 8  # exact in text and in float32

    lines = []
    for history, state in histories.items():
        if history:
            lines.append(f"{state} {histories[history[1:]]} 0 0 {cost()}")
        for word in follows[history]:
            after = (*history, word)
            while after not in histories:
                after = after[1:]
            lines.append(f"{state} {histories[after]} {word} {word} {cost()}")
        if not history or chance.random() < 0.4:
            lines.append(f"{state} {cost()}")
    return lines
