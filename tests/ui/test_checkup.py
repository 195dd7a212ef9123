"""What works here, in the window: a line each with a mark in words, and all of it copied."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.doctor.answer import as_text
from tests.ui.room import Room
from ui.checkup import CheckupDialog
from ui.settings_dialog import SettingsDialog


def test_the_settings_lead_to_what_works_here_and_it_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(qtbot, tmp_path / "home")
    window = room.enter()
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (settings,) = window.findChildren(SettingsDialog)
    settings.computer.button.click()
    (dialog,) = window.findChildren(CheckupDialog)
    room.until(lambda: room.session.checkup.answers is not None)
    assert room.session.checkup.answers == room.examined
    told = {part for each in room.examined for part in (each.mark, each.about, each.says)}
    room.until(lambda: told <= {each.text() for each in dialog.findChildren(QLabel) if each.isVisible()})
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == as_text(room.examined)
    assert dialog.accessibleDescription() == as_text(room.examined)
    dialog.accept()
    settings.accept()
    room.leave()
