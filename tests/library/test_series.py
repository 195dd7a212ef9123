"""Series: a message follows another; the earlier ones are known, whatever is deleted between them."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.exchange import import_message, package, write
from app.library.library import Library
from app.library.messages import Message
from app.library.series import Earlier
from app.problems import Problem
from tests.library.kept import Watch, opened


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def library(tmp_path: Path, watch: Watch) -> Library:
    return opened(tmp_path, watch)


def series(library: Library, watch: Watch, *titles: str) -> list[Message]:
    """Each follows the one before."""
    made: list[Message] = []
    for title in titles:
        watch.pass_by(days=1)
        made.append(library.messages.add(Draft(f"Hi, {title}.", title, "Marta Ellison, Ellison's Bakery")))
        library.series.follow(made[-1].id, made[-2].id if len(made) > 1 else None)
    return made


def names(messages: Iterable[Message | Earlier]) -> list[str]:
    return [(each.message if isinstance(each, Earlier) else each).draft.title for each in messages]


def test_the_earlier_ones_come_oldest_first_and_after_a_restart(library: Library, watch: Watch, tmp_path: Path) -> None:
    first, second, third = series(library, watch, "one", "two", "three")
    assert [each.message for each in library.series.earlier(third.id)] == [first, second]
    assert [each.script and each.script.text for each in library.series.earlier(third.id)] == ["Hi, one.", "Hi, two."]
    assert library.series.earlier(first.id) == ()
    library.close()
    again = opened(tmp_path)
    assert names(again.series.earlier(third.id)) == ["one", "two"]
    again.series.follow(third.id, first.id)
    assert names(again.series.earlier(third.id)) == ["one"]
    again.series.follow(third.id, None)
    assert again.series.earlier(third.id) == ()
    again.close()


def test_one_that_is_deleted_is_passed_over_until_it_is_brought_back(library: Library, watch: Watch) -> None:
    _, second, third = series(library, watch, "one", "two", "three")
    library.messages.delete(second.id)
    assert names(library.series.earlier(third.id)) == ["one"]
    library.messages.restore(second.id)
    assert names(library.series.earlier(third.id)) == ["one", "two"]


@pytest.mark.parametrize(("gone", "left"), [((0,), ["two", "three"]), ((1,), ["one", "three"]), ((0, 2), ["two"])])
def test_what_goes_for_good_leaves_the_later_ones_in_their_order(
    library: Library, watch: Watch, gone: tuple[int, ...], left: list[str]
) -> None:
    made = series(library, watch, "one", "two", "three", "four")
    for each in gone:
        library.forget(made[each].id)
    assert names(library.series.earlier(made[-1].id)) == left
    library.forget(made[-1].id)
    assert set(names(library.messages.all())) == set(left)


def test_everything_can_be_forgotten_series_and_all(library: Library, watch: Watch) -> None:
    series(library, watch, "one", "two", "three")
    assert library.forget_everything() == ()
    assert library.store.rows("SELECT * FROM follows") == []


def test_it_may_follow_any_but_what_comes_after_it_the_same_person_first(library: Library, watch: Watch) -> None:
    first, second, third = series(library, watch, "one", "two", "three")
    watch.pass_by(days=1)
    library.messages.add(Draft("Hello.", "Tomas", "Tomas"))
    library.messages.add(Draft("Hello.", "New", "marta ellison"))
    assert names(library.series.may_follow(third.id)) == ["New", "two", "one", "Tomas"]
    assert names(library.series.may_follow(second.id)) == ["New", "one", "Tomas"]
    for circle in (first.id, third.id):
        with pytest.raises(Problem, match="cannot follow"):
            library.series.follow(first.id, circle)
    with pytest.raises(Problem, match="no message 99"):
        library.series.follow(third.id, 99)
    assert names(library.series.earlier(third.id)) == ["one", "two"]  # a refusal changes nothing


def test_two_may_follow_the_same(library: Library, watch: Watch) -> None:
    first, second, third = series(library, watch, "one", "two", "three")
    library.series.follow(third.id, first.id)
    assert names(library.series.earlier(second.id)) == names(library.series.earlier(third.id)) == ["one"]
    library.forget(first.id)
    assert library.series.earlier(second.id) == library.series.earlier(third.id) == ()


def test_one_without_a_word_is_among_them_without_a_script(library: Library, watch: Watch) -> None:
    first, second = series(library, watch, "one", "two")
    library.messages.save(first.id, Draft("", "one"))
    (earlier,) = library.series.earlier(second.id)
    assert (earlier.message.draft.title, earlier.script) == ("one", None)


def test_a_message_that_comes_back_follows_the_nearest_that_is_there(
    library: Library, watch: Watch, tmp_path: Path
) -> None:
    _, second, third = series(library, watch, "one", "two", "three")
    write(package(library, third.id), tmp_path / "three.beep")
    again = import_message(library, tmp_path / "three.beep")
    assert names(library.series.earlier(again.id)) == ["one", "two"]
    library.forget(second.id)
    later = import_message(library, tmp_path / "three.beep")
    assert names(library.series.earlier(later.id)) == ["one"]
    elsewhere = opened(tmp_path / "elsewhere")
    alone = import_message(elsewhere, tmp_path / "three.beep")
    assert alone.draft == third.draft
    assert elsewhere.series.earlier(alone.id) == ()
    elsewhere.close()
