"""Make the starter model: `python3 dev.py starter-model [--small] [--folder FOLDER]`.

Eleven stages, from packages to a folder in Vosk's layout. What is there and was made from the same is not made again,
so that a build may be stopped at any time, and a second run does nothing. The model is to be looked at, measured with
the accuracy benchmark, and put into vosk-model/ by hand where it wins.
"""

import argparse
import shutil
from pathlib import Path

from app.script.pronunciation import Pronunciations
from tools.starter_model import (
    acoustic_model,
    assembled,
    calls,
    features,
    frames,
    graphs,
    language,
    lexicon,
    measured,
    network,
    readme,
    speech,
    texts,
)
from tools.starter_model.build import ROOT, Stage, build
from tools.starter_model.recipe import FULL, SMALL, Recipe

_FOLDER = ROOT / "build/starter-model"
_SOUNDS = ROOT / "assets/pronunciation"
_LANGUAGE, _LEXICON, _TEXTS, _SPEECH = "01-language", "02-lexicon", "03-texts", "04-speech"
_FEATURES, _FRAMES, _ACOUSTIC, _GRAPHS = "05-features", "06-frames", "07-acoustic-model", "08-graphs"
_MODEL, _MEASURED, _README = "09-model", "10-measured", "11-readme"


def stages(recipe: Recipe) -> tuple[Stage, ...]:
    def pronunciations() -> Pronunciations:
        return Pronunciations.load(_SOUNDS)

    def the_language(folder: Path) -> language.Language:
        return language.load(folder / "language.npz")

    return (
        Stage(
            _LANGUAGE,
            language.__name__,
            (recipe.language, (_SOUNDS / "contents.json").read_text(encoding="ascii")),
            (),
            lambda own, _: language.make(own, recipe.language, pronunciations(), calls.words()),
        ),
        Stage(
            _LEXICON,
            lexicon.__name__,
            None,
            (_LANGUAGE,),
            lambda own, of: lexicon.make(own, the_language(of(_LANGUAGE)).words[2:], pronunciations()),
        ),
        Stage(
            _TEXTS,
            texts.__name__,
            recipe.texts,
            (_LANGUAGE,),
            lambda own, of: texts.make(own, recipe.texts, the_language(of(_LANGUAGE))),
        ),
        Stage(_SPEECH, speech.__name__, None, (_TEXTS,), lambda own, of: speech.make(own, of(_TEXTS))),
        Stage(
            _FEATURES,
            features.__name__,
            recipe.features,
            (_LEXICON, _TEXTS, _SPEECH),
            lambda own, of: features.make(own, recipe.features, of(_SPEECH), of(_TEXTS), of(_LEXICON)),
        ),
        Stage(
            _FRAMES,
            frames.__name__,
            recipe.training,
            (_FEATURES,),
            lambda own, of: frames.make(own, recipe.training, of(_FEATURES)),
        ),
        Stage(
            _ACOUSTIC,
            acoustic_model.__name__,
            recipe.acoustic,
            (_FRAMES,),
            lambda own, of: acoustic_model.make(own, recipe.acoustic, network.load(of(_FRAMES) / "network.npz")),
        ),
        Stage(
            _GRAPHS,
            graphs.__name__,
            recipe.graph,
            (_LANGUAGE, _LEXICON),
            lambda own, of: graphs.make(
                own, recipe.graph, the_language(of(_LANGUAGE)), lexicon.load(of(_LEXICON) / "lexicon.txt")
            ),
        ),
        Stage(
            _MODEL,
            assembled.__name__,
            recipe.conf,
            (_ACOUSTIC, _GRAPHS),
            lambda own, of: assembled.make(own, recipe.conf, of(_ACOUSTIC), of(_GRAPHS)),
        ),
        Stage(
            _MEASURED,
            measured.__name__,
            None,
            (_TEXTS, _SPEECH, _MODEL),
            lambda own, of: measured.make(own, of(_MODEL), of(_SPEECH), of(_TEXTS)),
        ),
        Stage(
            _README,
            readme.__name__,
            recipe.texts,
            (_MODEL, _MEASURED),
            lambda own, of: readme.make(own, recipe, of(_MODEL), of(_MEASURED)),
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py starter-model", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="a little of everything: to try the stages, not to hear with"
    )
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where all of it is made")
    chosen = parser.parse_args()
    folder = chosen.folder / ("small" if chosen.small else "full")
    build(stages(SMALL if chosen.small else FULL), folder)
    model = folder / "vosk-model"
    shutil.rmtree(model, ignore_errors=True)
    for part in ("am", "conf", "graph"):
        shutil.copytree(folder / _MODEL / part, model / part)
    shutil.copyfile(folder / _README / "README.md", model / "README.md")
    print(f"The model is in {model}.")


if __name__ == "__main__":
    main()
