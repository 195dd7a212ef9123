"""The optimizer of the matrices between two layers: each step's change is made to turn all directions alike.

After Jordan and others, Muon: an optimizer for hidden layers in neural networks (2024); the size of a change goes by
the matrix's longer side, as in Liu and others, Muon is scalable for LLM training (2025). Torch's own counts in bfloat16
and takes ten times as long for a step on a processor without it.
"""

import math
from collections.abc import Iterable

import torch

_MOMENTUM = 0.95
_TURNS, _A, _B, _C = 5, 3.4445, -4.7750, 2.0315  # of Newton and Schulz, as Jordan chose them
_SIZE = 0.5  # of a change, in root mean square; AdamW's are of 0.2 to 0.4
_LEAST = 1e-7


class Muon(torch.optim.Optimizer):  # type: ignore[misc]  # torch is not where types are checked
    """Each group's parameters are matrices of one shape, which are turned together."""

    def __init__(self, alike: Iterable[list[torch.nn.Parameter]], rate: float) -> None:
        super().__init__([{"params": matrices} for matrices in alike], {"lr": rate})

    def step(self) -> None:
        with torch.no_grad():
            for group in self.param_groups:
                self._turn(group["params"], group["lr"])

    def _turn(self, alike: list[torch.nn.Parameter], rate: float) -> None:
        gradients = torch.stack([matrix.grad for matrix in alike])
        kept = self.state[alike[0]]
        if "mean" not in kept:
            kept["mean"] = torch.zeros_like(gradients)
        mean = kept["mean"].lerp_(gradients, 1 - _MOMENTUM)
        size = rate * _SIZE * math.sqrt(max(alike[0].shape))
        for matrix, change in zip(alike, orthogonal(gradients.lerp(mean, _MOMENTUM)), strict=True):
            matrix.sub_(size * change)


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """Matrices (n, rows, columns) with their singular values brought near to 1.

    Each turn multiplies from the shorter side by a polynomial of the matrix times itself, so that all turns can be
    made among those small squares.
    """
    is_wide = matrices.shape[1] <= matrices.shape[2]
    wide = matrices if is_wide else matrices.mT
    wide = wide / (wide.norm(dim=(1, 2), keepdim=True) + _LEAST)
    square, one = wide @ wide.mT, torch.eye(wide.shape[1])
    turned = factor = _A * one + _B * square + _C * square @ square
    for _ in range(_TURNS - 1):
        square = factor @ square @ factor
        factor = _A * one + _B * square + _C * square @ square
        turned = factor @ turned
    return turned @ wide if is_wide else (turned @ wide).mT
