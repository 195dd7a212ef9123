"""The report for eyes and ears: the words it uses, the marks, the terminal, the page."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from rich.console import Console

from app.review.finding import Certainty, Finding, Kind, Verdict
from app.review.marks import IN_SCRIPT, Piece, Shape, lay_out
from app.review.report import as_html, show
from app.review.telling import (
    clock,
    length_s,
    listed,
    moment,
    order_of_fixes,
    shortened,
    span,
    tell,
    title,
    verdict,
    verdict_details,
)
from app.script.script import parse
from app.settings import Settings
from tests.review.reviews import clean, finding, reviews, sample

SETTINGS = Settings()


def in_terminal(review=None, width: int = 80, encoding: str = "utf-8", **console: object) -> str:  # type: ignore[no-untyped-def]
    sheet = io.BytesIO()
    file = io.TextIOWrapper(sheet, encoding=encoding, newline="")
    show(review or sample(), Console(file=file, width=width, **console), SETTINGS)
    file.flush()
    return sheet.getvalue().decode(encoding)


# ---- The words


@pytest.mark.parametrize(
    ("kind", "expected", "heard", "sentence"),
    [
        (Kind.SUBSTITUTION, "a third", "a quarter", "“a third” came out as “a quarter”."),
        (Kind.OMISSION, "without adding a van", None, "“without adding a van” was left out."),
        (Kind.INSERTION, None, "really", "“really” was added."),
        (Kind.REPETITION, "I'll send it", "i'll send it", "“i'll send it” was said twice."),
        (Kind.SELF_CORRECTION, "Thursday", "tues", "“tues” was corrected to “Thursday”."),
        (Kind.FILLED_PAUSE, None, "um", "“um” slipped in."),
        (Kind.FILLED_PAUSE, None, None, "A hesitation slipped in."),
        (Kind.LEXICAL_FILLER, None, "you know", "“you know” slipped in."),
        (Kind.LONG_PAUSE, None, None, "A pause of 1.8 s."),
        (Kind.NUMBER, "704", "705", "“704” came out as “705”."),
        (Kind.NUMBER, "704", None, "“704” was too fast to write down."),
        (Kind.OVERRUN, None, "hear what you think", "1.8 s over the limit, from “hear what …” on."),
    ],
)
def test_each_finding_is_one_calm_sentence(kind: Kind, expected: str | None, heard: str | None, sentence: str) -> None:
    assert tell(finding(kind, 0, 1, 1.0, 2.8, expected, heard)) == sentence


def test_a_missing_pause_is_told_as_planned_or_by_the_number_after_it() -> None:
    assert tell(finding(Kind.MISSING_PAUSE, 3, 3, 1, 1, "[pause]")) == "The planned pause was not made."
    assert tell(finding(Kind.MISSING_PAUSE, 3, 4, 1, 1, "704")) == "No pause before “704”."


def test_the_sound_is_told_once_and_its_remedy_once() -> None:
    level = finding(Kind.LEVEL, 0, 0, 0, 9, advice="The speech is very quiet, −46 dBFS. Come closer.")
    assert tell(level) == "The speech is very quiet, −46 dBFS."
    assert in_terminal(replace(sample(), findings=(level,))).count("Come closer") == 1


def test_what_is_unsure_is_called_so() -> None:
    unsure = finding(Kind.OMISSION, 0, 1, 1, 2, "Hi", certainty=Certainty.UNSURE, counts=False)
    assert tell(unsure) == "Could not tell for certain: “Hi” was left out."


@given(reviews())
def test_no_sentence_scolds_or_cheers(review) -> None:  # type: ignore[no-untyped-def]
    told = [tell(replace(each, heard=None, expected=None, advice=None)) for each in review.findings]
    for sentence in [*told, *(title(each) + "." for each in review.findings), verdict(review)]:
        assert not re.search(r"fail|mistake|oops|great|wrong|error|!", sentence, re.IGNORECASE)
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0] in "“0123456789"


def test_the_verdict_counts_what_to_fix_next() -> None:
    assert verdict(sample()) == "Three things."
    assert verdict_details(sample()) == "0:10 · 3 s over · three smaller marked"
    one = replace(sample(), findings=sample().findings[:2])
    assert verdict(one) == "One thing."


def test_a_clean_rep_is_told_as_a_fact() -> None:
    assert verdict(clean()) == "Clean. 0:06."
    assert verdict_details(clean()) == "0.8 s to spare · no ums"


def test_the_fixes_are_at_most_three_and_what_matters_most_comes_first() -> None:
    script = parse("Hi Marta, call **before noon** on 704-555-0142 about the vans.")
    um = finding(Kind.FILLED_PAUSE, 0, 0, 0.1, 0.2, None, "um")
    over = finding(Kind.OVERRUN, 6, 9, 8, 9)
    plain = finding(Kind.OMISSION, 7, 8, 1, 2, "the")
    must = finding(Kind.OMISSION, 3, 4, 3, 4, "before")
    name = finding(Kind.SUBSTITUTION, 1, 2, 2, 3, "Marta", "martha")
    digits = finding(Kind.NUMBER, 6, 7, 5, 6, "704-555-0142", "704-555-0143")
    unsure = replace(digits, certainty=Certainty.UNSURE)
    uncounted = replace(digits, counts=False)
    assert order_of_fixes((um, over), script) == (over, um)
    assert order_of_fixes((um, over, plain), script) == (plain, over, um)
    assert order_of_fixes((um, over, plain, must, digits), script) == (digits, must, plain)
    assert order_of_fixes((plain, name, must), script) == (name, must, plain)
    assert order_of_fixes((unsure, uncounted), script) == ()


def test_a_dead_microphone_comes_before_everything() -> None:
    dead = finding(Kind.LEVEL, 0, 0, 0, 9, advice="The microphone delivered silence.")
    assert order_of_fixes((*sample().findings, dead), sample().script)[0] == dead


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (33.9, "0:33"), (59.99, "0:59"), (60, "1:00"), (3601, "60:01"), (-1, "0:00")]
)
def test_a_clock_shows_whole_seconds_that_are_over(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(4.2, "0:04.2"), (59.96, "1:00.0"), (0.04, "0:00.0"), (-0.3, "−0:00.3"), (-0.01, "0:00.0")]
)
def test_a_moment_is_placed_to_a_tenth(seconds: float, shown: str) -> None:
    assert moment(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(0.02, "0.1 s"), (0.44, "0.4 s"), (1.94, "1.9 s"), (1.96, "2 s")])
def test_a_span_says_no_more_than_it_knows(seconds: float, shown: str) -> None:
    assert span(seconds) == shown


def test_names_are_listed_and_long_quotes_shortened() -> None:
    assert listed(["um"]) == "um"
    assert listed(["um", "pause", "repeat"]) == "um, pause and repeat"
    assert shortened("one two three") == "one two three"
    assert shortened(" ".join("abcdefghij")) == "a b c d … h i j"


# ---- The marks


def drawn(pieces: tuple[Piece, ...]) -> list[tuple[str, str, str | None]]:
    return [(each.shape.value, each.text, each.note) for each in pieces if each.shape is not Shape.PLAIN]


def test_every_finding_stands_where_it_fell() -> None:
    assert drawn(lay_out(sample())) == [
        ("unsure", "Quillhaven", None),
        ("filled", "um", None),
        ("twice", "I'll send", "twice"),
        ("pause", "1.8 s", None),
        ("added", "really", None),
        ("changed", "Tuesday", "thursday"),
        ("left_out", "without a van", None),
        ("limit", "0:07", None),
        ("no_pause", "no pause", None),
        ("hurried", "704-555-0142", "fast"),
    ]


def test_the_pieces_of_a_clean_rep_make_the_script_without_its_markup() -> None:
    text = "".join(piece.text for piece in lay_out(clean()))
    assert text == (
        "Hi Marta, this is Nora at Quillhaven. [pause] I'll send it on Tuesday, without a van.\n"
        "Call me at 704-555-0142 by ten (smile). Until then, Marta."
    )


def test_what_came_after_the_limit_is_marked_to_the_end() -> None:
    pieces = lay_out(sample())
    over = "".join(piece.text for piece in pieces if piece.after_limit and piece.shape in IN_SCRIPT)
    assert " ".join(over.split()) == "at 704-555-0142 by ten (smile). Until then, Marta."


def test_the_numbers_of_the_fixes_stand_on_their_words() -> None:
    assert {each.fix: each.text for each in lay_out(sample()) if each.fix} == {
        1: "Tuesday",
        2: "without a van",
        3: "0:07",
    }


def test_a_pause_within_a_repetition_splits_it_and_tells_it_once() -> None:
    script_words = len(sample().script.words)
    review = replace(
        sample(),
        verdicts=(Verdict.SAID,) * script_words,
        take=replace(sample().take, overrun_s=0.0, limit_at_word=None),
        findings=(
            finding(Kind.REPETITION, 2, 6, 1, 2, "this is Nora at", counts=True),
            finding(Kind.LONG_PAUSE, 4, 4, 1, 3),
        ),
    )
    assert drawn(lay_out(review)) == [
        ("twice", "this is", None),
        ("pause", "2.0 s", None),
        ("twice", "Nora at", "twice"),
    ]
    assert [piece.fix for piece in lay_out(review) if piece.fix] == [1, 2]


def test_an_addition_after_the_last_word_follows_the_full_stop() -> None:
    count = len(sample().script.words)
    review = replace(clean(), findings=(finding(Kind.INSERTION, count, count, 7, 8, None, "bye"),))
    assert [piece.text for piece in lay_out(review)][-3:] == ["Marta", ". ", "bye"]


def test_speech_after_the_script_can_be_what_ran_over() -> None:
    count = len(sample().script.words)
    review = replace(
        clean(),
        take=replace(clean().take, overrun_s=1.0),
        findings=(finding(Kind.INSERTION, count, count, 8, 9, None, "bye"),),
    )
    assert [each.shape for each in lay_out(review) if each.shape not in IN_SCRIPT] == [Shape.LIMIT, Shape.ADDED]


@given(reviews())
def test_every_script_word_is_drawn_once_and_in_order(review) -> None:  # type: ignore[no-untyped-def]
    pieces = lay_out(review)
    covered = [index for piece in pieces for index in range(piece.first, piece.last)]
    assert covered == list(range(len(review.script.words)))
    for piece in pieces:
        for index in range(piece.first, piece.last):
            assert review.script.words[index].text in piece.text


# ---- The terminal


def test_the_marks_can_be_read_without_colour() -> None:
    shown = " ".join(in_terminal(width=200).split())
    for mark in (
        "(?Quillhaven?)",
        "⟨um⟩",
        "‹I'll send›⟨twice⟩",
        "⟨1.8s⟩",
        "⟨+ really⟩",
        "(1){Tuesday → thursday}",
        "(2)[-without a van-]",
        "(3)|0:07| at",
        "⟨no pause⟩ ‹704-555-0142›⟨fast⟩",
    ):
        assert mark in shown
    assert "\x1b" not in shown


def test_verdict_findings_and_figures_follow_the_script() -> None:
    shown = in_terminal()
    order = [
        shown.index(text)
        for text in (
            "Hi Marta",
            "Three things. 0:10 · 3 s over",
            "0:02.8  “um” slipped in.",
            "(1)  0:06.0  “Tuesday” came out as “thursday”.",
            "146 words a minute",
        )
    ]
    assert order == sorted(order)


def test_only_the_marks_that_occur_are_explained() -> None:
    assert "left out" in in_terminal()
    shown = in_terminal(clean())
    assert not any(word in shown for word in ("left out", "said differently", "could not tell", "long pause"))


def test_a_terminal_with_colours_gets_them_unless_it_asks_for_none() -> None:
    assert "\x1b[9;31m" in in_terminal(force_terminal=True, color_system="standard", no_color=False)
    assert "\x1b" not in in_terminal(force_terminal=True, color_system="standard", no_color=True)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_a_terminal_without_unicode_gets_plain_signs(encoding: str) -> None:
    shown = in_terminal(encoding=encoding, width=200)
    assert "<um>" in shown
    assert "{Tuesday -> thursday}" in shown or "{Tuesday → thursday}" in shown
    assert "[-without a van-]" in shown


@pytest.mark.parametrize("width", [20, 40, 80, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line.rstrip("\n")) for line in in_terminal(width=width).splitlines()) <= min(width, 100)


@settings(max_examples=60, deadline=None)
@given(reviews())
def test_no_control_sign_of_a_script_reaches_the_terminal(review) -> None:  # type: ignore[no-untyped-def]
    assert "\x1b" not in in_terminal(review)
    assert in_terminal(review, encoding="ascii").isascii()


# ---- The page


class Page(HTMLParser):
    """What a page holds, and that its elements nest."""

    VOID = frozenset({"meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.spoken: list[str] = []
        self.feed(html)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.opened:
            self.spoken.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.spoken).split())


def test_the_page_has_every_mark_as_text_too() -> None:
    text = Page(as_html(sample(), SETTINGS)).text
    for words in (
        "left out: without a van",
        "Tuesday came out as thursday",
        "could not tell: Quillhaven",
        "pause of 1.8 s",
        "the limit, 0:07",
        "I'll sendtwice",
        "Three things.",
        "0:10 · 3 s over",
        "146 words a minute",
    ):
        assert words in text


def test_the_page_names_its_language_and_has_one_first_heading() -> None:
    page = Page(as_html(sample(), SETTINGS))
    assert ("lang", "en") in page.attributes
    assert page.tags.count("h1") == 1
    assert page.tags.count("h2") >= 4


def test_the_page_fits_light_dark_and_paper() -> None:
    html = as_html(sample(), SETTINGS)
    assert "prefers-color-scheme:dark" in html
    assert "@media print" in html


def test_a_clean_page_says_so_and_lists_nothing() -> None:
    page = Page(as_html(clean(), SETTINGS))
    assert "Clean. 0:06." in page.text
    assert "Findings" not in page.text
    assert ("class", "legend") not in page.attributes


@settings(max_examples=60, deadline=None)
@given(reviews())
def test_the_page_nests_loads_nothing_and_runs_nothing(review) -> None:  # type: ignore[no-untyped-def]
    html = as_html(review, SETTINGS)
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name in ("src", "href", "srcset") or name.startswith("on")]
    assert not re.search(r"url\((?!#)|@import|https?:", html)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", html)
    assert not re.search(r"\b(nan|inf)\b", "".join(value or "" for _, value in page.attributes))


def test_the_words_of_a_script_are_escaped() -> None:
    hostile = parse("Hi <b>Marta</b> & “friends”, call me.")
    count = len(hostile.words)
    review = replace(
        clean(),
        script=hostile,
        words=(),
        verdicts=(Verdict.SAID,) * count,
        findings=(finding(Kind.INSERTION, 0, 0, 1, 2, None, "<script>alert(1)</script>"),),
        clean=False,
    )
    html = as_html(review, SETTINGS)
    assert "<script" not in html
    assert "<b>Marta" not in html
    assert "&lt;script&gt;" in html


def test_the_length_of_a_message_starts_with_the_clock() -> None:
    assert length_s(sample()) == pytest.approx(10.3)
    assert isinstance(sample().findings[0], Finding)
