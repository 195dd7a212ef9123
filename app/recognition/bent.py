"""The folder a bent model runs from: its conf overlay's files by links, a language graph of its own; kept a while."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from app.places import make_file, make_folder
from app.problems import model_not_bent
from app.recognition.bias import Costs, Language, Spell, bend, language_of
from app.recognition.models import VoskModel, files_of, fingerprint, vocabulary
from app.recognition.openfst import read, write_const
from app.recognition.overlay import overlay, share
from app.script.script import Script

GRAPH = "graph/Gr.fst"
KEPT = 8  # bent graphs; the longest unused go first
_FORMAT = "5"  # another one makes every bent model anew

# A pause must not end the utterance: the recognizer would lose its place in the script.
PATIENCE_S = "2.5"
PATIENT = {
    **{f"endpoint.rule{rule}.min-trailing-silence": PATIENCE_S for rule in (2, 3, 4)},
    # … but a long take would take memory without end (2.4 GB for half an hour): after two minutes, any pause may.
    "endpoint.rule5.min-utterance-length": "120",
    "endpoint.rule5.min-trailing-silence": "0.4",
}


def read_language(model: VoskModel) -> Language:
    """The language of a look-ahead model; some 0.1 s for the starter model, read once. Raises Problem."""
    try:
        return language_of(read(model.folder / GRAPH), vocabulary(model))
    except (OSError, ValueError) as error:
        raise model_not_bent(model.name, str(error)) from error


def bent_folder(
    model: VoskModel, language: Language, script: Script, spell: Spell, cache_folder: Path, costs: Costs | None = None
) -> Path:
    """The folder, absolute, of the model bent towards a script; the one made before if there is one. Raises Problem."""
    costs = costs or Costs()
    spans = [(span.rule.value, span.first, span.last) for span in script.spans]
    sentences = [sentence.first for sentence in script.sentences]
    key = "\0".join(map(repr, (_FORMAT, fingerprint(model.folder), script.readings, spans, sentences, costs)))
    parent = cache_folder.absolute() / "bent"
    folder = parent / hashlib.sha256(key.encode()).hexdigest()[:24]
    try:
        if (folder / GRAPH).is_file():
            os.utime(folder)
            return folder
        base = overlay(model, cache_folder, PATIENT)
        make_folder(parent)
        aside = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
        try:
            for name, file in files_of(base):
                if name != GRAPH:
                    share(file, aside / name)
            write_const(make_file(aside / GRAPH), bend(language, script, spell, costs))
            if folder.is_dir() and not (folder / GRAPH).is_file():
                shutil.rmtree(folder)  # half deleted: Windows keeps files that are in use
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            if not (folder / GRAPH).is_file():  # else another of our programs was quicker
                raise
        _forget_oldest(folder)
    except (OSError, ValueError) as error:
        raise model_not_bent(model.name, str(error)) from error
    return folder


def forget_bent(cache_folder: Path) -> Path | None:
    """Deletes every bent graph: each is a script, to whoever can read it. What could not be deleted, else None."""
    parent = cache_folder.absolute() / "bent"
    shutil.rmtree(parent, ignore_errors=True)
    return parent if parent.exists() else None


def _forget_oldest(newest: Path) -> None:
    """Of the folders beside the newest keep the last used. NB: by its clock alone the newest might be the oldest."""
    others = [each for each in newest.parent.iterdir() if each.is_dir() and each != newest]
    for folder in sorted(others, key=lambda each: each.stat().st_mtime)[: -(KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)
