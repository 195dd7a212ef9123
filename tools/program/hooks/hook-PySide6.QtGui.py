"""In place of PyInstaller's own: of Qt's plugins only those a window of ours can need, and so only what these load."""

from pathlib import PurePath

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

KEPT = {
    "accessiblebridge",
    # platforms
    "qcocoa",
    "qoffscreen",
    "qwayland",
    "qwindows",
    "qxcb",
    # platforminputcontexts
    "composeplatforminputcontextplugin",
    "ibusplatforminputcontextplugin",
    # platformthemes: light or dark, and the desktop's own file dialogs, without GTK's libraries
    "qxdgdesktopportal",
    # Wayland leaves frames to the window itself
    "adwaita",
    "bradient",
    "xdg-shell",
}


def is_kept(library: str) -> bool:
    path = PurePath(library)
    return "plugins" not in path.parts or path.name.removeprefix("lib").partition(".")[0] in KEPT


hiddenimports, found, datas = add_qt6_dependencies(__file__)
binaries = [each for each in found if is_kept(each[0])]
