"""Whether what is heard comes through a telephone line: a button that says so, wherever takes are played."""

from PySide6.QtWidgets import QWidget

from ui.buttons import Button, Kind, Size
from ui.icons import Icon
from ui.player import Player
from ui.theme import Look


class PhoneButton(Button):
    """Shows what the player does; a click changes it."""

    def __init__(self, look: Look, player: Player, size: Size = Size.USUAL, parent: QWidget | None = None) -> None:
        super().__init__(
            look, "By phone", Icon.PHONE, size=size, tip="Hear it as a telephone carries it (L)", parent=parent
        )
        self._player = player
        self._narrow = False
        self.setCheckable(True)
        self.clicked.connect(player.toggle_phone)
        player.changed.connect(self.show_state)
        self.show_state()

    def show_narrow(self, narrow: bool) -> None:
        """The sign alone, and a word while it is on."""
        self._narrow = narrow
        self.show_state()

    def show_state(self) -> None:
        on = self._player.is_by_phone
        self.setChecked(on)
        whole = "By phone: on" if on else "By phone"
        short = "On" if on else ""
        self.show_label(short if self._narrow else whole, kind=Kind.ACCENT if on else Kind.EDGED)
        self.setAccessibleName(whole)
