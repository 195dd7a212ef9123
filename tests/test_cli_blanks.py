"""`rehearse starts`, and what is filled into a script's blanks: given, asked for, or known from the last time."""

import io
import json
import sys
from pathlib import Path

import pytest
import soundfile

from app.cli import main
from app.command.blanks import answers_for
from app.command.terminal import Terminal
from app.library.draft import Draft
from app.library.library import open_library
from app.places import find_places
from app.problems import Problem
from app.script.script import decode, parse
from tests.command_line import PROJECT, CommandLine
from tests.recognition.tiny_model import make_model, say

WORDS = ("hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back")
TEXT = "Hello, this is {your name} about the {what}. Please call back.\n"
FILLED = "Hello this is Anna about the red boat Please call back"


def judged(answer: str) -> str:
    """The script's words, from the answer of --json."""
    return " ".join(each["text"] for each in json.loads(answer)["script"]["words"]) if answer else ""


class Keyboard(io.TextIOWrapper):
    """Somebody types there."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "tones")


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path, tones: Path) -> CommandLine:
    command_line = CommandLine(capfd, tmp_path / "home")
    command_line.environ["REHEARSE_MODEL"] = str(tones)
    return command_line


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "script.txt").write_text(TEXT)
    return tmp_path / "script.txt"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "take.wav", say(WORDS), 16_000)
    return tmp_path / "take.wav"


def test_the_starting_points_are_listed_and_one_is_printed_as_a_script(rehearse: CommandLine) -> None:
    listed = rehearse("starts")
    names = [line.split()[0] for line in listed.out.splitlines()]
    assert len(names) == 8
    assert listed.code == 0
    assert listed.err == ""
    for name in names:
        printed = rehearse("starts", name)
        point = decode(printed.out.encode(), name)
        assert all((point.title, point.goal, point.cares_about, point.for_them, point.next_step, point.if_they_answer))
        assert point.limit_s
        assert point.blanks
    assert rehearse("starts", "sonnet").refuses("sonnet", "lead")


def test_what_is_given_is_filled_in_and_judged_as_if_it_had_been_written(
    rehearse: CommandLine, script: Path, sound: Path
) -> None:
    done = rehearse("check", script, sound, "--blank", "YOUR_NAME=Anna", "--blank", "what=red boat", "--json")
    assert judged(done.out) == FILLED
    assert done.code == 0, done


@pytest.mark.parametrize(
    ("blanks", "fragments"),
    [
        ((), ("your name, what", "--blank")),
        (("what=red boat",), ("for: your name.",)),
        (("what=red boat", "your name={}"), ("fills in no blank",)),
        (("what",), ("“what”", "--blank")),
        (("=boat",), ("“=boat”",)),
        (("whom=Anna",), ("no blank called “whom”", "your name, what")),
    ],
)
def test_a_blank_that_is_left_open_is_a_sentence(
    rehearse: CommandLine, script: Path, sound: Path, blanks: tuple[str, ...], fragments: tuple[str, ...]
) -> None:
    given = [each for blank in blanks for each in ("--blank", blank)]
    assert rehearse("check", script, sound, *given).refuses(*fragments)
    assert rehearse("record", script, *given).refuses(*fragments)


def test_whoever_sits_there_is_asked_and_enter_takes_what_was_answered_before() -> None:
    def answers(typed: str, *given: tuple[str, str]) -> tuple[dict[str, str], list[str]]:
        err = io.StringIO()
        terminal = Terminal(Keyboard(io.BytesIO(typed.encode())), sys.stdout, err, {})
        return answers_for(parse(TEXT), given, {"your name": "Anna"}, terminal), err.getvalue().splitlines()

    both = {"your name": "Anna", "what": "red boat"}
    assert answers("\nred boat\n") == (both, ["your name [Anna]:", "what:"])
    assert answers("Bo\nred boat\n")[0] == {**both, "your name": "Bo"}
    assert answers("\n", ("what", "red boat")) == (both, ["your name [Anna]:"])
    with pytest.raises(Problem, match="nothing is known for: what"):
        answers("Anna\n")


def test_what_the_plan_of_a_script_knows_need_not_be_given() -> None:
    terminal = Terminal(io.StringIO(), sys.stdout, io.StringIO(), {})
    script = parse("---\nto: Marta Ellison\n---\nHi {name}, this is {your name}.")
    given = [("your name", "Anna")]
    assert answers_for(script, given, {}, terminal) == {"name": "Marta", "your name": "Anna"}
    assert answers_for(script, given, {"name": "Bo"}, terminal)["name"] == "Bo"


def test_a_message_remembers_what_was_filled_in(
    rehearse: CommandLine, sound: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    library = open_library(find_places(rehearse.environ, PROJECT))
    message = library.messages.add(Draft(TEXT, "The boat"))
    terminal = Terminal(Keyboard(io.BytesIO(b"Anna\nred boat\n")), sys.stdout, sys.stderr, rehearse.environ)
    assert main(["check", "--message", "boat", "--json", str(sound)], terminal) == 0
    assert judged(capfd.readouterr().out) == FILLED
    assert library.answers.of(message.id) == {"your name": "Anna", "what": "red boat"}
    assert judged(rehearse("check", "--message", "boat", sound, "--json").out) == FILLED
    library.close()


def test_a_take_has_no_blanks_left_to_fill_in(rehearse: CommandLine) -> None:
    assert rehearse("check", "--message", "late", "1", "--blank", "name=Marta").refuses("no blank called “name”")
