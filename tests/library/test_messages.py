"""Messages: written, searched, edited, duplicated, deleted and brought back."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.draft import FACTS, Draft, as_text, draft_of
from app.library.library import NAME, Library
from app.library.schema import MIGRATIONS
from app.library.store import open_store
from app.problems import Problem
from tests.library.kept import DRAFT, START, Watch, opened, poor, spoken


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def library(tmp_path: Path, watch: Watch) -> Library:
    return opened(tmp_path / "home", watch)


def test_a_new_message_is_as_it_was_written(library: Library) -> None:
    draft = Draft("Hi.", "A title", "Marta", "A call", "Her shops", "One page", "I call", "Ask which shop", 25.0)
    kept = library.messages.add(draft)
    assert kept.draft == draft
    assert (kept.created_at, kept.edited_at, kept.deleted_at) == (START, START, None)
    assert (kept.takes, kept.best_s, kept.streak, kept.is_ready, kept.is_sample) == (0, None, 0, False, False)
    assert library.messages.get(kept.id) == kept


def test_the_last_edited_comes_first(library: Library, watch: Watch) -> None:
    first = library.messages.add(Draft("one"))
    watch.pass_by(minutes=1)
    second = library.messages.add(Draft("two"))
    assert [each.id for each in library.messages.all()] == [second.id, first.id]
    watch.pass_by(minutes=1)
    library.messages.save(first.id, Draft("one more"))
    assert [each.id for each in library.messages.all()] == [first.id, second.id]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", {"Lindström", "Marta"}),
        ("lindstrom", {"Lindström"}),
        ("LINDSTRÖM", {"Lindström"}),
        ("deliv mar", {"Marta"}),
        ("goal", {"Marta"}),
        ("100%", {"Lindström"}),
        ("_", set()),
        ("%", {"Lindström"}),
        ("nowhere", set()),
        ("' OR 1 --", set()),
    ],
)
def test_the_search_looks_for_each_word_everywhere(library: Library, search: str, found: set[str]) -> None:
    library.messages.add(Draft("Late deliveries cost you shops.", "Shops", "Marta", goal="Her goal"))
    library.messages.add(Draft("Ready at 100% by May.", "Guide", "Åsa Lindström"))
    assert {each.draft.to.split()[-1] for each in library.messages.all(search)} == found


def test_typing_is_one_edit_until_ten_minutes_have_gone(library: Library, watch: Watch) -> None:
    kept = library.messages.add(Draft("a"))
    for text in ("ab", "abc"):
        watch.pass_by(minutes=4)
        library.messages.save(kept.id, Draft(text))
    assert library.messages.edits(kept.id) == ()
    watch.pass_by(minutes=4)
    library.messages.save(kept.id, Draft("abcd"))
    (edit,) = library.messages.edits(kept.id)
    assert edit.draft == Draft("abc")
    assert edit.edited_at == watch.now - (watch.now - START) / 3
    assert library.messages.get(kept.id).draft == Draft("abcd")


def test_what_was_spoken_is_remembered_however_soon_it_is_changed(
    library: Library, watch: Watch, tmp_path: Path
) -> None:
    kept = library.messages.add(Draft("as spoken"))
    watch.pass_by(seconds=5)
    spoken(library, kept.id, poor(), tmp_path)
    watch.pass_by(seconds=5)
    library.messages.save(kept.id, Draft("changed"))
    watch.pass_by(seconds=5)
    library.messages.save(kept.id, Draft("changed again"))
    assert [each.draft.text for each in library.messages.edits(kept.id)] == ["as spoken"]


def test_an_edit_can_be_gone_back_to(library: Library, watch: Watch) -> None:
    kept = library.messages.add(DRAFT)
    watch.pass_by(hours=1)
    library.messages.save(kept.id, Draft("worse"))
    watch.pass_by(hours=1)
    back = library.messages.save(kept.id, library.messages.edits(kept.id)[0].draft)
    assert back.draft == DRAFT
    assert [each.draft for each in library.messages.edits(kept.id)] == [Draft("worse"), DRAFT]


def test_saving_what_is_there_already_changes_nothing(library: Library, watch: Watch) -> None:
    kept = library.messages.add(DRAFT)
    watch.pass_by(hours=1)
    assert library.messages.save(kept.id, DRAFT) == kept
    assert library.messages.edits(kept.id) == ()


def test_a_duplicate_has_the_words_and_none_of_the_takes(library: Library, tmp_path: Path) -> None:
    kept = library.messages.add(DRAFT)
    spoken(library, kept.id, poor(), tmp_path)
    copy = library.messages.duplicate(kept.id)
    assert copy.draft == replace(DRAFT, title="Late deliveries (copy)")
    assert copy.takes == 0
    assert library.messages.get(kept.id).takes == 1


def test_the_rules_silenced_for_a_message_stay_so_and_go_with_its_duplicate(tmp_path: Path) -> None:
    library = opened(tmp_path)
    kept = library.messages.add(DRAFT)
    other = library.messages.add(Draft("Another one."))
    assert kept.silenced == frozenset()
    library.messages.silence(kept.id, {"hedge", "jargon"})
    library.close()
    again = opened(tmp_path)
    again.messages.save(kept.id, Draft("Written anew."))
    assert again.messages.get(kept.id).silenced == {"hedge", "jargon"}
    assert again.messages.duplicate(kept.id).silenced == {"hedge", "jargon"}
    assert again.messages.get(other.id).silenced == frozenset()
    again.messages.silence(kept.id, {"jargon"})
    assert again.messages.get(kept.id).silenced == {"jargon"}
    again.close()


def test_a_library_of_an_earlier_version_has_nothing_silenced(tmp_path: Path) -> None:
    path, first = tmp_path / NAME, MIGRATIONS[:1]
    before, _ = open_store(path, migrations=first)
    before.run(
        'INSERT INTO messages (title, "to", cares_about, goal, next_step, text, folded, created_at, begun_at,'
        " edited_at, is_sample) VALUES ('Old', '', '', '', '', 'Hi.', 'hi', 1, 1, 1, 0)"
    )
    before.close()
    library = opened(tmp_path)
    (old,) = library.messages.all()
    assert (old.draft.title, old.silenced) == ("Old", frozenset())
    library.close()


def test_a_deleted_message_can_be_brought_back(library: Library, tmp_path: Path) -> None:
    kept = library.messages.add(DRAFT)
    take = spoken(library, kept.id, poor(), tmp_path)
    library.messages.delete(kept.id)
    assert library.messages.all() == ()
    assert [each.id for each in library.messages.deleted()] == [kept.id]
    library.messages.restore(kept.id)
    assert [each.id for each in library.messages.all()] == [kept.id]
    assert library.takes.of(kept.id) == (take,)
    assert take.sound.exists()


def test_what_is_gone_is_a_sentence(library: Library) -> None:
    for call in (library.messages.get, library.messages.delete, library.messages.restore, library.messages.duplicate):
        with pytest.raises(Problem, match="no message 7"):
            call(7)
    with pytest.raises(Problem, match="no message 7"):
        library.messages.save(7, DRAFT)
    assert library.messages.edits(7) == ()


def test_a_message_is_found_by_its_name_or_a_part_of_it(library: Library) -> None:
    late = library.messages.add(DRAFT)
    guide = library.messages.add(Draft("x", "The lease guide"))
    unnamed = library.messages.add(Draft("Hello there, I have no title at all."))
    assert library.messages.called("late DELIVERIES").id == late.id
    assert library.messages.called("guide").id == guide.id
    assert library.messages.called("Hello there, I have no").id == unnamed.id
    library.messages.add(Draft("x", "Late"))
    assert library.messages.called("late deliveries").id == late.id  # its whole name, though it is a part of none
    with pytest.raises(Problem, match=r"“Late”.*“Late deliveries”|“Late deliveries”.*“Late”"):
        library.messages.called("lat")
    for nothing in ("nowhere", "", "  "):
        with pytest.raises(Problem, match="No message is called"):
            library.messages.called(nothing)


def test_half_a_character_of_a_paste_does_no_harm(library: Library) -> None:
    kept = library.messages.add(Draft("Hi \ud83d Marta", "A \udc00 title"))
    assert library.messages.get(kept.id).draft == Draft("Hi ? Marta", "A ? title")
    assert library.messages.all("marta")[0].id == kept.id


def test_facts_are_single_lines(library: Library) -> None:
    assert library.messages.add(Draft("x", "Two\n lines ")).draft.title == "Two lines"


# ---- Drafts


def test_front_matter_becomes_the_facts() -> None:
    text = "---\ntitle: Late\nto: Marta\nlimit: 0:25\nnext step: I call\nother: kept out\n---\n\nHi Marta.\n"
    assert draft_of(text) == Draft("Hi Marta.\n", "Late", "Marta", next_step="I call", limit_s=25.0)


def test_a_limit_that_is_none_does_not_keep_the_text_out() -> None:
    assert draft_of("---\nlimit: soon\n---\nHi.") == Draft("Hi.")


def test_the_facts_go_before_those_in_the_text() -> None:
    draft = Draft("---\ntitle: Inside\nto: Inside\nlimit: 10\n---\nHi Marta.", "Beside", limit_s=20.0)
    script = draft.script()
    assert (script.title, script.to, script.limit_s) == ("Beside", "Inside", 20.0)
    assert [word.text for word in script.words] == ["Hi", "Marta"]
    assert draft.text[script.words[1].start : script.words[1].end] == "Marta"


def test_a_message_without_words_says_so_by_its_name() -> None:
    with pytest.raises(Problem, match="Late deliveries"):
        Draft("(nothing)", "Late deliveries").script()


_FACT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20)


@given(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.lists(_FACT, min_size=len(FACTS), max_size=len(FACTS)),
    st.one_of(st.none(), st.integers(1, 3600).map(float), st.just(12.5)),
)
def test_a_message_as_text_is_read_back(text: str, facts: list[str], limit_s: float | None) -> None:
    tidy = [" ".join(fact.split()) for fact in facts]
    draft = Draft(text.replace("\r", "").lstrip("\n"), *tidy, limit_s)
    if draft == Draft(draft.text):
        return  # then the text stands alone, and what it has on top is its own
    back = draft_of(as_text(draft))
    assert (back.text, back.limit_s) == (draft.text, draft.limit_s)
    for name in FACTS:
        assert getattr(back, name).strip("\"' ") == getattr(draft, name).strip("\"' "), name
