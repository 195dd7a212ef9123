"""What is spelled or half spelled: acronyms, e-mail and web addresses, letters and digits together."""

import re
import unicodedata

from app.script.digits import one_by_one
from app.script.numbers import ordinal, whole
from app.script.shapes import DASH
from app.script.ways import SILENCE, Ways, either, maybe, say, then
from app.script.words import without_accents

_MOST_SPELLED = 24  # a longer run of letters is a word, not a spelling
_SIGNS = {
    ".": either("dot", "point", "period"),
    "_": either("underscore", "under score"),
    "-": either("dash", "hyphen", "minus"),
    "+": say("plus"),
    "%": say("percent"),
    "/": either("slash", "forward slash"),
    ":": say("colon"),
    "?": either("question mark", SILENCE),
    "#": either("hash", "hashtag", "pound"),
    "=": either("equals", "equal"),
    "&": either("and", "ampersand"),
    "@": say("at"),
}
_PIECES = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _composed(text: str) -> str:
    """Superscripts, full-width letters and digits of other scripts as the plain ones."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))


def spelled(letters: str) -> Ways:
    return say(" ".join(letters))


def acronym(text: str) -> Ways:
    """CRM, U.S., CEOs, R&D: its letters, or the word they make."""
    plural = re.fullmatch(r"(.+?[A-Z.])['\u2019]?s", text)
    core = plural.group(1) if plural else text
    letters = list(re.sub(r"[^\w&+#]", "", without_accents(core)))
    names = {"&": "and", "+": "plus", "#": "sharp"}
    if not plural:
        apart = then(*(names.get(letter, letter) for letter in letters))
        joined = "".join(letters)
        if not joined.isalpha() or len(joined) < 2:
            return apart
        return either(joined, apart) if len(joined) > 4 and set(joined) & set("aeiou") else either(apart, joined)
    *first, last = [names.get(letter, letter) for letter in letters]
    joined = "".join(letters)
    ways: list[Ways] = [then(*first, either(f"{last}'s", f"{last}s", f"{last} s"))]
    return either(*ways, f"{joined}s", f"{joined}'s") if joined.isalpha() else either(*ways)


def email(text: str) -> Ways:
    """anna.lee@north-gate.com: anna dot lee at north dash gate dot com; any part may be spelled."""
    local, _, domain = _composed(text).partition("@")
    return then(_address(local), "at", _address(domain))


def url(text: str) -> Ways:
    """www.acme.com/demo, with or without what goes before the name."""
    text = _composed(text)
    scheme = re.match(r"(https?)://", text, re.IGNORECASE)
    rest = text[scheme.end() :] if scheme else text
    www = re.match(r"www\.", rest, re.IGNORECASE)
    rest = rest[www.end() :] if www else rest
    ways: list[Ways] = []
    if scheme:
        ways.append(maybe(" ".join(scheme.group(1).lower()), either("colon slash slash", SILENCE)))
    if www:
        ways.append(either(then(either("w w w", "triple w", "www"), "dot"), SILENCE))
    return then(*ways, _address(rest))


def _address(text: str) -> Ways:
    return then(*(_piece(piece) for piece in _PIECES.findall(text)))


def _piece(piece: str) -> Ways:
    if piece.isalpha():
        return run(piece)
    if piece.isascii() and piece.isdigit():
        return either(one_by_one([piece]), whole(piece))
    return _SIGNS.get(piece, say("sign") if piece.isalnum() else SILENCE)


def run(letters: str) -> Ways:
    """Letters within an address: a word, its parts as capitals show them, its letters, an initial and the rest."""
    word = without_accents(letters)
    if len(word) == 1:
        return say(word)
    ways: list[str] = [word]
    parts = [part.lower() for part in _CAMEL.findall(letters)]
    if len(parts) > 1 and "".join(parts) == word:
        ways.append(" ".join(parts))
    if len(word) <= _MOST_SPELLED:
        ways.append(" ".join(word))
    if 3 < len(word) <= _MOST_SPELLED:
        ways.append(f"{word[0]} {word[1:]}")
    if len(word) == 2:
        ways.reverse()
    return either(*dict.fromkeys(ways))


def camel(text: str) -> list[str]:
    """The parts that capitals show: HubSpot is hub spot; nothing where there is one part."""
    parts = [part.lower() for part in _CAMEL.findall(text)]
    return parts if len(parts) > 1 and "".join(parts) == text.lower() else []


def mixed(text: str) -> Ways:
    """Letters and digits together: Q3, B2B, COVID-19, 30-second, 3-year-old, 401(k), Q1-Q3."""
    if found := re.fullmatch(rf"([^\W\d_]+)([0-9]+)[{DASH}](\1)?([0-9]+)", text):
        letters, first, again, last = found.groups()
        sides = [mixed(letters + first), mixed((again or "") + last)]
        return then(sides[0], either("to", SILENCE, "through", "dash"), sides[1])
    pieces = re.findall(r"[^\W\d_]+|[0-9]+(?:st|nd|rd|th)?|&|\+|\.", _composed(text))
    return then(*(_mixed_piece(piece, text) for piece in pieces))


def _mixed_piece(piece: str, text: str) -> Ways:
    if piece == "&":
        return say("and")
    if piece == ".":
        return either("point", "dot")
    if piece == "+":
        return either("plus", SILENCE)
    if piece[0].isdigit():
        return whole(piece) if piece.isdigit() else ordinal(piece[:-2])
    word = without_accents(piece)
    if len(word) == 1:
        return say(word)
    if piece.isupper() and len(word) <= 4:
        return either(spelled(word), word)
    parts = camel(piece)
    ways = [word, *([" ".join(parts)] if parts else [])]
    if len(word) <= 3 and "-" not in text:
        ways.append(" ".join(word))
    return either(*dict.fromkeys(ways))
