"""What this process holds at a moment: memory, file handles, threads."""

import ctypes
import gc
import sys
from dataclasses import dataclass
from pathlib import Path

_SELF = Path("/proc/self")
_MEGABYTE = 1 << 20


def missing() -> str:
    """Why it cannot be told here; empty where it can."""
    return "" if _SELF.exists() else f"what a process holds cannot be read on {sys.platform}; this needs Linux"


@dataclass(frozen=True, slots=True)
class Held:
    own_mb: float  # memory of its own, not files it looks into
    handles: int
    threads: int

    def __str__(self) -> str:
        return f"{self.own_mb:7.1f} MB  {self.handles:4} handles  {self.threads:3} threads"


def look() -> Held:
    gc.collect()
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if give_back is not None:
        give_back(0)  # what is kept for the next one who asks is held by nobody
    own = next(line for line in (_SELF / "status").read_text().splitlines() if line.startswith("RssAnon:"))
    kilobytes = int(own.split()[1])
    handles = len(list((_SELF / "fd").iterdir())) - 1  # looking is one
    return Held(kilobytes * 1024 / _MEGABYTE, handles, len(list((_SELF / "task").iterdir())))
