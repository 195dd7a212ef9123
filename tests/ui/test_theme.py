"""The look: contrast computed, fonts found, sizes that scale, a window dressed and dressed again."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.rail import Rail, RailSize
from ui.text import Text
from ui.theme import DARK, DISPLAY, LIGHT, SANS, SERIF, Colours, Look, Type, dress, load_fonts, palette

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
GROUNDS = ("ground", "paper")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink2", "ink3", "accent", "amber", "rust") for ground in GROUNDS),
    *((ink, ground) for ink in ("ink", "ink2") for ground in ("sunk", "accent_soft", "amber_soft", "rust_soft")),
    *(("ink3", "sunk"), ("accent", "accent_soft"), ("amber", "amber_soft"), ("rust", "rust_soft")),
    *(("on_accent", "accent"), ("paper", "ink"), ("paper", "rust")),
]
SHAPES = [
    *((shape, ground) for shape in ("edge", "amber_fill", "rust_fill", "wave", "accent") for ground in GROUNDS),
    *(("rust_fill", "rust_soft"), ("accent", "sunk"), ("amber_fill", "sunk")),
]


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_what_it_lies_on(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_that_carry_meaning_stand_out(colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= 3.0


def test_contrast_is_computed_as_it_should_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_every_colour_and_no_two_tokens_are_missing() -> None:
    for colours in (LIGHT, DARK):
        for field in dataclasses.fields(Colours):
            if field.name != "name":
                assert QColor(getattr(colours, field.name)).isValid(), field.name


def test_the_fonts_that_come_along_are_found(qtbot: QtBot) -> None:  # noqa: ARG001
    assert {SANS, DISPLAY, SERIF} <= set(load_fonts(FONTS))
    assert QFontInfo(Look().font(Type.BODY)).family() == SANS
    assert QFontInfo(Look().serif(20)).family() == SERIF
    assert QFontInfo(Look().serif(15, italic=True)).italic()
    assert {"Regular", "Medium", "SemiBold"} <= set(QFontDatabase.styles(SANS))


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_each_font_has_the_letters_of_european_names(qtbot: QtBot, path: Path) -> None:  # noqa: ARG001
    font = QRawFont(str(path), 20)
    missing = [letter for letter in "AaÉéÖöŁłŠšŽžŐőĞğİıØøẞßŞșŢț“”‘’–—…€→−×·" if not font.supportsCharacter(ord(letter))]
    assert not missing


def test_the_fonts_are_small_and_have_their_licences_beside_them() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_500_000
    for name in ("OFL-BeepSans.txt", "OFL-BeepSerif.txt"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / name).read_text(encoding="utf-8")


def test_figures_stand_in_columns(qtbot: QtBot) -> None:  # noqa: ARG001
    load_fonts(FONTS)
    for size in (Type.BODY, Type.READING_STRONG, Type.CLOCK, Type.TITLE):
        metrics = QFontMetricsF(Look().font(size))
        assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_without_a_folder_of_fonts_the_system_stands_in(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert load_fonts(tmp_path) == ()


def test_text_grows_with_the_setting_and_the_clock_does_not() -> None:
    look = Look(scale=1.5)
    assert look.font(Type.BODY).pixelSize() == 20
    assert look.serif(20).pixelSize() == 30
    assert look.line_px(Type.BODY) == 30
    assert look.font(Type.CLOCK).pixelSize() == Look().font(Type.CLOCK).pixelSize() == 104


def test_reduced_motion_takes_no_time() -> None:
    assert Look().ms(200) == 200
    assert Look(motion=False).ms(200) == 0


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_the_palette_is_the_theme(colours: Colours) -> None:
    made = palette(Look(colours))
    role = QPalette.ColorRole
    assert made.color(role.Window).name().upper() == colours.ground
    assert made.color(role.Text).name().upper() == colours.ink
    assert made.color(role.Highlight).name().upper() == colours.accent
    assert made.color(QPalette.ColorGroup.Disabled, role.Text).name().upper() == colours.ink3


def test_a_window_can_be_dressed_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    text, rail, plain = Text(Look(), "Said", tone="accent"), Rail(Look(), RailSize.DESK), QLabel("plain")
    for each in (text, rail, plain):
        column.addWidget(each)
    for colours in (LIGHT, DARK, LIGHT):
        dress(window, Look(colours, scale=1.25))
        assert window.palette().color(QPalette.ColorRole.Window).name().upper() == colours.ground
        assert text.palette().color(QPalette.ColorRole.WindowText).name().upper() == colours.accent
        assert colours.paper in window.styleSheet()
    assert text.font().pixelSize() == 16


def test_what_a_person_wrote_is_shown_as_written(qtbot: QtBot) -> None:
    text = Text(Look(), "<b>bold</b> & co")
    qtbot.addWidget(text)
    text.show_text("<i>again</i>", "rust")
    assert text.text() == "<i>again</i>"
    assert text.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.rust
