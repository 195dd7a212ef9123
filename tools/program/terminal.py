"""The terminal's program, once frozen."""

import sys

from app.cli import main

sys.exit(main())
