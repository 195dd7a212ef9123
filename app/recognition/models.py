"""The models there are: which to take, whether a folder is one, and which words it knows."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.problems import (
    Problem,
    model_ambiguous,
    model_incomplete,
    model_is_file,
    model_is_zip,
    model_missing,
    model_named_in,
    model_unreadable,
)
from app.recognition import openfst
from app.recognition.problems import no_model

MODEL_VARIABLE = "REHEARSE_MODEL"
STARTER = "vosk-model"  # the folder of the model that comes with the program

AM = "am/final.mdl"
MODEL_CONF = "conf/model.conf"
MFCC_CONF, FBANK_CONF = "conf/mfcc.conf", "conf/fbank.conf"
STATIC = "graph/HCLG.fst"
LEXICON, LANGUAGE, DISAMBIGUATION = "graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int"
WORDS = "graph/words.txt"

PARTS = ("am", "conf", "graph", "ivector", "rescore", "rnnlm")  # the folders in a model that Vosk looks into


@dataclass(frozen=True, slots=True)
class KnownModel:
    """An official English model, as its makers describe it; source: alphacephei.com/vosk/models."""

    name: str
    size_bytes: int  # of the zip; exact where the sha256 is known
    sha256: str | None
    word_error: float  # share of words wrong, LibriSpeech test-clean
    licence: str
    look_ahead: bool  # can be bent towards a script
    note: str

    @property
    def url(self) -> str:
        return f"https://alphacephei.com/vosk/models/{self.name}.zip"


KNOWN_MODELS = (  # the best first
    KnownModel(
        "vosk-model-en-us-0.22",
        1_900_000_000,
        None,
        0.0569,
        "Apache 2.0",
        False,
        "the fewest errors, but up to 16 GB in memory, and it cannot be bent towards a script",
    ),
    KnownModel(
        "vosk-model-en-us-0.22-lgraph",
        128_000_000,
        None,
        0.0782,
        "Apache 2.0",
        True,
        "a fifth fewer errors than the small one",
    ),
    KnownModel(
        "vosk-model-small-en-us-0.15",
        41_205_931,
        "30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498",
        0.0985,
        "Apache 2.0",
        True,
        "about 300 MB in memory",
    ),
)


@dataclass(frozen=True, slots=True)
class VoskModel:
    """A folder that has all a model needs; whether the files are sound is for validation.py to say."""

    name: str
    folder: Path  # absolute
    look_ahead: bool  # its language is a file of its own, so it can be bent towards a script

    @property
    def known(self) -> KnownModel | None:
        """What its makers say of it, where it is an official one."""
        return next((known for known in KNOWN_MODELS if known.name == self.name), None)


def open_model(folder: Path) -> VoskModel:
    """The model in a folder, or in the one folder inside it that is a model.

    Raises Problem where there is no such folder, where it is a zip, or where a file is missing that Vosk needs.
    """
    folder = folder.expanduser().absolute()
    try:
        if folder.is_file():
            raise model_is_zip(folder) if zipfile.is_zipfile(folder) else model_is_file(folder)
        if not folder.is_dir():
            raise model_missing(folder)
        missing = _missing(folder)
        if missing is None:
            return _model(folder)
        inside = [each for each in _folders(folder) if _missing(each) is None]
    except OSError as error:
        raise model_unreadable(folder, error.strerror or str(error)) from error
    if len(inside) > 1:
        raise model_ambiguous(folder, [each.name for each in inside])
    if not inside:
        raise model_incomplete(folder, missing)
    return _model(inside[0])


def installed(folder: Path) -> tuple[VoskModel, ...]:
    """The models in a folder of models, the best first: official ones by their word error, then others by name.

    Folders that are no models are left out, and so are all if there is no such folder.
    """
    found: dict[Path, VoskModel] = {}
    for each in _folders(folder) if folder.is_dir() else ():
        try:
            model = open_model(each)
        except Problem:
            continue  # open_model(each) says why, to whoever names it
        found[model.folder] = model
    return tuple(sorted(found.values(), key=_rank))


def find_model(
    chosen: Path | None,
    environ: Mapping[str, str],
    in_settings: Path | None,
    installed_folder: Path,
    starter_folder: Path,
    is_set_aside: Callable[[VoskModel], bool] = lambda _: False,
) -> VoskModel:
    """The model to hear with: the one named (--model, REHEARSE_MODEL, settings), else the best installed, the starter.

    Raises Problem where the one that is named is none: a wish is not silently replaced.
    """
    if chosen is not None:
        return open_model(chosen)
    in_environment = environ.get(MODEL_VARIABLE, "").strip()
    wishes = ((MODEL_VARIABLE, Path(in_environment) if in_environment else None), ("the settings file", in_settings))
    for where, wish in wishes:
        if wish is not None:
            try:
                return open_model(wish)
            except Problem as problem:
                raise model_named_in(problem, where) from problem
    for model in installed(installed_folder):
        if not is_set_aside(model):
            return model
    if not starter_folder.is_dir():
        raise no_model(starter_folder)
    return open_model(starter_folder)


def vocabulary(model: VoskModel) -> dict[str, int]:
    """The label of each word the model knows, epsilon and its kind included. Raises Problem if they cannot be read."""
    try:
        return read_words(model)
    except OSError as error:
        raise model_unreadable(model.folder, error.strerror or str(error)) from error
    except ValueError as error:
        raise model_unreadable(model.folder, str(error)) from error


def read_words(model: VoskModel) -> dict[str, int]:
    """As vocabulary(), but raises OSError or ValueError.

    NB: as in Vosk, the words inside the graph go before words.txt.
    """
    graph = LANGUAGE if model.look_ahead else STATIC
    try:
        inside = openfst.read_output_symbols(model.folder / graph)
    except ValueError as error:
        raise ValueError(f"{graph} is damaged or cut short") from error
    if inside is not None:
        return dict(zip(inside.words, inside.labels.tolist(), strict=True))
    try:
        lines = (model.folder / WORDS).read_text(encoding="utf-8").splitlines()
        return {word: int(label) for word, label in (line.split() for line in lines)}
    except ValueError as error:
        raise ValueError(f"{WORDS} is damaged or cut short") from error


def fingerprint(folder: Path) -> str:
    """A name for the state of a model's files: other when one of them is another, without reading them.

    Made of the folder's path and of each file's path, size and time of change. Raises Problem where it cannot be read.
    """
    digest = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape"))
    try:
        for part, file in files_of(folder):
            found = file.stat()
            digest.update(f"\0{part}\0{found.st_size}\0{found.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise model_unreadable(folder, error.strerror or str(error)) from error
    return digest.hexdigest()


def files_of(folder: Path) -> list[tuple[str, Path]]:
    """Each file of a model that Vosk may look into: its path inside (with /), and where it is; in a fixed order."""
    files = ((file.relative_to(folder).as_posix(), file) for part in PARTS for file in (folder / part).rglob("*"))
    return sorted((inside, file) for inside, file in files if file.is_file())


def _model(folder: Path) -> VoskModel:
    return VoskModel(folder.name, folder, not (folder / STATIC).is_file())


def _missing(folder: Path) -> str | None:
    """The first file of a model that is not there, or None."""
    static = (folder / STATIC).is_file() or not any((folder / file).is_file() for file in (LEXICON, LANGUAGE))
    needed = [AM, MODEL_CONF, *((STATIC,) if static else (LEXICON, LANGUAGE, DISAMBIGUATION))]
    for file in needed:
        if not (folder / file).is_file():
            return str(file)
    if not any((folder / file).is_file() for file in (MFCC_CONF, FBANK_CONF)):
        return f"{MFCC_CONF} and no {FBANK_CONF}"
    if not (folder / WORDS).is_file() and not _has_words(folder / (STATIC if static else LANGUAGE)):
        return WORDS
    return None


def _has_words(graph: Path) -> bool:
    try:
        return openfst.read_output_symbols(graph) is not None
    except ValueError:
        return False  # damaged: then only words.txt could have had them


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))


def _rank(model: VoskModel) -> tuple[bool, float, str]:
    """The starter last, official models by their errors before those of which nothing is known."""
    known = model.known
    return model.name == STARTER, known.word_error if known else 1.0, model.name
