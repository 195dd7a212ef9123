"""A model made by the starter model's own code, tried with real Vosk: what it hears, when, and in which files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition import lookahead_fst, openfst, validate
from app.recognition.bent import bent_folder, read_language
from app.recognition.bias import in_phones
from app.recognition.models import open_model, vocabulary
from app.recognition.recognizer import Hearing, LoadedModel
from app.script.script import parse
from tests.starter_model import tones
from tools.starter_model import kaldi, language_graph, lexicon_graph, lookahead, mel, phones, targets
from tools.starter_model.lexicon import PHONE_WORDS
from tools.starter_model.recipe import SMALL

OFF_BY_S = 0.03


@dataclass(frozen=True)
class Heard:
    words: list[str]
    times: list[tuple[float, float]]


@dataclass(frozen=True)
class Made:
    folder: Path
    vosk: Any

    def hear(self, said: Sequence[Sequence[str]], grammar: Sequence[str] = (), gap_s: float = tones.GAP_S) -> Heard:
        import vosk

        samples, _ = tones.say(said, gap_s)
        more = [json.dumps(list(grammar))] if grammar else []
        recognizer = vosk.KaldiRecognizer(self.vosk, mel.RATE_HZ, *more)
        recognizer.SetWords(True)
        recognizer.AcceptWaveform(samples.tobytes())
        words = json.loads(recognizer.FinalResult()).get("result", [])
        return Heard([word["word"] for word in words], [(word["start"], word["end"]) for word in words])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tones.make_model(tmp_path_factory.mktemp("starter") / "made")
    return Made(folder, validate.try_out(folder))  # which reads every file as the program does


def said(sentence: str) -> list[list[str]]:
    """The phones of each word, the first way of saying it."""
    ways = tones.lexicon()
    return [list(ways[word][0]) for word in sentence.split()]


def word_times(words: Sequence[Sequence[str]], gap_s: float) -> list[tuple[float, float]]:
    before, times = 0.0, {}
    for _, end_s, place in tones.say(words, gap_s)[1]:
        if place >= 0:
            times[place] = (times.get(place, (before, 0.0))[0], end_s)
        before = end_s
    return list(times.values())


# ---- What it hears


@pytest.mark.parametrize("sentence", ["hello this is anna", "about the red boat please call back"])
@pytest.mark.parametrize("gap_s", [tones.GAP_S, 0.0])
def test_it_hears_the_words_within_30_ms_of_when_they_were_said(made: Made, sentence: str, gap_s: float) -> None:
    words = said(sentence)
    heard = made.hear(words, gap_s=gap_s)
    assert heard.words == sentence.split()
    assert np.abs(np.array(heard.times) - word_times(words, gap_s)).max() <= OFF_BY_S


def test_it_hears_fillers_anywhere(made: Made) -> None:
    sentence = "um hello this is uh anna erm please call mm back hmm"
    assert made.hear(said(sentence)).words == sentence.split()


def test_each_way_of_saying_a_word_is_heard_as_that_word(made: Made) -> None:
    ways = (("HH EH L OW", "hello"), ("DH IY", "the"), ("R IY D", "read"))
    for way, word in ways:
        assert made.hear([["DH", "IH", "S"], way.split()]).words[-1] == word


def test_another_language_may_be_given_at_run_time(made: Made) -> None:
    assert made.hear(said("red boat"), ["red boat", "boat red", "[unk]"]).words == ["red", "boat"]
    assert made.hear(said("boat red"), ["red boat", "boat red", "[unk]"]).words == ["boat", "red"]


def test_a_name_the_vocabulary_lacks_is_heard_where_a_language_spells_it_with_phones(made: Made) -> None:
    name, spelling = [["Z", "OW", "K"]], "/Z/ /OW/ /K/"
    heard = made.hear(name, [spelling, "boat", "[unk]"])
    assert heard.words == spelling.split()
    (start, end), *_ = word_times(name, tones.GAP_S)
    assert heard.times[0][0] == pytest.approx(start, abs=OFF_BY_S)
    assert heard.times[-1][1] == pytest.approx(end, abs=OFF_BY_S)
    assert made.hear(said("boat"), [spelling, "boat", "[unk]"]).words == ["boat"]


def test_a_script_can_name_somebody_the_model_has_never_heard_of(made: Made, tmp_path: Path) -> None:
    way = ("T", "EH", "K", "AH", "M", "OW")
    model = open_model(made.folder)
    language = read_language(model)
    folder = bent_folder(
        model, language, parse("Hello this is Tekamo."), lambda _: in_phones([way], language.labels), tmp_path
    )
    told = [*said("hello this is"), list(way)]
    hearing = Hearing("biased", LoadedModel(folder), mel.RATE_HZ)
    hearing.hear(tones.say(told)[0].tobytes())
    words = hearing.finish().words
    assert [word.word for word in words] == ["hello", "this", "is", "tekamo"]
    assert all(word.arc is not None for word in words)  # each on the script's path
    assert words[-1].end == pytest.approx(word_times(told, tones.GAP_S)[-1][1], abs=OFF_BY_S)


# ---- The files


def test_the_general_language_never_uses_a_phone_as_a_word(made: Made) -> None:
    labels = vocabulary(open_model(made.folder))
    assert set(PHONE_WORDS) <= set(labels)
    language = openfst.read(made.folder / "graph/Gr.fst")
    used = set(language.arcs["ilabel"].tolist())
    assert not used & {labels[word] for word in PHONE_WORDS}
    assert used == {0, *labels.values()} - {labels[word] for word in PHONE_WORDS}


def test_the_look_ahead_says_of_each_state_which_words_can_come_next(made: Made) -> None:
    lookahead_fst.check(made.folder / "graph/HCLr.fst")
    graph = lexicon_graph.build(tones.lexicon(), word_cost=1.5)
    ahead: list[set[int]] = [{graph.end_label} if cost < np.inf else set() for cost in graph.fst.final]
    changed = True
    while changed:  # the plain way
        changed = False
        for source, arc in zip(graph.fst.sources(), graph.fst.arcs, strict=True):
            more = {int(arc["olabel"])} if arc["olabel"] else ahead[arc["to"]]
            changed |= not more <= ahead[source]
            ahead[source] |= more
    assert graph.reach == [lookahead.intervals(labels) for labels in ahead]


def test_a_pruned_language_leaves_all_words_together_the_chance_one_after_any() -> None:
    words = tones.language().words
    labels = lexicon_graph.build(tones.lexicon(), 0.0).labels
    for recipe in (SMALL.graph, replace(SMALL.graph, bigrams=3), replace(SMALL.graph, trigrams=0)):
        graph = language_graph.build(tones.language(), labels, recipe)

        def chance(word: str, state: int, graph: openfst.Fst = graph) -> float:
            arcs, end = graph.of(state), float(graph.final[state])
            found = arcs[arcs["ilabel"] == labels[word]] if word != "</s>" else arcs[:0]
            if found.size or (word == "</s>" and end < np.inf):
                return float(np.exp(-(found[0]["cost"] if found.size else end)))
            back = arcs[arcs["ilabel"] == 0]
            return float(np.exp(-back[0]["cost"])) * chance(word, int(back[0]["to"])) if back.size else 0.0

        for state in range(1, len(graph.final)):
            assert sum(chance(word, state) for word in words[1:]) == pytest.approx(1.0, abs=1e-5)


def test_a_pruned_language_keeps_what_is_said_as_it_was() -> None:
    labels = lexicon_graph.build(tones.lexicon(), 0.0).labels
    graph = language_graph.build(tones.language(), labels, SMALL.graph)

    def costs(words: Sequence[str]) -> list[float]:
        """Of each arc, those of backing off left out, and of the end."""
        state, told = graph.start, []
        for word in words:
            while not (found := graph.of(state)[graph.of(state)["ilabel"] == labels[word]]).size:
                state = int(graph.of(state)[0]["to"])
            state = int(found[0]["to"])
            told.append(float(found[0]["cost"]))
        while graph.final[state] == np.inf:
            state = int(graph.of(state)[0]["to"])
        return [*told, float(graph.final[state])]

    alone = np.log(len(tones.language().words))
    assert costs(["hello", "this"]) == pytest.approx([0.3, 0.3, alone])
    assert costs(["the", "red", "boat"]) == pytest.approx([alone, 0.3, 0.2, alone])  # nothing follows a boat
    assert costs(["call", "back"]) == pytest.approx([alone, alone, 0.3])


def test_each_position_of_a_phone_in_a_word_has_its_line() -> None:
    lines = phones.word_boundaries().splitlines()
    assert lines[:3] == ["1 nonword", "2 singleton", "3 begin"]
    assert len(lines) == 2 + 4 * (len(phones.PHONES) - 2)
    assert phones.placed(("K", "AE", "T")) == ("K_B", "AE_I", "T_E")


def test_a_matrix_in_two_bytes_is_as_good_as_the_matrix() -> None:
    matrix = np.random.default_rng(1).standard_normal((3, 5))
    writer = kaldi.Writer()
    writer.matrix_in_two_bytes(matrix)
    written = writer.bytes()[2:]
    assert written[:4] == b"CM2 "
    least, span = np.frombuffer(written, "<f4", 2, 4)
    back = least + np.frombuffer(written, "<u2", 15, 20).reshape(3, 5) * (span / 65535)
    assert np.abs(back - matrix).max() <= np.ptp(matrix) / 131070 * 1.01


def test_each_phone_gets_an_output_of_its_own_as_long_as_there_is_room() -> None:
    instance = np.array([0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2])
    due = targets.pdfs(instance, np.array([5, 6, 7], np.uint8), 4)
    assert due.tolist() == [10, 12, 14, 15]
