"""Choosing a microphone or a loudspeaker by its name; the list follows what is plugged in."""

import dataclasses

from PySide6.QtCore import QSignalBlocker

from app.audio.devices import Way
from ui.choice import Choice
from ui.session import Session
from ui.theme import Look

_SETTINGS = {Way.IN: ("microphone", "microphone_host_api"), Way.OUT: ("speaker", "speaker_host_api")}


class DeviceChoice(Choice):
    """Changes the session's settings; a chosen device that is not there stays chosen, and says so."""

    def __init__(self, look: Look, session: Session, way: Way) -> None:
        super().__init__(look)
        self._session = session
        self._way = way
        self._choices: dict[tuple[str | None, str | None], str] = {}  # name and host API, and how they are shown
        self.setFixedWidth(look.px(320))
        self._show_devices()
        self.currentIndexChanged.connect(self._choose)
        session.equipment.changed.connect(self._show_devices)

    def hidePopup(self) -> None:  # noqa: N802
        super().hidePopup()
        self._show_devices()

    def _show_devices(self) -> None:
        if self.view().isVisible():
            return  # nothing moves under the hand that chooses
        equipment, settings = self._session.equipment, self._session.settings
        devices = equipment.speakers if self._way is Way.OUT else equipment.microphones or ()
        name, host_api = (getattr(settings, each) for each in _SETTINGS[self._way])
        choices: dict[tuple[str | None, str | None], str] = {(None, None): "What the system uses"}
        choices |= {(each.name, each.host_api): f"{each.name} ({each.host_api})" for each in devices}
        choices.setdefault((name, host_api), f"{name}, not plugged in")
        if choices != self._choices:
            self._choices = choices
            with QSignalBlocker(self):
                self.clear()
                self.addItems(list(choices.values()))
                self.setCurrentIndex(list(choices).index((name, host_api)))
            self.setToolTip(self.currentText())

    def _choose(self, place: int) -> None:
        chosen = dict(zip(_SETTINGS[self._way], list(self._choices)[place], strict=True))
        changed = dataclasses.replace(self._session.settings, **chosen)  # type: ignore[arg-type]
        self._session.change_settings(changed)
