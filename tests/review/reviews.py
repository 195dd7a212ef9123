"""Reviews to try the reports on: one told by hand with every kind of mark in it, and any number made up."""

import math
from dataclasses import replace

from hypothesis import strategies as st

from app.review.account import Metrics, ModelFacts, Review, SpokenWord, TakeFacts
from app.review.finding import Certainty, Finding, Kind, Strictness, Verdict
from app.script.script import parse

TEXT = """---
title: Thursday with Marta
to: Marta Ellison
limit: 7
---
Hi Marta, this is Nora at **Quillhaven**. [pause] I'll send it on Tuesday, without a van.
Call me at 704-555-0142 by ten (smile). Until then, Marta.
"""


def finding(
    kind: Kind,
    start: int,
    end: int,
    at_s: float,
    to_s: float,
    expected: str | None = None,
    heard: str | None = None,
    counts: bool = True,
    certainty: Certainty = Certainty.CERTAIN,
    advice: str | None = None,
) -> Finding:
    return Finding(kind, certainty, start, end, at_s, to_s, expected, heard, counts, advice)


def sample() -> Review:
    """Script words: 0 Hi 1 Marta 2 this 3 is 4 Nora 5 at 6 Quillhaven 7 I'll 8 send 9 it 10 on 11 Tuesday 12 without
    13 a 14 van 15 Call 16 me 17 at 18 704-555-0142 19 by 20 ten 21 Until 22 then 23 Marta"""
    script = parse(TEXT)
    said = [
        *(("hi", 0), ("marta", 1), ("this", 2), ("is", 3), ("nora", 4), ("at", 5), ("quill", 6), ("um", None)),
        *(("i'll", 7), ("send", 8), ("i'll", 7), ("send", 8), ("it", 9), ("really", None), ("on", 10)),
        *(("thursday", 11), ("call", 15), ("me", 16), ("at", 17), ("seven", 18), ("two", 18), ("by", 19)),
        *(("ten", 20), ("until", 21), ("then", 22), ("marta", 23)),
    ]
    words = tuple(
        SpokenWord(heard, 0.5 + place * 0.4, 0.8 + place * 0.4, 0.875, index)
        for place, (heard, index) in enumerate(said)
    )
    verdicts = [Verdict.SAID] * len(script.words)
    verdicts[6] = Verdict.UNSURE
    verdicts[11] = Verdict.CHANGED
    verdicts[12:15] = [Verdict.SKIPPED] * 3
    findings = (
        finding(Kind.SUBSTITUTION, 6, 7, 2.9, 3.2, "Quillhaven", "quill", False, Certainty.UNSURE),
        finding(Kind.FILLED_PAUSE, 7, 7, 3.3, 3.6, None, "um"),
        finding(Kind.REPETITION, 7, 9, 3.7, 4.4, "I'll send", "i'll send", False),
        finding(Kind.LONG_PAUSE, 9, 9, 5.2, 7.0, advice="More than 1.2 s inside a clause sounds unsure."),
        finding(Kind.INSERTION, 10, 10, 5.7, 6.0, None, "really"),
        finding(Kind.SUBSTITUTION, 11, 12, 6.5, 6.8, "Tuesday", "thursday"),
        finding(Kind.OMISSION, 12, 15, 6.8, 6.9, "without a van", None),
        finding(Kind.MISSING_PAUSE, 18, 19, 8.0, 8.1, "704-555-0142", None, False),
        finding(Kind.NUMBER, 18, 19, 8.1, 8.8, "704-555-0142", None, False, advice="10 digits in 0.7 s."),
        finding(Kind.OVERRUN, 17, 24, 7.5, 10.8, None, "at 704-555-0142 by ten Until then Marta", advice="Cut a line."),
    )
    return Review(
        script=script,
        limit_s=7.0,
        strictness=Strictness.MEANING,
        take=TakeFacts("take-2.flac", 11.25, 0.5, 0.5, 10.8, 3.3, 17),
        model=ModelFacts("starter", ("biased", "free"), ("Quillhaven",), ("erm",)),
        words=words,
        verdicts=tuple(verdicts),
        findings=findings,
        metrics=Metrics(
            145.63, 170.2, 1, 0, 5.825, 3, 1.8, -21.5, -4.25, -58.0, None, None, ((0.5, 140.0), (1.5, 151.2))
        ),
        clean=False,
    )


def clean() -> Review:
    """A rep without any finding, 6.2 s long, with a limit of 7 s."""
    review = sample()
    words = tuple(
        SpokenWord(word.text, 0.5 + place * 0.26, 0.7 + place * 0.26, 1.0, place)
        for place, word in enumerate(review.script.words)
    )
    return replace(
        review,
        take=TakeFacts("take-3.flac", 8.0, 0.5, 0.5, 6.7, 0.0, None),
        words=words,
        verdicts=(Verdict.SAID,) * len(review.script.words),
        findings=(),
        metrics=replace(
            review.metrics, filled_pauses=0, fillers_per_minute=0.0, pitch_sd_semitones=2.75, loudness_sd_db=5.125
        ),
        clean=True,
    )


TEXTS = (
    TEXT,
    "Hi.",
    '<b>Bold</b> & "quoted" \x1b[31mred\n\n# Not said\n\n~free~ “curly” 5 < 6 é 漢字 🙂 end',
    "\r\nOne line,\r\nanother -- line. [pause]",
)
_SECONDS = st.floats(0, 5000, allow_nan=False)
_LEVELS = st.one_of(st.just(-math.inf), st.floats(-130, 3))
_HEARD = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["um", "<script>", "a “b” c", "\x1b[2J", "…"]))

_VERDICTS = [tuple(pattern) * 30 for pattern in ([Verdict.SAID], list(Verdict), [Verdict.SKIPPED, Verdict.SKIPPED])]
_SCRIPTS = {text: parse(text) for text in TEXTS}


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Any review that keeps to the shapes: as many verdicts as words, indices inside the script, times in order."""
    script = _SCRIPTS[draw(st.sampled_from(TEXTS))]
    count = len(script.words)
    index = st.integers(0, count - 1)
    words = [
        SpokenWord(draw(st.text("abc<&'", min_size=1, max_size=5)), start, start + length, confidence, said)
        for start, length, confidence, said in sorted(
            draw(
                st.lists(st.tuples(_SECONDS, st.floats(0, 2), st.floats(0, 1), st.one_of(st.none(), index)), max_size=6)
            ),
            key=lambda each: each[0],
        )
    ]
    findings = []
    for kind, certainty, counts, expected, heard, advice in draw(
        st.lists(
            st.tuples(st.sampled_from(Kind), st.sampled_from(Certainty), st.booleans(), _HEARD, _HEARD, _HEARD),
            max_size=5,
        )
    ):
        first, last = sorted((draw(st.integers(0, count)), draw(st.integers(0, count))))
        start, end = sorted((draw(_SECONDS), draw(_SECONDS)))
        findings.append(finding(kind, first, last, start, end, expected, heard, counts, certainty, advice))
    overrun_s = draw(st.one_of(st.just(0.0), st.floats(0.01, 500)))
    start, end = sorted((draw(_SECONDS), draw(_SECONDS)))
    return Review(
        script=script,
        limit_s=draw(st.floats(1, 3600)),
        strictness=draw(st.sampled_from(Strictness)),
        take=TakeFacts(
            draw(st.sampled_from(["take.wav", "-", "<a>.mp3"])),
            end + 1,
            start,
            start,
            end,
            overrun_s,
            draw(st.one_of(st.none(), index)) if overrun_s else None,
        ),
        model=ModelFacts("m", draw(st.sampled_from([("free",), ("biased", "free")])), ("x<y",), ()),
        words=tuple(words),
        verdicts=tuple(draw(st.sampled_from(_VERDICTS))[:count]),
        findings=tuple(findings),
        metrics=Metrics(
            draw(st.floats(0, 400)),
            draw(st.floats(0, 400)),
            draw(st.integers(0, 99)),
            draw(st.integers(0, 99)),
            draw(st.floats(0, 99)),
            draw(st.integers(0, 99)),
            draw(_SECONDS),
            draw(_LEVELS),
            draw(_LEVELS),
            draw(_LEVELS),
            draw(st.one_of(st.none(), st.floats(0, 12))),
            draw(st.one_of(st.none(), st.floats(0, 30))),
            tuple(sorted(draw(st.lists(st.tuples(_SECONDS, st.floats(0, 600)), max_size=4)))),
        ),
        clean=draw(st.booleans()),
    )
