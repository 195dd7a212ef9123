"""The ways a price may be spoken."""

import re

from app.script import shapes
from app.script.digits import two_digits
from app.script.numbers import amount, cardinal, decimal, scaled, whole
from app.script.units import CURRENCIES, PER
from app.script.ways import SILENCE, Ways, either, maybe, say, then

_AMOUNT = re.compile(rf"({shapes.NUMBER})(?:\s*(thousand|million|billion|trillion|bn|mn|[kKmMbB])(?![A-Za-z]))?")


def _with_scale(text: str, scale: str | None) -> Ways:
    return scaled(text, scale) if scale else amount(text)


_TO = either("to", SILENCE, "through", "or", "dash")


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
        written, scale = one.groups()
        price = _price(written, scale, currency)
        if i < len(found) - 1:  # $10-15, $1-2 million: the first may go without its dollars and its scale
            price = either(_with_scale(written, scale), _with_scale(written, scale or found[-1].group(2)), price)
        ways.append(price)
    if core.rstrip().endswith("+"):
        ways.append(either("plus", SILENCE))
    if per:
        ways.append(PER.get(per.group(1), say(f"per {per.group(1).lower()}")))
    return then(*ways)


def _price(text: str, scale: str | None, currency: tuple[Ways, Ways]) -> Ways:
    main, minor = currency
    if scale:
        ways = [then(scaled(text, scale), main)]
        if len(scale) == 1:
            ways.append(then(amount(text), scale.lower()))
        return either(*ways)
    before, _, after = text.partition(".")
    if len(after) != 2 or minor is SILENCE:
        return then(amount(text), main)
    cents = int(after)
    if cents == 0:
        return then(whole(before or "0"), main, maybe(either("even", then(maybe("and"), "zero", minor))))
    if not before.strip("0,"):
        return either(then(cardinal(cents), minor), then(decimal(text), main))
    return either(
        then(whole(before), main, maybe("and"), cardinal(cents), either(minor, SILENCE)),
        then(whole(before), two_digits(after)),
        then(decimal(text), main),
    )
