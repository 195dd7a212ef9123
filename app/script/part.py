"""A part of a script as a script of its own, so that it can be spoken and compared alone."""

from dataclasses import replace

from app.problems import Problem
from app.script.script import Script, parse


def part(script: Script, first: int, last: int) -> Script:
    """The words [first, last), at least one, with the marks that hug them, and the script's title.

    A stretch that is marked in part loses its mark.
    """
    text, words = script.text, script.words
    before = text[words[first - 1].end if first else 0 : words[first].start]
    after = text[words[last - 1].end : words[last].start if last < len(words) else len(text)]
    start, end = words[first].start - len(_hugging(before[::-1])), words[last - 1].end + len(_hugging(after))
    meant = [word.text for word in words[first:last]]
    try:
        alone = parse(text[start:end])
    except Problem:  # marks torn apart hide what lies between them
        alone = None
    if alone is None or [word.text for word in alone.words] != meant:
        alone = parse(" ".join(meant))
    return replace(alone, title=script.title)


def _hugging(beside: str) -> str:
    """What stands at a word without a blank between, from the word on."""
    return "" if not beside.strip() or beside[0].isspace() else beside.split()[0]
