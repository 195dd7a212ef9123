"""The ways a number may be spoken: quantities, years, decimals, fractions, ordinals, percentages, ranges, prices."""

import re
import unicodedata
from functools import lru_cache

from num2words import num2words

from app.script import shapes
from app.script.digits import digit, one_by_one, two_digits
from app.script.units import CURRENCIES, PER, UNITS_AFTER_NUMBERS
from app.script.ways import SILENCE, Ways, either, maybe, say, then

_MOST_DIGITS = 15  # a longer number is said digit by digit
_SCALES = ("hundred", "thousand", "million", "billion", "trillion")
_SCALE_OF = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_POINT = either("point", "dot")


@lru_cache(maxsize=4096)
def _words(value: int, to: str) -> tuple[str, ...]:
    return tuple(num2words(value, to=to).replace("-", " ").replace(",", "").split())


def _and_optional(words: tuple[str, ...]) -> list[Ways]:
    return [maybe("and") if word == "and" else say(word) for word in words]


def cardinal(value: int) -> Ways:
    """As a quantity: with and without "and", "a hundred" for "one hundred"."""
    words = _words(value, "cardinal")
    if len(words) > 1 and words[0] == "one" and words[1] in _SCALES:
        return then(either("one", "a"), *_and_optional(words[1:]))
    return then(*_and_optional(words))


def hundreds(value: int) -> Ways | None:
    """Twelve hundred (and) fifty; nothing where nobody counts so."""
    if not 1100 <= value <= 9999 or value // 100 % 10 == 0:
        return None
    rest = value % 100
    return then(cardinal(value // 100), "hundred", *([maybe("and"), cardinal(rest)] if rest else []))


def year(value: int) -> Ways:
    """1905: nineteen oh five, nineteen hundred (and) five; 2026: twenty twenty six, two thousand (and) twenty six."""
    century, rest = divmod(value, 100)
    ways: list[Ways] = []
    if century % 10 or rest >= 10:
        ways.append(then(cardinal(century), two_digits(f"{rest:02}") if rest else say("hundred")))
    ways.append(cardinal(value))
    if century % 10 == 0 and 0 < rest < 10:
        ways.append(then(cardinal(century), two_digits(f"{rest:02}")))
    in_hundreds = hundreds(value)
    return either(*ways, *([in_hundreds] if in_hundreds else []))


def whole(text: str) -> Ways:
    """A number without decimals, as written: 1,200 is a quantity; 1200 may be a year or a code as well."""
    digits = text.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return one_by_one([digits])
    value = int(digits)
    ways: list[Ways] = [cardinal(value)]
    if in_hundreds := hundreds(value):
        ways.append(in_hundreds)
    if "," not in text:
        if len(digits) == 4 and value >= 1000:
            ways = [year(value), *ways] if 1900 <= value < 2100 else [*ways, year(value)]
        if len(digits) > 1 or value == 0:
            coded = one_by_one([digits])
            ways = [coded] if digits.startswith("0") and len(digits) > 1 else [*ways, coded]
            if digits.startswith("0") and value:
                ways.append(cardinal(value))
    if value >= 1_000_000:
        ways += _in_scales(value)
    return either(*ways)


def _in_scales(value: int) -> list[Ways]:
    """1,200,000 as one point two million."""
    ways: list[Ways] = []
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= scale and value % scale and value % (scale // 100) == 0:
            written = f"{value // scale}.{str(value % scale).zfill(len(str(scale)) - 1).rstrip('0')}"
            ways.append(_scaled(written, name))
    return ways


def decimal(text: str) -> Ways:
    """3.5: three point five, three and a half; 0.25: (zero) point two five, point twenty five, a quarter."""
    before, _, after = text.partition(".")
    singly = then(*(digit(character) for character in after))
    tail: Ways = either(singly, two_digits(after)) if len(after) == 2 and after[0] != "0" else singly
    value = int(before.replace(",", "") or "0")
    head = either("zero", SILENCE, "oh", "nought") if value == 0 else whole(before)
    ways: list[Ways] = [then(head, _POINT, tail)]
    part = after.rstrip("0")
    if part == "" and after:
        ways.append(whole(before or "0"))
    if part in _PARTS:
        many, alone = _PARTS[part]
        ways.append(alone if value == 0 else then(cardinal(value), "and", many))
    return either(*ways)


_HALF, _QUARTER = either("a half", "half", "one half"), either("a quarter", "one quarter", "quarter")
_THREE_QUARTERS = either("three quarters", "three fourths")
_PARTS = {"5": (_HALF, _HALF), "25": (_QUARTER, _QUARTER), "75": (_THREE_QUARTERS, _THREE_QUARTERS)}


def amount(text: str) -> Ways:
    """Digits with or without decimals."""
    return decimal(text) if "." in text else whole(text)


def _scaled(text: str, scale: str) -> Ways:
    """1.5 million: also one and a half million, a million and a half; in full where the digits stand for it."""
    ways = [then(amount(text), scale)]
    if text == "1":
        ways.append(say(f"a {scale}"))
    before, _, after = text.partition(".")
    if after.rstrip("0") == "5" and before in ("1", "2", "3", "4", "5", "6", "7", "8", "9"):
        ways.append(then(either("one", "a") if before == "1" else cardinal(int(before)), scale, "and a half"))
    return either(*ways)


def scaled(text: str, scale: str) -> Ways:
    """An amount with a scale as written: 1.2 million, 5K, 3bn."""
    name = _SCALE_OF.get(scale.lower(), scale.lower())
    ways = [_scaled(text, name)]
    zeros = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}[name]
    before, _, after = text.replace(",", "").partition(".")
    if after and len(after) <= zeros and len(before) + zeros <= _MOST_DIGITS:
        ways.append(cardinal(int(before + after.ljust(zeros, "0"))))
        if in_hundreds := hundreds(int(before + after.ljust(zeros, "0"))):
            ways.append(in_hundreds)
    if len(scale) == 1:
        ways.append(then(amount(text), scale.lower()))
    return either(*ways)


_AMOUNT = re.compile(rf"({shapes.NUMBER})(?:\s*(thousand|million|billion|trillion|bn|mn|[kKmMbB])(?![A-Za-z]))?")


def _amount_and_scale(text: str, scale: str | None) -> Ways:
    return scaled(text, scale) if scale else amount(text)


def money(text: str) -> Ways:
    """A price as written: $1,200, $3.50, £5, 20 €, $1.2 million, $5K, $10-15, $5/month."""
    per = re.search(r"\s?/\s?([A-Za-z]+)$", text)
    core = text[: per.start()] if per else text
    ways: list[Ways] = [either("minus", "negative")] if core[0] in "-\u2212" else []
    code = re.search(r"[$\u00a3\u20ac\u00a5\u20b9\u00a2]|USD|EUR|GBP|CHF", core)
    currency = CURRENCIES[code.group() if code else "$"]
    found = list(_AMOUNT.finditer(core))
    for i, one in enumerate(found):
        if i:
            ways.append(_TO)
        with_currency = _price(one.group(1), one.group(2), currency)
        if i < len(found) - 1:  # $10-15: the first may go without its dollars
            bare = _amount_and_scale(one.group(1), one.group(2) or found[-1].group(2))
            ways.append(either(_amount_and_scale(one.group(1), one.group(2)), bare, with_currency))
        else:
            ways.append(with_currency)
    if core.rstrip().endswith("+"):
        ways.append(either("plus", SILENCE))
    if per:
        ways.append(PER.get(per.group(1), say(f"per {per.group(1).lower()}")))
    return then(*ways)


_TO = either("to", "through", SILENCE, "or", "dash")


def _price(text: str, scale: str | None, currency: tuple[Ways, Ways]) -> Ways:
    main, minor = currency
    if scale:
        ways = [then(scaled(text, scale), main)]
        if len(scale) == 1:
            ways.append(then(amount(text), scale.lower()))
        return either(*ways)
    before, _, after = text.partition(".")
    if len(after) != 2:
        return then(amount(text), main)
    quantity, cents = int(before.replace(",", "") or "0"), int(after)
    if minor is SILENCE:
        return then(amount(text), main)
    small = then(cardinal(cents), minor)
    if cents == 0:
        return then(whole(before), main, maybe(either("even", then(either("and", SILENCE), "zero", minor))))
    if quantity == 0:
        return either(small, then(decimal(text), main))
    return either(
        then(whole(before), main, maybe("and"), cardinal(cents), either(minor, SILENCE)),
        then(whole(before), two_digits(after)),
        then(decimal(text), main),
    )


def ordinal(digits: str) -> Ways:
    value = int(digits.replace(",", ""))
    words = _words(value, "ordinal") if len(str(value)) <= _MOST_DIGITS else (digits,)
    if len(words) > 1 and words[0] == "one":
        return then(either("one", "a"), *_and_optional(words[1:]))
    return then(*_and_optional(words))


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


def fraction(over: str, under: str) -> Ways:
    """3/4: three quarters, three fourths, three over four, three out of four, three four."""
    top, bottom = int(over), int(under)
    ways: list[Ways] = []
    if 0 < top < bottom <= 1000 and bottom > 1:
        names = _denominator(bottom, top != 1)
        ways.append(then(either("one", "a") if top == 1 else cardinal(top), names))
        if bottom == 2:
            ways.append(say("half"))
    between: list[Ways] = [say("over"), say("slash"), say("out of"), say("of")]
    between.insert(len(between) if ways else 0, SILENCE)  # 24/7, 50/50: plainly nothing
    ways.append(then(whole(over), either(*between), whole(under)))
    return either(*ways)


def _denominator(bottom: int, several: bool) -> Ways:
    if bottom == 2:
        return say("halves" if several else "half")
    words = _words(bottom, "ordinal")
    name = then(*_and_optional(words[:-1]), words[-1] + ("s" if several else ""))
    return either("quarters" if several else "quarter", name) if bottom == 4 else name


def _sign(text: str) -> Ways:
    if text[0] in "-\u2212":
        return either("minus", "negative")
    if text[0] == "+":
        return either("plus", SILENCE)
    if text[0] in "#\u2116":
        return either("number", "hashtag", "pound", "hash", SILENCE)
    return SILENCE


_DASH = f"[{shapes.DASH}]"
_SINGLE = {"\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4"}
_CONTENT = re.compile(rf"([#\u2116+\u2212-]?)({shapes.NUMBER})(.*)", re.DOTALL)


def number(text: str) -> Ways | None:
    """Any number without letters but a known unit; None where letters and digits are mixed otherwise."""
    if text.endswith("%"):
        return percent(text)
    if found := re.fullmatch(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:st|nd|rd|th)", text):
        return ordinal(found.group(1))
    if found := re.fullmatch(r"['\u2019]?([0-9]{2,4})['\u2019]?s", text):
        return decade(found.group(1))
    if found := re.fullmatch(r"(?:([0-9]+)\s)?([0-9]+)/([0-9]+)", text):
        part = fraction(found.group(2), found.group(3))
        return then(cardinal(int(found.group(1))), "and", part) if found.group(1) else part
    if text[-1] in "\u00bc\u00bd\u00be" or 0x2150 <= ord(text[-1]) <= 0x215E:
        return _vulgar(text)
    if re.fullmatch(r"[0-9]+(?:/[0-9]+){2,}", text):
        return _grouped(text.split("/"), either("slash", SILENCE))
    if re.fullmatch(rf"[0-9]+(?:{_DASH}[0-9]+){{2,}}", text):
        return _grouped(re.findall("[0-9]+", text), either(SILENCE, "dash", "hyphen"))
    if found := re.fullmatch(r"([#\u2116+\u2212-]?)([0-9]+(?:\.[0-9]+){2,})", text):
        return then(_sign(text), _grouped(found.group(2).split("."), _POINT))
    if found := re.fullmatch(rf"[#\u2116+\u2212-]?({shapes.NUMBER})\s?{_DASH}\s?({shapes.NUMBER})([^\W\d]*)", text):
        return _range(text, *found.groups())
    return _with_unit(text)


def _grouped(groups: list[str], between: Ways) -> Ways:
    ways: list[Ways] = []
    for i, group in enumerate(groups):
        ways += ([between] if i else []) + [either(one_by_one([group]), whole(group))]
    return then(*ways)


def _vulgar(text: str) -> Ways:
    """½, 2½, ⅔."""
    before = re.match("[0-9]*", text)
    whole_part = before.group() if before else ""
    over, under = _vulgar_parts(text[-1])
    part = fraction(over, under)
    return then(cardinal(int(whole_part)), "and", part) if whole_part else part


def _vulgar_parts(sign: str) -> tuple[str, str]:
    over, _, under = unicodedata.normalize("NFKC", sign).partition("\u2044")
    return over, under


def _range(text: str, first: str, last: str, unit: str) -> Ways:
    between = either("to", SILENCE, "through", "dash", "or")
    tail = [UNITS_AFTER_NUMBERS.get(unit, either(unit.lower()))] if unit else []
    return then(_sign(text), amount(first), between, amount(last), *tail)


def decade(digits: str) -> Ways:
    """1990s: nineteen nineties; 90s: nineties; 100s: hundreds."""
    value = int(digits)
    tens = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies", 8: "eighties"}
    tens[9] = "nineties"
    short = tens.get(value % 100 // 10) if value % 10 == 0 else None
    if short is None:
        words = _words(value, "cardinal")
        last = words[-1][:-1] + "ies" if words[-1].endswith("y") else words[-1] + ("es" if words[-1] == "six" else "s")
        plural = then(*_and_optional(words[:-1]), last)
        if len(digits) == 4 and value % 100 == 0 and value // 100 % 10:
            return either(then(cardinal(value // 100), "hundreds"), plural)
        return plural
    if len(digits) == 2:
        return say(short)
    ways = [then(cardinal(value // 100), short)]
    return either(*ways, then(cardinal(value // 100 * 100), maybe("and"), short))


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
    if unit in ("k", "K", "M", "B", "bn", "mn"):
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
