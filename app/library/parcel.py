"""What an exported message says, and how it is read where nothing of it can be believed."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from app.library.draft import FACTS, Draft
from app.library.messages import Edit, moment
from app.review.corrections import Correction
from app.review.finding import Kind, Strictness
from app.script.script import MOST_BYTES

WHAT = "after-the-beep message"
FORMAT = 1
MOST_TAKES = 2_000
_MOST_EDITS = 10_000
_MOST_FOLLOWED = 1_000
_MOST_CORRECTIONS = 10_000
_MOST_RULES = 1_000
_MOST_ANSWERS = 1_000
_MOST_REVIEWS = 100  # of one take
_MOST_LETTERS = 10_000  # of a fact
_LONGEST_S = 86_400.0
_LATEST_S = 4e9  # since 1970
_RULE = re.compile(r"[a-z_]{1,40}")
_DRILL = re.compile(r"[a-z-]{0,40}")
_LATER = ("for_them", "if_they_answer")  # the first that exported had none
_SOUND = re.compile(r"takes/[0-9]{1,6}\.flac")

_T = TypeVar("_T")


class Misshapen(Exception):
    """What stands there is no exported message; str() says why."""


class Newer(Exception):
    """A later version of this program wrote it."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


@dataclass(frozen=True, slots=True)
class PackedReview:
    """A review as text, to be read against the take's script."""

    made_at: datetime
    rules: str  # JSON
    review: str  # JSON


@dataclass(frozen=True, slots=True)
class PackedTake:
    """A take without its sound, which lies beside under the name `sound`."""

    sound: str
    text: str
    title: str | None
    limit_s: float
    strictness: Strictness
    recorded_at: datetime
    origin_s: float | None
    is_pinned: bool
    drill: str  # in which it was spoken; empty: in none
    is_aside: bool
    reviews: tuple[PackedReview, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with all that belongs to it."""

    draft: Draft
    edits: tuple[Edit, ...]  # oldest first
    takes: tuple[PackedTake, ...]
    corrections: tuple[Correction, ...]  # those that hold in every take
    silenced: frozenset[str]  # rules of advice
    answers: dict[str, str]  # to the blanks of the script
    follows: tuple[str, ...]  # the names of the messages before it in its series, the nearest first


def written(parcel: Parcel) -> bytes:
    return json.dumps(
        {
            "what": WHAT,
            "format": FORMAT,
            "message": asdict(parcel.draft),
            "edits": [{"edited_at": each.edited_at.timestamp(), "draft": asdict(each.draft)} for each in parcel.edits],
            "corrections": [_correction_written(each) for each in parcel.corrections],
            "silenced": sorted(parcel.silenced),
            "answers": parcel.answers,
            "follows": parcel.follows,
            "takes": [_take_written(each) for each in parcel.takes],
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def _take_written(take: PackedTake) -> dict[str, object]:
    return {
        "sound": take.sound,
        "text": take.text,
        "title": take.title,
        "limit_s": take.limit_s,
        "strictness": take.strictness.value,
        "recorded_at": take.recorded_at.timestamp(),
        "origin_s": take.origin_s,
        "pinned": take.is_pinned,
        "drill": take.drill,
        "aside": take.is_aside,
        "reviews": [
            {
                "made_at": each.made_at.timestamp(),
                "rules": json.loads(each.rules),
                "review": json.loads(each.review),
            }
            for each in take.reviews
        ],
        "corrections": [_correction_written(each) for each in take.corrections],
    }


def _correction_written(correction: Correction) -> dict[str, object]:
    return {
        "kind": correction.kind.value,
        "words": correction.words,
        "heard": correction.heard,
        "span": correction.span,
    }


def unwrapped(content: bytes) -> Parcel:
    """Raises Misshapen or Newer."""
    try:
        given = _mapping(json.loads(content.decode("utf-8")))
        json.dumps(given, ensure_ascii=False).encode()  # half a character passes as JSON, and nowhere else
        if given.get("what") != WHAT:
            raise ValueError("it does not say that it is one")
        version = given.get("format")
        if not isinstance(version, int) or version < FORMAT:
            raise ValueError("it does not say in which format")
        if version > FORMAT:
            raise Newer(version)
        return _parcel(given)
    except KeyError as error:
        raise Misshapen(f"it has no {error.args[0]}") from error
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Misshapen(str(error).rstrip(".")) from error


def _parcel(given: Mapping[str, object]) -> Parcel:
    return Parcel(
        draft=_draft(given["message"]),
        edits=_each(given["edits"], _edit, _MOST_EDITS),
        takes=_each(given["takes"], _take, MOST_TAKES),
        corrections=_each(given["corrections"], _correction, _MOST_CORRECTIONS),
        silenced=frozenset(_each(given.get("silenced", []), _rule, _MOST_RULES)),  # none in what was exported earlier
        answers=_answers(given.get("answers", {})),
        follows=_each(given.get("follows", []), _text, _MOST_FOLLOWED),
    )


def _rule(value: object) -> str:
    name = _text(value)
    if not _RULE.fullmatch(name):
        raise ValueError("a rule of advice in it is none")
    return name


def _drill(value: object) -> str:
    """Also of one that this version does not know."""
    name = _text(value)
    if not _DRILL.fullmatch(name):
        raise ValueError("a drill in it is none")
    return name


def _answers(value: object) -> dict[str, str]:
    answers = _mapping(value)
    if len(answers) > _MOST_ANSWERS:
        raise ValueError(f"it holds more than {_MOST_ANSWERS:,} of a kind")
    return {_text(blank): _text(answer) for blank, answer in answers.items()}


def _draft(value: object) -> Draft:
    given = _mapping(value)
    facts = {name: _text(given.get(name, "") if name in _LATER else given[name]) for name in FACTS}
    limit_s = None if given["limit_s"] is None else _number(given["limit_s"], 0.001, _LONGEST_S)
    return Draft(text=_text(given["text"], MOST_BYTES), limit_s=limit_s, **facts)


def _edit(value: object) -> Edit:
    given = _mapping(value)
    return Edit(_draft(given["draft"]), _moment(given["edited_at"]))


def _take(value: object) -> PackedTake:
    given = _mapping(value)
    sound = _text(given["sound"])
    if not _SOUND.fullmatch(sound):
        raise ValueError("a take's sound lies outside its folder")
    return PackedTake(
        sound=sound,
        text=_text(given["text"], MOST_BYTES),
        title=None if given["title"] is None else _text(given["title"]),
        limit_s=_number(given["limit_s"], 0.001, _LONGEST_S),
        strictness=Strictness(_text(given["strictness"])),
        recorded_at=_moment(given["recorded_at"]),
        origin_s=None if given["origin_s"] is None else _number(given["origin_s"], 0.0, _LONGEST_S),
        is_pinned=given["pinned"] is True,
        drill=_drill(given.get("drill", "")),  # none in what was exported earlier
        is_aside=given.get("aside") is True,
        reviews=_each(given["reviews"], _review, _MOST_REVIEWS),
        corrections=_each(given["corrections"], _correction, _MOST_CORRECTIONS),
    )


def _review(value: object) -> PackedReview:
    given = _mapping(value)
    texts = (json.dumps(_mapping(given[name]), ensure_ascii=False) for name in ("rules", "review"))
    return PackedReview(_moment(given["made_at"]), *texts)


def _correction(value: object) -> Correction:
    given = _mapping(value)
    span = None
    if given["span"] is not None:
        start, end = (_number(each, 0.0, _LONGEST_S) for each in _sequence(given["span"]))
        span = (start, end)
    heard = None if given["heard"] is None else _text(given["heard"])
    return Correction(Kind(_text(given["kind"])), _text(given["words"]), heard, span)


# ---- What stands in JSON, or a ValueError


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("something in it has another shape")
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError("something in it has another shape")
    return value


def _each(value: object, read: Callable[[object], _T], most: int) -> tuple[_T, ...]:
    values = _sequence(value)
    if len(values) > most:
        raise ValueError(f"it holds more than {most:,} of a kind")
    return tuple(read(each) for each in values)


def _text(value: object, most: int = _MOST_LETTERS) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("a text in it is none, or too long")
    return value


def _number(value: object, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError("a number in it is none, or out of all bounds")
    return float(value)


def _moment(value: object) -> datetime:
    return moment(_number(value, 0.0, _LATEST_S))
