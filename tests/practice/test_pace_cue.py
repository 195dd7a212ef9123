"""The one cue of the pace drill: sparse, right, and silent where it would be wrong."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.pace_cue import EVERY_S, FASTER, SHOWN_S, SLOWER, PaceCue
from app.script.script import parse

SCRIPT = parse("word " * 200)
BAND = (130.0, 170.0)
LOOK_S = 0.1


def shown(wpm: float, seconds: float = 30.0, text: str = "word " * 200) -> list[tuple[float, str]]:
    """When which word begins to be shown to somebody who speaks at that pace."""
    script = parse(text)
    cue, before, found = PaceCue(script, BAND), None, []
    for look in range(round(seconds / LOOK_S)):
        at_s = look * LOOK_S
        now = cue.look(at_s, min(int(at_s * wpm / 60), len(script.words)))
        if now is not None and now != before:
            found.append((at_s, now))
        before = now
    return found


@pytest.mark.parametrize(("wpm", "word"), [(200, SLOWER), (100, FASTER), (150, None)])
def test_a_word_tells_where_the_pace_leaves_the_band(wpm: float, word: str | None) -> None:
    assert {each for _, each in shown(wpm)} == ({word} if word else set())


@given(st.floats(60, 400))
def test_it_is_sparse(wpm: float) -> None:
    times = [at_s for at_s, _ in shown(wpm)]
    assert all(after - before >= EVERY_S - LOOK_S for before, after in pairwise(times))


def test_the_word_goes_again() -> None:
    cue = PaceCue(SCRIPT, BAND)
    cue.look(1.0, 2)
    assert cue.look(1.0 + EVERY_S, 42) == SLOWER
    assert cue.look(1.0 + EVERY_S + SHOWN_S / 2, 42) == SLOWER
    assert cue.look(1.0 + EVERY_S + SHOWN_S, 42) is None


def test_nothing_is_said_before_the_first_word_nor_after_the_last_nor_without_a_place() -> None:
    cue = PaceCue(parse("Hi Marta."), BAND)
    assert [cue.look(at_s, due) for at_s, due in ((0.0, 0), (9.0, 0), (10.0, 1), (30.0, 2), (40.0, None))] == [None] * 5


def test_a_number_is_meant_to_be_slow() -> None:
    slow = "call me at 704-555-0142 or any day you like before we " * 2
    assert shown(60, 12.0, slow) == []
    assert shown(60, 12.0, slow.replace("704-555-0142", "home")) != []
