"""What is deleted can be brought back until its window closes, and goes for good then."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.library.library import Library, open_library
from app.library.trends import spoken as spoken_takes
from app.problems import Problem
from tests.library.kept import START, better, good, message, opened, places, poor, spoken


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path / "home")


def test_a_hidden_take_is_in_no_list_and_counts_for_nothing(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first, second = spoken(library, made.id, poor(), tmp_path), spoken(library, made.id, good(), tmp_path)
    library.takes.hide(second.id)
    assert [each.number for each in library.takes.of(made.id)] == [1]
    assert [each.attempt.number for each in library.takes.ladder(made.id).rungs] == [1]
    kept = library.messages.get(made.id)
    assert (kept.takes, kept.streak) == (1, 0)
    assert len(spoken_takes(library.store)) == 1
    with pytest.raises(Problem, match="no take"):
        library.takes.get(second.id)
    assert first.sound.exists()
    assert second.sound.exists()
    assert library.takes.strays() == ()


def test_a_hidden_take_comes_back_as_it_was(library: Library, tmp_path: Path) -> None:
    made = message(library)
    spoken(library, made.id, poor(), tmp_path)
    take = spoken(library, made.id, good(), tmp_path)
    library.takes.pin(take.id)
    before = library.messages.get(made.id), library.takes.of(made.id)
    library.takes.hide(take.id)
    library.takes.bring_back(take.id)
    assert (library.messages.get(made.id), library.takes.of(made.id)) == before


def test_a_take_that_is_spoken_meanwhile_has_a_number_of_its_own(library: Library, tmp_path: Path) -> None:
    made = message(library)
    first = spoken(library, made.id, poor(), tmp_path)
    library.takes.hide(first.id)
    assert spoken(library, made.id, better(), tmp_path).number == 2
    library.takes.bring_back(first.id)
    assert [each.number for each in library.takes.of(made.id)] == [1, 2]


def test_a_hidden_pin_leaves_the_best_take_the_best(library: Library, tmp_path: Path) -> None:
    made = message(library)
    pinned, best = spoken(library, made.id, poor(), tmp_path), spoken(library, made.id, good(), tmp_path)
    library.takes.pin(pinned.id)
    library.takes.hide(pinned.id)
    assert best.attempt is not None
    assert library.messages.get(made.id).best_s == best.attempt.length_s


def test_only_what_a_window_deleted_itself_goes_when_it_closes(library: Library, tmp_path: Path) -> None:
    ours, theirs, made = message(library, "Ours"), message(library, "Theirs"), message(library, "Kept")
    our_take, their_take = (spoken(library, made.id, poor(), tmp_path) for _ in range(2))
    for each in (ours, theirs):
        library.messages.delete(each.id)
    for take in (our_take, their_take):
        library.takes.hide(take.id)
    assert library.forget_deleted([ours.id, made.id], [our_take.id]) == ()
    library.messages.restore(theirs.id)
    library.takes.bring_back(their_take.id)
    assert {each.draft.name for each in library.messages.all()} == {"Theirs", "Kept"}
    assert [each.id for each in library.takes.of(made.id)] == [their_take.id]
    assert not our_take.sound.exists()
    with pytest.raises(Problem, match="no take"):
        library.takes.bring_back(our_take.id)


def test_what_was_brought_back_stays_though_it_was_deleted_here(library: Library, tmp_path: Path) -> None:
    made = message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    library.messages.delete(made.id)
    library.messages.restore(made.id)
    library.takes.hide(take.id)
    library.takes.bring_back(take.id)
    library.forget_deleted([made.id], [take.id])
    assert [each.id for each in library.takes.of(made.id)] == [take.id]


def test_what_a_program_left_that_broke_off_goes_after_a_day(library: Library, tmp_path: Path) -> None:
    lost, made = message(library, "Lost"), message(library)
    take = spoken(library, made.id, poor(), tmp_path)
    library.messages.delete(lost.id)
    library.takes.hide(take.id)
    library.forget_deleted()
    assert len(library.messages.deleted()) == 1
    assert take.sound.exists()
    library.close()
    later = open_library(places(tmp_path / "home"), lambda: START + timedelta(days=2))
    later.forget_deleted()
    assert later.messages.deleted() == ()
    assert not take.sound.exists()
    later.close()
