"""A review in a terminal: the script with its marks, the verdict, the findings with their times, the figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.review.account import Review
from app.review.figures import advice, clock_note, figures
from app.review.finding import Finding
from app.review.marks import IN_SCRIPT, Piece, Shape, lay_out
from app.review.telling import details, moment, order_of_fixes, tell, verdict, verdict_details
from app.settings import Settings

WIDEST = 100  # columns; longer lines are hard to follow

# How each mark reads without colour: what stands before and after it; {} is the note.
_SIGNS = {
    Shape.LEFT_OUT: ("[-", "-]"),
    Shape.CHANGED: ("{{", " → {}}}"),
    Shape.TWICE: ("‹", "›⟨{}⟩"),
    Shape.HURRIED: ("‹", "›⟨{}⟩"),
    Shape.UNSURE: ("(?", "?)"),
    Shape.FILLED: ("⟨", "⟩"),
    Shape.ADDED: ("⟨+ ", "⟩"),
    Shape.PAUSE: ("⟨", "⟩"),
    Shape.NO_PAUSE: ("⟨", "⟩"),
    Shape.LIMIT: ("|", "|"),
}
_STYLES = {
    Shape.LEFT_OUT: "red strike",
    Shape.CHANGED: "red underline",
    Shape.TWICE: "yellow",
    Shape.HURRIED: "yellow",
    Shape.UNSURE: "dim underline",
    Shape.FILLED: "yellow",
    Shape.ADDED: "red",
    Shape.PAUSE: "reverse",
    Shape.NO_PAUSE: "dim",
    Shape.LIMIT: "bold white on red",
}
_AFTER_LIMIT = "color(88) on color(224)"
_LEGEND = {
    Shape.LEFT_OUT: "left out",
    Shape.CHANGED: "said differently",
    Shape.TWICE: "said twice or corrected, not counted",
    Shape.HURRIED: "too fast to write down, not counted",
    Shape.UNSURE: "could not tell, not counted",
    Shape.FILLED: "um, uh",
    Shape.ADDED: "added",
    Shape.PAUSE: "long pause",
    Shape.NO_PAUSE: "a pause is missing here, not counted",
    Shape.LIMIT: "the limit; what follows came after it",
}
_LEGEND_TEXT = {
    Shape.CHANGED: "written",
    Shape.FILLED: "um",
    Shape.ADDED: "word",
    Shape.PAUSE: "1.8s",
    Shape.NO_PAUSE: "no pause",
}
_LEGEND_NOTE = {Shape.CHANGED: "heard", Shape.TWICE: "twice", Shape.HURRIED: "fast"}

_PLAIN_SIGNS = str.maketrans(
    {
        **dict(zip("⟨⟩‹›“”‘’", "<><>\"\"''", strict=True)),
        **dict.fromkeys("–—−·", "-"),
        "→": "->",
        "…": "...",
        "×": "x",
    }
)


@dataclass(frozen=True, slots=True)
class _Hand:
    """How to write for one console: in which letters, with or without styles."""

    encoding: str
    styled: bool

    def text(self, text: str, style: str = "") -> Text:
        """Never a control sign, whatever the script held; never a letter the console cannot show."""
        text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            text = text.translate(_PLAIN_SIGNS).encode(self.encoding, "replace").decode(self.encoding)
        return Text(text, style if self.styled else "")


def show(review: Review, console: Console, settings: Settings) -> None:
    """Print the review as wide as the console is. Colour and Unicode only where the console has them."""
    hand = _Hand(console.encoding, not console.no_color)
    width = min(console.width, WIDEST)

    def put(what: Text | Table) -> None:
        console.print(what, width=width, overflow="fold", highlight=False)

    pieces = lay_out(review)
    put(_script(pieces, hand))
    legend = _legend(pieces, hand)
    if legend:
        put(Text(""))
        put(legend)
    put(Text(""))
    put(_verdict(review, hand))
    if review.findings:
        put(Text(""))
        put(_findings(review, hand))
    put(Text(""))
    put(_figures(review, hand))
    closing = (*advice(review, settings), clock_note(review))
    for sentence in filter(None, closing):
        put(hand.text(sentence, "dim"))


def _script(pieces: Sequence[Piece], hand: _Hand) -> Text:
    page = Text()
    for style, marked in groupby((each for piece in pieces for each in _marked(piece)), key=itemgetter(1)):
        page.append_text(hand.text("".join(text for text, _ in marked), style))
    return page


def _marked(piece: Piece) -> Iterator[tuple[str, str]]:
    """Text, style"""
    if piece.fix:
        yield f"({piece.fix})", "bold"
    before, after = _signs(piece.shape, piece.note)
    style = _STYLES.get(piece.shape, "")
    if piece.after_limit and piece.shape in IN_SCRIPT:
        style = f"{style} {_AFTER_LIMIT}".strip()
    text = piece.text.replace(" ", "") if piece.shape is Shape.PAUSE else piece.text  # a chip must not break
    yield before + text + after, style


def _signs(shape: Shape, note: str | None) -> tuple[str, str]:
    before, after = _SIGNS.get(shape, ("", ""))
    return before.format(), after.format(note) if note else after.split("{")[0] if "{" in after else after


def _legend(pieces: Sequence[Piece], hand: _Hand) -> Text | None:
    occurring = [shape for shape in _LEGEND if any(piece.shape is shape for piece in pieces)]
    if not occurring:
        return None
    legend = Text()
    for shape in occurring:
        example = next(piece.text for piece in pieces if piece.shape is shape) if shape is Shape.LIMIT else None
        before, after = _signs(shape, _LEGEND_NOTE.get(shape))
        if legend:
            legend.append_text(hand.text("  ·  ", "dim"))
        legend.append_text(hand.text(before + (example or _LEGEND_TEXT.get(shape, "word")) + after, _STYLES[shape]))
        legend.append_text(hand.text(f" {_LEGEND[shape]}", "dim"))
    return legend


def _verdict(review: Review, hand: _Hand) -> Text:
    line = hand.text(verdict(review), "bold green" if review.clean else "bold")
    return line.append_text(hand.text(" " + verdict_details(review)))


def _findings(review: Review, hand: _Hand) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    fixes = order_of_fixes(review.findings, review.script)
    for finding in sorted(review.findings, key=lambda each: (each.start, each.end)):
        number = f"({fixes.index(finding) + 1})" if finding in fixes else ""
        at = moment(finding.start - review.take.origin_s)
        table.add_row(hand.text(number, "bold"), hand.text(at), _told(finding, hand))
    return table


def _told(finding: Finding, hand: _Hand) -> Text:
    told = hand.text(tell(finding), "bold" if finding.counts else "")
    for more in details(finding):
        told.append_text(hand.text(f" {more}", "dim"))
    return told


def _figures(review: Review, hand: _Hand) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in figures(review):
        table.add_row(hand.text(name, "dim"), hand.text(value))
    return table
