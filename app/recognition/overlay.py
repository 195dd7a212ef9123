"""The folder a model runs from: its own files by links, beside settings that suit a rep.

Two of its settings would harm a rep. The endpointer's rule 5 ends an utterance after 20 s whatever happens and harms
the words at the seam; and dither makes the same sound give other words in another run. A model's folder is not ours to
write in, so each model runs from a folder of ours in the cache.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.places import make_file, make_folder
from app.problems import model_not_prepared, model_unreadable
from app.recognition.models import FBANK_CONF, MFCC_CONF, MODEL_CONF, VoskModel, files_of, fingerprint

NEVER_S = "1000000"  # longer than any take
MODEL_OPTIONS = {"endpoint.rule5.min-utterance-length": NEVER_S}
SOUND_OPTIONS = {"dither": "0"}
_FORMAT = "1"  # another one makes every overlay anew
_ASIDE = ".making-"


def overlay(model: VoskModel, cache_folder: Path, options: Mapping[str, str] | None = None) -> Path:
    """The folder, absolute, to run a model from; made at need, else the one made before if all of it is still there.

    `options` go into model.conf, by Kaldi's names without dashes: {"endpoint.rule2.min-trailing-silence": "5"}.
    Two programs may ask at once. Raises Problem where the model cannot be read or the cache not be written.
    """
    confs = _confs(model.folder, options or {})
    digest = hashlib.sha256("\0".join((_FORMAT, fingerprint(model.folder), *map("=".join, confs.items()))).encode())
    folder = cache_folder.absolute() / f"model-{digest.hexdigest()[:24]}"
    try:
        if not _intact(folder, model.folder, confs):
            _make(folder, model.folder, confs)
    except OSError as error:
        raise model_not_prepared(folder, error.strerror or str(error)) from error
    return folder


def share(file: Path, to: Path, ways: Sequence[Callable[[Path, Path], None]] = (os.symlink, os.link)) -> None:
    """The same file at another place, which is made: a symbolic link, else a hard link, else a copy.

    NB: Windows keeps symbolic links for a few, and hard links end at the edge of a disk.
    """
    make_folder(to.parent)
    for way in ways:
        try:
            way(file.absolute(), to)
        except FileExistsError:
            raise  # NB: a copy would go through a link that is there, into the file it leads to
        except (OSError, NotImplementedError):
            continue
        return
    shutil.copyfile(file, make_file(to))


def with_options(conf: str, options: Mapping[str, str]) -> str:
    """A Kaldi configuration with these options in place of what it says of them; its other lines as they were."""
    wanted = {_option(name) for name in options}
    lines = [line for line in conf.splitlines() if _option(line.split("#")[0].partition("=")[0]) not in wanted]
    return "\n".join([*lines, *(f"--{name}={value}" for name, value in options.items())]) + "\n"


def _option(name: str) -> str:
    """As Kaldi compares names: without dashes before, `_` as `-`, no capitals."""
    return name.strip().removeprefix("--").lower().replace("_", "-")


def _confs(folder: Path, options: Mapping[str, str]) -> dict[str, str]:
    """What our own files in conf/ say."""
    ours = {MODEL_CONF: {**MODEL_OPTIONS, **options}, MFCC_CONF: SOUND_OPTIONS, FBANK_CONF: SOUND_OPTIONS}
    try:
        return {
            inside: with_options((folder / inside).read_text(encoding="utf-8"), wanted)
            for inside, wanted in ours.items()
            if (folder / inside).is_file()
        }
    except (OSError, ValueError) as error:
        raise model_unreadable(folder, str(error)) from error


def _intact(folder: Path, model_folder: Path, confs: Mapping[str, str]) -> bool:
    """Is all of an overlay there, as it was made?"""
    if not folder.is_dir():
        return False
    try:
        for inside, file in files_of(model_folder):
            if inside in confs:
                if (folder / inside).read_bytes() != confs[inside].encode():
                    return False
            elif (folder / inside).stat().st_size != file.stat().st_size:
                return False
    except FileNotFoundError:  # a link that leads nowhere, too
        return False
    return True


def _make(folder: Path, model_folder: Path, confs: Mapping[str, str]) -> None:
    """Made aside, then renamed: whoever finds the folder finds all of it."""
    make_folder(folder.parent)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder.parent))
    try:
        made = aside / folder.name
        for inside, file in files_of(model_folder):
            if inside in confs:
                make_folder((made / inside).parent)
                make_file(made / inside).write_bytes(confs[inside].encode())
            else:
                share(file, made / inside)
        if folder.is_dir() and not _intact(folder, model_folder, confs):
            folder.rename(aside / "damaged")
        try:
            made.rename(folder)
        except OSError:
            if not _intact(folder, model_folder, confs):  # if it is, another program was quicker
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
