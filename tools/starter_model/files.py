"""Files that are whole or not there, so that whatever was stopped can go on."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save_whole(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """The arrays by their names in one npz file."""
    aside = path.with_name(f".{os.getpid()}.{path.name}")
    np.savez(aside, **arrays)  # type: ignore[arg-type]  # numpy takes its own option for one of them
    aside.replace(path)
