"""What is taken out of the libraries that the program for Linux carries: nothing that is asked for."""

import json
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import PySide6
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.program import icu
from tools.program.outside import is_of_the_machine
from tools.program.stripping import loaded, strip

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such libraries")

# What Qt asks its Unicode library, and the answers as JSON. The first line says which library it was.
_QUESTIONS = """
import functools, json
from pathlib import Path
from PySide6.QtCore import QCollator, QDate, QLocale, QStringDecoder, QTimeZone

WORDS = "zebra Ähre apfel Österreich oben ß ss ångström Äpfel ch cz 10 9 i ı İ ñ nz 中 日 本 ㄅ 가 б ё е ł l".split()

def order(language):
    collator = QCollator(QLocale(language))
    collator.setNumericMode(True)
    return sorted(WORDS, key=functools.cmp_to_key(collator.compare))

maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
told = {
    "order": {each: order(each) for each in "en de sv da cs es pl ru tr zh ja ko".split()},
    "case": [(QLocale(each).toUpper("äıßiς"), QLocale(each).toLower("ÄIİΣ")) for each in "en de tr el lt".split()],
    "date": [QLocale(each).toString(QDate(2026, 11, 22), QLocale.FormatType.LongFormat) for each in ("en", "de", "ja")],
    "zone": QTimeZone(b"Europe/Berlin").displayName(
        QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale("en")),
    "codecs": [each for each in ("utf-8", "utf-16", "utf-32", "iso-8859-1") if QStringDecoder(each).isValid()],
}
print(json.dumps({each.split(maxsplit=5)[-1] for each in maps if "libicudata" in each}.pop()))
print(json.dumps(told, ensure_ascii=False))
"""


def answers(library: Path) -> list[str]:
    environ = {**os.environ, "LD_PRELOAD": str(library), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _QUESTIONS], env=environ, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


def test_qt_sorts_and_changes_case_and_names_as_before_with_a_sixth_of_its_unicode_data(tmp_path: Path) -> None:
    (whole,) = Path(PySide6.__path__[0], "Qt", "lib").glob("libicudata.so.*")
    less = tmp_path / whole.name
    shutil.copyfile(whole, less)
    icu.lessen(less, tmp_path)
    assert less.stat().st_size < whole.stat().st_size / 5
    (asked_whole, told), (asked_less, told_by_less) = answers(whole), answers(less)
    assert [json.loads(each) for each in (asked_whole, asked_less)] == [str(whole), str(less)]
    assert json.loads(told_by_less) == json.loads(told)
    assert json.loads(told)["order"]["sv"] != json.loads(told)["order"]["de"]


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=9))
def test_items_are_found_again_each_where_the_format_wants_it(contents: list[bytes]) -> None:
    items = {f"icudt73l/{'a' * place}.res": content for place, content in enumerate(contents)}
    header = struct.pack("<H2s", 32, b"\xda\x27").ljust(12, b"\0") + b"CmnD" + bytes(16)
    made = icu.written(header, items)
    found_header, found = icu.read(b"before it" + made)
    assert found_header == header
    assert list(found) == list(items)
    for name, item in found.items():
        assert item.rstrip(b"\0") == items[name].rstrip(b"\0")
        assert len(item) % 16 == 0


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        ("icudt73l/coll/sv.res", True),
        ("icudt73l/root.res", True),
        ("icudt73l/zoneinfo64.res", True),
        ("icudt73l/en_GB.res", True),
        ("icudt73l/zone/en.res", True),
        ("icudt73l/res_index.res", True),
        ("icudt73l/sv.res", False),
        ("icudt73l/sr_Latn_RS.res", False),
        ("icudt73l/zone/sv.res", False),
        ("icudt73l/brkitr/cjdict.dict", False),
        ("icudt73l/ibm-954_P101-2007.cnv", False),
    ],
)
def test_of_other_languages_the_order_of_letters_is_kept(item: str, kept: bool) -> None:
    assert icu.is_kept(item) is kept


def test_a_library_without_its_symbols_loads_as_before(tmp_path: Path) -> None:
    (tmp_path / "one.s").write_text(".globl one\none: .byte 1\nhidden: .byte 2\n", encoding="ascii")
    subprocess.run(["as", "one.s", "-o", "one.o"], cwd=tmp_path, check=True)
    subprocess.run(["ld", "-shared", "one.o", "-o", "libone.so"], cwd=tmp_path, check=True)
    library = tmp_path / "libone.so"
    before = library.read_bytes()
    strip(library, tmp_path)
    assert b"hidden" in before
    assert b"hidden" not in library.read_bytes()
    assert loaded(library.read_bytes()) == loaded(before)


def test_a_library_that_a_wheel_has_rearranged_is_left_as_it_is_or_loads_as_before(tmp_path: Path) -> None:
    for wheels in Path(np.__path__[0]).rglob("linalg/*.so"):
        library = tmp_path / wheels.name
        shutil.copyfile(wheels, library)
        strip(library, tmp_path)
        assert loaded(library.read_bytes()) == loaded(wheels.read_bytes())


def test_another_byte_in_what_is_loaded_is_noticed() -> None:
    library = next(Path(np.__path__[0]).rglob("linalg/*.so")).read_bytes()
    changed = bytearray(library)
    changed[len(library) // 2] ^= 1
    assert loaded(bytes(changed)) != loaded(library)


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    library = tmp_path / "libscript.so"
    library.write_bytes(b"GROUP ( libone.so )")
    strip(library, tmp_path)
    assert library.read_bytes() == b"GROUP ( libone.so )"


def test_the_machine_provides_what_fits_it() -> None:
    assert all(map(is_of_the_machine, ("libc.so.6", "libX11-xcb.so.1", "PySide6/Qt/lib/libGL.so.1", "libstdc++.so.6")))
    assert not any(map(is_of_the_machine, ("libcrypto.so.3", "libxcb-cursor.so.0", "libportaudio.so.2")))


def test_where_the_desktop_lacks_a_library_one_sentence_names_it(tmp_path: Path) -> None:
    package, program = tmp_path / "PySide6", tmp_path / "After-the-Beep.exe"  # Windows minds no capitals
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "nothing.s").touch()
    for line in (
        ["as", "nothing.s", "-o", "nothing.o"],
        ["ld", "-shared", "-soname", "libscreen.so.6", "nothing.o", "-o", "libscreen.so"],
        ["ld", "-shared", "--no-as-needed", "nothing.o", "libscreen.so", "-o", "QtCore.abi3.so"],
    ):
        subprocess.run(line, cwd=package, check=True)
    (package / "libscreen.so").unlink()
    root = Path(__file__).parent.parent
    program.symlink_to(root / "tools" / "program" / "start.py")
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}", "PYTHONUTF8": "1"}
    line = [sys.executable, "-P", str(program)]
    done = subprocess.run(line, env=environ, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr.startswith("The window needs what this computer lacks (libscreen.so.6: cannot open")
    assert done.stderr.count("\n") == 1
