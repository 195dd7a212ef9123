"""Fuzzed: the files of a model, the zip it comes in, and Vosk itself with a file of its that is bent."""

import io
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from app.recognition import lookahead_fst
from app.recognition.bent import read_language
from app.recognition.models import fingerprint, open_model, vocabulary
from app.recognition.overlay import overlay
from app.recognition.unpack import MOST_RATIO, unpack
from app.recognition.validation import child_command, try_in_child
from tests.fuzz.contract import Broken, Target, promised
from tests.fuzz.mutation import mutated
from tests.recognition.tiny_model import make_model

_FILES = ("graph/Gr.fst", "graph/HCLr.fst", "graph/words.txt", "conf/model.conf", "conf/fbank.conf")
_STATIC = "graph/HCLG.fst"
_OF_VOSK = (*_FILES, "am/final.mdl", "graph/disambig_tid.int", "graph/phones/word_boundary.int")
_APART = b"\0//\0"  # between the name of the file that is bent and what stands in it


@cache
def _model(look_ahead: bool, words_inside: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-model-"))
    return make_model(folder / "tones", look_ahead, words_inside)


def _cases(files: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    def of(name: str) -> st.SearchStrategy[bytes]:
        look_ahead = name != _STATIC
        whole = [(_model(look_ahead, inside) / name) for inside in ((False,) if "words" in name else (False, True))]
        tokens = (
            b"const",
            b"vector",
            b"ngram",
            b"standard",
            b"olabel_lookahead",
            b"--",
            b"=",
            b"<eps>",
            b" -1\n",
            b"#0 ",
        )
        return mutated([each.read_bytes() for each in whole], tokens).map(lambda new: name.encode() + _APART + new)

    return st.sampled_from(files).flatmap(of)


def _placed(content: bytes, folder: Path) -> Path:
    name, _, new = content.partition(_APART)
    target = folder / "tones"
    shutil.copytree(_model(name.decode() != _STATIC, False), target)
    (target / name.decode()).write_bytes(new)
    return target


def _files(content: bytes, folder: Path) -> None:
    target = _placed(content, folder)
    model = promised(lambda: open_model(target))
    if model is None:
        return
    promised(lambda: vocabulary(model))
    promised(lambda: fingerprint(model.folder))
    promised(lambda: overlay(model, folder / "cache"))
    if model.look_ahead:
        promised(lambda: read_language(model))
        try:
            lookahead_fst.check(model.folder / "graph/HCLr.fst")
        except ValueError as told:
            if not str(told):
                raise Broken("no reason is given") from told


def _vosk(content: bytes, folder: Path) -> None:
    """Whatever the file does to Vosk happens to the child."""
    target = _placed(content, folder)
    promised(lambda: try_in_child(target, child_command(), 60.0))


def _zipped() -> bytes:
    made = io.BytesIO()
    root = _model(True, False)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.stat().st_size < 20_000:
                archive.write(file, f"tones/{file.relative_to(root).as_posix()}")
    return made.getvalue()


_NAMES = (
    "../out",
    "/etc/x",
    "a/../../b",
    "tones/con",
    "C:\\x",
    "tones/\x1b[2J",
    "tones/a",
    "tones//b",
    "t\u202eones/x",
    ".x/y",
)


@st.composite
def _hostile(draw: st.DrawFn) -> bytes:
    """Archives that are whole, with names, sizes and kinds as nobody would pack them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in draw(st.lists(st.sampled_from(_NAMES) | st.text(max_size=12), min_size=1, max_size=5, unique=True)):
            entry = zipfile.ZipInfo(name.replace("\0", "0") or "x")
            entry.external_attr = draw(st.sampled_from((0, 0o120777, 0o020666, 0o100644, 0o040755, 0o106755))) << 16
            entry.compress_type = draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)))
            archive.writestr(entry, draw(st.sampled_from((b"", b"x", bytes(2_000_000), b"../../out"))))
    return made.getvalue()


def _zip(content: bytes, folder: Path) -> None:
    (folder / "model.zip").write_bytes(content)
    into = folder / "into"
    into.mkdir()
    promised(lambda: unpack(folder / "model.zip", "model.zip", into, lambda _: None, lambda: False))
    files = [each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()]
    outside = [each for each in files if into not in each.parents and each.name != "model.zip"]
    if outside or any(each.is_symlink() or not each.is_file() for each in files):
        raise Broken(f"it let out {outside or files}")
    size = sum(each.stat().st_size for each in into.rglob("*") if each.is_file())
    if size > max(MOST_RATIO * len(content), 1 << 20):
        raise Broken(f"{size:,} bytes came out of {len(content):,}")


TARGETS = {
    "model": Target(lambda: _cases((*_FILES, _STATIC)), _files),
    "zip": Target(
        lambda: mutated([_zipped()], (b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04", b"../")) | _hostile(), _zip
    ),
    "vosk": Target(lambda: _cases((*_OF_VOSK, _STATIC)), _vosk, longest_s=90.0, most_mb=2048),
}
