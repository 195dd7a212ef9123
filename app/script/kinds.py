"""What each word of a script is: what its characters tell, and what its place tells of names."""

from collections.abc import Sequence

from app.script.dates import MONTHS, WEEKDAYS
from app.script.everyday import ABBREVIATIONS, EXPANSIONS
from app.script.number_words import is_number_word
from app.script.words import FUNCTION_WORDS, Word, WordKind, shape, without_accents

_MONTHS = frozenset(MONTHS) - {"may", "march"}
_NO_NAMES = "ok okay mr mrs ms dr prof street avenue road english american british dear ceo"
_NEVER_NAMES = frozenset(_NO_NAMES.split())
_BEGINNINGS = """
hi hello hey good morning afternoon evening thanks thank please call let just looking again yes no not dear yesterday
today tomorrow now next first second then here when where why how if since after before until last many most some any
every each both all one two ask give take get see talk speak best regards sincerely cheers sorry great sure
"""
# Capitalised only because a sentence begins, whatever follows
_COMMON_STARTERS = frozenset(_BEGINNINGS.split())


def kinds_of(words: Sequence[Word], sentence_starts: frozenset[int]) -> tuple[WordKind, ...]:
    """One kind a word.

    A NAME is a capitalised word within a sentence. At a sentence's beginning, where every word is capitalised, it is a
    name if it stands capitalised within a sentence elsewhere, or a name follows at once and it is no common beginning.
    "I", weekdays and months are no names; the latter two are dates, as is "tomorrow". Numbers in words are numbers, but
    "one" and "first" seldom count anything.
    """
    keys = [without_accents(word.text) for word in words]
    kinds = [_kind(word.text, key, i in sentence_starts) for i, (word, key) in enumerate(zip(words, keys, strict=True))]
    names = {_stem(key) for key, kind in zip(keys, kinds, strict=True) if kind is WordKind.NAME}
    for i in sorted(sentence_starts):
        if kinds[i] is not WordKind.PLAIN or not words[i].text[0].isupper() or not _may_name(keys[i]):
            continue
        name_follows = i + 1 < len(words) and kinds[i + 1] is WordKind.NAME and words[i + 1].start == words[i].end + 1
        if _stem(keys[i]) in names or (name_follows and keys[i] not in _COMMON_STARTERS):
            kinds[i] = WordKind.NAME
    return tuple(kinds)


def _stem(key: str) -> str:
    return key.removesuffix("'s").removesuffix("'")


def _kind(text: str, key: str, starts: bool) -> WordKind:
    kind = shape(text)
    if kind is WordKind.ACRONYM and _stem(key) in FUNCTION_WORDS and len(key) < 4 and text not in ("IT", "US"):
        return WordKind.PLAIN
    if kind is not WordKind.PLAIN:
        return kind
    if _names_a_day(key) or (key in ("may", "march") and text[0].isupper() and not starts):
        return WordKind.DATE
    if key in ("noon", "midnight", "midday"):
        return WordKind.TIME
    if key != "one" and key != "oh" and is_number_word(key):
        return WordKind.NUMBER
    if not starts and text[0].isupper() and _may_name(key):
        return WordKind.NAME
    return WordKind.PLAIN


def _names_a_day(key: str) -> bool:
    stem = _stem(key)
    return stem in _MONTHS or stem in ("tomorrow", "yesterday") or stem.removesuffix("s") in WEEKDAYS


def _may_name(key: str) -> bool:
    plain = key.rstrip(".")
    if len(plain) == 1:
        return False
    return not (plain in FUNCTION_WORDS or plain in EXPANSIONS or plain in ABBREVIATIONS or plain in _NEVER_NAMES)
