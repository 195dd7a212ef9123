"""What the voices are asked to say, and what becomes of it: the same for the same seed, fillers first-class."""

import random
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.script.pronunciation import Pronunciations
from tests.starter_model import tones
from tools.starter_model import calls, fillers, lexicon, mel, texts
from tools.starter_model.features import align
from tools.starter_model.measured import aligned, fillers_found, words_wrong
from tools.starter_model.phones import INDEX, PHONES
from tools.starter_model.recipe import VoiceRecipe

VOICE = VoiceRecipe("flite-rms", 40, 10)


def test_the_same_seed_gives_the_same_sentences_and_they_are_kept_as_they_are(tmp_path: Path) -> None:
    made = texts.to_learn(VOICE, 5, tones.language())
    assert made == texts.to_learn(VOICE, 5, tones.language())
    assert made != texts.to_learn(VOICE, 6, tones.language())
    texts.save(tmp_path / "texts.jsonl", made)
    assert texts.load(tmp_path / "texts.jsonl") == made


def test_the_first_half_of_what_is_held_out_has_no_fillers_and_the_other_has() -> None:
    made = texts.held_out(VOICE, 5, tones.language())
    with_fillers = [any(word in fillers.FILLER for word in sentence.words) for sentence in made]
    assert not any(with_fillers[:5])
    assert any(with_fillers[5:])
    assert not {word for sentence in made for word in sentence.words} & set(fillers.FILLER) - set(fillers.SAYABLE)


def test_every_word_of_a_call_is_known_beforehand_and_none_has_a_blank_left() -> None:
    drawn, known = calls.Calls(random.Random(1)), calls.words()
    said = {word for _ in range(500) for word in drawn.sentence()}
    assert said <= known
    assert not any("{" in word for word in known)


def test_every_word_has_a_way_of_being_said_in_phones_of_the_model() -> None:
    pronunciations = Pronunciations.load(Path(__file__).parents[2] / "assets/pronunciation")
    made = lexicon.of(["whitcombe", "quillhaven", "the"], pronunciations)
    assert made["um"] == (("FAH", "FM"), ("AH", "M"))
    assert made["/AA/"] == (("AA",),)
    assert made["the"] == (("DH", "AH"), ("DH", "IY"))
    assert all(ways and set(way) <= set(PHONES) for ways in made.values() for way in ways)


def test_a_filler_is_held_and_has_phones_of_its_own() -> None:
    samples, segments = tones.say([["AH", "M"], ["B", "OW", "T"]])
    sounds = tones.sounds(segments)
    plain = align(samples, sounds, ["-", "boat"], np.random.default_rng(1))
    held = align(samples, sounds, ["um", "boat"], np.random.default_rng(1))
    said = [PHONES[i] for i in held.phone[held.begins]]
    assert said == ["SIL", "FAH", "FM", "SIL", "B", "OW", "T", "SIL"]
    assert len(held.phone) > len(plain.phone)
    vowel = (held.phone == INDEX["FAH"]).sum() / mel.FRAMES_A_SECOND
    assert 0.12 <= vowel <= 0.61


def test_silence_gives_the_least_there_is_and_a_tone_stands_in_its_bin() -> None:
    middle = mel.middles_hz()[20]
    tone = (10_000 * np.sin(2 * np.pi * middle * np.arange(mel.RATE_HZ) / mel.RATE_HZ)).astype(np.int16)
    energies = mel.log_mel(tone)
    assert energies.shape == (98, 40)
    assert set(energies.argmax(1).tolist()) == {20}
    assert mel.log_mel(np.zeros(399, np.int16)).shape == (0, 40)
    assert np.allclose(mel.log_mel(np.zeros(400, np.int16)), np.log(np.finfo(np.float32).eps))


def test_a_filler_and_the_word_beside_it_run_into_each_other() -> None:
    samples, segments = tones.say([["AH"], ["B", "OW", "T"]])
    sounds = tones.sounds([segment for segment in segments if segment[0] != "SIL"])
    runs = 0
    for seed in range(20):
        plain = align(samples, sounds, ["-", "boat"], np.random.default_rng(seed))
        slurred = align(samples, sounds, ["ah", "boat"], np.random.default_rng(seed))
        beside = np.flatnonzero(slurred.phone == INDEX["B"])[0]
        was = plain.energies[plain.phone == INDEX["B"]][0]
        runs += not np.allclose(slurred.energies[beside], was, atol=0.05)
    assert 6 <= runs <= 18  # of 20: most, not all


def test_words_and_fillers_are_counted_apart() -> None:
    said, heard = ["hello", "um", "this", "is", "is", "nora"], ["hello", "uh", "this", "uh", "is", "laura", "[unk]"]
    assert words_wrong(said, heard) == (5, 2)  # one "is" left out, another name
    assert fillers_found(said, heard) == (1, 2, 1)
    assert fillers_found(("uh", "a", "b"), ["a", "um", "b"]) == (1, 1, 0)
    assert aligned(("a", "b"), ["a", "b"]) == [(0, 0, True), (1, 1, True)]


def test_what_is_the_same_but_for_its_writing_is_no_error() -> None:
    said = ["i'm", "calling", "from", "metro", "bank", "is", "not", "it", "ok"]
    assert words_wrong(said, ["i", "am", "calling", "from", "metrobank", "isn't", "it", "okay"]) == (9, 0)
    assert words_wrong(["i", "am", "here"], ["i'm", "hear"]) == (3, 1)
    assert words_wrong(["metro", "bank"], ["metro"]) == (2, 1)
    assert words_wrong([], ["metro", "bank"]) == (0, 2)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_without_other_writings_errors_are_those_of_levenshtein(said: list[str], heard: list[str]) -> None:
    cost = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        cost, before = [i], cost
        for j, other in enumerate(heard, 1):
            cost.append(min(before[j - 1] + (word != other), before[j] + 1, cost[-1] + 1))
    assert words_wrong(said, heard) == (len(said), cost[-1])
