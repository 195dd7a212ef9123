"""Whether there is a screen to open a window on: Qt itself would abort where there is none."""

import contextlib
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from ui import problems

_NEEDS_SCREEN = ("", "xcb", "wayland", "wayland-egl")
_PATIENCE_S = 2.0


def look_for_display(environ: Mapping[str, str], platform: str = sys.platform) -> None:
    """Raises Problem where Qt would find none."""
    if platform in ("win32", "darwin", "cygwin"):
        return
    plugin = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if plugin not in _NEEDS_SCREEN:
        return
    display, wayland = environ.get("DISPLAY", ""), environ.get("WAYLAND_DISPLAY", "")
    if not display and not wayland:
        raise problems.no_display("neither DISPLAY nor WAYLAND_DISPLAY is set")
    if wayland and plugin != "xcb" and _answers(_wayland_socket(wayland, environ)):
        return
    if not display or not _x11_answers(display):
        raise problems.no_display(f"nothing answers at {display or wayland}")


def _wayland_socket(name: str, environ: Mapping[str, str]) -> str:
    return name if name.startswith("/") else str(Path(environ.get("XDG_RUNTIME_DIR", "/run"), name))


def _x11_answers(display: str) -> bool:
    """`display` as in host:number.screen; without a host, or with “unix”, a socket of this computer."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(path) or _answers(f"\0{path}")  # the second: a socket without a file, which Linux has
    with contextlib.suppress(OSError), socket.create_connection((host, 6000 + int(number)), _PATIENCE_S):
        return True
    return False


def _answers(path: str) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE_S)
        line.connect(path)
        return True
    return False
