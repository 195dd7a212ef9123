"""From phones to what the network is to say: one pdf for every three frames."""

import numpy as np
from numpy.typing import NDArray

SUBSAMPLING = 3  # frames for each output of the network


def pdfs(instance: NDArray[np.int64], phones: NDArray[np.uint8], count: int) -> NDArray[np.int64]:
    """The pdf due at each of `count` outputs, the i-th of which stands at frame 3 i.

    instance (frames,): which of the phones (instances,) a frame belongs to, from 0 on without a gap. Each phone gets
    an output of its own as long as there is room for all; where frames are too few, the earlier give way.
    """
    first = np.searchsorted(instance, np.arange(len(phones)))
    begins = -(-first // SUBSAMPLING)
    for j in range(1, len(begins)):
        begins[j] = max(begins[j], begins[j - 1] + 1)
    end = count
    for j in range(len(begins) - 1, -1, -1):
        end = begins[j] = min(begins[j], end - 1)
    due = np.zeros(count, np.int64)
    for j, phone in enumerate(phones):
        begin, end = max(int(begins[j]), 0), int(begins[j + 1]) if j + 1 < len(phones) else count
        if end > begin:
            due[begin] = 2 * phone
            due[begin + 1 : end] = 2 * phone + 1
    return due
