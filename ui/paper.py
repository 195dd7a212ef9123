"""A review on paper: what the review page shows, as a PDF that can be read without its colours."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from app.audio.waveform import Waveform
from app.review.account import Review
from app.review.figures import advice, clock_note, figures
from app.review.marks import LEGEND, Piece, Shape, lay_out
from app.review.telling import details, moment, order_of_fixes, tell, title, verdict, verdict_details
from app.settings import Settings
from ui.flow import atoms_of
from ui.marks_paint import draw_number
from ui.script_page import ScriptPage
from ui.theme import LIGHT, Look, Type
from ui.timeline_paint import Lanes, TimelinePainter, TimelineState

_POINTS = 0.62  # of a px of the window's pages: the script is set in some 12 points
_MARGIN_MM = 16.0
_DPI = 1200
_FOOT = 34.0  # px at the foot of each page
_NUMBERS = 28.0  # px for the number of a fix
_WHEN = 76.0  # px for the time of a finding
_NAMES = 190.0  # px for the name of a figure
_LEGEND_SCALE = 0.72
# Grounds that a printer without colours still shows.
_INK = replace(LIGHT, rust_soft="#EFCFC5", amber_soft="#F0DDB4", sunk="#DDE3E3", line="#AEB9B9")


@dataclass(frozen=True, slots=True)
class _PaperLook(Look):
    """Letter by letter: a ligature, or a colon set higher between figures, would be lost to search and to the ear."""

    def font(self, size: Type) -> QFont:
        return _spelled(Look.font(self, size))

    def serif(self, px: float, italic: bool = False, strong: bool = False) -> QFont:
        return _spelled(Look.serif(self, px, italic, strong))


def _spelled(font: QFont) -> QFont:
    for feature in ("liga", "clig", "calt"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


_LOOK = _PaperLook(_INK, 1.0, motion=False)

_Country = QLocale.Country
_LETTER = frozenset(
    {
        _Country.UnitedStates, _Country.Canada, _Country.Mexico, _Country.Belize, _Country.Chile, _Country.Colombia,
        _Country.CostaRica, _Country.ElSalvador, _Country.Guatemala, _Country.Nicaragua, _Country.Panama,
        _Country.Philippines, _Country.PuertoRico, _Country.Venezuela,
    }
)  # fmt: skip  # as CLDR has it; all others use A4


def page_size(locale: QLocale) -> QPageSize:
    """Letter where that is what lies in the printers, else A4."""
    return QPageSize(QPageSize.PageSizeId.Letter if locale.territory() in _LETTER else QPageSize.PageSizeId.A4)


def as_pdf(review: Review, settings: Settings, waveform: Waveform | None, size: QPageSize) -> bytes:
    """The whole file. Touches no widget: may be made on any thread while the application stands."""
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(_DPI)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    heading = review.script.title or "Review"
    writer.setTitle(f"{heading}: {verdict(review)}")
    writer.setCreator("After the Beep")
    px = _DPI * _POINTS / 72
    width, height = writer.width() / px, writer.height() / px
    pages = paged(list(_blocks(review, settings, waveform, width)), height - _FOOT)
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(px, px)
    for number, page in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        for block, top in page:
            painter.save()
            painter.translate(0, top)
            block.draw(painter)
            painter.restore()
        foot = heading if len(pages) == 1 else f"{heading}, page {number} of {len(pages)}"
        painter.setFont(_LOOK.font(Type.LABEL))
        painter.setPen(_LOOK.colour("ink3"))
        painter.drawText(QRectF(0, height - 16, width, 16), Qt.AlignmentFlag.AlignLeft, _shown(foot))
    painter.end()
    return bytes(made.data().data())


@dataclass(frozen=True, slots=True)
class Block:
    """What is not parted by the end of a page; px."""

    height: float
    draw: Callable[[QPainter], object]  # from its own top left
    before: float = 0.0  # free above it, but at the top of a page
    with_next: bool = False  # a heading never stands alone


def paged(blocks: Sequence[Block], height: float) -> list[list[tuple[Block, float]]]:
    """Each page's blocks with where they begin."""
    pages: list[list[tuple[Block, float]]] = [[]]
    y = 0.0
    following = [after.height + after.before if block.with_next else 0.0 for block, after in pairwise([*blocks, _NONE])]
    for block, needed in zip(blocks, following, strict=True):
        if pages[-1] and y + block.before + block.height + needed > height:
            pages.append([])
            y = 0.0
        y += block.before if pages[-1] else 0.0
        pages[-1].append((block, y))
        y += block.height
    return pages


_NONE = Block(0.0, lambda _: None)


def _blocks(review: Review, settings: Settings, waveform: Waveform | None, width: float) -> Iterator[Block]:
    named = [part for part in (review.script.title, review.script.to and f"to {review.script.to}") if part]
    if named:
        yield _words(", ".join(named), _LOOK.font(Type.READING), "ink2", width)
    yield _words(verdict(review), _LOOK.font(Type.VERDICT), "ink", width, 6, with_next=True)
    if said := verdict_details(review):
        yield _words(said, _LOOK.font(Type.READING), "ink2", width, 4)
    yield from _fixes(review, width)
    pieces = lay_out(review)
    yield _heading("The script", width)
    yield from _lines(ScriptPage(_LOOK, pieces, atoms_of(pieces, review.script), width, False))
    yield from _legend(review, pieces, width)
    yield _heading("Along the clock", width)
    yield _timeline(review, settings, waveform, width)
    yield from _findings(review, width)
    yield _heading("Figures", width)
    for name, value in (*figures(review), ("Take", review.take.file)):
        yield _row(name, value, _NAMES, width)
    for sentence in (*advice(review, settings), clock_note(review)):
        if sentence:
            yield _words(sentence, _LOOK.font(Type.BODY), "ink2", width, 10)


def _fixes(review: Review, width: float) -> Iterator[Block]:
    for number, finding in enumerate(order_of_fixes(review.findings, review.script), 1):
        inner = width - _NUMBERS
        parts = [
            _words(title(finding), _LOOK.font(Type.READING_STRONG), "ink", inner),
            _words(tell(finding), _LOOK.serif(17), "ink", inner, 2),
        ]
        if more := " ".join(details(finding)):
            parts.append(_words(more, _LOOK.font(Type.BODY), "ink2", inner, 2))
        yield replace(_numbered(number, parts), before=16.0)


def _numbered(number: int, parts: Sequence[Block]) -> Block:
    def draw(painter: QPainter) -> None:
        draw_number(painter, _LOOK, str(number), QPointF(9, 9), 18)
        painter.translate(_NUMBERS, 0)
        for part in parts:
            painter.translate(0, part.before)
            part.draw(painter)
            painter.translate(0, part.height)

    return Block(sum(part.before + part.height for part in parts), draw)


def _lines(page: ScriptPage) -> Iterator[Block]:
    """A line of the script is a block."""
    page.set_more()
    for row, top in enumerate(page.tops):

        def draw(painter: QPainter, row: int = row, top: float = top) -> None:
            painter.translate(0, -top)
            page.draw_row(painter, row)

        gap = top - (page.tops[row - 1] + page.line_px) if row else 0.0
        yield Block(page.line_px, draw, gap)


def _legend(review: Review, pieces: Sequence[Piece], width: float) -> Iterator[Block]:
    """What each mark on this page means, in two columns."""
    marks = [
        (Piece(shape, example, 0, 0, "heard" if shape is Shape.CHANGED else None), says)
        for shape, (example, says) in LEGEND.items()
        if any(piece.shape is shape for piece in pieces)
    ]
    if any(piece.after_limit for piece in pieces):
        marks.append((Piece(Shape.PLAIN, "words", 0, 0, after_limit=True), "after the limit"))
    half = (len(marks) + 1) // 2
    look, columns = replace(_LOOK, scale=_LEGEND_SCALE), []
    for some in (marks[:half], marks[half:]):
        samples = [piece for mark, says in some for piece in (mark, Piece(Shape.PLAIN, f" {says}\n", 0, 0))]
        page = ScriptPage(look, samples, atoms_of(samples, review.script), width / 2 - 12, False)
        columns.append(list(_lines(page)))
    for left, right in zip_longest(*columns, fillvalue=_NONE):
        yield _beside(left, right, width / 2 + 12)


def _beside(left: Block, right: Block, at: float) -> Block:
    def draw(painter: QPainter) -> None:
        painter.save()
        left.draw(painter)
        painter.restore()
        painter.translate(at, 0)
        right.draw(painter)

    return Block(max(left.height, right.height), draw)


def _timeline(review: Review, settings: Settings, waveform: Waveform | None, width: float) -> Block:
    state = TimelineState(review, waveform, pace_wpm=(settings.pace_from_wpm, settings.pace_to_wpm))
    lanes = Lanes(_LOOK, state, width, False)
    return Block(lanes.height, lambda painter: TimelinePainter(painter, _LOOK, state, lanes).draw())


def _findings(review: Review, width: float) -> Iterator[Block]:
    if not review.findings:
        return
    yield _heading("Findings", width)
    for finding in sorted(review.findings, key=lambda each: (each.start, each.end)):
        said = " ".join([tell(finding), *details(finding)])
        yield _row(moment(finding.start - review.take.origin_s), said, _WHEN, width)


def _row(name: str, value: str, aside: float, width: float) -> Block:
    """A name and what there is to say of it, with a hairline above."""
    left = _words(name, _LOOK.font(Type.BODY_MEDIUM), "ink2", aside - 12)
    both = _beside(left, _words(value, _LOOK.font(Type.BODY), "ink", width - aside), aside)

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, width, 0.7), _LOOK.colour("line"))
        painter.translate(0, 6)
        both.draw(painter)

    return Block(both.height + 12, draw)


def _heading(text: str, width: float) -> Block:
    words = _words(text, _LOOK.font(Type.HEADING), "ink", width, 28, with_next=True)
    return replace(words, height=words.height + 6)


def _words(text: str, font: QFont, tone: str, width: float, before: float = 0.0, with_next: bool = False) -> Block:
    """Plain text, broken into lines: whatever was typed or heard is only ever letters."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    document.setDefaultFont(font)
    document.setDefaultTextOption(_ANYWHERE)
    document.setPlainText(_shown(text))
    document.setTextWidth(width)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, _LOOK.colour(tone))
    height = document.size().height()
    return Block(height, lambda painter: document.documentLayout().draw(painter, context), before, with_next)


_ANYWHERE = QTextOption()
_ANYWHERE.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def _shown(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")
