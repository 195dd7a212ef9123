"""`rehearse lint`: advice on a script or a message, for people and for programs."""

import json
from pathlib import Path

import pytest

from app.library.draft import Draft
from app.library.library import open_library
from app.places import find_places
from tests.command_line import SAMPLE, CommandLine

EMPTY = "This is Ruth Marlow.\nI was hoping to catch you. I'll try you some other time.\n"
GOOD = "Hi Dana, this is Ruth Marlow. The paper you asked for has come. I'll bring it on Friday at nine.\n"


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(EMPTY)
    return path


def test_advice_names_place_matter_remedy_reason_and_source(rehearse: CommandLine, script: Path) -> None:
    done = rehearse("lint", script)
    assert done.code == 1
    out = " ".join(done.out.split())
    assert out.startswith("1. The whole message The message is winged")
    assert "Line 2: “I was hoping to catch you”" in out
    assert "Source: Tom Hopkins" in out
    assert "“I was hoping to” takes back what you say." in out
    assert out.endswith("pieces of advice.")


def test_the_sample_draws_no_advice(rehearse: CommandLine) -> None:
    done = rehearse("lint", SAMPLE / "script.txt")
    assert (done.code, done.out) == (0, "No advice.\n")
    assert not rehearse.home.exists()  # a text can be advised on without a library


def test_the_data_counts_characters_of_the_file(rehearse: CommandLine, script: Path) -> None:
    script.write_text("---\nto: Dana\n---\n" + EMPTY)
    done = rehearse("lint", "--json", script)
    assert done.code == 1
    data = json.loads(done.out)
    assert data["format"] == 1
    hedge = next(each for each in data["advice"] if each["rule"] == "hedge")
    assert script.read_text()[hedge["start"] : hedge["end"]] == "I was hoping to"
    assert rehearse("lint", "--json", "-", stdin=GOOD.encode()).out.split() == [
        "{",
        '"format":',
        "1,",
        '"advice":',
        "[]",
        "}",
    ]


def test_the_limit_is_the_one_given_else_the_scripts(rehearse: CommandLine, script: Path) -> None:
    script.write_text(GOOD)
    assert rehearse("lint", script).code == 0
    assert "the limit is 5 s" in rehearse("lint", "--limit", "5", script).out
    script.write_text("---\nlimit: 6\n---\n" + GOOD)
    assert "the limit is 6 s" in rehearse("lint", script).out


def test_a_message_leaves_out_what_is_silenced_and_knows_its_series(rehearse: CommandLine) -> None:
    library = open_library(find_places(rehearse.environ))
    first = library.messages.add(Draft(text=GOOD, title="First"))
    again = library.messages.add(Draft(text=GOOD + "Maybe.", title="Again"))
    library.series.follow(again.id, first.id)
    library.close()
    assert "Message 1 of this series opens in the same way" in rehearse("lint", "--message", "Again").out
    assert "“Maybe” takes back" in rehearse("lint", "--message", "Again").out
    library = open_library(find_places(rehearse.environ))
    library.messages.silence(again.id, {"hedge", "repeated_opening", "one_next_step_last"})
    library.close()
    assert rehearse("lint", "--message", "Again").code == 0


def test_a_message_is_advised_on_as_it_was_last_filled_in_at_its_places_as_written(rehearse: CommandLine) -> None:
    text = "Hi Dana, this is {your name}. The paper you asked for has come. Maybe I'll bring it on Friday at nine.\n"
    library = open_library(find_places(rehearse.environ))
    message = library.messages.add(Draft(text=text, title="Paper", limit_s=10))
    library.close()
    open_still = json.loads(rehearse("lint", "--json", "--message", "Paper").out)["advice"]
    assert [each["rule"] for each in open_still] == ["hedge"]
    library = open_library(find_places(rehearse.environ))
    library.answers.keep(message.id, {"your name": "Ruth Marlow from the oldest print shop in the whole of the county"})
    library.close()
    found = json.loads(rehearse("lint", "--json", "--message", "Paper").out)["advice"]
    assert [each["rule"] for each in found] == ["too_long", "hedge"]
    assert text[found[1]["start"] : found[1]["end"]] == "Maybe"
    assert "Line 1: “Maybe”" in rehearse("lint", "--message", "Paper").out


def test_rules_that_the_settings_switch_off_are_silent(rehearse: CommandLine, script: Path) -> None:
    rehearse.home.mkdir()
    (rehearse.home / "settings.toml").write_text('advice_off = ["hedge"]\n')
    assert "(hedge)" not in rehearse("lint", script).out


def test_what_is_wrong_with_the_input_is_one_sentence(rehearse: CommandLine, tmp_path: Path, script: Path) -> None:
    assert rehearse("lint", tmp_path / "nothing.txt").refuses("nothing.txt")
    assert rehearse("lint", "-", stdin=b"").refuses("standard input", "empty")
    assert rehearse("lint", "--message", "nobody").refuses("nobody")
    assert rehearse("lint").refuses("SCRIPT")
    assert rehearse("lint", "--limit", "0", script).refuses("limit")
