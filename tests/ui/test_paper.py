"""The report on paper: the size that lies in the printer, pages that end between lines, made on any thread."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from app.audio.waveform import outline
from app.practice.lanes import Lane
from app.review.account import Review
from app.script.script import parse
from app.settings import Settings
from tests.review.reviews import clean, sample
from tests.ui.poor_take import poor
from tests.ui.room import RATE, noise
from ui.export import save_report
from ui.paper import Block, as_pdf, page_size, paged


def made(review: Review, locale: str = "de_DE") -> bytes:
    lane = Lane("paper")
    try:
        return lane.run(
            lambda: as_pdf(review, Settings(), outline([noise(30)], RATE), page_size(QLocale(locale)))
        ).result(60)
    finally:
        lane.close()


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    return [(float(wide), float(high)) for wide, high in boxes]


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("locale", "size"),
    [("de_DE", (595, 842)), ("en_GB", (595, 842)), ("C", (595, 842)), ("en_US", (612, 792)), ("fr_CA", (612, 792))],
)
def test_the_paper_is_that_of_the_country(locale: str, size: tuple[float, float]) -> None:
    (first, *_) = pages(made(clean(), locale))
    assert first == pytest.approx(size, abs=1)


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("review", [poor(), sample(), clean()])
def test_every_kind_of_review_finds_room_on_two_pages(review: Review) -> None:
    assert 1 <= len(pages(made(review))) <= 2


@pytest.mark.usefixtures("qtbot")
def test_a_long_script_goes_on_over_many_pages() -> None:
    script = parse("A sentence of seven words stands here. " * 300)
    review = clean()
    words = tuple(replace(review.words[0], script_word=at) for at in range(len(script.words)))
    long = replace(review, script=script, words=words, verdicts=(review.verdicts[0],) * len(script.words))
    assert len(pages(made(long))) > 6


@pytest.mark.usefixtures("qtbot")
def test_what_was_typed_is_letters_whatever_it_looks_like() -> None:
    review = sample()
    script = replace(review.script, title="<img src='file:///etc/hostname'> \0\x1b" + "w" * 400, to="<b>&amp;")
    assert pages(made(replace(review, script=script)))


def test_a_page_ends_between_blocks_and_no_heading_stands_alone() -> None:
    def block(height: float, before: float = 0.0, with_next: bool = False) -> Block:
        return Block(height, lambda _: None, before, with_next)

    heading, line = block(10, 20, with_next=True), block(30, 5)
    laid = paged([heading, line, line, heading, line, line], 130)
    assert [[(each is heading, top) for each, top in page] for page in laid] == [
        [(True, 0), (False, 15), (False, 50)],
        [(True, 0), (False, 15), (False, 50)],
    ]
    assert len(paged([block(500), line], 130)) == 2  # what is too high stands alone, and nothing is lost
    assert sum(len(page) for page in paged([line] * 50, 130)) == 50


@pytest.mark.usefixtures("qtbot")
def test_the_ending_of_the_name_says_what_the_report_is(tmp_path: Path) -> None:
    for name, begins in (("r.pdf", b"%PDF-"), ("r.json", b"{"), ("r.html", b"<!doctype"), ("r", b"<!doctype")):
        to = save_report(poor(), Settings(), None, tmp_path / name)
        assert to.read_bytes().startswith(begins)
    assert {each.name for each in tmp_path.iterdir()} == {"r.pdf", "r.json", "r.html"}
