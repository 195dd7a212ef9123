"""What the ladder says of each take, in words and figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.practice.ladder import Ladder, Rung
from app.review.telling import clock, span


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One take."""

    number: int
    length_s: float
    limit_s: float
    findings: int | None  # that count; None: not reviewed yet
    clean: bool
    changed: str  # against the take before
    pinned: bool = False

    @property
    def verdict(self) -> str:
        if self.clean:
            return "Clean"
        if self.findings is None:
            return "Not reviewed"
        return f"{self.findings} finding{'' if self.findings == 1 else 's'}"

    @property
    def told(self) -> str:
        """All the row shows."""
        over = f", {span(self.length_s - self.limit_s)} over" if self.length_s > self.limit_s else ""
        pinned = " Pinned." if self.pinned else ""
        return f"Take {self.number}, {clock(self.length_s)}{over}. {self.verdict}. {self.changed}.{pinned}"


@dataclass(frozen=True, slots=True)
class LadderState:
    """The takes of one message."""

    rows: tuple[LadderRow, ...] = ()  # the newest first
    chosen: int | None = None  # a take's number
    compared: int | None = None  # the one beside it


def ladder_rows(ladder: Ladder, pinned: int | None = None) -> tuple[LadderRow, ...]:
    """The rungs of a ladder, the newest first."""
    return tuple(_row(rung, place == 0, pinned) for place, rung in enumerate(ladder.rungs))[::-1]


def longest_s(rows: Iterable[LadderRow]) -> float:
    """What the shared scale of the rails must hold."""
    return max((row.length_s for row in rows), default=0.0)


def _row(rung: Rung, is_first: bool, pinned: int | None) -> LadderRow:
    here = rung.attempt
    return LadderRow(
        number=here.number,
        length_s=here.length_s,
        limit_s=here.limit_s,
        findings=len(here.findings),
        clean=here.clean,
        changed="First take" if is_first else _changed(rung),
        pinned=here.number == pinned,
    )


def _changed(rung: Rung) -> str:
    counts = ((rung.fixed, "fixed"), (rung.cut, "cut"), (rung.new, "new"), (rung.again, "again"))
    return " · ".join(f"{len(findings)} {name}" for findings, name in counts if findings) or "Nothing new"
