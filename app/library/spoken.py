"""What a take is of, as it stood when the rep began: written beside the take until the library has it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.review.finding import Strictness
from app.review.review import Rules
from app.script.script import Script

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rep that was begun."""

    message: int | None  # None: of no message
    text: str  # the script, blanks filled in
    title: str | None
    limit_s: float
    strictness: Strictness
    begun_at: float  # s since 1970
    drill: str = ""
    is_aside: bool = False
    file: str = ""  # the script's, where it is of no message


def spoken(
    message: int | None,
    script: Script,
    rules: Rules,
    now: datetime,
    drill: str = "",
    is_aside: bool = False,
    file: Path | None = None,
) -> Spoken:
    """A rep that begins now."""
    return Spoken(
        message,
        script.text,
        script.title,
        rules.limit_s,
        rules.strictness,
        now.timestamp(),
        drill,
        is_aside,
        str(file.absolute()) if file is not None else "",
    )


def as_note(rep: Spoken) -> str:
    return json.dumps({"format": _FORMAT, **asdict(rep)}, ensure_ascii=False)


def from_note(note: bytes) -> Spoken:
    """Raises ValueError where it is none of this version's, or was cut off."""
    told = json.loads(note.decode("utf-8"))
    if not isinstance(told, dict) or told.pop("format", None) != _FORMAT:
        raise ValueError("it is of another version")
    try:
        rep = Spoken(**{**told, "strictness": Strictness(str(told.get("strictness")))})
    except TypeError as error:
        raise ValueError(str(error)) from error
    for name, kinds in _KINDS.items():
        value: Any = getattr(rep, name)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise ValueError(f"{name} is {value!r}")
    return rep


_KINDS: dict[str, tuple[type, ...]] = {
    "message": (int, type(None)),
    "text": (str,),
    "title": (str, type(None)),
    "limit_s": (float, int),
    "begun_at": (float, int),
    "drill": (str,),
    "is_aside": (bool,),
    "file": (str,),
}
