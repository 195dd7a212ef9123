"""The table between phases."""

from hypothesis import given
from hypothesis import strategies as st

from app.practice.rep import AFTER, Move, Phase, allowed

PICTURE = """
ready      start     opening
opening    opened    recording
opening    cancel    ready
opening    fail      failed
recording  stop      finishing
recording  cancel    ready
recording  fail      failed
finishing  reviewed  reviewed
finishing  cancel    ready
finishing  fail      failed
reviewed   start     opening
failed     start     opening
"""


def test_the_table_is_the_picture():
    drawn = [line.split() for line in PICTURE.strip().splitlines()]
    assert {(Phase(before), Move(move)): Phase(after) for before, move, after in drawn} == AFTER


@given(st.lists(st.sampled_from(Move)))
def test_whatever_happens_the_speaker_can_start_or_give_up(moves):
    phase = Phase.READY
    for move in moves:
        phase = AFTER.get((phase, move), phase)
        assert allowed(phase) & {Move.START, Move.CANCEL}
        assert (Move.START in allowed(phase)) != (Move.CANCEL in allowed(phase))


@given(st.lists(st.sampled_from(Move)))
def test_a_rep_is_reviewed_only_after_it_was_recorded_and_stopped(moves):
    phase, since_start = Phase.READY, []
    for move in moves:
        after = AFTER.get((phase, move))
        if after is None:
            continue
        since_start = [] if move is Move.START else [*since_start, move]
        phase = after
        if phase is Phase.REVIEWED:
            assert since_start == [Move.OPENED, Move.STOP, Move.REVIEWED]


def test_every_phase_can_be_reached():
    reached = {Phase.READY}
    for _ in Phase:
        reached |= {after for (before, _), after in AFTER.items() if before in reached}
    assert reached == set(Phase)
