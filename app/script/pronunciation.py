"""How a word may sound, and how alike two words sound."""

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

from app.script import letter_to_sound
from app.script.letter_to_sound import LetterToSound
from app.script.phones import PHONES, VOWELS, alikeness, sounded, sounded_codes
from app.script.problems import pronunciation_damaged, pronunciation_missing

DICTIONARY = "cmudict.txt.gz"
MODEL = "letter-to-sound.gz"

Phones = tuple[str, ...]

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"  # one a phone, in the order of PHONES
_PHONE_OF = dict(zip(_SIGNS, PHONES, strict=True))
_SIGN_OF = dict(zip(PHONES, _SIGNS, strict=True))

_NEXT = b"\xff"  # between codes, where there are many
_CODE_OF = bytes.maketrans(_SIGNS.encode("ascii") + b"\n", bytes(range(len(PHONES))) + _NEXT)

# NB: words the dictionary lacks are not cut into words it holds ("bright" + "water"): on held-out words so made, that
# rule was right about 359 of 664 and the model about 498.
_GUESSES = 3
_LEAST_SHARE = 0.01  # of the probability; what is less likely is no guess
_MOST_WAYS = 12  # of saying several words, or one in several parts
_LONGEST = 60  # letters; what is longer is no word, and only its beginning is sounded out
_LONGEST_INITIALISM = 5  # letters: unknown capitals are spelled out up to here
_SPELLED_TOO = 4  # letters: known capitals up to here may be spelled out as well ("IT", "AIDS")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\uff07`\u00b4", "'"))
_OWN_LETTERS = {"ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "TH", "ð": "th", "Ð": "TH", "ı": "i", "œ": "oe", "Œ": "OE"}
_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER (\w\w?)(?: |$)")
_PART = re.compile(r"[A-Za-z][A-Za-z']*|'[A-Za-z]+")
_INITIALISM = re.compile(r"([A-Z]{2,})('?s)?")
_LETTER_NAMES: dict[str, Phones] = {
    "a": ("EY",),
    "b": ("B", "IY"),
    "c": ("S", "IY"),
    "d": ("D", "IY"),
    "e": ("IY",),
    "f": ("EH", "F"),
    "g": ("JH", "IY"),
    "h": ("EY", "CH"),
    "i": ("AY",),
    "j": ("JH", "EY"),
    "k": ("K", "EY"),
    "l": ("EH", "L"),
    "m": ("EH", "M"),
    "n": ("EH", "N"),
    "o": ("OW",),
    "p": ("P", "IY"),
    "q": ("K", "Y", "UW"),
    "r": ("AA", "R"),
    "s": ("EH", "S"),
    "t": ("T", "IY"),
    "u": ("Y", "UW"),
    "v": ("V", "IY"),
    "w": ("D", "AH", "B", "AH", "L", "Y", "UW"),
    "x": ("EH", "K", "S"),
    "y": ("W", "AY"),
    "z": ("Z", "IY"),
}


def latin(text: str) -> str:
    """A text with plain apostrophes and its Latin letters without accents, case kept; other signs stay."""
    return "".join(_plain_letters(text.translate(_APOSTROPHES)))


def _plain_letters(text: str) -> Iterator[str]:
    if text.isascii():
        yield text
        return
    for sign in unicodedata.normalize("NFKD", text):
        if sign.isascii():
            yield sign
        elif sign in _OWN_LETTERS:
            yield _OWN_LETTERS[sign]
        elif unicodedata.combining(sign) == 0:
            named = _LATIN.match(unicodedata.name(sign, ""))
            if named is None:
                yield sign
            else:
                yield named[2].lower() if named[1] == "SMALL" else named[2]


class Pronunciations:
    """A dictionary of pronunciations, and a model that guesses those it does not hold."""

    def __init__(self, dictionary: dict[str, str], model: LetterToSound) -> None:
        """The dictionary maps lower-case words to their ways of being said, in the signs of its file."""
        self._dictionary = dictionary
        self._model = model
        self._ways = lru_cache(maxsize=1 << 16)(self._find)
        self._sounds = lru_cache(maxsize=1 << 14)(self._find_sounds)
        self._alike = lru_cache(maxsize=1 << 16)(self._compare)

    @staticmethod
    def load(folder: Path) -> "Pronunciations":
        """Reads both from a folder; raises Problem where a file is missing or damaged."""
        return Pronunciations(read_dictionary(folder / DICTIONARY), letter_to_sound.load(folder / MODEL))

    def __contains__(self, word: str) -> bool:
        """Whether the dictionary itself holds a word."""
        return latin(word).lower() in self._dictionary

    def __len__(self) -> int:
        """The number of words in the dictionary."""
        return len(self._dictionary)

    def of(self, word: str) -> tuple[Phones, ...]:
        """The ways a word may be said, the likeliest first, as ARPA phones without stress.

        All of the dictionary's, or else the best guesses, at most three. Genitives, hyphens, accents, initials
        ("U.S.", "FBI", "CEOs") are understood; digits and signs are silent. Empty where there is no Latin letter.
        """
        return self._ways(word)

    def sounds(self, words: str | Sequence[str]) -> tuple[bytes, ...]:
        """The ways a word or a sequence of words may sound when said in one breath, coded for comparing."""
        return self._sounds(words if isinstance(words, str) else tuple(words))

    def alike(self, a: str | Sequence[str], b: str | Sequence[str]) -> float:
        """How alike two words, or two sequences of words, sound: 1 for homophones, 0 for nothing in common.

        The best over all ways of saying them. What has no sound is like nothing but itself.
        """
        one = a if isinstance(a, str) else tuple(a)
        other = b if isinstance(b, str) else tuple(b)
        if one == other:
            return 1.0
        return self._alike(one, other)

    def known_sounds(self, words: Iterable[str]) -> tuple[list[tuple[str, int]], list[bytes]]:
        """Every way the dictionary says any of the words: (the word and which of its ways it is; how that sounds).

        Words the dictionary lacks are left out. Made for many words: a tenth of a second for all the dictionary's.
        """
        found: list[tuple[str, int]] = []
        ways: list[str] = []
        for word in words:
            known = self._dictionary.get(word)
            if known is not None:
                for later, way in enumerate(known.split(" ")):
                    found.append((word, later))
                    ways.append(way)
        return found, sounded_codes("\n".join(ways).encode("ascii").translate(_CODE_OF)).split(_NEXT) if ways else []

    # ---- Comparing

    def _find_sounds(self, words: str | tuple[str, ...]) -> tuple[bytes, ...]:
        if isinstance(words, str):
            return tuple(dict.fromkeys(sounded(way) for way in self._ways(words)))
        joined = _join([self._ways(word) for word in words if word])
        return tuple(dict.fromkeys(sounded(way) for way in joined))

    def _compare(self, a: str | tuple[str, ...], b: str | tuple[str, ...]) -> float:
        sounds_a = self._sounds(a)
        sounds_b = self._sounds(b)
        if not set(sounds_a).isdisjoint(sounds_b):
            return 1.0
        return max((alikeness(one, other) for one in sounds_a for other in sounds_b), default=0.0)

    # ---- Finding how a word is said

    def _find(self, word: str) -> tuple[Phones, ...]:
        written = latin(word)
        known = self._known(written.lower().strip())
        parts = _PART.findall(written)
        if known and not (len(parts) == 1 and parts[0] == written):
            return known
        if len(parts) == 1:
            return self._ways_of_part(parts[0], alone=len(parts[0]) == len(written))
        return _join([self._ways_of_part(part, alone=False) for part in parts])

    def _known(self, word: str) -> tuple[Phones, ...]:
        ways = self._dictionary.get(word)
        if ways is None:
            return ()
        return tuple(tuple(_PHONE_OF[sign] for sign in way) for way in ways.split(" "))

    def _ways_of_part(self, part: str, alone: bool) -> tuple[Phones, ...]:
        """How a run of letters and apostrophes may be said, capitals as written."""
        word = part.lower()
        bare = word.strip("'")
        if len(bare) == 1 and not alone:
            return (_LETTER_NAMES[bare],)
        known = self._known(word) or self._known(bare) or (self._known(bare + ".") if alone else ())
        initials = _INITIALISM.fullmatch(part)
        if initials and (initials[2] or len(part) <= (_SPELLED_TOO if known else _LONGEST_INITIALISM)):
            spelled = _spell_out(initials[1].lower(), plural=initials[2] is not None)
            ways = (*known, spelled) if known else (spelled, *self._guess(word)[: _GUESSES - 1])
            return tuple(dict.fromkeys(ways))
        if known:
            return known
        if word.endswith("'s"):
            return tuple(_with_s(way) for way in self._ways_of_part(part[:-2], alone=True))
        if word.endswith("'"):
            return self._ways_of_part(part.rstrip("'"), alone)
        return self._guess(word)

    def _guess(self, word: str) -> tuple[Phones, ...]:
        letters = word.strip("'")[:_LONGEST]
        guesses = self._model.guess(letters, _GUESSES)
        ways = [phones for phones, share in guesses if share >= _LEAST_SHARE and not VOWELS.isdisjoint(phones)]
        if not ways or not set(letters) & set("aeiouy"):
            ways = [_spell_out(letters.replace("'", ""), plural=False), *ways]
        return tuple(dict.fromkeys(ways))[:_GUESSES]


def _join(parts: Sequence[tuple[Phones, ...]]) -> tuple[Phones, ...]:
    """The ways of saying parts one after the other, the likeliest first, at most _MOST_WAYS; silent parts are skipped.

    NB: bounded from part to part, so that many parts with many ways cost no more than their number.
    """
    joined: list[tuple[int, Phones]] = [(0, ())]
    for ways in parts:
        if ways:
            pairs = product(joined, enumerate(ways))
            longer = [(rank + later, before + way) for (rank, before), (later, way) in pairs]
            joined = sorted(longer, key=lambda ranked: ranked[0])[:_MOST_WAYS]
    return tuple(dict.fromkeys(way for _, way in joined if way))


def _spell_out(letters: str, plural: bool) -> Phones:
    phones = tuple(phone for letter in letters for phone in _LETTER_NAMES[letter])
    return _with_s(phones) if plural else phones


def _with_s(phones: Phones) -> Phones:
    """The genitive or plural of what is said."""
    if not phones or phones[-1] in ("S", "Z", "SH", "ZH", "CH", "JH"):
        return (*phones, "IH", "Z")
    return (*phones, "S") if phones[-1] in ("P", "T", "K", "F", "TH") else (*phones, "Z")


# ---- The dictionary's file: a line of phones, a line per word, an empty line, a line of ways per word, a sign a phone


def write_dictionary(path: Path, entries: Iterable[tuple[str, Phones]]) -> int:
    """Writes words with their ways of being said, the ways of one word in their order; returns the number of words."""
    ways: dict[str, list[str]] = {}
    for word, phones in entries:
        ways.setdefault(word, []).append("".join(_SIGN_OF[phone] for phone in phones))
    words = sorted(ways)
    said = (" ".join(dict.fromkeys(ways[word])) for word in words)
    text = "\n".join([" ".join(PHONES), *words, "", *said])
    path.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))
    return len(words)


def read_dictionary(path: Path) -> dict[str, str]:
    """Words and the ways they are said, in signs, parted by spaces; raises Problem where it is missing or damaged."""
    if not path.is_file():
        raise pronunciation_missing(path)
    try:
        head, ways = gzip.decompress(path.read_bytes()).decode("ascii").split("\n\n")
        phones, *words = head.split("\n")
        if phones.split(" ") != list(PHONES):
            raise ValueError(phones)
        return dict(zip(words, ways.split("\n"), strict=True))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise pronunciation_damaged(path) from error
