"""A script with its marks, ready to be set in lines: made on a lane, since a long one takes its time."""

from dataclasses import dataclass

from app.practice.drills import breaths
from app.review.account import Metrics, ModelFacts, Review, TakeFacts
from app.review.finding import Strictness, Verdict
from app.review.marks import Piece, lay_out
from app.script.script import Script
from ui.flow import Atom, atoms_of
from ui.marks_told import told


@dataclass(frozen=True, slots=True)
class Marked:
    """Touches no widget."""

    script: Script
    pieces: tuple[Piece, ...]
    atoms: tuple[Atom, ...]
    told: str  # the same in words


def mark(review: Review, drill: str = "") -> Marked:
    """`drill`: in which it was spoken."""
    pieces = lay_out(review, breaths(drill, review))
    return Marked(review.script, pieces, atoms_of(pieces, review.script), told(pieces))


def unreviewed(script: Script) -> Review:
    """A review that found nothing: it lays out as the script alone."""
    nothing = Metrics(0.0, 0.0, 0, 0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, None, None, ())
    return Review(
        script=script,
        limit_s=0.0,
        strictness=Strictness.WORD,
        take=TakeFacts("", 0.0, 0.0, 0.0, 0.0, 0.0, None),
        model=ModelFacts("", (), (), ()),
        words=(),
        verdicts=(Verdict.SAID,) * len(script.words),
        findings=(),
        metrics=nothing,
        clean=False,
    )
