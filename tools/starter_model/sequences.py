"""Stage 7: the network learns whole windows: what was said against all that might have been (MMI).

After Povey and others, Purely sequence-trained neural networks for ASR based on lattice-free MMI (2016), with the
synthesizers' exact alignment as the numerator and a trigram of phones as the denominator.
Makes `network.npz`, in the format network.py tells.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from tools.starter_model import features, network
from tools.starter_model.learner import from_network
from tools.starter_model.learning import Course, learn
from tools.starter_model.lessons import OUTPUTS, train_files
from tools.starter_model.network import Network
from tools.starter_model.phones import INDEX, PDFS, PHONES, SILENCE
from tools.starter_model.recipe import SequenceRecipe

_STAY = 0.6  # chance that a phone goes on for one more output
_FRAMES_TOO, _SMALL_SCORES = 0.15, 5e-5  # weights of the frames' loss, and of the scores' squares
_BACKED_OFF = (10.0, 20.0)  # how many sightings of a trigram or pair of phones outweigh the shorter history


def make(folder: Path, recipe: SequenceRecipe, of_features: Path, of_network: Path) -> None:
    before = network.load(of_network / "network.npz")
    paths = train_files(of_features)
    course = Course(recipe.steps, recipe.rate, min(50, recipe.steps // 4 + 1), 0.05, recipe.seed)
    learn(folder, course, paths, from_network(before), MutualInformation(trigram(paths), before, recipe.prior_scale))


def trigram(paths: list[Path]) -> torch.Tensor:
    """The chance of each phone after two others: float32 (first, second, third)."""
    silence, count = INDEX[SILENCE], len(PHONES)
    seen = np.zeros((count, count, count))
    for path in paths:
        part = features.load(path)
        for begin, end in zip(part.starts[:-1], part.starts[1:], strict=True):
            phones = part.phone[begin:end][part.begins[begin:end]]
            if len(phones):
                once = np.concatenate(([True], (phones[1:] != silence) | (phones[:-1] != silence)))
                said = np.concatenate(([silence], phones[once], [silence]))
                np.add.at(seen, (said[:-2], said[1:-1], said[2:]), 1)
    single = seen.sum((0, 1)) + 1
    pair = seen.sum(0) + _BACKED_OFF[1] * single / single.sum()
    pair /= pair.sum(1, keepdims=True)
    triple = (seen + _BACKED_OFF[0] * pair) / (seen.sum(2, keepdims=True) + _BACKED_OFF[0])
    return torch.tensor(triple, dtype=torch.float32)


class MutualInformation:
    """The loss: for each output, the log score of everything less that of what was said."""

    def __init__(self, phones: torch.Tensor, before: Network, prior_scale: float) -> None:
        self._phones = phones
        prior = np.log(before.counts / before.counts.sum())
        self._prior = torch.tensor(prior_scale * prior, dtype=torch.float32)

    def __call__(self, said: torch.Tensor, due: torch.Tensor) -> torch.Tensor:
        """NB: the numerator's share of trigram and length is left out: it has no gradient."""
        scores = said.log_softmax(2) - self._prior
        numerator = scores.gather(2, due[:, :, None])[:, :, 0].sum(1)
        everything: torch.Tensor = Everything.apply(scores, self._phones)
        information = (everything - numerator).mean() / OUTPUTS
        of_frames = functional.cross_entropy(said.reshape(-1, PDFS), due.reshape(-1))
        return information + _FRAMES_TOO * of_frames + _SMALL_SCORES * (scores**2).mean()


class Everything(torch.autograd.Function):  # type: ignore[misc]  # torch is not where types are checked
    """The log score of all sequences of phones: scores (windows, outputs, pdfs) to (windows,).

    Forward and backward by hand, on chances that are scaled at each output: a state is the phone before and the phone
    now. The gradient is the chance of each pdf at each output.
    """

    @staticmethod
    def forward(ctx: Any, scores: torch.Tensor, phones: torch.Tensor) -> torch.Tensor:
        windows, outputs, _ = scores.shape
        count = len(phones)
        top = scores.max(2, keepdim=True)[0]
        chance = torch.exp(scores - top)
        enters, stays = (1 - _STAY) * chance[:, :, 0::2], _STAY * chance[:, :, 1::2]
        onward = phones.permute(1, 0, 2).contiguous()  # (now, before, next)
        anywhere = torch.full((windows, count, count), 1.0 / count**2)
        now, total, forward = anywhere, top[:, :, 0].sum(1), []
        for t in range(outputs):
            entered = torch.bmm(now.permute(2, 0, 1), onward).permute(1, 0, 2)
            now = entered * enters[:, t, None, :] + now * stays[:, t, None, :]
            size = now.sum((1, 2))
            now = now / size[:, None, None]
            total = total + size.log()
            forward.append(now)
        after, gradient = torch.ones(windows, count, count), torch.zeros_like(scores)
        back = onward.transpose(1, 2).contiguous()  # (now, next, before)
        for t in range(outputs - 1, -1, -1):
            before = forward[t - 1] if t else anywhere
            entering, staying = after * enters[:, t, None, :], after * stays[:, t, None, :]
            entered = torch.bmm(before.permute(2, 0, 1), onward).permute(1, 0, 2)
            of_entering, of_staying = (entered * entering).sum(1), (before * staying).sum(1)
            all_of_it = (of_entering.sum(1) + of_staying.sum(1))[:, None]
            gradient[:, t, 0::2], gradient[:, t, 1::2] = of_entering / all_of_it, of_staying / all_of_it
            after = torch.bmm(entering.permute(1, 0, 2), back).permute(1, 2, 0) + staying
            after = after / after.amax((1, 2), keepdim=True)
        ctx.save_for_backward(gradient)
        return total

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None]:
        return ctx.saved_tensors[0] * gradients[0][:, None, None], None
