"""The one door to Vosk's module, without what it brings along to fetch models by itself."""

import sys
from types import ModuleType
from typing import Any

_FETCHER = "requests"


def vosk() -> Any:
    """The module.

    WORKAROUND vosk 0.3.45: it imports requests, and with it urllib3, which makes a socket and binds it as soon as it is
    imported, to see whether there is IPv6. Nothing of ours uses what that is for, so an empty module stands for it.
    """
    before = sys.modules.get(_FETCHER)
    sys.modules[_FETCHER] = before or ModuleType(_FETCHER)
    try:
        import vosk as module
    finally:
        if before is None:
            del sys.modules[_FETCHER]
    return module
