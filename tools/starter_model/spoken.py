"""A part of the speech as it stands in its file, which speech.py makes and tells the shapes of."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    samples: NDArray[np.int16]
    starts: NDArray[np.int64]
    sentence: NDArray[np.int32]
    segment_starts: NDArray[np.int64]
    phone: NDArray[np.uint8]
    end: NDArray[np.int32]
    word: NDArray[np.int16]

    def of(self, i: int) -> tuple[NDArray[np.int16], slice]:
        """The sound of the i-th sentence, and where its segments stand."""
        return self.samples[self.starts[i] : self.starts[i + 1]], slice(*self.segment_starts[i : i + 2].tolist())


def load(path: Path) -> Spoken:
    with np.load(path) as file:
        return Spoken(*(file[name] for name in Spoken.__slots__))
