"""Fetch a model's zip: go on where an earlier time left off, and check what came."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.places import make_file
from app.recognition import problems
from app.recognition.network import Answer, Broken, NoMore, Patience, asked, host_of, patiently, told
from app.recognition.progress import Cancelled, Pace, Progress, Report, Stage

MOST_BYTES = 3 * 10**9  # of a zip, and of what comes out of it
UNPACKED = 2.0  # times the zip, about: the official ones are between 1.4 and 1.7
_BLOCK = 1 << 16
_LISTED = 1 << 20  # bytes of a list of models, at most
_PART = 206  # the answer to a wish for the rest


def free_bytes(folder: Path) -> int:
    """Raises OSError."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Due:
    """What is known of a file before it comes."""

    size: int | None = None  # bytes
    digest: tuple[str, str] | None = None  # ("sha256" or "md5", in hexadecimal digits)


def listed(base: str, name: str, patience: Patience, cancelled: Cancelled) -> Due:
    """What the official list of models beside them says of one. Raises Problem."""
    url = f"{base}/model-list.json"

    def fetch() -> bytes:
        content = bytearray()
        with asked(url, {}, patience, cancelled) as answer:
            for block in _blocks(answer, cancelled, url):
                content += block
                if len(content) > _LISTED:
                    raise problems.model_list_unreadable(url)
        return bytes(content)

    content = patiently(fetch, lambda: 0, patience, cancelled)
    try:
        models = json.loads(content)
        entry = next((each for each in models if each["name"] == name), None)
        if entry is None:
            raise problems.model_not_listed(name, url)
        if not re.fullmatch(r"[0-9a-f]{32}", entry["md5"]):
            raise ValueError("no md5")
        size = entry["size"]
        return Due(size if isinstance(size, int) and size > 0 else None, ("md5", entry["md5"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise problems.model_list_unreadable(url) from error


def download(
    url: str,
    part: Path,
    due: Due,
    report: Report,
    cancelled: Cancelled,
    patience: Patience = Patience(),  # noqa: B008  frozen
    free: Callable[[Path], int] = free_bytes,
) -> None:
    """Fetch a zip into the file `part`, going on where an earlier time left off; its folder is there.

    What is known of it is then checked. Raises Problem; what came so far is kept, unless it is wrong.
    """
    resumed = part.exists()
    report(Progress(Stage.ASKING))

    def attempt() -> None:
        try:
            _attempt(url, part, due, report, cancelled, patience, free)
        except OSError as error:  # of ours: the line's have been told apart already
            raise problems.model_not_kept(part.parent, _reason(error)) from error

    try:
        patiently(attempt, lambda: _size(part), patience, cancelled, lambda: report(Progress(Stage.ASKING)))
        right = due.digest is None or digest(part, due.digest[0], report, cancelled) == due.digest[1]
    except problems.ModelCancelled as wish:
        raise problems.model_cancelled(_size(part)) from wish
    if not right:
        discard(part)
        if not resumed:
            raise problems.model_other_bytes(url)
        download(url, part, due, report, cancelled, patience, free)  # it may have been the earlier part of it


def discard(part: Path) -> None:
    """What came so far, and what was noted of it. Raises OSError."""
    part.unlink(missing_ok=True)
    _notes_of(part).unlink(missing_ok=True)


def digest(file: Path, kind: str, report: Report, cancelled: Cancelled) -> str:
    """In hexadecimal digits. Raises Problem."""
    found, done, pace = hashlib.new(kind, usedforsecurity=False), 0, Pace(Stage.CHECKING, _size(file), report)
    try:
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                if cancelled():
                    raise problems.model_cancelled(0)
                found.update(block)
                done += len(block)
                pace.at(done)
    except OSError as error:
        raise problems.model_not_kept(file.parent, _reason(error)) from error
    return found.hexdigest()


# ---- One try


def _attempt(
    url: str,
    part: Path,
    due: Due,
    report: Report,
    cancelled: Cancelled,
    patience: Patience,
    free: Callable[[Path], int],
) -> None:
    """The whole file, or Broken. Raises Problem and, where the disk will not do, OSError."""
    have, notes = _size(part), _noted(part, url)
    if have and notes.total == have:
        return
    if (notes.total is not None and have > notes.total) or not (notes.state or due.digest):
        have = 0  # nothing says that the rest would belong to it
    try:
        with asked(url, _from_here(have, notes), patience, cancelled) as answer:
            if answer.status == _PART:
                first, offered = _range(answer.headers["Content-Range"])
                other = (notes.total is not None and offered != notes.total) or _is_another(answer.headers, notes)
                if not have or first != have or other:
                    raise NoMore(problems.model_not_given(url, answer.status, "with another part than was asked for"))
            else:
                have, offered = 0, _number(answer.headers["Content-Length"])
            _look_at_size(url, offered, have, due, part, free)
            offered = due.size if offered is None else offered
            if not have:
                # Before what is noted of it, or a kill between the two would mix old and new.
                make_file(part).open("wb").close()
            if not have or notes.total is None:
                _note(part, url, answer.headers, offered)
            have = _take(answer, part, have, offered, url, report, cancelled)
    except NoMore:
        discard(part)
        raise
    if offered is not None and have < offered:
        raise Broken(problems.host_not_reached(host_of(url), f"the line broke after {have:,} of {offered:,} bytes"))


def _take(
    answer: Answer, part: Path, have: int, offered: int | None, url: str, report: Report, cancelled: Cancelled
) -> int:
    """How many bytes are there then."""
    pace = Pace(Stage.GETTING, offered, report, have)
    with make_file(part).open("ab") as file:
        for block in _blocks(answer, cancelled, url):
            if not have and not block.startswith(b"PK"[: len(block)]):
                raise problems.model_no_zip(url)
            if offered is not None and have + len(block) > offered:
                raise NoMore(problems.model_other_size(url, have + len(block), offered))
            if have + len(block) > MOST_BYTES:
                raise problems.model_too_big(url, MOST_BYTES)
            file.write(block)
            file.flush()
            have += len(block)
            pace.at(have)
    return have


def _look_at_size(url: str, offered: int | None, have: int, due: Due, part: Path, free: Callable[[Path], int]) -> None:
    """Raises Problem where it cannot be right, or will not fit."""
    size = offered or due.size or 0
    if offered is not None and due.size is not None and offered != due.size:
        raise problems.model_other_size(url, offered, due.size)
    if size > MOST_BYTES:
        raise problems.model_too_big(url, MOST_BYTES)
    needed, room = size - have + int(UNPACKED * size), free(part.parent)
    if needed > room:
        raise problems.model_disk_full(part.parent, needed, room)


def _blocks(answer: Answer, cancelled: Cancelled, url: str) -> Iterator[bytes]:
    """Raises Broken where the line breaks in between, and Problem where nobody wants the rest."""
    while True:
        if cancelled():
            raise problems.model_cancelled(0)
        with told(url):
            block = answer.read1(_BLOCK)
        if not block:
            return
        yield block


def _range(header: str | None) -> tuple[int, int | None]:
    """The first byte that comes, and how many there are in all; (-1, None) where it is not to be understood."""
    found = re.fullmatch(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)", header or "")
    return (int(found[1]), _number(found[2])) if found else (-1, None)


def _number(header: str | None) -> int | None:
    return int(header) if header and re.fullmatch(r"[0-9]{1,15}", header) else None


# ---- What is noted beside a part: whose it is


@dataclass(frozen=True, slots=True)
class _Notes:
    state: str | None = None  # the other side's name for the file as it was then
    total: int | None = None  # bytes


def _notes_of(part: Path) -> Path:
    return part.with_suffix(".json")


def _noted(part: Path, url: str) -> _Notes:
    """Nothing where there is no note, or one of another address."""
    try:
        found = json.loads(_notes_of(part).read_text(encoding="utf-8"))
        if found["url"] != url:
            return _Notes()
        state, total = found["state"], found["total"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return _Notes()  # then it begins anew, or its checksum will tell
    # NB: what would not do in a header of ours is none
    known = isinstance(state, str) and state.isascii() and state.isprintable()
    return _Notes(state if known else None, total if isinstance(total, int) else None)


def _note(part: Path, url: str, headers: Mapping[str, str], total: int | None) -> None:
    noted = {"url": url, "state": _state(headers), "total": total}
    make_file(_notes_of(part)).write_text(json.dumps(noted), encoding="utf-8")


def _state(headers: Mapping[str, str]) -> str | None:
    tag = headers["ETag"] or ""
    return tag if tag.startswith('"') else headers["Last-Modified"]  # a weak tag may not stand in If-Range


def _is_another(headers: Mapping[str, str], notes: _Notes) -> bool:
    """Whether a part is of another file than what came before. NB: not every server heeds If-Range."""
    now = _state(headers)
    return now is not None and notes.state is not None and now != notes.state


def _from_here(have: int, notes: _Notes) -> dict[str, str]:
    if not have:
        return {}
    return {"Range": f"bytes={have}-", **({"If-Range": notes.state} if notes.state else {})}


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
