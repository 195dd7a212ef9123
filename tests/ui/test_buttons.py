"""Buttons: the main one says the phase, the others say what they do, by eye, ear and keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.practice.rep import Move, Phase, allowed
from ui.buttons import Button, Kind, MainButton, MainState, Size
from ui.focus import FocusRing
from ui.icons import Icon
from ui.theme import DARK, LIGHT, Look


@pytest.mark.parametrize(
    ("phase", "label", "key"),
    [
        (Phase.READY, "Rehearse", "Space"),
        (Phase.OPENING, "Opening…", "Esc"),
        (Phase.RECORDING, "Stop", "Space"),
        (Phase.FINISHING, "Listening back…", "Esc"),
        (Phase.REVIEWED, "Again", "R"),
        (Phase.FAILED, "Try again", "R"),
    ],
)
def test_the_main_button_says_the_phase(qtbot: QtBot, phase: Phase, label: str, key: str) -> None:
    button = MainButton(Look())
    qtbot.addWidget(button)
    button.show_state(MainState(phase))
    assert button.text() == button.accessibleName() == label
    assert button.accessibleDescription() == f"Key: {key}"
    assert button.isEnabled() == bool({Move.START, Move.STOP} & allowed(phase))


def test_while_typing_the_key_is_another(qtbot: QtBot) -> None:
    button = MainButton(Look())
    qtbot.addWidget(button)
    button.show_state(MainState(Phase.READY, typing=True))
    assert button.accessibleDescription() == "Key: Ctrl Enter"
    button.show_state(MainState(Phase.RECORDING, typing=True))
    assert button.accessibleDescription() == "Key: Space"


def test_the_countdown_stands_on_the_button(qtbot: QtBot) -> None:
    button = MainButton(Look())
    qtbot.addWidget(button)
    button.show_state(MainState(Phase.OPENING, countdown=3))
    assert button.text() == "3"


def test_the_main_button_never_changes_its_height(qtbot: QtBot) -> None:
    button = MainButton(Look())
    qtbot.addWidget(button)
    heights = set()
    for phase in Phase:
        button.show_state(MainState(phase))
        heights.add(button.sizeHint().height())
    assert heights == {44}


def test_a_click_and_the_space_bar_press_it(qtbot: QtBot) -> None:
    button = Button(Look(), "Hear it", Icon.PLAY, Kind.PLAIN)
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_sign_alone_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    button = Button(Look(), icon=Icon.SETTINGS, kind=Kind.QUIET, tip="Settings")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Settings"
    assert button.sizeHint().width() == button.sizeHint().height()
    known = QAccessible.queryAccessibleInterface(button)
    assert known.role() == QAccessible.Role.Button


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_every_kind_is_drawn_in_every_state(qtbot: QtBot, kind: Kind, colours: object) -> None:
    button = Button(Look(colours), "Words", Icon.CHECK, kind, key="K")  # type: ignore[arg-type]
    qtbot.addWidget(button)
    on = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != on


def test_larger_text_makes_a_larger_button(qtbot: QtBot) -> None:
    small, large = Button(Look(), "Again", size=Size.TALL), Button(Look(scale=1.5), "Again", size=Size.TALL)
    qtbot.addWidget(small)
    qtbot.addWidget(large)
    assert large.sizeHint().width() > small.sizeHint().width()
    assert large.sizeHint().height() == 66


def test_the_ring_follows_the_focus_and_leaves_fields_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    one, other, field = Button(Look(), "One"), Button(Look(), "Other"), QLineEdit()
    for each in (one, other, field):
        row.addWidget(each)
    ring = FocusRing(window, Look())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    for button in (one, other):
        button.setFocus()
        qtbot.waitUntil(lambda each=button: ring.isVisible() and ring.geometry().center() == each.geometry().center())
        assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    field.setFocus()
    qtbot.waitUntil(lambda: not ring.isVisible())
