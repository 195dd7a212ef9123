"""What is said about the program, and with it: notices, labels, icons, the menu's entry."""

import configparser
import os
import plistlib
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app import VERSION
from app.library.exchange import SUFFIX
from tools.program import notices
from tools.program.built import furnish
from tools.program.icon import icns, ico
from tools.program.labels import ENTITLEMENTS, MAC_INFO, windows_version
from tools.program.trial import AWKWARD

ROOT = Path(__file__).parent.parent
LINUX = ROOT / "tools" / "program" / "linux"


# ---- Notices


def test_no_package_in_the_lock_lacks_its_licence() -> None:
    for package in notices.locked(notices.LOCK):
        try:
            installed = distribution(package)
        except PackageNotFoundError:
            marked = re.search(rf"^{re.escape(package)}==.*;", notices.LOCK.read_text(encoding="utf-8"), re.MULTILINE)
            assert marked, f"{package} is not installed, and is for every system"
            continue
        texts = notices.of_package(installed)
        assert texts, package
        assert all(each.stat().st_size for each in texts), package


def test_everything_else_that_is_carried_has_its_notice_and_a_place_of_its_own(tmp_path: Path) -> None:
    gathered = notices.gather([])
    assert {"Python", "PortAudio", "the starter model", "CMU Pronouncing Dictionary"} <= set(gathered)
    placed = notices.laid_out(gathered, tmp_path)
    insides = [inside for inside, _ in placed]
    assert len(insides) == len(set(insides))
    assert all(Path(file).is_file() for _, file in placed)
    index = (tmp_path / notices.INDEX).read_text(encoding="utf-8")
    assert all(name in index for name in gathered)


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="asks Debian's or Ubuntu's package database")
def test_a_system_library_comes_with_what_its_package_says_of_it() -> None:
    library = next(each for each in Path("/usr/lib").rglob("libz.so.1"))
    assert notices.of_system([library]) == {"zlib1g (Debian)": (Path("/usr/share/doc/zlib1g/copyright"),)}


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="asks Debian's or Ubuntu's package database")
def test_a_library_of_nobody_stops_it() -> None:
    with pytest.raises(notices.Lacking, match=r"libours\.so\.9"):
        notices.gather([Path("/usr/lib/libours.so.9")])


# ---- Labels


def test_the_file_type_is_the_one_that_is_exported() -> None:
    spaces = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(LINUX / "after-the-beep.xml").getroot().find("m:mime-type", spaces)
    assert kind is not None
    globbed = kind.find("m:glob", spaces)
    assert globbed is not None
    assert globbed.get("pattern") == f"*{SUFFIX}"
    assert f"MimeType={kind.get('type')};" in (LINUX / "after-the-beep.desktop").read_text(encoding="utf-8")
    (declared,) = MAC_INFO["UTExportedTypeDeclarations"]  # type: ignore[misc]
    assert declared["UTTypeTagSpecification"] == {"public.filename-extension": [SUFFIX[1:]]}
    assert MAC_INFO["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]  # type: ignore[index]


def test_macos_is_told_why_the_microphone_is_wanted_and_lets_it_be() -> None:
    assert "records you" in str(MAC_INFO["NSMicrophoneUsageDescription"])
    assert plistlib.loads(plistlib.dumps(MAC_INFO)) == MAC_INFO
    entitled = plistlib.loads(Path(ENTITLEMENTS).read_bytes())
    assert entitled["com.apple.security.device.audio-input"] is True


def test_windows_is_told_the_version() -> None:
    told = windows_version("rehearse", "1.20.3")
    assert "filevers=(1, 20, 3, 0)" in told
    assert 'StringStruct("ProductVersion", "1.20.3")' in told
    assert 'StringStruct("OriginalFilename", "rehearse.exe")' in told
    compile(told, "version", "eval")
    windows_version("after-the-beep", VERSION)


def test_icons_hold_the_pictures_they_name() -> None:
    small, large = b"\x89PNG small", b"\x89PNG large, rather"
    made = ico({16: small, 256: large})
    assert made[:6] == b"\0\0\1\0\2\0"
    for entry, (side, picture) in enumerate([(16, small), (0, large)]):
        head = made[6 + 16 * entry :][:16]
        length, place = int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:], "little")
        assert (head[0], made[place : place + length]) == (side, picture)
    apple = icns({b"ic07": small, b"ic10": large})
    assert apple[:4] == b"icns"
    assert int.from_bytes(apple[4:8], "big") == len(apple)
    assert apple[8:12] + apple[16 : 16 + len(small)] == b"ic07" + small


# ---- Linux


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has desktop entries")
def test_the_menu_entry_starts_the_program_wherever_its_folder_lies_and_goes_again(tmp_path: Path) -> None:
    folder, share = tmp_path / f'{AWKWARD} "$x" `y` \\ | z', tmp_path / "share"
    inside = folder / "_internal" / "desktop"
    inside.mkdir(parents=True)
    for file in ("after-the-beep.desktop", "after-the-beep.xml"):
        shutil.copy(LINUX / file, inside)
    for size in (16, 32, 48, 64, 128, 256, 512):
        (inside / f"after-the-beep-{size}.png").write_bytes(b"png")
    furnish(folder, VERSION)
    assert VERSION in (folder / "READ ME.txt").read_text(encoding="utf-8")

    def add(*more: str) -> None:
        line = ["sh", str(folder / "add-to-menu.sh"), *more]
        subprocess.run(line, env={**os.environ, "XDG_DATA_HOME": str(share)}, check=True, capture_output=True)

    add()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(share / "applications" / "after-the-beep.desktop", encoding="utf-8")
    assert program_of(entry["Desktop Entry"]["Exec"]) == [str(folder / "after-the-beep"), "%F"]
    assert (share / "icons/hicolor/48x48/apps/after-the-beep.png").is_file()
    assert (share / "mime/packages/after-the-beep.xml").is_file()
    add("--remove")
    assert not [file for file in share.rglob("after-the-beep*") if file.is_file()]


def program_of(line: str) -> list[str]:
    """What a desktop starts, as the Desktop Entry Specification reads Exec: the value's escapes, then the quotes'."""
    value = re.sub(r"\\(.)", r"\1", line)
    quoted, rest = re.fullmatch(r'"((?:[^"\\`$]|\\.)*)" (.*)', value).groups()  # type: ignore[union-attr]
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%"), rest]
