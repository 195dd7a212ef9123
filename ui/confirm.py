"""Asks once, calmly, before something is deleted for good."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_before_deleting(window: QWidget, title: str, question: str, delete: Callable[[], object]) -> None:
    """Return and Escape keep it."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, question, QMessageBox.StandardButton.Cancel, window)
    button = box.addButton("Delete for good", QMessageBox.ButtonRole.DestructiveRole)
    button.setAutoDefault(False)
    button.clicked.connect(delete)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
