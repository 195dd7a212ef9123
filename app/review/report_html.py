"""A review as one page that needs nothing else: no network, no script, readable by eye, ear and on paper."""

from collections.abc import Iterator, Sequence

from app.review.account import Review
from app.review.escaped import escaped
from app.review.figures import advice, clock_note, figures
from app.review.finding import Certainty, Finding
from app.review.marks import LEGEND, Piece, Shape, lay_out
from app.review.report_style import STYLE
from app.review.report_timeline import timeline
from app.review.telling import details, moment, order_of_fixes, tell, title, verdict, verdict_details
from app.settings import Settings

LONGEST_WHOLE = 24  # signs; a longer stretch with something written over it may break across lines

_BARS = (
    '<svg aria-hidden="true" style="width:7px;min-width:0" viewBox="0 0 7 10"><path d="M1.5 0v10M5.5 0v10" '
    'stroke="currentColor" stroke-width="2"/></svg>'
)
_SPOKEN = {  # what a screen reader says before a mark that the eye tells by its shape
    Shape.LEFT_OUT: "left out: ",
    Shape.UNSURE: "could not tell: ",
    Shape.FILLED: "um: ",
    Shape.ADDED: "added: ",
    Shape.PAUSE: "pause of ",
    Shape.LIMIT: "the limit, ",
}


def as_html(review: Review, settings: Settings) -> str:
    """The whole page. Everything that was read or heard is escaped."""
    pieces = lay_out(review)
    heading = review.script.title or "Review"
    return "".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
            f"<title>{escaped(heading)}: {escaped(verdict(review))}</title><style>{STYLE}</style></head>",
            f"<body><main{' class=clean' if review.clean else ''}>",
            *_head(review),
            *_fixes(review),
            '<h2>The script</h2><div class="script">',
            *(_piece(piece) for piece in pieces),
            "</div>",
            *_legend(pieces),
            f'<h2>Along the clock</h2><div class="timeline">{timeline(review, settings)}</div>',
            *_findings(review),
            *_figures(review, settings),
            "</main></body></html>\n",
        ]
    )


def _head(review: Review) -> Iterator[str]:
    named = [part for part in (review.script.title, review.script.to and f"to {review.script.to}") if part]
    if named:
        yield f'<p class="to">{escaped(", ".join(named))}</p>'
    yield f'<div class="head"><h1>{escaped(verdict(review))}</h1><p>{escaped(verdict_details(review))}</p></div>'


def _fixes(review: Review) -> Iterator[str]:
    fixes = order_of_fixes(review.findings, review.script)
    if not fixes:
        return
    yield '<h2 class="unseen">What to fix next</h2><ol class="fixes">'
    for number, finding in enumerate(fixes, 1):
        more = " ".join(details(finding))
        yield (
            f'<li><h3><span class="no">{number}</span>{escaped(title(finding))}</h3>'
            f'<p class="quote">{escaped(tell(finding))}</p>'
            f"{f'<p class=more>{escaped(more)}</p>' if more else ''}</li>"
        )
    yield "</ol>"


def _piece(piece: Piece) -> str:
    drawn = _mark(piece)
    if piece.fix:
        drawn = f'<span class="no"><span class="unseen">fix </span>{piece.fix}</span>&#8288;{drawn}'
    return f'<span class="over">{drawn}</span>' if piece.after_limit and piece.shape is not Shape.LIMIT else drawn


def _mark(piece: Piece) -> str:
    text = escaped(piece.text)
    unseen = f'<span class="unseen">{_SPOKEN[piece.shape]}</span>' if piece.shape in _SPOKEN else ""
    maybe = " maybe" if piece.finding and piece.finding.certainty is Certainty.UNSURE else ""
    match piece.shape:
        case Shape.PLAIN:
            return text
        case Shape.LEFT_OUT:
            return f'{unseen}<del class="left_out">{text}</del>'
        case Shape.UNSURE:
            return f'{unseen}<span class="unsure">{text}</span>'
        case Shape.CHANGED | Shape.TWICE | Shape.HURRIED:
            if not piece.note:
                return f'<span class="{piece.shape}"><b>{text}</b></span>'
            spoken = '<span class="unseen"> came out as </span>' if piece.shape is Shape.CHANGED else ""
            whole = " whole" if len(piece.text) <= LONGEST_WHOLE else ""
            return f'<ruby class="{piece.shape}{whole}"><b>{text}</b><rt>{spoken}{escaped(piece.note)}</rt></ruby>'
        case Shape.FILLED:
            return f'<span class="chip filled{maybe}">{unseen}{text}</span>'
        case Shape.ADDED:
            return f'<span class="chip added{maybe}">{unseen}<span aria-hidden="true">+</span> {text}</span>'
        case Shape.PAUSE:
            return f'<span class="chip pause{maybe}">{unseen}{_BARS}{text}</span>'
        case Shape.NO_PAUSE | Shape.BREATH:
            return f'<span class="chip no_pause{maybe}">{_BARS}{text}</span>'
        case Shape.LIMIT:
            return f'<span class="limit"><i>{unseen}{text}</i></span>'


def _legend(pieces: Sequence[Piece]) -> Iterator[str]:
    occurring = [shape for shape in LEGEND if any(piece.shape is shape for piece in pieces)]
    if not occurring:
        return
    yield '<ul class="legend" aria-label="What the marks mean">'
    for shape in occurring:
        example, says = LEGEND[shape]
        yield f'<li><span class="sample" aria-hidden="true">{_mark(Piece(shape, example, 0, 0))}</span>{says}</li>'
    yield "</ul>"


def _findings(review: Review) -> Iterator[str]:
    if not review.findings:
        return
    fixes = order_of_fixes(review.findings, review.script)
    yield (
        "<h2>Findings</h2><table><thead><tr><th scope=col>When</th><th scope=col>What</th>"
        '<th scope=col><span class="unseen">Fix</span></th></tr></thead><tbody>'
    )
    for finding in sorted(review.findings, key=lambda each: (each.start, each.end)):
        yield _row(finding, review, fixes)
    yield "</tbody></table>"


def _row(finding: Finding, review: Review, fixes: Sequence[Finding]) -> str:
    number = f'<span class="no">{fixes.index(finding) + 1}</span>' if finding in fixes else ""
    counts = ' class="counts"' if finding.counts else ""
    more = " ".join(details(finding))
    return (
        f'<tr><td class="when">{moment(finding.start - review.take.origin_s)}</td>'
        f"<td><span{counts}>{escaped(tell(finding))}</span>"
        f"{f' <span class=aside>{escaped(more)}</span>' if more else ''}</td><td>{number}</td></tr>"
    )


def _figures(review: Review, settings: Settings) -> Iterator[str]:
    yield "<h2>Figures</h2><table class=figures><tbody>"
    for name, value in (*figures(review), ("Take", review.take.file)):
        yield f"<tr><th scope=row>{escaped(name)}</th><td>{escaped(value)}</td></tr>"
    yield "</tbody></table>"
    for sentence in (*advice(review, settings), clock_note(review)):
        if sentence:
            yield f'<p class="note">{escaped(sentence)}</p>'
