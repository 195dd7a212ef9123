"""Reviews, their rules and attempts as text and back: the contract's object, so that other programs may read it too."""

import dataclasses
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.practice.ladder import Attempt
from app.review.account import Metrics, ModelFacts, Review, SpokenWord, TakeFacts
from app.review.corrections import Correction
from app.review.finding import Certainty, Finding, Kind, Strictness, Verdict
from app.review.report_json import FORMAT, as_json
from app.review.review import Rules
from app.review.weights import Weights
from app.script.script import Script
from app.script.words import fold
from app.settings import Settings, describe

_T = TypeVar("_T")
_OF_FINDING = tuple(field.name for field in dataclasses.fields(Finding))
_APART = "\x1f"  # between words: a date may be one with a line break in it
_WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError)


class Unreadable(Exception):
    """A stored review that does not fit its script, or is none: the take wants a new one."""


def review_text(review: Review) -> str:
    """Times to the millisecond, levels down to -120 dBFS."""
    return json.dumps(as_json(review), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def review_of(text: str, script: Script) -> Review:
    """Raises Unreadable, also where the script's words are found otherwise today than when the review was made."""
    try:
        return _review(json.loads(text), script)
    except _WRONG as error:
        raise Unreadable(str(error)) from error


def _review(given: Mapping[str, object], script: Script) -> Review:
    head = _mapping(given["script"])
    words = [(each["text"], each["start"], each["end"]) for each in map(_mapping, _list(head["words"]))]
    if given["format"] != FORMAT or words != [(word.text, word.start, word.end) for word in script.words]:
        raise ValueError("it belongs to another script, or to another format")
    take, model, figures = (_mapping(given[name]) for name in ("take", "model", "metrics"))
    last = len(script.words)
    review = Review(
        script=dataclasses.replace(script, title=_optional(str, head["title"])),
        limit_s=_number(head["limit_s"]),
        strictness=Strictness(str(head["strictness"])),
        take=TakeFacts(
            file=_is(str, take["file"]),
            duration_s=_number(take["duration_s"]),
            origin_s=_number(take["origin_s"]),
            speech_start_s=_number(take["speech_start_s"]),
            speech_end_s=_number(take["speech_end_s"]),
            overrun_s=_number(take["overrun_s"]),
            limit_at_word=_index(take["limit_at_word"], last - 1),
        ),
        model=ModelFacts(
            _is(str, model["name"]),
            _texts(model["hearings"]),
            _texts(model["unknown_words"]),
            _texts(model["unknown_fillers"]),
        ),
        words=tuple(_word(_mapping(each), last) for each in _list(given["words"])),
        verdicts=tuple(Verdict(str(each)) for each in _list(given["verdicts"])),
        findings=tuple(_finding(_mapping(each), last) for each in _list(given["findings"])),
        metrics=_metrics(figures),
        clean=_is(bool, given["clean"]),
    )
    if len(review.verdicts) != last:
        raise ValueError("there are not as many verdicts as words")
    return review


def _word(given: Mapping[str, object], last: int) -> SpokenWord:
    return SpokenWord(
        _is(str, given["heard"]),
        _number(given["start_s"]),
        _number(given["end_s"]),
        _number(given["confidence"]),
        _index(given["script_word"], last - 1),
    )


def _finding(given: Mapping[str, object], last: int) -> Finding:
    first, end = _index(given["script_start"], last), _index(given["script_end"], last)
    if first is None or end is None or first > end:
        raise ValueError("a finding lies nowhere")
    return Finding(
        kind=Kind(str(given["kind"])),
        certainty=Certainty(str(given["verdict"])),
        script_start=first,
        script_end=end,
        start=_number(given["start_s"]),
        end=_number(given["end_s"]),
        expected=_optional(str, given["expected"]),
        heard=_optional(str, given["heard"]),
        counts=_is(bool, given["counts"]),
        advice=_optional(str, given["advice"]),
    )


def _metrics(given: Mapping[str, object]) -> Metrics:
    pitch = given["pitch_sd_semitones"]
    loudness = given.get("loudness_sd_db")  # reviews of before November 2026 have none
    curve = [[_number(value) for value in _list(each)] for each in _list(given["pace_curve"])]
    return Metrics(
        words_per_minute=_number(given["words_per_minute"]),
        articulation_rate_wpm=_number(given["articulation_rate_wpm"]),
        filled_pauses=_is(int, given["filled_pauses"]),
        lexical_fillers=_is(int, given["lexical_fillers"]),
        fillers_per_minute=_number(given["fillers_per_minute"]),
        pauses=_is(int, given["pauses"]),
        longest_pause_s=_number(given["longest_pause_s"]),
        level_dbfs=_number(given["level_dbfs"]),
        peak_dbfs=_number(given["peak_dbfs"]),
        noise_dbfs=_number(given["noise_dbfs"]),
        pitch_sd_semitones=None if pitch is None else _number(pitch),
        loudness_sd_db=None if loudness is None else _number(loudness),
        pace_curve=tuple((at_s, wpm) for at_s, wpm in curve),
    )


# ---- Rules


def rules_text(rules: Rules) -> str:
    settings = {each.name: each.value for each in describe(rules.settings) if each.value != each.default}
    return json.dumps(
        {
            "limit_s": rules.limit_s,
            "strictness": rules.strictness.value,
            "settings": {name: str(value) if isinstance(value, Path) else value for name, value in settings.items()},
            "weights": dataclasses.asdict(rules.weights),
        },
        ensure_ascii=False,
    )


@lru_cache(maxsize=16)
def rules_of(text: str) -> Rules:
    """What this version does not know of the settings is passed over. Raises Unreadable."""
    try:
        given = _mapping(json.loads(text))
        reads = {each.name: each.reads for each in describe(Settings())}
        chosen = {name: reads[name](value) for name, value in _mapping(given["settings"]).items() if name in reads}
        known = {field.name for field in dataclasses.fields(Weights)}
        weights = {name: _number(value) for name, value in _mapping(given["weights"]).items() if name in known}
        return Rules(
            limit_s=_number(given["limit_s"]),
            strictness=Strictness(str(given["strictness"])),
            settings=Settings(**chosen),  # type: ignore[arg-type]  # each was read by its own setting
            weights=Weights(**weights),
        )
    except _WRONG as error:
        raise Unreadable(str(error)) from error


# ---- Attempts


def attempt_text(attempt: Attempt) -> str:
    """Short, since a message may have hundreds; read by attempt_of() alone."""
    figures = (attempt.number, attempt.clean, attempt.length_s, attempt.limit_s)
    paces = (attempt.words_per_minute, attempt.fillers_per_minute)
    findings = [[getattr(each, name) for name in _OF_FINDING] for each in attempt.findings]
    whole = (*figures, *paces, _APART.join(attempt.words), findings)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def attempt_of(text: str) -> Attempt:
    """Of a text that attempt_text() made. Raises Unreadable."""
    try:
        number, clean, length_s, limit_s, words_per_minute, fillers_per_minute, words, findings = json.loads(text)
        return Attempt(
            number=_is(int, number),
            words=tuple(words.split(_APART)),
            findings=tuple(_attempt_finding(*each) for each in findings),
            clean=_is(bool, clean),
            length_s=_number(length_s),
            limit_s=_number(limit_s),
            words_per_minute=_number(words_per_minute),
            fillers_per_minute=_number(fillers_per_minute),
        )
    except _WRONG as error:
        raise Unreadable(str(error)) from error


def _attempt_finding(kind: str, sure: str, *rest: object) -> Finding:
    """In the order of _OF_FINDING."""
    script_start, script_end, start, end, expected, heard, counts, advice = rest
    return Finding(
        Kind(kind),
        Certainty(sure),
        _is(int, script_start),
        _is(int, script_end),
        _number(start),
        _number(end),
        _optional(str, expected),
        _optional(str, heard),
        _is(bool, counts),
        _optional(str, advice),
    )


def concerns(text: str, correction: Correction) -> bool:
    """Whether a stored review may change by it: looked at quickly, without reading the whole."""
    try:
        return any(
            each["kind"] == correction.kind.value and fold(each["heard"] or "") == (correction.heard or "")
            for each in json.loads(text)["findings"]
        )
    except _WRONG:
        return False  # it cannot be read at all: the take is reviewed anew


# ---- What stands in JSON, or a TypeError


def _is(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} where a {kind.__name__} belongs")
    return value


def _optional(kind: type[_T], value: object) -> _T | None:
    return None if value is None else _is(kind, value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:  # a NaN ends here too
        raise TypeError(f"{value!r} where a number belongs")
    return float(value)


def _index(value: object, most: int) -> int | None:
    if value is None:
        return None
    if not 0 <= _is(int, value) <= most:
        raise ValueError(f"{value} is no place in the script")
    return _is(int, value)


def _mapping(value: object) -> dict[str, object]:
    return _is(dict, value)


def _list(value: object) -> list[object]:
    return _is(list, value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_is(str, each) for each in _list(value))
