"""`rehearse drill`: the list, what it refuses, and the reps one by one with a speaker who is made up."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.command.drill import rep_by_rep
from app.command.record import offer_drill
from app.command.terminal import Terminal
from app.library.draft import Draft
from app.library.library import Library, open_library
from app.places import find_places
from app.practice.drill import Drilled, Task
from app.practice.drills import DRILLS, named
from app.problems import stopped_too_soon
from app.review.account import Review
from app.settings import Settings
from tests.command_line import PROJECT, SAMPLE, CommandLine
from tests.library import kept
from tests.practice.drilled import answering, drilled

SCRIPT = SAMPLE / "script.txt"


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capfd, tmp_path / "home")


@pytest.fixture
def library(rehearse: CommandLine) -> Library:
    return open_library(find_places(rehearse.environ, PROJECT))


# ---- Before the first rep


def test_the_drills_are_listed_each_with_its_sentence(rehearse: CommandLine) -> None:
    done = rehearse("drill")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines] == [drill.name for drill in DRILLS]
    assert all(line.endswith(drill.sentence) for line, drill in zip(lines, DRILLS, strict=True))


@pytest.mark.parametrize(
    ("line", "fragment"),
    [
        (("drill", "juggling", SCRIPT), "juggling"),
        (("drill", "fading"), "SCRIPT"),
        (("drill", "fading", "-"), "standard input is where Enter comes from"),
        (("drill", "fading", "none.txt"), "no script at none.txt"),
        (("drill", "fading", "--message", "Nobody"), "Nobody"),
        (("drill", "slow-number", SCRIPT), "no phone number in “Late deliveries”"),
        (("drill", "voicemail", SCRIPT, "--greeting", "none.wav"), "no sound file at none.wav"),
        (("drill", "round"), "No message is due"),
        (("drill", "round", "--minutes", "0"), "no number of minutes"),
        (("drill", "round", "--minutes", "soon"), "no number of minutes"),
    ],
)
def test_what_cannot_be_drilled_is_a_sentence(rehearse: CommandLine, line: tuple[str, ...], fragment: str) -> None:
    assert rehearse(*line).refuses(fragment)


def test_a_message_that_cannot_be_spoken_waits_and_the_round_says_why(rehearse: CommandLine, library: Library) -> None:
    library.messages.add(Draft("Hello {name}, this is Anna.", "The red boat"))
    done = rehearse("drill", "round")
    assert done.code == 2
    assert done.err.startswith("“The red boat” waits. ")
    assert "name" in done.err.splitlines()[0]
    assert done.err.splitlines()[1].startswith("No message is due for a round today.")


def test_the_sentence_that_keeps_failing_is_offered_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal, settings = Terminal(None, sys.stdout, sys.stderr, {}), Settings()
    library = kept.opened(tmp_path)
    message = kept.message(library)
    for times in (1, 2, 3):
        kept.spoken(library, message.id, kept.poor(), tmp_path / "elsewhere")
        offer_drill(message, message.draft.script(), terminal, kept.places(tmp_path), settings)
        said = capsys.readouterr().err
        assert ("“I'll send it on Tuesday without a van” keeps failing." in said) == (times == 3)
        assert ("rehearse drill one-sentence --message “Late deliveries”" in said) == (times == 3)
    library.close()


# ---- Rep by rep


class Speaker:
    """Comes out clean or not, as told; remembers what was asked."""

    def __init__(self, outcomes: Iterable[bool | BaseException], goes_on: Iterable[bool] = ()) -> None:
        self.tasks: list[Task] = []
        self._outcomes = iter(outcomes)
        self._goes_on = iter(goes_on)

    def speak(self, task: Task) -> Review:
        self.tasks.append(task)
        outcome = next(self._outcomes)
        if isinstance(outcome, BaseException):
            raise outcome
        return answering(task, outcome, 14.0)

    def goes_on(self) -> bool:
        return next(self._goes_on, True)


def drill_it(name: str, speaker: Speaker, of: Drilled | None = None) -> bool:
    terminal = Terminal(None, sys.stdout, sys.stderr, {})
    return rep_by_rep(named(name), of or drilled(), speaker.speak, speaker.goes_on, terminal)


def test_a_drill_goes_on_until_it_is_done_and_tells_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    speaker = Speaker([True, False, True, True])
    assert drill_it("beat-the-clock", speaker) is True
    assert [task.limit_s for task in speaker.tasks] == [30, 25, 25, 20]
    said = capsys.readouterr()
    told = said.out
    steps = ["30 s, 1 of 3", "25 s, 2 of 3", "25 s, 2 of 3", "20 s, 3 of 3", "Clean in 30, 25 and 20 s."]
    places = [told.index(step) for step in steps[:2]] + [told.rindex(step) for step in steps[2:]]
    assert places == sorted(places)
    assert "“Hi” came out as “other”." in told
    assert said.err.count("Enter: the next take.") == 3


def test_the_page_fades_from_rep_to_rep(capsys: pytest.CaptureFixture[str]) -> None:
    drill_it("fading", Speaker([True] * 6))
    pages = capsys.readouterr().out.split("Fading: ")[1:]
    assert "Hi Marta, this is Nora at Quillhaven." in pages[0]
    assert "Hi Marta, ____ is Nora ____ Quillhaven." in pages[1]
    assert "H M, t i N a Q." in pages[2]
    assert "Marta" in pages[3]
    assert "drops" in pages[3]
    assert "bakery" not in pages[3]
    assert "Marta" not in pages[4]
    assert "in your own words" in " ".join(pages[5].split())


def test_nobody_is_held_to_the_end_and_the_result_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert drill_it("fading", Speaker([True, False], [True, False])) is False
    assert "It goes on at step 1 of 6: full script." in capsys.readouterr().out


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), stopped_too_soon()])
def test_whatever_breaks_it_off_the_result_so_far_is_told(
    capsys: pytest.CaptureFixture[str], trouble: BaseException
) -> None:
    with pytest.raises(type(trouble)):
        drill_it("voicemail", Speaker([False, trouble]))
    assert "Clean after the beep: 0 of 1." in capsys.readouterr().out


def test_where_the_first_rep_breaks_off_there_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        drill_it("voicemail", Speaker([KeyboardInterrupt()]))
    assert "Clean after" not in capsys.readouterr().out


def test_a_round_goes_from_message_to_message(capsys: pytest.CaptureFixture[str]) -> None:
    messages = tuple(drilled(name=name) for name in ("Late deliveries", "The boat"))
    speaker = Speaker([True, False])
    assert drill_it("round", speaker, drilled(due=messages)) is True
    told = " ".join(capsys.readouterr().out.split())
    assert "Round: 1 of 2. “Late deliveries”: one take." in told
    assert "1 of 2 clean, cold: “Late deliveries” in 0:14. Not clean, and due again tomorrow: “The boat”." in told


def test_a_drill_goes_on_where_earlier_takes_left_it(capsys: pytest.CaptureFixture[str]) -> None:
    of, clock = drilled(), named("beat-the-clock")
    earlier, terminal, speaker = [], Terminal(None, sys.stdout, sys.stderr, {}), Speaker([True, True])
    for is_clean in (False, True):
        task = clock.next(of, earlier)
        assert task is not None
        earlier.append(answering(task, is_clean, 14.0))
    assert rep_by_rep(clock, of, speaker.speak, speaker.goes_on, terminal, earlier) is True
    assert [task.limit_s for task in speaker.tasks] == [25, 20]
    said = capsys.readouterr()
    assert "It goes on where it stood after two takes." in said.err
    assert said.err.count("Enter: the next take.") == 1
    assert "Clean in 30, 25 and 20 s." in said.out


def test_where_nothing_is_said_no_result_of_earlier_takes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    of, clock = drilled(), named("beat-the-clock")
    task = clock.next(of, [])
    assert task is not None
    speaker, terminal = Speaker([KeyboardInterrupt()]), Terminal(None, sys.stdout, sys.stderr, {})
    with pytest.raises(KeyboardInterrupt):
        rep_by_rep(clock, of, speaker.speak, speaker.goes_on, terminal, [answering(task, True, 14.0)])
    assert "Clean in" not in capsys.readouterr().out
