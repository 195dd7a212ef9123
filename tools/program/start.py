"""Both programs, once frozen: which of them is asked for is in its name. On Linux they are one file with two names."""

import sys
from pathlib import PurePath

_BAD_INPUT = 2  # exit code

# NB: neither waits for what only the other needs.
if PurePath(sys.argv[0]).stem.lower() == "after-the-beep":
    try:
        import ui.__main__
    except ImportError as error:  # some libraries are the machine's
        from ui import problems

        print(problems.desktop_lacks(error), file=sys.stderr)
        sys.exit(_BAD_INPUT)
    sys.exit(ui.__main__.main())
else:
    import app.cli

    sys.exit(app.cli.main())
