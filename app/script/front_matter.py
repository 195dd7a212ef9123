"""What stands above the script: its title, the plan of the contact, its limit."""

import math
import re
from dataclasses import dataclass

from app.problems import limit_not_positive

PLAN = ("to", "goal", "cares_about", "for_them", "next_step", "if_they_answer")  # what is thought of before the words


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines between two --- at the very top; `end` is the first character after them, 0 where there are none."""

    end: int
    values: dict[str, str]  # keys in lower case, with _ for space and hyphen; unknown ones too


_FENCE = re.compile(r"---[ \t]*\r?$")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\r?$")
_SPACED = "|".join(key.replace("_", " ") for key in PLAN if "_" in key)
_LINE = re.compile(rf"([A-Za-z][A-Za-z0-9_-]*|(?i:{_SPACED}))[ \t]*:(?:[ \t]+(.*))?$")
_ASIDE = re.compile(r"\s*(?:#.*|)$|[ \t]+\S|- ")  # blank, a comment, or what belongs to the key above
_MOST_LINES = 200


def front_matter(text: str) -> FrontMatter:
    """Read it; a text whose top has no closing line, or lines that are not `key: value`, has none."""
    none = FrontMatter(0, {})
    lines = text.split("\n", _MOST_LINES)
    if not _FENCE.fullmatch(lines[0]):
        return none
    at = len(lines[0]) + 1
    values: dict[str, str] = {}
    for i, line in enumerate(lines[1:_MOST_LINES], 1):
        at += len(line) + 1
        if _CLOSING.fullmatch(line):
            return FrontMatter(min(at, len(text)), values) if values or i == 1 else none
        stripped = line.rstrip("\r")
        if found := _LINE.fullmatch(stripped):
            key = re.sub("[ -]", "_", found.group(1).lower())
            values.setdefault(key, _unquoted((found.group(2) or "").strip()))
        elif not _ASIDE.match(stripped):
            return none
    return none


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


_SECONDS = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})\s*(s|secs?|seconds?|m|mins?|minutes?)?\.?", re.IGNORECASE
)
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9](?:\.[0-9]{1,9})?)")


def seconds(text: str) -> float:
    """A limit in seconds: 30, 30 s, 1.5 min, 0:30. Raises Problem where it is no positive number."""
    value = text.strip()
    if found := _CLOCK.fullmatch(value):
        limit_s = int(found.group(1)) * 60 + float(found.group(2))
    elif found := _SECONDS.fullmatch(value):
        limit_s = float(found.group(1)) * (60 if (found.group(2) or "s").lower().startswith("m") else 1)
    else:
        raise limit_not_positive(text)
    if not math.isfinite(limit_s) or limit_s <= 0:
        raise limit_not_positive(text)
    return limit_s
