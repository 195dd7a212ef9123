"""Sentences of the calls people make, in patterns with blanks: what the synthesizers say beside general English."""

import random
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SENTENCES: dict[str, list[str]] = _TOLD["sentences"]
_BLANKS: dict[str, list[str]] = _TOLD["blanks"]
_DIGITS, _TEENS, _TENS = _BLANKS["digit"], _BLANKS["teen"], _BLANKS["ten"]
_PARTS = ("greeting", "middle", "middle", "ending", "ending")


class Calls:
    """Draws sentences; the same ones for the same dice."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def sentence(self) -> list[str]:
        choice = self._dice.choice
        return self._filled(choice(_SENTENCES[choice(_PARTS)])).split()

    def _filled(self, pattern: str) -> str:
        blanks = {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
        return pattern.format(**{blank: self._blank(blank) for blank in sorted(blanks)})

    def _blank(self, blank: str) -> str:
        choice, dice = self._dice.choice, self._dice
        match blank:
            case "other":
                return choice(_BLANKS["first"])
            case "number":
                return self._number()
            case "amount":
                return f"{self._number()} {choice(('hundred', 'thousand', 'hundred thousand', 'million'))}"
            case "phone" | "digits":
                count = choice((7, 10)) if blank == "phone" else dice.randint(3, 9)
                return " ".join(choice(_DIGITS) for _ in range(count))
            case "day":
                return choice(
                    [*_BLANKS["day_of_month"], f"{choice(('twenty', 'thirty'))} {choice(_BLANKS['day_of_month'][:9])}"]
                )
            case "time":
                minute = choice(("", " thirty", " fifteen", " o'clock"))
                return choice(_DIGITS[:9] + _TEENS[:3]) + minute + choice(("", " a m", " p m", " eastern"))
            case _:
                return self._filled(choice(_BLANKS[blank]))

    def _number(self) -> str:
        choice = self._dice.choice
        return choice((choice(_DIGITS[:9]), choice(_TEENS), choice(_TENS), f"{choice(_TENS)} {choice(_DIGITS[:9])}"))


def words() -> frozenset[str]:
    """Every word that may come up."""

    def parts() -> Iterator[str]:
        for patterns in (*_BLANKS.values(), *_SENTENCES.values(), _TOLD["also"]["words"]):
            for pattern in patterns:
                yield from (part for part in pattern.split() if not part.startswith("{"))
        yield from ("hundred", "thousand", "million", "o'clock", "a", "p", "m", "eastern")

    return frozenset(parts())
