"""`rehearse list` and `rehearse check --message`: the library from the terminal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from app.library.draft import Draft
from app.library.library import NAME, Library, open_library
from app.library.messages import Message
from app.library.takes import KeptTake
from app.places import find_places
from app.review.finding import Strictness
from tests.command_line import PROJECT, SAMPLE, CommandLine, Done, everything_in
from tests.recognition.tiny_model import make_model, say

WORDS = ("hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back")
DRAFT = Draft("Hello, this is Anna about the red boat. Please call back.\n", "The red boat", "Tomas Grell")


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "tones")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is prepared for a model once need not be prepared again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path, tones: Path, cache: Path) -> CommandLine:
    """A home of its own, and a model that understands tones."""
    command_line = CommandLine(capfd, tmp_path / "home")
    command_line.home.mkdir()
    (command_line.home / "cache").symlink_to(cache)
    command_line.environ["REHEARSE_MODEL"] = str(tones)
    return command_line


@pytest.fixture
def library(rehearse: CommandLine) -> Library:
    return open_library(find_places(rehearse.environ, PROJECT))


@pytest.fixture
def message(library: Library) -> Message:
    return library.messages.add(DRAFT)


def sound(folder: Path, words: tuple[str, ...] = WORDS) -> Path:
    soundfile.write(folder / "take.wav", say(words), 16_000)
    return folder / "take.wav"


def kept(library: Library, message: Message, folder: Path, words: tuple[str, ...] = WORDS) -> KeptTake:
    file = sound(folder, words)
    length_s = soundfile.info(file).duration
    return library.takes.keep(message.id, file, message.draft.script(), 25.0, Strictness.WORD, length_s, 0.2)


def data(done: Done) -> dict:
    assert done.code in (0, 1), done
    return json.loads(done.out)


# ---- list


def test_on_a_fresh_machine_there_is_the_sample(rehearse: CommandLine) -> None:
    done = rehearse("list")
    assert done.code == 0
    assert done.err == ""
    (line,) = done.out.splitlines()
    assert line.startswith("Late deliveries   Marta Ellison, operations   Best 0:24   ")
    assert rehearse("list").out == done.out


def test_it_says_how_far_each_message_has_come(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    library.messages.add(Draft("Only written."))
    kept(library, message, tmp_path)
    assert rehearse("check", "--message", "red").code == 0
    *lines, week = rehearse("list").out.splitlines()
    assert len(lines) == 3
    assert week.startswith("This week: 1 of 1 clean cold, 0.0 fillers")
    assert "This week: 1 of 1 clean cold, best clean time 0:0" in rehearse("list", "boat").out
    assert "This week" not in rehearse("list", "late").out  # the sample's takes are nobody's progress
    assert [line.split("   ")[0] for line in lines if "Best 0:0" in line] == ["The red boat"]
    assert [line.split("   ")[0] for line in lines if "Draft" in line] == ["Only written."]


def test_a_take_of_a_drill_says_so(rehearse: CommandLine, library: Library, message: Message, tmp_path: Path) -> None:
    kept(library, message, tmp_path)
    for drill, is_aside in (("voicemail", False), ("fading", True)):
        file, script = sound(tmp_path), message.draft.script()
        length_s = soundfile.info(file).duration
        library.takes.keep(
            message.id, file, script, 25.0, Strictness.WORD, length_s, 0.2, drill=drill, is_aside=is_aside
        )
    (listed,) = json.loads(rehearse("list", "boat", "--json").out)
    told = [(take["number"], take["drill"], take["aside"]) for take in listed["takes"]]
    assert told == [(1, None, False), (2, "voicemail", False), (3, "fading", True)]
    assert "drill" not in rehearse("check", "--message", "red", "1").err
    assert "Take 2 was spoken in the drill “Voicemail”.\n" in rehearse("check", "--message", "red", "2").err
    assert "the drill “Fading”, and stands beside the ladder" in rehearse("check", "--message", "red", "3").err


def test_only_what_is_searched_for_is_listed(rehearse: CommandLine, library: Library) -> None:
    library.messages.add(DRAFT)
    assert rehearse("list", "grell", "BOAT").out.count("\n") == 1
    done = rehearse("list", "submarine")
    assert (done.code, done.out) == (0, "")
    assert "submarine" in done.err


def test_the_list_as_data(rehearse: CommandLine, library: Library, message: Message, tmp_path: Path) -> None:
    take = kept(library, message, tmp_path)
    (listed,) = json.loads(rehearse("list", "boat", "--json").out)
    assert (listed["name"], listed["to"], listed["ready"]) == ("The red boat", "Tomas Grell", False)
    (told,) = listed["takes"]
    assert (told["number"], told["file"], told["clean"], told["limit_s"]) == (1, str(take.sound), None, 25.0)


def test_without_a_message_it_says_so(rehearse: CommandLine, library: Library) -> None:
    library.add_sample(SAMPLE, 30.0)
    library.forget_everything()
    done = rehearse("list")
    assert (done.code, done.out) == (0, "")
    assert "no message yet" in done.err


# ---- check --message


def test_a_kept_take_is_judged_as_it_was_spoken_and_the_review_kept(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    take = kept(library, message, tmp_path)
    library.messages.save(message.id, replace(DRAFT, text="Quite another text."))
    review = data(rehearse("check", "--message", "the red boat", "1", "--json"))
    assert review["clean"]
    assert (review["script"]["limit_s"], review["script"]["strictness"]) == (25.0, "word")
    assert [word["text"] for word in review["script"]["words"]][-2:] == ["call", "back"]
    assert review["take"]["origin_s"] == pytest.approx(0.2)
    stored = library.reviews.latest(take.id)
    assert stored is not None
    assert stored.review.clean
    assert stored.review.take.file == take.sound.name  # and not where it lies
    assert library.messages.get(message.id).streak == 1


def test_without_a_number_it_is_the_last_take(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    kept(library, message, tmp_path)
    last = kept(library, message, tmp_path, WORDS[:6] + WORDS[7:])
    review = data(rehearse("check", "--json", "--message", "boat"))
    assert review["take"]["file"] == str(last.sound)
    assert [each["expected"] for each in review["findings"] if each["kind"] == "omission"] == ["red"]
    assert [each.attempt is None for each in library.takes.of(message.id)] == [True, False]


def test_other_rules_are_shown_and_not_kept(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    take = kept(library, message, tmp_path)
    done = rehearse("check", "--message=boat", "--limit", "1", "1", "--json")
    assert done.code == 1
    assert json.loads(done.out)["take"]["overrun_s"] > 0
    assert library.reviews.latest(take.id) is None


def test_what_was_overruled_stays_so(rehearse: CommandLine, library: Library, message: Message, tmp_path: Path) -> None:
    take = kept(library, message, tmp_path, (*WORDS[:6], "back", *WORDS[7:]))
    before = data(rehearse("check", "--message", "boat", "--json"))
    review = library.reviews.latest(take.id)
    assert review is not None
    (changed,) = [each for each in review.review.findings if each.heard == "back"]
    assert not before["clean"]
    library.reviews.overrule(take.id, changed)
    after = data(rehearse("check", "--message", "boat", "--json"))
    assert after["clean"]
    assert after["verdicts"][6] == "said"


def test_a_sound_file_is_held_against_the_message_as_it_is_now(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    file = sound(tmp_path)
    for arguments in ((file, "--message", "boat"), ("--message", "boat", "--json", file)):
        assert rehearse("check", *arguments).code == 0
    assert rehearse("check", "--message", "boat", "-", stdin=file.read_bytes()).code == 0
    assert library.takes.of(message.id) == ()


def test_what_is_not_there_is_a_sentence(
    rehearse: CommandLine, library: Library, message: Message, tmp_path: Path
) -> None:
    assert rehearse("check", "--message", "boat").refuses("Nothing is recorded")
    assert rehearse("check", "--message", "submarine").refuses("submarine")
    assert rehearse("check", "--message", "boat", "1").refuses("no take 1")
    assert rehearse("check", "--message", "boat", tmp_path / "none.wav").refuses("none.wav")
    assert rehearse("check", "--message", "boat", "a", "b").refuses("b")
    assert rehearse("check", "--message").refuses("--message")
    library.messages.add(DRAFT)
    assert rehearse("check", "--message", "the red boat").refuses("Several")
    take = kept(library, message, tmp_path)
    take.sound.unlink()
    library.messages.delete(message.id)
    assert rehearse("check", "--message", "the red boat").refuses("Nothing is recorded")
    library.messages.restore(message.id)
    library.messages.save(message.id, replace(DRAFT, title="Lost sound"))
    assert rehearse("check", "--message", "lost").refuses("sound of this take is gone")


def test_a_library_of_a_newer_version_is_a_sentence_and_left_alone(rehearse: CommandLine, library: Library) -> None:
    library.store.rows("PRAGMA user_version = 99")
    library.close()
    before = everything_in(rehearse.home)
    assert rehearse("list").refuses("newer version")
    assert rehearse("check", "--message", "late").refuses("newer version")
    assert everything_in(rehearse.home) == before


def test_a_damaged_library_is_moved_aside_and_the_list_goes_on(rehearse: CommandLine) -> None:
    (rehearse.home / NAME).write_bytes(b"no database at all " * 100)
    done = rehearse("list")
    assert done.code == 0
    assert "damaged" in done.err
    assert "Late deliveries" in done.out
