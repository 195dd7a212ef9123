"""The window's door; until there is a window, the way to the other one."""

import sys


def main() -> int:
    """Exit code 2: what was asked for cannot be had."""
    print(
        "There is no window yet; the terminal program works: python3 dev.py run check SCRIPT AUDIO",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
