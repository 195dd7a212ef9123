"""What the ladder says of each take, in words and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.practice.ladder import Ladder, Rung
from app.review.finding import Finding
from app.review.telling import clock, span, tell


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
    best: bool = False
    rung: Rung | None = None  # what changed, one by one; None where nothing is known of it

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
        best = f"{' The best.' if self.best else ''}{' Pinned.' if self.pinned else ''}"
        return f"Take {self.number}, {clock(self.length_s)}{over}. {self.verdict}. {self.changed}.{best}"

    @property
    def details(self) -> tuple[str, ...]:
        """What changed against the take before, a line each."""
        return tuple(f"{name}: {tell(finding)}" for name, finding in changes(self.rung)) if self.rung else ()


@dataclass(frozen=True, slots=True)
class LadderState:
    """The takes of one message."""

    rows: tuple[LadderRow, ...] = ()  # the newest first
    chosen: int | None = None  # a take's number
    compared: int | None = None  # the one beside it

    @property
    def told(self) -> str:
        """The chosen take and what changed in it, in words; without one, how many there are."""
        chosen = next((row for row in self.rows if row.number == self.chosen), None)
        if chosen is not None:
            return " ".join((chosen.told, *chosen.details))
        return f"{len(self.rows)} take{'' if len(self.rows) == 1 else 's'}."


def ladder_rows(
    ladder: Ladder, pinned: int | None = None, drills: Mapping[int, str] | None = None
) -> tuple[LadderRow, ...]:
    """The rungs of a ladder, the newest first; `drills`: for takes' numbers the titles of those they were spoken in."""
    told = drills or {}
    rows = [_row(rung, place == 0, pinned, ladder.best) for place, rung in enumerate(ladder.rungs)]
    return tuple(_in_drill(row, told[row.number]) if row.number in told else row for row in rows)[::-1]


def _in_drill(row: LadderRow, title: str) -> LadderRow:
    return replace(row, changed=f"{title} · {row.changed}")


def longest_s(rows: Iterable[LadderRow]) -> float:
    """What the shared scale of the rails must hold."""
    return max((row.length_s for row in rows), default=0.0)


def changes(rung: Rung) -> tuple[tuple[str, Finding], ...]:
    """What became of each finding, the good news first: what got fixed and what was cut, what is new, what persists."""
    groups = (("Fixed", rung.fixed), ("Cut", rung.cut), ("New", rung.new), ("Again", rung.again))
    return tuple((name, finding) for name, findings in groups for finding in findings)


def counts(rung: Rung) -> str:
    """The changes in figures."""
    groups = ((rung.fixed, "fixed"), (rung.cut, "cut"), (rung.new, "new"), (rung.again, "again"))
    return " · ".join(f"{len(findings)} {name}" for findings, name in groups if findings) or "Nothing new"


def _row(rung: Rung, is_first: bool, pinned: int | None, best: int | None) -> LadderRow:
    here = rung.attempt
    return LadderRow(
        number=here.number,
        length_s=here.length_s,
        limit_s=here.limit_s,
        findings=len(here.findings),
        clean=here.clean,
        changed="First take" if is_first else counts(rung),
        pinned=here.number == pinned,
        best=here.number == best,
        rung=None if is_first else rung,
    )
