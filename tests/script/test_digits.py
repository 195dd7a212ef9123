"""The digits a number asks for and the digits words amount to."""

import random

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.script.digits import digits_of, grouped, spoken_digits
from app.script.readings import readings
from app.script.words import find_words


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("seven oh four five double five", "704555"),
        ("seven zero four triple five zero one forty two", "7045550142"),
        ("eight hundred five five five", "800555"),
        ("fifty five hundred", "5500"),
        ("two thousand", "2000"),
        ("sixty four", "64"),
        ("sixty oh four", "6004"),
        ("sixty ten", "6010"),
        ("nineteen ninety nine", "1999"),
        ("twelve hundred", "1200"),
        ("double oh seven", "007"),
        ("plus four four area code um seven oh four", "44704"),
        ("forty um two", "402"),
        ("hello", ""),
        ("", ""),
        ("double", ""),
        ("hundred", ""),
        ("treble nine", "999"),
        ("eight hundred and fifty five", "855"),
        ("one hundred and five", "105"),
    ],
)
def test_spoken_words_amount_to_digits(words: str, digits: str) -> None:
    assert spoken_digits(words.split()) == digits


@pytest.mark.parametrize(
    ("text", "digits", "shown"),
    [
        ("(704) 555-0142", "7045550142", "704 555 0142"),
        ("7045550142", "7045550142", "704 555 0142"),
        ("17045550142", "17045550142", "1 704 555 0142"),
        ("+44 20 7946 0958", "442079460958", "44 20 7946 0958"),
        ("+44 (0)20 7946 0958", "442079460958", "44 20 7946 0958"),
        ("555-0142 ext. 12", "555014212", "555 0142 12"),
    ],
)
def test_a_written_number_asks_for_its_digits(text: str, digits: str, shown: str) -> None:
    assert digits_of(text) == digits
    assert grouped(digits, text) == shown


def test_digits_that_are_missing_or_too_many_still_show_in_groups() -> None:
    assert grouped("70455501", "704-555-0142") == "704 555 01"
    assert grouped("70455501422", "704-555-0142") == "704 555 0142 2"
    assert grouped("", "704-555-0142") == ""


@given(
    st.integers(200, 999),
    st.integers(200, 999),
    st.integers(0, 9999),
    st.sampled_from(["{}-{}-{:04}", "({}) {}-{:04}"]),
    st.randoms(use_true_random=False),
)
def test_every_reading_of_a_phone_number_amounts_to_its_digits(
    area: int, exchange: int, line: int, form: str, chance: random.Random
) -> None:
    text = form.format(area, exchange, line)
    graph = readings(find_words(text))
    node, words = 0, []
    while node != graph.boundaries[-1]:
        arc = chance.choice([arc for arc in graph.arcs if arc.source == node])
        words.append(arc.word)
        node = arc.to
    assert spoken_digits(words) == digits_of(text)


SPOKEN = ["one", "two", "oh", "double", "triple", "sixty", "ten", "hundred", "thousand", "and", "um"]


@given(st.lists(st.sampled_from(SPOKEN), max_size=12))
def test_whatever_is_said_amounts_to_digits_only(words: list[str]) -> None:
    assert set(spoken_digits(words)) <= set("0123456789")
