"""Words: found in a text with their places, sorted into kinds, folded into one spelling."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.script.shapes import APOSTROPHES, word_pattern
from app.script.spelling import american


class WordKind(StrEnum):
    """What a script word is, as far as its saying and its weight go."""

    PLAIN = "plain"
    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    EMAIL = "email"
    URL = "url"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, at [start, end) in characters of the text."""

    text: str
    start: int
    end: int


_FUNCTION_WORDS = """
a an the this that these those
i you he she it we they me him her us them my your his its our their mine yours hers ours theirs
myself yourself himself herself itself ourselves yourselves themselves who whom whose which what
am is are was were be been being do does did have has had having will would shall should can could may might
of in on at to for from with by about into onto through over upon within as than across around along
and or but so if because since while though although then also just there
i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll we're we've we'll we'd
they're they've they'll they'd that's that'll there's who's what's here's let's
"""
# Words whose change or loss seldom changes the sense. Those that turn it round (not, no, until, without) are not here.
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LETTERS_APART = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_DROPPED = {"Mn", "Me", "Cf"}  # combining marks, soft hyphens, joiners


def fold(text: str) -> str:
    """The form in which two spellings are compared: lower case, plain apostrophes, no accents, American spelling."""
    return american(without_accents(text))


@lru_cache(maxsize=16384)
def without_accents(text: str) -> str:
    """Lower case, plain apostrophes, letters without their accents; the spelling stays."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = text.translate(_APOSTROPHE)
    while True:
        apart = unicodedata.normalize("NFKD", folded.lower().translate(_LETTERS_APART)).translate(_APOSTROPHE)
        plain = "".join(letter for letter in apart if unicodedata.category(letter) not in _DROPPED)
        if plain == folded:
            return plain
        folded = plain


def find_words(text: str) -> tuple[Word, ...]:
    """Every word of the text, in order. What is said as one (a phone number, a price, a date) is one word."""
    return tuple(each_word(text))


def each_word(text: str) -> Iterator[Word]:
    """As find_words, one at a time."""
    for found in word_pattern().finditer(text):
        yield Word(found.group(), found.start(), found.end())


@lru_cache(maxsize=16384)
def shape(text: str) -> WordKind:
    """The kind that the characters alone tell; NAME is not among them."""
    found = word_pattern().fullmatch(text)
    if found is None or found.lastgroup is None:
        return WordKind.PLAIN
    return WordKind(found.lastgroup)
