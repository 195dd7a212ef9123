"""The network while it learns, in torch: the layers of network.py, and the way back to them.

NB: no dropout: it takes two fifths of a step, and nothing is ever heard twice the same (augment.py).
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from tools.starter_model import mel
from tools.starter_model.network import BYPASS, NORM_EPSILON, SPLICE, STEP, Network, context
from tools.starter_model.phones import PDFS
from tools.starter_model.recipe import NetworkRecipe

_AROUND = 2 * SPLICE + 1


class Learner(nn.Module):  # type: ignore[misc]  # torch is not where the types are checked
    def __init__(self, recipe: NetworkRecipe) -> None:
        super().__init__()
        width, bottleneck, blocks = recipe.width, recipe.bottleneck, recipe.blocks
        self.context = context(blocks)
        self.first = nn.Linear(_AROUND * mel.BINS, width)
        self.narrow = nn.ModuleList(nn.Linear(2 * width, bottleneck, bias=False) for _ in range(blocks))
        self.wide = nn.ModuleList(nn.Linear(2 * bottleneck, width) for _ in range(blocks))
        self.norm = nn.ModuleList(nn.BatchNorm1d(width, eps=NORM_EPSILON, affine=False) for _ in range(blocks + 1))
        self.last = nn.Linear(width, PDFS)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """(windows, frames, 40) to what the softmax gets, (windows, outputs, pdfs): no output without its context."""
        spliced = inputs.unfold(1, _AROUND, STEP).transpose(2, 3).flatten(2)
        now = self._normalized(0, self.first(spliced))
        for i, (narrow, wide) in enumerate(zip(self.narrow, self.wide, strict=True)):
            narrowed = narrow(torch.cat((now[:, :-1], now[:, 1:]), 2))
            widened = wide(torch.cat((narrowed[:, :-1], narrowed[:, 1:]), 2))
            now = torch.add(self._normalized(i + 1, widened), now[:, 1:-1], alpha=BYPASS)
        return self.last(now)

    def between_layers(self) -> list[list[nn.Parameter]]:
        """The matrices of the blocks, those of one shape together."""
        return [[each.weight for each in layers] for layers in (self.narrow, self.wide)]

    def _normalized(self, layer: int, raw: torch.Tensor) -> torch.Tensor:
        return self.norm[layer](functional.relu(raw).flatten(0, 1)).view(raw.shape)


def to_network(learner: Learner, counts: NDArray[np.floating]) -> Network:
    def array(tensors: list[torch.Tensor]) -> NDArray[np.float32]:
        return np.stack([np.asarray(tensor.detach().numpy(), np.float32) for tensor in tensors])

    return Network(
        array([learner.first.weight])[0],
        array([learner.first.bias])[0],
        array([each.weight for each in learner.narrow]),
        array([each.weight for each in learner.wide]),
        array([each.bias for each in learner.wide]),
        array([each.running_mean for each in learner.norm]),
        array([each.running_var for each in learner.norm]),
        array([learner.last.weight])[0],
        array([learner.last.bias])[0],
        np.asarray(counts, np.float32),
    )
