"""What the library keeps of drills: enough for each to go on where it stood."""

from pathlib import Path

from app.library.library import Library
from app.practice.drills import named
from app.practice.standing import under_way
from app.review.account import Review
from tests.library.kept import message, opened, rules, sound
from tests.practice.drilled import answering, drilled


def spoken(library: Library, of: int, review: Review, folder: Path, drill: str) -> int:
    take = library.takes.keep(
        of, sound(folder), review.script, review.limit_s, review.strictness, 1.0, 0.0, drill=drill, is_aside=True
    )
    library.reviews.save(take.id, review, rules(review))
    return take.id


def test_the_next_session_goes_on_where_the_last_one_stood(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of, fading = message(library), named("fading")
    known = drilled(of.draft.text, limit_s=30.0, message=of.id)
    said: list[Review] = []
    for is_clean in (True, True, False, True):
        task = fading.next(known, said)
        assert task is not None
        said.append(answering(task, is_clean))
        spoken(library, of.id, said[-1], tmp_path / "elsewhere", "fading")
        spoken(library, of.id, said[-1], tmp_path / "elsewhere", "beat-the-clock")
    library.close()

    library = opened(tmp_path)
    kept = library.reviews.of_drill(of.id, "fading")
    assert [each.clean for each in kept] == [True, True, False, True]
    assert fading.next(known, under_way(fading, known, kept)) == fading.next(known, said)
    assert library.reviews.of_drill(of.id, "pace") == ()
    library.close()


def test_the_latest_review_of_a_take_counts_and_what_is_deleted_does_not(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of, known = message(library), drilled()
    task = named("fading").next(known, [])
    assert task is not None
    bad, good = answering(task, False), answering(task, True)
    first, second = (spoken(library, of.id, bad, tmp_path / "elsewhere", "fading") for _ in range(2))
    library.reviews.save(first, good, rules(good))
    assert [each.clean for each in library.reviews.of_drill(of.id, "fading")] == [True, False]
    library.takes.hide(second)
    assert [each.clean for each in library.reviews.of_drill(of.id, "fading")] == [True]
    library.close()
