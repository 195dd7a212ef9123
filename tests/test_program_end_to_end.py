"""The program as it is handed on: made, then started as its user will start it."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from app import VERSION
from tools.program.built import NAME, build, furnish, size_of
from tools.program.notices import INDEX, INSIDE, LOCK, locked
from tools.program.outside import is_of_the_machine
from tools.program.trial import try_out

_MOST = 200e6  # bytes, unpacked
_OURS = {"app", "ui"}


def test_the_program_works_where_nothing_of_ours_is_and_carries_nothing_that_is_not_for_it(tmp_path: Path) -> None:
    """One test, since making it takes the best part of a minute."""
    folder = build(tmp_path / "dist", tmp_path / "work")
    furnish(folder, VERSION)
    app = folder.parent / "After the Beep.app"
    figures = try_out(app if app.is_dir() else folder)
    assert figures.window_s > 0
    assert size_of(folder) < _MOST

    if sys.platform.startswith("linux"):
        needed, inside = needed_and_inside(folder)
        assert {each for each in needed - inside if not is_of_the_machine(each)} == set()
        assert {each for each in inside if is_of_the_machine(each)} == set()

    program = next(each for each in folder.iterdir() if each.stem == NAME)
    assert owners(program) <= {*map(plain, locked(LOCK))}
    index = next(folder.rglob(f"{INSIDE}/{INDEX}")).read_text(encoding="utf-8")
    for name, where in re.findall(r"^(.+): (\S+)$", index, re.MULTILINE):
        assert any((folder / "_internal" / INSIDE / where).iterdir()), name


def owners(program: Path) -> set[str]:
    """The packages whose modules a program carries."""
    archive = CArchiveReader(str(program))
    modules = {each.partition(".")[0] for each in archive.open_embedded_archive("PYZ.pyz").toc} - _OURS
    owned = packages_distributions()
    return {plain(package) for module in modules for package in owned.get(module, [])}


def needed_and_inside(folder: Path) -> tuple[set[str], set[str]]:
    """The names of the libraries that a folder's programs and libraries are linked to, and of those in it."""
    files = [each for each in folder.rglob("*") if each.is_file() and (".so" in each.name or each.parent == folder)]
    line = ["objdump", "--private-headers", *map(str, files)]
    told = subprocess.run(line, capture_output=True, text=True).stdout  # NB: it complains of what is no program
    return {*re.findall(r"^ *NEEDED +(\S+)$", told, re.MULTILINE)}, {each.name for each in files}


def plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
