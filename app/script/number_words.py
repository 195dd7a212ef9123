"""Numbers written out as words."""

from app.script.digits import TEENS, TENS, UNITS

_NUMBER_WORDS = frozenset(
    (*UNITS, *TEENS, *filter(None, TENS), "oh", "nought", "hundred", "thousand", "million", "billion", "trillion")
)
_ORDINAL_WORDS = """
third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth
"""  # first and second are more often an order of things, or a time, than a number
_ORDINALS = frozenset(_ORDINAL_WORDS.split())


def is_number_word(word: str) -> bool:
    """Whether the word (lower case) is a number, or several joined by hyphens: seven, twenty-five, ninth."""
    return all(part in _NUMBER_WORDS or part in _ORDINALS for part in word.split("-"))


def is_ordinal_word(word: str) -> bool:
    """Whether the word (lower case) is the place in a row that a number tells: ninth, twenty-fifth."""
    return word.rpartition("-")[2] in _ORDINALS
