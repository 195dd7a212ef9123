"""Both programs, once frozen: which of them is asked for is in its name. On Linux they are one file with two names."""

import sys
from pathlib import PurePath

if PurePath(sys.argv[0]).stem.lower() == "after-the-beep":
    import ui.__main__

    sys.exit(ui.__main__.main())
else:
    import app.cli

    sys.exit(app.cli.main())
