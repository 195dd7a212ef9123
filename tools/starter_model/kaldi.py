"""Kaldi's binary files, as far as a model needs them.

A file begins with a 0 and "B". A token is its letters and a blank. A number is a byte with its size (4, or 8 for a
double) and the number; a vector of int32 is a byte 4, an int32 count, the numbers. A float vector is the token FV, a
count, float32 each; a matrix the token FM, rows, columns, float32 each. A matrix in two bytes a number is the token
CM2, float32 least, float32 range, int32 rows, int32 columns, and uint16 of range / 65535 each, row after row.
All little-endian.
"""

import struct
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class Writer:
    def __init__(self) -> None:
        self._parts = [b"\0B"]

    def bytes(self) -> bytes:
        return b"".join(self._parts)

    def raw(self, text: str) -> None:
        self._parts.append(text.encode("ascii"))

    def token(self, *tokens: str) -> None:
        self._parts += [f"{token} ".encode("ascii") for token in tokens]

    def integer(self, *numbers: int) -> None:
        self._parts += [struct.pack("<bi", 4, number) for number in numbers]

    def number(self, number: float) -> None:
        self._parts.append(struct.pack("<bf", 4, number))

    def double(self, number: float) -> None:
        self._parts.append(struct.pack("<bd", 8, number))

    def flag(self, yes: bool) -> None:
        self._parts.append(b"T" if yes else b"F")

    def integers(self, numbers: Iterable[int]) -> None:
        array = np.array(list(numbers), "<i4")
        self._parts += [struct.pack("<bi", 4, len(array)), array.tobytes()]

    def vector(self, numbers: NDArray[np.floating] | Iterable[float] = ()) -> None:
        array = np.asarray(list(numbers), "<f4")
        self.token("FV")
        self.integer(len(array))
        self._parts.append(array.tobytes())

    def matrix(self, numbers: NDArray[np.floating]) -> None:
        array = np.ascontiguousarray(numbers, "<f4")
        self.token("FM")
        self.integer(*array.shape)
        self._parts.append(array.tobytes())

    def matrix_in_two_bytes(self, numbers: NDArray[np.floating]) -> None:
        """Half the size; a number is off by a 131070th of the range at most."""
        least, span = float(np.min(numbers)), float(np.ptp(numbers)) or 1.0
        steps = np.rint((np.asarray(numbers, np.float64) - least) / span * 65535)
        self.token("CM2")
        self._parts.append(struct.pack("<ffii", least, span, *numbers.shape))
        self._parts.append(np.clip(steps, 0, 65535).astype("<u2").tobytes())
