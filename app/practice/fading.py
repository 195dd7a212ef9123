"""How a script leaves the page: level by level, word by word."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.review.finding import Strictness
from app.script.script import Script, SpanRule
from app.script.words import WordKind, fold

EVERY = 3  # of so many words one goes

# No function words, and yet no key to a sentence: they could stand in any other.
_LIGHT_WORDS = """
hi hello hey please thank thanks get got getting give gave go goes going come came coming make made making take took
put let say said see know think want need tell told like how when where why whether very really quite even still
already again now here together before after during between under
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_TURNS = frozenset({"no", "not", "never", "nothing", "nobody", "without", "until", "unless", "only"})


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
    strictness: Strictness | None = None  # None: the message's own


def whole(script: Script) -> tuple[Shown, ...]:
    return (Shown.WHOLE,) * len(script.words)


def _every_third_gone(script: Script) -> tuple[Shown, ...]:
    return tuple(Shown.GONE if i % EVERY == EVERY - 1 else Shown.WHOLE for i in range(len(script.words)))


def _first_letters(script: Script) -> tuple[Shown, ...]:
    return (Shown.LETTER,) * len(script.words)


def _key_words(script: Script) -> tuple[Shown, ...]:
    """What must be said, names and figures, what turns the sense round, and of each run of words that carry sense the
    last: in English the head of a phrase closes it (“late *drops*”, “one *page*”)."""
    key = {word for span in script.spans if span.rule is SpanRule.MUST_SAY for word in range(span.first, span.last)}
    for sentence in script.sentences:
        for word in range(sentence.first, sentence.last):
            runs_on = word + 1 < sentence.last and not _mark(script, word + 1) and _carries_sense(script, word + 1)
            if _turns_round(script, word) or (_carries_sense(script, word) and not runs_on):
                key.add(word)
    key |= {word for word in range(len(script.words)) if script.kind_of(word) is not WordKind.PLAIN}
    return tuple(Shown.WHOLE if word in key else Shown.GONE for word in range(len(script.words)))


def _carries_sense(script: Script, word: int) -> bool:
    light = script.is_function_word(word) or fold(script.words[word].text) in _LIGHT
    return not light and not _turns_round(script, word)


def _turns_round(script: Script, word: int) -> bool:
    folded = fold(script.words[word].text)
    return folded in _TURNS or folded.endswith("n't")


def _nothing(script: Script) -> tuple[Shown, ...]:
    return (Shown.GONE,) * len(script.words)


LEVELS: tuple[Level, ...] = (
    Level("Full script", whole),
    Level("Every third word gone", _every_third_gone),
    Level("First letters", _first_letters),
    Level("Key words", _key_words),
    Level("Nothing", _nothing),
)
IN_OWN_WORDS = Level("In your own words", _nothing, Strictness.GIST)


def levels(script: Script, strictness: Strictness) -> tuple[Level, ...]:
    """The LEVELS, by the message's own strictness; then, where some of it must be said exactly, one that holds to that
    alone. Who asked for the gist has had it all along."""
    holds = any(span.rule is SpanRule.MUST_SAY for span in script.spans)
    return (*LEVELS, IN_OWN_WORDS) if holds and strictness is not Strictness.GIST else LEVELS


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
