"""Whether there is a screen: told before Qt would abort, with the commands that work without one."""

import socket
import sys
from pathlib import Path

import pytest

from app.problems import Problem
from ui.display import look_for_display


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ":4711"},
        {"DISPLAY": "nowhere"},
        {"DISPLAY": "unix:4711.0", "QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-4711", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"DISPLAY": "127.0.0.1:59000", "WAYLAND_DISPLAY": ""},
    ],
)
def test_where_no_screen_answers_a_sentence_names_what_works(environ: dict[str, str]) -> None:
    with pytest.raises(Problem, match="no screen") as told:
        look_for_display(environ, "linux")
    assert "record" in str(told.value)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_are_not_asked(platform: str) -> None:
    look_for_display({}, platform)


@pytest.mark.parametrize("plugin", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_plugin_that_needs_no_screen_is_not_asked(plugin: str) -> None:
    look_for_display({"QT_QPA_PLATFORM": plugin}, "linux")


@pytest.mark.skipif(sys.platform == "win32", reason="screens have no sockets of that kind here")
def test_a_screen_that_answers_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as screen:
        screen.bind(str(tmp_path / "wayland-1"))
        screen.listen()
        look_for_display({"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": str(tmp_path)}, "linux")
        with pytest.raises(Problem):
            look_for_display({"WAYLAND_DISPLAY": "wayland-1", "QT_QPA_PLATFORM": "xcb"}, "linux")
