"""Takes and their sound: kept, pinned, reviewed, and gone for good."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.sound import open_sound
from app.audio.take import Take, recover
from app.library.draft import Draft
from app.library.library import NAME, Library
from app.library.messages import Edit
from app.problems import Problem
from app.review.finding import Strictness, Verdict
from app.review.report import as_json
from app.script.script import parse
from app.settings import Settings
from tests.command_line import SAMPLE
from tests.library.kept import DRAFT, START, better, good, message, opened, places, poor, rules, sound, spoken
from tests.review.reviews import TEXT


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path / "home")


def files(library: Library) -> set[str]:
    return {each.name for each in library.sounds.folder.iterdir()} if library.sounds.folder.exists() else set()


def everything_written(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_a_take_keeps_the_script_as_it_stood(library: Library, tmp_path: Path) -> None:
    made = message(library)
    script = replace(parse(TEXT.replace("Marta", "Ines")), title="For Ines")
    at = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    file = sound(tmp_path)
    take = library.takes.keep(made.id, file, script, 22.5, Strictness.GIST, 0.5, 0.25, at)
    library.messages.save(made.id, Draft("quite another text"))
    assert library.takes.get(take.id) == take
    assert (take.number, take.limit_s, take.strictness, take.recorded_at) == (1, 22.5, Strictness.GIST, at)
    assert (take.duration_s, take.origin_s, take.attempt, take.is_pinned) == (0.5, 0.25, None, False)
    assert take.script() == script
    assert take.sound.read_bytes() == file.read_bytes()


def test_a_rep_s_own_sound_stays_where_it_lies(library: Library) -> None:
    made = message(library)
    rep = Take.begin(library.sounds.folder, "20260302-093000-000001", 16_000)
    rep.append(np.ones(8000, np.int16))
    path = rep.finish()
    take = library.takes.keep(made.id, path, parse(TEXT), 30.0, Strictness.MEANING, 0.5, 0.0)
    assert take.sound == path
    assert files(library) == {path.name}


def test_a_sound_of_another_kind_is_packed(library: Library, tmp_path: Path) -> None:
    samples = (2000 * np.sin(np.arange(24_000) / 7)).astype(np.int16)
    soundfile.write(tmp_path / "take.wav", samples, 48_000)
    take = library.takes.keep(
        message(library).id, tmp_path / "take.wav", parse(TEXT), 30.0, Strictness.MEANING, 0.5, None
    )
    assert soundfile.info(take.sound).format == "FLAC"
    with open_sound(take.sound) as kept:
        assert np.array_equal(kept.samples(), samples)


def test_two_takes_never_share_a_sound(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first = spoken(library, made.id, poor(), tmp_path)
    second = library.takes.keep(made.id, first.sound, first.script(), 7.0, first.strictness, 0.5, None)
    assert second.sound != first.sound
    library.takes.delete(second.id)
    assert first.sound.exists()


def test_a_take_that_was_still_being_written_is_found_once_it_is_packed(library: Library) -> None:
    rep = Take.begin(library.sounds.folder, "rep", 16_000)
    rep.append(np.ones(800, np.int16))
    part = rep.keep()
    take = library.takes.keep(message(library).id, part, parse(TEXT), 30.0, Strictness.MEANING, 0.05, 0.0)
    assert take.sound == part
    (packed,) = recover(library.sounds.folder).takes
    assert library.takes.get(take.id).sound == packed
    assert library.takes.strays() == ()
    library.takes.delete(take.id)
    assert files(library) == set()


def test_what_belongs_to_no_message_is_found(library: Library, tmp_path: Path) -> None:
    spoken(library, message(library).id, poor(), tmp_path)
    stray = sound(library.sounds.folder, "stray.flac")
    assert library.takes.strays() == (stray,)


def test_a_sound_that_is_not_there_is_a_sentence(library: Library, tmp_path: Path) -> None:
    made = message(library)
    with pytest.raises(Problem, match="sound of this take is gone"):
        library.takes.keep(made.id, tmp_path / "none.flac", parse(TEXT), 30.0, Strictness.MEANING, 0.5, None)
    (tmp_path / "text.wav").write_text("no sound at all")
    with pytest.raises(Problem, match="no sound that can be read"):
        library.takes.keep(made.id, tmp_path / "text.wav", parse(TEXT), 30.0, Strictness.MEANING, 0.5, None)
    with pytest.raises(Problem, match="no message 99"):
        library.takes.keep(99, sound(tmp_path), parse(TEXT), 30.0, Strictness.MEANING, 0.5, None)
    assert library.takes.of(made.id) == ()
    assert files(library) == set()


# ---- Reviews


def test_a_review_is_read_back_as_it_was_made(library: Library, tmp_path: Path) -> None:
    take = spoken(library, message(library).id, None, tmp_path)
    assert library.reviews.latest(take.id) is None
    made_by = rules(poor(), Settings(filled_pauses_allowed=2, microphone="Desk", lexical_fillers=("like",)))
    kept = library.reviews.save(take.id, poor(), made_by)
    assert as_json(kept.review) == as_json(poor())
    assert kept.rules == made_by
    assert library.reviews.latest(take.id) == kept


def test_an_old_take_can_be_reviewed_again(library: Library, tmp_path: Path) -> None:
    take = spoken(library, message(library).id, poor(), tmp_path)
    heard_better = replace(good(), model=replace(good().model, name="a better one"))
    again = library.reviews.save(take.id, heard_better, rules(good()))
    assert library.reviews.latest(take.id) == again
    assert [each.review.model.name for each in library.reviews.all_of(take.id)] == ["a better one", "starter"]
    attempt = library.takes.get(take.id).attempt
    assert attempt is not None
    assert attempt.clean


def test_a_review_that_no_longer_fits_wants_a_new_one(library: Library, tmp_path: Path) -> None:
    take = spoken(library, message(library).id, poor(), tmp_path)
    with library.store.writing():
        library.store.run("UPDATE takes SET text = 'Hello there.' WHERE id = ?", take.id)
    assert library.reviews.latest(take.id) is None
    assert library.reviews.all_of(take.id) == ()


def test_the_message_says_how_its_takes_went(library: Library, tmp_path: Path) -> None:
    made = message(library)
    for number, review in enumerate((poor(), good(), good(), good()), 1):
        spoken(library, made.id, review, tmp_path)
        now = library.messages.get(made.id)
        assert (now.takes, now.streak, now.is_ready) == (number, max(number - 1, 0), number == 4)
    assert now.best_s == pytest.approx(6.2)


def test_the_ladder_is_that_of_the_reviewed_takes(library: Library, tmp_path: Path) -> None:
    made = message(library)
    for review in (poor(), None, better(), good()):
        spoken(library, made.id, review, tmp_path)
    ladder = library.takes.ladder(made.id)
    assert [rung.attempt.number for rung in ladder.rungs] == [1, 3, 4]
    assert [each.heard for each in ladder.rungs[1].fixed] == ["um"]
    assert [each.heard for each in ladder.rungs[1].new] == []  # another word added at the same place is no news
    assert ladder.best == 4
    assert ladder == library.takes.ladder(made.id)


def test_a_pinned_take_is_the_best_one(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first, second = (spoken(library, made.id, each, tmp_path) for each in (poor(), good()))
    assert library.messages.get(made.id).best_s == pytest.approx(6.2)
    library.takes.pin(first.id)
    assert [each.is_pinned for each in library.takes.of(made.id)] == [True, False]
    assert library.messages.get(made.id).best_s == pytest.approx(10.3)
    library.takes.pin(second.id, False)  # which was not pinned
    assert library.messages.get(made.id).pinned == 1
    library.takes.pin(second.id)
    assert [each.is_pinned for each in library.takes.of(made.id)] == [False, True]
    library.takes.delete(second.id)
    assert library.messages.get(made.id).pinned is None
    library.takes.pin(first.id)
    library.takes.pin(first.id, False)
    assert library.messages.get(made.id).pinned is None


# ---- Corrections


def test_what_was_overruled_is_remembered_for_the_message(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first, second = (spoken(library, made.id, poor(), tmp_path) for _ in range(2))
    other = spoken(library, message(library, "Other").id, poor(), tmp_path)
    thursday = next(each for each in poor().findings if each.heard == "thursday")
    shown = library.reviews.overrule(first.id, thursday)
    assert shown is not None
    assert shown.review.verdicts[11] is Verdict.SAID
    for take, found in ((first, False), (second, False), (other, True)):
        kept = library.reviews.latest(take.id)
        attempt = library.takes.get(take.id).attempt
        assert kept is not None
        assert attempt is not None
        assert (thursday in kept.review.findings) is found
        assert (thursday in attempt.findings) is found
    (correction,) = library.reviews.corrections(made.id)
    assert (correction.take, correction.correction.words, correction.correction.heard) == (None, "tuesday", "thursday")


def test_an_um_is_overruled_in_its_own_take_alone(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first, second = (spoken(library, made.id, poor(), tmp_path) for _ in range(2))
    um = next(each for each in poor().findings if each.heard == "um")
    shown = library.reviews.overrule(first.id, um)
    assert shown is not None
    assert shown.review.metrics.filled_pauses == 0
    kept = library.reviews.latest(second.id)
    assert kept is not None
    assert um in kept.review.findings
    assert library.reviews.corrections(made.id)[0].take == first.id


def test_a_correction_can_be_taken_back(library: Library, tmp_path: Path) -> None:
    made = message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    library.reviews.overrule(take.id, next(each for each in poor().findings if each.heard == "thursday"))
    library.reviews.take_back(library.reviews.corrections(made.id)[0].id)
    kept = library.reviews.latest(take.id)
    assert kept is not None
    assert as_json(kept.review) == as_json(poor())
    assert library.reviews.corrections(made.id) == ()
    library.reviews.take_back(99)  # gone already: nothing to do


def test_a_correction_goes_with_a_duplicate(library: Library, tmp_path: Path) -> None:
    made = message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    library.reviews.overrule(take.id, next(each for each in poor().findings if each.heard == "thursday"))
    library.reviews.overrule(take.id, next(each for each in poor().findings if each.heard == "um"))
    copy = library.messages.duplicate(made.id)
    assert [each.correction.heard for each in library.reviews.corrections(copy.id)] == ["thursday"]


def test_what_is_measured_cannot_be_overruled(library: Library, tmp_path: Path) -> None:
    made = message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    with pytest.raises(Problem, match="measured"):
        library.reviews.overrule(take.id, next(each for each in poor().findings if each.kind.value == "overrun"))
    assert library.reviews.corrections(made.id) == ()


# ---- Gone for good


def test_a_deleted_take_is_gone_with_its_sound_and_reviews(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first, second = (spoken(library, made.id, each, tmp_path) for each in (poor(), good()))
    assert library.takes.delete(first.id) == ()
    assert [each.number for each in library.takes.of(made.id)] == [2]
    assert files(library) == {second.sound.name}
    assert library.store.rows("SELECT count(*) FROM reviews")[0][0] == 1
    assert library.messages.get(made.id).takes == 1
    with pytest.raises(Problem, match="no take"):
        library.reviews.latest(first.id)
    with pytest.raises(Problem, match="no take"):
        library.takes.delete(first.id)
    assert spoken(library, made.id, good(), tmp_path).number == 3  # a number is never given twice


def test_a_number_is_never_given_twice_even_when_the_last_take_is_deleted(library: Library, tmp_path: Path) -> None:
    made = message(library)
    take = spoken(library, made.id, good(), tmp_path)
    library.takes.delete(take.id)
    assert spoken(library, made.id, good(), tmp_path).number == 2


def test_nothing_of_a_message_that_is_forgotten_stays_in_any_file(library: Library, tmp_path: Path) -> None:
    secret = "Xylophone"
    kept = library.messages.add(DRAFT)
    for number in range(30):  # enough for several pages, and an edit of each
        made = library.messages.add(Draft(f"{secret} {number} " * 40, f"{secret} title"))
        library.messages.remember(made.id, Edit(Draft(secret), START))
        library.messages.delete(made.id)
    other = message(library, secret)
    spoken(library, other.id, poor(), tmp_path)
    library.messages.delete(other.id)
    backup = library.store.path.parent / "backups" / f"{Path(NAME).stem}-v1-x.sqlite3"
    backup.parent.mkdir()
    backup.write_bytes(secret.encode())
    assert library.forget_deleted([each.id for each in library.messages.deleted()]) == ()
    assert secret.encode() not in everything_written(library.store.path.parent)
    assert secret.lower().encode() not in everything_written(library.store.path.parent)
    assert files(library) == set()
    assert [each.id for each in library.messages.all()] == [kept.id]
    assert library.messages.deleted() == ()
    assert library.forget_deleted() == ()


def test_everything_can_be_forgotten(library: Library, tmp_path: Path) -> None:
    library.add_sample(SAMPLE, 30.0)
    spoken(library, message(library).id, poor(), tmp_path)
    sound(library.sounds.folder, "stray.flac")
    (library.store.path.parent / "library-damaged-1.sqlite3").write_bytes(b"old")
    assert library.forget_everything() == ()
    assert library.messages.all() == library.messages.deleted() == ()
    assert files(library) == set()
    assert not list(library.store.path.parent.glob("library-damaged*"))
    assert library.add_sample(SAMPLE, 30.0) is None  # it does not come back by itself


def test_a_sound_that_cannot_be_deleted_now_is_deleted_when_the_program_starts(
    library: Library, tmp_path: Path
) -> None:
    made = message(library)
    take = spoken(library, made.id, good(), tmp_path)
    take.sound.unlink()
    take.sound.mkdir()  # which cannot be unlinked
    (problem,) = library.takes.delete(take.id)
    assert "tried again" in str(problem)
    assert library.takes.of(made.id) == ()
    library.close()
    take.sound.rmdir()
    take.sound.write_bytes(b"voice")
    opened(tmp_path / "home").close()
    assert not take.sound.exists()


# ---- The sample


def test_the_sample_stands_there_at_the_first_start_and_only_then(library: Library, tmp_path: Path) -> None:
    made = library.add_sample(SAMPLE, 12.0)
    assert made is not None
    assert (made.draft.title, made.draft.limit_s, made.takes, made.is_sample) == ("Late deliveries", 30.0, 3, True)
    takes = library.takes.of(made.id)
    assert [each.number for each in takes] == [1, 2, 3]
    assert [each.sound.read_bytes() for each in takes] == [
        (SAMPLE / f"take-{number}.flac").read_bytes() for number in (1, 2, 3)
    ]
    assert {(each.limit_s, each.origin_s) for each in takes} == {(30.0, None)}
    assert [each.attempt.clean for each in takes if each.attempt is not None] == [False, False, True]
    assert takes[0].duration_s == pytest.approx(35.05, abs=0.01)
    assert library.add_sample(SAMPLE, 12.0) is None
    library.messages.delete(made.id)
    library.forget_deleted([made.id])
    library.close()
    again = opened(tmp_path / "home")
    assert again.add_sample(SAMPLE, 12.0) is None
    assert again.messages.all() == ()
    again.close()


@pytest.mark.parametrize("review", [None, "", "{}", "[1"])
def test_a_sample_without_a_review_that_can_be_read_waits_for_one(
    library: Library, tmp_path: Path, review: str | None
) -> None:
    for name in ("script.txt", "take-1.flac"):
        shutil.copy(SAMPLE / name, tmp_path)
    if review is not None:
        (tmp_path / "take-1.json").write_text(review)
    made = library.add_sample(tmp_path, 30.0)
    assert made is not None
    assert [each.attempt for each in library.takes.of(made.id)] == [None]


def test_a_sample_that_is_missing_is_a_sentence(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="sample message is missing"):
        library.add_sample(tmp_path, 30.0)
    assert library.messages.all() == ()
    assert library.add_sample(SAMPLE, 30.0) is not None


def test_the_takes_lie_where_the_places_say(library: Library, tmp_path: Path) -> None:
    take = spoken(library, message(library).id, poor(), tmp_path)
    assert take.sound.parent == places(tmp_path / "home").takes


# ---- Drills


def test_a_take_aside_stands_on_no_ladder_and_is_not_lost(library: Library, tmp_path: Path) -> None:
    made = message(library)
    whole = spoken(library, made.id, good(), tmp_path)
    alone = parse("Until then, Marta.")
    aside = library.takes.keep(
        made.id, sound(tmp_path), alone, 7.0, whole.strictness, 0.5, 0.1, drill="one-sentence", is_aside=True
    )
    voicemail = library.takes.keep(
        made.id, sound(tmp_path), whole.script(), 7.0, whole.strictness, 0.5, 0.0, drill="voicemail"
    )
    assert (aside.drill, aside.is_aside, whole.drill, whole.is_aside) == ("one-sentence", True, "", False)
    assert [take.number for take in library.takes.of(made.id)] == [1, 3]
    assert [take.number for take in library.takes.all_of(made.id)] == [1, 2, 3]
    assert library.takes.get(voicemail.id).drill == "voicemail"
    assert library.messages.get(made.id).takes == 2
    assert [rung.attempt.number for rung in library.takes.ladder(made.id).rungs] == [1]
    library.forget(made.id)
    assert files(library) == set()
