"""The take the pictures of the look show: an um, a word added, a pause, another figure, a part left out, too long."""

from pathlib import Path

from app.review.account import Metrics, ModelFacts, Review, SpokenWord, TakeFacts
from app.review.finding import Certainty, Finding, Kind, Strictness, Verdict
from app.script.script import read

SCRIPT = Path(__file__).resolve().parents[2] / "assets" / "sample" / "script.txt"
# (first word, words, from s, to s)
_STRETCHES = (
    (0, 8, 0.3, 3.5),
    (8, 8, 4.7, 7.9),
    (16, 7, 8.3, 11.0),
    (23, 11, 11.4, 14.8),
    (34, 7, 16.6, 19.1),
    (45, 6, 20.6, 22.5),
    (51, 8, 23.1, 29.9),
    (59, 4, 30.0, 31.3),
    (63, 3, 31.8, 32.9),
)
_PACE = (
    *((0.5, 150.0), (3.0, 154.0), (4.5, 138.0), (8.0, 160.0), (11.0, 158.0), (14.0, 150.0), (15.7, 104.0)),
    *((18.0, 150.0), (20.0, 166.0), (22.0, 150.0), (25.0, 128.0), (28.0, 122.0), (31.0, 150.0), (32.9, 146.0)),
)


def _found(kind: Kind, first: int, last: int, start: float, end: float, **more: object) -> Finding:
    given = {"certainty": Certainty.CERTAIN, "expected": None, "heard": None, "counts": True, "advice": None, **more}
    return Finding(kind=kind, script_start=first, script_end=last, start=start, end=end, **given)  # type: ignore[arg-type]


def poor() -> Review:
    script = read(SCRIPT)
    words = [
        SpokenWord(
            script.words[first + place].text.lower(),
            start + (end - start) * place / count,
            start + (end - start) * (place + 0.9) / count,
            0.9,
            first + place,
        )
        for first, count, start, end in _STRETCHES
        for place in range(count)
    ]
    words += [SpokenWord("um", 3.95, 4.45, 0.9, None), SpokenWord("really", 7.9, 8.3, 0.9, None)]
    verdicts = [Verdict.SAID] * len(script.words)
    verdicts[7] = Verdict.UNSURE
    verdicts[39:41] = [Verdict.CHANGED] * 2
    verdicts[41:45] = [Verdict.SKIPPED] * 4
    findings = (
        _found(Kind.FILLED_PAUSE, 8, 8, 3.95, 4.45, heard="um"),
        _found(Kind.INSERTION, 16, 16, 7.9, 8.3, heard="really"),
        _found(Kind.LONG_PAUSE, 34, 34, 14.8, 16.6),
        _found(Kind.NUMBER, 39, 41, 17.6, 19.1, expected="a third", heard="a quarter"),
        _found(Kind.OMISSION, 41, 45, 19.1, 19.5, expected="without adding a van"),
        _found(Kind.REPETITION, 45, 48, 19.6, 21.6, expected="I'll send it", heard="i'll send it", counts=False),
        _found(Kind.OVERRUN, 59, 66, 30.3, 32.9, heard="hear what you think Until then Marta"),
    )
    return Review(
        script=script,
        limit_s=30.0,
        strictness=Strictness.MEANING,
        take=TakeFacts("take-4.flac", 33.4, 0.3, 0.3, 32.9, 3.0, 59),
        model=ModelFacts("starter", ("biased", "free"), (), ()),
        words=tuple(sorted(words, key=lambda word: word.start)),
        verdicts=tuple(verdicts),
        findings=findings,
        metrics=Metrics(148.0, 171.0, 1, 0, 1.8, 4, 1.8, -21.0, -5.0, -60.0, 2.6, 5.1, _PACE),
        clean=False,
    )
