"""A message as one file: there and back, and whatever else may arrive under that name."""

import json
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.library.draft import Draft
from app.library.exchange import import_message, package, take_in, unpacked, write
from app.library.library import Library
from app.library.messages import Edit, Message
from app.library.parcel import Misshapen, Newer, Parcel, unwrapped
from app.problems import Problem
from tests.library.kept import START, good, message, opened, poor, rules, sound, spoken


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path / "home")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Library:
    return opened(tmp_path / "elsewhere")


def full(library: Library, folder: Path) -> Message:
    """A message with all that a message can have."""
    made = message(library)
    library.messages.silence(made.id, {"hedge", "long_sentence"})
    library.answers.keep(made.id, {"name": "Marta", "your name": "Nora"})
    library.messages.remember(made.id, Edit(Draft("as it was", "Old title", limit_s=12.0), START))
    first = spoken(library, made.id, poor(), folder)
    spoken(library, made.id, None, folder)
    third = spoken(library, made.id, good(), folder)
    library.reviews.overrule(first.id, next(each for each in poor().findings if each.heard == "thursday"))
    library.reviews.overrule(first.id, next(each for each in poor().findings if each.heard == "um"))
    library.takes.pin(third.id)
    return library.messages.get(made.id)


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    to = tmp_path / "late.beep"
    write(package(library, full(library, tmp_path).id), to)
    return to


def state(library: Library, folder: Path) -> tuple[object, ...]:
    return library.messages.all(), sorted(folder.rglob("*.flac")), sorted(folder.rglob("import-*"))


def rewritten(file: Path, change: Callable[[dict], object]) -> Path:
    """The same archive with another message.json."""
    other = file.with_name("other.beep")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(other, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "message.json":
                data = json.loads(content)
                change(data)
                content = json.dumps(data).encode()
            after.writestr(name, content)
    return other


def refused(library: Library, file: Path, match: str = "is not a message this program can read") -> None:
    folder = library.sounds.folder.parent
    before = state(library, folder)
    with pytest.raises(Problem, match=match):
        import_message(library, file)
    assert state(library, folder) == before


def test_how_far_it_is_is_told_from_nothing_to_all(elsewhere: Library, file: Path) -> None:
    read: list[float] = []
    kept: list[float] = []
    with unpacked(file, elsewhere.sounds.folder, read.append) as came:
        assert read == sorted(read)
        assert 0 < read[-1] <= 1
        take_in(elsewhere, came, kept.append)
    assert kept[0] == 0
    assert kept == sorted(kept)
    assert len(kept) == len(came.sounds)


@pytest.mark.parametrize("after", [0, 1])
def test_where_it_is_given_up_nothing_of_it_is_left(elsewhere: Library, file: Path, after: int) -> None:
    before = state(elsewhere, elsewhere.sounds.folder.parent)

    def give_up(_: float) -> None:
        raise Problem("Given up.", "Nothing was changed.")

    unpacking = unpacked(file, elsewhere.sounds.folder, (lambda _: None) if after else give_up)
    with pytest.raises(Problem, match="Given up"), unpacking as came:
        take_in(elsewhere, came, give_up)
    assert state(elsewhere, elsewhere.sounds.folder.parent) == before


def test_a_message_comes_back_with_all_that_belongs_to_it(library: Library, elsewhere: Library, file: Path) -> None:
    (sent,) = library.messages.all()
    came = import_message(elsewhere, file)
    assert replace(came, id=sent.id) == sent
    assert [each.draft for each in elsewhere.messages.edits(came.id)] == [Draft("as it was", "Old title", limit_s=12.0)]
    takes = list(zip(library.takes.of(sent.id), elsewhere.takes.of(came.id), strict=True))
    for before, after in takes:
        assert replace(after, id=before.id, message=before.message, sound=before.sound) == before
        assert after.sound.read_bytes() == before.sound.read_bytes()
        assert after.sound.stat().st_mode & 0o077 == 0
        old, new = library.reviews.latest(before.id), elsewhere.reviews.latest(after.id)
        assert (old is None) is (new is None)
        if old is not None and new is not None:
            assert (new.review, new.rules, new.made_at) == (old.review, old.rules, old.made_at)
    assert {each.correction for each in elsewhere.reviews.corrections(came.id)} == {
        each.correction for each in library.reviews.corrections(sent.id)
    }
    assert len(elsewhere.reviews.corrections(came.id)) == 2
    assert elsewhere.takes.ladder(came.id) == library.takes.ladder(sent.id)
    assert elsewhere.answers.of(came.id) == {"name": "Marta", "your name": "Nora"}
    assert list(elsewhere.sounds.folder.glob("import-*")) == []


def test_what_was_exported_before_there_was_advice_comes_with_nothing_silenced(elsewhere: Library, file: Path) -> None:
    came = import_message(elsewhere, rewritten(file, lambda data: data.pop("silenced")))
    assert came.silenced == frozenset()


def test_what_was_exported_before_there_was_a_plan_comes_without_one(elsewhere: Library, file: Path) -> None:
    def strip(data: dict) -> None:
        del data["answers"]
        for draft in (data["message"], *(each["draft"] for each in data["edits"])):
            del draft["for_them"], draft["if_they_answer"]

    came = import_message(elsewhere, rewritten(file, strip))
    assert (came.draft.for_them, came.draft.if_they_answer) == ("", "")
    assert elsewhere.answers.of(came.id) == {}


def test_takes_of_drills_come_along_beside_the_ladder_or_on_it(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    sent, review = message(library), good()
    for drill, is_aside in (("", False), ("beat-the-clock", True), ("voicemail", False)):
        took = library.takes.keep(
            sent.id, sound(tmp_path), review.script, 20.0, review.strictness, 0.5, 0.0, drill=drill, is_aside=is_aside
        )
        library.reviews.save(took.id, review, rules(review))
    write(package(library, sent.id), tmp_path / "drilled.beep")
    came = import_message(elsewhere, tmp_path / "drilled.beep")
    kept = [(each.number, each.drill, each.is_aside) for each in elsewhere.takes.all_of(came.id)]
    assert kept == [(1, "", False), (2, "beat-the-clock", True), (3, "voicemail", False)]
    assert elsewhere.takes.ladder(came.id) == library.takes.ladder(sent.id)
    assert elsewhere.reviews.of_drill(came.id, "beat-the-clock") == library.reviews.of_drill(sent.id, "beat-the-clock")
    assert (came.takes, came.best_s) == (2, library.messages.get(sent.id).best_s)


def test_what_was_exported_before_there_were_drills_comes_without_any(elsewhere: Library, file: Path) -> None:
    def strip(data: dict) -> None:
        for take in data["takes"]:
            del take["drill"], take["aside"]

    came = import_message(elsewhere, rewritten(file, strip))
    assert {(each.drill, each.is_aside) for each in elsewhere.takes.all_of(came.id)} == {("", False)}


@pytest.mark.parametrize("answers", ["Marta", [["name", "Marta"]], {"name": 3}, {str(i): "x" for i in range(1001)}])
def test_answers_that_are_none_are_refused(elsewhere: Library, file: Path, answers: object) -> None:
    refused(elsewhere, rewritten(file, lambda data: data.update(answers=answers)))


@pytest.mark.parametrize("silenced", ["hedge", [3], ["two words"], ["x" * 50], [""]])
def test_a_silenced_rule_that_is_none_is_refused(elsewhere: Library, file: Path, silenced: object) -> None:
    refused(elsewhere, rewritten(file, lambda data: data.update(silenced=silenced)))


def test_the_same_file_twice_is_two_messages(library: Library, file: Path) -> None:
    import_message(library, file)
    import_message(library, file)
    assert len(library.messages.all()) == 3
    sounds = [take.sound for each in library.messages.all() for take in library.takes.of(each.id)]
    assert len(set(sounds)) == 9


def test_a_take_whose_sound_is_gone_is_left_out_and_named(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    made = full(library, tmp_path)
    lost = library.takes.of(made.id)[1]
    lost.sound.unlink()
    packed = package(library, made.id)
    assert packed.missing == (lost,)
    write(packed, tmp_path / "x.beep")
    assert import_message(elsewhere, tmp_path / "x.beep").takes == 2


def test_an_export_that_cannot_be_written_leaves_nothing(library: Library, tmp_path: Path) -> None:
    made = message(library)
    for to in (tmp_path / "nowhere" / "x.beep", tmp_path):
        with pytest.raises(Problem, match="cannot be written"):
            write(package(library, made.id), to)
    assert not list(tmp_path.glob("*.half"))
    with pytest.raises(Problem, match="no message"):
        package(library, 99)


def test_an_export_that_is_stopped_leaves_what_was_there(library: Library, tmp_path: Path) -> None:
    packed, to = package(library, full(library, tmp_path).id), tmp_path / "x.beep"
    to.write_bytes(b"before")
    done: list[float] = []

    def report(part: float) -> None:
        done.append(part)
        if part > 0.5:
            raise KeyError("it is not wanted any more")

    with pytest.raises(KeyError):
        write(packed, to, report)
    assert done == [0, 1 / 3, 2 / 3]
    assert to.read_bytes() == b"before"
    assert not list(tmp_path.glob("*.half"))


# ---- What may arrive


def test_what_is_no_archive_is_a_sentence(elsewhere: Library, tmp_path: Path, file: Path) -> None:
    whole = file.read_bytes()
    for content in (b"", b"PK", b"no archive", whole[: len(whole) // 2], b"PK\x05\x06" + bytes(18)):
        (tmp_path / "x.beep").write_bytes(content)
        refused(elsewhere, tmp_path / "x.beep")
    refused(elsewhere, tmp_path / "none.beep")
    refused(elsewhere, tmp_path)


def test_a_later_format_is_a_sentence(elsewhere: Library, file: Path) -> None:
    refused(elsewhere, rewritten(file, lambda data: data.update(format=2)), "newer version")


@pytest.mark.parametrize(
    "name",
    ["../1.flac", "takes/../../1.flac", "/etc/1.flac", "takes\\1.flac", "takes/1.flac\n", "C:1.flac", "x.json"],
)
def test_no_name_leads_out_of_the_folder(elsewhere: Library, tmp_path: Path, file: Path, name: str) -> None:
    other = rewritten(file, lambda data: data["takes"][0].update(sound=name))
    with zipfile.ZipFile(other, "a") as archive:
        archive.write(sound(tmp_path), name)
    refused(elsewhere, other, "outside its folder")


def test_files_that_nobody_names_stay_in_the_archive(elsewhere: Library, file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../evil.txt", "evil")
        archive.writestr("takes/99.flac", "evil")
    import_message(elsewhere, file)
    assert not list(tmp_path.rglob("evil.txt"))
    assert len(list(elsewhere.sounds.folder.iterdir())) == 3


def test_a_sound_that_is_none_is_refused(elsewhere: Library, file: Path, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "wave.wav", np.zeros(100, np.int16), 16_000)
    soundfile.write(tmp_path / "two.flac", np.zeros((100, 2), np.int16), 16_000)
    soundfile.write(tmp_path / "none.flac", np.zeros(0, np.int16), 16_000)
    soundfile.write(tmp_path / "slow.flac", np.zeros(100, np.int16), 4_000)
    contents = [(tmp_path / name).read_bytes() for name in ("wave.wav", "two.flac", "none.flac", "slow.flac")]
    for content in (b"", b"fLaC", b"MZ\x90\0", *contents):
        other = tmp_path / "other.beep"
        with zipfile.ZipFile(file) as before, zipfile.ZipFile(other, "w") as after:
            for name in before.namelist():
                after.writestr(name, content if name == "takes/2.flac" else before.read(name))
        refused(elsewhere, other)


def test_a_sound_that_is_missing_is_refused(elsewhere: Library, file: Path) -> None:
    refused(elsewhere, rewritten(file, lambda data: data["takes"][0].update(sound="takes/77.flac")), "has no takes/77")


def test_what_swells_is_refused_before_it_is_unpacked(elsewhere: Library, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "bomb.beep"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, bytes(50 << 20) if name == "takes/1.flac" else before.read(name))
    refused(elsewhere, other, "too large")


def test_what_says_that_it_is_smaller_than_it_is_is_refused(elsewhere: Library, file: Path) -> None:
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("message.json")
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"message.json"))
    struct.pack_into("<I", content, at + 24, entry.file_size // 2)
    file.write_bytes(content)
    refused(elsewhere, file)


def test_a_packing_that_we_never_use_is_refused(elsewhere: Library, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "lzma.beep"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(other, "w", zipfile.ZIP_LZMA) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    refused(elsewhere, other, "never was")


def test_too_many_files_are_refused(elsewhere: Library, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.beep", "w") as archive:
        for number in range(2_500):
            archive.writestr(f"{number}", "")
    refused(elsewhere, tmp_path / "many.beep", "too many")


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("what",), "something else"),
        (("format",), "1"),
        (("format",), 0),
        (("message",), []),
        (("message", "text"), 1),
        (("message", "text"), "x" * (3 << 20)),
        (("message", "title"), "x" * 20_000),
        (("message", "title"), "half \ud83d"),
        (("message", "limit_s"), -1),
        (("message", "limit_s"), "30"),
        (("edits",), [{}]),
        (("edits",), None),
        (("takes",), [{}]),
        (("takes", 0, "strictness"), "cruel"),
        (("takes", 0, "limit_s"), 0),
        (("takes", 0, "recorded_at"), 1e30),
        (("takes", 0, "origin_s"), -1),
        (("takes", 0, "drill"), None),
        (("takes", 0, "drill"), "../fading"),
        (("takes", 0, "reviews"), [1]),
        (("takes", 0, "reviews", 0, "rules"), 1),
        (("takes", 0, "corrections", 0, "kind"), "sin"),
        (("takes", 0, "corrections", 0, "span"), [1]),
        (("corrections",), [{"kind": "number"}]),
        (("corrections",), [None] * 20_000),
    ],
)
def test_whatever_is_wrong_with_it_is_a_sentence(
    elsewhere: Library, file: Path, way: tuple[str | int, ...], value: object
) -> None:
    def change(data: dict) -> None:
        at = data
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] = value

    refused(elsewhere, rewritten(file, change))


def test_a_take_without_words_is_refused(elsewhere: Library, file: Path) -> None:
    refused(elsewhere, rewritten(file, lambda data: data["takes"][2].update(text="()")), "no words")


def test_a_review_that_fits_no_script_is_made_again(elsewhere: Library, file: Path) -> None:
    def change(data: dict) -> None:
        data["takes"][0]["reviews"][0]["review"]["verdicts"] = ["said"]

    came = import_message(elsewhere, rewritten(file, change))
    assert [each.attempt is None for each in elsewhere.takes.of(came.id)] == [True, True, False]


def test_thousands_of_corrections_are_taken_in_without_making_reviews_anew_for_each(
    elsewhere: Library, file: Path
) -> None:
    def swell(data: dict) -> None:
        data["corrections"] *= 5_000 // len(data["corrections"])

    asked: list[str] = []
    elsewhere.store._connection.set_trace_callback(asked.append)
    came = import_message(elsewhere, rewritten(file, swell))
    assert len(elsewhere.reviews.corrections(came.id)) > 4_900
    assert sum(each.startswith("UPDATE takes SET attempt") for each in asked) < 20


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with pytest.raises(Misshapen):
        unwrapped(content)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_anywhere_breaks_the_reader(file: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(file) as archive:
        whole = json.loads(archive.read("message.json"))
    at: object = whole
    while True:
        steps = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        step = data.draw(st.sampled_from(steps))
        inner = at[step]  # type: ignore[index]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        at = inner
    at[step] = data.draw(_VALUES)  # type: ignore[index]
    with suppress(Misshapen, Newer):  # and nothing else
        assert isinstance(unwrapped(json.dumps(whole).encode()), Parcel)
