"""The ways a bare number may be spoken: as a quantity, a year, an ordinal, a decade; with decimals or a scale."""

from functools import lru_cache

from num2words import num2words

from app.script.digits import TENS, digit, one_by_one, two_digits
from app.script.ways import SILENCE, Ways, either, maybe, say, then

_MOST_DIGITS = 15  # a longer number is said digit by digit
_SCALES = ("hundred", "thousand", "million", "billion", "trillion")
_SCALE_OF = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
POINT = either("point", "dot")


@lru_cache(maxsize=4096)
def in_words(value: int, to: str) -> tuple[str, ...]:
    """As num2words has it ("cardinal", "ordinal"), hyphens and commas taken out."""
    return tuple(num2words(value, to=to).replace("-", " ").replace(",", "").split())


def and_optional(words: tuple[str, ...]) -> list[Ways]:
    """Words of which each "and" may be left out."""
    return [maybe("and") if word == "and" else say(word) for word in words]


def cardinal(value: int) -> Ways:
    """As a quantity: with and without "and", "a hundred" for "one hundred"."""
    words = in_words(value, "cardinal")
    if len(words) > 1 and words[0] == "one" and words[1] in _SCALES:
        return then(either("one", "a"), *and_optional(words[1:]))
    return then(*and_optional(words))


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
    nothing = not before.strip("0,")
    head = either("zero", SILENCE, "oh", "nought") if nothing else whole(before)
    ways: list[Ways] = [then(head, POINT, tail)]
    part = after.rstrip("0")
    if not part:
        ways.append(whole(before or "0"))
    if part in _PARTS:
        many, alone = _PARTS[part]
        ways.append(alone if nothing else then(whole(before), "and", many))
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


def ordinal(digits: str) -> Ways:
    """First, twenty first, hundredth."""
    plain = digits.replace(",", "")
    if len(plain) > _MOST_DIGITS:
        return one_by_one([plain])
    words = in_words(int(plain), "ordinal")
    if len(words) > 1 and words[0] == "one":
        return then(either("one", "a", SILENCE), *and_optional(words[1:]))
    return then(*and_optional(words))


def decade(digits: str) -> Ways:
    """1990s: nineteen nineties; 90s: nineties; 100s: hundreds."""
    value = int(digits)
    tens = value % 100 // 10
    short = f"{TENS[tens][:-1]}ies" if value % 10 == 0 and tens > 1 else None
    if short is None:
        words = in_words(value, "cardinal")
        last = words[-1][:-1] + "ies" if words[-1].endswith("y") else words[-1] + ("es" if words[-1] == "six" else "s")
        plural = then(*and_optional(words[:-1]), last)
        if len(digits) == 4 and value % 100 == 0 and value // 100 % 10:
            return either(then(cardinal(value // 100), "hundreds"), plural)
        if len(digits) == 4 and value % 100 > 10:
            return either(then(cardinal(value // 100), decade(digits[2:])), plural)
        return plural
    if len(digits) == 2:
        return say(short)
    ways = [then(cardinal(value // 100), short)]
    return either(*ways, then(cardinal(value // 100 * 100), maybe("and"), short))
