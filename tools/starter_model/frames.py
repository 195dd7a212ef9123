"""Stage 6: the network learns each frame's pdf from the synthesizers' alignments (cross-entropy).

Makes `network.npz`, in the format network.py tells.
"""

import math
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from tools.starter_model import network
from tools.starter_model.learner import Learner, to_network
from tools.starter_model.lessons import BATCH, OUTPUTS, Lessons, train_files
from tools.starter_model.muon import Muon
from tools.starter_model.phones import PDFS
from tools.starter_model.recipe import TrainingRecipe

_THREADS = 2
_SMOOTHING = 0.02  # of the pdfs due
_UNCHANGED = 0.5  # of the last sentences: what was learned from voices made others fits these voices themselves worse
_WARM, _LAST = 150, 0.02  # steps until a round's highest rate; what is left of it in the end
_DECAY, _BETAS, _LONGEST_GRADIENT = 1e-3, (0.9, 0.98), 2.0
_AHEAD = 8  # lessons that wait
_TOLD_EVERY, _KEPT_EVERY = 50, 200  # steps
_OUTPUT_S = 0.03

Batch = tuple[torch.Tensor, torch.Tensor]


def make(folder: Path, recipe: TrainingRecipe, of_features: Path) -> None:
    """Make `network.npz` in the folder; one that was stopped goes on where its last checkpoint stands.

    NB: the same seed gives the same lessons, but the steps' sums differ in their last bits from one processor to
    another, and one that was stopped goes on with other lessons.
    """
    torch.manual_seed(recipe.seed)
    learner = Learner(recipe.network)
    optimizers = _optimizers(learner, recipe.rate)
    counts = np.ones(PDFS)
    checkpoint = folder / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=False)
        learner.load_state_dict(kept["learner"])
        for optimizer, state in zip(optimizers, kept["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        done, counts = kept["done"], kept["counts"]
    began, told = time.monotonic(), [0.0, 0.0]
    lessons = _lessons(train_files(of_features), learner.context, recipe, done)
    torch.set_num_threads(_THREADS)
    short = _has_short_numbers()
    steps = sum(recipe.rounds)
    for step, (inputs, due) in enumerate(lessons, done + 1):
        with torch.autocast("cpu", torch.bfloat16, enabled=short):
            said = learner(inputs)
        wrong = _loss(said.float(), due)
        learner.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(learner.parameters(), _LONGEST_GRADIENT)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * _pace(step, recipe.rounds)
            optimizer.step()
        counts += np.bincount(due.numpy().ravel(), minlength=PDFS)
        told = [told[0] + wrong.item(), told[1] + (said.argmax(2) == due).float().mean().item()]
        if step % _TOLD_EVERY == 0 or step == steps:
            minutes = (time.monotonic() - began) / 60
            speed = (step - done) * BATCH * OUTPUTS * _OUTPUT_S / 60 / minutes
            count = (step - 1) % _TOLD_EVERY + 1
            print(
                f"step {step}: loss {told[0] / count:.3f}, frames right {told[1] / count:.3f}, "
                f"{minutes:.1f} min, {speed:.0f} times real time",
                flush=True,
            )
            told = [0.0, 0.0]
        if step % _KEPT_EVERY == 0:
            state = {"learner": learner.state_dict(), "optimizers": [each.state_dict() for each in optimizers]}
            torch.save({**state, "done": step, "counts": counts}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    learner.eval()
    network.save(folder / "network.npz", to_network(learner, counts))


def _loss(said: torch.Tensor, due: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(said.reshape(-1, PDFS), due.reshape(-1), label_smoothing=_SMOOTHING)


def _optimizers(learner: Learner, rate: float) -> tuple[torch.optim.Optimizer, ...]:
    """Muon gets as far in a third of the steps that AdamW alone needs."""
    turned = learner.between_layers()
    others = [each for each in learner.parameters() if not any(each is one for group in turned for one in group)]
    return Muon(turned, rate), torch.optim.AdamW(others, rate, betas=_BETAS, weight_decay=_DECAY)


def _lessons(paths: list[Path], context: int, recipe: TrainingRecipe, done: int) -> Iterator[Batch]:
    """Those that are left, drawn in a process of their own, a few ahead."""
    steps, seed = sum(recipe.rounds), recipe.seed * 1_000_003 + done
    changed = max(steps - recipe.last_steps - done, 0)
    for unchanged, count in ((0.0, changed), (_UNCHANGED, steps - done - changed)):
        lessons = Lessons(paths, context, unchanged, seed)
        loader = torch.utils.data.DataLoader(lessons, batch_size=None, num_workers=1, prefetch_factor=_AHEAD)
        yield from islice(loader, count)


def _has_short_numbers() -> bool:
    """Whether the processor counts with bfloat16: three times as fast where it does, six times slower where not."""
    can = torch.cpu.get_capabilities()
    return any(can.get(name, False) for name in ("avx512_bf16", "amx_bf16"))


def _pace(step: int, rounds: tuple[int, ...]) -> float:
    """The share of the highest rate that this step has, from 1 on; the last of each round has the least."""
    for steps in rounds:
        if step <= steps:
            break
        step -= steps
    falling = 0.5 * (1 + math.cos(math.pi * step / steps))
    return min(1.0, step / min(_WARM, steps // 4)) * (_LAST + (1 - _LAST) * falling)
