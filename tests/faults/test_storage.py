"""What may happen to the disk, the folder and the library while a take is made, each really done."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from app.audio.held import is_held
from app.audio.microphone import open_microphone
from app.library.library import NAME, Library, open_library
from app.library.recovery import bring_back
from app.library.sounds import Sounds
from app.library.store import open_store
from app.problems import Problem
from tests.audio.test_microphone import FakePortAudio, device
from tests.fakes import FakeEars
from tests.faults.matrix import NOTHING, fault
from tests.faults.modes import respect_modes
from tests.faults.rep import cut_off, noise, rep
from tests.library.kept import message, places

if sys.platform != "win32":
    import resource

Told = Callable[[str], None]
_ORIGIN_AT = 44  # byte of a part file where its clock's start stands

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="a folder's mode is a Unix matter")


@contextmanager
def library_in(folder: Path, patience_s: float = 5.0) -> Iterator[Library]:
    store, notice = open_store(folder / NAME, patience_s=patience_s)
    library = Library(store, Sounds(folder / "takes"), places(folder), (notice,) if notice else ())
    try:
        yield library
    finally:
        library.close()


@contextmanager
def no_file_longer_than(most_bytes: int) -> Iterator[Callable[[], None]]:
    """Gives what makes room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield make_room
    finally:
        make_room()


def kept_s(sound: Path) -> float:
    return float(soundfile.info(sound).duration)


def brought_back(library: Library, name: str) -> float:
    """The one take that was left, as take 1 of that message; its length (s)."""
    ((found,), left) = bring_back(library)
    assert left == ()
    assert found.take is not None
    assert (found.name, found.take.number, found.take.attempt) == (name, 1, None)
    assert [each.name for each in library.sounds.folder.iterdir()] == [found.take.sound.name]
    return kept_s(found.take.sound)


@needs_limits
@fault(
    "The disk is full while it records",
    "The take cannot be written to … (…). Make room there, or make the folder one you may write to.",
    "all of it is heard and reviewed; of the sound what had room, as a take of its message after the next start",
)
def test_a_disk_that_is_full_while_it_records(tmp_path: Path, told: Told) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        with no_file_longer_than(40_000):
            ended = rep(tmp_path / "takes", of.id)
        told(ended.told)
        assert ended.heard_s == 2.0
        assert ended.take is None
        assert brought_back(library, of.draft.name) == pytest.approx(40_000 / 2 / 16_000, abs=0.01)


@needs_limits
@fault("The disk is full while it records, and has room again by the end", NOTHING, "all of it, with its review")
def test_a_disk_that_has_room_again_by_the_end(tmp_path: Path) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        with no_file_longer_than(40_000) as make_room:
            ended = rep(tmp_path / "takes", of.id, happens=make_room, after_s=1.8)
        assert ended.told == ""
        assert kept_s(ended.kept(library, of.id).sound) == 2.0


@needs_limits
@fault(
    "The disk is full when the review is kept",
    "The library … cannot be written (…); nothing of it was changed. Make that place writable, or",
    "the take; it is put to its message after the next start, and its review made",
)
def test_a_disk_that_is_full_when_the_review_is_kept(tmp_path: Path, told: Told) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        ended = rep(tmp_path / "takes", of.id)
        with no_file_longer_than(1), pytest.raises(Problem) as refused:
            ended.kept(library, of.id)
        told(str(refused.value))
        assert library.takes.of(of.id) == ()
        assert brought_back(library, of.draft.name) == 2.0


@needs_modes
@fault(
    "The takes folder is read-only when a rep begins",
    "The take cannot be written to … (Permission denied). Make room there, or make the folder one you may write to.",
    "nothing was spoken yet",
)
def test_a_folder_that_is_read_only_when_a_rep_begins(tmp_path: Path, told: Told) -> None:
    (tmp_path / "takes").mkdir(mode=0o500)
    with ThreadPoolExecutor(1, initializer=respect_modes) as bound:
        ended = bound.submit(rep, tmp_path / "takes").result()
    told(ended.told)
    assert ended.caught == []


@needs_modes
@fault(
    "The takes folder becomes read-only while it records",
    "The take cannot be written to … Make room there, or make the folder one you may write to.",
    "all of it, with its review",
)
def test_a_folder_that_becomes_read_only_while_it_records(tmp_path: Path, told: Told) -> None:
    folder = tmp_path / "takes"
    with library_in(tmp_path) as library:
        of = message(library)
        with ThreadPoolExecutor(1, initializer=respect_modes) as bound:
            ended = bound.submit(rep, folder, of.id, happens=lambda: folder.chmod(0o500)).result()
        told(ended.told)
        take = ended.kept(library, of.id)
        assert kept_s(take.sound) == 2.0
        folder.chmod(0o700)
        assert bring_back(library) == ((), ())
        (take,) = library.takes.of(of.id)
        assert take.sound.suffix == ".flac"
        assert (kept_s(take.sound), take.attempt is None) == (2.0, False)


@fault("The takes folder is removed while it records", NOTHING, "all of it, with its review")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder with an open file in it")
def test_a_folder_that_is_removed_while_it_records(tmp_path: Path) -> None:
    folder = tmp_path / "takes"
    with library_in(tmp_path) as library:
        of = message(library)
        ended = rep(folder, of.id, happens=lambda: shutil.rmtree(folder))
        assert ended.told == ""
        assert kept_s(ended.kept(library, of.id).sound) == 2.0


@fault(
    "Another program holds the library when the take is kept",
    "Another program holds the library …; what was to be done is not. Close it (a second window, a backup), and try",
    "the take; it is put to its message after the next start, and its review made",
)
def test_a_library_that_is_locked_when_the_take_is_kept(tmp_path: Path, told: Told) -> None:
    with library_in(tmp_path, patience_s=0.05) as library:
        of = message(library)
        ended = rep(tmp_path / "takes", of.id)
        other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem) as refused:
            ended.kept(library, of.id)
        told(str(refused.value))
        assert [told_of.what for told_of in bring_back(library)[1]] == [refused.value.what]  # it waits on
        other.rollback()
        other.close()
        assert brought_back(library, of.draft.name) == 2.0


@fault(
    "The library is damaged, and a take was cut off",
    "The library … was damaged, so a new one has been started; the takes are still in their folder. The damaged file",
    "the take, in a new message with the words it was spoken for; the damaged file",
)
def test_a_library_that_is_damaged_and_a_take_that_was_cut_off(tmp_path: Path, told: Told) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
    cut_off(tmp_path / "takes", of.id)
    for each in tmp_path.glob(NAME + "-*"):
        each.unlink()
    (tmp_path / NAME).write_bytes(b"no library at all" * 1000)
    library = open_library(places(tmp_path))
    (notice,) = library.notices
    told(str(notice))
    assert brought_back(library, "Thursday with Marta") == 2.0
    (made,) = library.messages.all()
    assert made.draft.text == of.draft.text
    library.close()
    (aside,) = tmp_path.glob("*damaged*")
    assert aside.read_bytes().startswith(b"no library at all")


@fault(
    "The library was written by a newer version, and a take was cut off",
    "The library … was written by a newer version of this program (format …; this one knows …). Use that version, or",
    "the take and the library, until that version is used",
)
def test_a_library_of_a_newer_version_and_a_take_that_was_cut_off(tmp_path: Path, told: Told) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        version = library.store.rows("PRAGMA user_version")[0][0]
    cut_off(tmp_path / "takes", of.id)
    _set_version(tmp_path / NAME, 999)
    with pytest.raises(Problem) as refused:
        open_library(places(tmp_path))
    told(str(refused.value))
    _set_version(tmp_path / NAME, version)
    with library_in(tmp_path) as library:
        assert brought_back(library, of.draft.name) == 2.0


def _set_version(file: Path, version: int) -> None:
    newer = sqlite3.connect(file)
    newer.execute(f"PRAGMA user_version = {version}")
    newer.close()


@fault("The clock is set back between two reps", NOTHING, "both takes, in the order they were spoken")
def test_a_clock_that_is_set_back_between_two_reps(tmp_path: Path) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        takes = [rep(tmp_path / "takes", of.id, seconds=seconds).kept(library, of.id) for seconds in (1.0, 2.0)]
        assert [kept_s(take.sound) for take in takes] == [1.0, 2.0]
        assert [take.number for take in library.takes.of(of.id)] == [1, 2]


@fault(
    "Another window starts while a take is recognized, and this one is killed before it keeps it",
    NOTHING,
    "the take, once: while its program lives it is left alone",
)
def test_a_take_whose_program_lives_is_left_alone(tmp_path: Path) -> None:
    """And where the other was quicker all the same, it is kept once."""
    with library_in(tmp_path) as library:
        of = message(library)
        meanwhile: list[object] = []

        def listen(rate: int) -> FakeEars:
            (note,) = (tmp_path / "takes").glob("*.note.json")
            meanwhile.extend((is_held(note), bring_back(library)))
            return FakeEars(rate)

        ended = rep(tmp_path / "takes", of.id, listen=listen)
        assert meanwhile == [True, ((), ())]
        assert brought_back(library, of.draft.name) == 2.0
        assert ended.kept(library, of.id).number == 1
        (take,) = library.takes.of(of.id)
        assert take.attempt is not None


def test_a_take_that_its_program_and_another_put_to_its_message_at_once_is_there_once(tmp_path: Path) -> None:
    begins = Event()

    def other() -> object:
        with library_in(tmp_path) as library:
            begins.set()
            return bring_back(library)

    with library_in(tmp_path) as library, ThreadPoolExecutor(1) as pool:
        of = message(library)
        ended = rep(tmp_path / "takes", of.id)
        with library.store.writing():
            found = pool.submit(other)
            begins.wait()
            ended.kept(library, of.id)
        assert found.result() == ((), ())
        (take,) = library.takes.of(of.id)
        assert take.attempt is not None
        assert bring_back(library) == ((), ())


@fault(
    "The model breaks down while it hears",
    "The rep broke off by a fault of this program",
    "what was recorded until then; after the next start it is put to its message, and its review made",
)
def test_a_model_that_breaks_down_while_it_hears(tmp_path: Path, told: Told) -> None:
    class Breaking(FakeEars):
        def hear(self, block: bytes) -> None:
            super().hear(block)
            if len(self.heard) >= 2 * self.rate:
                raise OSError("no words left")

    with library_in(tmp_path) as library:
        of = message(library)
        ended = rep(tmp_path / "takes", of.id, listen=Breaking)
        told(ended.told)
        assert brought_back(library, of.draft.name) >= 1.0


@fault(
    "Another program holds the microphone for itself",
    "The microphone “…” will not open (Device unavailable). Close other programs that use it, or choose another one.",
    "nothing was spoken yet",
)
def test_a_microphone_that_another_program_holds(tmp_path: Path, told: Told) -> None:
    system = FakePortAudio(device("a"))
    system.refuse = lambda _: "Device unavailable"
    ended = rep(tmp_path / "takes", opens=lambda: open_microphone(system))
    told(ended.told)
    assert not (tmp_path / "takes").exists()


def test_a_take_whose_beginning_was_damaged_is_a_take_whose_clock_starts_at_the_first_speech(tmp_path: Path) -> None:
    with library_in(tmp_path) as library:
        of = message(library)
        with cut_off(tmp_path / "takes", of.id).open("r+b") as part:
            part.seek(_ORIGIN_AT)
            part.write(b"\xff" * 8)
        assert brought_back(library, of.draft.name) == 2.0
        (take,) = library.takes.of(of.id)
        assert take.origin_s is None


def test_a_note_that_is_none_leaves_the_sound(tmp_path: Path) -> None:
    for content in (b"", b"{", b"[]", b'{"format": 1}', b'{"format": 2}', b"\xff"):
        part = cut_off(tmp_path / "takes", None)
        (tmp_path / "takes" / "cut-off.note.json").write_bytes(content)
        with library_in(tmp_path) as library:
            ((found,), left) = bring_back(library)
            assert (found.take, left) == (None, ())
            assert np.array_equal(soundfile.read(found.sound, dtype="int16")[0], noise(2.0))
            assert library.messages.all() == ()
        found.sound.unlink()
        assert not part.exists()
        assert list((tmp_path / "takes").iterdir()) == []
