"""The notices of everybody whose work is in the program, gathered from what is installed when it is built."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.txt"
INSIDE = "licences"  # the folder in the program
INDEX = "THIRD-PARTY.txt"
_OURS = Path(__file__).with_name("licences")
# What comes without a licence in its package, and which of our copies stand in.
_STAND_IN = {
    "pyside6-essentials": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "vosk": ("vosk.txt", "Apache-2.0.txt"),
}
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors|copyright", re.IGNORECASE)
_ASSETS = {
    "Beep Sans, Beep Serif (fonts)": ("assets/fonts/OFL-BeepSans.txt", "assets/fonts/OFL-BeepSerif.txt"),
    "CMU Pronouncing Dictionary": ("assets/pronunciation/LICENSE.txt",),
    "the starter model": ("vosk-model/README.md",),
    "PortAudio": ("tools/program/licences/portaudio.txt",),
}


class Lacking(Exception):
    """Something would be handed on without its notice."""


def gather(libraries: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Whose work it is -> its notices, for the lock's packages, what we carry, Python, and these system libraries.

    Raises Lacking.
    """
    found = {name: tuple(ROOT / each for each in files) for name, files in _ASSETS.items()}
    found["Python"] = (python_licence(),)
    for package in locked(LOCK):
        try:
            installed = distribution(package)
        except PackageNotFoundError:
            continue  # the lock is for every platform, this is one; what the program needs is missed when it is tried
        found[f"{installed.metadata['Name']} {installed.version}"] = of_package(installed)
    found.update(of_system(libraries))
    if without := [name for name, files in found.items() if not files or not all(each.is_file() for each in files)]:
        raise Lacking(f"No licence was found of: {', '.join(without)}. Put it into tools/program/licences.")
    return found


def locked(lock: Path) -> list[str]:
    """The packages a lock lists."""
    return re.findall(r"^([a-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)


def of_package(installed: Distribution) -> tuple[Path, ...]:
    """The notices of an installed package; ours where it has none."""
    files = installed.files or []
    own = [each for each in files if _LICENCE.search(each.name) and each.suffix.lower() not in (".py", ".pyc")]
    if own:
        return tuple(Path(str(each.locate())).resolve() for each in own)
    return tuple(_OURS / each for each in _STAND_IN.get(installed.metadata["Name"].lower().replace("_", "-"), ()))


def python_licence() -> Path:
    library = Path(os.__file__).parent
    places = (library / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"), library / "LICENSE")
    return next((each for each in places if each.is_file()), places[0])


def of_system(libraries: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Where Debian's or Ubuntu's libraries are carried along, what their packages say; elsewhere nothing is carried."""
    names = sorted({each.name for each in libraries if each.is_relative_to("/lib") or each.is_relative_to("/usr/lib")})
    if not names or not Path("/etc/debian_version").exists():
        return {}
    line = ["dpkg-query", "--search", *(f"*/{each}" for each in names)]
    listed = subprocess.run(line, capture_output=True, text=True, errors="replace").stdout
    owners = {path.rpartition("/")[2]: owner.partition(":")[0] for owner, _, path in _pairs(listed)}
    return {
        f"{owners.get(name, name)} (Debian)": (Path("/usr/share/doc", owners.get(name, name), "copyright"),)
        for name in names
    }


def _pairs(listed: str) -> list[tuple[str, str, str]]:
    return [line.partition(": ") for line in listed.splitlines() if ": /" in line]


def laid_out(notices: Mapping[str, tuple[Path, ...]], aside: Path) -> list[tuple[str, str]]:
    """Where in the program each notice goes: (path inside, file). The index is written into the folder aside."""
    lines = ["Whose work is in After the Beep, and under which terms. Each has a folder beside this file.", ""]
    placed = []
    for name in sorted(notices, key=str.lower):
        folder = re.sub(r"[^\w.+-]+", "-", name).strip("-")
        lines.append(f"{name}: {folder}")
        taken: set[str] = set()
        for file in notices[name]:
            called = file.name
            while called in taken:  # NumPy has a LICENSE of each of its parts
                called = f"{len(taken)}-{file.name}"
            taken.add(called)
            placed.append((f"{INSIDE}/{folder}/{called}", str(file)))
    index = aside / INDEX
    index.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [(f"{INSIDE}/{INDEX}", str(index)), (f"{INSIDE}/LICENSE.txt", str(ROOT / "LICENSE")), *placed]
