"""Two hearings of one stream, by a model of tones and by the one that comes with the program."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.places import program_folder
from app.problems import Problem
from app.recognition.bent import PATIENT, bent_folder, read_language
from app.recognition.bias import in_phones
from app.recognition.models import open_model
from app.recognition.overlay import overlay
from app.recognition.recognizer import PRE_ROLL_S, Ears, LoadedModel, try_out
from app.recognition.transcript import Transcript
from app.script.pronunciation import Pronunciations
from app.script.script import Script, parse
from tests.recognition.tiny_model import GAP_S, RATE_HZ, TONE_S, make_model, say

SCRIPT = parse("Hello, this is Anna about the red boat. Please call back.")
WRITTEN = ["hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back"]
WORD_S = 2 * TONE_S + GAP_S


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Ears:
    """Ears of tones, bent towards SCRIPT."""
    folder = tmp_path_factory.mktemp("tiny")
    model = open_model(make_model(folder / "tiny"))
    bent = bent_folder(model, read_language(model), SCRIPT, lambda _: [], folder / "cache")
    return Ears(LoadedModel(overlay(model, folder / "cache", PATIENT)), LoadedModel(bent))


def hear(ears: Ears, samples: np.ndarray, rate: int = RATE_HZ, block: int = 1600) -> tuple[Transcript, ...]:
    listening = ears.listen(rate)
    for start in range(0, len(samples), block):
        listening.hear(samples[start : start + block].astype("<i2").tobytes())
    return listening.finish()


def words_of(transcript: Transcript) -> list[str]:
    return [word.word for word in transcript.words]


def places(script: Script, transcript: Transcript) -> list[int]:
    """The script word that each word of a bent hearing is part of."""
    arcs = script.readings.arcs
    return [arcs[word.arc].first for word in transcript.words if word.arc is not None]


def test_both_hearings_hear_the_words_and_the_bent_one_says_where_they_stand(tiny: Ears) -> None:
    biased, free = hear(tiny, say(WRITTEN))
    assert (biased.hearing, free.hearing) == ("biased", "free")
    assert words_of(biased) == words_of(free) == WRITTEN
    assert places(SCRIPT, biased) == list(range(11))
    assert all(word.arc is None for word in free.words)


def test_the_bent_hearing_reports_what_is_not_in_the_script(tiny: Ears) -> None:
    spoken = [*WRITTEN[:3], "um", *WRITTEN[3:6], "boat", *WRITTEN[7:]]
    biased, free = hear(tiny, say(spoken))
    assert words_of(free) == spoken
    assert words_of(biased) == spoken
    assert places(SCRIPT, biased) == [0, 1, 2, 3, 4, 5, 7, 7, 8, 9, 10]
    (um,) = [word for word in biased.words if word.word == "um"]
    assert um.arc is None


def test_a_model_that_is_not_bent_gives_the_free_hearing_alone(tiny: Ears) -> None:
    (free,) = hear(Ears(tiny.free, None), say(WRITTEN))
    assert (free.hearing, words_of(free)) == ("free", WRITTEN)


def test_words_have_the_times_they_were_said_at(tiny: Ears) -> None:
    for transcript in hear(tiny, say(WRITTEN)):
        for k, word in enumerate(transcript.words):
            assert word.start == pytest.approx(0.5 + k * WORD_S, abs=0.06)
            assert word.end == pytest.approx(0.5 + k * WORD_S + 2 * TONE_S, abs=0.06)
            assert 0 <= word.confidence <= 1


def test_the_sound_put_before_the_take_makes_no_time_negative(tiny: Ears) -> None:
    samples = say(WRITTEN[:3])[int(0.5 * RATE_HZ) :]  # speech from the first sample on
    for transcript in hear(tiny, samples):
        assert words_of(transcript) == WRITTEN[:3]
        assert 0 <= transcript.words[0].start < 0.06 < PRE_ROLL_S
        assert all(word.start <= word.end for word in transcript.words)


@pytest.mark.parametrize("block", [160, 441, 4000, 1_000_000])
def test_the_same_take_gives_the_same_words_however_it_is_cut_into_blocks(tiny: Ears, block: int) -> None:
    samples = say(["hello", "um", "this", "is", "anna", "red", "boat"])
    assert hear(tiny, samples, block=block) == hear(tiny, samples, block=1600)


def test_a_take_at_the_rate_of_a_sound_card_gives_the_same_words(tiny: Ears) -> None:
    assert [words_of(each) for each in hear(tiny, say(WRITTEN, rate=48_000), rate=48_000)] == [WRITTEN, WRITTEN]


def test_silence_has_no_words(tiny: Ears) -> None:
    assert [each.words for each in hear(tiny, np.zeros(RATE_HZ, np.int16))] == [(), ()]
    assert [each.words for each in hear(tiny, np.zeros(0, np.int16))] == [(), ()]


def follow(ears: Ears, samples: np.ndarray, rate: int, block: int) -> list[int | None]:
    listening = ears.listen(rate)
    places = []
    for start in range(0, len(samples), block):
        listening.hear(samples[start : start + block].astype("<i2").tobytes())
        places.append(listening.place())
    listening.finish()
    return places


def moves(places: Sequence[int | None]) -> list[int]:
    """The arcs named, each once as long as it stays."""
    arcs = [arc for arc in places if arc is not None]
    return [arc for k, arc in enumerate(arcs) if k == 0 or arc != arcs[k - 1]]


def test_the_place_in_the_script_moves_on_as_the_words_are_said(tiny: Ears) -> None:
    places = follow(tiny, say([*WRITTEN, "um"]), RATE_HZ, 1600)
    assert places[0] is None
    first = [SCRIPT.readings.arcs[arc].first for arc in moves(places)]
    assert first == sorted(first)
    assert first[-1] == 10
    assert len(first) >= 5


def test_there_is_no_place_where_the_model_is_not_bent(tiny: Ears) -> None:
    assert set(follow(Ears(tiny.free, None), say(WRITTEN[:4]), RATE_HZ, 4000)) == {None}


def test_a_model_says_which_words_it_knows(tiny: Ears) -> None:
    assert tiny.free.knows("anna")
    assert not tiny.free.knows("whitcombe")


def test_a_folder_without_a_model_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=str(tmp_path)):
        LoadedModel(tmp_path)


def test_a_sound_model_passes_its_trial_and_is_then_still_of_use(tiny: Ears) -> None:
    try_out(tiny.free)
    assert words_of(hear(tiny, say(["hello"]))[1]) == ["hello"]


# --- The model that comes with the program

SAMPLE = program_folder() / "assets" / "sample"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ears, Script]:
    cache = tmp_path_factory.mktemp("starter")
    model = open_model(program_folder() / "vosk-model")
    script = parse((SAMPLE / "script.txt").read_text(encoding="utf-8"))
    sounds = Pronunciations.load(program_folder() / "assets" / "pronunciation")
    language = read_language(model)
    bent = bent_folder(model, language, script, lambda word: in_phones(sounds.of(word), language.labels), cache)
    return Ears(LoadedModel(overlay(model, cache, PATIENT)), LoadedModel(bent)), script


def test_the_starter_model_follows_the_clean_sample_through_its_script(starter: tuple[Ears, Script]) -> None:
    ears, script = starter
    samples, rate = soundfile.read(SAMPLE / "take-3.flac", dtype="int16", frames=16_000 * 5)
    biased, free = hear(ears, samples, rate, block=1600)
    said = places(script, biased)
    assert said == sorted(said)
    arcs = [script.readings.arcs[word.arc] for word in biased.words if word.arc is not None]
    covered = {word for arc in arcs for word in range(arc.first, arc.last)}  # "this's" is two
    assert set(range(min(said), max(said) + 1)) <= covered
    assert len(set(said)) >= 6
    assert len(free.words) >= 6
    followed = [script.readings.arcs[arc].first for arc in moves(follow(ears, samples, rate, 3200))]
    assert followed == sorted(followed)
    assert followed[-1] >= max(said) - 8


def test_the_starter_model_hears_the_same_words_in_blocks_of_any_size(starter: tuple[Ears, Script]) -> None:
    ears, _ = starter
    samples, rate = soundfile.read(SAMPLE / "take-3.flac", dtype="int16", frames=16_000 * 3)
    assert hear(ears, samples, rate, block=1_000_000) == hear(ears, samples, rate, block=1111)
