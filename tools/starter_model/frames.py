"""Stage 6: the network learns each frame's pdf from the synthesizers' alignments (cross-entropy).

Makes `network.npz`, in the format network.py tells.
"""

from pathlib import Path

import torch
from torch.nn import functional

from tools.starter_model.learner import Learner
from tools.starter_model.learning import Course, learn
from tools.starter_model.lessons import train_files
from tools.starter_model.phones import PDFS
from tools.starter_model.recipe import TrainingRecipe

_SMOOTHING = 0.02


def make(folder: Path, recipe: TrainingRecipe, of_features: Path) -> None:
    torch.manual_seed(recipe.seed)
    course = Course(recipe.steps, recipe.rate, min(150, recipe.steps // 4), 0.02, recipe.seed)
    learn(folder, course, train_files(of_features), Learner(recipe.network), _loss)


def _loss(said: torch.Tensor, due: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(said.reshape(-1, PDFS), due.reshape(-1), label_smoothing=_SMOOTHING)
