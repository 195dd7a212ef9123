"""Models that ended the program while they heard: once may be chance; one that did so twice is set aside."""

import json
from pathlib import Path
from typing import Any

from app.places import make_file, make_folder
from app.problems import Problem
from app.recognition.models import VoskModel, fingerprint
from app.recognition.problems import model_ended_program, model_set_aside

_HEARING = "hearing.json"  # in the cache: which model was loaded last
_STRIKES = "ended-by.json"  # in the cache: how often a model, by its fingerprint, ended the program
_ENOUGH = 2
_THREAD = "Current thread"  # as faulthandler begins what the thread at fault was at


def hears_now(model: VoskModel, cache: Path) -> None:
    """Remembers who it was, should the program end. Raises Problem where the model cannot be read or was set aside."""
    if is_set_aside(model, cache):
        raise model_set_aside(model.name)
    _write(cache / _HEARING, {"name": model.name, "print": fingerprint(model.folder)})


def is_set_aside(model: VoskModel, cache: Path) -> bool:
    """Raises Problem where the model cannot be read."""
    strikes = _read(cache / _STRIKES)
    return bool(strikes) and _count(strikes, fingerprint(model.folder)) >= _ENOUGH


def blamed(last_words: str, cache: Path) -> Problem | None:
    """What is to be told where these are the last words of a program that a model ended, as faulthandler wrote them."""
    if not _speaks_of_vosk(last_words):
        return None
    hearing, strikes = _read(cache / _HEARING), _read(cache / _STRIKES)
    name, print_of_it = hearing.get("name"), hearing.get("print")
    if not isinstance(name, str) or not isinstance(print_of_it, str):
        return None
    strikes[print_of_it] = count = _count(strikes, print_of_it) + 1
    _write(cache / _STRIKES, strikes)
    return model_set_aside(name) if count >= _ENOUGH else model_ended_program(name)


def _speaks_of_vosk(last_words: str) -> bool:
    return any("/vosk/" in thread.partition("\n\n")[0].replace("\\", "/") for thread in last_words.split(_THREAD)[1:])


def _count(strikes: dict[str, Any], print_of_it: str) -> int:
    count = strikes.get(print_of_it)
    return count if isinstance(count, int) else 0


def _read(file: Path) -> dict[str, Any]:
    """Empty where there is none, or none that can be understood: then it begins anew."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, content: dict[str, Any]) -> None:
    """NB: where it cannot be written nobody is blamed; what matters more complains of the same folder."""
    try:
        make_folder(file.parent)
        make_file(file).write_text(json.dumps(content), encoding="utf-8")
    except (OSError, Problem):
        return
