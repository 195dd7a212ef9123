"""The take along the clock, as one inline drawing: marks, words, pace, limit."""

import math
from collections.abc import Iterator

from app.review.account import Review
from app.review.escaped import escaped
from app.review.finding import Certainty, Finding, Kind
from app.review.marks import chip_label
from app.review.telling import clock, length_s, moment, order_of_fixes, tell, verdict, verdict_details
from app.settings import Settings

_WIDTH = 880.0
_LEFT, _RIGHT = 56.0, 872.0  # where the axis starts and ends
_MARKS_Y, _WORDS_Y, _WORD_HEIGHT = 20.0, 44.0, 28.0
_PACE_Y, _PACE_HEIGHT = 88.0, 44.0
_AXIS_Y = 146.0
_HEIGHT = 170.0
_LONGEST_PART = 1.2  # of the limit: the axis goes at least so far, as on every rail
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)

_CHIPS = {
    Kind.FILLED_PAUSE: ("amber-soft", "amber", 9.0),
    Kind.LEXICAL_FILLER: ("paper", "rust", 3.0),
    Kind.INSERTION: ("paper", "rust", 3.0),
    Kind.LONG_PAUSE: ("sunk", "ink2", 3.0),
    Kind.REPETITION: ("paper", "amber", 3.0),
    Kind.SELF_CORRECTION: ("paper", "amber", 3.0),
}
_OUTLINED = {
    Kind.LEXICAL_FILLER: "rust",
    Kind.INSERTION: "rust",
    Kind.REPETITION: "amber",
    Kind.SELF_CORRECTION: "amber",
}


def timeline(review: Review, settings: Settings) -> str:
    """An SVG element; every fact in it stands in the page's text too."""
    scale = _Scale(review)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-labelledby="timeline-says">',
        f'<title id="timeline-says">{escaped(_says(review))}</title>',
        *_after_limit(review, scale),
        *_words(review, scale),
        *_pace(review, scale, settings),
        *_axis(review, scale),
        *_marks(review, scale),
        "</svg>",
    ]
    return "".join(parts)


class _Scale:
    """Seconds from where the clock starts -> places on the page."""

    def __init__(self, review: Review) -> None:
        self.origin_s = review.take.origin_s
        last = max([word.end for word in review.words], default=0.0) - self.origin_s
        first = min([word.start for word in review.words], default=0.0) - self.origin_s
        self.start = min(0.0, math.floor(first))
        self.end = max(_LONGEST_PART * review.limit_s, last, length_s(review), self.start + 1.0)

    def of_take(self, s: float) -> float:
        return self.of_clock(s - self.origin_s)

    def of_clock(self, s: float) -> float:
        part = (s - self.start) / (self.end - self.start)
        return round(_LEFT + min(max(part, 0.0), 1.0) * (_RIGHT - _LEFT), 1)


def _says(review: Review) -> str:
    return f"The take along the clock. {verdict(review)} {verdict_details(review)}".strip()


def _label(y: float, text: str) -> str:
    return f'<text x="0" y="{y + 4:g}">{text}</text>'


def _after_limit(review: Review, scale: _Scale) -> Iterator[str]:
    if review.take.overrun_s <= 0:
        return
    start, end = scale.of_clock(review.limit_s), scale.of_clock(review.limit_s + review.take.overrun_s)
    yield (
        '<defs><pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="var(--rust-soft)"/>'
        '<rect width="2.5" height="6" fill="var(--rust-fill)" opacity=".45"/></pattern></defs>'
        f'<rect x="{start:g}" y="{_WORDS_Y - 4:g}" width="{max(end - start, 1):g}" height="{_AXIS_Y - _WORDS_Y + 4:g}" '
        'fill="url(#over)"/>'
    )


def _words(review: Review, scale: _Scale) -> Iterator[str]:
    yield _label(_WORDS_Y + _WORD_HEIGHT / 2, "Words")
    filled = [(each.start, each.end) for each in review.findings if each.kind is Kind.FILLED_PAUSE]
    limit_at = review.take.origin_s + review.limit_s
    for word in review.words:
        middle = (word.start + word.end) / 2
        if word.script_word is None and any(start <= middle <= end for start, end in filled):
            colour, inset = "amber-fill", 8.0
        elif word.start >= limit_at:
            colour, inset = "rust-fill", 2.0
        else:
            colour, inset = "wave", 2.0 if word.script_word is not None else 8.0
        x = scale.of_take(word.start)
        width = max(scale.of_take(word.end) - x - 0.8, 1.0)
        height = _WORD_HEIGHT - 2 * inset
        yield (
            f'<rect x="{x:g}" y="{_WORDS_Y + inset:g}" width="{width:.1f}" height="{height:g}" rx="2" '
            f'fill="var(--{colour})"><title>{escaped(word.heard)}, {moment(word.start - scale.origin_s)}</title></rect>'
        )


def _pace(review: Review, scale: _Scale, settings: Settings) -> Iterator[str]:
    curve = review.metrics.pace_curve
    if len(curve) < 2:
        return
    yield _label(_PACE_Y + _PACE_HEIGHT / 2, "Pace")
    low = min(settings.pace_from_wpm - 30, *(wpm for _, wpm in curve))
    high = max(settings.pace_to_wpm + 30, *(wpm for _, wpm in curve))

    def y(wpm: float) -> float:
        return round(_PACE_Y + _PACE_HEIGHT * (high - wpm) / (high - low), 1)

    top, bottom = y(settings.pace_to_wpm), y(settings.pace_from_wpm)
    yield (
        f'<rect x="{_LEFT:g}" y="{top:g}" width="{_RIGHT - _LEFT:g}" height="{bottom - top:.1f}" fill="var(--sunk)"/>'
        f'<text x="{_RIGHT:g}" y="{(top + bottom) / 2 + 4:.1f}" text-anchor="end">'
        f"{settings.pace_from_wpm:.0f}–{settings.pace_to_wpm:.0f}</text>"
    )
    points = " ".join(f"{scale.of_take(at):g},{y(wpm):g}" for at, wpm in curve)
    yield f'<polyline points="{points}" fill="none" stroke="var(--ink2)" stroke-width="1.6" stroke-linejoin="round"/>'


def _axis(review: Review, scale: _Scale) -> Iterator[str]:
    yield f'<line x1="{_LEFT:g}" x2="{_RIGHT:g}" y1="{_AXIS_Y:g}" y2="{_AXIS_Y:g}" stroke="var(--line)"/>'
    over = review.take.overrun_s > 0
    limit_x = scale.of_clock(review.limit_s)
    span_s = scale.end - scale.start
    step = next((each for each in _STEPS_S if span_s / each <= 12), math.ceil(span_s / 12))
    for tick in range(math.ceil(scale.start / step) * step, math.floor(scale.end) + 1, step):
        x = scale.of_clock(tick)
        if abs(x - limit_x) < 56:
            continue
        shown = f"−{clock(-tick)}" if tick < 0 else clock(tick)
        anchor = "start" if tick <= 0 else "end" if x > _RIGHT - 12 else "middle"
        yield (
            f'<line x1="{x:g}" x2="{x:g}" y1="{_AXIS_Y:g}" y2="{_AXIS_Y + 4:g}" stroke="var(--edge)"/>'
            f'<text x="{x:g}" y="{_AXIS_Y + 18:g}" text-anchor="{anchor}">{shown}</text>'
        )
    colour = "rust" if over else "ink2"
    yield (
        f'<line x1="{limit_x:g}" x2="{limit_x:g}" y1="{_WORDS_Y - 8:g}" y2="{_AXIS_Y + 5:g}" '
        f'stroke="var(--{colour})" stroke-width="2"/>'
        f'<text class="limit-text" x="{limit_x:g}" y="{_AXIS_Y + 18:g}" text-anchor="middle" '
        f'style="fill:var(--{colour})">{clock(review.limit_s)} limit</text>'
    )


def _marks(review: Review, scale: _Scale) -> Iterator[str]:
    yield _label(_MARKS_Y, "Marks")
    fixes = order_of_fixes(review.findings, review.script)
    shown = [each for each in review.findings if each in fixes or _has_mark(each)]
    if not shown:
        yield f'<text x="{_LEFT:g}" y="{_MARKS_Y + 4:g}">None</text>'
        return
    taken: list[tuple[float, float]] = []
    for finding in sorted(shown, key=lambda each: (each not in fixes, each.start)):
        x = scale.of_take(_middle(finding))
        label = str(fixes.index(finding) + 1) if finding in fixes else chip_label(finding)
        width = 18.0 if finding in fixes else max(20.0, 7.0 * len(label) + 10)
        yield f'<line x1="{x:g}" x2="{x:g}" y1="{_MARKS_Y + 10:g}" y2="{_WORDS_Y:g}" stroke="var(--edge)"/>'
        if any(start < x + width / 2 and x - width / 2 < end for start, end in taken):
            yield f'<circle cx="{x:g}" cy="{_MARKS_Y + 10:g}" r="2" fill="var(--edge)"/>'  # no room for its chip
            continue
        taken.append((x - width / 2 - 2, x + width / 2 + 2))
        says = f"<title>{escaped(tell(finding))}</title>"
        yield _badge(x, label, says) if finding in fixes else _chip(finding, x, width, label, says)


def _has_mark(finding: Finding) -> bool:
    return finding.kind in _CHIPS and finding.certainty is Certainty.CERTAIN


def _middle(finding: Finding) -> float:
    return finding.start if finding.kind is Kind.OVERRUN else (finding.start + finding.end) / 2


def _badge(x: float, label: str, says: str) -> str:
    return (
        f'<g>{says}<circle cx="{x:g}" cy="{_MARKS_Y:g}" r="9" fill="var(--ink)"/>'
        f'<text x="{x:g}" y="{_MARKS_Y + 4:g}" text-anchor="middle" style="fill:var(--paper);font-weight:600">'
        f"{label}</text></g>"
    )


def _chip(finding: Finding, x: float, width: float, label: str, says: str) -> str:
    ground, ink, radius = _CHIPS[finding.kind]
    edge = f' stroke="var(--{_OUTLINED[finding.kind]})"' if finding.kind in _OUTLINED else ""
    return (
        f'<g>{says}<rect x="{x - width / 2:g}" y="{_MARKS_Y - 9:g}" width="{width:g}" height="18" rx="{radius:g}" '
        f'fill="var(--{ground})"{edge}/><text x="{x:g}" y="{_MARKS_Y + 4:g}" text-anchor="middle" '
        f'style="fill:var(--{ink});font-weight:500">{escaped(label)}</text></g>'
    )
