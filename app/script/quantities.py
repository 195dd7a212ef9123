"""The ways a number with something about it may be spoken: a sign, a unit, a percentage, a fraction, a range."""

import re
import unicodedata

from app.script import shapes
from app.script.dates import month_over_day
from app.script.digits import one_by_one
from app.script.numbers import POINT, amount, and_optional, cardinal, decade, in_words, ordinal, scaled, whole
from app.script.units import PER, UNITS_AFTER_NUMBERS
from app.script.ways import SILENCE, Ways, either, maybe, say, then

_DASH = f"[{shapes.DASH}]"
_TO = either("to", SILENCE, "through", "or", "dash")
_USUAL_PARTS = (2, 3, 4, 5, 6, 8, 10, 16, 100)
_SCALES = ("k", "K", "M", "B", "bn", "mn")


def percent(text: str) -> Ways:
    """12%, 10-15 %."""
    sign = _sign(text)
    found = re.findall(shapes.NUMBER, text)
    sides: list[Ways] = []
    for i, number in enumerate(found):
        if i:
            sides += [maybe(either("percent", "per cent")), _TO]
        sides.append(amount(number))
    return then(sign, *sides, either("percent", "per cent"))


def fraction(over: str, under: str, after_whole: bool = False) -> Ways:
    """3/4: three quarters, three fourths, three over four, three out of four, three four, March fourth."""
    top, bottom = int(over), int(under)
    ways: list[Ways] = []
    dated = month_over_day(over, under) if max(top, bottom) > 1 and not after_whole else []
    if 0 < top < bottom <= 1000 and bottom > 1:
        names = _denominator(bottom, top != 1)
        ways.append(then(either("one", "a") if top == 1 else cardinal(top), names))
        if bottom == 2:
            ways.append(say("half"))
    between: list[Ways] = [say("over"), say("slash"), say("out of"), say("of")]
    between.insert(len(between) if ways else 0, SILENCE)  # 24/7, 50/50: plainly nothing
    with_sign = then(whole(over), either(*between), whole(under))
    usual = ways and bottom in _USUAL_PARTS
    return either(*ways, with_sign, *dated) if usual else either(with_sign, *dated, *ways)


def _denominator(bottom: int, several: bool) -> Ways:
    if bottom == 2:
        return say("halves" if several else "half")
    words = in_words(bottom, "ordinal")
    name = then(*and_optional(words[:-1]), words[-1] + ("s" if several else ""))
    return either("quarters" if several else "quarter", name) if bottom == 4 else name


def _sign(text: str) -> Ways:
    if text[0] in "-\u2212":
        return either("minus", "negative")
    if text[0] == "+":
        return either("plus", SILENCE)
    if text[0] in "#\u2116":
        return either("number", "hashtag", "pound", "hash", SILENCE)
    return SILENCE


_CONTENT = re.compile(rf"([#\u2116+\u2212-]?)({shapes.NUMBER})(.*)", re.DOTALL)


def number(text: str) -> Ways | None:
    """Any number without letters but a known unit; None where letters and digits are mixed otherwise."""
    if text.endswith("%"):
        return percent(text)
    if found := re.fullmatch(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:st|nd|rd|th)", text):
        return ordinal(found.group(1))
    if found := re.fullmatch(r"['\u2019]?([0-9]{2,4})['\u2019]?s", text):
        return _decade_or_seconds(found.group(1), text)
    if found := re.fullmatch(r"(?:([0-9]+)\s)?([0-9]+)/([0-9]+)", text):
        return _mixed_fraction(found.group(1) or "", found.group(2), found.group(3))
    if text[-1] in "\u00bc\u00bd\u00be" or 0x2150 <= ord(text[-1]) <= 0x215E:
        return _vulgar(text)
    if found := re.fullmatch(r"([0-9]+)(?::|\s?[x\u00d7]\s?)([0-9]+)", text):
        between = either("to", "by", SILENCE) if ":" in text else either("by", "times", "x")
        return then(whole(found.group(1)), between, whole(found.group(2)))
    if re.fullmatch(r"[0-9]+(?:/[0-9]+){2,}", text):
        return _grouped(text.split("/"), either("slash", SILENCE))
    if re.fullmatch(rf"[0-9]+(?:{_DASH}[0-9]+){{2,}}", text):
        return _grouped(re.findall("[0-9]+", text), either(SILENCE, "dash", "hyphen"))
    if found := re.fullmatch(r"([#\u2116+\u2212-]?)([0-9]+(?:\.[0-9]+){2,})", text):
        return then(_sign(text), _grouped(found.group(2).split("."), POINT))
    if found := re.fullmatch(rf"[#\u2116+\u2212-]?({shapes.NUMBER})\s?{_DASH}\s?({shapes.NUMBER})([^\W\d]*)", text):
        return _range(text, *found.groups())
    return _with_unit(text)


def _decade_or_seconds(digits: str, text: str) -> Ways:
    """90s, '90s, 1990s are decades; 90s and 45s may be seconds."""
    if len(digits) == 4 or len(text) > len(digits) + 1:
        return decade(digits)
    ways = [decade(digits), then(whole(digits), UNITS_AFTER_NUMBERS["s"])]
    return either(*(ways if digits.endswith("0") else reversed(ways)))


def _grouped(groups: list[str], between: Ways) -> Ways:
    ways: list[Ways] = []
    for i, group in enumerate(groups):
        ways += ([between] if i else []) + [either(one_by_one([group]), whole(group))]
    return then(*ways)


def _mixed_fraction(before: str, over: str, under: str) -> Ways:
    if not before:
        return fraction(over, under)
    halves = [say("a half")] if (over, under) == ("1", "2") else []
    return then(whole(before), "and", either(*halves, fraction(over, under, after_whole=True)))


def _vulgar(text: str) -> Ways:
    """½, 2½, ⅔."""
    before = re.match("[0-9]*", text)
    whole_part = before.group() if before else ""
    over, under = _vulgar_parts(text[-1])
    return _mixed_fraction(whole_part, over, under)


def _vulgar_parts(sign: str) -> tuple[str, str]:
    over, _, under = unicodedata.normalize("NFKC", sign).partition("\u2044")
    return over, under


def _range(text: str, first: str, last: str, unit: str) -> Ways:
    if unit in _SCALES:
        return then(_sign(text), either(amount(first), scaled(first, unit)), _TO, scaled(last, unit))
    tail = [UNITS_AFTER_NUMBERS.get(unit, say(unit.lower()))] if unit else []
    return then(_sign(text), amount(first), _TO, amount(last), *tail)


def _with_unit(text: str) -> Ways | None:
    """A number, perhaps with a sign, a unit, a plus, a "per"."""
    found = _CONTENT.fullmatch(text)
    if found is None:
        return None
    tail = found.group(3)
    ways = [_sign(text)]
    per = re.search(r"\s?/\s?([A-Za-z]+)$", tail)
    if per:
        tail = tail[: per.start()]
    unit = re.sub(r"\s", "", tail.replace("\u00b0", " degree ").strip()) if "\u00b0" in tail else tail.strip()
    if unit in _SCALES:
        ways.append(scaled(found.group(2), unit))
    elif unit in ("", "+"):
        ways.append(amount(found.group(2)))
        if unit:
            ways.append(either("plus", SILENCE))
    elif unit in UNITS_AFTER_NUMBERS:
        ways += [amount(found.group(2)), UNITS_AFTER_NUMBERS[unit]]
    else:
        return None
    if per:
        ways.append(PER.get(per.group(1), say(f"per {per.group(1).lower()}")))
    return then(*ways)
