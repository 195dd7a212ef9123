"""The phones the model tells apart, and how Kaldi numbers them.

A phone has two pdfs (scores of the network): 2i its first frame, 2i + 1 every later one. Position in the word
(Begin, End, Inside, Singleton) makes phones of their own in the graph, so that Vosk finds where words begin and end,
but they share the pdfs. Kaldi's numbers: phone 1 is silence, 2 is SPN_S, then _B _E _I _S of each other phone.
Transition 2k - 1 of phone k stays in it, 2k enters it.
"""

from app.script.phones import PHONES as ARPA

SILENCE, NOISE = "SIL", "SPN"  # NOISE: what is no word of the language, [unk]
DRAWN_OUT = ("FAH", "FER", "FAA", "FM")  # of filled pauses alone: long and level
PHONES = (SILENCE, NOISE, *ARPA, *DRAWN_OUT)
INDEX = {phone: i for i, phone in enumerate(PHONES)}
PDFS = 2 * len(PHONES)
POSITIONS = "BEIS"
_BOUNDARY = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}

PLACED = (SILENCE, f"{NOISE}_S", *(f"{phone}_{place}" for phone in PHONES[2:] for place in POSITIONS))
_NUMBER = {phone: i + 1 for i, phone in enumerate(PLACED)}


def placed(phones: tuple[str, ...]) -> tuple[str, ...]:
    """The phones of one word with their positions: ("K AE T") is K_B AE_I T_E."""
    if len(phones) == 1:
        return (f"{phones[0]}_S",)
    return (f"{phones[0]}_B", *(f"{phone}_I" for phone in phones[1:-1]), f"{phones[-1]}_E")


def entering(phone: str) -> int:
    """The transition that enters a placed phone."""
    return 2 * _NUMBER[phone]


def staying(phone: str) -> int:
    """The transition that stays in a placed phone."""
    return 2 * _NUMBER[phone] - 1


def pdf_pairs() -> list[tuple[int, int]]:
    """For each placed phone, in Kaldi's order: the pdf that enters it, and the one that stays."""
    bases = [INDEX[phone.rpartition("_")[0] or phone] for phone in PLACED]
    return [(2 * base, 2 * base + 1) for base in bases]


def word_boundaries() -> str:
    """`graph/phones/word_boundary.int`: a line for each placed phone, its number and its part in a word."""
    kinds = ("nonword" if phone == SILENCE else _BOUNDARY[phone[-1]] for phone in PLACED)
    return "".join(f"{number} {kind}\n" for number, kind in enumerate(kinds, 1))


UNUSED_TRANSITION = 2 * len(PLACED) + 10  # `graph/disambig_tid.int` must hold one, and this graph needs none
