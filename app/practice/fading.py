"""How a script leaves the page: level by level, word by word."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.script.script import Script, SpanRule
from app.script.words import WordKind

EVERY = 3  # of so many words one goes
KEY_EVERY = 5  # of so many words one is a key to the rest


class Shown(Enum):
    """What is left of a word on the page."""

    WHOLE = "whole"
    LETTER = "letter"  # its first, or its first digit
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Level:
    """One stage of fading."""

    title: str
    shown: Callable[[Script], tuple[Shown, ...]]  # one a script word


def whole(script: Script) -> tuple[Shown, ...]:
    return (Shown.WHOLE,) * len(script.words)


def _every_third_gone(script: Script) -> tuple[Shown, ...]:
    return tuple(Shown.GONE if i % EVERY == EVERY - 1 else Shown.WHOLE for i in range(len(script.words)))


def _first_letters(script: Script) -> tuple[Shown, ...]:
    return (Shown.LETTER,) * len(script.words)


def _key_words(script: Script) -> tuple[Shown, ...]:
    """What must be said, names and figures; where a sentence has too few of them its longest words that carry sense."""
    key = {word for span in script.spans if span.rule is SpanRule.MUST_SAY for word in range(span.first, span.last)}
    key |= {word for word in range(len(script.words)) if script.kind_of(word) is not WordKind.PLAIN}
    for sentence in script.sentences:
        words = range(sentence.first, sentence.last)
        wanted = math.ceil(len(words) / KEY_EVERY) - len(key.intersection(words))
        others = [word for word in words if word not in key and not script.is_function_word(word)]
        others.sort(key=lambda word: -len(script.words[word].text))
        key.update(others[: max(wanted, 0)])
    return tuple(Shown.WHOLE if word in key else Shown.GONE for word in range(len(script.words)))


def _nothing(script: Script) -> tuple[Shown, ...]:
    return (Shown.GONE,) * len(script.words)


LEVELS: tuple[Level, ...] = (
    Level("Full script", whole),
    Level("Every third word gone", _every_third_gone),
    Level("First letters", _first_letters),
    Level("Key words", _key_words),
    Level("Nothing", _nothing),
)


def page(script: Script, shown: tuple[Shown, ...]) -> str:
    """What is left as lines of text, a line a sentence; empty where nothing is left."""
    if all(each is Shown.GONE for each in shown):
        return ""
    return "\n".join(_line(script, shown, sentence.first, sentence.last) for sentence in script.sentences)


def _line(script: Script, shown: tuple[Shown, ...], first: int, last: int) -> str:
    """One word that is gone is a blank to fill, several are an ellipsis."""
    parts: list[str] = []
    at = first
    while at < last:
        end = at + 1
        if shown[at] is Shown.GONE:
            while end < last and shown[end] is Shown.GONE:
                end += 1
            left = "____" if end == at + 1 else "…"
        else:
            left = script.words[at].text if shown[at] is Shown.WHOLE else first_sign(script.words[at].text)
        parts.append(left + _mark(script, end))
        at = end
    return " ".join(parts)


def first_sign(word: str) -> str:
    return next((sign for sign in word if sign.isalnum()), word[:1])


def _mark(script: Script, end: int) -> str:
    """The punctuation right after the word before `end`."""
    text = script.text
    to = script.words[end].start if end < len(script.words) else len(text)
    after = text[script.words[end - 1].end : to].lstrip('*_~`”"’)')
    return after[0] if after[:1] in (",", ".", "?", "!", ";", ":") else ""
