"""A model made ready for a script: two hearings or one and the reason, facts about both, bent graphs kept a while."""

import os
import shutil
from pathlib import Path

import pytest
import soundfile

from app.audio.sound import open_sound
from app.audio.watcher import watch
from app.places import Places, program_folder
from app.practice.coach import Coach, open_coach
from app.problems import Problem
from app.recognition.bent import GRAPH, KEPT, bent_folder, read_language
from app.recognition.models import open_model
from app.review.finding import Kind, Strictness, Verdict
from app.review.review import Rules
from app.script.script import Script, parse
from app.settings import Settings
from tests.recognition.tiny_model import RATE_HZ, make_model, say
from tests.review.tellings import sounds

SCRIPT = parse("Hello, this is Anna about the red boat. Please call back.")
WRITTEN = ["hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back"]
RULES = Rules(30.0, Strictness.MEANING, Settings())


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "cache", tmp_path / "settings.toml", program_folder())


def tiny_coach(places: Places, look_ahead: bool = True) -> Coach:
    return open_coach(open_model(make_model(places.data / "tiny", look_ahead)), places, sounds())


def check(coach: Coach, script: Script, words: list[str], folder: Path) -> tuple[object, list[tuple[Kind, str | None]]]:
    soundfile.write(folder / "take.wav", say(words), RATE_HZ)
    with open_sound(folder / "take.wav") as sound:
        review = coach.check(coach.prepare(script), sound, RULES)
    return review, [(each.kind, each.expected or each.heard) for each in review.findings if each.counts]


def test_a_model_that_can_be_bent_gives_two_hearings_and_a_review(places: Places, tmp_path: Path) -> None:
    coach = tiny_coach(places)
    prepared = coach.prepare(SCRIPT)
    assert prepared.facts.hearings == ("biased", "free")
    assert prepared.trouble is None
    assert prepared.ears.biased is not None
    progress: list[float] = []
    soundfile.write(tmp_path / "take.wav", say(WRITTEN), RATE_HZ)
    with open_sound(tmp_path / "take.wav") as sound:
        review = coach.check(prepared, sound, RULES, progress.append)
        assert progress == sorted(progress)
        assert progress[-1] == pytest.approx(sound.duration_s)
    assert set(review.verdicts) == {Verdict.SAID}
    assert review.take.duration_s == pytest.approx(progress[-1])
    assert review.take.origin_s == pytest.approx(0.5, abs=0.06)  # the first speech


def test_what_the_speaker_did_is_found(places: Places, tmp_path: Path) -> None:
    coach = tiny_coach(places)
    _, found = check(coach, SCRIPT, [*WRITTEN[:3], "um", *WRITTEN[3:6], *WRITTEN[7:]], tmp_path)
    assert (Kind.FILLED_PAUSE, "um") in found
    assert (Kind.OMISSION, "red") in found


def test_a_take_is_heard_without_its_script_too(places: Places, tmp_path: Path) -> None:
    coach, progress = tiny_coach(places), list[float]()
    soundfile.write(tmp_path / "take.wav", say(WRITTEN[::-1]), RATE_HZ)
    with open_sound(tmp_path / "take.wav") as sound:
        heard = coach.hear(sound, progress.append)
        assert progress[-1] == pytest.approx(sound.duration_s)
    assert heard.model == "tiny"
    assert [each.word for each in heard.words] == WRITTEN[::-1]
    assert heard.words[0].start == pytest.approx(0.5, abs=0.06)


def test_a_static_model_has_one_hearing_and_reviews_all_the_same(places: Places, tmp_path: Path) -> None:
    coach = tiny_coach(places, look_ahead=False)
    prepared = coach.prepare(SCRIPT)
    assert prepared.facts.hearings == ("free",)
    assert prepared.trouble is None  # nothing went wrong: this kind has one
    assert prepared.ears.biased is None
    _, found = check(coach, SCRIPT, WRITTEN, tmp_path)
    assert [kind for kind, _ in found if kind is not Kind.LEVEL] == []
    _, found = check(coach, SCRIPT, WRITTEN[:9], tmp_path)
    assert (Kind.OMISSION, "call back") in found


def test_a_graph_that_cannot_be_bent_leaves_one_hearing_and_a_sentence_why(places: Places, tmp_path: Path) -> None:
    coach = tiny_coach(places)
    shutil.rmtree(places.cache / "bent", ignore_errors=True)
    (places.cache / "bent").write_text("no folder can be made here")
    prepared = coach.prepare(SCRIPT)
    assert prepared.facts.hearings == ("free",)
    assert prepared.ears.biased is None
    assert prepared.trouble is not None
    assert str(places.cache / "bent") in str(prepared.trouble)
    _, found = check(coach, SCRIPT, WRITTEN, tmp_path)
    assert [kind for kind, _ in found if kind is not Kind.LEVEL] == []


def test_a_language_cut_short_is_a_problem_with_the_models_name(places: Places) -> None:
    model = open_model(make_model(places.data / "tiny"))
    graph = model.folder / GRAPH
    graph.write_bytes(graph.read_bytes()[:-20])
    with pytest.raises(Problem, match="tiny"):
        read_language(model)


def test_the_facts_name_the_words_and_fillers_the_model_cannot_know(places: Places) -> None:
    facts = tiny_coach(places).prepare(parse("Hello, this is Whitcombe. Call Anna, Whitcombe.")).facts
    assert facts.name == "tiny"
    assert facts.unknown_words == ("Whitcombe",)
    assert "um" not in facts.unknown_fillers
    assert {"uh", "er"} <= set(facts.unknown_fillers)


def test_a_rep_is_judged_from_what_was_heard_live(places: Places) -> None:
    coach = tiny_coach(places)
    prepared = coach.prepare(SCRIPT)
    samples = say(WRITTEN)
    listening = prepared.ears.listen(RATE_HZ)
    listening.hear(samples.astype("<i2").tobytes())
    review = coach.judge(
        prepared, "take.wav", len(samples) / RATE_HZ, 0.2, listening.finish(), watch(samples, RATE_HZ), RULES
    )
    assert set(review.verdicts) == {Verdict.SAID}
    assert review.take.origin_s == 0.2


# --- Bent graphs are kept a while


def bent(places: Places, text: str) -> Path:
    folder = places.data / "tiny"
    model = open_model(folder if folder.is_dir() else make_model(folder))
    return bent_folder(model, read_language(model), parse(text), lambda _: [], places.cache)


def test_the_same_script_is_bent_once_and_another_apart(places: Places) -> None:
    first = bent(places, "Hello Anna.")
    made = (first / GRAPH).stat().st_mtime_ns
    assert bent(places, "Hello Anna.") == first
    assert (first / GRAPH).stat().st_mtime_ns == made
    assert bent(places, "~Hello~ Anna.") != first
    assert bent(places, "Hello. Anna.") != first
    assert bent(places, "Hello boat.") != first
    assert not [each for each in first.parent.iterdir() if each.name.startswith(".")]


def test_another_state_of_the_model_is_bent_anew(places: Places) -> None:
    first = bent(places, "Hello Anna.")
    words = places.data / "tiny" / "graph" / "words.txt"
    os.utime(words, (1, 1))
    assert bent(places, "Hello Anna.") != first


def test_the_longest_unused_go_first_and_never_the_one_just_asked_for(places: Places) -> None:
    folders = [bent(places, f"Hello{' Anna' * count}.") for count in range(1, KEPT + 1)]
    for age, folder in enumerate(reversed(folders), 1):
        os.utime(folder, (folder.stat().st_atime, folder.stat().st_mtime - age * 100))
    assert bent(places, "Hello Anna.") == folders[0]  # used again, so no longer the oldest
    newest = bent(places, "Please call back.")
    assert (newest / GRAPH).is_file()
    assert (folders[0] / GRAPH).is_file()
    assert not folders[1].exists()
    assert len(list(newest.parent.iterdir())) == KEPT


def test_a_clock_that_was_set_back_does_not_take_the_folder_just_made(places: Places) -> None:
    folders = [bent(places, f"Hello{' Anna' * count}.") for count in range(1, KEPT + 1)]
    for folder in folders:
        os.utime(folder, (4e9, 4e9))
    assert (bent(places, "Please call back.") / GRAPH).is_file()
    assert len(list(folders[0].parent.iterdir())) == KEPT


def test_a_bent_graph_that_was_half_deleted_is_made_again(places: Places) -> None:
    first = bent(places, "Hello Anna.")
    (first / GRAPH).unlink()
    assert (bent(places, "Hello Anna.") / GRAPH).is_file()


# --- The model that comes with the program


def test_the_starter_model_hears_the_clean_sample_twice(places: Places, tmp_path: Path) -> None:
    sample = program_folder() / "assets" / "sample"
    coach = open_coach(open_model(places.starter_model), places, sounds())
    script = parse((sample / "script.txt").read_text(encoding="utf-8"))
    prepared = coach.prepare(script)
    assert prepared.facts.hearings == ("biased", "free")
    assert prepared.trouble is None
    assert "Whitcombe" in prepared.facts.unknown_words
    samples, rate = soundfile.read(sample / "take-3.flac", dtype="int16", frames=16_000 * 3)
    soundfile.write(tmp_path / "cut.wav", samples, rate)
    with open_sound(tmp_path / "cut.wav") as sound:
        review = coach.check(prepared, sound, RULES)
    said = [k for k, verdict in enumerate(review.verdicts) if verdict is Verdict.SAID]
    assert said == list(range(len(said)))  # from the first word on, up to the cut
    assert len(said) >= 5
    assert [each.kind for each in review.findings if each.counts and each.script_end < len(said)] == []
