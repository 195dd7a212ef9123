"""The program, made: PyInstaller's folder, made smaller, with what lies beside the two programs."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tools.program import icu
from tools.program.notices import ROOT
from tools.program.stripping import strip

NAME = "after-the-beep"
TERMINAL = "rehearse"
_LINUX = Path(__file__).with_name("linux")
_READ_ME = """\
After the Beep {version}

after-the-beep   the window
rehearse         the same in a terminal: rehearse --help
{menu}
Everything it needs is in this folder, which may lie anywhere. What you record lies with your own files; `rehearse
settings` says where. Whose work is in it, and under which terms: _internal/licences.
"""
_MENU = "add-to-menu.sh   puts it into your menu, and opens messages by a double click; --remove takes both away\n"


def build(into: Path, work: Path) -> Path:
    """The folder with the two programs, made anew. CalledProcessError where PyInstaller gives up, which says why."""
    line = [sys.executable, "-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--clean"]
    line += ["--distpath", str(into), "--workpath", str(work), str(ROOT / "build.spec")]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(line, cwd=ROOT, env=environ, check=True)
    folder = into / NAME
    if sys.platform.startswith("linux"):
        shrink(folder / "_internal", work)
        (folder / NAME).symlink_to(TERMINAL)  # start.py tells them apart
    return folder


def shrink(inside: Path, aside: Path) -> None:
    """Libraries without what nobody here reads. The folder aside is for what is made on the way."""
    for library in [each for each in inside.rglob("*.so*") if not each.is_symlink()]:
        if library.name.startswith("libicudata.so"):
            icu.lessen(library, aside)
        else:
            strip(library, aside)


def furnish(folder: Path, version: str) -> None:
    """What lies beside the programs: a page to read first and, on Linux, what adds them to the menu."""
    menu = ""
    if sys.platform.startswith("linux"):
        shutil.copy(_LINUX / "add-to-menu.sh", folder)
        menu = _MENU
    (folder / "READ ME.txt").write_text(_READ_ME.format(version=version, menu=menu), encoding="utf-8")


def size_of(folder: Path) -> int:
    """Bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def pack(whole: Path, into: Path, version: str) -> Path:
    """The one file to hand on; its name says for which system."""
    system, kind = {"win32": ("windows", "zip"), "darwin": ("macos", "gztar")}.get(sys.platform, ("linux", "xztar"))
    name = f"{NAME}-{version}-{system}-{platform.machine().lower()}"
    return Path(shutil.make_archive(str(into / name), kind, into, whole.name))
