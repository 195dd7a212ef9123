"""The ways a date or a time of day may be spoken."""

import re

from app.script.digits import digit, two_digits
from app.script.numbers import cardinal, ordinal, year
from app.script.shapes import DASH
from app.script.ways import SILENCE, Ways, either, maybe, then

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_TO = either("to", SILENCE, "through", "until", "dash")


def date(text: str) -> Ways:
    """May 9th, 9 May 2026, May 2026, March 3-5, 2026-05-09, 5/9/2026 (either order, where both are dates)."""
    if (sides := re.findall(r"[A-Za-z]{3,}", text)) and len(sides) == 2 and "of" not in sides and _joined(text):
        year_after = re.search(r"[0-9]{4}$", text)
        return then(_named(sides[0]), _TO, _named(sides[1]), year(int(year_after.group())) if year_after else SILENCE)
    if named := re.search(r"[A-Za-z]{3,}", text):
        return _with_month_name(text, named.group().lower())
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    written = re.findall(r"[0-9]+", text)
    if len(written[0]) == 4:
        orders = [(parts[1], parts[2], parts[0])]
    else:
        orders = [(parts[0], parts[1], parts[2]), (parts[1], parts[0], parts[2])]
        if "." in text:
            orders.reverse()
    ways = [
        _calendar(month, str(day), _year(y, len(str(y)) < 3))
        for month, day, y in dict.fromkeys(orders)
        if _is_date(month, day)
    ]
    between = either(SILENCE, "slash" if "/" in text else "dot" if "." in text else "dash")
    bare = [year(int(part)) if len(part) == 4 else _bare(part) for part in written]
    return either(*ways, then(bare[0], between, bare[1], between, bare[2]))


def _joined(text: str) -> bool:
    return re.search(rf"[A-Za-z]\.?\s?[{DASH}]\s?[A-Za-z]", text) is not None


def _named(text: str) -> Ways:
    """A weekday or a month, perhaps cut short."""
    name = text.lower()
    full = next((one for one in (*MONTHS, *sorted(WEEKDAYS)) if one.startswith(name.removesuffix("s")[:4])), name)
    return either(*dict.fromkeys((full + "s" * (name == full + "s"), name)))


def month_over_day(first: str, second: str) -> list[Ways]:
    """5/9 without a year as a date, in either order; nothing where it is none."""
    orders = dict.fromkeys(((int(first), int(second)), (int(second), int(first))))
    return [month_and_day(MONTHS[month - 1], str(day)) for month, day in orders if _is_date(month, day)]


def _bare(part: str) -> Ways:
    return either(two_digits(part), cardinal(int(part))) if len(part) == 2 else digit(part)


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _year(value: int, short: bool) -> Ways:
    if not short:
        return year(value)
    return either(year((2000 if value < 50 else 1900) + value), two_digits(f"{value:02}"))


def _calendar(month: int, day: str, in_year: Ways) -> Ways:
    return then(month_and_day(MONTHS[month - 1], day), in_year)


def month_and_day(month: str, day: str, day_first: bool = False) -> Ways:
    """May ninth, May nine, May the ninth, (the) ninth of May, nine May; plainly in the order written."""
    nth = ordinal(day)
    number = cardinal(int(day))
    month_first = then(month, either(nth, number, then("the", nth)))
    of_month = then(maybe("the"), nth, "of", month)
    return either(
        *([of_month, month_first] if day_first else [month_first, of_month]), then(either(nth, number), month)
    )


def _with_month_name(text: str, named: str) -> Ways:
    start = re.search(r"(?:\b|(?<=[0-9]))(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", text)
    month = next((name for name in MONTHS if start and name.startswith(start.group().lower())), named)
    in_year = re.search(r"[0-9]{4}", text)
    days = re.findall(r"[0-9]+", text.replace(in_year.group(), " ") if in_year else text)
    tail: Ways = year(int(in_year.group())) if in_year else SILENCE
    if not days:
        return then(month, tail)
    if len(days) == 1:
        return then(month_and_day(month, days[0], text[0].isdigit()), tail)
    first, last = (either(ordinal(day), cardinal(int(day)), then("the", ordinal(day))) for day in days[:2])
    of_month = then(maybe("the"), ordinal(days[0]), _TO, maybe("the"), ordinal(days[1]), "of", month)
    return then(either(then(month, first, _TO, last), of_month), tail)


_ONE_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::([0-9]{2}))?(?:\s?([ap])\.?m\b\.?)?", re.IGNORECASE)


def time(text: str) -> Ways:
    """2:30, 2:30 pm, 14:00, 10am, and from one to the other: 2-3 pm."""
    found = list(_ONE_TIME.finditer(text))
    last_half = next((one.group(4) for one in reversed(found) if one.group(4)), None)
    ways: list[Ways] = []
    for i, one in enumerate(found):
        if i:
            ways.append(_TO)
        half = (one.group(4) or "").lower()
        hour, minute, second = int(one.group(1)), one.group(2), one.group(3)
        said = clock(hour, minute, half)
        if second:
            said = then(either(_hour_words(hour), said), two_digits(second) if second != "00" else SILENCE)
        if i == 0 and len(found) > 1 and not half and last_half:
            said = either(said, clock(hour, minute, last_half.lower()))
        ways.append(said)
    return then(*ways)


def clock(hour: int, minute: str | None, half: str) -> Ways:
    """A time of day; half is "a", "p" or nothing. From 13:00 on it may also be said with p m."""
    twelve = (hour - 1) % 12 + 1
    minutes = int(minute or 0)
    suffix = _suffix(half)
    ways: list[Ways] = [then(_on_twelve(twelve, minutes), suffix)]
    if minutes == 0 and hour in (0, 12, 24):
        if hour == 12 and half != "a":
            ways.append(either("noon", "midday", "twelve noon"))
        if half != "p" and (hour != 12 or half == "a"):
            ways.append(either("midnight", "twelve midnight"))
    if not half and minute is not None:
        if hour > 12 or hour == 0:
            ways = [
                _on_twenty_four(hour, minutes),
                *ways,
                then(_on_twelve(twelve, minutes), _suffix("p" if 12 <= hour < 24 else "a")),
            ]
        elif hour < 10 and minute is not None:
            ways.append(_on_twenty_four(hour, minutes))
        else:
            ways.append(_on_twenty_four(hour, minutes))
    return either(*ways)


def _suffix(half: str) -> Ways:
    return either(f"{half} m", f"{half}m") if half else SILENCE


def _hour_words(hour: int) -> Ways:
    return cardinal(hour)


def _past_minutes(minutes: int) -> Ways:
    return (
        either(f"oh {_number(minutes)}", f"o {_number(minutes)}", f"zero {_number(minutes)}")
        if minutes < 10
        else cardinal(minutes)
    )


def _number(value: int) -> str:
    return ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[value]


def _on_twelve(hour: int, minutes: int) -> Ways:
    name, following = cardinal(hour), cardinal(hour % 12 + 1)
    if minutes == 0:
        return either(name, then(name, either("o'clock", "o clock")))
    ways: list[Ways] = [then(name, _past_minutes(minutes))]
    if minutes == 30:
        ways += [then("half", either("past", SILENCE), name)]
    if minutes == 15:
        ways.append(then(either("quarter", "a quarter"), either("past", "after"), name))
    if minutes == 45:
        ways.append(then(either("quarter", "a quarter"), either("to", "till", "of", "before"), following))
    if minutes < 30:
        ways.append(then(cardinal(minutes), either("minutes", SILENCE), either("past", "after"), name))
    if minutes > 30:
        ways.append(
            then(cardinal(60 - minutes), either("minutes", SILENCE), either("to", "till", "of", "before"), following)
        )
    return either(*ways)


def _on_twenty_four(hour: int, minutes: int) -> Ways:
    name: Ways = either("zero", "oh") if hour == 0 else cardinal(hour)
    if 0 < hour < 10:
        name = either(name, then(either("oh", "zero", "o"), name))
    if minutes:
        return then(name, _past_minutes(minutes), maybe("hours"))
    if hour == 0:
        return either("zero hundred", "zero hundred hours")
    return then(name, "hundred", maybe("hours"))
