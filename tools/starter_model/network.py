"""The network's numbers, with no word of how they were learned.

Input: 40 log mel energies less FLOOR, not below 0, times SCALE, every 10 ms. A first layer sees 9 frames; each block
narrows what stood 3 frames before and now to a bottleneck, widens that of now and 3 frames after, and adds 0.66 of
what came in. Every layer that is not the last ends in a ReLU and in a normalization to mean 0, variance 1. Output:
natural log chance of each pdf, every 30 ms.

NPZ: first (width, 360), first_bias (width,), narrow (blocks, bottleneck, 2 width), wide (blocks, width, 2 bottleneck),
wide_bias (blocks, width), mean and variance (blocks + 1, width), last (pdfs, width), last_bias (pdfs,), counts
(pdfs,): how often each pdf was due; all float32.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.starter_model import mel

FLOOR, SCALE = 6.0, 0.2
SPLICE = 4  # frames to each side that the first layer sees
STEP = 3  # frames
BYPASS = 0.66
NORM_EPSILON = 1e-5

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    first: Matrix
    first_bias: Matrix
    narrow: Matrix
    wide: Matrix
    wide_bias: Matrix
    mean: Matrix
    variance: Matrix
    last: Matrix
    last_bias: Matrix
    counts: Matrix

    @property
    def blocks(self) -> int:
        return len(self.narrow)

    @property
    def context(self) -> int:
        """Frames needed before and after the one that is scored."""
        return context(self.blocks)


def context(blocks: int) -> int:
    return SPLICE + STEP * blocks


def as_input(energies: NDArray[np.floating]) -> Matrix:
    """Log mel energies (…, 40) as the first layer gets them."""
    return np.asarray((np.maximum(energies, FLOOR) - FLOOR) * SCALE, np.float32)


def spliced(inputs: Matrix, middles: NDArray[np.int64]) -> Matrix:
    """The 9 frames round each of these, (middles, 360), in time's order."""
    at = middles[:, None] + np.arange(-SPLICE, SPLICE + 1)
    return np.asarray(inputs[at].reshape(len(middles), (2 * SPLICE + 1) * mel.BINS))


def save(path: Path, network: Network) -> None:
    np.savez(path, **{name: getattr(network, name) for name in Network.__slots__})


def load(path: Path) -> Network:
    with np.load(path) as file:
        return Network(*(file[name] for name in Network.__slots__))


def log_chances(network: Network, inputs: Matrix) -> Matrix:
    """What the network says of a whole sound: inputs (frames, 40) to (outputs, pdfs), an output for each third frame.

    As Kaldi has it: before the first frame and after the last, they are repeated.
    """
    scores = hidden(network, inputs) @ network.last.T + network.last_bias
    top = scores.max(1, keepdims=True)
    return np.asarray(scores - top - np.log(np.exp(scores - top).sum(1, keepdims=True)), np.float32)


def hidden(network: Network, inputs: Matrix) -> Matrix:
    """What goes into the last layer, (outputs, width)."""
    outputs, reach = -(-len(inputs) // STEP), network.context
    padded = np.pad(inputs, ((reach, reach + STEP), (0, 0)), mode="edge")
    # The layers below need their neighbours 3 frames off, too: outputs - blocks … outputs + blocks.
    middles = reach + STEP * np.arange(-network.blocks, outputs + network.blocks)
    now = spliced(padded, middles) @ network.first.T + network.first_bias
    now = _normalized(now, network, 0)
    for i in range(network.blocks):
        narrow = np.concatenate((now[:-1], now[1:]), 1) @ network.narrow[i].T
        wide = np.concatenate((narrow[:-1], narrow[1:]), 1) @ network.wide[i].T + network.wide_bias[i]
        now = _normalized(wide, network, i + 1) + BYPASS * now[1:-1]
    return now


def _normalized(raw: Matrix, network: Network, layer: int) -> Matrix:
    spread = np.sqrt(network.variance[layer] + NORM_EPSILON)
    return np.asarray((np.maximum(raw, 0.0) - network.mean[layer]) / spread, np.float32)
