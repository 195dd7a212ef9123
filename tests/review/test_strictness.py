"""What counts against a clean rep: each kind at each strictness, on plain and function words, names and numbers."""

from dataclasses import replace

import pytest

from app.review.finding import Certainty, Finding, Kind, Strictness
from app.review.strictness import DEVIATIONS, counts
from app.script.script import parse
from app.settings import Settings

SCRIPT = parse("Send the plan to Marta by 704-555-0142, **the red one**, for $40 on Tuesday at ten.")
#               0    1   2    3  4     5  6               7   8   9    10  11  12 13      14 15
WORD, MEANING, GIST = Strictness.WORD, Strictness.MEANING, Strictness.GIST


def finding(kind: Kind, first: int, last: int, heard: str | None) -> Finding:
    expected = " ".join(word.text for word in SCRIPT.words[first:last]) or None
    return Finding(kind, Certainty.CERTAIN, first, last, 1.0, 2.0, expected, heard, False)


def counted(one: Finding, settings: Settings | None = None) -> set[Strictness]:
    return {each for each in Strictness if counts(one, SCRIPT, each, settings or Settings())}


@pytest.mark.parametrize(
    ("kind", "first", "last", "heard", "expected"),
    [
        # a plain word: its change or loss changes the sense, but not the gist
        (Kind.SUBSTITUTION, 2, 3, "map", {WORD, MEANING}),
        (Kind.OMISSION, 2, 3, None, {WORD, MEANING}),
        (Kind.INSERTION, 2, 2, "big", {WORD, MEANING}),
        # function words on both sides keep the sense
        (Kind.SUBSTITUTION, 1, 2, "a", {WORD}),
        (Kind.OMISSION, 1, 2, None, {WORD}),
        (Kind.INSERTION, 2, 2, "of the", {WORD}),
        # a function word for a content word, or the other way round, does not
        (Kind.SUBSTITUTION, 1, 2, "no", {WORD, MEANING}),
        (Kind.SUBSTITUTION, 2, 3, "it", {WORD, MEANING}),
        (Kind.OMISSION, 1, 3, None, {WORD, MEANING}),
        (Kind.INSERTION, 2, 2, "not the", {WORD, MEANING}),
        # names and numbers belong to the gist
        (Kind.SUBSTITUTION, 4, 5, "peter", {WORD, MEANING, GIST}),
        (Kind.OMISSION, 4, 5, None, {WORD, MEANING, GIST}),
        (Kind.NUMBER, 6, 7, "seven oh four", {WORD, MEANING, GIST}),
        (Kind.OMISSION, 6, 7, None, {WORD, MEANING, GIST}),
        (Kind.NUMBER, 11, 12, "fourteen dollars", {WORD, MEANING, GIST}),
        (Kind.NUMBER, 13, 14, "thursday", {WORD, MEANING, GIST}),
        (Kind.NUMBER, 15, 16, "two", {WORD, MEANING, GIST}),
        # must-say: each word, the function words too, and what comes on top inside, not beside
        (Kind.SUBSTITUTION, 7, 8, "a", {WORD, MEANING, GIST}),
        (Kind.OMISSION, 7, 8, None, {WORD, MEANING, GIST}),
        (Kind.OMISSION, 5, 8, None, {WORD, MEANING, GIST}),
        (Kind.INSERTION, 8, 8, "of", {WORD, MEANING, GIST}),
        (Kind.INSERTION, 7, 7, "of", {WORD}),
        (Kind.INSERTION, 10, 10, "of", {WORD}),
        # restarts
        (Kind.REPETITION, 2, 3, "plan", {WORD}),
        (Kind.REPETITION, 7, 9, "the red", {WORD}),
        (Kind.SELF_CORRECTION, 13, 14, "thursday", {WORD}),
        # filler words only if the settings say so
        (Kind.LEXICAL_FILLER, 2, 2, "like", set()),
    ],
)
def test_what_counts_depends_on_the_words_and_the_strictness(
    kind: Kind, first: int, last: int, heard: str | None, expected: set[Strictness]
) -> None:
    assert counted(finding(kind, first, last, heard)) == expected


@pytest.mark.parametrize("kind", [*sorted(DEVIATIONS), Kind.REPETITION, Kind.SELF_CORRECTION, Kind.LEXICAL_FILLER])
def test_what_cannot_be_told_never_counts(kind: Kind) -> None:
    unsure = replace(finding(kind, 8, 9, "blue"), certainty=Certainty.UNSURE)
    assert counted(unsure, replace(Settings(), lexical_fillers_count=True)) == set()


def test_filler_words_count_at_every_strictness_where_the_settings_say_so() -> None:
    assert counted(finding(Kind.LEXICAL_FILLER, 2, 2, "like"), replace(Settings(), lexical_fillers_count=True)) == {
        WORD,
        MEANING,
        GIST,
    }


def test_whatever_counts_for_the_gist_counts_for_the_meaning_and_so_on() -> None:
    for kind in (*DEVIATIONS, Kind.REPETITION, Kind.SELF_CORRECTION):
        for first in range(len(SCRIPT.words)):
            for last in range(first, len(SCRIPT.words) + 1):
                for heard in (None, "a", "elephant"):
                    found = counted(finding(kind, first, last, heard))
                    assert GIST not in found or MEANING in found
                    assert MEANING not in found or WORD in found


@pytest.mark.parametrize("kind", sorted(set(Kind) - DEVIATIONS - {"repetition", "self_correction", "lexical_filler"}))
def test_what_strictness_has_no_say_in_is_refused(kind: Kind) -> None:
    with pytest.raises(ValueError, match=kind):
        counts(finding(kind, 1, 2, None), SCRIPT, MEANING, Settings())
