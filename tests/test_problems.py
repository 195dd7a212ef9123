"""A problem is a sentence on one line, whatever stood in the file that it names."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.problems import Problem, script_empty


@given(st.text(), st.text())
def test_nothing_in_a_problem_commands_the_terminal(what: str, remedy: str) -> None:
    problem = Problem(what, remedy)
    for text in (str(problem), problem.what, problem.remedy):
        assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Zl", "Zp")]


def test_a_name_that_would_clear_the_screen_or_turn_the_writing_is_shown() -> None:
    told = str(script_empty("note\x1b[2J\n\u202egpj.md"))
    assert told.startswith("The script note\ufffd[2J \ufffdgpj.md is empty.")


def test_a_long_name_leaves_the_beginning_and_the_end_of_the_sentence() -> None:
    problem = script_empty("long" * 5_000)
    assert problem.what.startswith("The script longlong")
    assert problem.what.endswith("long is empty.")
    assert len(problem.what) < 800
