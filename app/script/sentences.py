"""Where sentences end."""

import re
from collections.abc import Sequence

from app.script.markup import NEW_BLOCK, UNSPOKEN
from app.script.shapes import TITLES
from app.script.words import FUNCTION_WORDS, Word

_BREAK = re.compile(rf"\n[ \t\r{UNSPOKEN}]*\n|{NEW_BLOCK}")
_STOP = re.compile(r"[.!?\u3002\u2026]")
_ELLIPSIS = re.compile(r"\.\.+|\u2026")
_NEVER_LAST = frozenset(title.lower() + "." for title in TITLES.split("|")) | {
    "e.g.",
    "i.e.",
    "vs.",
    "approx.",
    "no.",
    "nos.",
    "ext.",
}
_BEGINNINGS = """
please thanks thank call let just looking hi hello hey my our here again no not yes feel give then now next first
"""
_STARTERS = FUNCTION_WORDS | frozenset(_BEGINNINGS.split())


def sentence_ends(words: Sequence[Word], spoken: str) -> list[int]:
    """For each sentence the word index after its last; the last is len(words). `spoken`: the text, marks hidden."""
    ends = [i + 1 for i in range(len(words) - 1) if _ends(words[i], words[i + 1], spoken)]
    return [*ends, len(words)]


def _ends(word: Word, following: Word, spoken: str) -> bool:
    between = spoken[word.end : following.start]
    if _BREAK.search(between):
        return True
    visible = between.replace(UNSPOKEN, "")
    capital = following.text[0].isupper() or not following.text[0].isalpha()
    if not _STOP.search(visible):
        # The dot of "p.m." belongs to the word; a common beginning after it tells that it ends the sentence, too.
        dotted = word.text.endswith(".") and word.text.lower() not in _NEVER_LAST
        return dotted and following.text[0].isupper() and following.text.lower() in _STARTERS
    if "!" in visible or "?" in visible:
        return capital or not visible.strip().endswith((",", '"', "\u201d", "'", "\u2019"))
    if _ELLIPSIS.search(visible):
        return capital and following.text not in ("I", "I'm", "I'll", "I've", "I'd")
    if len(word.text) == 1 and word.text.isupper() and word.text != "I" and capital:
        return following.text.lower() in _STARTERS  # the initial of a name: J. Smith
    return True
