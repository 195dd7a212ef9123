"""Phase and Move of a rep, and the one table between them."""

from enum import StrEnum


class Phase(StrEnum):
    READY = "ready"
    OPENING = "opening"
    RECORDING = "recording"
    FINISHING = "finishing"
    REVIEWED = "reviewed"
    FAILED = "failed"


class Move(StrEnum):
    START = "start"
    OPENED = "opened"  # the first sound came in
    STOP = "stop"
    REVIEWED = "reviewed"
    CANCEL = "cancel"
    FAIL = "fail"


AFTER: dict[tuple[Phase, Move], Phase] = {
    (Phase.READY, Move.START): Phase.OPENING,
    (Phase.OPENING, Move.OPENED): Phase.RECORDING,
    (Phase.OPENING, Move.CANCEL): Phase.READY,
    (Phase.OPENING, Move.FAIL): Phase.FAILED,
    (Phase.RECORDING, Move.STOP): Phase.FINISHING,
    (Phase.RECORDING, Move.CANCEL): Phase.READY,
    (Phase.RECORDING, Move.FAIL): Phase.FAILED,
    (Phase.FINISHING, Move.REVIEWED): Phase.REVIEWED,
    (Phase.FINISHING, Move.CANCEL): Phase.READY,
    (Phase.FINISHING, Move.FAIL): Phase.FAILED,
    (Phase.REVIEWED, Move.START): Phase.OPENING,
    (Phase.FAILED, Move.START): Phase.OPENING,
}


def allowed(phase: Phase) -> frozenset[Move]:
    """What may happen now; a button is enabled by this and nothing else."""
    return frozenset(move for before, move in AFTER if before is phase)
