"""Alignments as pictures that anyone can check, and the promises that hold for all of them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.transcript import HeardWord
from app.review.alignment import Alignment, align
from app.script.pronunciation import Pronunciations
from app.script.readings import accepts
from app.script.script import Script, parse

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "pronunciation"


@cache
def sounds() -> Pronunciations:
    return Pronunciations.load(ASSETS)


def heard(text: str) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(word, k * 0.4, k * 0.4 + 0.3, 1.0) for k, word in enumerate(text.split()))


def lay(script: str, said: str) -> Alignment:
    return align(parse(script), heard(said), sounds().alike)


def drawn(picture: str) -> str:
    return "\n".join(line.strip() for line in picture.strip().splitlines())


@pytest.mark.parametrize(
    ("script", "said", "picture"),
    [
        ("I'll send it today.", "i'll send it today", "I'll send it today\ni'll send it today"),
        ("I'll send it today.", "i will send it today", "I'll   send it today\ni will send it today"),
        ("I'll send it today.", "i'll send today", "I'll send IT today\ni'll send ** today"),
        ("I'll send it today.", "i'll really send it today", "I'll ****** send it today\ni'll REALLY send it today"),
        ("See you on Tuesday.", "see you on thursday", "See you on TUESDAY\nsee you on THURSDAY"),
        ("See you at two.", "see you at too", "See you at two\nsee you at too"),
        ("Leave a voicemail now.", "leave a voice mail now", "Leave a voicemail  now\nleave a voice mail now"),
        ("Ask Mr. Dashwood now.", "ask mister dash wood now", "Ask Mr.    Dashwood  now\nask mister dash wood now"),
        (
            "It costs $1,200 a year.",
            "it costs twelve hundred dollars a year",
            "It costs $1,200                 a year\nit costs twelve hundred dollars a year",
        ),
        ("Pay $40 now.", "pay fourteen dollars now", "Pay $40              now\npay FOURTEEN DOLLARS now"),
    ],
)
def test_a_heard_line_is_laid_along_the_script(script: str, said: str, picture: str) -> None:
    assert drawn(lay(script, said).picture()) == drawn(picture)


def test_a_repeated_phrase_comes_on_top_in_one_piece() -> None:
    alignment = lay("I'll send it this afternoon.", "i'll send it i'll send it this afternoon")
    added = [step for step in alignment.steps if step.first == step.last]
    assert [(step.start, step.end) for step in added] in ([(0, 1), (1, 2), (2, 3)], [(3, 4), (4, 5), (5, 6)])
    assert all(step.same for step in alignment.steps if step.first < step.last)


def test_the_place_the_recognizer_names_decides_between_twins() -> None:
    script = parse("You said you would.")
    arcs = script.readings.arcs
    named = next(k for k, arc in enumerate(arcs) if arc.first == 2 and arc.word == "you")
    words = (HeardWord("you", 0.0, 0.3, 1.0, named), HeardWord("would", 0.4, 0.7, 1.0))
    skipped = [step.first for step in align(script, words, sounds().alike).steps if step.start == step.end]
    assert skipped == [0, 1]


WORDS = ["I", "I'll", "send", "it", "today", "704-555-0142", "Dashwood", "the", "two", "$1,200", "May 9th", "send"]
SAID = ["i", "will", "i'll", "send", "it", "today", "seven", "oh", "four", "five", "dash", "wood", "the", "too", "um"]


def _plain(script: Script) -> list[str]:
    return [arc.word for arc in script.readings.plain()]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.lists(st.sampled_from(SAID), max_size=15))
def test_the_steps_tile_both_sides_in_order(written: Sequence[str], said: Sequence[str]) -> None:
    script = parse(" ".join(written))
    alignment = align(script, heard(" ".join(said)), sounds().alike)
    word = at = 0
    for step in alignment.steps:
        assert (step.first, step.start) == (word, at)
        assert step.last > step.first or step.end > step.start
        word, at = step.last, step.end
    assert (word, at) == (len(script.words), len(said))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_script_said_as_it_stands_has_nothing_but_sameness(written: Sequence[str]) -> None:
    script = parse(" ".join(written))
    said = _plain(script)
    assert accepts(script.readings, said)
    assert all(step.same for step in align(script, heard(" ".join(said)), sounds().alike).steps)


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=30), st.data())
def test_whatever_is_left_out_is_never_called_the_same_twice(written: Sequence[str], data: st.DataObject) -> None:
    script = parse(" ".join(written))
    said = _plain(script)
    gone = data.draw(st.integers(0, len(said) - 1))
    alignment = align(script, heard(" ".join(said[:gone] + said[gone + 1 :])), sounds().alike)
    cost = sum(not step.same for step in alignment.steps)
    assert cost <= 1 + script.words[0].text.count("-")


def test_a_long_script_with_few_deviations_has_few_steps_that_differ() -> None:
    text = " ".join(f"word{k % 97} and the {['red', 'green', 'blue'][k % 3]} thing" for k in range(400)).replace(
        "word", "w"
    )
    script = parse(text)
    said = _plain(script)
    del said[500:503]
    said[900] = "elephant"
    alignment = align(script, heard(" ".join(said)), sounds().alike)
    assert sum(not step.same for step in alignment.steps) <= 8
