"""What is plugged in: looked at again by itself while the window is in use and nothing sounds or records."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app import problems
from app.audio.devices import Device, Devices
from app.practice.lanes import Lane
from app.problems import Problem
from app.settings import Settings
from ui.bridge import Bridge

EVERY_S = 3.0
_SETTLES = 2  # so often it is looked after a sign of change: a new device is ready a little later than it is seen
_SHARE = 20  # looking may take a twentieth of the time: 0.1 to 0.2 s each under Linux, more where systems are slower
_AFTER_RETURN_MS = 500  # the click that brings the window back may well start a rep


class Equipment(QObject):
    """The devices as the studio saw them last, and whether the microphone that was chosen is among them."""

    changed = Signal()
    told = Signal(object)  # the Problem: the microphone in use is gone
    returned = Signal(str)  # the name of the microphone that is there again

    def __init__(
        self,
        look: Callable[[bool], Devices],
        sign: Callable[[], str | None],
        studio: Lane,
        bridge: Bridge,
        is_free: Callable[[], bool],
    ) -> None:
        """`look`, `sign`: list_devices and sign_of_change of app.audio.devices."""
        super().__init__()
        self.problem: Problem | None = None  # why no take can be made
        self._look_at = look
        self._ask_sign = sign
        self._studio = studio
        self._bridge = bridge
        self._is_free = is_free
        self._settings = Settings()
        self._devices: Devices | None = None
        self._refused: Problem | None = None  # why nothing could be listed
        self._is_looking = False
        self._pause_s = EVERY_S
        self._sign: str | None = None  # touched on the lane alone, as is the next
        self._unsettled = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_by_itself)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._window_turned)

    @property
    def microphones(self) -> tuple[Device, ...] | None:
        """None: not looked yet."""
        return self._devices.microphones if self._devices is not None else None

    @property
    def speakers(self) -> tuple[Device, ...]:
        return self._devices.speakers if self._devices is not None else ()

    @property
    def microphone(self) -> str:
        """The name of the one a take is made with; empty where nobody knows."""
        usual = next((each.name for each in self.microphones or () if each.usual), "")
        return self._settings.microphone or usual

    def use(self, settings: Settings) -> None:
        """Another microphone may be chosen in these."""
        self._settings = settings
        if self._devices is not None:
            self.problem = self._trouble()
            self.changed.emit()

    def look(self, again: bool = True) -> None:
        """Soon: the studio looks when it has no stream open."""
        self._ask(lambda: self._looked(again))

    def close(self) -> None:
        self._timer.stop()

    def _ask(self, work: Callable[[], tuple[Devices, float] | None]) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._bridge.ask(self._studio, work, self._seen, self._was_refused)

    def _seen(self, seen: tuple[Devices, float] | None) -> None:
        if seen is None:
            self._is_looking = False
            self._wait()
            return
        devices, took_s = seen
        self._pause_s = max(EVERY_S, _SHARE * took_s)
        self._take_up(devices, None)

    def _was_refused(self, why: Problem) -> None:
        self._take_up(Devices(), why)

    def _take_up(self, devices: Devices, refused: Problem | None) -> None:
        first = self._devices is None
        before = (self._devices, self.problem)
        self._devices, self._refused, self._is_looking = devices, refused, False
        self.problem = self._trouble()
        self._wait()
        if _told((devices, self.problem)) == _told(before):
            return
        self.changed.emit()
        if not first and before[1] is None and self.problem is not None:
            self.told.emit(self.problem)
        if before[1] is not None and self.problem is None:
            self.returned.emit(self.microphone)

    def _trouble(self) -> Problem | None:
        if self._refused is not None:
            return self._refused
        found = self.microphones or ()
        if not found:
            return problems.no_microphone("no input device is listed")
        name, host_api = self._settings.microphone, self._settings.microphone_host_api
        if name is None or any(each.name == name and host_api in (None, each.host_api) for each in found):
            return None
        return problems.microphone_missing(name, [each.name for each in found])

    # ---- On the lane

    def _looked(self, again: bool) -> tuple[Devices, float]:
        """What there is, and how long it took to see."""
        self._sign = self._ask_sign()
        began = time.monotonic()
        return self._look_at(again), time.monotonic() - began

    def _looked_where_changed(self) -> tuple[Devices, float] | None:
        """None where nothing was plugged in or out."""
        sign = self._ask_sign()
        if sign is not None:
            self._unsettled = _SETTLES if sign != self._sign else self._unsettled
            if not self._unsettled:
                return None
            self._unsettled -= 1
        return self._looked(again=True)

    # ---- By itself

    def _wait(self) -> None:
        if QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive:
            self._timer.start(round(1000 * self._pause_s))

    def _look_by_itself(self) -> None:
        if self._is_free():
            self._ask(self._looked_where_changed)
        else:
            self._wait()

    def _window_turned(self, state: Qt.ApplicationState) -> None:
        """To another program, or back to this one."""
        if state is Qt.ApplicationState.ApplicationActive and self._devices is not None:
            self._timer.start(_AFTER_RETURN_MS)
        else:
            self._timer.stop()


def _told(seen: tuple[Devices | None, Problem | None]) -> tuple[Devices | None, str]:
    """Problems are alike where they say the same."""
    devices, problem = seen
    return devices, str(problem)
