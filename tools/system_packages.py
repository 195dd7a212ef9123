"""What Debian and Ubuntu call the programs and libraries we need, and how they come onto a machine.

NB: dev.py reads this with whatever Python the newcomer has, so it keeps to what 3.8 understands, and to the standard
library.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Debian's package: a file it brings. A library is looked for where libraries lie, a program on PATH.
SOUND = {"libportaudio2": "libportaudio.so.2"}
XCB = ("cursor", "image", "randr", "render-util", "shape", "shm", "xfixes")
WINDOW = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libgthread-2.0.so.0",
    **{f"libwayland-{part}0": f"libwayland-{part}.so.0" for part in ("client", "cursor")},
    "libxkbcommon0": "libxkbcommon.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libx11-xcb1": "libX11-xcb.so.1",
    **{f"libxcb-{part}0": f"libxcb-{part}.so.0" for part in XCB},
    **{f"libxcb-{part}1": f"libxcb-{part}.so.1" for part in ("keysyms", "sync", "xkb")},
    "libxcb-icccm4": "libxcb-icccm.so.4",
}
VIRTUAL_MICROPHONE = {
    "pulseaudio": "pulseaudio",
    "pulseaudio-utils": "pactl",
    "libasound2-plugins": "alsa-lib/libasound_module_pcm_pulse.so",
}
VOICES = {"flite": "flite", "espeak-ng": "espeak-ng"}
MORE_VOICES = {"festival": "festival", "festvox-kdlpc16k": "/usr/share/festival/voices/english/ked_diphone"}
PROGRAM = {"binutils": "objcopy"}
TEST = {**SOUND, **WINDOW, **PROGRAM, **VIRTUAL_MICROPHONE, **VOICES, "libfst-tools": "fstprint"}
BENCH = {**SOUND, **VOICES, **MORE_VOICES, "sox": "sox"}
STARTER = {**VOICES, **MORE_VOICES, "festvox-us-slt-hts": "/usr/share/festival/voices/us/cmu_us_slt_arctic_hts"}
NOT_FREE = {  # NB: where Debian has them, its "non-free", and Ubuntu its "multiverse", must be among apt's sources
    "librhvoice5": "libRHVoice.so.5",
    "rhvoice-english": "/usr/share/RHVoice/voices/bdl",
    "libttspico-utils": "pico2wave",
}


def say(sentence: str) -> None:
    """To stderr: stdout belongs to the program that is run."""
    print(sentence, file=sys.stderr, flush=True)


def provide(packages: dict[str, str], purpose: str, tried: Path, again: bool = False) -> None:
    """Install what Debian or Ubuntu lacks, or name the line to type. Never stops: what is there still works.

    Where apt has failed before, which is kept in the file `tried`, it is not asked at every start, but `again`.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(packages)
    if not missing:
        return
    if not is_debian():
        files = ", ".join(packages[each] for each in missing)
        say(f"For {purpose} this system lacks {files}. Its package list knows where they are.")
        return
    wanted = " ".join(missing)
    if again or not tried.exists() or tried.read_bytes() != wanted.encode():
        apt_install(missing)
        missing = missing_packages(packages)
        tried.write_text(" ".join(missing), encoding="ascii")
    if missing:
        say(f"For {purpose} some system packages are missing. Type: {apt_line(missing)}")


def missing_packages(packages: dict[str, str]) -> list[str]:
    return [package for package, file in packages.items() if not is_present(file)]


def is_present(file: str) -> bool:
    if file.startswith("/"):
        return Path(file).exists()
    places = library_folders() if ".so" in file else os.environ.get("PATH", "").split(os.pathsep)
    return any(Path(each, file).exists() for each in places)


def library_folders() -> list[str]:
    kind = f"{os.uname().machine}-linux-gnu"
    folders = [f"{top}/{kind}" for top in ("/usr/lib", "/lib", "/usr/local/lib")]
    # A 32-bit userland below a 64-bit kernel, and distributions without Debian's folders per architecture.
    folders += ["/usr/lib/arm-linux-gnueabihf", "/usr/lib/i386-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib"]
    return folders + [each for each in os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep) if each]


def is_debian() -> bool:
    return Path("/etc/debian_version").exists()


def apt_line(packages: list[str]) -> str:
    return "sudo apt-get install " + " ".join(packages)


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where that needs no password; False where it was not possible."""
    import subprocess

    said = ""

    def succeeds(*line: str) -> bool:
        nonlocal said
        try:
            done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        except OSError as error:
            said = str(error)
            return False
        said = done.stderr.strip()
        return done.returncode == 0

    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become and not succeeds(*become, "true"):
        return False
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    say(f"Installing system packages: {' '.join(packages)} …")
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # A fresh system has no lists yet, and an old one's lists name what has gone.
    installed = succeeds(*wanted) or (succeeds(*apt, "update") and succeeds(*wanted))
    if not installed and said:
        say(said)
    return installed
