"""Lines one under the other, set no further than they are asked for."""

from collections.abc import Iterator

from app.script.script import parse
from ui.column import AT_ONCE, GAP, Column
from ui.flow import Line, Part, atoms_of, break_lines
from ui.marked import mark, unreviewed

WIDE = 10  # px of every character


class Counted:
    """The lines of a text, and how many of them were asked for."""

    def __init__(self, text: str, width: float = 200) -> None:
        script = parse(text)
        atoms = atoms_of(mark(unreviewed(script)).pieces, script)
        self._lines = break_lines(
            atoms, width, WIDE, lambda atom: WIDE * len(atom.text), lambda _, room: int(room / WIDE)
        )
        self.asked = 0

    def __iter__(self) -> Iterator[Line]:
        for line in self._lines:
            self.asked += 1
            yield line


def column(text: str) -> tuple[Column, Counted]:
    counted = Counted(text)
    return Column(iter(counted), 40.0), counted


LONG = "one two three four five " * 500


def test_no_line_is_set_before_it_is_asked_for() -> None:
    made, counted = column(LONG)
    assert (made.lines, made.height, counted.asked) == ([], 0.0, 0)
    assert made.set_more(3)
    assert (len(made.lines), counted.asked) == (3, 3)
    assert made.tops == [0.0, 40.0, 80.0]
    assert made.height == 120.0


def test_it_is_set_down_to_a_height_in_small_portions() -> None:
    made, counted = column(LONG)
    assert made.set_down_to(100.0)
    assert len(made.lines) == counted.asked == AT_ONCE
    assert made.set_down_to(100.0)
    assert counted.asked == AT_ONCE


def test_all_of_it_is_set_once_and_then_there_is_no_more() -> None:
    made, counted = column(LONG)
    assert not made.set_more()
    whole = len(made.lines)
    assert whole == counted.asked > AT_ONCE
    assert not made.set_more(5)
    assert not made.set_down_to(1e9)
    assert len(made.lines) == whole
    assert made.height == whole * 40.0


def test_a_word_far_down_is_set_as_soon_as_it_is_asked_for() -> None:
    made, counted = column(LONG)
    found = made.find(1000)
    assert found is not None
    row, placed = found
    assert placed in made.lines[row].placed
    assert placed.atom.word == 1000
    assert row < counted.asked <= row + AT_ONCE
    assert made.find(2_500) is None  # there are as many words, from 0
    assert not made.set_more()


def test_a_paragraph_stands_apart_but_for_the_first() -> None:
    made, _ = column("One two.\n\nThree four.")
    made.set_more()
    assert made.tops == [0.0, 40.0 + 40.0 * GAP]
    assert made.height == 80.0 + 40.0 * GAP


def test_a_word_that_is_broken_over_lines_is_found_where_it_starts() -> None:
    made, _ = column("short " + "x" * 60)
    made.set_more()
    assert len(made.lines) > 2
    found = made.find(1)
    assert found is not None
    first = next(row for row, line in enumerate(made.lines) if any(each.atom.word == 1 for each in line.placed))
    assert found[0] == first
    assert all(each.atom.part is Part.TEXT for each in made.lines[first].placed)
