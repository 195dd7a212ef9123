"""What a speaker did, told in a line, and the two hearings and the sound that come of it.

A token is a word as both hearings have it: `send`. The bent hearing heard it on the script where it follows the word
before, or anywhere later; `send@4`: on script word 4; `+send`: in the language at large. Where the free hearing has
something else it stands behind a slash, words parted by `_`: `whitcombe/what_come`, `on/` (nothing), `/really`
(nothing in the bent hearing). `send:0.4` is how sure a hearing is. `_` is a silence of 0.3 s, `_1.5` a longer one;
`=0.4` is the sound of a voice in which no hearing heard a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.recognition.transcript import HeardWord, Transcript
from app.script.pronunciation import Pronunciations
from app.script.script import Script
from app.script.words import fold

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "pronunciation"
PHONE_S = 0.08
LEAST_S = 0.12  # of a word
JOINT_S = 0.02  # between two words


@cache
def sounds() -> Pronunciations:
    return Pronunciations.load(ASSETS)


@dataclass(frozen=True)
class Telling:
    """What was told: the hearings, when there is sound, and how long it all takes."""

    biased: tuple[HeardWord, ...]
    free: tuple[HeardWord, ...]
    voice: tuple[tuple[float, float], ...]  # (start s, end s), in order
    duration_s: float

    @property
    def hearings(self) -> tuple[Transcript, Transcript]:
        return Transcript("biased", self.biased), Transcript("free", self.free)

    def sounding(self, from_s: float, to_s: float) -> float:
        return sum(max(0.0, min(to_s, end) - max(from_s, start)) for start, end in self.voice)


def tell(script: Script, line: str, begin_s: float = 0.5) -> Telling:
    return _Teller(script).tell(line.split(), begin_s)


class _Teller:
    def __init__(self, script: Script) -> None:
        self._arcs = script.readings.arcs
        self._borders = script.readings.boundaries
        self._node = self._borders[0]

    def tell(self, tokens: Sequence[str], now: float) -> Telling:
        biased: list[HeardWord] = []
        free: list[HeardWord] = []
        voice: list[tuple[float, float]] = []
        for token in tokens:
            if token[0] in "_=":
                length = float(token[1:] or 0.3)
                voice += [(now, now + length)] if token[0] == "=" else []
                now += length
                continue
            mine, slash, theirs = token.partition("/")
            found = _TOKEN.fullmatch(mine)
            assert found is not None, token
            at_large, word, place, sure = found.groups()
            others, _, sure_too = theirs.partition(":") if slash else (word, "", "")
            pieces = [each for each in others.split("_") if each]
            length = max(_length_s(word), sum(map(_length_s, pieces)))
            if word:
                arc = None if at_large else self._arc_of(word, place)
                biased.append(HeardWord(word, now, now + length, float(sure or 1), arc))
            for k, piece in enumerate(pieces):
                each_s = length / len(pieces)
                free.append(HeardWord(piece, now + k * each_s, now + (k + 1) * each_s, float(sure_too or 1)))
            voice.append((now, now + length))
            now += length + JOINT_S
        return Telling(tuple(biased), tuple(free), tuple(voice), now + 0.5)

    def _arc_of(self, word: str, place: str | None) -> int | None:
        """The arc a word is heard on: from where the speaker is, else from a later script word, else none."""
        if place is not None:
            self._node = self._borders[int(place)]
        for nodes in ({self._node}, {node for node in self._borders if node > self._node}):
            for number, arc in enumerate(self._arcs):
                if arc.source in nodes and fold(arc.word) == fold(word):
                    self._node = arc.to
                    return number
        assert place is None, f"{word} is not said at {place}"
        return None


_TOKEN = re.compile(r"(\+)?([a-z'-]*)(?:@(\d+))?(?::([\d.]+))?")


def _length_s(word: str) -> float:
    ways = sounds().of(word)
    return max(LEAST_S, PHONE_S * len(ways[0])) if ways else 0.0
