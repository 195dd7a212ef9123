"""What the network learns from: windows of augmented speech, without end, and what is due in them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tools.starter_model import features, mel
from tools.starter_model.augment import Sound, as_it_is, augmented, sound
from tools.starter_model.network import STEP
from tools.starter_model.targets import pdfs

OUTPUTS = 150  # of a window: 4.5 s
BATCH = 16  # windows

Window = tuple[NDArray[np.float32], NDArray[np.int64]]  # inputs (frames, 40), pdfs due (OUTPUTS,)


def train_files(of_features: Path) -> list[Path]:
    return sorted(of_features.glob("*.train.*.npz"))


def sentences(paths: list[Path]) -> list[Sound]:
    """The plain sentences of these files; float16, as they lie there."""
    found = []
    for path in paths:
        part = features.load(path)
        for begin, end in zip(part.starts[:-1], part.starts[1:], strict=True):
            if end > begin:
                phones = sound(part.energies[begin:end], part.phone[begin:end], part.begins[begin:end])
                found.append(Sound(part.energies[begin:end], phones.instance, phones.phones))  # type: ignore[arg-type]
    return found


def frames_of(context: int) -> int:
    """Of the inputs of a window."""
    return STEP * (OUTPUTS - 1) + 1 + 2 * context


class Lessons(torch.utils.data.IterableDataset):  # type: ignore[misc]  # torch is not where types are checked
    """Batches: inputs float32 (16, frames, 40), pdfs due int64 (16, 150). The same ones for the same seed.

    `unchanged`: the share of the sentences that stay as the voice said them.
    """

    def __init__(self, paths: list[Path], context: int, unchanged: float, seed: int) -> None:
        self._paths, self._context, self._unchanged, self._seed = paths, context, unchanged, seed

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        torch.set_num_threads(1)  # of the process that draws them
        dice = np.random.default_rng(self._seed)
        plain = sentences(self._paths)
        deck = _deck(plain, self._unchanged, dice)
        streams = [windows(deck, self._context) for _ in range(BATCH)]
        while True:
            inputs, due = zip(*(next(stream) for stream in streams), strict=True)
            yield torch.from_numpy(np.stack(inputs)), torch.from_numpy(np.stack(due))


def _deck(plain: list[Sound], unchanged: float, dice: np.random.Generator) -> Iterator[Sound]:
    """Every sentence once, in any order, then again; each time changed, but for a share of them."""
    voices = [each.energies for each in plain]
    while True:
        for place in dice.permutation(len(plain)):
            each = plain[place]
            whole = Sound(np.asarray(each.energies, np.float32), each.instance, each.phones)
            yield as_it_is(whole, dice) if dice.random() < unchanged else augmented(whole, voices, dice)


def windows(sounds: Iterator[Sound], context: int) -> Iterator[Window]:
    """Sounds end to end, cut into windows whose outputs touch."""
    lead = context // STEP + 1  # outputs before the first that has its whole context
    inputs, due = np.zeros((0, mel.BINS), np.float32), np.zeros(0, np.int64)
    while True:
        while len(inputs) < STEP * (lead + OUTPUTS) + context:
            more = next(sounds)
            count = len(more.energies) // STEP
            instance = more.instance[: STEP * count]
            inputs = np.concatenate((inputs, more.energies[: STEP * count]))
            due = np.concatenate((due, pdfs(instance, more.phones[: instance[-1] + 1], count)))
        begin = STEP * lead - context
        yield inputs[begin : begin + frames_of(context)], due[lead : lead + OUTPUTS]
        inputs, due = inputs[STEP * OUTPUTS :], due[OUTPUTS:]
