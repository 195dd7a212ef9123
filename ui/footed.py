"""A dialog as all of ours are laid out: its page, and a foot with what leaves it and what goes on."""

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget


def lay_out(dialog: QDialog, page: QWidget, left: QWidget, right: QWidget) -> None:
    """The page takes the room there is; below it the foot with a button at each end."""
    foot = QFrame()
    foot.setProperty("role", "foot")
    line = QHBoxLayout(foot)
    line.setContentsMargins(32, 12, 32, 12)
    line.addWidget(left)
    line.addStretch()
    line.addWidget(right)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(page, 1)
    whole.addWidget(foot)


def paper(column: QLayout) -> QFrame:
    """A page that is never longer than its dialog."""
    page = QFrame()
    page.setProperty("role", "paper")
    page.setLayout(column)
    return page
