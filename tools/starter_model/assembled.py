"""Stage 9: all of it as one folder in Vosk's layout: am/, conf/, graph/."""

import shutil
from pathlib import Path

from tools.starter_model import mel
from tools.starter_model.recipe import ConfRecipe
from tools.starter_model.targets import SUBSAMPLING

_NOTES = shutil.ignore_patterns("made-from.txt", "done")  # of build.py


def make(folder: Path, recipe: ConfRecipe, of_acoustic_model: Path, of_graphs: Path) -> None:
    for part in ("am", "conf"):
        (folder / part).mkdir(exist_ok=True)
    shutil.copyfile(of_acoustic_model / "final.mdl", folder / "am/final.mdl")
    shutil.copytree(of_graphs, folder / "graph", ignore=_NOTES, dirs_exist_ok=True)
    (folder / "conf/mfcc.conf").write_text(mel.CONF, encoding="ascii")
    (folder / "conf/model.conf").write_text(model_conf(recipe), encoding="ascii")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"the model: {size / 1e6:.1f} MB")


def model_conf(recipe: ConfRecipe) -> str:
    """How Vosk searches, and after how much silence it takes a sentence for done."""
    return (
        f"--min-active=200\n--max-active={recipe.max_active}\n--beam={recipe.beam:g}\n"
        f"--lattice-beam={recipe.lattice_beam:g}\n--acoustic-scale={recipe.acoustic_scale:.1f}\n"
        f"--frame-subsampling-factor={SUBSAMPLING}\n--endpoint.silence-phones=1\n"
        "--endpoint.rule2.min-trailing-silence=0.5\n--endpoint.rule3.min-trailing-silence=0.75\n"
        "--endpoint.rule4.min-trailing-silence=1.0\n"
    )
