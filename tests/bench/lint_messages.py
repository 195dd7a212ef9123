"""The messages the advice is measured on, and what is known to be wrong with them."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.script.advice import Drafted
from app.script.script import parse

FOLDER = Path(__file__).parent / "messages"
HALVES = ("report", "tuning")
PACE_WPM, LIMIT_S = 150.0, 30.0

RULE_IDS = (
    "who_and_why_first",
    "name_first",
    "about_them",
    "deleted_phrase",
    "too_many_points",
    "one_next_step_last",
    "contact_missing",
    "contact_announced",
    "contact_grouped",
    "contact_twice",
    "too_long",
    "long_sentence",
    "tongue_twister",
    "jargon",
    "hedge",
    "nothing_of_value",
    "no_promise_of_when",
    "winged",
    "repeated_opening",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that text[start:end] breaks; one the message breaks as a whole covers all of it."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    text: str
    good: bool
    faults: tuple[Fault, ...] = ()
    arguable: frozenset[str] = frozenset()  # rules one careful reader would hold against it and the next would not
    pace_wpm: float = PACE_WPM
    limit_s: float | None = None
    earlier: tuple[str, ...] = ()  # of its series, oldest first

    def drafted(self) -> Drafted:
        """What the rules are given. Raises Problem."""
        script = parse(self.text)
        limit_s = self.limit_s or script.limit_s or LIMIT_S
        return Drafted(script, self.pace_wpm, limit_s, tuple(parse(each) for each in self.earlier))


def messages(half: str) -> tuple[Message, ...]:
    """Those of one half, the good ones first. Raises ValueError where their labels make no sense."""
    files = [(FOLDER / f"{half}_{kind}.toml", kind == "good") for kind in ("good", "faulty")]
    return tuple(
        message_of(entry, good)
        for file, good in files
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["message"]
    )


def message_of(entry: dict[str, Any], good: bool) -> Message:
    """A message as its file has it. Raises ValueError."""
    own, text = dict(entry), entry["text"]
    faults = [Fault(rule, *_place(words, text)) for rule, words in own.pop("at", [])]
    faults += [Fault(rule, 0, len(text)) for rule in own.pop("whole", [])]
    arguable = frozenset(own.pop("arguable", []))
    if unknown := ({fault.rule for fault in faults} | arguable) - set(RULE_IDS):
        raise ValueError(f"{own['id']}: there is no rule {', '.join(sorted(unknown))}")
    if good == bool(faults) or (good and arguable):
        raise ValueError(f"{own['id']}: {'a good message has faults' if good else 'nothing is wrong with it'}")
    own["earlier"] = tuple(own.get("earlier", ()))
    return Message(good=good, faults=tuple(faults), arguable=arguable, **own)


def _place(words: str, text: str) -> tuple[int, int]:
    """Where they stand, wherever the lines are broken; … is any words between. Raises ValueError unless just once."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in words.split("…")]
    found = list(re.finditer(r"(?s:.+?)".join(parts), text))
    if len(found) != 1:
        raise ValueError(f"{words!r} occurs {len(found)} times in: {text}")
    return found[0].span()
