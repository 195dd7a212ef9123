"""Units and currencies, and the ways they are said after a number."""

from app.script.ways import SILENCE, Ways, either, say, then


def _unit(names: str, letters: str = "") -> Ways:
    """Singular and plural of each name ("kilogram kilo"); the letters, where people say those."""
    ways: list[str] = []
    for name in names.split():
        ways += [name + "s", name]
    return either(*ways, *([letters] if letters else []))


_BYTES = {"K": "kilo", "M": "mega", "G": "giga", "T": "tera"}
UNITS_AFTER_NUMBERS: dict[str, Ways] = {
    "kg": _unit("kilogram kilo kilogramme", "k g"),
    "g": either("grams", "gram", "g"),
    "mg": _unit("milligram", "m g"),
    "lb": _unit("pound"),
    "lbs": _unit("pound"),
    "oz": _unit("ounce"),
    "km": _unit("kilometer kilometre", "k"),
    "cm": _unit("centimeter centimetre"),
    "mm": _unit("millimeter millimetre"),
    "m": either("meters", "meter", "metres", "metre", "million", "m"),
    "mi": _unit("mile"),
    "ft": either("feet", "foot"),
    "in": either("inches", "inch"),
    "yd": _unit("yard"),
    "min": _unit("minute", "min"),
    "mins": _unit("minute", "mins"),
    "sec": _unit("second", "sec"),
    "secs": _unit("second", "secs"),
    "s": either("seconds", "second", "s"),
    "ms": _unit("millisecond"),
    "h": either("hours", "hour", "h"),
    "hr": _unit("hour"),
    "hrs": _unit("hour"),
    "W": _unit("watt"),
    "kW": _unit("kilowatt"),
    "MW": _unit("megawatt"),
    "kWh": either("kilowatt hours", "kilowatt hour"),
    "V": _unit("volt"),
    "kV": _unit("kilovolt"),
    "Hz": either("hertz"),
    "kHz": either("kilohertz"),
    "MHz": either("megahertz"),
    "GHz": either("gigahertz"),
    "Mbps": either("megabits per second", "megabits a second", "megabits", "m b p s"),
    "Gbps": either("gigabits per second", "gigabits a second", "gigabits", "g b p s"),
    "mph": either("miles per hour", "miles an hour", "m p h"),
    "kph": either("kilometers per hour", "kilometers an hour", "k p h"),
    "rpm": either("r p m", "revolutions per minute", "rpm"),
    "px": _unit("pixel"),
    "pt": _unit("point"),
    "pts": _unit("point"),
    "pp": either("percentage points", "points", "pages"),
    "ml": _unit("milliliter millilitre"),
    "mL": _unit("milliliter millilitre"),
    "l": _unit("liter litre"),
    "L": _unit("liter litre"),
    "x": either("times", "x"),
    "C": either("degrees celsius", "degrees", "celsius", "c", "degrees centigrade", "degrees c"),
    "F": either("degrees fahrenheit", "degrees", "fahrenheit", "f", "degrees f"),
    "degree": either("degrees", "degree"),
    "degreeC": either("degrees celsius", "degrees", "celsius", "degrees centigrade", "degrees c"),
    "degreeF": either("degrees fahrenheit", "degrees", "fahrenheit", "degrees f"),
} | {
    f"{letter if letter != 'K' else k}B": then(
        either(f"{name}bytes", f"{name}byte", f"{letter.lower()} b", *(["gigs", "gig"] if letter == "G" else []))
    )
    for letter, name in _BYTES.items()
    for k in ("K", "k")
}

_PER = "month mo year yr hour hr h day week wk user seat person unit head minute min second sec s kg lb mile km"
_PER_NAMES = {
    "mo": "month", "yr": "year", "hr": "hour", "h": "hour", "wk": "week", "min": "minute", "sec": "second",
    "s": "second", "kg": "kilogram", "lb": "pound", "km": "kilometer",
}  # fmt: skip
PER: dict[str, Ways] = {
    name: either(f"per {full}", f"{'an' if full == 'hour' else 'a'} {full}", full)
    for name, full in [(name, _PER_NAMES.get(name, name)) for name in _PER.split()]
}

_CENTS = either("cents", "cent")
CURRENCIES: dict[str, tuple[Ways, Ways]] = {  # the main unit; the hundredth
    "$": (either("dollars", "dollar"), _CENTS),
    "USD": (either("dollars", "dollar", "u s dollars", "u s d"), _CENTS),
    "\u00a3": (either("pounds", "pound"), either("pence", "p", "penny")),
    "GBP": (either("pounds", "pound"), either("pence", "p", "penny")),
    "\u20ac": (either("euros", "euro"), _CENTS),
    "EUR": (either("euros", "euro"), _CENTS),
    "\u00a5": (say("yen"), SILENCE),
    "\u20b9": (either("rupees", "rupee"), SILENCE),
    "CHF": (either("swiss francs", "francs", "swiss franc"), _CENTS),
    "\u00a2": (_CENTS, SILENCE),
}
