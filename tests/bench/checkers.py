"""What can be measured: a checker takes a script, a take and a limit in s, and gives the contract's JSON."""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from app.audio.sound import open_sound
from app.places import find_places
from app.practice.coach import open_coach
from app.recognition.models import find_model
from app.review.finding import Strictness
from app.review.report import as_json
from app.review.review import Rules
from app.script.script import read
from app.settings import Settings
from tests.bench.scoring import Review

Checker = Callable[[Path, Path, float], Review]
Opening = Callable[[Path | None], Checker]  # from a model folder (None: the one found by itself)


class Unchecked(Exception):
    """The checker gave no review."""


def command_line(model: Path | None) -> Checker:
    """`rehearse check --json` as anyone would call it, one process a take."""

    def check(script: Path, take: Path, limit_s: float) -> Review:
        command = [sys.executable, "-m", "app", "check", str(script), str(take), "--limit", f"{limit_s:g}", "--json"]
        if model:
            command += ["--model", str(model)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if run.returncode not in (0, 1):
            raise Unchecked(run.stderr.strip()[-500:] or f"exit {run.returncode}")
        review: Review = json.loads(run.stdout)
        return review

    return check


def in_process(model: Path | None) -> Checker:
    """The same verdict without a process a take: the model is loaded once, bent once a script."""
    places = find_places(os.environ)
    found = find_model(model, os.environ, None, places.models, places.starter_model)
    coach = open_coach(found, places)
    prepare = functools.lru_cache(maxsize=1)(lambda script: coach.prepare(read(script)))

    def check(script: Path, take: Path, limit_s: float) -> Review:
        rules = Rules(limit_s, Strictness.MEANING, Settings())
        with open_sound(take) as sound:
            review: Review = as_json(coach.check(prepare(script), sound, rules))
        return review

    return check


def opening(name: str) -> Opening:
    """The opener of a checker by its name, `module:function`."""
    module, _, function = name.partition(":")
    found: Opening = getattr(import_module(module), function)
    return found
