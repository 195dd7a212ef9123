"""Digits said one by one, in pairs, doubled: phone numbers, codes, and the digits behind words that were heard."""

import re
from collections.abc import Sequence

from app.script.ways import SILENCE, Ways, either, maybe, say, then

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ZERO_AS_WRITTEN_BY_MODELS = ("oh", "zero", "o")

_VALUE = {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
_VALUE |= {word: str(value) for value, word in enumerate(UNITS)}
_VALUE |= {word: str(10 + value) for value, word in enumerate(TEENS)}
_VALUE |= {word: f"{value}0" for value, word in enumerate(TENS) if word}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}


def digit(character: str) -> Ways:
    """One digit by itself."""
    if character == "0":
        return either(*ZERO_AS_WRITTEN_BY_MODELS)
    return say(UNITS[int(character)])


def one_by_one(groups: Sequence[str]) -> Ways:
    """The digits of the groups, singly, in pairs ("forty two"), doubled, tripled, a group's end in hundreds.

    What would sound like another number is left out: 604 is not "sixty four".
    """
    digits = "".join(groups)
    ends: list[int] = []  # for each digit, where its group ends
    for group in groups:
        ends += [len(ends) + len(group)] * len(group)
    unit = [digit(character) for character in digits]
    free: list[Ways] = [SILENCE] * (len(digits) + 1)  # what may be said from this digit on
    after_tens: list[Ways | None] = [SILENCE] * (len(digits) + 1)  # the same where "sixty" has just been said
    for i in reversed(range(len(digits))):
        end = ends[i]
        apart: list[Ways] = []  # cannot be taken for the unit after "sixty"
        for times, name in ((2, "double"), (3, "triple")):
            if i + times <= end and len(set(digits[i : i + times])) == 1:
                apart.append(then(name, unit[i], free[i + times]))
        if i + 2 <= end:
            tens, units = int(digits[i]), int(digits[i + 1])
            onward = after_tens[i + 2] if tens > 1 and units == 0 else free[i + 2]
            if tens and onward is not None:
                apart.append(then(two_digits(digits[i : i + 2]), onward))
        plain: list[Ways] = [then(unit[i], free[i + 1])]
        if digits[i] != "0":
            if digits[i + 1 : end] == "00":
                plain.insert(0 if toll_free(digits[i:end]) else 1, then(unit[i], "hundred", free[end]))
            if digits[i + 1 : end] == "000":
                plain.append(then(unit[i], "thousand", free[end]))
            if len(digits[i:end]) == 4 and digits[i + 1] != "0" and digits[i + 2 : end] == "00":
                apart.append(then(two_digits(digits[i : i + 2]), "hundred", free[end]))
            free[i] = either(*plain, *apart)
            after_tens[i] = either(*apart) if apart else None
        else:
            free[i] = after_tens[i] = either(*plain, *apart)
    return free[0]


def toll_free(group: str) -> bool:
    """Whether nobody says the group digit by digit."""
    return group == "800"


def two_digits(pair: str) -> Ways:
    """10 to 99 as one number; 07 as "oh seven"."""
    tens, units = int(pair[0]), int(pair[1])
    if tens == 0:
        return then(digit("0"), digit(pair[1]))
    if tens == 1:
        return say(TEENS[units])
    return say(f"{TENS[tens]} {UNITS[units]}") if units else say(TENS[tens])


def phone(text: str) -> Ways:
    """A phone number as written: groups, a country code after +, a vanity word, an extension."""
    number, extension = _split_extension(text)
    vanity = re.search(r"[A-Z][A-Z-]*$", number)
    if vanity:
        number = number[: vanity.start()]
    groups = phone_groups(number)
    ways: list[Ways] = []
    if "+" in number:
        ways.append(either("plus", SILENCE))
    if "(0)" in number and len(groups) > 1:  # +44 (0)20: the zero is for those who call from inside
        ways += [one_by_one(groups[:1]), maybe("oh"), one_by_one(groups[1:])]
    elif groups:
        ways.append(one_by_one(groups))
    if vanity:
        parts = vanity.group().lower().split("-")
        letters = "".join(parts)
        ways.append(either(" ".join(parts), letters, " ".join(letters)))
    if extension:
        ways += [either("extension", "ext", "x"), either(one_by_one([extension]), counted(extension))]
    return then(*ways)


def counted(digits: str) -> Ways:
    """A short number as a quantity: 12 is "twelve", 120 "one hundred (and) twenty"."""
    value = int(digits)
    if value < 10:
        return digit(digits[-1])
    if value < 100:
        return two_digits(f"{value:02}")
    if value < 1000:
        hundreds = then(UNITS[value // 100], "hundred")
        return then(hundreds, maybe("and"), counted(str(value % 100))) if value % 100 else hundreds
    return one_by_one([digits])


def _split_extension(text: str) -> tuple[str, str]:
    found = re.search(r",?\s*(?:ext\.?|extension|x)\s*([0-9]+)$", text, re.IGNORECASE)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def phone_groups(text: str) -> list[str]:
    """The groups in which a number's digits are said: as written, else as such numbers usually are."""
    number, _ = _split_extension(text)
    groups = re.findall(r"[0-9]+", re.sub(r"\(0\)", " ", number))
    if len(groups) == 1 and "+" not in number:
        digits = groups[0]
        if len(digits) == 10:
            return [digits[:3], digits[3:6], digits[6:]]
        if len(digits) == 11 and digits[0] == "1":
            return ["1", digits[1:4], digits[4:7], digits[7:]]
    return groups


def digits_of(text: str) -> str:
    """The digits that a written phone number or code asks for, extension included: "704-555-0142" is "7045550142"."""
    _, extension = _split_extension(text)
    return "".join(phone_groups(text)) + extension


def grouped(digits: str, like: str) -> str:
    """Digits in the groups of a number as written, for showing: ("7045550142", "(704) 555-0142") is "704 555 0142".

    Digits beyond those groups stand at the end, by themselves.
    """
    _, extension = _split_extension(like)
    parts: list[str] = []
    at = 0
    for group in [*phone_groups(like), extension]:
        parts.append(digits[at : at + len(group)])
        at += len(group)
    parts.append(digits[at:])
    return " ".join(part for part in parts if part)


def spoken_digits(words: Sequence[str]) -> str:
    """The digits that spoken words amount to: seven oh four five double five is "704555". Other words do not count."""
    digits = ""
    last = ""  # what came before, where the next word may join it: "unit", "teen", "tens", "hundred", "and" after it
    repeat = 1
    for word in words:
        value = _VALUE.get(word)
        if word in _TIMES:
            repeat, last = _TIMES[word], ""
        elif value is not None:
            kind = "unit" if len(value) == 1 else "tens" if value[1] == "0" and value != "10" else "teen"
            if (last == "tens" and kind == "unit" and value != "0") or last == "and":
                digits = digits[: -len(value)] + value
                kind = "tens" if kind == "tens" else "teen"
            else:
                digits += value * repeat
            last, repeat = kind if repeat == 1 else "", 1
        elif word in ("hundred", "thousand"):
            if last in ("unit", "teen", "tens"):
                digits, last = digits + ("00" if word == "hundred" else "000"), "hundred"
        elif word == "and" and last == "hundred":
            last = "and"
        elif word != "and":
            last, repeat = "", 1
    return digits
