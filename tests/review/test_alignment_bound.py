"""Leaving out what costs too much to matter changes no alignment."""

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.recognition.transcript import HeardWord
from app.review.alignment import _Aligner
from app.script.pronunciation import Pronunciations
from app.script.script import parse

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "pronunciation"
SCRIPT = parse("I'll send it to Mr. Dashwood on May 9th. Call me at 704-555-0142, or I'll send it again on Tuesday.")
PLAIN = [arc.word for arc in SCRIPT.readings.plain()]
OTHERS = ["um", "the", "thursday", "dash", "wood", "will", "ninth", "five", "window", "voice"]


class Unbounded(_Aligner):
    def _at_most(self, *_: int) -> float:
        return float("inf")


@cache
def sounds() -> Pronunciations:
    return Pronunciations.load(ASSETS)


@st.composite
def takes(draw: st.DrawFn) -> tuple[HeardWord, ...]:
    """The script with some of it cut out, said again, said otherwise, or named as another place."""
    words = list(PLAIN)
    for _ in range(draw(st.integers(0, 6))):
        at, length = draw(st.integers(0, len(words))), draw(st.integers(0, 6))
        words[at : at + length] = draw(st.lists(st.sampled_from([*PLAIN, *OTHERS]), max_size=6))
    places = st.none() | st.integers(0, len(SCRIPT.readings.arcs) - 1)
    return tuple(HeardWord(word, at * 0.4, at * 0.4 + 0.3, 1.0, draw(places)) for at, word in enumerate(words))


@given(takes())
@settings(max_examples=60)
def test_the_bound_on_the_cost_leaves_every_alignment_as_it_is(heard: tuple[HeardWord, ...]) -> None:
    alike = sounds().alike
    assert _Aligner(SCRIPT, heard, alike).aligned().steps == Unbounded(SCRIPT, heard, alike).aligned().steps
