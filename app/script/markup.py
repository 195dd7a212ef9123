"""The marks of a script: what they hide, what they bind, where they ask for a pause. A mark never becomes a word."""

import re
from dataclasses import dataclass

UNSPOKEN = "\x1f"  # stands in for every character that is not spoken; no word holds it
NEW_BLOCK = "\x1e"  # the same, where a heading, a rule or a list item begins


@dataclass(frozen=True, slots=True)
class Markup:
    """The text with its marks and unspoken parts blanked out, and what the marks said; offsets are the text's own."""

    spoken: str  # as long as the text; newlines stand
    must_say: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...]
    pauses: tuple[int, ...]
    heading: str | None  # the first heading's text


_HIDDEN_LINES = re.compile(
    r"^[ ]{0,3}\#{1,6}[ \t]+(?P<title>[^\n]*)$"
    r"|^[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)\r?$"
    r"|^[ \t]*(?:>[ \t]?)+(?:[-*+\u2022][ \t]+)?|^[ \t]*[-*+\u2022][ \t]+(?:\[[ xX]\][ \t]+)?",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"^[ \t]*([0-9]{1,2})[.)][ \t]+(?=\S)", re.MULTILINE)
_PAUSE = re.compile(r"\[[ \t]*pause\b[^\]\n]{0,40}\]", re.IGNORECASE)
_MUST_SAY = re.compile(r"\*\*(?=[^\s*]|[ \t]+[^\s*])((?:(?!\*\*|\n[ \t\r]*\n).)+?)\*\*\*?", re.DOTALL)
_FREE = re.compile(r"(?<!\w)~{1,2}(?=[^\s~])((?:(?!~|\n[ \t\r]*\n).)*?)(?<!\s)~{1,2}(?!\w)", re.DOTALL)
_MARKS = re.compile(r"[*_`~\\]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def markup(text: str, start: int) -> Markup:
    """Read the marks from `start` (where the front matter ends) on."""
    spoken = list(text)
    _hide(spoken, 0, start)
    heading = _hide_lines(text, start, spoken)
    at = start
    while (opened := text.find("<!--", at)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        at = closed + 3
        _hide(spoken, opened, at)
    pauses = []
    for found in _PAUSE.finditer("".join(spoken), start):
        pauses.append(found.start())
        _hide(spoken, *found.span())
    for first, last in _brackets(spoken):
        _hide(spoken, first, last)
    left = "".join(spoken)
    must_say = tuple(found.span(1) for found in _MUST_SAY.finditer(left, start))
    free = tuple(found.span(1) for found in _FREE.finditer(left, start))
    for found in _MARKS.finditer(left, start):
        if not _within_address(left, found.start()):
            spoken[found.start()] = UNSPOKEN
    return Markup("".join(spoken), must_say, free, tuple(pauses), heading)


def _hide(spoken: list[str], start: int, end: int) -> None:
    for i in range(start, end):
        if spoken[i] != "\n":
            spoken[i] = UNSPOKEN


def _hide_lines(text: str, start: int, spoken: list[str]) -> str | None:
    """Headings, rules, and the marks at the head of a line; the first heading's text is returned."""
    heading: str | None = None
    for found in _HIDDEN_LINES.finditer(text, start):
        if found.group("title") is not None and heading is None:
            heading = re.sub(r"[*_`~]", "", found.group("title")).strip(" \t\r#") or None
        _hide(spoken, *found.span())
        spoken[found.start()] = NEW_BLOCK
    first_character = len(text) - len(text[start:].lstrip())
    expected = 1
    for found in _NUMBERED.finditer(text, start):
        value = int(found.group(1))
        before = text[max(0, found.start() - 3) : found.start()]
        fresh = found.start(1) <= first_character or before.endswith(("\n\n", "\n\r\n"))
        if (value == 1 and fresh) or (value == expected and expected > 1):
            _hide(spoken, *found.span())
            spoken[found.start()] = NEW_BLOCK
            expected = value + 1
    return heading


def _brackets(spoken: list[str]) -> list[tuple[int, int]]:
    """The parentheses that hide words: closed in their paragraph, with a letter in them, and not hung on to a digit.

    So (704) is spoken, and 401(k), too.
    """
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    text = "".join(spoken)
    paragraph_ends = {blank.start() for blank in _BLANK_LINE.finditer(text)}
    letters_before = [0]
    for character in text:
        letters_before.append(letters_before[-1] + character.isalpha())
    for i, character in enumerate(text):
        if i in paragraph_ends:
            opened.clear()
        elif character == "(":
            opened.append(i)
        elif character == ")" and opened:
            first = opened.pop()
            on_digit = first > 0 and text[first - 1].isdigit()
            if letters_before[i] - letters_before[first] and not on_digit:
                found.append((first, i + 1))
    return found


def _within_address(text: str, at: int) -> bool:
    """Whether the underscore at that place belongs to an address or a name in code, not to emphasis."""
    inside = text[at] == "_" and 0 < at < len(text) - 1
    return inside and text[at - 1].isalnum() and (text[at + 1].isalnum())
