"""Our signs: each is drawn, within its box, in the colour asked for."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from ui.icons import BOX, Icon, draw_icon, make_icon, parse_path


def drawn(icon: Icon, size: int = 40) -> QImage:
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw_icon(painter, icon, QRectF(0, 0, size, size), QColor("#A93420"))
    painter.end()
    return picture


@pytest.mark.parametrize("icon", Icon, ids=lambda each: each.name.lower())
def test_a_sign_is_drawn_and_stays_in_its_box(icon: Icon) -> None:
    picture = drawn(icon)
    inked = [(x, y) for x in range(40) for y in range(40) if picture.pixelColor(x, y).name() != "#ffffff"]
    assert 20 < len(inked) < 900
    assert all(1 <= x < 39 and 1 <= y < 39 for x, y in inked)
    assert "#a93420" in {picture.pixelColor(x, y).name() for x, y in inked}


def test_no_two_signs_are_alike() -> None:
    pictures = [drawn(icon).constBits().tobytes() for icon in Icon]
    assert len(set(pictures)) == len(pictures)


def test_a_sign_for_menus_has_a_picture_for_what_cannot_be_used(qtbot: QtBot) -> None:  # noqa: ARG001
    icon = make_icon(Icon.PLAY, QColor("#0A6A5F"), QColor("#5F6C6C"))
    on = icon.pixmap(20, 20).toImage()
    off = icon.pixmap(20, 20, icon.Mode.Disabled).toImage()
    assert on.pixelColor(10, 10).name().upper() == "#0A6A5F"
    assert off.pixelColor(10, 10).name().upper() == "#5F6C6C"


@pytest.mark.parametrize(
    ("text", "end", "box"),
    [
        ("M3 4l5 6", (8, 10), (3, 4, 5, 6)),
        ("M3 4L5 6h4v-2", (9, 4), (3, 4, 6, 2)),
        ("M10 4.5v11M4.5 10h11", (15.5, 10), (4.5, 4.5, 11, 11)),
        ("M4.5 9.5a5.5 5.5 0 0 0 11 0", (15.5, 9.5), (4.5, 9.5, 11, 5.5)),
        ("M4.5 9.5a5.5 5.5 0 0 1 11 0", (15.5, 9.5), (4.5, 4, 11, 5.5)),
        ("M1 1c0 2 2 2 2 0", (3, 1), (1, 1, 2, 1.5)),
        ("M1 1 2 2 3 1", (3, 1), (1, 1, 2, 1)),
    ],
)
def test_path_data_is_read(text: str, end: tuple[float, float], box: tuple[float, float, float, float]) -> None:
    path = parse_path(text)
    at, bounds = path.currentPosition(), path.boundingRect()
    assert (at.x(), at.y()) == pytest.approx(end, abs=1e-6)
    assert (bounds.x(), bounds.y(), bounds.width(), bounds.height()) == pytest.approx(box, abs=0.02)


def test_the_large_part_of_a_circle_goes_the_long_way_round() -> None:
    path = parse_path("M15.8 8.2A6.2 6.2 0 1 0 16 12")
    assert path.boundingRect().left() < 5
    assert path.boundingRect().right() < BOX
    assert not path.contains(QPointF(0, 0))
