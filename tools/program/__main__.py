"""Make the program and try it: `python3 dev.py build`. It comes into dist/, as a folder and as one file to hand on."""

import subprocess
import sys

from app import VERSION
from tools.program.built import build, furnish, pack, size_of
from tools.program.notices import ROOT
from tools.program.trial import Failed, try_out

_MEGABYTE = 1e6  # bytes
_INTO = ROOT / "dist"


def main() -> int:
    try:
        folder = build(_INTO, ROOT / "build" / "program")
    except subprocess.CalledProcessError:
        print("The program could not be made; the lines above say why.", file=sys.stderr)
        return 2
    furnish(folder, VERSION)
    app = _INTO / "After the Beep.app"
    whole = app if app.is_dir() else folder
    print(f"{whole}: {size_of(whole) / _MEGABYTE:.0f} MB. Trying it …", flush=True)
    try:
        figures = try_out(whole)
    except Failed as why:
        print(f"It does not work: {why}", file=sys.stderr)
        return 1
    print(
        f"It works: {figures.terminal_s:.2f} s to the terminal, {figures.check_s:.1f} s to check a take, "
        f"{figures.window_s:.1f} s to a window with its messages. Packing it …",
        flush=True,
    )
    packed = pack(whole, _INTO, VERSION)
    print(f"{packed}: {packed.stat().st_size / _MEGABYTE:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
