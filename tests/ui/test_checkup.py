"""What works here, in the window: a line each with a mark in words, and all of it copied."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.doctor.answer import as_text
from app.settings import Settings
from tests.ui.room import Room
from ui.checkup import CheckupDialog
from ui.forget_dialog import ForgetDialog, Kept
from ui.settings_dialog import SettingsDialog
from ui.text import Text
from ui.theme import look_of


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


def test_what_opens_from_the_settings_wears_the_theme_that_was_just_chosen_there(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(qtbot, tmp_path / "home")
    window = room.enter(Settings(theme="light"))
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (settings,) = window.findChildren(SettingsDialog)
    room.session.change_settings(replace(room.session.settings, theme="dark"))
    settings.computer.button.click()
    (kept,) = settings.findChildren(Kept)
    kept.button.click()
    dark = look_of(room.session.settings)
    for dialog in (*settings.findChildren(ForgetDialog), *settings.findChildren(CheckupDialog)):
        worn = {each.palette().color(each.foregroundRole()).name() for each in dialog.findChildren(Text)}
        assert worn <= {dark.colour(tone).name() for tone in ("ink", "ink2")}, dialog.windowTitle()
        dialog.reject()
    settings.accept()
    room.leave()
