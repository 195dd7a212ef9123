"""The gallery draws every widget in both themes without a warning."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.gallery import FONTS, PAGES, draw
from ui.theme import DARK, LIGHT, Look, load_fonts


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_gallery_is_drawn_in_both_themes(qtbot: QtBot, tmp_path: Path, name: str) -> None:  # noqa: ARG001
    load_fonts(FONTS)
    page, size = PAGES[name]
    light, dark = (draw(page, Look(colours), size, 1) for colours in (LIGHT, DARK))
    assert light.size().toTuple() == size
    assert light.toImage() != dark.toImage()
    assert light.save(str(tmp_path / "page.png"))
