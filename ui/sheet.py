"""The style sheet of what Qt draws for us: fields, lists, menus, scroll bars, frames by their `role`."""

from collections.abc import Mapping
from string import Template

# NB: no widget's font is set here, or setFont would no longer reach it.
_SHEET = Template(
    """
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QFrame[role="ground"], QWidget[role="ground"] { background: $ground; }
QFrame[role="paper"], QWidget[role="paper"] { background: $paper; }
QFrame[role="bar"] { background: $ground; border: 0; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $paper; border: 0; border-top: 1px solid $line; }
QFrame[role="card"] { background: $paper; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[role="drill"] { background: transparent; border: 0; border-radius: 8px; }
QFrame[role="drill"][chosen="true"] { background: $accent_soft; }
QFrame[role="ready"] { background: $accent_soft; border: 0; border-radius: 8px; }
QFrame[role="advice"] { background: transparent; border: 0; border-radius: 6px; }
QFrame[role="advice"][chosen="true"] { background: $amber_soft; }
QFrame[role="trouble"] { background: $rust_soft; border: 0; border-radius: 8px; }
QFrame[role="left-column"] { background: $ground; border: 0; border-right: 1px solid $line; }
QFrame[role="right-column"] { background: $ground; border: 0; border-left: 1px solid $line; }
QFrame[role="phone"] { background: $paper; border: 2px solid $edge; border-radius: 24px; }
QFrame[role="notification"] { background: $sunk; border: 1px solid $line; border-radius: 14px; }
QFrame[role="hairline"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 0 9px;
  min-height: ${field}px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 8px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
  color: $ink3; background: $sunk; border-color: $sunk;
}
QLineEdit[role="title"], QLineEdit[role="fact"] { border: 1px solid transparent; background: transparent; padding: 0; }
QLineEdit[role="fact"] { min-height: ${fact}px; }
QLineEdit[role="title"]:hover, QLineEdit[role="fact"]:hover { border-bottom: 1px solid $edge; }
QLineEdit[role="title"]:focus, QLineEdit[role="fact"]:focus { border-bottom: 2px solid $accent; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox QAbstractItemView {
  background: $paper; border: 1px solid $line; selection-background-color: $accent_soft; selection-color: $ink;
}

QPlainTextEdit, QTextEdit {
  background: $paper; color: $ink; border: 0; selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit[role="field"], QTextEdit[role="field"] { border: 1px solid $edge; border-radius: 6px; padding: 6px; }
QPlainTextEdit[role="field"]:focus, QTextEdit[role="field"]:focus { border: 2px solid $accent; padding: 5px; }

QScrollArea { background: transparent; border: 0; }
QListView, QTreeView, QTableView { background: transparent; border: 0; outline: 0; color: $ink; }
QListView::item, QTableView::item { padding: 6px 10px; border-radius: 6px; color: $ink; }
QListView::item:hover { background: $sunk; }
QTableView::item:selected { background: $paper; color: $ink; border: 1px solid $line; }
QListView::item:selected { background: $paper; color: $ink; border: 1px solid $accent; }
QListView::item:disabled { color: $ink3; }
QListView[role="plain"]::item, QListView[role="plain"]::item:hover, QListView[role="plain"]::item:selected {
  padding: 0; border: 0; background: transparent;
}
QHeaderView::section {
  background: $ground; color: $ink3; border: 0; border-bottom: 1px solid $line; padding: 4px 13px;
}

QMenu { background: $paper; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QCheckBox, QRadioButton { spacing: 8px; color: $ink; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $edge; background: $paper; border-radius: 8px; }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 8px; height: 8px; background: $paper; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 4px; }
QCheckBox, QRadioButton { border: 2px solid transparent; padding: 1px; }

QSlider::groove:horizontal { height: 4px; background: $sunk; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $paper; border: 1px solid $edge;
}
QSlider::handle:horizontal:focus { border: 2px solid $accent; }

QProgressBar { background: $sunk; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSplitter::handle { background: $line; }

QScrollBar:vertical { width: 10px; background: transparent; margin: 2px; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 2px; }
QScrollBar::handle { background: $wave; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)
_FIELD_PX, _FACT_PX = 30, 24  # inside its border, which adds 2


def sheet(tokens: Mapping[str, str], scale: float) -> str:
    """The sheet for a theme's tokens, its fields as high as the text needs."""
    return _SHEET.substitute(tokens, field=round(_FIELD_PX * scale), fact=round(_FACT_PX * scale))
