"""Get, install and remove models: nothing half made is ever among the installed ones.

All is made in a hidden folder beside them, tried there, and moved into place at once.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from app.places import Places, make_file, make_folder
from app.problems import Problem
from app.recognition import problems
from app.recognition.download import Due, discard, download, free_bytes, listed
from app.recognition.in_use import is_hearing
from app.recognition.models import KNOWN_MODELS, KnownModel, VoskModel, find_model, installed, open_model
from app.recognition.network import Patience
from app.recognition.overlay import overlay
from app.recognition.progress import Cancelled, Progress, Report, Stage
from app.recognition.strikes import is_set_aside
from app.recognition.unpack import copy, unpack
from app.recognition.validation import child_command, try_in_child

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OFFICIAL = "https://alphacephei.com/vosk/models"
NICKNAMES = {"small": "vosk-model-small-en-us-0.15", "lgraph": "vosk-model-en-us-0.22-lgraph"}
COMING = ".coming"  # in the folder of models: parts that may be gone on with, and what is being made
KEPT_DAYS = 14  # a part that nobody goes on with
TRIAL_S = 300.0  # the biggest ones take their time
KNOWN_TAKE = "sample/take-3.flac"  # in assets; its beginning says these words, and official models hear them
KNOWN_WORDS = ("this", "tuesday", "said", "that", "late", "deliveries", "costing", "best")
_OLD, _MADE, _LOCK = "replaced", "made", "lock"


def wanted(text: str) -> "Wish":
    """What somebody means who asks for a model: an official one, an address, or a file or folder. Raises Problem."""
    name = NICKNAMES.get(text, text)
    known = next((each for each in KNOWN_MODELS if name in (each.name, each.url)), None)
    if known is not None:
        return known
    if "://" in text:
        return text
    path = Path(text).expanduser()
    if not path.exists():
        raise problems.model_source_missing(text)
    return path


Wish = KnownModel | str | Path  # an official one, an address, a zip or a folder


def bring(
    wish: Wish,
    places: Places,
    report: Report,
    cancelled: Cancelled,
    base: str = OFFICIAL,
    patience: Patience = Patience(),  # noqa: B008  frozen
) -> VoskModel:
    """As get() or install(), whichever it takes."""
    if isinstance(wish, Path):
        return install(wish, places, report, cancelled)
    return get(wish, places, report, cancelled, base, patience)


def hearing(chosen: Path | None, environ: Mapping[str, str], in_settings: Path | None, places: Places) -> VoskModel:
    """As find_model(), where these places are."""
    mend(places)
    return find_model(
        chosen, environ, in_settings, places.models, places.starter_model, lambda each: is_set_aside(each, places.cache)
    )


def at_hand(places: Places) -> tuple[VoskModel, ...]:
    """Those that are installed, the best first, then the one that comes with the program."""
    mend(places)
    try:
        return (*installed(places.models), open_model(places.starter_model))
    except Problem:
        return installed(places.models)  # whoever needs it is told


def get(
    wish: KnownModel | str,
    places: Places,
    report: Report,
    cancelled: Cancelled,
    base: str = OFFICIAL,
    patience: Patience = Patience(),  # noqa: B008  frozen
    free: Callable[[Path], int] = free_bytes,
) -> VoskModel:
    """Fetch an official model, or one at an address, and install it. Where it breaks off, the next time goes on.

    Official ones are checked against the checksum we know, else against that of the list beside them. Raises Problem,
    and ModelCancelled where `cancelled` said so; then nothing is changed.
    """
    url = f"{base}/{wish.name}.zip" if isinstance(wish, KnownModel) else wish
    with _workplace(places) as coming:
        report(Progress(Stage.ASKING))
        due = _due(wish, url, base, patience, cancelled)
        part = coming / f"{sha256(url.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.part"
        download(url, part, due, report, cancelled, patience, free)
        try:
            model = _install_zip(part, url, wish, coming, places, report, cancelled, free)
        except problems.ModelCancelled:
            raise
        except Problem:
            if due.digest is None:
                _quietly(discard, part)  # it will be no better the next time
            raise
        _quietly(discard, part)
        return model


def install(
    source: Path,
    places: Places,
    report: Report,
    cancelled: Cancelled,
    free: Callable[[Path], int] = free_bytes,
) -> VoskModel:
    """Install a model from a zip, or copy it from a folder. Raises Problem as get()."""
    source = source.expanduser().absolute()
    with _workplace(places) as coming:
        if source.is_dir():
            original = open_model(source).folder
            with _aside(coming) as aside:
                made = copy(original, aside / _MADE, report, cancelled, free)
                return _settle(made, str(source), None, aside, places, report, cancelled)
        if not source.is_file():
            raise problems.model_source_wrong(source)
        return _install_zip(source, str(source), None, coming, places, report, cancelled, free)


def remove(name: str, places: Places) -> VoskModel:
    """The model that was removed. Raises Problem where there is none of that name, or where it cannot be."""
    name = NICKNAMES.get(name, name)
    mend(places)
    here = {each.name: each for each in installed(places.models)}
    if name not in here:
        if name == places.starter_model.name:
            raise problems.model_comes_along()
        raise problems.model_not_installed(name, sorted(here))
    if is_hearing(here[name].folder):
        raise problems.model_in_use(name)
    with _workplace(places) as coming, _aside(coming) as aside:
        try:
            inside = here[name].folder.relative_to(places.models.absolute())
            (places.models / inside.parts[0]).rename(aside / "removed")
        except OSError as error:
            raise problems.model_not_kept(places.models, error.strerror or str(error)) from error
    return here[name]


def mend(places: Places) -> None:
    """Where we were killed at it, the old model stands again, and what was half made goes."""
    coming = places.models / COMING
    if coming.is_dir() and any(each.is_dir() for each in coming.iterdir()):
        with suppress(Problem), _workplace(places):  # whoever is at it now, or cannot write, makes it no worse
            pass


def _due(wish: KnownModel | str, url: str, base: str, patience: Patience, cancelled: Cancelled) -> Due:
    """What is known beforehand of what will come."""
    if isinstance(wish, KnownModel) and wish.sha256 is not None:
        return Due(wish.size_bytes, ("sha256", wish.sha256))
    folder, _, file = url.rpartition("/")
    return listed(base, file.removesuffix(".zip"), patience, cancelled) if folder == base else Due()


def _install_zip(
    archive: Path,
    source: str,
    wish: KnownModel | str | None,
    coming: Path,
    places: Places,
    report: Report,
    cancelled: Cancelled,
    free: Callable[[Path], int],
) -> VoskModel:
    with _aside(coming) as aside:
        made = unpack(archive, source, aside / _MADE, report, cancelled, free)
        return _settle(made, source, wish, aside, places, report, cancelled)


def _settle(
    made: Path,
    source: str,
    wish: KnownModel | str | None,
    aside: Path,
    places: Places,
    report: Report,
    cancelled: Cancelled,
) -> VoskModel:
    """Try what was made aside, and move it into place."""
    report(Progress(Stage.TRYING))
    try:
        model = open_model(made)
        if isinstance(wish, KnownModel) and model.name != wish.name:
            raise problems.model_refused(source, f"what is in it is called {model.name}")
        words = KNOWN_WORDS if model.known is not None else ()  # another one may be made for another language
        take = (str(places.assets / KNOWN_TAKE), *words)
        try_in_child(overlay(model, aside / "trial"), child_command(), TRIAL_S, take, cancelled)
    except problems.ModelCancelled:
        raise
    except Problem as problem:
        raise problems.model_refused(source, _without_paths(problem.what, aside, made.name)) from problem
    if cancelled():
        raise problems.model_cancelled(0)
    try:
        return open_model(_put(model.folder, places.models / model.name, aside.parent / _OLD))
    except OSError as error:
        raise problems.model_not_kept(places.models, error.strerror or str(error)) from error


def _put(made: Path, target: Path, old: Path) -> Path:
    """In place of what is there, which goes only once the new one stands; see _mend(). Raises OSError."""
    if not os.path.lexists(target):
        made.rename(target)
        return target
    old.mkdir(mode=0o700, exist_ok=True)
    target.rename(old / target.name)
    try:
        made.rename(target)
    except OSError:
        (old / target.name).rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return target


def _without_paths(text: str, aside: Path, name: str) -> str:
    """Without the folder it was made in, which the user never sees; that of the overlay is in there too."""
    words = [name if word.startswith(str(aside)) else word for word in text.split(" ")]
    return " ".join(words)


# ---- The workplace


@contextmanager
def _workplace(places: Places) -> Iterator[Path]:
    """The hidden folder beside the models, ours alone while it lasts, and tidied. Raises Problem."""
    coming = make_folder(places.models / COMING)
    try:
        with make_file(coming / _LOCK).open("a+b") as lock:
            try:
                if sys.platform == "win32":
                    msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise problems.model_busy(places.models) from error
            _mend(coming, places.models)
            _tidy(coming)
            yield coming
    except OSError as error:
        raise problems.model_not_kept(places.models, error.strerror or str(error)) from error


def _mend(coming: Path, models: Path) -> None:
    """Where we were killed between the two steps of _put(): the old one stands again."""
    for old in (coming / _OLD).iterdir() if (coming / _OLD).is_dir() else ():
        if not os.path.lexists(models / old.name):
            old.rename(models / old.name)


def _tidy(coming: Path) -> None:
    """What an earlier time left behind goes, but for parts that may be gone on with."""
    oldest = time.time() - KEPT_DAYS * 86_400
    for each in coming.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)  # what will not go now goes the next time
        elif each.suffix == ".part" and each.stat().st_mtime < oldest:
            _quietly(discard, each)


@contextmanager
def _aside(coming: Path) -> Iterator[Path]:
    aside = Path(tempfile.mkdtemp(prefix="making-", dir=coming))
    try:
        (aside / _MADE).mkdir(mode=0o700)
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)  # what will not go now goes the next time


def _quietly(work: Callable[[Path], None], path: Path) -> None:
    with suppress(OSError):  # it goes the next time
        work(path)
