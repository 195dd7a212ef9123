"""What `rehearse record` shows and which keys it reads; the rep itself is in test_record_end_to_end.py."""

import io
import math
import os
import pty
import time
from pathlib import Path

import pytest
from rich.console import Console

from app.audio.level import Meter
from app.command.keys import Key, listen
from app.command.screen import Moment, Screen, draw, place_shown
from app.practice.rep import Phase
from app.script.script import parse
from tests.command_line import CommandLine

SCRIPT = parse(
    "---\nto: Anna\nlimit: 20\n---\n"
    "Hi Anna, this is Nora.  I put together\none page (smile) for you. Until then, Anna.\n"
)
QUIET = Meter(-40.0, -30.0, False)


def shown(moment: Moment, plain: bool = False, width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    with console.capture() as captured:
        console.print(draw(moment, SCRIPT, plain))
    return [line.rstrip() for line in captured.get().splitlines()]


def styled(moment: Moment) -> str:
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    with console.capture() as captured:
        console.print(draw(moment, SCRIPT))
    return captured.get()


def at(elapsed_s: float, **others: object) -> Moment:
    given: dict = {
        "phase": Phase.RECORDING,
        "elapsed_s": elapsed_s,
        "limit_s": 20.0,
        "level": QUIET,
        "due": 0,
        "note": None,
    }
    return Moment(**{**given, **others})


@pytest.mark.parametrize(
    ("due", "before", "word", "after"),
    [
        (0, "", "Hi", " Anna, this is Nora."),
        (1, "Hi ", "Anna", ", this is Nora."),
        (4, "Hi Anna, this is ", "Nora", "."),
        (5, "", "I", " put together one page (smile) for you."),
        (8, "I put together ", "one", " page (smile) for you."),
        (13, "Until ", "then", ", Anna."),
        (15, "Until then, Anna.", "", ""),
        (99, "Until then, Anna.", "", ""),
    ],
)
def test_the_place_is_the_sentence_around_the_word_that_is_due(due: int, before: str, word: str, after: str) -> None:
    assert place_shown(SCRIPT, due) == (before, word, after)


def test_every_place_shows_its_word_in_its_sentence() -> None:
    for due, word in enumerate(SCRIPT.words):
        before, now, after = place_shown(SCRIPT, due)
        assert now == word.text
        assert "\n" not in before + now + after
        assert "limit" not in before + now + after


def test_it_counts_down_then_up() -> None:
    assert [shown(at(elapsed))[0] for elapsed in (-3.0, -2.01, -2.0, -0.01)] == ["3", "3", "2", "1"]
    assert shown(at(0.0))[0].startswith("0:00 of 0:20")
    assert shown(at(12.9))[0].startswith("0:12 of 0:20")


def test_the_clock_is_quiet_then_amber_then_over() -> None:
    amber, red = "\x1b[33m", "\x1b[1;31m"
    for elapsed, its_own in ((15.9, set()), (16.0, {amber}), (20.0, {amber}), (20.1, {red})):
        assert {colour for colour in (amber, red) if colour in styled(at(elapsed))} == its_own, elapsed
    assert "over" not in shown(at(20.0))[0]
    assert shown(at(20.4))[0].endswith("  over")
    assert shown(at(23.4))[0].endswith("  3 s over")


def test_the_bar_fills_up_to_the_limit_and_no_further() -> None:
    filled = [shown(at(elapsed))[0].count("━") for elapsed in (0, 5, 10, 20, 200)]
    assert filled == [0, 8, 16, 32, 32]


def test_the_level_moves_and_says_when_it_is_too_loud() -> None:
    rows = [shown(at(1, level=Meter(level, level, False)))[1] for level in (-math.inf, -60.0, -30.0, 0.0)]
    assert [row.count("━") for row in rows] == [0, 0, 16, 32]
    assert all(row.startswith("level") for row in rows)
    assert "too loud" in shown(at(1, level=Meter(-3.0, 0.0, True)))[1]


def test_level_and_place_stay_away_where_they_are_not_wanted() -> None:
    assert shown(at(1, level=None, due=None)) == ["0:01 of 0:20   " + "━" * 2 + "─" * 30, "", shown(at(1))[-1]]


def test_what_went_wrong_is_shown_while_it_goes_on() -> None:
    assert "Half a second is lost." in shown(at(1, note="Half a second is lost."))


def test_what_the_keys_do_is_always_said() -> None:
    assert shown(at(1))[-1] == "Enter stops. Ctrl-C throws the take away."
    assert shown(at(-1))[-1] == "Get ready."
    for phase in (Phase.OPENING, Phase.FINISHING):
        assert "Ctrl-C throws the take away." in shown(at(1, phase=phase))[-1]
        assert "Enter" not in " ".join(shown(at(1, phase=phase)))


def test_a_terminal_of_plain_letters_gets_only_those() -> None:
    assert all(line.isascii() for line in shown(at(19), plain=True))


def test_a_narrow_terminal_is_wide_enough() -> None:
    assert all(len(line) <= 50 for line in shown(at(25), width=50))


def test_the_screen_is_gone_in_the_end() -> None:
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, width=60)
    with Screen(console, SCRIPT) as show:
        show(at(1))
        once = written.getvalue()
        show(at(1))
        assert written.getvalue() == once  # what has not changed is not drawn again
        show(at(2))
        assert "0:02" in written.getvalue()
    height = len(shown(at(2), width=60))
    assert written.getvalue().count("\x1b[1A\x1b[2K", written.getvalue().rindex("0:02")) == height


# ---- Keys


def pipe() -> tuple[io.TextIOWrapper, int]:
    theirs, ours = os.pipe()
    return os.fdopen(theirs), ours


def test_enter_is_noticed_at_once_and_nothing_is_waited_for() -> None:
    stdin, ours = pipe()
    with stdin, listen(stdin) as keys:
        began = time.monotonic()
        assert keys.wait(0.0) is Key.NONE
        assert keys.wait(0.05) is Key.NONE
        assert time.monotonic() - began < 1
        os.write(ours, b"\n")
        assert keys.wait(10.0) is Key.ENTER
        assert keys.wait(0.0) is Key.NONE
        os.write(ours, b"half a line")
        assert keys.wait(10.0) is Key.NONE
        os.close(ours)
        assert keys.wait(10.0) is Key.END
        assert keys.wait(0.01) is Key.END


def test_without_standard_input_it_has_ended() -> None:
    with listen(None) as keys:
        assert keys.wait(0.0) is Key.END


def test_a_terminal_shows_nothing_that_is_typed_while_it_listens_and_everything_after() -> None:
    import termios

    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin:
        assert termios.tcgetattr(stdin)[3] & termios.ECHO
        with listen(stdin) as keys:
            assert not termios.tcgetattr(stdin)[3] & termios.ECHO
            os.write(ours, b"abc\n")
            assert keys.wait(10.0) is Key.ENTER
        assert termios.tcgetattr(stdin)[3] & termios.ECHO
        with pytest.raises(KeyboardInterrupt), listen(stdin):
            raise KeyboardInterrupt
        assert termios.tcgetattr(stdin)[3] & termios.ECHO
    os.close(ours)


def test_a_terminal_that_has_gone_has_ended() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin, listen(stdin) as keys:
        os.close(ours)
        assert keys.wait(10.0) is Key.END


# ---- Before the rep


def test_a_page_that_cannot_be_written_is_known_before_anything_is_recorded(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "script.txt").write_text("Hello.")
    rehearse = CommandLine(capfd, tmp_path / "home")
    assert rehearse("record", tmp_path / "script.txt", "--html", tmp_path / "no" / "page.html").refuses("no folder")
    assert not (tmp_path / "home" / "takes").exists()
