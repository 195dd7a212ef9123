"""Draw the program's icon into files: `python -m tools.program.icon FOLDER`, as PNG, ICO (Windows) and ICNS (macOS)."""

import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication

from ui.program_icon import SIZES, paint_program_icon

NAME = "after-the-beep"
_ICNS = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}  # Apple's name: pixels


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(["icon", "-platform", "offscreen"])
    drawn = {size: png(size) for size in {*SIZES, *_ICNS.values()}}
    application.quit()
    for size in (*SIZES, 512):
        (folder / f"{NAME}-{size}.png").write_bytes(drawn[size])
    (folder / f"{NAME}.ico").write_bytes(ico({size: drawn[size] for size in SIZES}))
    (folder / f"{NAME}.icns").write_bytes(icns({kind: drawn[size] for kind, size in _ICNS.items()}))
    return 0


def png(size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paint_program_icon(size).save(buffer, "PNG")  # type: ignore[call-overload]  # it takes a device, too
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNGs by their pixels, in one file as Windows (Vista and later) reads it."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(header) + 16 * len(pictures)
    for size, picture in pictures.items():
        side = size % 256  # 256 is written as 0
        header += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return header + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """PNGs by Apple's names for their sizes, in one file."""
    parts = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
