"""Stage 8: the graphs in the look-ahead layout, which lets Vosk bend the language or take another at run time.

Makes `HCLr.fst` (sounds to words, olabel_lookahead), `Gr.fst` (the language over the same labels, const),
`words.txt`, `disambig_tid.int` and `phones/word_boundary.int`: the folder `graph` of a model.
"""

from pathlib import Path

from app.recognition import openfst
from tools.starter_model import call_language, language_graph, lexicon_graph, phones
from tools.starter_model.language import Language
from tools.starter_model.lexicon import Lexicon
from tools.starter_model.recipe import GraphRecipe


def make(folder: Path, recipe: GraphRecipe, language: Language, lexicon: Lexicon) -> None:
    sounds = lexicon_graph.build(lexicon, recipe.word_cost)
    sounds.write(folder / "HCLr.fst")
    talk = language_graph.build(call_language.with_habits(language, call_language.habits()), sounds.labels, recipe)
    openfst.write_const(folder / "Gr.fst", talk)
    (folder / "words.txt").write_text(lexicon_graph.words_txt(sounds.labels), encoding="utf-8")
    (folder / "disambig_tid.int").write_text(f"{phones.UNUSED_TRANSITION}\n", encoding="ascii")
    (folder / "phones").mkdir(exist_ok=True)
    (folder / "phones/word_boundary.int").write_text(phones.word_boundaries(), encoding="ascii")
    for name, graph in (("HCLr", sounds.fst), ("Gr", talk)):
        size = (folder / f"{name}.fst").stat().st_size
        print(f"{name}.fst: {len(graph.final)} states, {len(graph.arcs)} arcs, {size / 1e6:.1f} MB")
