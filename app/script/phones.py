"""The sounds of English, and how near one is to another."""

from collections.abc import Sequence

# The tables below are ours. They follow the articulatory features every phonetics primer lists; the weights were set by
# hand so that what a listener (or a recognizer) mixes up is cheap and what changes a word is dear. One unit is the cost
# of taking one sound for an altogether different one; nothing costs more.

# Where the tongue is at the vowel's start and at its end: (height, how far back, how rounded), each 0 to 1.
_GLIDE_OF_VOWEL = {
    "IY": ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
    "IH": ((0.8, 0.15, 0.0), (0.8, 0.15, 0.0)),
    "EY": ((0.6, 0.05, 0.0), (0.9, 0.05, 0.0)),
    "EH": ((0.45, 0.1, 0.0), (0.45, 0.1, 0.0)),
    "AE": ((0.2, 0.1, 0.0), (0.2, 0.1, 0.0)),
    "AA": ((0.0, 0.7, 0.0), (0.0, 0.7, 0.0)),
    "AO": ((0.25, 0.9, 0.8), (0.25, 0.9, 0.8)),
    "OW": ((0.5, 0.95, 1.0), (0.8, 0.95, 1.0)),
    "UH": ((0.8, 0.8, 0.7), (0.8, 0.8, 0.7)),
    "UW": ((1.0, 0.9, 1.0), (1.0, 0.9, 1.0)),
    "AH": ((0.4, 0.55, 0.0), (0.4, 0.55, 0.0)),
    "ER": ((0.45, 0.5, 0.2), (0.45, 0.5, 0.2)),
    "AY": ((0.0, 0.5, 0.0), (0.9, 0.1, 0.0)),
    "AW": ((0.0, 0.5, 0.0), (0.8, 0.85, 0.8)),
    "OY": ((0.3, 0.9, 0.8), (0.9, 0.1, 0.0)),
}
_VOWEL_FLOOR, _VOWEL_SLOPE = 0.1, 0.7  # cost = floor + slope * distance between the tongue's places
_VOWEL_WEIGHTS = (1.0, 0.64, 0.09)  # of the squared differences in height, back, rounding
_REDUCES_TO_AH = frozenset(("IH", "EH", "UH", "AE", "AA", "ER"))  # unstressed they fall together
_REDUCED = 0.6

# (manner, place from the lips 0 to the glottis 1, voiced, hissing)
_SHAPE_OF_CONSONANT = {
    "P": ("stop", 0.0, False, False),
    "B": ("stop", 0.0, True, False),
    "T": ("stop", 0.4, False, False),
    "D": ("stop", 0.4, True, False),
    "K": ("stop", 0.85, False, False),
    "G": ("stop", 0.85, True, False),
    "CH": ("affricate", 0.6, False, True),
    "JH": ("affricate", 0.6, True, True),
    "F": ("fricative", 0.15, False, False),
    "V": ("fricative", 0.15, True, False),
    "TH": ("fricative", 0.3, False, False),
    "DH": ("fricative", 0.3, True, False),
    "S": ("fricative", 0.4, False, True),
    "Z": ("fricative", 0.4, True, True),
    "SH": ("fricative", 0.6, False, True),
    "ZH": ("fricative", 0.6, True, True),
    "HH": ("fricative", 1.0, False, False),
    "M": ("nasal", 0.0, True, False),
    "N": ("nasal", 0.4, True, False),
    "NG": ("nasal", 0.85, True, False),
    "L": ("liquid", 0.4, True, False),
    "R": ("liquid", 0.6, True, False),
    "W": ("glide", 0.2, True, False),
    "Y": ("glide", 0.7, True, False),
}
PHONES = tuple(sorted((*_GLIDE_OF_VOWEL, *_SHAPE_OF_CONSONANT)))  # ARPA, without stress
VOWELS = frozenset(_GLIDE_OF_VOWEL)

_CONSONANT_FLOOR, _VOICING, _HISS = 0.1, 0.15, 0.2
_MANNERS = {
    frozenset(("stop", "affricate")): 0.35,
    frozenset(("affricate", "fricative")): 0.3,
    frozenset(("stop", "fricative")): 0.5,
    frozenset(("nasal", "stop")): 0.6,
    frozenset(("nasal", "liquid")): 0.6,
    frozenset(("liquid", "glide")): 0.4,
}
_OTHER_MANNERS = 0.8

# What the features alone get wrong: "cot" and "caught" are one word for half of America, nasals blur, and a vowel and
# its glide are one movement of the tongue.
_KNOWN_PAIRS = {
    frozenset(("AA", "AO")): 0.15,
    frozenset(("IH", "IY")): 0.2,
    frozenset(("M", "N")): 0.35,
    frozenset(("N", "NG")): 0.3,
    frozenset(("IY", "Y")): 0.35,
    frozenset(("UW", "W")): 0.4,
}

# A sound left out or put in: weak sounds come and go in connected speech.
_DROPPED = {
    **dict.fromkeys(("AH", "HH", "Y", "M", "N", "NG", "DH"), 0.5),
    **dict.fromkeys(("T", "D", "R", "L", "W"), 0.6),
    "IH": 0.7,
}
_OTHER_DROPPED = 0.9
_DROPPED_TWIN = 0.2  # the second of two like sounds in a row: "red door" and "reh door"


def _vowels_apart(a: str, b: str) -> float:
    squares = [
        sum(weight * (x - y) ** 2 for weight, x, y in zip(_VOWEL_WEIGHTS, end_a, end_b, strict=True))
        for end_a, end_b in zip(_GLIDE_OF_VOWEL[a], _GLIDE_OF_VOWEL[b], strict=True)
    ]
    cost: float = _VOWEL_FLOOR + _VOWEL_SLOPE * (squares[0] ** 0.5 + squares[1] ** 0.5) / 2
    if (a == "AH" and b in _REDUCES_TO_AH) or (b == "AH" and a in _REDUCES_TO_AH):
        cost *= _REDUCED
    return min(1.0, cost)


def _consonants_apart(a: str, b: str) -> float:
    manner_a, place_a, voiced_a, hissing_a = _SHAPE_OF_CONSONANT[a]
    manner_b, place_b, voiced_b, hissing_b = _SHAPE_OF_CONSONANT[b]
    cost = _CONSONANT_FLOOR + abs(place_a - place_b)
    cost += _VOICING * (voiced_a != voiced_b) + _HISS * (hissing_a != hissing_b)
    if manner_a != manner_b:
        cost += _MANNERS.get(frozenset((manner_a, manner_b)), _OTHER_MANNERS)
    return min(1.0, cost)


def apart(a: str, b: str) -> float:
    """What taking one phone for the other costs: 0 (the same) to 1 (nothing in common)."""
    if a == b:
        return 0.0
    known = _KNOWN_PAIRS.get(frozenset((a, b)))
    if known is not None:
        return known
    if a in VOWELS and b in VOWELS:
        return _vowels_apart(a, b)
    if a in VOWELS or b in VOWELS:
        return 1.0
    return _consonants_apart(a, b)


def dropped(phone: str) -> float:
    """What leaving a phone out, or putting it in, costs: 0 to 1."""
    return _DROPPED.get(phone, _OTHER_DROPPED)


APART = tuple(tuple(apart(a, b) for b in PHONES) for a in PHONES)  # [phone, phone], by place in PHONES
DROPPED = tuple(dropped(phone) for phone in PHONES)
DROPPED_TWIN = _DROPPED_TWIN
_CODE = {phone: code for code, phone in enumerate(PHONES)}
_ER = bytes((_CODE["ER"],))
_AH_R = bytes((_CODE["AH"], _CODE["R"]))


def phone_word(phone: str) -> str:
    """A phone as the word that some models have for it, the starter model among them."""
    return f"/{phone}/"


def sounded(phones: Sequence[str]) -> bytes:
    """Phones as one byte each (their place in PHONES), for comparing.

    NB: ER becomes AH R, so that "er" is near "uh", and one who writes AH R or EH R is near one who writes ER.
    """
    return sounded_codes(bytes(_CODE[phone] for phone in phones))


def sounded_codes(codes: bytes) -> bytes:
    """The same for phones that are coded already; bytes that are no place in PHONES stay."""
    return codes.replace(_ER, _AH_R)


def drops(sounds: bytes) -> list[float]:
    """What leaving out each sound of a sequence costs."""
    costs = [DROPPED[sound] for sound in sounds]
    for i in range(1, len(sounds)):
        if sounds[i] == sounds[i - 1]:
            costs[i] = DROPPED_TWIN
    return costs


def distance(a: bytes, b: bytes) -> float:
    """The cheapest way from one sounded sequence to the other (weighted edit distance); at most the longer's length."""
    dropped_b = drops(b)
    row = [0.0]
    total = 0.0
    for cost in dropped_b:
        total += cost
        row.append(total)
    for sound, dropped_a in zip(a, drops(a), strict=True):
        apart_a = APART[sound]
        corner = row[0]
        last = corner + dropped_a
        new_row = [last]
        for j, other in enumerate(b):
            above = row[j + 1]
            best = corner + apart_a[other]
            if above + dropped_a < best:
                best = above + dropped_a
            if last + dropped_b[j] < best:
                best = last + dropped_b[j]
            new_row.append(best)
            corner = above
            last = best
        row = new_row
    return row[-1]


def alikeness(a: bytes, b: bytes) -> float:
    """How alike two sounded sequences are: 1 the same, 0 nothing in common; the distance over the longer's length."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    return max(0.0, 1.0 - distance(a, b) / max(len(a), len(b)))
